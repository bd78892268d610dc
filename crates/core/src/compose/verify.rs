//! A claim against source texts: are its figures, names, dates, negations, offices and who-did-what-to-whom borne out?
//!
//! Each sentence of the claim is bound to the source sentence that shares most of its rare words; against that sentence simple
//! symbolic checks see what they cannot see against a whole document. What they do not see is a paraphrase that
//! changes the meaning without touching a figure, a name or a guard word: "supported" says lexically grounded, not true.

use super::check::meaning;
use super::check::tokens::{Token, tokens};
use crate::model::{Language, Span};
use crate::text::calendar::is_calendar_word;
use crate::text::sentences::sentences;
use crate::text::stem::Stemmer;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Share of a sentence's weighted words that its sources must have for it to be supported.
const SHARED: f64 = 0.6;
/// Source sentences read at most; the rest of longer sources is not looked at.
const MOST_SENTENCES: usize = 5_000;
/// Neighbors of the best sentence whose words count as evidence too.
const NEAR: usize = 2;

/// What speaks against a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Which check failed: `number`, `date`, `name`, `guard`, `roles`, `words`.
    pub kind: &'static str,
    /// What is wrong, for people.
    pub detail: String,
    /// Index of the source that was compared; `None` where no source has anything like the claim.
    pub source: Option<usize>,
    /// The sentence of the source that was compared.
    pub span: Span,
}

/// How far sources bear out a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether nothing speaks against it and its words are there.
    pub supported: bool,
    /// 0 to 1: the share of its weighted words found, of its weakest sentence; lowered by each doubt.
    pub score: f64,
    /// What speaks against it.
    pub why: Vec<Doubt>,
}

struct Evidence {
    source: usize,
    span: Span,
    tokens: Vec<Token>,
    stems: BTreeSet<u64>,
}

/// Checks a claim of one or more sentences against source texts. Linear in the sources.
pub fn verify(claim: &str, sources: &[&str], language: Option<Language>) -> Verdict {
    let language = language.or(Some(Language::ENGLISH));
    let mut stemmer = Stemmer::new(language);
    let mut evidence: Vec<Evidence> = Vec::new();
    for (source, text) in sources.iter().enumerate() {
        for span in blocks(text).flat_map(|block| within(text, block, language)) {
            if evidence.len() == MOST_SENTENCES {
                break;
            }
            let tokens = tokens(span.of(text), language, &mut stemmer);
            let stems = tokens.iter().map(|token| token.stem).collect();
            evidence.push(Evidence { source, span, tokens, stems });
        }
    }
    let mut rarity: FxHashMap<u64, f64> = FxHashMap::default();
    for one in &evidence {
        for stem in &one.stems {
            *rarity.entry(*stem).or_default() += 1.0;
        }
    }
    let total = evidence.len() as f64 + 1.0;
    rarity.values_mut().for_each(|times| *times = libm::log(1.0 + total / *times));
    let unseen = libm::log(1.0 + total);
    let mut verdict = Verdict { supported: true, score: 1.0, why: Vec::new() };
    for span in blocks(claim).flat_map(|block| within(claim, block, language)) {
        let told = tokens(span.of(claim), language, &mut stemmer);
        let weight = |token: &Token| rarity.get(&token.stem).copied().unwrap_or(unseen);
        let score = sentence(&told, &evidence, weight, language, &mut verdict.why);
        verdict.score = verdict.score.min(score);
    }
    verdict.supported = verdict.why.is_empty();
    verdict
}

/// The blocks of a text: what blank lines part.
fn blocks(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split("\n\n").filter_map(move |block| {
        let span = Span::new(at, at + block.len());
        at += block.len() + 2;
        (!block.trim().is_empty()).then_some(span)
    })
}

fn within(text: &str, block: Span, language: Option<Language>) -> Vec<Span> {
    let moved = |span: Span| Span { start: span.start + block.start, end: span.end + block.start };
    sentences(block.of(text), language).into_iter().map(moved).collect()
}

