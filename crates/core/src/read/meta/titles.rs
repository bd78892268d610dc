//! Which of the texts that claim to be the title is it.
//!
//! Candidates are the headings, the `headline` of the structured data, `og:title` and its kin, and the `title`
//! element, these also without the site's name. Equal ones (letters and digits alone count) are one candidate. Each
//! gets features - which places say it, how it stands to the others - and the one with the highest weighted sum wins.
//! The weights are learned, see [`super::weights`].

use super::cues::Cues;
use super::gather::{Gathered, Heading};
use super::json_ld::Schema;
use super::plain::{fold, plain, word_keys};
use super::weights::{TITLE, score};
use crate::read::html::NodeId;
use crate::read::site;

/// How many features a candidate has.
pub const FEATURES: usize = TITLE.len();

/// A text that may be the title.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The text.
    pub text: String,
    /// Its features, each about 0 to 1.
    pub features: [f32; FEATURES],
    /// Its folded form.
    pub(super) key: String,
    /// The heading that shows it.
    pub(super) heading: Option<NodeId>,
}

/// The title, with the heading that shows it where there is one.
pub(super) fn choose(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut best: Option<(&Candidate, f32)> = None;
    for candidate in candidates {
        let score = score(&candidate.features, &TITLE);
        if best.is_none_or(|(_, top)| score > top) {
            best = Some((candidate, score));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// The names that the site goes by.
pub(super) struct Site<'a> {
    /// Folded.
    pub names: &'a [String],
    /// The parts of its domain that may carry a name.
    pub labels: Vec<String>,
}

/// Where the candidates of one page are drawn from.
struct Pool<'a> {
    list: Vec<Candidate>,
    site: &'a Site<'a>,
}

impl Pool<'_> {
    fn add(&mut self, text: &str, feature: usize, heading: Option<NodeId>) {
        let text = text.trim();
        let key = fold(text);
        if key.is_empty() || text.len() > 500 {
            return;
        }
        let room = self.list.len() < 40;
        match self.list.iter_mut().find(|c| c.key == key) {
            Some(known) => {
                known.features[feature] = 1.0;
                known.heading = known.heading.or(heading);
            }
            None if room => {
                let mut features = [0.0; FEATURES];
                features[feature] = 1.0;
                self.list.push(Candidate { text: text.to_owned(), features, key, heading });
            }
            None => {}
        }
    }

    /// Adds a text as it is, and without the site's name.
    fn add_both(&mut self, text: &str, raw: usize, cleaned: usize) {
        let text = plain(text);
        let bare = without_site(&text, self.site);
        if bare == text {
            self.add(&text, cleaned, None);
        } else {
            self.add(&text, raw, None);
            self.add(bare, cleaned, None);
        }
    }
}

/// Names of the features, in order; kept beside the weights.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "h1",
    "first h1",
    "only h1",
    "h1 with a headline's class",
    "h1 with furniture's class",
    "headline of structured data",
    "name of structured data",
    "og:title with site",
    "og:title",
    "title with site",
    "title",
    "twitter:title",
    "other meta",
    "h2 with a headline's class",
    "is the site's name",
    "one word",
    "part of title",
    "part of og:title",
    "like the address",
    "first part of title",
    "likeness to title",
    "likeness to og:title",
    "likeness to first h1",
    "cut short",
    "part of title beside an h1",
    "h1 and structured data",
    "h1 like the address",
];

/// All candidates of a page.
pub(super) fn candidates(
    found: &Gathered<'_>,
    schema: &Schema,
    site: &Site<'_>,
    url: Option<&str>,
) -> Vec<Candidate> {
    let mut pool = Pool { list: Vec::new(), site };
    let is_own = |heading: &&Heading| !is_site(&heading.text, site);
    let ones: Vec<&Heading> = found.headings.iter().filter(|h| h.rank == 1).filter(is_own).take(10).collect();
    for (at, heading) in ones.iter().enumerate() {
        let text = plain(&heading.text);
        pool.add(&text, 0, Some(heading.node));
        if at == 0 {
            pool.add(&text, 1, Some(heading.node));
        }
        if ones.len() == 1 {
            pool.add(&text, 2, Some(heading.node));
        }
        if heading.cues.any(Cues::HEADLINE) {
            pool.add(&text, 3, Some(heading.node));
        }
        if heading.cues.any(Cues::FURNITURE) {
            pool.add(&text, 4, Some(heading.node));
        }
    }
    for heading in found.headings.iter().filter(|h| h.rank > 1).take(30) {
        if heading.cues.any(Cues::OWN_HEADLINE)
            && !heading.cues.any(Cues::FURNITURE)
            && pool.list.len() < 16
            && is_own(&heading)
        {
            pool.add(&heading.text, 13, Some(heading.node));
        }
    }
    if let Some(text) = &schema.headline {
        pool.add(without_site(text, site), 5, None);
    }
    if let Some(text) = &schema.name {
        pool.add(without_site(text, site), 6, None);
    }
    if let Some(text) = found.properties.iter().find(|(name, _)| name == "headline").map(|(_, text)| text) {
        pool.add(text, 5, None);
    }
    if let Some(text) = found.meta(&["og:title"]) {
        pool.add_both(text, 7, 8);
    }
    if !found.title.is_empty() {
        pool.add_both(&found.title, 9, 10);
        // Further parts of the title, for sites whose name is not known.
        let bare = without_site(&found.title, site);
        for part in parts(bare).into_iter().take(4) {
            let key = fold(part);
            if key.len() > 12 && !is_site(part, site) {
                pool.add(part, 19, None);
            }
        }
    }
    if let Some(text) = found.meta(&["twitter:title"]) {
        pool.add_both(text, 12, 11);
    }
    for name in [
        "sailthru.title",
        "parsely-title",
        "dc.title",
        "dcterms.title",
        "title",
        "headline",
        "hdl",
        "cxenseparse:title",
        "citation_title",
        "article:title",
    ] {
        if let Some(text) = found.meta(&[name]) {
            pool.add(without_site(&plain(text), site), 12, None);
        }
    }
    let folded_title = fold(&found.title);
    let og = found.meta(&["og:title"]).map(plain).unwrap_or_default();
    let folded_og = fold(&og);
    let title_words = word_keys(&found.title);
    let og_words = word_keys(&og);
    let h1_words = ones.first().map(|h| word_keys(&h.text)).unwrap_or_default();
    let slug = url.map(slug_words).unwrap_or_default();
    for candidate in &mut pool.list {
        let own = word_keys(&candidate.text);
        let f = &mut candidate.features;
        f[14] = f32::from(is_site(&candidate.text, site));
        f[15] = f32::from(own.len() <= 1 && candidate.key.len() < 16);
        f[16] = f32::from(folded_title.contains(&candidate.key));
        f[17] = f32::from(folded_og.contains(&candidate.key));
        f[18] = share(&slug, &own);
        f[20] = likeness(&own, &title_words);
        f[21] = likeness(&own, &og_words);
        f[22] = likeness(&own, &h1_words);
        f[24] = if ones.is_empty() { 0.0 } else { f[19] };
        f[25] = f[0] * f[5];
        f[26] = f[1] * f[18];
        f[23] = f32::from(candidate.text.ends_with("...") || candidate.text.ends_with('…'));
    }
    // A heading of one word that neither the title nor `og:title` holds names a section or the site.
    let is_told = title_words.len() > 1;
    let is_label = |c: &Candidate| {
        is_told
            && c.heading.is_some()
            && c.key.is_ascii()
            && c.key.len() < 16
            && word_keys(&c.text).len() == 1
            && c.features[16] + c.features[17] + c.features[5] == 0.0
    };
    if !pool.list.iter().all(is_label) {
        pool.list.retain(|c| !is_label(c));
    }
    pool.list
}

