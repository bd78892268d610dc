//! The settings of the desk.

/// How the desk works. The defaults are what ships.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// Words kept per article; 16 to 200. More costs memory and time.
    pub terms_kept: usize,
    /// Articles compared closely per article; 8 to 100.
    pub compared: usize,
    /// Days after which a quiet story closes when the desk is tended; 0 to 36500. 0: never.
    pub window_days: u32,
    /// Mean probability from which groups of articles are one event; 0 to 1. `None`: as learned.
    pub event_cut: Option<f32>,
    /// Mean probability from which events are one running story; 0 to 1. `None`: as learned, by the number of articles.
    pub story_cut: Option<f32>,
    /// Cosine of their embeddings from which two articles in two languages are of one event, 0 to 1; what is right depends on
    /// the model that made them.
    pub least_cosine: f32,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self {
            terms_kept: 64,
            compared: 40,
            window_days: 30,
            event_cut: None,
            story_cut: None,
            least_cosine: 0.8,
        }
    }
}
