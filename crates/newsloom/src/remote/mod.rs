//! Models, where the user names them: one may word a story, and what it says passes the same check as all else; one may say what
//! a text means, so that articles in two languages can be of one event.
//!
//! Spoken is the API that most servers of models offer (llama.cpp, Ollama, vLLM, hosted services). Nothing is asked unless
//! `writer.url` or `embedder.url` is set, and a server that fails costs what it would have said alone.

mod embedder;
mod endpoint;
mod writer;

pub use embedder::Embedder;
pub use endpoint::{RemoteError, Server};
pub use writer::Writer;

/// The models that may be asked.
#[derive(Debug, Default)]
pub struct Models {
    /// Words stories.
    pub writer: Option<Writer>,
    /// Says what texts mean.
    pub embedder: Option<Embedder>,
}
