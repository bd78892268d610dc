//! What stands beside a number and says what it counts: percent and money, as signs or as words.

use super::{Number, NumberKind, Parser};
use crate::model::Span;

impl Parser<'_> {
    /// Percent, currency and the like beside a number.
    pub(super) fn look_around(&mut self, number: &mut Number, at: usize, next: usize) {
        if !matches!(number.kind, NumberKind::Cardinal | NumberKind::Interval | NumberKind::Vague) {
            return;
        }
        let end = number.span.end as usize;
        let start = number.span.start as usize;
        let rest = &self.text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        let after = &rest[gap.min(rest.len())..];
        if gap <= 3 && after.starts_with(['%', '％', '٪']) {
            let sign = after.chars().next().map_or(1, char::len_utf8);
            number.unit = Some(Span::new(end + gap, end + gap + sign));
            number.kind = NumberKind::Percent;
            return;
        }
        if after.starts_with(['€', '£', '$', '₽', '₴', '¥', '₹', '円', '元']) && gap <= 3 {
            let sign = after.chars().next().map_or(1, char::len_utf8);
            number.unit = Some(Span::new(end + gap, end + gap + sign));
            number.kind = NumberKind::Money;
            return;
        }
        let before = self.text[..start].trim_end_matches([' ', '\u{a0}']);
        if start - before.len() <= 2
            && let Some(sign) = before.chars().next_back()
            && matches!(sign, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₩' | '₪' | '₺' | '฿' | '₫')
        {
            number.unit = Some(Span::new(before.len() - sign.len_utf8(), before.len()));
            number.kind = NumberKind::Money;
            return;
        }
        if !self.adjoin(next.saturating_sub(1)) {
            return;
        }
        let Some(atom) = self.atoms.get(next).copied() else { return };
        let two = matches!(self.of(next + 1), "cent" | "ciento" | "cento")
            && matches!(self.of(next), "per" | "por" | "pour");
        let folded = self.folded(next);
        if two {
            number.kind = NumberKind::Percent;
            number.unit = Some(Span { start: atom.span.start, end: self.atoms[next + 1].span.end });
        } else if is_percent(folded) {
            number.kind = NumberKind::Percent;
            number.unit = Some(atom.span);
        } else if is_currency(folded) {
            number.kind = NumberKind::Money;
            number.unit = Some(atom.span);
        } else if at > 0
            && matches!(self.of(at - 1), "USD" | "EUR" | "GBP" | "US$" | "Rs" | "CHF" | "RM" | "R")
        {
            number.kind = NumberKind::Money;
            number.unit = Some(self.atoms[at - 1].span);
        }
    }
}

fn is_percent(folded: &str) -> bool {
    folded.starts_with("percent")
        || folded.starts_with("prozent")
        || folded.starts_with("процент")
        || folded.starts_with("відсотк")
        || matches!(folded, "procent" | "procenta" | "porcentaje" | "pct" | "percenten" | "pp")
}

fn is_currency(folded: &str) -> bool {
    matches!(
        folded,
        "dollar"
            | "dollars"
            | "euro"
            | "euros"
            | "pound"
            | "pounds"
            | "yen"
            | "yuan"
            | "rupee"
            | "rupees"
            | "ruble"
            | "rubles"
            | "rouble"
            | "roubles"
            | "hryvnia"
            | "hryvnias"
            | "franc"
            | "francs"
            | "peso"
            | "pesos"
            | "won"
            | "lira"
            | "liras"
            | "zloty"
            | "zlotys"
            | "krona"
            | "kronor"
            | "kroner"
            | "real"
            | "reais"
            | "rand"
            | "cents"
            | "dolares"
            | "dolar"
            | "dolari"
            | "franken"
            | "rubel"
            | "pfund"
            | "livres"
            | "dolarow"
            | "zlotych"
            | "доллар"
            | "доллара"
            | "долларов"
            | "рубль"
            | "рубля"
            | "рублеи"
            | "рублей"
            | "евро"
            | "гривень"
            | "гривен"
            | "доларів"
            | "долари"
            | "євро"
            | "usd"
            | "eur"
            | "gbp"
    )
}
