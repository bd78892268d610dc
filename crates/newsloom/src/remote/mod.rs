//! A language model, where the user names one: it may word a story, and what it says passes the same check as all else.
//!
//! Spoken is the chat part of the API that most servers of models offer (llama.cpp, Ollama, vLLM, hosted services). Nothing
//! is asked unless `writer.url` is set, and a server that fails costs its wording alone: newsloom's own stands.

mod endpoint;
mod writer;

pub use endpoint::{RemoteError, Server};
pub use writer::Writer;
