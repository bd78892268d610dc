//! A page of somebody else's digest: date, title, counts per outlet, summary, key points, then articles as title and
//! summary. Its articles are read; its own telling is kept apart.

use super::super::{date, site, title};
use super::paragraphs::{Paragraph, Shape};
use super::{cues, dateline, heading};
use crate::model::{Article, ArticleKind, BlockKind, Dated, ForeignDigest, FoundIn, Outlet, Remark};

/// What the page holds.
pub(super) struct Page {
    pub digest: ForeignDigest,
    pub articles: Vec<Article>,
    pub remarks: Vec<Remark>,
}

/// The part of the page that a paragraph stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Summary,
    Points,
    Articles,
    Other,
}

/// An article as the page lists it.
#[derive(Default)]
struct Entry {
    title: String,
    summary: Vec<String>,
    outlet: Option<String>,
    url: Option<String>,
    date: Option<Dated>,
    /// Which of the page's digests it stands under.
    digest: usize,
}

/// Most outlets and articles of one digest that are matched with one another.
const OUTLETS: usize = 64;
const MATCHED: usize = 1000;

/// The counts that one digest of the page gives.
#[derive(Default)]
struct Counts(Vec<(String, Option<u32>)>);

/// Reads such a page. `None` where the text is none: it must have a heading over articles, and a heading over a summary,
/// over key points, or counts of articles per domain.
pub(super) fn read(paragraphs: &[Paragraph]) -> Option<Page> {
    let given: Vec<&Paragraph> = paragraphs.iter().filter(|paragraph| !paragraph.text.is_empty()).collect();
    let parts: Vec<Option<Part>> = given.iter().map(|paragraph| part_heading(paragraph)).collect();
    let has = |wanted: Part| parts.contains(&Some(wanted));
    let counted = given.iter().any(|paragraph| {
        counts(&paragraph.text).is_some_and(|counts| counts.0.iter().any(|(_, count)| count.is_some()))
    });
    if !has(Part::Articles) || !(has(Part::Summary) || has(Part::Points) || counted) {
        return None;
    }
    let mut page = Reader::default();
    let mut part = Part::Head;
    for (at, paragraph) in given.iter().enumerate() {
        if let Some(next) = parts[at] {
            part = next;
            continue;
        }
        let next = given
            .get(at + 1)
            .filter(|_| parts.get(at + 1) == Some(&None))
            .map_or("", |next| next.text.as_str());
        part = page.take(part, paragraph, next);
    }
    page.finish()
}

fn folded(text: &str) -> String {
    text.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn part_heading(paragraph: &Paragraph) -> Option<Part> {
    let text = &paragraph.text;
    let words = text.split_whitespace().count();
    if words > 6 || text.ends_with(['.', '!', '?']) || paragraph.shape == Shape::Item {
        return None;
    }
    let lower = folded(text);
    if cues::SUMMARY.contains(&lower.as_str()) {
        return Some(Part::Summary);
    }
    if cues::POINTS.contains(&lower.as_str()) {
        return Some(Part::Points);
    }
    let first = lower.split_whitespace().next().unwrap_or("");
    let listed = cues::ARTICLES.contains(&first)
        || lower.split_whitespace().last().is_some_and(|last| cues::ARTICLES.contains(&last));
    let small = lower.split_whitespace().skip(1).all(|word| {
        cues::ARTICLES.contains(&word)
            || word.len() <= 4
            || word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                word,
                "cluster"
                    | "story"
                    | "group"
                    | "topic"
                    | "event"
                    | "digest"
                    | "covered"
                    | "included"
                    | "related"
            )
    });
    let opens = matches!(
        first,
        "all"
            | "the"
            | "source"
            | "full"
            | "original"
            | "individual"
            | "included"
            | "clustered"
            | "related"
            | "list"
    );
    (listed && (small || opens)).then_some(Part::Articles).filter(|_| words <= 5 && !text.contains(": "))
}

/// A label before a colon, in lower case, and what follows.
fn label(text: &str) -> Option<(String, &str)> {
    let (label, value) = text.split_once(':')?;
    let words = label.split_whitespace().count();
    (words <= 3 && words > 0 && label.len() <= 30 && !value.starts_with("//"))
        .then(|| (folded(label), value.trim()))
}

