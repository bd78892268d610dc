//! Where a document leads: the entries of a feed, the members of a list, and how far they may be followed.

use super::{Ask, DEEPEST, Gatherer, Target};
use crate::fetch::LeftOut;
use newsloom_core::flow;
use newsloom_core::model::{Hint, Item, Link, LinkKind, RawDocument};
use std::sync::Arc;
use url::Url;

impl Gatherer<'_> {
    /// Turns entries and links into asks.
    pub(super) fn follow(
        &mut self,
        name: &str,
        ask: &Ask,
        mut items: Vec<Item>,
        links: Vec<Link>,
        feed: Option<Arc<RawDocument>>,
        found: &mut Vec<Ask>,
    ) {
        if ask.depth >= DEEPEST {
            self.gathered.left_out.push(LeftOut::fault(
                name,
                "it leads on, but lies too many steps from an input; name it as one",
            ));
            return;
        }
        let most = self.config.fetch.entries_per_feed;
        if items.len() > most {
            let why = format!(
                "the feed has {} entries, the first {most} were read; raise fetch.entries_per_feed for more",
                items.len()
            );
            self.gathered.left_out.push(LeftOut { what: name.to_owned(), why, fault: false });
            items.truncate(most);
        }
        for item in items {
            let feed = feed.clone().unwrap_or_default();
            let target = item.url.as_deref().and_then(|url| self.target(url, ask));
            match target {
                Some(target) => {
                    let hint = item.hint.clone();
                    self.ask(target, Some((item, feed)), hint, ask, found);
                }
                None => match flow::take_in_item(&item, &feed, &self.config.core) {
                    Some((article, analysis)) => self.keep(article, analysis),
                    None => {
                        let what = item.hint.title.clone().unwrap_or_else(|| item.id.clone());
                        let why = "the entry has neither an address that can be followed nor text of its own"
                            .to_owned();
                        self.gathered.left_out.push(LeftOut {
                            what: format!("{what} (entry of {name})"),
                            why,
                            fault: false,
                        });
                    }
                },
            }
        }
        // Somebody who hands over a saved page has not asked for the network.
        let (kept, named): (Vec<Link>, Vec<Link>) = links.into_iter().partition(|link| {
            link.kind != LinkKind::Alternate
                || matches!(ask.target, Target::Url(_))
                || matches!(self.target(&link.url, ask), Some(Target::Path(_)))
        });
        if let Some(first) = named.first() {
            let why = format!(
                "it holds no article; it names {}: give its address as an input to read it",
                if named.len() == 1 {
                    format!("the feed {}", first.url)
                } else {
                    format!("{} feeds, first {}", named.len(), first.url)
                }
            );
            self.gathered.left_out.push(LeftOut { what: name.to_owned(), why, fault: false });
        }
        let (kept, older) = newest_pages(kept, most);
        if older > 0 {
            let why = format!(
                "it lists {older} pages more than are read of one list, the newest {most} were; raise fetch.entries_per_feed for more"
            );
            self.gathered.left_out.push(LeftOut { what: name.to_owned(), why, fault: false });
        }
        for link in kept {
            // A list that names a page is followed as one that names a feed is; what it is shows when it is read.
            match self.target(&link.url, ask) {
                Some(target) => self.ask(target, None, link.hint, ask, found),
                None => self.gathered.left_out.push(LeftOut::fault(
                    format!("{} (named in {name})", link.url),
                    "it is no http, https or local address that can be followed",
                )),
            }
        }
    }

    pub(super) fn ask(
        &mut self,
        target: Target,
        entry: Option<(Item, Arc<RawDocument>)>,
        hint: Hint,
        from: &Ask,
        found: &mut Vec<Ask>,
    ) {
        if let Target::Url(url) = &target
            && !self.asked.insert(url.to_string())
        {
            self.gathered.met_again += 1;
            return;
        }
        found.push(Ask { target, entry, hint, root: from.root.clone(), depth: from.depth + 1 });
    }

    /// Where an address leads. Only a local document may lead to a local file.
    pub(super) fn target(&self, url: &str, from: &Ask) -> Option<Target> {
        let url = Url::parse(url).ok()?;
        match url.scheme() {
            "http" | "https" => Some(Target::Url(url)),
            "file" if matches!(from.target, Target::Path(_)) => url.to_file_path().ok().map(Target::Path),
            _ => None,
        }
    }
}

/// The links without the pages beyond the `most` newest, in their order, and how many were left out. Sitemaps list
/// whole archives; what has no date counts as old.
fn newest_pages(links: Vec<Link>, most: usize) -> (Vec<Link>, usize) {
    let pages = links.iter().filter(|link| link.kind == LinkKind::Page).count();
    if pages <= most {
        return (links, 0);
    }
    let time = |link: &Link| link.hint.published.or(link.hint.modified).map(|dated| dated.order());
    let mut places: Vec<usize> =
        (0..links.len()).filter(|place| links[*place].kind == LinkKind::Page).collect();
    places.sort_by_key(|place| std::cmp::Reverse(time(&links[*place])));
    let kept: std::collections::BTreeSet<usize> = places.into_iter().take(most).collect();
    let links = links.into_iter().enumerate();
    let links = links.filter(|(place, link)| link.kind != LinkKind::Page || kept.contains(place));
    (links.map(|(_, link)| link).collect(), pages - most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_core::model::{Dated, FoundIn};

    #[test]
    fn the_newest_pages_of_a_list_are_kept_in_their_order() {
        let link = |url: &str, kind, day: Option<&str>| Link {
            kind,
            url: url.to_owned(),
            hint: Hint {
                published: day.map(|day| Dated::day(day.parse().unwrap(), FoundIn::Feed)),
                ..Hint::default()
            },
            groups: Vec::new(),
        };
        let links = vec![
            link("old", LinkKind::Page, Some("2025-04-01")),
            link("feed", LinkKind::Feed, None),
            link("none", LinkKind::Page, None),
            link("new", LinkKind::Page, Some("2025-04-18")),
            link("newer", LinkKind::Page, Some("2025-04-19")),
        ];
        let (kept, older) = newest_pages(links, 2);
        assert_eq!(kept.iter().map(|link| link.url.as_str()).collect::<Vec<_>>(), ["feed", "new", "newer"]);
        assert_eq!(older, 2);
    }
}
