//! Rules that a user gives for single sites: which elements hold the article, which never do, where title, date and
//! authors stand. They go before everything that newsloom finds by itself.

use super::address;
use super::date::{DayOrder, parse_date};
use super::html::{NodeId, Tree};
use super::select::{Selector, SelectorError};
use crate::model::{AppliedRule, Dated, FoundIn, Language};
use std::collections::BTreeMap;

/// The rules of one site. What is not given is found as on any other page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteRule {
    /// Elements that hold the article: nothing outside of them is kept, all inside is.
    pub keep: Option<Selector>,
    /// Elements whose text is never kept.
    pub drop: Option<Selector>,
    /// The element that shows the title; the first one found counts.
    pub title: Option<Selector>,
    /// The element that gives the date of publication, in `datetime`, `content` or its text.
    pub date: Option<Selector>,
    /// Elements that name authors.
    pub author: Option<Selector>,
}

/// The keys of a site's rules.
pub const KEYS: [&str; 5] = ["keep", "drop", "title", "date", "author"];

impl SiteRule {
    /// The selector of a key in [`KEYS`].
    pub fn get(&self, key: &str) -> Option<&Selector> {
        match key {
            "keep" => self.keep.as_ref(),
            "drop" => self.drop.as_ref(),
            "title" => self.title.as_ref(),
            "date" => self.date.as_ref(),
            "author" => self.author.as_ref(),
            _ => None,
        }
    }
}

/// Rules by site. A site is a domain; its rules hold for all hosts below it, unless a longer one is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteRules {
    sites: BTreeMap<String, SiteRule>,
}

impl SiteRules {
    /// Sets one rule of a site; blank text takes it away.
    ///
    /// # Errors
    /// Where the selector is wrong. Keys that are not in [`KEYS`] are the caller's fault and change nothing.
    pub fn set(&mut self, site: &str, key: &str, text: &str) -> Result<(), SelectorError> {
        let selector = if text.trim().is_empty() { None } else { Some(Selector::parse(text)?) };
        let rule = self.sites.entry(domain(site)).or_default();
        match key {
            "keep" => rule.keep = selector,
            "drop" => rule.drop = selector,
            "title" => rule.title = selector,
            "date" => rule.date = selector,
            "author" => rule.author = selector,
            _ => {}
        }
        Ok(())
    }

    /// The rules for a page at `url`, with the site whose they are: those of the host, else of the domain above.
    pub fn of(&self, url: &str) -> Option<(&str, &SiteRule)> {
        if self.sites.is_empty() {
            return None;
        }
        let host = url::Url::parse(url).ok()?.host_str()?.to_owned();
        let least = address::registrable(&host).len();
        let mut name = host.as_str();
        loop {
            if let Some((site, rule)) = self.sites.get_key_value(name) {
                return Some((site, rule));
            }
            name = name.split_once('.')?.1;
            if name.len() < least {
                return None;
            }
        }
    }

    /// All rules: site, key, selector.
    pub fn all(&self) -> impl Iterator<Item = (&str, &'static str, &Selector)> {
        self.sites.iter().flat_map(|(site, rule)| {
            KEYS.iter().filter_map(move |key| Some((site.as_str(), *key, rule.get(key)?)))
        })
    }
}

/// A site's name as it is compared: without `www.` and in lower case, international names in their ASCII form.
fn domain(site: &str) -> String {
    let site = site.trim().trim_end_matches('.');
    let host = url::Url::parse(&format!("http://{site}/"))
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| site.to_lowercase());
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

/// What a site's rules found on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub keep: Vec<NodeId>,
    pub drop: Vec<NodeId>,
    pub title: Option<String>,
    pub date: Option<Dated>,
    pub authors: Vec<String>,
    /// The rules with what they found, for explaining.
    pub applied: Vec<AppliedRule>,
}