/// Jaccard likeness of two lists of words.
fn likeness(a: &[u64], b: &[u64]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.iter().filter(|word| b.contains(word)).count();
    common as f32 / (a.len() + b.len() - common.min(b.len())) as f32
}

/// How many of the first list's words the second holds.
fn share(a: &[u64], b: &[u64]) -> f32 {
    if a.is_empty() { 0.0 } else { a.iter().filter(|word| b.contains(word)).count() as f32 / a.len() as f32 }
}

/// Words of the last part of an address.
fn slug_words(url: &str) -> Vec<u64> {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let last = path.rsplit('/').find(|part| part.contains('-') || part.contains('_')).unwrap_or("");
    last.split(['-', '_', '.'])
        .filter(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_alphabetic()) && *word != "html")
        .flat_map(word_keys)
        .collect()
}

/// Marks between a title and a site's name.
const MARKS: [&str; 14] =
    [" | ", " - ", " – ", " — ", " · ", " • ", " « ", " » ", " :: ", " : ", ": ", " / ", "|", " ‹ "];

/// The parts of a title between the marks.
fn parts(title: &str) -> Vec<&str> {
    let mut list = vec![title];
    for mark in MARKS {
        if mark == ": " {
            continue;
        }
        list = list.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    if list.len() > 1 { list } else { Vec::new() }
}

/// Whether a text is one of the site's names, or such a name with a little around it.
fn is_site(text: &str, site: &Site<'_>) -> bool {
    let key = fold(text);
    !key.is_empty()
        && (site.names.iter().any(|name| {
            *name == key
                || name.len() > 4 && key.starts_with(name.as_str()) && key.len() <= name.len() + 8
                || name.len() > 4 && key.ends_with(name.as_str()) && key.len() <= name.len() + 5
        }) || site::spelled(text, &site.labels))
}

/// The marks of a title: where each begins and ends.
fn marks(title: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, c) in title.char_indices() {
        if !matches!(c, '|' | '-' | '–' | '—' | '·' | '•' | '«' | '»' | ':' | '/' | '‹') {
            continue;
        }
        let mark = MARKS.iter().find(|mark| {
            let lead = mark.len() - mark.trim_start().len();
            at >= lead && title.get(at - lead..).is_some_and(|rest| rest.starts_with(**mark))
        });
        if let Some(mark) = mark {
            let start = at - (mark.len() - mark.trim_start().len());
            if found.last().is_none_or(|(_, end)| start >= *end) {
                found.push((start, start + mark.len()));
            }
        }
    }
    found
}

/// A title without the site's names at its ends.
fn without_site<'t>(title: &'t str, site: &Site<'_>) -> &'t str {
    let mut title = title.trim();
    for _ in 0..3 {
        let marks = marks(title);
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else { break };
        if last.0 > 0 && is_site(&title[last.1..], site) {
            title = title[..last.0].trim();
        } else if first.0 > 0 && first.1 < title.len() && is_site(&title[..first.0], site) {
            title = title[first.1..].trim();
        } else {
            break;
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::{Site, site, without_site};

    fn check(title: &str, expected: &str) {
        let names = ["harbourpost".to_owned()];
        assert_eq!(
            without_site(title, &Site { names: &names, labels: site::labels("harbourpost.example") }),
            expected
        );
    }

    #[test]
    fn the_name_of_the_site_goes() {
        check("Ferry sinks - Harbour Post", "Ferry sinks");
        check("Harbour Post | Ferry sinks", "Ferry sinks");
        check("Ferry sinks - what we know | Harbour Post", "Ferry sinks - what we know");
        check("Ferry sinks - what we know", "Ferry sinks - what we know");
        check("Harbour Post", "Harbour Post");
    }
}