/// Checks one sentence; returns its score and adds its doubts.
fn sentence(
    told: &[Token],
    evidence: &[Evidence],
    weight: impl Fn(&Token) -> f64,
    language: Option<Language>,
    why: &mut Vec<Doubt>,
) -> f64 {
    let content: Vec<&Token> = told.iter().filter(|token| token.content).collect();
    let all: f64 = content.iter().map(|token| weight(token)).sum();
    if all <= 0.0 {
        return 1.0;
    }
    let found = |known: &Evidence| -> f64 {
        let share: f64 =
            content.iter().filter(|token| has(&known.tokens, token)).map(|token| weight(token)).sum();
        let pairs = told.windows(2).filter(|pair| {
            known
                .tokens
                .windows(2)
                .any(|other| other[0].stem == pair[0].stem && other[1].stem == pair[1].stem)
        });
        share / all + 0.3 * pairs.count() as f64 / told.len() as f64
    };
    let best = evidence
        .iter()
        .enumerate()
        .map(|(index, known)| (found(known), index))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let Some((_, best)) = best else {
        why.push(Doubt {
            kind: "words",
            detail: "there is no source".to_owned(),
            source: None,
            span: Span::default(),
        });
        return 0.0;
    };
    let known = &evidence[best];
    let near: Vec<&Evidence> = evidence[best.saturating_sub(NEAR)..(best + NEAR + 1).min(evidence.len())]
        .iter()
        .filter(|other| other.source == known.source)
        .collect();
    let in_any = |token: &Token| near.iter().any(|other| has(&other.tokens, token));
    let own: f64 = content.iter().filter(|token| has(&known.tokens, token)).map(|token| weight(token)).sum();
    let wide: f64 = content.iter().filter(|token| in_any(token)).map(|token| weight(token)).sum();
    let close = own / all >= 0.75;
    let mut doubts: Vec<(&'static str, String)> = Vec::new();
    for (at, token) in told.iter().enumerate() {
        let there = if close { has(&known.tokens, token) } else { in_any(token) };
        if there || !token.content || meaning::is_guard(told, at) {
            continue;
        }
        if token.value.is_some() {
            doubts.push(("number", format!("the figure {} is not in the source", token.lower)));
        } else if is_calendar_word(token.lower.strip_suffix("'s").unwrap_or(&token.lower), language) {
            doubts.push(("date", format!("the date word {} is not in the source", token.lower)));
        } else if token.capital
            && (close || !token.opens || told.get(at + 1).is_some_and(|next| next.capital))
        {
            doubts.push(("name", format!("the name {} is not in the source", token.lower)));
        }
    }
    if doubts.is_empty() && close {
        if let Err(fault) = meaning::kept(told, &known.tokens) {
            doubts.push(("guard", fault));
        } else if meaning::swapped(told, &known.tokens) || meaning::reordered(told, &known.tokens) {
            doubts.push(("roles", "two names stand the other way round in the source".to_owned()));
        }
    }
    let shared = wide / all;
    if shared < SHARED {
        doubts.push(("words", format!("only {:.0}% of its words are in the source", shared * 100.0)));
    }
    let score = (0.5 * own / all + 0.5 * shared) * if doubts.is_empty() { 1.0 } else { 0.4 };
    why.extend(doubts.into_iter().map(|(kind, detail)| Doubt {
        kind,
        detail,
        source: Some(known.source),
        span: known.span,
    }));
    score.clamp(0.0, 1.0)
}

/// Whether the tokens hold this one: by stem, or by value.
fn has(known: &[Token], token: &Token) -> bool {
    known.iter().any(|other| match (token.value, other.value) {
        (Some(one), Some(two)) => one == two,
        (None, None) => token.stem == other.stem,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "The old pier at Lumen was closed on Monday. At least twelve people were killed when \
        the ferry Arden sank, harbor master Ada Quill told Minister Teo Brandt. The ferry was not full.";

    fn check(claim: &str, expected: &[&str]) {
        let verdict = verify(claim, &[SOURCE], None);
        let kinds: Vec<&str> = verdict.why.iter().map(|doubt| doubt.kind).collect();
        assert_eq!(kinds, expected, "{claim}: {verdict:?}");
        assert_eq!(verdict.supported, expected.is_empty());
    }

    #[test]
    fn claims_are_bound_to_their_sentence() {
        check("At least twelve people were killed when the ferry Arden sank.", &[]);
        check("At least 12 people were killed when the ferry Arden sank.", &[]);
        check("At least 13 people were killed when the ferry Arden sank.", &["number"]);
        check("Dozens of people were killed when the ferry Arden sank.", &["guard"]);
        check("At least twelve people were killed when the ferry Vesper sank.", &["name"]);
        check("The ferry was full.", &["guard"]);
        check("The old pier at Lumen was closed on Friday.", &["date"]);
        check(
            "Minister Teo Brandt told harbor master Ada Quill at least twelve people were killed.",
            &["roles"],
        );
        check("Storms drove villagers out of their homes.", &["words"]);
    }
}
