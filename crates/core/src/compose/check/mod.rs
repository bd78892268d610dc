//! What stands between any writer and the page: a proposed line becomes a line only here.
//!
//! Two gates. The first is the letter of the public contract ([`contract`]): the words are those of the slice, or a
//! subsequence of them, or every number, quotation and name in them stands in the slices. The second asks more
//! ([`meaning`]): compared with the whole sentences around the slices no negation, bound, modality, office or vague
//! quantity came in or was lost, names keep their order, and other wording must still share most of its content words.
//! A line that fails is told in its source's own words where that is possible, and is listed as withheld.

mod again;
mod contract;
mod fold;
pub(super) mod meaning;
pub(super) mod tokens;

pub use again::again;

use super::config::ComposeConfig;
use crate::model::{
    Analysis, Article, ArticleId, Citation, Draft, DraftLine, How, Language, Line, Report, Span, Withheld,
};
use crate::text::stem::Stemmer;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tokens::{Token, tokens};

/// Citations that a line may have at most; more would ground anything.
const MOST_CITATIONS: usize = 4;
/// Bytes of a line and of all its sources together, beyond which it is not read.
const LONGEST_LINE: usize = 2_000;

/// A draft after the check: what may be told, and what may not.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The headline, if it held.
    pub headline: Option<Line>,
    /// The summary lines that held or were put back into their source's words.
    pub summary: Vec<Line>,
    /// The key points, likewise.
    pub key_points: Vec<Line>,
    /// Summaries by article, likewise.
    pub articles: BTreeMap<ArticleId, Vec<Line>>,
    /// What did not hold, with the reason.
    pub withheld: Vec<Withheld>,
}

impl Checked {
    /// Puts what holds of another writer's headline, summary and key points in the place of its own, each part for itself and
    /// no longer than wanted. What does not hold is withheld. Gives the writer's name, if anything of it is told.
    pub(super) fn prefer(
        &mut self,
        draft: Draft,
        reports: &[Report<'_>],
        config: &ComposeConfig,
    ) -> Option<String> {
        let words = |line: &Line| line.text.split_whitespace().count();
        let by = draft.by.clone();
        let mut checker = Checker::new(reports);
        if let Some(headline) = draft.headline {
            let line = checker.line(&headline).map_err(|fault| self.withheld.push(fault)).ok();
            self.headline = line.filter(|line| words(line) <= config.headline_words);
        }
        let mut told = self.headline.is_some();
        let mut left = config.summary_words.1;
        let fits = |(line, _): &(Line, bool)| {
            let fits = words(line) <= left;
            left = left.saturating_sub(words(line));
            fits
        };
        let theirs = checker.theirs(&draft.summary, &mut self.withheld);
        let summary: Vec<(Line, bool)> = theirs.into_iter().take_while(fits).collect();
        // Where all of it was put back into the sources' words, the built-in writer chooses better.
        if summary.iter().any(|(_, held)| *held) {
            (self.summary, told) = (summary.into_iter().map(|(line, _)| line).collect(), true);
        }
        let new = |(line, _): &(Line, bool)| {
            words(line) <= config.key_point_words && !self.summary.iter().any(|told| told.text == line.text)
        };
        let theirs = checker.theirs(&draft.key_points, &mut self.withheld);
        let points: Vec<(Line, bool)> = theirs.into_iter().filter(new).take(config.key_points.1).collect();
        if points.len() >= config.key_points.0.max(1) && points.iter().any(|(_, held)| *held) {
            (self.key_points, told) = (points.into_iter().map(|(line, _)| line).collect(), true);
        } else {
            let told = &self.summary;
            self.key_points.retain(|line| !told.iter().any(|told| told.text == line.text));
        }
        by.filter(|_| told)
    }
}

/// Checks a whole draft against the reports of its story. Same values in, same values out; it never fails as a whole.
pub fn check(draft: Draft, reports: &[Report<'_>]) -> Checked {
    let mut checker = Checker::new(reports);
    let mut out = Checked { headline: None, ..Checked::default() };
    if let Some(line) = draft.headline {
        out.headline = checker.line(&line).map_err(|withheld| out.withheld.push(withheld)).ok();
    }
    out.summary = checker.lines(&draft.summary, &mut out.withheld);
    out.key_points = checker.lines(&draft.key_points, &mut out.withheld);
    for article in draft.articles {
        let lines = checker.lines(&article.summary, &mut out.withheld);
        out.articles.entry(article.article).or_default().extend(lines);
    }
    out
}

/// Checks lines against the reports of one story.
#[derive(Debug)]
pub struct Checker<'a> {
    texts: FxHashMap<ArticleId, (&'a Article, &'a Analysis)>,
    stemmers: BTreeMap<Option<Language>, Stemmer>,
}

impl<'a> Checker<'a> {
    /// A checker that may look into these reports and nothing else.
    pub fn new(reports: &[Report<'a>]) -> Self {
        Self {
            texts: reports
                .iter()
                .map(|report| (report.article.id, (report.article, report.analysis)))
                .collect(),
            stemmers: BTreeMap::new(),
        }
    }

    /// The lines that hold. One that does not is replaced by the first sentence it cites and listed in `withheld`.
    pub fn lines(&mut self, drafts: &[DraftLine], withheld: &mut Vec<Withheld>) -> Vec<Line> {
        self.theirs(drafts, withheld).into_iter().map(|(line, _)| line).collect()
    }

    /// The same, each line with whether it held as it was written.
    fn theirs(&mut self, drafts: &[DraftLine], withheld: &mut Vec<Withheld>) -> Vec<(Line, bool)> {
        let mut out: Vec<(Line, bool)> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let (line, held) = match self.line(draft) {
                Ok(line) => (Some(line), true),
                Err(fault) => {
                    withheld.push(fault);
                    (self.in_its_own_words(draft), false)
                }
            };
            if let Some(line) = line
                && !out.iter().any(|(told, _)| told.text == line.text)
            {
                out.push((line, held));
            }
        }
        out
    }

