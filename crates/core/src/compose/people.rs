//! People, organisations and places of a story with their spellings.

mod cues;
mod kinds;
mod places;
mod slips;

use super::material::speaks;
use super::standalone::is_glued;
use crate::model::{Language, Mention, MentionKind, Person, PersonKind, PlaceKind, Report};
use crate::text::gender::Gender;
use crate::text::known_names::{is_given, is_place};
use crate::text::normalize::fold;
use cues::Cues;
use std::collections::{BTreeMap, BTreeSet};

/// Names listed: of a story of few reports, and of one of many.
const MOST: (usize, usize) = (14, 32);
/// Other spellings listed of one.
const MOST_ALIASES: usize = 6;

#[derive(Debug, Default)]
struct Name {
    /// Keys of its mentions.
    keys: Vec<u64>,
    forms: BTreeMap<String, u32>,
    kinds: BTreeMap<MentionKind, u32>,
    reports: BTreeSet<u32>,
    /// What stands around it.
    cues: Cues,
    /// As what sort of place it is told, and how often.
    places: BTreeMap<PlaceKind, u32>,
    /// Whether another name says what this one names.
    sure: Option<PersonKind>,
}

impl Name {
    /// Takes the forms and reports of another name that names the same.
    fn add(&mut self, other: Self) {
        self.keys.extend(other.keys);
        for (form, times) in other.forms {
            *self.forms.entry(form).or_default() += times;
        }
        self.reports.extend(other.reports);
        self.cues.add(&other.cues);
    }

    fn mentions(&self) -> u32 {
        self.forms.values().sum()
    }

    /// The form with most words among those that are used more than now and then; the more frequent of equals. A full name
    /// needs to be told once.
    fn shown(&self) -> &str {
        let most = self.forms.values().copied().max().unwrap_or(0);
        let often = most.div_ceil(8);
        let short = self.forms.iter().find(|(_, times)| **times == most).map_or("", |(form, _)| form);
        let full = |form: &str| {
            form.split(' ').count() <= 3
                && form
                    .strip_suffix(short)
                    .is_some_and(|given| given.ends_with(' ') && is_given(&fold(first(given))))
        };
        let usable = self.forms.iter().filter(|(form, times)| **times >= often || full(form));
        let best = usable.max_by_key(|(form, times)| (form.split(' ').count().min(4), **times));
        best.map_or("", |(form, _)| form)
    }

    fn kind(&self) -> PersonKind {
        if let Some(kind) = self.sure {
            return kind;
        }
        let kind = self.counted();
        let shown = fold(self.shown());
        let addressed = self.cues.titled + self.cues.personal > 0;
        if is_place(&shown) && self.cues.titled * 4 < self.mentions() {
            return PersonKind::Place;
        }
        match kind {
            // A name of one word that speaks, and that nobody calls by a full name, a title or an age, may be a firm.
            MentionKind::Person if !addressed && !shown.contains(' ') && !is_given(&shown) => {
                PersonKind::Other
            }
            MentionKind::Person => PersonKind::Person,
            // "Ada Osei", whom the reports also call Osei.
            MentionKind::Organisation if is_given(first(&shown)) && self.has_surname() => PersonKind::Person,
            MentionKind::Organisation => PersonKind::Organisation,
            MentionKind::Place if self.is_located() => PersonKind::Place,
            MentionKind::Place if addressed || shown.contains(' ') && is_given(first(&shown)) => {
                PersonKind::Person
            }
            MentionKind::Place if self.cues.speaks > 0 => PersonKind::Organisation,
            MentionKind::Place | MentionKind::Other => PersonKind::Other,
        }
    }

    /// Whether it is also told by its last word alone.
    fn has_surname(&self) -> bool {
        let last = self.shown().rsplit_once(' ').map_or("", |(_, last)| last);
        self.forms.contains_key(last)
    }

    /// What most of its mentions were taken for where they stand.
    fn counted(&self) -> MentionKind {
        let known = self.kinds.iter().filter(|(kind, _)| **kind != MentionKind::Other);
        known.max_by_key(|(_, times)| **times).map_or(MentionKind::Other, |(kind, _)| *kind)
    }

    /// Whether the reports speak of it as of a place, and not only now and then: people are in places, and now and then
    /// something is "in" a person or a firm.
    fn is_located(&self) -> bool {
        let cues = &self.cues;
        let told = cues.located + self.places.values().sum::<u32>();
        let addressed = cues.titled + cues.personal;
        places::named_as_one(self.shown())
            || told > 0 && told * LOCATED >= self.mentions() && addressed * 2 <= told
            || told > 0 && addressed == 0 && (told * 2 + cues.reached) * REACHED >= self.mentions()
    }

    /// Of what sort the place is, if nearly all that say it agree.
    fn place(&self) -> Option<PlaceKind> {
        let all: u32 = self.places.values().sum();
        let (kind, times) = self.places.iter().max_by_key(|(_, times)| **times)?;
        (times * 3 >= all * 2).then_some(*kind)
    }
}

/// Mentions of a place for one that stands behind "in", at most.
const LOCATED: u32 = 8;
/// The same for one that stands behind "to" or "from", where some stand behind "in" too; those count double.
const REACHED: u32 = 4;