/// `Sources: harbour.com: 3 | pier.org: 1`: domains with how many articles each has.
fn counts(text: &str) -> Option<Counts> {
    let (name, value) = label(text)?;
    if !matches!(
        name.as_str(),
        "sources"
            | "source"
            | "outlets"
            | "articles"
            | "articles by source"
            | "quellen"
            | "fuentes"
            | "domains"
            | "coverage"
            | "publishers"
    ) {
        return None;
    }
    let mut found = Vec::new();
    for part in value.split(['|', ';', ',', '•', '·']).map(str::trim).filter(|part| !part.is_empty()) {
        let (domain, count) = match part.rsplit_once([':', '(', ' ', '×', '=']) {
            Some((domain, count)) => match count.trim_matches(|c: char| !c.is_ascii_digit()).parse() {
                Ok(count) => (domain.trim_matches([' ', ':', '(', 'x', '×', '=']), Some(count)),
                Err(_) => (part, None),
            },
            None => (part, None),
        };
        let domain = domain.trim().to_lowercase();
        let domain = domain.strip_prefix("www.").unwrap_or(&domain).to_owned();
        if !domain.contains('.') || domain.contains(' ') {
            return None;
        }
        found.push((domain, count));
    }
    found.truncate(OUTLETS);
    // one domain without a count is a credit, not a list
    (found.len() > 1 || found.iter().any(|(_, count)| count.is_some())).then_some(Counts(found))
}

#[derive(Default)]
struct Reader {
    digest: ForeignDigest,
    date: Option<Dated>,
    counts: Vec<Counts>,
    entries: Vec<Entry>,
    /// How many digests were begun.
    begun: usize,
}

impl Reader {
    /// Takes a paragraph; gives the part that the next one stands in.
    fn take(&mut self, part: Part, paragraph: &Paragraph, next: &str) -> Part {
        let text = paragraph.text.as_str();
        if let Some(found) = counts(text) {
            self.begin_counts(found);
            return if part == Part::Articles { Part::Head } else { part };
        }
        if let Some((dated, end)) = dateline::leading_date(text)
            && end == text.len()
        {
            match self.entries.last_mut().filter(|_| part == Part::Articles) {
                Some(entry) if entry.date.is_none() && !entry.title.is_empty() => entry.date = Some(dated),
                _ => self.date = self.date.or(Some(dated)),
            }
            return part;
        }
        match part {
            Part::Head => {
                let value = text.rsplit_once([':', '|']).map_or("", |(_, value)| value.trim());
                if let Some((dated, end)) = dateline::leading_date(value)
                    && end == value.len()
                {
                    self.date = self.date.or(Some(dated));
                    return part;
                }
                if self.digest.title.is_empty() && label(text).is_none() && heading::is_headline(text) {
                    self.digest.title = text.to_owned();
                }
            }
            Part::Summary if self.begun <= 1 => {
                if !self.digest.summary.is_empty() {
                    self.digest.summary.push_str("\n\n");
                }
                self.digest.summary.push_str(text);
            }
            Part::Points if self.begun <= 1 => {
                if paragraph.shape != Shape::Item
                    && !heading::is_prose(text)
                    && heading::is_headline(text)
                    && heading::is_prose(next)
                {
                    return Part::Other;
                }
                self.digest.key_points.push(text.to_owned());
            }
            Part::Articles => self.listed(paragraph, next),
            Part::Summary | Part::Points | Part::Other => {}
        }
        part
    }

    fn begin_counts(&mut self, found: Counts) {
        self.begun += 1;
        // A title that was taken for an article's opened another digest.
        if let Some(last) = self.entries.last()
            && last.summary.is_empty()
            && self.begun > 1
        {
            self.entries.pop();
        }
        self.counts.push(found);
    }

    fn listed(&mut self, paragraph: &Paragraph, next: &str) {
        let text = paragraph.text.as_str();
        if let Some((name, value)) = label(text)
            && let Some(entry) = self.entries.last_mut()
        {
            match name.as_str() {
                "source" | "outlet" | "publisher" | "domain"
                    if !value.contains(' ') || value.split_whitespace().count() <= 4 =>
                {
                    entry.outlet = Some(value.to_lowercase());
                    return;
                }
                "url" | "link" | "address" | "read more" => {
                    entry.url = super::super::address::canonical(value, None);
                    return;
                }
                "date" | "published" => return,
                _ => {}
            }
        }
        if text.starts_with("http") && !text.contains(' ') {
            if let Some(entry) = self.entries.last_mut() {
                entry.url = super::super::address::canonical(text, None);
            }
            return;
        }
        let open = self.entries.last().is_none_or(|entry| !entry.summary.is_empty());
        let shorter = text.chars().count() <= 260 && text.chars().count() < next.chars().count();
        let titled = paragraph.shape == Shape::Heading
            || (shorter
                && heading::is_prose(next)
                && heading::sentences(text) <= 2
                && (!text.ends_with('.')
                    || heading::sentences(next) >= 2 && open && !heading::is_prose(text)))
            || (next.is_empty() && open && !heading::is_prose(text));
        if titled && (open || !heading::is_prose(text)) {
            self.entries.push(Entry { title: text.to_owned(), digest: self.begun, ..Entry::default() });
        } else if let Some(entry) = self.entries.last_mut() {
            entry.summary.push(text.to_owned());
        }
    }

