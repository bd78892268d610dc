//! People, organisations and places of a story with their spellings.

mod kinds;

use super::material::speaks;
use crate::model::{Language, Mention, MentionKind, Person, PersonKind, Report};
use crate::text::normalize::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Names listed: of a story of few reports, and of one of many.
const MOST: (usize, usize) = (14, 32);
/// Other spellings listed of one.
const MOST_ALIASES: usize = 6;

#[derive(Default)]
struct Name {
    forms: BTreeMap<String, u32>,
    kinds: BTreeMap<MentionKind, u32>,
    reports: BTreeSet<u32>,
    /// How often a word of place stands before it: "in Lumen".
    located: u32,
    /// Whether another name says what this one names.
    sure: Option<PersonKind>,
}

impl Name {
    /// Takes the forms and reports of another name that names the same.
    fn add(&mut self, other: Self) {
        for (form, times) in other.forms {
            *self.forms.entry(form).or_default() += times;
        }
        self.reports.extend(other.reports);
        self.located += other.located;
    }

    fn mentions(&self) -> u32 {
        self.forms.values().sum()
    }

    /// The form with most words among those that are used more than now and then; the more frequent of equals.
    fn shown(&self) -> &str {
        let often = self.forms.values().copied().max().unwrap_or(0).div_ceil(8);
        let usable = self.forms.iter().filter(|(_, times)| **times >= often);
        let best = usable.max_by_key(|(form, times)| (form.split(' ').count().min(4), **times));
        best.map_or("", |(form, _)| form)
    }

    fn kind(&self) -> PersonKind {
        if let Some(kind) = self.sure {
            return kind;
        }
        let known = self.kinds.iter().filter(|(kind, _)| **kind != MentionKind::Other);
        match known.max_by_key(|(_, times)| **times).map(|(kind, _)| *kind) {
            Some(MentionKind::Person) => PersonKind::Person,
            Some(MentionKind::Organisation) => PersonKind::Organisation,
            Some(MentionKind::Place) => PersonKind::Place,
            Some(MentionKind::Other) | None => PersonKind::Other,
        }
    }
}

fn form(report: &Report<'_>, mention: &Mention) -> String {
    let words = mention.span.of(&report.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = words.strip_suffix("'s").or_else(|| words.strip_suffix("\u{2019}s")).unwrap_or(&words);
    bare.trim_end_matches(['\'', '\u{2019}', ',', '.']).to_owned()
}

/// The names that matter: in several reports or often, most widespread first.
pub(crate) fn people(reports: &[Report<'_>], language: Option<Language>) -> Vec<Person> {
    let mut names: BTreeMap<u64, Name> = BTreeMap::new();
    for report in reports.iter().filter(|report| speaks(report, language)) {
        for mention in report.analysis.mentions.iter().take(400) {
            let name = names.entry(mention.key).or_default();
            *name.forms.entry(form(report, mention)).or_default() += 1;
            *name.kinds.entry(mention.kind).or_default() += 1;
            name.reports.insert(report.independent);
            name.located += u32::from(located(report, mention));
        }
    }
    let mut names: Vec<Name> = names.into_values().filter(|name| !name.shown().is_empty()).collect();
    join_surnames(&mut names);
    kinds::settle(&mut names);
    names.retain(|name| match name.kind() {
        PersonKind::Other => name.reports.len() > 2,
        _ => name.reports.len() > 1 || name.mentions() > 2,
    });
    names.sort_by(|a, b| {
        let key = |name: &Name| (std::cmp::Reverse(name.reports.len()), std::cmp::Reverse(name.mentions()));
        key(a).cmp(&key(b)).then_with(|| a.shown().cmp(b.shown()))
    });
    names.truncate((reports.len() + 8).clamp(MOST.0, MOST.1));
    names
        .iter()
        .map(|name| {
            let shown = name.shown().to_owned();
            let mut aliases: Vec<(&String, u32)> = name
                .forms
                .iter()
                .filter(|(form, _)| form.to_lowercase() != shown.to_lowercase())
                .map(|(form, times)| (form, *times))
                .collect();
            aliases.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            Person {
                kind: name.kind(),
                aliases: aliases.into_iter().take(MOST_ALIASES).map(|(form, _)| form.clone()).collect(),
                mentions: name.mentions(),
                name: shown,
            }
        })
        .collect()
}

/// Whether a word of place stands right before the mention.
fn located(report: &Report<'_>, mention: &Mention) -> bool {
    let before = report.article.text.get(..mention.span.start as usize).unwrap_or("");
    let Some(before) = before.strip_suffix(' ') else { return false };
    let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
    matches!(word, "in" | "In" | "near" | "outside" | "across" | "aus" | "nach")
}

/// A name of one word joins the only longer person's name that ends with it.
fn join_surnames(names: &mut Vec<Name>) {
    let mut by_last: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| name.kind() == PersonKind::Person) {
        if let Some((_, last)) = name.shown().rsplit_once(' ') {
            by_last.entry(fold(last)).or_default().push(index);
        }
    }
    let mut gone = BTreeSet::new();
    for index in 0..names.len() {
        let short = fold(names[index].shown());
        let kind = names[index].kind();
        if short.contains(' ') || !matches!(kind, PersonKind::Person | PersonKind::Other) {
            continue;
        }
        if let Some([owner]) = by_last.get(&short).map(Vec::as_slice) {
            let taken = std::mem::take(&mut names[index]);
            names[*owner].add(taken);
            gone.insert(index);
        }
    }
    let mut index = 0;
    names.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}

/// The fullest spelling that the reports have of a mention.
pub(crate) fn shown_name(key: u64, reports: &[Report<'_>], home: &Report<'_>, mention: &Mention) -> String {
    let own = form(home, mention);
    let others = std::iter::once(home).chain(reports.iter().take(50)).flat_map(|report| {
        report
            .analysis
            .mentions
            .iter()
            .filter(move |other| other.key == key)
            .map(move |other| form(report, other))
    });
    let mut name = Name::default();
    for other in others.take(200) {
        *name.forms.entry(other).or_default() += 1;
    }
    if name.forms.is_empty() { own } else { name.shown().to_owned() }
}
