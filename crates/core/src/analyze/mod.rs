//! An article in, what is known about the inside of its text out: sentences, names, figures, dates, quotes, terms.

mod figures;
mod lexicon;
mod names;
pub mod quotes;
mod signature;
mod terms;
mod tokens;

use crate::model::{
    Analysis, Article, BlockKind, DateRef, Language, Mention, Quote, Sentence, SentenceKind, Span,
};
use crate::text;
use lexicon::Vocabulary;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Settings of the analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalyzeConfig {
    /// Bytes of text that are looked at; sentences beyond are still given, but without names, quotes and figures.
    pub longest_text: usize,
}

impl Default for AnalyzeConfig {
    fn default() -> Self {
        Self { longest_text: 400_000 }
    }
}

/// Analyzes articles one after another and remembers what it learned about words.
///
/// What it remembers changes its speed only, never its results.
#[derive(Debug, Default)]
pub struct Analyzer {
    vocabularies: FxHashMap<Option<Language>, Vocabulary>,
}

/// Languages whose vocabularies are kept at the same time.
const LANGUAGES_KEPT: usize = 24;

impl Analyzer {
    /// Analyzes one article.
    pub fn analyze(&mut self, article: &Article, config: &AnalyzeConfig) -> Analysis {
        if self.vocabularies.len() > LANGUAGES_KEPT {
            self.vocabularies.clear();
        }
        let language = article.language.or_else(|| text::language::detect(&article.text));
        let vocabulary = self.vocabularies.entry(language).or_insert_with(|| Vocabulary::new(language));
        let sentences = sentences(article, language);
        let looked_at = within(&article.text, config.longest_text);
        let tokens = tokens::tokens(looked_at, &sentences, vocabulary);
        let names = names::find(looked_at, &sentences, &tokens, language);
        let anchor = article.published.map(|published| published.day);
        let dates = dates(article, looked_at, anchor, language);
        let figures = figures::find(looked_at, &sentences, &dates, &tokens, language);
        let found = quotes::find_in(looked_at, &article.blocks, &sentences, &tokens, &names);
        let quotes = found
            .iter()
            .filter(|q| q.speech && (q.closed || q.goes_on))
            .map(|q| Quote { span: q.span, speaker: q.speaker, cue: q.cue })
            .collect();
        let title = tokens::loose(&article.title, vocabulary);
        let terms = terms::count(&article.title, &title, looked_at, &tokens, &names.mentions);
        let signature = signature::signature(&title, &tokens);
        Analysis { sentences, mentions: names.mentions, figures, dates, quotes, terms, signature }
    }

    /// Sentences and signature alone, for the one who needs no more.
    pub fn outline(article: &Article, config: &AnalyzeConfig) -> Analysis {
        let language = article.language.or_else(|| text::language::detect(&article.text));
        let sentences = sentences(article, language);
        let looked_at = within(&article.text, config.longest_text);
        let mut keys = Vec::with_capacity(looked_at.len() / 5);
        for sentence in &sentences {
            let Some(slice) = looked_at.get(sentence.span.range()) else { break };
            tokens::keys(slice, &mut keys);
        }
        let mut title = Vec::new();
        tokens::keys(&article.title, &mut title);
        let signature = text::sketch::sketch(&title, &keys);
        Analysis { sentences, signature, ..Analysis::default() }
    }

    /// The quotations of an article with all that is known about them, and the mentions that their speakers point into.
    pub fn quotes(
        &mut self,
        article: &Article,
        config: &AnalyzeConfig,
    ) -> (Vec<quotes::Found>, Vec<Mention>) {
        let language = article.language.or_else(|| text::language::detect(&article.text));
        let vocabulary = self.vocabularies.entry(language).or_insert_with(|| Vocabulary::new(language));
        let sentences = sentences(article, language);
        let looked_at = within(&article.text, config.longest_text);
        let tokens = tokens::tokens(looked_at, &sentences, vocabulary);
        let names = names::find(looked_at, &sentences, &tokens, language);
        let found = quotes::find_in(looked_at, &article.blocks, &sentences, &tokens, &names);
        (found, names.mentions)
    }
}

thread_local! {
    static ANALYZER: RefCell<Analyzer> = RefCell::default();
}

/// Analyzes one article. Words that were met before are remembered for the next call.
pub fn analyze(article: &Article, config: &AnalyzeConfig) -> Analysis {
    ANALYZER.with_borrow_mut(|analyzer| analyzer.analyze(article, config))
}

/// The quotations of one article: see [`Analyzer::quotes`].
pub fn quotes(article: &Article, config: &AnalyzeConfig) -> (Vec<quotes::Found>, Vec<Mention>) {
    ANALYZER.with_borrow_mut(|analyzer| analyzer.quotes(article, config))
}

/// Sentences and signature of an article: see [`Analyzer::outline`].
pub fn outline(article: &Article, config: &AnalyzeConfig) -> Analysis {
    Analyzer::outline(article, config)
}

/// The start of a text, cut at a character boundary.
fn within(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn sentences(article: &Article, language: Option<Language>) -> Vec<Sentence> {
    let mut all = Vec::with_capacity(article.text.len() / 100 + 1);
    for (nth, block) in (0u32..).zip(&article.blocks) {
        let kind = match block.kind {
            // Where only the text of a page is given, a caption stands among its paragraphs.
            BlockKind::Paragraph if text::captions::is_caption(block.span.of(&article.text)) => {
                SentenceKind::Caption
            }
            BlockKind::Paragraph | BlockKind::Quotation => SentenceKind::Prose,
            BlockKind::Heading => SentenceKind::Heading,
            BlockKind::Caption => SentenceKind::Caption,
            BlockKind::ListItem | BlockKind::TableRow => SentenceKind::List,
        };
        let start = block.span.start;
        for span in text::sentences::sentences(block.span.of(&article.text), language) {
            let span = Span { start: span.start + start, end: span.end + start };
            all.push(Sentence { span, block: nth, kind });
        }
    }
    all
}

fn dates(
    article: &Article,
    looked_at: &str,
    anchor: Option<jiff::civil::Date>,
    language: Option<Language>,
) -> Vec<DateRef> {
    let mut all = Vec::new();
    for block in &article.blocks {
        let Some(slice) = looked_at.get(block.span.range()) else { break };
        let start = block.span.start;
        // "Today" in a post of a live blog is the day of the post.
        let anchor = if article.entries.is_empty() { anchor } else { article.day_of(block.span) };
        all.extend(text::dates::find(slice, anchor, language).into_iter().map(|found| DateRef {
            span: Span { start: found.span.start + start, end: found.span.end + start },
            when: found.when,
        }));
    }
    all
}

#[cfg(test)]
mod tests;
