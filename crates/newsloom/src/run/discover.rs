//! An address, asked what it is: a feed, a list of feeds, or a page that names some.

use crate::config::Config;
use crate::fetch::{Answer, Ask, Crew, FetchError, Fetcher};
use newsloom_core::flow;
use newsloom_core::model::{Hint, Link, LinkKind, RawDocument, Timestamp};
use newsloom_core::read;
use std::time::Duration;
use url::Url;

/// Where feeds commonly lie, for pages that name none.
const COMMON: &[&str] = &["/feed", "/rss", "/feed.xml", "/atom.xml", "/rss.xml", "/index.xml", "/feed/"];

/// A feed that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFeed {
    /// Its address.
    pub url: String,
    /// Its name; empty where it says none.
    pub title: String,
    /// How many entries it has now; `None` where it was not asked.
    pub entries: Option<usize>,
    /// The groups in which a list has it.
    pub groups: Vec<String>,
}

/// What an address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A feed.
    Feed(FoundFeed),
    /// A list of feeds (OPML).
    List(Vec<FoundFeed>),
    /// A page, with the feeds that it names or that lie where feeds commonly lie; the first is the likeliest.
    Page(Vec<FoundFeed>),
}

/// Asks one address, in its turn.
fn ask(crew: &Crew, url: &str) -> Result<Answer, FetchError> {
    crew.send(0, Ask::if_changed(url, None, None));
    loop {
        if let Some((_, answer)) = crew.answers(Duration::from_secs(5)).pop() {
            return answer.and_then(|answer| match answer.status {
                200..=299 => Ok(answer),
                status => Err(FetchError::Status(status)),
            });
        }
    }
}

fn document(url: &str, answer: Answer) -> RawDocument {
    RawDocument {
        name: url.to_owned(),
        url: Some(answer.url),
        media_type: answer.media_type,
        charset: answer.charset,
        fetched_at: Some(Timestamp::now()),
        hint: Hint::default(),
        body: answer.body,
        ..RawDocument::default()
    }
}

fn listed(links: Vec<Link>) -> Vec<FoundFeed> {
    let feed = |link: Link| FoundFeed {
        title: link.hint.outlet.or(link.hint.title).unwrap_or_default(),
        url: link.url,
        entries: None,
        groups: link.groups,
    };
    links.into_iter().map(feed).collect()
}

/// The feed that a document is, if it is one.
fn feed(raw: &RawDocument, config: &flow::Config) -> Option<FoundFeed> {
    let reading = flow::take_in(raw, config).reading;
    let first = reading.items.first()?;
    Some(FoundFeed {
        url: raw.url.clone().unwrap_or_else(|| raw.name.clone()),
        title: first.hint.outlet.clone().unwrap_or_default(),
        entries: Some(reading.items.len()),
        groups: Vec::new(),
    })
}

/// A list of feeds in a document, as in an OPML file.
pub fn list_of(raw: &RawDocument, config: &flow::Config) -> Vec<FoundFeed> {
    let mut links = flow::take_in(raw, config).reading.links;
    links.retain(|link| link.kind == LinkKind::Feed);
    listed(links)
}

/// Finds out what an address is.
///
/// # Errors
/// When it does not answer.
pub fn discover(address: &str, crew: &Crew, config: &Config) -> Result<Found, FetchError> {
    let raw = document(address, ask(crew, address)?);
    if let Some(mut feed) = feed(&raw, &config.core) {
        // What the user gave is what is asked from now on; redirects are followed each time.
        feed.url = address.to_owned();
        return Ok(Found::Feed(feed));
    }
    let list = list_of(&raw, &config.core);
    if !list.is_empty() {
        return Ok(Found::List(list));
    }
    let mut named = listed(read::feeds_of(&raw));
    // Comments are seldom what somebody wants to read.
    named.sort_by_key(|feed| format!("{} {}", feed.url, feed.title).to_lowercase().contains("comment"));
    named.dedup_by(|a, b| a.url == b.url);
    if named.is_empty() {
        named = common(&raw, crew, config);
    }
    Ok(Found::Page(named))
}

/// The first feed that lies where feeds commonly lie.
fn common(raw: &RawDocument, crew: &Crew, config: &Config) -> Vec<FoundFeed> {
    let Some(base) = raw.url.as_deref().and_then(|url| Url::parse(url).ok()) else { return Vec::new() };
    for place in COMMON {
        let Ok(url) = base.join(place) else { continue };
        std::thread::sleep(config.fetch.pause);
        match ask(crew, url.as_str()) {
            Ok(answer) => {
                let url = answer.url.clone();
                let raw = document(&url, answer);
                if let Some(found) = feed(&raw, &config.core) {
                    return vec![found];
                }
            }
            // A host that wants to be left alone, or is not reached, is not asked six times more.
            Err(FetchError::Status(403 | 404 | 410) | FetchError::Redirect(_)) => {}
            Err(_) => break,
        }
    }
    Vec::new()
}