/// Looks for what a site's rules name.
pub(super) fn apply(tree: &Tree, site: &str, rule: &SiteRule, language: Option<Language>) -> Found {
    let mut found = Found::default();
    for key in KEYS {
        let Some(selector) = rule.get(key) else { continue };
        let nodes = selector.select(tree);
        let (site, selector) = (site.to_owned(), selector.text().to_owned());
        found.applied.push(AppliedRule { site, key, selector, found: nodes.len() });
        match key {
            "keep" => found.keep = outermost(tree, nodes),
            "drop" => found.drop = outermost(tree, nodes),
            "title" => {
                found.title = nodes.iter().map(|node| words(tree, *node)).find(|text| !text.is_empty())
            }
            "date" => found.date = nodes.iter().take(8).find_map(|node| date(tree, *node, language)),
            _ => {
                for name in nodes.iter().take(32).flat_map(|node| names(&words(tree, *node))) {
                    if !found.authors.contains(&name) {
                        found.authors.push(name);
                    }
                }
            }
        }
    }
    found
}

/// Without those that lie inside others, so that asking whether a node lies in one of them stays cheap.
fn outermost(tree: &Tree, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let mut out: Vec<NodeId> = Vec::new();
    for node in nodes {
        if out.last().is_none_or(|last| !tree.contains(*last, node)) {
            out.push(node);
        }
    }
    out
}

/// What an element says: its `content` where it is a meta element, else its text, folded; at most 1,000 bytes.
fn words(tree: &Tree, node: NodeId) -> String {
    let said = tree.attr(node, "content").map_or_else(|| tree.text(node), |content| content.into_owned());
    let mut text = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.len() > 1_000 {
        let cut = (0..=1_000).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(cut);
    }
    text
}

fn date(tree: &Tree, node: NodeId, language: Option<Language>) -> Option<Dated> {
    let inner = tree.descendants(node).find(|inner| tree.raw_attr(*inner, "datetime").is_some());
    let given = ["datetime", "content", "title"].iter().find_map(|name| tree.attr(node, name));
    let given = given.or_else(|| tree.attr(inner?, "datetime"));
    let read = |text: &str| parse_date(text.trim(), language, DayOrder::Unknown);
    let dated = given.and_then(|text| read(&text)).or_else(|| read(&words(tree, node)))?;
    Some(Dated { found_in: FoundIn::Given, ..dated })
}

/// The names in a byline, without what opens it.
fn names(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let opener =
        ["by ", "von ", "por ", "par ", "di ", "door ", "av "].iter().find(|o| lower.starts_with(**o));
    let bare = opener.map_or(text, |opener| &text[opener.len()..]);
    bare.split([',', ';', '|', '·'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty() && name.len() <= 80)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_site_decides() {
        let mut rules = SiteRules::default();
        rules.set("www.Harbour.example", "keep", "article").unwrap();
        rules.set("live.harbour.example", "drop", "aside").unwrap();
        let site = |url: &str| rules.of(url).map(|(site, _)| site.to_owned());
        assert_eq!(site("https://m.harbour.example/a").as_deref(), Some("harbour.example"));
        assert_eq!(site("https://a.live.harbour.example/").as_deref(), Some("live.harbour.example"));
        assert_eq!(site("https://otherharbour.example/"), None);
        assert_eq!(site("no address"), None);
        assert!(rules.set("a.example", "keep", "p >").is_err());
    }

    #[test]
    fn rules_find_what_they_name() {
        let tree = crate::read::html::parse(
            "<div class=top><h2 class=t>Fog  over\nSkarn</h2><span class=w>By Ada Quay and Tom Reed</span><time class=d datetime=2025-04-18>x</time></div>",
        );
        let mut rules = SiteRules::default();
        for (key, text) in [("title", ".t"), ("date", ".top"), ("author", ".w"), ("keep", "div, h2")] {
            rules.set("a.example", key, text).unwrap();
        }
        let (site, rule) = rules.of("https://a.example/").unwrap();
        let found = apply(&tree, site, rule, None);
        assert_eq!(found.title.as_deref(), Some("Fog over Skarn"));
        assert_eq!(found.authors, ["Ada Quay", "Tom Reed"]);
        assert_eq!(found.date.unwrap().day.to_string(), "2025-04-18");
        assert_eq!(found.keep.len(), 1);
        assert_eq!(found.applied.iter().map(|rule| rule.found).collect::<Vec<_>>(), [2, 1, 1, 1]);
    }
}
