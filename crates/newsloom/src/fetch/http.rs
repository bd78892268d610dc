//! Addresses: one guarded client for everything that is asked of the network.

use super::answer::{Answer, Ask};
use super::error::FetchError;
use super::guard::Guard;
use newsloom_core::model::{Hint, RawDocument};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, DATE, ETAG, EXPIRES, HeaderValue,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LINK, LOCATION, RETRY_AFTER,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore};
use tokio::time::Instant;
use url::Url;

/// Redirects followed for one document.
const MOST_REDIRECTS: usize = 8;
/// Longest validator that is kept and sent back, bytes: longer ones are a mistake or an attack.
const LONGEST_VALIDATOR: usize = 1024;

/// What we can read, best first.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/xml;q=0.8, */*;q=0.1";

/// How the client behaves towards hosts.
#[derive(Clone, Debug)]
pub struct Manners {
    /// Who we say we are.
    pub user_agent: String,
    /// Longest time for one document, from the connection to its last byte, redirects and all.
    pub timeout: Duration,
    /// Least time between two requests to one host.
    pub pause: Duration,
    /// Requests in flight at once, all hosts together.
    pub concurrency: usize,
    /// Hosts and networks that may be reached although they are not public: names, addresses, or CIDR blocks.
    pub allow_private: Vec<String>,
    /// Bound of every document after unpacking, bytes.
    pub most_bytes: usize,
}

/// Whose turn it is to ask a host, and when it was asked last.
type Turn = Arc<Mutex<Option<Instant>>>;

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    inner: reqwest::Client,
    guard: Guard,
    manners: Manners,
    hosts: Arc<Mutex<BTreeMap<String, Turn>>>,
    slots: Arc<Semaphore>,
}

/// Resolves names and hands out public addresses only.
struct GuardedResolver(Guard);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.0.clone();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let allowed = guard.filter(&host, found);
            if allowed.is_empty() {
                return Err(FetchError::Private(host).into());
            }
            let addresses: Addrs = Box::new(allowed.into_iter());
            Ok(addresses)
        })
    }
}

