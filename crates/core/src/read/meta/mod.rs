//! What a page says about itself: title, authors, dates, outlet, address, section, kind, language, picture.
//!
//! One pass over the tree collects every place that says something ([`gather`]), the structured data is read
//! ([`json_ld`]), the lines around the headline are looked at ([`near`]); then each question is settled by its own
//! file. The rules by which conflicts are settled stand there, in short:
//!
//! - Title: the candidate that most places agree on, without the site's name ([`titles`]).
//! - Authors: people only, from structured data, meta, byline, links, in this order ([`authors`]).
//! - Dates: publication before change, the day of the page's own zone, no date rather than a wrong one ([`dates`]).
//! - Address: what the page calls canonical, if it is of the same domain and no front page ([`outlet`]).
//! - What a feed said counts where the page is silent.

mod agency;
mod authors;
mod cues;
mod dates;
mod explain;
mod gather;
mod json_ld;
mod kind;
mod labels;
mod lexicon;
mod near;
mod order;
mod outlet;
mod path_date;
mod people;
mod picture;
mod plain;
mod repair;
mod titles;
mod weights;

pub use authors::Candidates as AuthorCandidates;
pub use dates::{Candidate as DateCandidate, Candidates as DateCandidates, FEATURE_NAMES as DATE_FEATURES};
pub use kind::KindEvidence;
pub(super) use repair::mend;
pub use titles::{Candidate as TitleCandidate, FEATURE_NAMES as TITLE_FEATURES};

use crate::model::{Dated, Image, Language, Outlet, RawDocument, Remark};
use crate::read::html::{NodeId, Tree};
use crate::read::site;
use gather::Gathered;
use json_ld::Schema;
use near::Line;
use url::Url;

/// What is known about a page besides its text.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// Title without site name; empty where there is none.
    pub title: String,
    /// The heading that shows the title.
    pub headline: Option<NodeId>,
    /// Names of the people who wrote it.
    pub authors: Vec<String>,
    /// What the byline names where it names no person: an organization, the outlet itself.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// Who published it.
    pub outlet: Outlet,
    /// Canonical address.
    pub url: Option<String>,
    /// Section of the outlet.
    pub section: Option<String>,
    /// What kind of piece it is, and what says so.
    pub kind: KindEvidence,
    /// Language that the page declares; it may be wrong, so compare it with the text.
    pub language: Option<Language>,
    /// The lead picture.
    pub image: Option<Image>,
    /// The agency that a byline or credit names.
    pub agency: Option<String>,
    /// Folded names of the site: letters and digits in lower case.
    pub site_names: Vec<String>,
    /// The text as structured data gives it, line breaks kept; it may hold tags.
    pub body: Option<String>,
    /// What was not as it should be.
    pub remarks: Vec<Remark>,
}

/// All candidates of a page, for learning weights and for showing why something was chosen.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Texts that may be the title.
    pub titles: Vec<TitleCandidate>,
    /// Days that may be the day of publication.
    pub dates: DateCandidates,
    /// Authors by place.
    pub authors: AuthorCandidates,
}

/// Describes a page. `tree` is the page's, `raw` gives its address, headers and what a feed said.
pub fn describe(tree: &Tree<'_>, raw: &RawDocument) -> Meta {
    look(tree, raw).0
}

/// Describes a page and hands out the candidates too.
pub fn look(tree: &Tree<'_>, raw: &RawDocument) -> (Meta, Candidates) {
    let found = gather::gather(tree);
    let mut meta = Meta::default();
    let own = raw.url.as_deref();
    let stated = found.canonical.as_deref().or_else(|| found.meta(&["og:url"]));
    let schema = json_ld::read(&found.scripts, &hints(&found, own, stated));
    if schema.broken > 0 {
        meta.remarks.push(Remark::new("json-ld-broken", "Structured data of the page could not be read."));
    }
    meta.url = outlet::canonical(&found, own);
    let url = meta.url.as_deref().or(own);
    meta.language = language(&found, &schema).or(raw.hint.language);
    meta.site_names = outlet::site_names(&found, &schema, url);
    meta.outlet = outlet::outlet(&found, &schema, url);

    let site = titles::Site { names: &meta.site_names, labels: site::labels(&meta.outlet.domain) };
    let titles = titles::candidates(&found, &schema, &site, url);
    if let Some(best) = titles::choose(&titles) {
        meta.title = best.text.clone();
        meta.headline = best.heading;
    }
    // Where no heading shows the title: the text that does, the first heading, the top of the body.
    let shown = || near::shown_as_text(tree, &plain::fold(&meta.title), found.body?);
    let headline =
        meta.headline.or_else(shown).or_else(|| found.headings.first().map(|h| h.node)).or(found.body);
    let lines = headline.map(|node| near::lines_around(tree, node, &found.names)).unwrap_or_default();
    let reach = headline.map(|node| (node, end_of(tree, node, &lines)));

    let order =
        order::shown(&found, &schema, &lines).unwrap_or_else(|| order::declared(&found, &schema, url));
    let setting = dates::Setting { language: meta.language, order, latest: raw.fetched_at };
    let mut dates = dates::candidates(&found, &schema, &lines, reach, url, raw, &setting);
    let from = found.body.or(headline).unwrap_or(tree.root());
    let mut all_lines = None;
    if dates.is_poor() {
        dates.add_elsewhere(tree, all_lines.insert(near::all_lines(tree, from)), &setting);
    }
    dates::relate(&mut dates);
    (meta.published, meta.modified) = dates::choose(&dates, &mut meta.remarks);

    let not = people::NotPeople { folded: not_people(&meta) };
    let mut authors = authors::candidates(&found, &schema, &lines, reach, &raw.hint, &not);
    if authors.is_poor() {
        authors.add_elsewhere(tree, all_lines.get_or_insert_with(|| near::all_lines(tree, from)), &not);
    }
    meta.authors = authors::choose(&authors, &not);
    meta.agency = agency::in_bylines(&authors.raw);
    meta.authors.retain(|name| agency::of(name).is_none());
    if meta.authors.is_empty() {
        meta.byline = authors::byline(&authors);
    }

    let sections = sections(&found, &schema, &meta);
    meta.kind = kind::kind_of(
        &found,
        &schema,
        &sections.iter().map(String::as_str).collect::<Vec<_>>(),
        &meta.title,
        url,
    );
    meta.section = sections.into_iter().next().or_else(|| raw.hint.sections.first().cloned());
    let base = base(&found, own.or(url));
    meta.image =
        picture::lead(tree, &found, &schema, headline, base.as_ref()).or_else(|| raw.hint.image.clone());
    if meta.title.is_empty()
        && let Some(title) = &raw.hint.title
    {
        meta.title.clone_from(title);
    }
    meta.body = schema.body;
    (meta, Candidates { titles, dates, authors })
}