fn first(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

fn form(report: &Report<'_>, mention: &Mention) -> String {
    let words: Vec<&str> = mention.span.of(&report.article.text).split_whitespace().collect();
    // `Ada ValeTom Osei`: of names that lost the breaks between them the last is told by its end.
    let glued = words[..words.len().saturating_sub(1)].iter().rposition(|word| is_glued(word));
    let words = words[glued.map_or(0, |at| at + 1)..].join(" ");
    let bare = words.strip_suffix("'s").or_else(|| words.strip_suffix("\u{2019}s")).unwrap_or(&words);
    let bare = bare.trim_end_matches(['\'', '\u{2019}', ',', '.']);
    // "U.S." keeps the period of its last letter.
    if bare.contains('.') && bare.chars().all(|letter| letter.is_uppercase() || letter == '.') {
        return format!("{bare}.");
    }
    bare.to_owned()
}

/// The names of a story, the spellings of each together.
#[derive(Debug)]
pub(crate) struct Names {
    names: Vec<Name>,
    /// Key of a mention to its name's place in the list.
    of_key: BTreeMap<u64, usize>,
}

impl Names {
    /// Of all reports that may speak.
    pub fn of(reports: &[Report<'_>], language: Option<Language>) -> Self {
        let mut names: BTreeMap<u64, Name> = BTreeMap::new();
        for report in reports.iter().filter(|report| speaks(report, language)) {
            for mention in report.analysis.mentions.iter().take(400) {
                let name = names.entry(mention.key).or_default();
                if name.keys.is_empty() {
                    name.keys.push(mention.key);
                }
                *name.forms.entry(form(report, mention)).or_default() += 1;
                *name.kinds.entry(mention.kind).or_default() += 1;
                name.reports.insert(report.independent);
                name.cues.add(&cues::around(report, mention));
                if let Some(kind) = places::said(report, mention) {
                    *name.places.entry(kind).or_default() += 1;
                }
            }
        }
        let mut names: Vec<Name> = names.into_values().filter(|name| !name.shown().is_empty()).collect();
        join_surnames(&mut names);
        slips::join(&mut names);
        kinds::settle(&mut names);
        let keys =
            names.iter().enumerate().flat_map(|(at, name)| name.keys.iter().map(move |&key| (key, at)));
        let of_key = keys.collect();
        Self { names, of_key }
    }

    /// The fullest spelling of a name that a mention has, and what it names.
    pub fn get(&self, key: u64) -> Option<(&str, PersonKind)> {
        let name = &self.names[*self.of_key.get(&key)?];
        Some((name.shown(), name.kind()))
    }
}

/// The names that matter: in several reports or often, most widespread first.
pub(crate) fn people(reports: &[Report<'_>], names: Names) -> Vec<Person> {
    let mut names = names.names;
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
            let kind = name.kind();
            // A country is no building that a sentence about it names.
            let known = is_place(&fold(&shown));
            let fits = |kind: &PlaceKind| {
                !known || matches!(kind, PlaceKind::City | PlaceKind::Region | PlaceKind::Country)
            };
            let place = name.place().or_else(|| places::by_name(&shown)).filter(fits);
            Person {
                kind,
                place: place.filter(|_| kind == PersonKind::Place),
                aliases: aliases.into_iter().take(MOST_ALIASES).map(|(form, _)| form.clone()).collect(),
                mentions: name.mentions(),
                name: shown,
            }
        })
        .collect()
}

/// Family names of Korea, China and Vietnam, which stand before the given ones.
#[rustfmt::skip]
const FAMILY_FIRST: &[&str] = &[
    "kim", "lee", "park", "choi", "jung", "jeong", "kang", "cho", "yoon", "jang", "moon", "hwang", "ri", "pak", "choe",
    "xi", "li", "wang", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "zhu", "gao", "guo", "tsai", "deng",
    "nguyen", "tran", "pham",
];

/// Mentions of one of a family for one of the next by which the surname alone means the first.
const MUCH: u32 = 3;

/// A name of one word joins the only longer person's name that ends with it, or the one that is told by far most often.
fn join_surnames(names: &mut Vec<Name>) {
    let mut by_last: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| name.kind() == PersonKind::Person) {
        if let Some((_, last)) = name.shown().rsplit_once(' ') {
            by_last.entry(fold(last)).or_default().push(index);
        }
    }
    let mut by_family: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| name.kind() == PersonKind::Person) {
        if let Some((family, _)) = fold(name.shown()).split_once(' ')
            && FAMILY_FIRST.contains(&family)
        {
            by_family.entry(family.to_owned()).or_default().push(index);
        }
    }
    let mut gone = BTreeSet::new();
    for index in 0..names.len() {
        let short = fold(names[index].shown());
        let kind = names[index].kind();
        let elsewhere = kind == PersonKind::Place && (is_place(&short) || names[index].is_located());
        if short.contains(' ') || elsewhere || kinds::stands_alone(names[index].shown()) {
            continue;
        }
        let owners = by_last.get(&short).or_else(|| by_family.get(&short));
        // A report that has both and keeps them apart speaks of two people of one family.
        let person = kind == PersonKind::Person;
        let gender = names[index].cues.gender();
        let apart = |owner: &&usize| {
            let owner = &names[**owner];
            let given = first(owner.shown());
            let other =
                || is_given(&fold(given)) && Gender::of_given(given).is_some_and(|of| gender != Some(of));
            gender.is_some() && other()
                || person && names[index].reports.intersection(&owner.reports).next().is_some()
        };
        let mut owners: Vec<usize> =
            owners.into_iter().flatten().filter(|owner| !apart(owner)).copied().collect();
        owners.sort_by_key(|owner| std::cmp::Reverse(names[*owner].mentions()));
        let much = |one: usize, other: usize| names[one].mentions() >= names[other].mentions() * MUCH;
        let owner = match owners[..] {
            [only] => Some(only),
            [first, second, ..] if much(first, second) => Some(first),
            _ => None,
        };
        if let Some(owner) = owner {
            let taken = std::mem::take(&mut names[index]);
            names[owner].add(taken);
            gone.insert(index);
        }
    }
    let mut index = 0;
    names.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}
