//! One server of models: how it is asked, how long, how much is read of its answer.

use serde_json::Value;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use url::Url;

/// Bytes of an answer that are read.
const MOST_BYTES: usize = 4 << 20;
/// Failures in a row after which the server is left alone for [`REST`].
const MOST_FAILURES: u32 = 3;
/// How long a server that fails is left alone.
const REST: Duration = Duration::from_secs(300);

/// Where a model is served.
#[derive(Clone, Debug)]
pub struct Server {
    /// Address below which the API lies, as in `http://127.0.0.1:8080/v1`.
    pub url: Url,
    /// Name of the model, as the server knows it.
    pub model: String,
    /// File with the key that the server asks for.
    pub key_file: Option<PathBuf>,
    /// Longest time for one answer.
    pub timeout: Duration,
}

/// Why a server of models gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The key cannot be read.
    #[error("cannot read the key in {}: {cause}", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The server cannot be reached, or took too long.
    #[error("{url} does not answer: {why}")]
    Silent {
        /// What was asked.
        url: Url,
        /// Why.
        why: String,
    },
    /// It answered with an error.
    #[error("{url} answers {status}: {said}")]
    Refused {
        /// What was asked.
        url: Url,
        /// Its status.
        status: u16,
        /// The beginning of what it said.
        said: String,
    },
    /// What it said is not what was asked for.
    #[error("{url} answers what cannot be read: {why}")]
    Unreadable {
        /// What was asked.
        url: Url,
        /// Why.
        why: String,
    },
    /// It failed several times and is left alone for a while.
    #[error("it failed {MOST_FAILURES} times in a row and is left alone for five minutes")]
    Resting,
}

/// A server of models. May be asked from many threads; each waits for its own answer.
#[derive(Debug)]
pub struct Endpoint {
    client: reqwest::Client,
    url: Url,
    /// Name of the model.
    pub model: String,
    key: Option<String>,
    failed: Mutex<Failed>,
}

#[derive(Debug, Default)]
struct Failed {
    in_a_row: u32,
    last: Option<Instant>,
}

impl Endpoint {
    /// A server, not asked yet.
    ///
    /// # Errors
    /// When the file of the key cannot be read.
    pub fn new(server: Server) -> Result<Self, RemoteError> {
        let Server { url, model, key_file, timeout } = server;
        let key = match key_file {
            Some(path) => Some(
                std::fs::read_to_string(&path)
                    .map_err(|cause| RemoteError::Key { path, cause })?
                    .trim()
                    .to_owned(),
            ),
            None => None,
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(timeout)
            // The key is for the named server alone.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|error| RemoteError::Silent { url: url.clone(), why: error.to_string() })?;
        Ok(Self { client, url, model, key, failed: Mutex::default() })
    }

    /// Asks what lies at `path` below the address and gives its JSON. Blocks the calling thread, which must not be one of an
    /// asynchronous runtime.
    ///
    /// # Errors
    /// When no answer came that can be read; a server that failed often is not asked at all for a while.
    pub fn ask(&self, path: &str, body: &Value) -> Result<Value, RemoteError> {
        if self.rests() {
            return Err(RemoteError::Resting);
        }
        let mut url = self.url.clone();
        url.set_path(&format!("{}/{path}", self.url.path().trim_end_matches('/')));
        let answer = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| RemoteError::Silent { url: url.clone(), why: error.to_string() })
            .and_then(|runtime| runtime.block_on(self.answer(&url, body)));
        self.note(answer.is_err());
        answer
    }

    async fn answer(&self, url: &Url, body: &Value) -> Result<Value, RemoteError> {
        let silent = |error: reqwest::Error| {
            let cause = std::iter::successors(error.source(), |cause| (*cause).source()).last();
            let why = cause.map_or_else(|| error.to_string(), ToString::to_string);
            RemoteError::Silent { url: url.clone(), why }
        };
        let mut request = self
            .client
            .post(url.clone())
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(body.to_string());
        if let Some(key) = &self.key {
            request = request.bearer_auth(key);
        }
        let mut answer = request.send().await.map_err(silent)?;
        let status = answer.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(silent)? {
            if bytes.len() + chunk.len() > MOST_BYTES {
                let why = format!("it is longer than {} MiB", MOST_BYTES >> 20);
                return Err(RemoteError::Unreadable { url: url.clone(), why });
            }
            bytes.extend_from_slice(&chunk);
        }
        if !status.is_success() {
            let said: String = String::from_utf8_lossy(&bytes).chars().take(200).collect();
            return Err(RemoteError::Refused { url: url.clone(), status: status.as_u16(), said });
        }
        serde_json::from_slice(&bytes)
            .map_err(|error| RemoteError::Unreadable { url: url.clone(), why: error.to_string() })
    }

    /// The error of an answer that is not what was asked for.
    pub(super) fn unreadable(&self, why: &str) -> RemoteError {
        RemoteError::Unreadable { url: self.url.clone(), why: why.to_owned() }
    }

    fn rests(&self) -> bool {
        let mut failed = self.failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let resting =
            failed.in_a_row >= MOST_FAILURES && failed.last.is_some_and(|last| last.elapsed() < REST);
        if failed.in_a_row >= MOST_FAILURES && !resting {
            *failed = Failed::default();
        }
        resting
    }

    fn note(&self, fault: bool) {
        let mut failed = self.failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        failed.in_a_row = if fault { failed.in_a_row + 1 } else { 0 };
        failed.last = fault.then(Instant::now);
    }
}
