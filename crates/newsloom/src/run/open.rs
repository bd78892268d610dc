//! One input, opened: the documents of a file, an address, or standard input, without following where they lead.

use super::documents::{Document, Documents};
use crate::config::{Config, ServerConfig};
use crate::fetch::files::{self, Stream, StreamKind};
use crate::fetch::{FetchError, LeftOut, http};
use crate::remote::{Embedder, Models, RemoteError, Server, Writer};
use newsloom_core::model::Hint;
use std::path::Path;
use url::Url;

/// An input on the command line.
pub enum Opened {
    /// JSON lines, to be read as such.
    Lines,
    /// Documents, one after the other.
    Documents(Box<dyn Iterator<Item = Result<Document, LeftOut>>>),
}

/// The client's manners, out of the settings.
pub fn manners(config: &Config) -> http::Manners {
    let fetch = &config.fetch;
    http::Manners {
        user_agent: fetch.user_agent.clone(),
        timeout: fetch.timeout,
        pause: fetch.pause,
        concurrency: fetch.concurrency,
        allow_private: fetch.allow_private.clone(),
        most_bytes: config.core.read.max_document_bytes,
    }
}

/// The models that the settings name.
///
/// # Errors
/// When the file of a key cannot be read.
pub fn models(config: &Config) -> Result<Models, RemoteError> {
    let server = |wanted: &ServerConfig| {
        let ServerConfig { url, model, key_file, timeout } = wanted.clone();
        url.map(|url| Server { url, model, key_file, timeout })
    };
    let wanted = &config.models;
    let writer =
        server(&wanted.writer).map(|server| Writer::new(server, wanted.least_reports)).transpose()?;
    Ok(Models { writer, embedder: server(&wanted.embedder).map(Embedder::new).transpose()? })
}

/// Opens an input: a path, or an `http(s)` address.
///
/// # Errors
/// Why it cannot be had, and what to do.
pub fn open(input: &str, config: &Config) -> Result<Opened, LeftOut> {
    if let Ok(url) = Url::parse(input)
        && matches!(url.scheme(), "http" | "https")
    {
        let fault = |error: FetchError| LeftOut::fault(input, error.to_string());
        let client = http::Client::new(manners(config)).map_err(fault)?;
        let mut answers = client.fetch_all(vec![(url, Hint::default())]);
        let raw = answers.pop().unwrap_or(Err(FetchError::Scheme)).map_err(fault)?;
        return Ok(Opened::Documents(Box::new(std::iter::once(Ok(Document::Raw(Box::new(raw)))))));
    }
    let fault = |error: std::io::Error| LeftOut::fault(input, files::explain(&error));
    let most = config.core.read.max_document_bytes;
    if input == "-" {
        let stream = files::classify(Box::new(std::io::stdin()), "-").map_err(fault)?;
        return Ok(Opened::Documents(Box::new(Documents::new(stream, "standard input", None, most))));
    }
    let path = Path::new(input);
    let whole = path.canonicalize().map_err(fault)?;
    let stream = files::open(&whole).map_err(fault)?;
    if stream.kind == StreamKind::JsonLines {
        return Ok(Opened::Lines);
    }
    let url = Url::from_file_path(&whole).ok().map(String::from);
    Ok(Opened::Documents(Box::new(Documents::new(stream, input, url, most))))
}

/// The documents of a stream that was opened before.
pub fn documents(
    stream: Stream,
    name: &str,
    config: &Config,
) -> impl Iterator<Item = Result<Document, LeftOut>> + use<> {
    Documents::new(stream, name, None, config.core.read.max_document_bytes)
}
