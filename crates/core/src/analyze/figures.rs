//! Figures with the thing they count.

use super::lexicon::class;
use super::tokens::Token;
use crate::model::{DateRef, Figure, Language, Sentence, Span};
use crate::text::hash::key64;
use crate::text::numbers::{self, Number, NumberKind};
use crate::text::words::WordKind;

/// Words after a figure among which its noun is looked for.
const NOUN_WITHIN: usize = 4;

/// The figures of the text, without those that are part of a date.
pub(super) fn find(
    text: &str,
    sentences: &[Sentence],
    dates: &[DateRef],
    tokens: &[Token],
    language: Option<Language>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut next_date = 0;
    let mut next_token = 0;
    for sentence in sentences {
        let Some(slice) = text.get(sentence.span.range()) else { break };
        let offset = sentence.span.start;
        for mut number in numbers::parse(slice, language) {
            number.span = moved(number.span, offset);
            number.unit = number.unit.map(|unit| moved(unit, offset));
            while dates.get(next_date).is_some_and(|date| date.span.end <= number.span.start) {
                next_date += 1;
            }
            if dates.get(next_date).is_some_and(|date| date.span.overlaps(number.span)) {
                continue;
            }
            while tokens.get(next_token).is_some_and(|token| token.span.end <= number.span.start) {
                next_token += 1;
            }
            let unit = unit_of(text, &number, &tokens[next_token..], sentence.span.end);
            figures.push(Figure { span: number.span, value: number.value, unit });
        }
    }
    figures
}

fn moved(span: Span, offset: u32) -> Span {
    Span { start: span.start + offset, end: span.end + offset }
}

/// Key of the unit: the sign, or the stem of the noun that is counted.
fn unit_of(text: &str, number: &Number, tokens: &[Token], end: u32) -> u64 {
    match number.kind {
        NumberKind::Percent => return key64("%"),
        NumberKind::Clock => return key64(":"),
        NumberKind::Money => {
            let sign = number.unit.map_or("$", |unit| unit.of(text));
            return key64(currency(sign));
        }
        NumberKind::Ordinal | NumberKind::Fraction => return 0,
        NumberKind::Cardinal | NumberKind::Interval | NumberKind::Vague => {}
    }
    let mut at = number.span.end;
    let mut best = 0;
    let after = tokens.iter().skip_while(|token| token.span.start < number.span.end);
    for token in after.take_while(|token| token.span.end <= end).take(NOUN_WITHIN) {
        // The counted noun stands in the same phrase: `12 people`, `12 of the wounded people`.
        let gap = &text[at as usize..token.span.start as usize];
        if gap.contains([',', ';', ':', '(', ')', '.', '"', '“']) || token.kind == WordKind::Number {
            break;
        }
        at = token.span.end;
        if token.term != 0 {
            best = u64::from(token.term);
            // Plurals end the phrase; adjectives before them do not.
            let slice = token.span.of(text);
            let noun = slice.ends_with('s')
                || slice.ends_with("people")
                || slice.ends_with("men")
                || slice.ends_with("children");
            if noun {
                break;
            }
        } else if best != 0 || token.is(class::PREPOSITION) && token.span.of(text) != "of" {
            break;
        }
    }
    best
}

/// One form for the signs and names of a currency.
fn currency(sign: &str) -> &'static str {
    let lower = sign.to_lowercase();
    match lower.trim_end_matches('s') {
        "€" | "euro" | "eur" => "€",
        "£" | "pound" | "gbp" | "pfund" => "£",
        "¥" | "yen" | "yuan" | "円" | "元" => "¥",
        "₹" | "rupee" | "r" => "₹",
        "₽" | "ruble" | "rouble" | "rubel" | "рубль" | "рублей" | "рубля" => "₽",
        "₴" | "hryvnia" | "гривень" | "гривен" => "₴",
        _ => "$",
    }
}
