//! Many questions in flight at once, for a caller that blocks: it sends them, does other work, and comes back for answers.

use super::answer::{Answer, Ask};
use super::error::FetchError;
use super::http::{Client, Manners};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Answers handed out at once.
const MOST_AT_ONCE: usize = 64;

/// Who fetches: the network, or a made-up one in tests.
pub trait Fetcher: Send {
    /// Sends a question off; `tag` comes back with its answer. Never blocks. The caller sees to the pauses.
    fn send(&self, tag: u64, ask: Ask);
    /// The answers that came; waits for the first one at most `wait`.
    fn answers(&self, wait: Duration) -> Vec<(u64, Result<Answer, FetchError>)>;
}

/// The network.
pub struct Crew {
    runtime: tokio::runtime::Runtime,
    client: Client,
    sender: Sender<(u64, Result<Answer, FetchError>)>,
    receiver: Mutex<Receiver<(u64, Result<Answer, FetchError>)>>,
}

impl Crew {
    /// A crew with the given manners.
    ///
    /// # Errors
    /// When the system gives no thread, or the TLS library cannot start.
    pub fn new(manners: Manners) -> Result<Self, FetchError> {
        let client = Client::new(manners)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("fetch")
            .enable_all()
            .build()
            .map_err(|error| FetchError::Connection(error.to_string()))?;
        let (sender, receiver) = channel();
        Ok(Self { runtime, client, sender, receiver: Mutex::new(receiver) })
    }
}

impl Fetcher for Crew {
    fn send(&self, tag: u64, ask: Ask) {
        let (client, sender) = (self.client.clone(), self.sender.clone());
        self.runtime.spawn(async move {
            // A fault in one answer is that answer's fault alone.
            let task = tokio::spawn(async move { client.ask(&ask).await });
            let answer = task.await.unwrap_or_else(|fault| Err(FetchError::Connection(fault.to_string())));
            let _ = sender.send((tag, answer));
        });
    }

    fn answers(&self, wait: Duration) -> Vec<(u64, Result<Answer, FetchError>)> {
        let receiver = self.receiver.lock().unwrap_or_else(PoisonError::into_inner);
        let mut answers = Vec::new();
        match receiver.recv_timeout(wait) {
            Ok(first) => answers.push(first),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return answers,
        }
        answers.extend(receiver.try_iter().take(MOST_AT_ONCE - 1));
        answers
    }
}
