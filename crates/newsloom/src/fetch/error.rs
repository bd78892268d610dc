//! Why an address gave no document.

use std::time::Duration;

/// Why an address gave no document, in words that say what to do.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address that is fetched.
    #[error("only http and https addresses are fetched")]
    Scheme,
    /// The address, or one it leads to, is not public.
    #[error("{0} is not a public address; allow it with --set fetch.allow_private=HOST if it is yours")]
    Private(String),
    /// The server answered with an error.
    #[error("the server answered {0}{hint}", hint = advice(*.0))]
    Status(u16),
    /// It leads from address to address without end, or nowhere.
    #[error("{0}; check the address in a browser")]
    Redirect(&'static str),
    /// The answer is packed in a way that is not known.
    #[error("the answer is packed as {0:?}, which is not read")]
    Coding(String),
    /// The document is larger than is read.
    #[error("the document is larger than {} MiB; raise read.max_document_mib if it is wanted", .0 >> 20)]
    TooLarge(usize),
    /// Took longer than allowed.
    #[error("no whole answer within {} seconds; try again later or raise fetch.timeout_seconds", .0.as_secs())]
    Timeout(Duration),
    /// The connection failed.
    #[error("the connection failed: {0}")]
    Connection(String),
}

/// What a status means for the one who asked.
fn advice(status: u16) -> &'static str {
    match status {
        401 | 403 => ": it does not let this reader in; the feed may carry the text",
        404 | 410 => ": the page is gone; check the address",
        429 => ": too many requests; wait and try again",
        500.. => ": its fault; try again later",
        _ => "",
    }
}