    fn finish(mut self) -> Option<Page> {
        self.entries.retain(|entry| !entry.title.is_empty());
        if self.entries.is_empty() {
            return None;
        }
        let mut remarks = vec![Remark::new(
            "foreign-digest",
            "The text is a digest made by somebody else: its articles were read, its own summary is kept apart.",
        )];
        for digest in 0..=self.begun {
            let counts = digest.checked_sub(1).and_then(|at| self.counts.get(at));
            let Some(counts) = counts else { continue };
            let mut own: Vec<&mut Entry> =
                self.entries.iter_mut().filter(|entry| entry.digest == digest).collect();
            if !place(&mut own, counts) {
                remarks.push(Remark::new(
                    "source-counts",
                    "The counts per outlet that the page gives do not fit its articles.",
                ));
            }
        }
        let date = self.date;
        let articles =
            self.entries.into_iter().enumerate().map(|(part, entry)| article(entry, part, date)).collect();
        Some(Page { digest: self.digest, articles, remarks })
    }
}

/// Gives entries the outlets that their titles name, then those that the counts leave over where only one can be
/// meant. Whether all counts came out.
fn place(entries: &mut [&mut Entry], counts: &Counts) -> bool {
    if entries.len() > MATCHED {
        return false;
    }
    let domains: Vec<&str> = counts.0.iter().map(|(domain, _)| domain.as_str()).collect();
    for entry in entries.iter_mut() {
        let given = entry.outlet.as_deref().and_then(|given| {
            domains.iter().position(|domain| *domain == given || site::names(given, domain))
        });
        let linked = entry.url.as_deref().and_then(super::super::address::outlet_domain);
        let linked = linked.and_then(|linked| domains.iter().position(|domain| *domain == linked));
        let found = given.or(linked).or_else(|| title::outlet_in(&entry.title, &domains));
        entry.outlet = found
            .map(|at| domains[at].to_owned())
            .or(entry.outlet.take().filter(|given| given.contains('.')));
    }
    let left = |entries: &[&mut Entry], at: usize| {
        let (domain, count) = &counts.0[at];
        let used = entries.iter().filter(|entry| entry.outlet.as_deref() == Some(domain)).count();
        count.map_or(usize::from(used == 0), |count| (count as usize).saturating_sub(used))
    };
    let open: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].outlet.is_none()).collect();
    let mut short: Vec<usize> = (0..domains.len()).filter(|at| left(entries, *at) > 0).collect();
    // The list is in order of first appearance: a domain still unseen comes before those after it.
    for at in open {
        short.retain(|domain| left(entries, *domain) > 0);
        let next_named = entries[at..].iter().filter_map(|entry| entry.outlet.as_deref()).find_map(|named| {
            let index = domains.iter().position(|domain| *domain == named)?;
            let seen = entries[..at].iter().any(|entry| entry.outlet.as_deref() == Some(named));
            (!seen).then_some(index)
        });
        let unseen = |domain: &usize| {
            !entries[..at].iter().any(|entry| entry.outlet.as_deref() == Some(domains[*domain]))
        };
        let possible: Vec<usize> = short
            .iter()
            .copied()
            .filter(|domain| next_named.is_none_or(|next| *domain < next || !unseen(domain)))
            .collect();
        let first_unseen = possible.iter().copied().find(unseen);
        let seen_too = possible.iter().filter(|domain| !unseen(domain)).count();
        let chosen = match (first_unseen, seen_too) {
            (Some(domain), 0) => Some(domain),
            (None, 1) => possible.first().copied(),
            _ => None,
        };
        if let Some(domain) = chosen {
            entries[at].outlet = Some(domains[domain].to_owned());
        }
    }
    counts.0.iter().all(|(domain, count)| {
        let used = entries.iter().filter(|entry| entry.outlet.as_deref() == Some(domain)).count();
        count.is_none_or(|count| count as usize == used)
    })
}

fn article(entry: Entry, part: usize, date: Option<Dated>) -> Article {
    let cleaned = match &entry.outlet {
        Some(outlet) => title::clean_title(&entry.title, &[outlet]),
        None => title::clean_title(&entry.title, &[]),
    };
    let mut blocks: Vec<(BlockKind, &str)> =
        entry.summary.iter().map(|text| (BlockKind::Paragraph, text.as_str())).collect();
    if blocks.is_empty() {
        blocks.push((BlockKind::Paragraph, &cleaned));
    }
    let mut article = Article::from_blocks(entry.url.as_deref(), part as u32, &blocks);
    article.title = cleaned.clone();
    article.kind = ArticleKind::Brief;
    article.published = entry.date.or(date.map(|date| Dated { found_in: FoundIn::VisibleText, ..date }));
    if let Some(domain) =
        entry.outlet.or_else(|| entry.url.as_deref().and_then(super::super::address::outlet_domain))
    {
        article.outlet = Outlet { name: domain.clone(), domain };
    } else {
        article
            .remarks
            .push(Remark::new("no-outlet", "The page does not say which outlet the article is from."));
    }
    article.published = article.published.filter(|dated| date::plausible(dated, None));
    article.name_itself();
    article
}
