//! What texts mean, as a model says: a vector per article, kept with it.

use super::endpoint::{Endpoint, RemoteError, Server};
use newsloom_core::model::{Article, Embedding};
use serde_json::{Value, json};

/// Texts of one request.
const BATCH: usize = 32;
/// Characters of an article that are shown to the model: title and lead say what it is about.
const SHOWN: usize = 1_500;

/// A model of embeddings.
#[derive(Debug)]
pub struct Embedder {
    endpoint: Endpoint,
}

impl Embedder {
    /// A model, not asked yet.
    ///
    /// # Errors
    /// When the file of its key cannot be read.
    pub fn new(server: Server) -> Result<Self, RemoteError> {
        Ok(Self { endpoint: Endpoint::new(server)? })
    }

    /// Gives each article its embedding. Where the model fails, that is logged and the articles are left without. Blocks the
    /// calling thread, which must not be one of an asynchronous runtime.
    pub fn fill<'a>(&self, articles: impl Iterator<Item = &'a mut Article>) {
        let mut wanted: Vec<&mut Article> =
            articles.filter(|article| article.embedding.is_none() && !article.text.is_empty()).collect();
        for batch in wanted.chunks_mut(BATCH) {
            let texts: Vec<String> = batch.iter().map(|article| shown(article)).collect();
            match self.ask(&texts) {
                Ok(found) => {
                    for (article, embedding) in batch.iter_mut().zip(found) {
                        article.embedding = embedding;
                    }
                }
                Err(RemoteError::Resting) => return,
                Err(why) => tracing::warn!("the model {} embeds nothing: {why}", self.endpoint.model),
            }
        }
    }

    /// Whether the model answers at all: it is asked for the vector of one word.
    ///
    /// # Errors
    /// When it does not, or gives no vector.
    pub fn probe(&self) -> Result<(), RemoteError> {
        let found = self.ask(&["yes".to_owned()])?;
        found
            .iter()
            .all(Option::is_some)
            .then_some(())
            .ok_or_else(|| self.endpoint.unreadable("it has no vector"))
    }

    fn ask(&self, texts: &[String]) -> Result<Vec<Option<Embedding>>, RemoteError> {
        let asked = json!({"model": self.endpoint.model, "input": texts, "encoding_format": "float"});
        let answer = self.endpoint.ask("embeddings", &asked)?;
        let data = answer.get("data").and_then(Value::as_array).filter(|data| data.len() == texts.len());
        let data = data.ok_or_else(|| self.endpoint.unreadable("it has no vector per text under data"))?;
        let mut found = vec![None; texts.len()];
        for (place, entry) in data.iter().enumerate() {
            let place = entry.get("index").and_then(Value::as_u64).map_or(place, |index| index as usize);
            let numbers =
                entry.get("embedding").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let vector: Vec<f32> =
                numbers.iter().filter_map(|number| Some(number.as_f64()? as f32)).collect();
            if let Some(slot) = found.get_mut(place) {
                *slot = Embedding::of(&vector);
            }
        }
        Ok(found)
    }
}

/// What the model is shown of an article.
fn shown(article: &Article) -> String {
    let text = format!("{}\n{}", article.title, article.text);
    text.chars().take(SHOWN).collect()
}
