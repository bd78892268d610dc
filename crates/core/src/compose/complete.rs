//! Sentences made whole: a person who was named in full before in the same article is named in full where the sentence
//! is told without what stood before it.

use super::material::Candidate;
use super::summary;
use crate::model::{Citation, DraftLine, Mention, MentionKind, Report, Span};
use crate::text::normalize::{capitalized, fold};

/// The candidate's words with the first bare surname made full, where `told` does not name that person yet. The line
/// then cites the place of the full name too.
pub(crate) fn line(candidate: &Candidate<'_>, reports: &[Report<'_>], told: &str) -> DraftLine {
    let plain = summary::line(candidate, reports);
    let report = &reports[candidate.report];
    let Some((at, full)) = missing_name(candidate, report, told) else { return plain };
    let text = &report.article.text;
    let before = Span { start: candidate.span.start, end: at.start }.of(text);
    let after = Span { start: at.end, end: candidate.span.end }.of(text);
    let whole = format!("{before}{}{after}", full.of(text));
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = Citation { article: report.article.id, span: full };
    let sentence = Citation { article: report.article.id, span: candidate.span };
    // A name at the very start leaves the words in their order: nothing is put in that its slices do not have there.
    let cites = if before.trim().is_empty() { vec![name, sentence] } else { vec![sentence, name] };
    DraftLine { text: capitalized(&whole), cites }
}

/// The first surname alone in the sentence, with the place before it that names the person in full.
fn missing_name(candidate: &Candidate<'_>, report: &Report<'_>, told: &str) -> Option<(Span, Span)> {
    let text = &report.article.text;
    let mentions = &report.analysis.mentions;
    let first = mentions.partition_point(|mention| mention.span.start < candidate.span.start);
    let inside = mentions[first..].iter().take_while(|mention| mention.span.end <= candidate.span.end);
    for mention in inside.take(4) {
        let word = bare(mention, text);
        let word_of = word.of(text);
        let names_a_person = matches!(mention.kind, MentionKind::Person | MentionKind::Other);
        if !names_a_person || word_of.contains(char::is_whitespace) || word_of.len() < 3 {
            continue;
        }
        // "Mr Quill", "Minister Quill": the title makes it readable, and a first name would not fit between.
        let head = Span { start: candidate.span.start, end: word.start }.of(text);
        if titled(head) || quoted(head) || particled(head) {
            continue;
        }
        let Some(full) = full_name(&mentions[..first], &fold(word_of), text) else { continue };
        let name = full.of(text);
        let here = candidate.span.of(text);
        if told.contains(name) || here.contains(name) {
            continue;
        }
        return Some((word, full));
    }
    None
}

/// The place of the only full name that ends with a surname. `None` where two people have it: a sentence told alone would
/// say which, and the article may mean the other.
fn full_name(mentions: &[Mention], surname: &str, text: &str) -> Option<Span> {
    let mut found: Option<(String, Span)> = None;
    for other in mentions.iter().take(300).filter(|other| other.kind == MentionKind::Person) {
        let span = bare(other, text);
        let name = span.of(text);
        let Some((given, last)) = name.rsplit_once(' ') else { continue };
        let given = fold(given);
        let several = given.split(' ').count() > 3 || name.contains('\n');
        if several || fold(last) != surname || given == surname || particled(first_word(name)) {
            continue;
        }
        match &found {
            None => found = Some((given, span)),
            // `Ada B. Quill` is the Ada Quill of before.
            Some((known, _)) if first_word(known) != first_word(&given) => return None,
            Some(_) => {}
        }
    }
    found.map(|(_, span)| span)
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// The mention without a genitive.
fn bare(mention: &Mention, text: &str) -> Span {
    let shown = mention.span.of(text);
    let bare = shown.strip_suffix("'s").or_else(|| shown.strip_suffix("\u{2019}s")).unwrap_or(shown);
    Span { start: mention.span.start, end: mention.span.start + bare.len() as u32 }
}

/// Whether a particle of the surname stands before its last word, or an article: "de Klerk" is one name, and "the Quill
/// family" has several members.
fn particled(head: &str) -> bool {
    let last = fold(head.split_whitespace().last().unwrap_or(""));
    [
        "de", "da", "di", "du", "del", "della", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la",
        "le", "ter", "ten", "zu", "the", "a", "an", "die", "das", "dem", "des", "los", "las", "les", "il",
        "lo",
    ]
    .contains(&&*last)
}

/// Whether the words before end in a title or a first name.
fn titled(head: &str) -> bool {
    let Some(last) = head.split_whitespace().last() else { return false };
    !last.ends_with(',')
        && last.chars().next().is_some_and(char::is_uppercase)
        && head.ends_with([' ', '\u{a0}'])
        && head.split_whitespace().count() > 1
        || [
            "Mr",
            "Mr.",
            "Mrs",
            "Mrs.",
            "Ms",
            "Ms.",
            "Dr",
            "Dr.",
            "Sir",
            "Lord",
            "Lady",
            "Gov.",
            "Sen.",
            "Rep.",
            "Judge",
            "President",
        ]
        .contains(&last)
}

/// Whether the place is inside of quotation marks: nobody's words are touched.
fn quoted(head: &str) -> bool {
    let plain = head.matches('"').count() % 2 == 1;
    let curly = head.matches(['\u{201c}', '\u{ab}', '\u{201e}']).count();
    plain || curly > head.matches(['\u{201d}', '\u{bb}']).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::material;
    use crate::compose::readings::Reading;
    use crate::model::{Analysis, Article, BlockKind, Sentence, SentenceKind};

    fn check(first: &str, second: &str, name: &str, expected: &str) {
        let text = format!("{first} {second}");
        let article = Article::from_blocks(None, 0, &[(BlockKind::Paragraph, &text)]);
        let mut analysis = Analysis::default();
        for (from, to) in [(0, first.len()), (first.len() + 1, text.len())] {
            analysis.sentences.push(Sentence {
                span: Span::new(from, to),
                block: 0,
                kind: SentenceKind::Prose,
            });
        }
        let surname = name.rsplit(' ').next().unwrap();
        for found in [name, surname] {
            let after = if found == name { 0 } else { first.len() };
            let start = after + text[after..].find(found).unwrap();
            let span = Span::new(start, start + found.len());
            analysis.mentions.push(Mention { span, kind: MentionKind::Person, key: 1 });
        }
        let report =
            Report { article: &article, analysis: &analysis, copy_of: None, event: 0, independent: 0 };
        let material = material::alone(&report, &Reading::of(&report, None));
        assert_eq!(line(&material.candidates[1], &[report], "").text, expected);
    }

    #[test]
    fn a_bare_surname_is_made_full() {
        let first = "The harbor is led by Ada Quill since May.";
        check(first, "Quill closed it on Monday night.", "Ada Quill", "Ada Quill closed it on Monday night.");
        check(
            first,
            "On Monday Quill\u{2019}s office closed it for good.",
            "Ada Quill",
            "On Monday Quill\u{2019}s office closed it for good.",
        );
        check(
            first,
            "On Monday de Quill closed it for good.",
            "Ada Quill",
            "On Monday de Quill closed it for good.",
        );
        check(first, "Police asked Quill to close it.", "Ada Quill", "Police asked Ada Quill to close it.");
        check(
            first,
            "\u{201c}Quill has closed it,\u{201d} said the mayor.",
            "Ada Quill",
            "\u{201c}Quill has closed it,\u{201d} said the mayor.",
        );
    }
}
