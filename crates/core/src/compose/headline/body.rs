//! A headline of the reports' own sentences, where no title is one.

use super::super::check::Checker;
use super::super::choose::Chooser;
use super::super::material::{Candidate, Material};
use super::super::standalone;
use super::cuts::{cuts_where, has_verb};
use crate::model::{Article, Citation, DraftLine, How, Language, Line, MentionKind, Report, Span};
use crate::text::normalize::capitalized;
use crate::text::phrase_list::PhraseList;
use crate::text::words::length;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words of a whole sentence that may stand as headline where nothing shorter can.
const WHOLE_SENTENCE: usize = 26;

/// A sentence that can stand alone, cut to `most` words where a clause ends: rather one that says what the titles say.
pub(super) fn from_sentence(
    reports: &[Report<'_>],
    material: &Material<'_>,
    chooser: &Chooser<'_>,
    checker: &mut Checker<'_>,
    most: usize,
    lead: Option<usize>,
    weighty: impl Fn(usize) -> f64,
) -> Option<Line> {
    let (tried, near, fair) = tried(reports, material, chooser, lead, weighty);
    // A whole clause of what is near the news is better than a short one of anything, and that than a stump.
    let passes = [
        (WHOLE_SENTENCE, near, 2),
        (LONG_SENTENCE, near, 2),
        (WHOLE_SENTENCE, fair, 2),
        (LONG_SENTENCE, fair, 2),
        (WHOLE_SENTENCE, tried.len(), 2),
        (usize::MAX, tried.len(), 1),
        (usize::MAX, tried.len(), 0),
    ];
    for (longest, count, strict) in passes {
        for &index in &tried[..count] {
            let candidate = &material.candidates[index];
            let told = candidate.text(reports);
            let alone = || candidate.stands() && length(told) >= FEWEST && standalone::opens_alone(told);
            if strict > 0 && leans_back(told, candidate, &reports[candidate.report]) || strict > 1 && !alone()
            {
                continue;
            }
            let article = reports[candidate.report].article;
            let mut spans = cuts_where(article, candidate.span, longest.min(WHOLE_SENTENCE * 2), has_verb);
            // The longest clause that is short enough; else the shortest that there is.
            let short = |span: &Span| length(span.of(&article.text)) <= most;
            match spans.iter().position(short) {
                Some(first) => spans.rotate_left(first),
                None => spans.reverse(),
            }
            for span in spans {
                let cites = vec![Citation { article: article.id, span }];
                let text = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
                let text =
                    capitalized(text.trim_end_matches([
                        '.', ',', ';', ':', '\u{3002}', '\u{2014}', '\u{2013}', '_', ' ',
                    ]));
                if let Ok(line) = checker.line(&DraftLine { text, cites }) {
                    return Some(line);
                }
            }
        }
    }
    reports.iter().find_map(|report| opening(report.article, most))
}

/// Sentences that are tried, best first, and how many of them are near the news, and at least not far from it.
fn tried(
    reports: &[Report<'_>],
    material: &Material<'_>,
    chooser: &Chooser<'_>,
    lead: Option<usize>,
    weighty: impl Fn(usize) -> f64,
) -> (Vec<usize>, usize, usize) {
    let mut covered = chooser.blank();
    let best = chooser.choose(60, 3, &mut covered, |candidate| candidate.before < 120);
    let opens = |index: &usize| {
        let candidate = &material.candidates[*index];
        candidate.words > 2 && candidate.sentence < OPENING_SENTENCES
    };
    let all = 0..material.candidates.len();
    let first = all.clone().filter(|&index| material.candidates[index].words > 2).take(3);
    let openings = all.filter(opens).take(OPENINGS);
    let mut tried: Vec<usize> = Vec::new();
    for index in lead.into_iter().chain(best).chain(first).chain(openings) {
        if !tried.contains(&index) {
            tried.push(index);
        }
    }
    // What the titles speak of; without titles what the summary and the reports open with.
    let mut news: BTreeMap<u32, f64> = BTreeMap::new();
    let titles = material.titles.iter().flat_map(|(_, concepts)| concepts);
    let opening = |index: &&usize| lead == Some(**index) || material.candidates[**index].sentence == 0;
    let openings = || tried.iter().filter(opening).flat_map(|&index| &material.candidates[index].concepts);
    let untitled = material.titles.iter().all(|(_, concepts)| concepts.is_empty());
    for concept in titles.chain(openings().filter(|_| untitled)) {
        *news.entry(*concept).or_default() += chooser.weight(&[*concept]).max(LEAST_WEIGHT);
    }
    let nearness: BTreeMap<usize, f64> = tried
        .iter()
        .map(|&index| {
            let candidate = &material.candidates[index];
            let shared: f64 = candidate.concepts.iter().filter_map(|concept| news.get(concept)).sum();
            let leads = if lead == Some(index) { LEADS } else { 1.0 };
            let opens = if candidate.sentence == 0 { OPENS } else { 1.0 };
            let says_it = if untitled || says_a_title(candidate, material, chooser) { SAYS_IT } else { 1.0 };
            let main = standalone::opens_with_its_main_clause(candidate.text(reports));
            let main = if main { 1.0 } else { LATE_CLAUSE };
            let weight = leads * opens * says_it * main * weighty(candidate.report);
            (index, weight * shared / libm::sqrt(f64::from(candidate.words.max(SHORTEST))))
        })
        .collect();
    // What somebody says is a headline only where nothing else is.
    let said = |index: usize| {
        let text = material.candidates[index].text(reports);
        text.trim_start().starts_with(['"', '\'', '\u{201c}', '\u{2018}', '\u{ab}', '\u{201e}', '`'])
    };
    tried.sort_by(|a, b| said(*a).cmp(&said(*b)).then(nearness[b].total_cmp(&nearness[a])));
    let most = tried.iter().filter(|index| !said(**index)).map(|index| nearness[index]).fold(0.0, f64::max);
    let within = |share: f64| {
        tried.iter().take_while(|index| !said(**index) && nearness[*index] >= most * share).count()
    };
    let (near, fair) = (within(NEAR), within(FAIR));
    (tried, near, fair)
}

/// Whether a sentence has much of what one title has.
fn says_a_title(candidate: &Candidate<'_>, material: &Material<'_>, chooser: &Chooser<'_>) -> bool {
    let has = |concept: &u32| candidate.concepts.binary_search(concept).is_ok();
    material.titles.iter().any(|(_, concepts)| {
        let shared: Vec<u32> = concepts.iter().copied().filter(has).collect();
        !concepts.is_empty() && chooser.weight(&shared) >= MUCH * chooser.weight(concepts)
    })
}

/// Share of a title's weight that is much of it, and what a sentence gains that has so much.
const MUCH: f64 = 0.4;
const SAYS_IT: f64 = 2.0;
/// Sentences of a report that open it, and how many of them all are tried.
const OPENING_SENTENCES: usize = 3;
const OPENINGS: usize = 60;
/// What is not weighed counts a little all the same.
const LEAST_WEIGHT: f64 = 0.01;
/// What the sentence gains that opens the summary, and one that opens its report.
const LEADS: f64 = 1.6;
const OPENS: f64 = 1.25;
/// Words below which a sentence gains nothing by being short.
const SHORTEST: u32 = 18;
/// Share of the words of the nearest sentence from which another one is near too.
const NEAR: f64 = 0.6;
/// The same from which one is not far from it.
const FAIR: f64 = 0.3;
/// What a sentence loses that opens with another clause than its main one.
const LATE_CLAUSE: f64 = 0.6;
/// Words that a sentence has at least to stand in for a title.
const FEWEST: usize = 7;
/// Words of a whole sentence that may stand as headline where nothing shorter is as near to the news.
const LONG_SENTENCE: usize = 45;

/// Phrases by which an English sentence speaks of the one before.
static BACK: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        "that's a",
        "that's the",
        "that's what",
        "that's how",
        "that's why",
        "that is what",
        "that is why",
        "that is how",
        "all that",
        "all this",
        "did so",
        "do so",
        "doing so",
        "the latter",
        "the former two",
    ])
});

