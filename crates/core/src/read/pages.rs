//! HTML pages and pieces of HTML to articles.

use super::html::{self, Name, Tree};
use super::{ReadConfig, address, complete, date, fragment, live, meta, page, rules, text};
use crate::model::{
    AppliedRule, Article, ArticleKind, BlockKind, Dated, FoundIn, Hint, Link, LinkKind, Precision,
    RawDocument, Reading, Remark,
};
use crate::text::normalize;
use std::borrow::Cow;
use url::Url;

/// Reads a page.
pub(super) fn read_page(markup: &str, raw: &RawDocument, config: &ReadConfig) -> Reading {
    look(&html::parse(markup), raw, config, false).reading
}

/// What a page says of itself, without its text.
pub(super) fn described(markup: &str, raw: &RawDocument) -> Article {
    let mut article = Article::from_blocks(None, 0, &[]);
    describe(&mut article, meta::describe(&html::parse(markup), raw));
    complete(&mut article, raw);
    article.kind = ArticleKind::Other;
    article
}

/// A page as it was read, with what led to it.
pub(super) struct Looked {
    pub reading: Reading,
    /// Verdicts on the blocks, where they were asked for.
    pub verdicts: Vec<page::Verdict>,
    pub meta: meta::Meta,
    pub candidates: meta::Candidates,
    pub rules: Vec<AppliedRule>,
}

/// Reads a page; with verdicts on its blocks where `explain` asks for them.
pub(super) fn look(tree: &Tree, raw: &RawDocument, config: &ReadConfig, explain: bool) -> Looked {
    let mut reading = Reading { remarks: tree.remarks.clone(), ..Reading::default() };
    let base = base_of(tree, raw);
    let (mut known, candidates) = meta::look(tree, raw);
    let wanted = wanted(tree, raw, config, &mut known);
    let signs = live::signs(tree, &known);
    let settings = page::Config {
        keep: wanted.keep,
        drop: wanted.drop,
        explain: explain || signs.is_some(),
        in_words: explain,
    };
    let content = page::main_content(tree, &settings, base.as_ref());
    reading.remarks.extend(content.remarks);
    let blocks: Vec<(BlockKind, String)> = content
        .blocks
        .into_iter()
        .filter(|(_, words)| !text::is_furniture(words))
        .enumerate()
        .filter(|(at, (_, words))| *at >= HEAD || !is_byline(words, &known))
        .map(|(_, (kind, words))| (kind, in_form_c(words)))
        .collect();
    let live = signs.and_then(|signs| live::read(tree, &known, signs, &content.explain));
    let is_live = live.is_some();
    let mut articles = match live {
        Some(live) => vec![live],
        None => text::several(&blocks, known.published.is_none()).unwrap_or_else(|| vec![whole(&blocks)]),
    };
    articles.retain(|article| !article.text.is_empty());
    if articles.is_empty() {
        reading.remarks.push(Remark::new("no-article", "No running text was found on the page."));
        reading.links = feeds(tree, base.as_ref());
    }
    let one = articles.len() == 1;
    let index = one && !is_live && known.authors.is_empty() && is_index(&blocks, tree);
    for article in &mut articles {
        if one {
            describe(article, known.clone());
            if is_live {
                article.kind = ArticleKind::Live;
                article.modified = later(article.modified, live::newest(article));
            }
            let lead = article.image.as_ref().map(|image| image.url.clone());
            article.images =
                content.images.iter().filter(|image| Some(&image.url) != lead.as_ref()).cloned().collect();
            if article.image.is_none() && !article.images.is_empty() {
                article.image = Some(article.images.remove(0));
            }
        } else {
            describe_part(article, &known);
        }
        complete(article, raw);
        if index {
            article.kind = ArticleKind::Other;
            article
                .remarks
                .push(Remark::new("index-page", "The page lists other pages; it is no article of its own."));
        }
    }
    reading.articles = articles;
    let verdicts = if explain { content.explain } else { Vec::new() };
    Looked { reading, verdicts, meta: known, candidates, rules: wanted.applied }
}

/// What the user's rules for the page's site name; title, date and authors go into `known` at once.
fn wanted(tree: &Tree, raw: &RawDocument, config: &ReadConfig, known: &mut meta::Meta) -> rules::Found {
    let address = raw.url.as_deref().filter(|url| url.starts_with("http")).or(known.url.as_deref());
    let Some((site, rule)) = address.and_then(|url| config.sites.of(url)) else {
        return rules::Found::default();
    };
    let mut found = rules::apply(tree, site, rule, known.language);
    if let Some(title) = found.title.take() {
        known.title = title;
    }
    known.published = found.date.or(known.published);
    if !found.authors.is_empty() {
        known.authors = std::mem::take(&mut found.authors);
    }
    for rule in found.applied.iter().filter(|rule| rule.found == 0) {
        known.remarks.push(Remark::new(
            "rule-found-nothing",
            format!(
                "The rule {} = {:?} for {} found nothing on the page.",
                rule.key, rule.selector, rule.site
            ),
        ));
    }
    found
}

/// Blocks at the start of a text among which a byline may stand.
const HEAD: usize = 6;

