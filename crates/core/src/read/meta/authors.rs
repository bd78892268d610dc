//! Who wrote it: the names of people, from the first place that gives any.
//!
//! Order of trust: structured data; meta elements; a line near the headline that begins with "By" or is marked as a
//! byline; microdata and `rel=author`; links to authors' pages. A byline that is shown and names the same people and
//! more wins over the data; so does one with a full name over a login name. Organizations, desks, roles and the
//! outlet are no people; where nobody else is named, the organization is kept apart as the byline ([`byline`]).

use super::cues::{Cues, around};
use super::gather::{AuthorMarkKind, Gathered};
use super::json_ld::Schema;
use super::lexicon::{Kinds, kinds};
use super::near::Line;
use super::people::{Found, NotPeople, has_opener, is_full_name, names_in, organization_in};
use super::plain::fold;
use crate::model::Hint;
use crate::read::html::{NodeId, Tree};

/// Authors by place, cleaned; empty lists where a place says nothing.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Structured data.
    pub data: Vec<String>,
    /// Meta elements.
    pub meta: Vec<String>,
    /// A line that begins with "By" or the like.
    pub opened: Vec<String>,
    /// A line marked as a byline.
    pub marked: Vec<String>,
    /// Microdata near the headline.
    pub property: Vec<String>,
    /// `rel=author` near the headline.
    pub rel: Vec<String>,
    /// Links to authors' pages near the headline.
    pub link: Vec<String>,
    /// What markup or a line names anywhere on the page, where nothing near the headline does.
    pub elsewhere: Vec<String>,
    /// Organizations that bylines name, in the order of trust.
    pub organizations: Vec<String>,
    /// The feed that led here.
    pub feed: Vec<String>,
    /// What bylines say before anything is taken off, to find an agency in.
    pub raw: Vec<String>,
    /// Of these, what the data, the meta elements and lines with "By" say.
    pub stated: Vec<String>,
    /// Who is named as having checked the piece and not as having written it.
    pub checkers: Vec<String>,
}

const META: &[&str] = &[
    "parsely-author",
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "byline",
    "cxenseparse:author",
    "sailthru.author",
    "citation_author",
    "authors",
    "article.author",
    "dc.author",
    "rnews:author",
    "og:author",
    "article:byline",
    "vr:author",
    "analyticsattributes.author",
    "creator",
];

/// Collects what the page says. `reach`: the headline and the node behind which nothing is near it.
pub(super) fn candidates(
    found: &Gathered<'_>,
    schema: &Schema,
    lines: &[Line],
    reach: Option<(NodeId, usize)>,
    hint: &Hint,
    not: &NotPeople,
) -> Candidates {
    let mut all = Candidates::default();
    let mut organizations = Vec::new();
    for byline in &schema.authors {
        all.raw.push(byline.name.clone());
        all.stated.push(byline.name.clone());
        let mut names = names_in(&byline.name, not);
        names.iter_mut().for_each(|found| found.organization |= byline.organization);
        add(&mut all.data, names, &mut organizations);
    }
    for name in META {
        if !all.meta.is_empty() {
            break;
        }
        for content in found.all(name) {
            if content.contains("://") || content.starts_with("www.") {
                continue;
            }
            let content = super::plain::plain(content);
            // Libraries write the family name first.
            let content = match content.split_once(", ") {
                Some((family, given))
                    if matches!(*name, "citation_author" | "dc.creator") && !given.contains(',') =>
                {
                    format!("{given} {family}")
                }
                _ => content,
            };
            add(&mut all.meta, names_in(&content, not), &mut organizations);
            all.stated.push(content.clone());
            all.raw.push(content);
        }
    }
    for (label, value) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if all.meta.is_empty()
            && found.meta(&[label]).is_some_and(says_written)
            && let Some(value) = found.meta(&[value])
        {
            add(&mut all.meta, names_in(&super::plain::plain(value), not), &mut organizations);
        }
    }
    shown(lines, not, &mut all, &mut organizations);
    for mark in &found.authors {
        let near = reach.is_none_or(|(headline, end)| {
            mark.node.index() + 200 > headline.index() && mark.node.index() < end
        });
        if !near {
            continue;
        }
        let list = match mark.by {
            AuthorMarkKind::Property => &mut all.property,
            AuthorMarkKind::Rel => &mut all.rel,
            AuthorMarkKind::Link => &mut all.link,
        };
        if list.len() < 6 {
            let mut names = names_in(&mark.text, not);
            if mark.by == AuthorMarkKind::Link {
                // Links to accounts and to pages about the site look the same.
                names.retain(|found| found.organization || is_full_name(&found.name));
                names.retain(|found| !all.checkers.contains(&found.name));
            }
            add(list, names, &mut organizations);
        }
    }
    if all.is_poor() {
        for by in [AuthorMarkKind::Rel, AuthorMarkKind::Property] {
            let mut names = Vec::new();
            for mark in found.authors.iter().filter(|mark| mark.by == by) {
                add(&mut names, names_in(&mark.text, not), &mut organizations);
            }
            // Several are those of teasers.
            if let [one] = names.as_slice()
                && one.contains(' ')
            {
                all.elsewhere = names;
                break;
            }
        }
    }
    for name in &hint.authors {
        add(&mut all.feed, names_in(name, not), &mut organizations);
    }
    all.organizations = organizations;
    all
}

