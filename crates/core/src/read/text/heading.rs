//! Headings inside a plain text: titles, subheads, and words before a colon that lead into a paragraph.

/// Words that report speech: before a colon they attribute a quotation and head nothing.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "wrote",
    "writes",
    "added",
    "adds",
    "asked",
    "asks",
    "tweeted",
    "posted",
    "replied",
    "stated",
    "declared",
    "announced",
    "continued",
    "explained",
    "warned",
    "sagte",
    "dit",
    "dijo",
    "disse",
    "сказал",
    "statement",
    "reads",
    "read",
];

/// Single words that lead in.
const LEADS: &[&str] = &[
    "background",
    "context",
    "details",
    "analysis",
    "update",
    "timeline",
    "verdict",
    "reaction",
    "history",
    "why",
    "how",
    "what",
    "who",
    "takeaway",
    "hintergrund",
    "contexte",
    "contexto",
];

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Whether words report speech: a verb of speech that is not itself what somebody should do (`before you read`).
fn speaks(words: &[String]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map_or("", |before| words[before].as_str());
        SPEECH.contains(&word.as_str()) && !matches!(before, "you" | "to" | "we" | "should" | "must" | "can")
    })
}

/// Whether `text` is running text: a sentence that ends, and not a few words.
pub(super) fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let length = text.chars().count();
    (ends_sentence(text) && (words >= 8 || length >= 60)) || words > 30 || length > 220
}

/// Number of sentence ends in `text`, roughly.
pub(super) fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut chars = text.chars().peekable();
    let mut word = 0;
    while let Some(c) = chars.next() {
        match c {
            '.' | '!' | '?' | '…' => {
                while chars.peek().is_some_and(|next| "\"”’'»)".contains(*next)) {
                    chars.next();
                }
                let ends = chars.peek().is_none_or(|next| next.is_whitespace());
                count += usize::from(ends && word > 2);
                word = 0;
            }
            '。' | '！' | '？' | '؟' | '।' => count += 1,
            c if c.is_alphanumeric() => word += 1,
            _ => word = 0,
        }
    }
    count.max(1)
}

/// Whether `text` may be the headline of an article.
pub(super) fn is_headline(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let length = text.chars().count();
    let wide = text.chars().filter(|c| c.len_utf8() == 3).count() * 2 > length; // scripts without spaces
    (words >= 2 || wide && length >= 4)
        && !text.starts_with('(')
        && words <= 30
        && length <= 200
        && !text.ends_with(['.', ',', ';', ':', '。'])
        && text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
        && text.chars().any(char::is_alphabetic)
}

/// Whether `text`, with `next` after it, is a heading inside an article.
pub(super) fn is_subhead(text: &str, next: &str) -> bool {
    let words = text.split_whitespace().count();
    let colon = text.ends_with(':');
    let bare = text.trim_end_matches(':');
    if words == 0
        || words > 14
        || text.chars().count() > 110
        || next.is_empty()
        || next.chars().count() < text.chars().count()
    {
        return false;
    }
    let speech = bare.split_whitespace().any(|word| SPEECH.contains(&word.to_lowercase().as_str()));
    let begins = bare.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let open_quote = text.starts_with(['"', '“']) && !text.ends_with(['"', '”']);
    let ends = text.ends_with(['.', ',', ';', '!', '…', '-', '。']);
    begins
        && !ends
        && !open_quote
        && !(colon && (speech || words > 9))
        && (is_prose(next) || next.chars().count() > 60)
}

/// Words that lead into a paragraph (`What comes next: The council ...`): where they end and the rest begins.
pub(super) fn lead_in(text: &str) -> Option<(usize, usize)> {
    let at = text.find(": ")?;
    let (head, rest) = (&text[..at], &text[at + 2..]);
    let words: Vec<&str> = head.split_whitespace().collect();
    if words.len() > 10 || head.chars().count() > 80 || rest.chars().count() < 80 || !is_prose(rest) {
        return None;
    }
    let letters = |word: &&&str| word.chars().any(char::is_alphabetic);
    if !head.starts_with(char::is_uppercase)
        || head.contains(['"', '“', '”', '.', '?', '!', ';', ',', '(', '%', '$'])
    {
        return None;
    }
    if !rest
        .trim_start_matches(['"', '“', '‘', '\''])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    {
        return None;
    }
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let asks = matches!(
        lower[0].as_str(),
        "what" | "what's" | "what’s" | "why" | "how" | "where" | "when" | "who" | "was" | "warum" | "wie"
    );
    if !asks && (speaks(&lower) || rest.starts_with(['"', '“']) && words.len() > 3) {
        return None;
    }
    if words.len() == 1 {
        return LEADS.contains(&lower[0].as_str()).then_some((at, at + 2));
    }
    // A name before a colon is a speaker: in a lead-in, words beside the first are small.
    let small =
        words.iter().skip(1).filter(letters).filter(|word| word.starts_with(char::is_lowercase)).count();
    let others = words.iter().skip(1).filter(letters).count();
    (small * 2 >= others && small > 0).then_some((at, at + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_ins_are_not_speakers() {
        let rest =
            "The council meets on Monday to decide whether the pier may open again. Ferries wait until then.";
        let check = |head: &str, expected: bool| {
            assert_eq!(lead_in(&format!("{head}: {rest}")).is_some(), expected, "{head}")
        };
        check("What comes next", true);
        check("Some things to know before you board", true);
        check("Why it matters", true);
        check("Background", true);
        check("Ada Quay", false);
        check("The mayor told reporters", false);
        check("Harbour", false);
    }

    #[test]
    fn subheads() {
        let next = "The ferry left the pier at noon and did not come back until the fog had gone.";
        let check = |text: &str, expected: bool| assert_eq!(is_subhead(text, next), expected, "{text}");
        check("Safety at sea:", true);
        check("Fog and what it means for pilots", true);
        check("The mayor told reporters:", false);
        check("It rained.", false);
        check("and so on", false);
    }
}