/// Whether a sentence leans on what stands before it in its report: it opens with something known, or speaks of somebody
/// whom it does not name.
fn leans_back(text: &str, candidate: &Candidate<'_>, report: &Report<'_>) -> bool {
    let language = report.article.language.unwrap_or(Language::ENGLISH);
    if language == Language::ENGLISH && BACK.any_whole(text) {
        return true;
    }
    let articles: &[&str] = match language {
        Language::ENGLISH => &["The "],
        Language::GERMAN => &["Der ", "Die ", "Das "],
        _ => return false,
    };
    if candidate.sentence == 0 {
        return false;
    }
    let behind = articles.iter().find_map(|article| text.strip_prefix(article));
    let known =
        behind.is_some_and(|rest| language == Language::GERMAN || rest.starts_with(char::is_lowercase));
    let mentions = &report.analysis.mentions;
    let mut from = 0;
    let theirs = text.split_whitespace().take(POSSESSOR_WITHIN).any(|word| {
        let at = candidate.span.start + from as u32;
        from = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
        let first = mentions.partition_point(|mention| mention.span.start < candidate.span.start);
        let mut inside = mentions[first..].iter().take_while(|mention| mention.span.end <= at);
        matches!(word, "his" | "her" | "he" | "she")
            && !inside.any(|mention| mention.kind == MentionKind::Person)
    });
    known || theirs
}

/// Words of a sentence among which a pronoun needs its person before it.
const POSSESSOR_WITHIN: usize = 8;

/// The first words of a text: the last resort.
fn opening(article: &Article, words: usize) -> Option<Line> {
    let text = &article.text;
    let start = text.len() - text.trim_start().len();
    let end = text
        .split_whitespace()
        .take(words)
        .last()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize + word.len())?;
    // Scripts without spaces have no words to count by.
    let end = end.min(text[start..].char_indices().nth(words * 8).map_or(end, |(at, _)| start + at));
    let span = Span::new(start, end);
    let shown = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Line { text: shown, how: How::Verbatim, cites: vec![Citation { article: article.id, span }] })
}