/// Whether the label of a value in a card for sharing says that the value is who wrote it.
fn says_written(label: &str) -> bool {
    let label = label.to_lowercase();
    let words = [
        "written",
        "author",
        "geschrieben",
        "verfasst",
        "escrito",
        "écrit",
        "scritto",
        "geschreven",
        "door",
        "by",
        "napisane",
        "skrevet",
        "skriven",
    ];
    words.iter().any(|word| label.contains(word))
}

/// Bylines in the lines around the headline: those below it first.
fn shown(lines: &[Line], not: &NotPeople, all: &mut Candidates, organizations: &mut Vec<String>) {
    let below = lines.iter().enumerate().filter(|(_, line)| line.place > 0 && line.prose < 1_500);
    let above = lines.iter().enumerate().rev().filter(|(_, line)| (-6..0).contains(&line.place));
    for (at, line) in below.chain(above) {
        if line.text.len() > 300 {
            continue;
        }
        let cue = line.cues.any(Cues::BYLINE);
        let opened = has_opener(&line.text);
        if !opened && !cue {
            if (1..=4).contains(&line.place) && all.marked.is_empty() {
                // the author's picture bears the name that stands below it
                let under = Some(line.text.as_str()).filter(|_| line.portrait && line.prose == 0);
                add(
                    &mut all.marked,
                    with_role(&line.text).or(under).map_or(vec![], |name| names_in(name, not)),
                    organizations,
                );
            }
            continue;
        }
        if is_credit(&line.text) {
            continue;
        }
        all.raw.push(line.text.clone());
        if opened && line.text.len() < 100 {
            all.stated.push(line.text.clone());
        }
        let mut names = Vec::new();
        for name in &line.names {
            if is_checker(&line.text, name) {
                add(&mut all.checkers, names_in(name, not), &mut Vec::new());
            } else {
                add(&mut names, names_in(name, not), organizations);
            }
        }
        if names.is_empty() || opened {
            add(&mut names, names_in(&line.text, not), organizations);
        }
        let mut opened = opened;
        // "Written by" alone: the name is in the next line.
        if names.is_empty()
            && line.text.len() < 20
            && is_opener_alone(&line.text)
            && let Some(next) = lines.get(at + 1).filter(|next| next.place != 0 && next.text.len() < 80)
        {
            add(&mut names, names_in(&next.text, not), organizations);
            opened = true;
        }
        names.retain(|name| {
            name.contains(' ')
                || !name.is_ascii()
                || line.names.contains(name)
                || opened && line.text.len() < 40
        });
        if opened && line.text.len() < 200 {
            if all.opened.is_empty() {
                all.opened = names;
            }
        } else if all.marked.is_empty() && line.text.len() < 80 {
            all.marked = names;
        }
    }
}

/// Whether a line says that the one of this name checked the piece: "Reviewed by".
fn is_checker(line: &str, name: &str) -> bool {
    let before = line.split_once(name).map_or("", |(before, _)| before).to_lowercase();
    let before = before.trim_end().trim_end_matches("by").trim_end();
    ["reviewed", "checked", "edited"].iter().any(|word| before.ends_with(word))
}

/// The name in a line that goes on with what the person is: "Ada Lind | Senior Writer | 3 May".
fn with_role(line: &str) -> Option<&str> {
    let mut pieces = line.split(['|', '•', '·']).map(str::trim);
    let (name, role) = (pieces.next()?, pieces.next()?);
    let roles = super::plain::words(role);
    let is_role = !roles.is_empty() && roles.iter().all(|word| kinds(word).any(Kinds::ROLE));
    (line.len() < 100 && is_role && name.len() < 50 && is_full_name(name)).then_some(name)
}

/// Whether a line is the credit of a picture.
fn is_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["foto", "photo", "bild:", "image", "credit", "illustration", "getty", "picture", "©"]
        .iter()
        .any(|word| lower.contains(word))
}

fn is_opener_alone(text: &str) -> bool {
    let lower = text.to_lowercase();
    let word = lower.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        word,
        "by" | "written by"
            | "von"
            | "author"
            | "authors"
            | "posted by"
            | "par"
            | "por"
            | "autor"
            | "words by"
            | "text"
            | "story by"
            | "article by"
            | "published by"
            | "autorin"
            | "auteur"
            | "door"
            | "av"
    )
}

