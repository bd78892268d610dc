//! What every request shares.

use super::access::Access;
use super::alerts::Alerts;
use super::keep::Keep;
use super::limits::Pace;
use super::looks::Looks;
use super::metrics::Metrics;
use super::problem::{Answer, Problem};
use super::pulse::Pulse;
use crate::config::Config;
use crate::search::Index;
use crate::store::{Health, SourceRow, Store, StoreError};
use std::path::PathBuf;
use std::sync::Arc;

/// What every request shares.
pub struct App {
    /// Everything that is kept.
    pub store: Arc<dyn Store>,
    /// Words to articles and stories.
    pub index: Arc<Index>,
    /// All settings.
    pub config: Config,
    /// Who may do what.
    pub access: Access,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// How fast peers may ask.
    pub pace: Pace,
    /// How fast peers may try passwords.
    pub sign_in_pace: Pace,
    /// Rendered pages.
    pub keep: Keep,
    /// When who looked at what.
    pub looks: Looks,
    /// New hits of kept searches.
    pub alerts: Alerts,
    /// What changes as it changes.
    pub pulse: Pulse,
    /// A sign of life.
    pub alive: fn(),
    /// The health of a source in words, at a time.
    pub health: fn(&SourceRow, jiff::Timestamp) -> Health,
    /// Folder for fetched pictures.
    pub pictures: PathBuf,
    /// When the service started.
    pub started: jiff::Timestamp,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("started", &self.started).finish_non_exhaustive()
    }
}

/// Shared by all requests.
pub type Shared = Arc<App>;

/// Does something that blocks (the store, a password) where it blocks no other request.
///
/// # Errors
/// What `act` gives.
pub async fn blocking<T: Send + 'static>(
    app: &Shared,
    act: impl FnOnce(&App) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let app = Arc::clone(app);
    tokio::task::spawn_blocking(move || act(&app)).await.unwrap_or_else(|panic| Err(Problem::fault(panic)))
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing(what) => Self::not_found(&what),
            StoreError::Refused(why) => Self::new(super::problem::CONFLICT, why),
            other => Self::fault(other),
        }
    }
}