/// Whether a block is the byline of an author who is known, or says when the page was published or changed.
pub(super) fn is_byline(words: &str, known: &meta::Meta) -> bool {
    if words.len() > 110 || words.ends_with(['.', '!', '?']) {
        return false;
    }
    let lower = words.to_lowercase();
    let begins = |cues: &[&str]| cues.iter().any(|cue| lower.starts_with(cue));
    if begins(&["published", "updated", "last updated", "posted"]) {
        let day = date::parse_date(words, known.language, date::DayOrder::Unknown);
        return day.is_some_and(|dated| dated.precision <= Precision::Day) && lower.split(' ').count() <= 8;
    }
    begins(&[
        "by ",
        "by: ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "av ",
        "written by ",
        "posted by ",
        "story by ",
    ]) && known.authors.iter().any(|author| lower.contains(&author.to_lowercase()))
}

/// The text in normalization form C.
fn in_form_c(text: String) -> String {
    match normalize::nfc(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(made) => made,
    }
}

/// Whether the page lists other pages: many short blocks, and at least every third as many headings that are links.
fn is_index(blocks: &[(BlockKind, String)], tree: &Tree) -> bool {
    let letters: usize = blocks.iter().map(|(_, words)| words.len()).sum();
    blocks.len() >= 8 && letters < 90 * blocks.len() && linked_headings(tree) * 3 >= blocks.len()
}

/// Headings below the first rank that stand in a link or hold one.
fn linked_headings(tree: &Tree) -> usize {
    let is_link = |node| tree.name(node) == Name::A;
    [Name::H2, Name::H3, Name::H4]
        .into_iter()
        .flat_map(|name| tree.find_all(name))
        .filter(|heading| {
            tree.ancestors(*heading).take(2).any(is_link) || tree.descendants(*heading).any(is_link)
        })
        .count()
}

/// The later of two times, where there are any.
fn later(one: Option<Dated>, other: Option<Dated>) -> Option<Dated> {
    one.into_iter().chain(other).max_by_key(Dated::order)
}

/// Takes over what the page says about itself.
fn describe(article: &mut Article, meta: meta::Meta) {
    article.url = meta.url;
    article.outlet = meta.outlet;
    article.title = meta.title;
    // A byline that names an organization and no person is told as it stands.
    article.authors = if meta.authors.is_empty() { meta.byline.into_iter().collect() } else { meta.authors };
    article.published = meta.published;
    article.modified = meta.modified;
    article.section = meta.section;
    article.kind = meta.kind.kind;
    article.agency = meta.agency;
    article.image = meta.image;
    // What the page declares is often a template's; the text decides where it is long enough.
    article.language = super::language_of(&article.text).or(meta.language);
    article.remarks.extend(meta.remarks);
}

/// Takes over what the page says where it holds for each of its articles: the first may have the page's title, and a
/// dateline tells more than the page.
fn describe_part(article: &mut Article, meta: &meta::Meta) {
    article.url = meta.url.clone();
    article.outlet = meta.outlet.clone();
    article.section = meta.section.clone();
    article.agency = article.agency.take().or_else(|| meta.agency.clone());
    article.published = article
        .published
        .filter(|dated| dated.found_in != FoundIn::Inferred)
        .or(meta.published)
        .or(article.published);
    if article.part == 0 {
        article.image = meta.image.clone();
        if article.title.is_empty() {
            article.title = meta.title.clone();
        }
    }
}

/// The base of the page's links: its own, else its address.
fn base_of(tree: &Tree, raw: &RawDocument) -> Option<Url> {
    let document = raw.url.as_deref().and_then(|url| Url::parse(url).ok());
    let own = tree.find(Name::Base).and_then(|base| tree.attr(base, "href"));
    own.and_then(|own| address::resolve(&own, document.as_ref())).or(document)
}

fn whole(blocks: &[(BlockKind, String)]) -> Article {
    let given: Vec<(BlockKind, &str)> = blocks.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
    Article::from_blocks(None, 0, &given)
}

/// Feeds that a page names, whatever else it is.
pub(super) fn feeds_named(markup: &str, raw: &RawDocument) -> Vec<Link> {
    let tree = html::parse(markup);
    feeds(&tree, base_of(&tree, raw).as_ref())
}

/// Feeds that a page without an article names.
fn feeds(tree: &Tree, base: Option<&Url>) -> Vec<Link> {
    let links = tree.find_all(Name::Link).filter_map(|link| {
        let kind = tree.attr(link, "type")?.to_ascii_lowercase();
        let relation = tree.attr(link, "rel")?.to_ascii_lowercase();
        let feed = ["rss", "atom", "feed+json"].iter().any(|name| kind.contains(name));
        if !feed || !relation.split_whitespace().any(|word| matches!(word, "alternate" | "feed")) {
            return None;
        }
        let url = address::resolve(&tree.attr(link, "href")?, base)?;
        let title =
            tree.attr(link, "title").map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        Some(Link {
            kind: LinkKind::Alternate,
            url: url.into(),
            hint: Hint { title, ..Hint::default() },
            groups: Vec::new(),
        })
    });
    links.take(64).collect()
}

/// The article in a piece of HTML. A first heading that repeats `title` is left out. `None` where there is no text.
pub(super) fn from_fragment(markup: &str, url: Option<&str>, title: &str) -> Option<Article> {
    let tree = html::parse(markup);
    let blocks = fragment::blocks(&tree);
    let mut given: Vec<(BlockKind, &str)> = blocks
        .iter()
        .map(|(kind, words)| (*kind, words.as_str()))
        .filter(|(_, words)| !text::is_furniture(words))
        .collect();
    if given.len() > 1 && given[0].1 == title {
        given.remove(0);
    }
    let article = Article::from_blocks(url, 0, &given);
    (!article.text.is_empty()).then_some(article)
}