fn hints<'a>(found: &'a Gathered<'_>, own: Option<&'a str>, stated: Option<&'a str>) -> json_ld::Hints<'a> {
    let titles = found
        .headings
        .iter()
        .filter(|h| h.rank == 1)
        .take(6)
        .map(|h| plain::fold(&h.text))
        .chain(found.meta(&["og:title"]).map(plain::fold))
        .chain(Some(plain::fold(&found.title)))
        .filter(|title| title.len() > 3)
        .collect();
    json_ld::Hints { urls: own.into_iter().chain(stated).collect(), titles }
}

/// The node behind which nothing is near the headline: where some length of prose has passed.
fn end_of(tree: &Tree<'_>, headline: NodeId, lines: &[Line]) -> usize {
    let start = tree.subtree(headline).end;
    lines
        .iter()
        .find(|line| line.prose > 1_500)
        .map_or_else(
            || lines.last().map_or(start + 400, |line| line.node as usize + 1),
            |line| line.node as usize,
        )
        .max(start + 60)
}

/// The address that relative ones are resolved against.
fn base(found: &Gathered<'_>, own: Option<&str>) -> Option<Url> {
    let own = own.and_then(|url| Url::parse(url).ok());
    match (&found.base, own) {
        (Some(base), Some(own)) => own.join(base.trim()).ok().or(Some(own)),
        (Some(base), None) => Url::parse(base.trim()).ok(),
        (None, own) => own,
    }
}

fn language(found: &Gathered<'_>, schema: &Schema) -> Option<Language> {
    let said = [
        found.lang.as_deref(),
        schema.language.as_deref(),
        found.meta(&["og:locale", "content-language", "dc.language", "language", "dcterms.language"]),
    ];
    said.into_iter().flatten().find_map(Language::parse)
}

fn not_people(meta: &Meta) -> Vec<String> {
    let mut folded = meta.site_names.clone();
    folded.push(plain::fold(&meta.outlet.name));
    folded.push(plain::fold(&meta.title));
    folded.retain(|name| !name.is_empty());
    folded
}

fn sections(found: &Gathered<'_>, schema: &Schema, meta: &Meta) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let given = schema.section.as_deref().into_iter().map(str::to_owned);
    let metas = [
        "article:section",
        "parsely-section",
        "cxenseparse:section",
        "section",
        "og:section",
        "sailthru.section",
        "dc.subject",
        "category",
    ];
    let metas = metas.iter().filter_map(|name| found.meta(&[name])).map(plain::plain);
    let property =
        found.properties.iter().filter(|(name, _)| name == "articlesection").map(|(_, text)| text.clone());
    let trail = schema.trail.iter().skip(1).take(2).cloned();
    for section in given.chain(metas).chain(property).chain(trail) {
        let section = section.split([',', '|', '>']).next().unwrap_or("").trim().to_owned();
        let key = plain::fold(&section);
        let title = plain::fold(&meta.title);
        if key.is_empty()
            || section.len() > 50
            || meta.site_names.contains(&key)
            || title == key
            || matches!(key.as_str(), "home" | "homepage" | "start" | "startseite" | "article" | "articles")
        {
            continue;
        }
        if !list.contains(&section) {
            list.push(section);
        }
    }
    list
}

#[cfg(test)]
mod tests;