impl Candidates {
    /// Whether no place names anybody.
    pub(super) fn is_poor(&self) -> bool {
        [
            &self.data,
            &self.meta,
            &self.opened,
            &self.marked,
            &self.property,
            &self.rel,
            &self.link,
            &self.elsewhere,
        ]
        .iter()
        .all(|list| list.is_empty())
    }

    /// Adds the first line anywhere on the page that begins as a byline does and names one to three people.
    pub(super) fn add_elsewhere(&mut self, tree: &Tree<'_>, lines: &[Line], not: &NotPeople) {
        for (at, line) in lines.iter().enumerate() {
            if line.text.len() > 90 {
                continue;
            }
            let text = if is_opener_alone(&line.text) {
                lines.get(at + 1).map_or("", |next| next.text.as_str())
            } else if has_opener(&line.text) {
                line.text.as_str()
            } else {
                continue;
            };
            let cues = around(tree, NodeId(line.node));
            if cues.any(Cues::OTHERS.with(Cues::FURNITURE)) || is_credit(&line.text) {
                continue;
            }
            let mut names = Vec::new();
            add(&mut names, names_in(text, not), &mut self.organizations);
            let like_names = names.iter().all(|name| {
                name.contains(' ')
                    && name.split(' ').all(|part| part.chars().next().is_some_and(|c| !c.is_lowercase()))
            });
            if (1..=3).contains(&names.len()) && like_names && text.len() < 80 {
                self.elsewhere = names;
                return;
            }
        }
        // A full name that is marked as the author's; several are those of teasers.
        let mut marked: Vec<String> = Vec::new();
        for line in lines.iter().filter(|line| line.text.len() < 50 && is_full_name(&line.text)) {
            let cues = around(tree, NodeId(line.node));
            if cues.any(Cues::BYLINE) && !cues.any(Cues::OTHERS.with(Cues::FURNITURE)) {
                add(&mut marked, names_in(&line.text, not), &mut Vec::new());
            }
        }
        if marked.len() == 1 && marked[0].contains(' ') {
            self.elsewhere = marked;
        }
    }
}

/// What the byline names where it names no person: an organization, the outlet itself.
pub(super) fn byline(all: &Candidates) -> Option<String> {
    all.stated.iter().chain(&all.organizations).find_map(|line| organization_in(line))
}

fn add(list: &mut Vec<String>, names: Vec<Found>, organizations: &mut Vec<String>) {
    for found in names {
        let key = fold(&found.name);
        let list = if found.organization { &mut *organizations } else { &mut *list };
        if !list.iter().any(|known| key.starts_with(&fold(known))) {
            list.push(found.name);
        }
    }
}

/// The authors.
pub(super) fn choose(all: &Candidates, not: &NotPeople) -> Vec<String> {
    let places = [&all.opened, &all.property, &all.rel, &all.marked, &all.link, &all.elsewhere];
    let shown = places.into_iter().find(|list| !list.is_empty());
    let said = [&all.data, &all.meta].into_iter().find(|list| !list.is_empty());
    match (said, shown) {
        (Some(said), Some(shown)) => {
            let full = |list: &[String]| list.iter().any(|name| name.contains(' ') || !name.is_ascii());
            let all_in =
                |few: &[String], many: &[String]| few.iter().all(|f| many.iter().any(|m| fold(m) == fold(f)));
            // A name that is the outlet's as well yields to another that is shown.
            let is_outlet =
                said.iter().all(|name| not.folded.contains(&fold(name)) || name.starts_with("The "));
            if (!full(said) || is_outlet) && full(shown) {
                return shown.clone();
            }
            let more = all.rel.len() > said.len() && all.rel.len() <= 6 && all_in(said, &all.rel);
            if more { all.rel.clone() } else { said.clone() }
        }
        (Some(list), None) | (None, Some(list)) => list.clone(),
        (None, None) => all.feed.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_checker, with_role};

    #[test]
    fn roles_behind_names() {
        let check = |line: &str, expected: Option<&str>| assert_eq!(with_role(line), expected, "{line}");
        check("Ada Lind | Senior Writer | 3 May 2024", Some("Ada Lind"));
        check("Ada Lind · Reporter", Some("Ada Lind"));
        check("Harbour news | Coast | 3 May", None);
        check("The ferry is back | Reporter", None);
        check("Ada Lind", None);
    }

    #[test]
    fn who_checked_did_not_write() {
        let line = "By Ada Lind. Peer reviewed by Bo Kern";
        assert!(is_checker(line, "Bo Kern") && !is_checker(line, "Ada Lind"));
    }
}