impl Client {
    /// A client with the given manners.
    ///
    /// # Errors
    /// When the TLS library cannot start.
    pub fn new(manners: Manners) -> Result<Self, FetchError> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard::new(&manners.allow_private);
        let inner = reqwest::Client::builder()
            .user_agent(&manners.user_agent)
            .timeout(manners.timeout)
            .connect_timeout(manners.timeout.min(Duration::from_secs(15)))
            // Each step is looked at before it is taken: see `follow`.
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(Arc::new(GuardedResolver(guard.clone())))
            .pool_max_idle_per_host(2)
            .no_proxy()
            .build()
            .map_err(|error| FetchError::Connection(chain(&error)))?;
        Ok(Self {
            inner,
            guard,
            hosts: Arc::default(),
            slots: Arc::new(Semaphore::new(manners.concurrency)),
            manners,
        })
    }

    /// Fetches all, at most `concurrency` at once and one at a time per host; answers in the order of `wanted`.
    /// Blocks the calling thread.
    pub fn fetch_all(&self, wanted: Vec<(Url, Hint)>) -> Vec<Result<RawDocument, FetchError>> {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                return wanted.iter().map(|_| Err(FetchError::Connection(error.to_string()))).collect();
            }
        };
        runtime.block_on(async {
            let tasks: Vec<_> = wanted
                .into_iter()
                .map(|(url, hint)| {
                    let client = self.clone();
                    tokio::spawn(async move { client.fetch(url, hint).await })
                })
                .collect();
            let mut answers = Vec::with_capacity(tasks.len());
            for task in tasks {
                answers
                    .push(task.await.unwrap_or_else(|fault| Err(FetchError::Connection(fault.to_string()))));
            }
            answers
        })
    }

    /// Fetches a document when its host's turn has come.
    async fn fetch(&self, url: Url, hint: Hint) -> Result<RawDocument, FetchError> {
        let host = url.host_str().unwrap_or("").to_owned();
        // One request per host at a time, `pause` apart; the slot is taken only when the host is free.
        let turn = Arc::clone(self.hosts.lock().await.entry(host).or_default());
        let mut last = turn.lock().await;
        if let Some(last) = *last {
            tokio::time::sleep_until(last + self.manners.pause).await;
        }
        let answer = self.ask(&Ask::plain(&url)).await;
        *last = Some(Instant::now());
        answer?.document(url.as_str(), hint)
    }

    /// Asks at once: whoever calls sees to the pauses. Any status is an answer.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn ask(&self, ask: &Ask) -> Result<Answer, FetchError> {
        let _slot =
            self.slots.acquire().await.map_err(|closed| FetchError::Connection(closed.to_string()))?;
        let timeout = self.manners.timeout;
        tokio::time::timeout(timeout, self.follow(ask)).await.unwrap_or(Err(FetchError::Timeout(timeout)))
    }

    /// Goes from address to address until one gives a document. Each is held against the guard.
    async fn follow(&self, ask: &Ask) -> Result<Answer, FetchError> {
        let mut url = Url::parse(&ask.url).map_err(|_| FetchError::Scheme)?;
        let mut for_good = true;
        let mut moved = None;
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.step(&url, ask).await?;
            let status = answer.status().as_u16();
            if !matches!(status, 301 | 302 | 303 | 307 | 308) {
                return self.read(answer, moved).await;
            }
            let to = answer.headers().get(LOCATION).ok_or(FetchError::Redirect("it redirects nowhere"))?;
            let to = std::str::from_utf8(to.as_bytes()).ok().and_then(|to| url.join(to.trim()).ok());
            url = to.ok_or(FetchError::Redirect("it redirects to something that is no address"))?;
            // Names and passwords are for the host to which the user gave them, never for one that a server names.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_fragment(None);
            // Only an unbroken row of permanent redirects moves the address.
            for_good &= matches!(status, 301 | 308);
            if for_good {
                moved = Some(url.to_string());
            }
        }
        Err(FetchError::Redirect("it redirects in circles"))
    }

    async fn step(&self, url: &Url, ask: &Ask) -> Result<reqwest::Response, FetchError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::Scheme);
        }
        if !self.guard.allows_literal(url) {
            return Err(FetchError::Private(url.host_str().unwrap_or("").to_owned()));
        }
        let method = if ask.form.is_some() { reqwest::Method::POST } else { reqwest::Method::GET };
        let mut request = self.inner.request(method, url.clone()).header(ACCEPT, ACCEPTED);
        if let Some(etag) = &ask.etag {
            request = request.header(IF_NONE_MATCH, etag.as_slice());
        }
        if let Some(date) = &ask.last_modified {
            request = request.header(IF_MODIFIED_SINCE, date.as_slice());
        }
        if let Some(form) = &ask.form {
            request = request
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish());
        }
        request.send().await.map_err(|error| self.explain(&error))
    }

    /// Reads an answer to its end, within its bounds.
    async fn read(&self, mut answer: reqwest::Response, moved: Option<String>) -> Result<Answer, FetchError> {
        let headers = answer.headers();
        let text =
            |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::to_owned);
        let validator = |name| {
            let value = headers.get(name).map(|value: &HeaderValue| value.as_bytes().to_vec());
            value.filter(|value| value.len() <= LONGEST_VALIDATOR && !value.is_empty())
        };
        // What was unpacked for us has lost this header.
        if let Some(coding) =
            text(CONTENT_ENCODING).filter(|coding| !coding.trim().eq_ignore_ascii_case("identity"))
            && answer.status().is_success()
        {
            return Err(FetchError::Coding(coding.chars().take(40).collect()));
        }
        let (media_type, charset) = split_content_type(text(CONTENT_TYPE).as_deref());
        let mut whole = Answer {
            status: answer.status().as_u16(),
            url: answer.url().to_string(),
            moved,
            media_type,
            charset,
            etag: validator(ETAG),
            last_modified: validator(LAST_MODIFIED),
            retry_after: text(RETRY_AFTER).and_then(|value| super::answer::retry_after(&value)),
            fresh: super::answer::freshness(
                text(CACHE_CONTROL).as_deref(),
                text(EXPIRES).as_deref(),
                text(DATE).as_deref(),
            ),
            links: headers
                .get_all(LINK)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(super::answer::links)
                .take(16)
                .collect(),
            body: Vec::new(),
        };
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.explain(&error))? {
            if whole.body.len() + chunk.len() > self.manners.most_bytes {
                return Err(FetchError::TooLarge(self.manners.most_bytes));
            }
            whole.body.extend_from_slice(&chunk);
        }
        Ok(whole)
    }

    fn explain(&self, error: &reqwest::Error) -> FetchError {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(inner) = cause {
            match inner.downcast_ref::<FetchError>() {
                Some(FetchError::Private(host)) => return FetchError::Private(host.clone()),
                Some(FetchError::Scheme) => return FetchError::Scheme,
                _ => cause = inner.source(),
            }
        }
        if error.is_timeout() {
            return FetchError::Timeout(self.manners.timeout);
        }
        FetchError::Connection(chain(error))
    }
}

/// The innermost cause, which is the one that says something.
fn chain(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// Media type and charset of a `Content-Type` value.
pub fn split_content_type(value: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(value) = value else { return (None, None) };
    let mut parts = value.split(';');
    let media_type =
        parts.next().map(|media| media.trim().to_ascii_lowercase()).filter(|media| !media.is_empty());
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    (media_type, charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_are_split() {
        let check = |value, media: Option<&str>, charset: Option<&str>| {
            let (m, c) = split_content_type(Some(value));
            assert_eq!((m.as_deref(), c.as_deref()), (media, charset), "{value}");
        };
        check("Text/HTML; charset=\"iso-8859-1\"", Some("text/html"), Some("iso-8859-1"));
        check("text/html;boundary=x;CHARSET=utf-8", Some("text/html"), Some("utf-8"));
        check("", None, None);
    }

    #[test]
    fn a_private_address_is_refused_with_advice() {
        let client = Client::new(Manners {
            user_agent: "test".to_owned(),
            timeout: Duration::from_secs(1),
            pause: Duration::ZERO,
            concurrency: 1,
            allow_private: Vec::new(),
            most_bytes: 1 << 20,
        })
        .unwrap();
        for address in ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]/", "ftp://a.example/"] {
            let answer = client.fetch_all(vec![(Url::parse(address).unwrap(), Hint::default())]).remove(0);
            let error = answer.unwrap_err();
            assert!(matches!(error, FetchError::Private(_) | FetchError::Scheme), "{address}: {error}");
        }
    }
}