    /// The line, if it holds; else why it must not be told.
    pub fn line(&mut self, draft: &DraftLine) -> Result<Line, Withheld> {
        match self.relation(draft) {
            Ok(how) => Ok(Line { text: draft.text.trim().to_owned(), how, cites: draft.cites.clone() }),
            Err(why) => Err(Withheld { text: draft.text.clone(), why }),
        }
    }

    fn relation(&mut self, draft: &DraftLine) -> Result<How, String> {
        if draft.cites.is_empty() {
            return Err("it cites nothing".to_owned());
        }
        if draft.cites.len() > MOST_CITATIONS {
            return Err(format!("it cites more than {MOST_CITATIONS} places"));
        }
        let mut slices = Vec::with_capacity(draft.cites.len());
        for cite in &draft.cites {
            slices.push(self.slice(cite)?);
        }
        if draft.text.len() + slices.iter().map(|slice| slice.len()).sum::<usize>() > LONGEST_LINE * 5 {
            return Err("it or what it cites is too long".to_owned());
        }
        let how = contract::relation(&draft.text, &slices)?;
        let wide: Vec<&str> = draft.cites.iter().map(|cite| self.sentences_around(cite)).collect();
        if how == How::Verbatim && fold::fold(wide[0]) == fold::fold(slices[0]) {
            return Ok(how);
        }
        let language = self.texts[&draft.cites[0].article].0.language.or(Some(Language::ENGLISH));
        let stemmer = self.stemmers.entry(language).or_insert_with(|| Stemmer::new(language));
        let told = tokens(&draft.text, language, stemmer);
        let known: Vec<Token> = wide.iter().flat_map(|text| tokens(text, language, stemmer)).collect();
        meaning::kept(&told, &known)?;
        if how == How::Reworded {
            meaning::reworded(&told, &known)?;
        }
        Ok(how)
    }

    /// The cited words, or why there are none.
    fn slice(&self, cite: &Citation) -> Result<&'a str, String> {
        let (article, _) = self
            .texts
            .get(&cite.article)
            .ok_or_else(|| "it cites an article that is not of this story".to_owned())?;
        match article.text.get(cite.span.range()) {
            Some(slice) if !slice.trim().is_empty() => Ok(slice),
            _ => Err("it cites no words of the article".to_owned()),
        }
    }

    /// The whole sentences that the citation touches; the slice itself where the sentences are not known.
    fn sentences_around(&self, cite: &Citation) -> &'a str {
        let (article, analysis) = self.texts[&cite.article];
        let first = analysis.sentences.partition_point(|sentence| sentence.span.end <= cite.span.start);
        let after = analysis.sentences.partition_point(|sentence| sentence.span.start < cite.span.end);
        let mut span = cite.span;
        if let (Some(start), Some(end)) = (analysis.sentences.get(first), after.checked_sub(1)) {
            span.start = span.start.min(start.span.start);
            span.end = span.end.max(analysis.sentences[end].span.end);
        }
        article.text.get(span.range()).unwrap_or_else(|| cite.span.of(&article.text))
    }

    /// The first sentence that a withheld line cites, verbatim, if it is short enough to stand for it.
    fn in_its_own_words(&mut self, draft: &DraftLine) -> Option<Line> {
        let cite = draft.cites.first()?;
        self.slice(cite).ok()?;
        let (article, analysis) = self.texts[&cite.article];
        let at = analysis.sentences.partition_point(|sentence| sentence.span.end <= cite.span.start);
        let sentence = analysis.sentences.get(at).filter(|sentence| sentence.span.overlaps(cite.span))?;
        let line = verbatim(article, sentence.span)?;
        (line.text.len() <= LONGEST_LINE / 4).then_some(line)
    }
}

/// A line that is the words of the slice, white space folded. `None` where the slice has none.
fn verbatim(article: &Article, span: Span) -> Option<Line> {
    let text = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let cites = vec![Citation { article: article.id, span }];
    (!text.is_empty()).then_some(Line { text, how: How::Verbatim, cites })
}

#[cfg(test)]
mod tests;
