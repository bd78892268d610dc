//! The words around a date that is shown, and what they say it is the date of.

use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Words that introduce a date of change.
const CHANGED: &[&str] = &[
    "last updated",
    "updated",
    "letzte änderung",
    "update:",
    "modified",
    "edited",
    "aktualisiert",
    "stand:",
    "geändert",
    "actualizado",
    "actualizada",
    "actualización",
    "mis à jour",
    "mise à jour",
    "modifié",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "oppdatert",
    "uppdaterad",
    "opdateret",
    "zaktualizowano",
    "päivitetty",
    "güncelleme",
    "обновлено",
    "оновлено",
    "最終更新",
    "更新",
    "수정",
    "reviewed",
    "revised",
];
/// Words that introduce a date of publication.
const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "veröffentlicht",
    "publicado",
    "publicada",
    "publié",
    "publiée",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "publisert",
    "publicerad",
    "publiceret",
    "opublikowano",
    "julkaistu",
    "yayın",
    "опубликовано",
    "опубліковано",
    "公開",
    "发布",
    "發布",
    "입력",
    "등록",
    "submitted",
    "released",
    "erschienen",
    "created",
    "erstellt",
    "written",
    "diterbitkan",
    "đăng",
    "date:",
    "issued",
    "first published",
];

/// Both, ready to be searched for.
static CUES: LazyLock<Vec<(Finder, Label)>> = LazyLock::new(|| {
    let changed = CHANGED.iter().map(|word| (Finder::new(word), Label::Changed));
    changed.chain(PUBLISHED.iter().map(|word| (Finder::new(word), Label::Published))).collect()
});

/// What a date is the date of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    /// No word says.
    None,
    /// Publication.
    Published,
    /// Change.
    Changed,
}

/// Cuts a line at the words that say what a date is about.
pub(super) fn labeled(text: &str) -> Vec<(Label, String)> {
    let lower = text.to_lowercase();
    let mut cuts: Vec<(usize, Label)> = Vec::new();
    for (word, label) in CUES.iter() {
        for at in word.find_iter(lower.as_bytes()) {
            cuts.push((at, *label));
            if cuts.len() > 12 {
                break;
            }
        }
    }
    if cuts.is_empty() {
        return vec![(Label::None, text.to_owned())];
    }
    cuts.sort_by_key(|cut| cut.0);
    let mut pieces = Vec::new();
    if cuts[0].0 > 0 {
        pieces.push((Label::None, lower[..cuts[0].0].to_owned()));
    }
    for (at, cut) in cuts.iter().enumerate() {
        let end = cuts.get(at + 1).map_or(lower.len(), |next| next.0);
        pieces.push((cut.1, lower[cut.0..end].to_owned()));
    }
    pieces
}

/// Whether a text speaks of a change.
pub(super) fn says_changed(text: &str) -> bool {
    let lower = text.to_lowercase();
    CHANGED.iter().any(|word| lower.contains(word))
}

/// A quick look, before a text is cut into words: a year of four digits, digits beside a mark, or digits that are not
/// ASCII.
pub(super) fn may_hold_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let end = at + run;
        if run >= 4
            || matches!(bytes.get(end), Some(b'.' | b'/' | b'-' | b'\'')) && digit(end + 1)
            || bytes.get(end).is_some_and(|b| !b.is_ascii())
        {
            return true;
        }
        // "3 May '24", "Dec 3 24": a year of two digits.
        if run == 2
            && at > 0
            && matches!(bytes[at - 1], b'\'' | b' ' | b'-')
            && bytes[..at].iter().any(u8::is_ascii_digit)
        {
            return true;
        }
        at = end;
    }
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_apart() {
        let labels: Vec<Label> =
            labeled("Published May 3, 2024 Updated June 1, 2024").into_iter().map(|piece| piece.0).collect();
        assert_eq!(labels, [Label::Published, Label::Changed]);
        assert!(may_hold_date("3/4/25") && may_hold_date("May 2024") && !may_hold_date("5 min read"));
    }
}
