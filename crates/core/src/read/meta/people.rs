//! Names of people out of bylines: what stands around the names is taken off, and what is no name is left out.

use super::lexicon::{Kinds, kinds};
use super::plain::{collapse, fold, words};

/// What a byline must not give: names of the outlet itself.
#[derive(Clone, Debug, Default)]
pub(super) struct NotPeople {
    /// Folded names of the outlet, its domain and parts of both.
    pub folded: Vec<String>,
}

/// Longest name in bytes and words.
const LONGEST: usize = 70;
const MOST_WORDS: usize = 6;

/// A name in a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Cleaned.
    pub name: String,
    /// Whether it is that of a desk, an agency or another organization.
    pub organization: bool,
}

/// The names in `raw`, in order, cleaned; empty where there is none.
pub(super) fn names_in(raw: &str, not: &NotPeople) -> Vec<Found> {
    let mut names: Vec<Found> = Vec::new();
    if raw.len() > 1_500 || raw.contains("://") {
        return names;
    }
    let text = without_brackets(&collapse(raw));
    let text = after_opener(&text);
    for (piece, joint) in split(text) {
        let Some(found) = clean(piece, joint, not) else { continue };
        // "Ada Lind Ada Lind", "Ada Lind Harbour Post": what begins with a name that is there already adds nothing.
        let again = names.iter().any(|known| {
            found.name.len() >= known.name.len() && fold(&found.name).starts_with(&fold(&known.name))
        });
        if !again {
            names.push(found);
        }
        if names.len() >= 30 {
            break;
        }
    }
    names
}

/// Words behind which a name stands.
const STRONG: [&str; 11] = ["by", "von", "par", "por", "door", "av", "af", "przez", "oleh", "bởi", "di"];

/// Whether a line begins as a byline does.
pub(super) fn has_opener(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = text.split(|c: char| c.is_whitespace() || c == ':' || c == '：');
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    // Most lines do not, as their first words show at once.
    let may = |word: &str| !word.is_ascii() || STRONG.iter().any(|known| word.eq_ignore_ascii_case(known));
    let behind = text.get(first.len()..).unwrap_or("");
    if !may(first) && !may(second) && !behind.starts_with([':', '：']) && behind_date(text).is_none() {
        return false;
    }
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let colon = text.get(first.len()..).unwrap_or("").starts_with([':', '：']);
    let upper = text
        .get(first.len()..)
        .unwrap_or("")
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
        .starts_with(|c: char| c.is_uppercase() || !c.is_ascii() || c == '<');
    if matches!(
        first.as_str(),
        "edited" | "reviewed" | "photo" | "photos" | "foto" | "image" | "illustration" | "produced"
    ) {
        return false;
    }
    STRONG.contains(&first.as_str()) && upper
        || behind_date(text).is_some()
        || STRONG.contains(&second.as_str()) && kinds(first.as_str()).any(Kinds::OPENER)
        || colon
            && matches!(
                first.as_str(),
                "autor"
                    | "autorin"
                    | "author"
                    | "authors"
                    | "auteur"
                    | "contributor"
                    | "contributors"
                    | "text"
                    | "tekst"
                    | "texto"
                    | "words"
                    | "автор"
                    | "作者"
                    | "文"
            )
}

/// The name in "Posted on 3 May 2024 by Ada Lind".
fn behind_date(text: &str) -> Option<&str> {
    let first = text.split(' ').next()?;
    if !["posted", "published"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return None;
    }
    let (date, name) = text.split_once(" by ")?;
    (date.len() < 80
        && date.contains(|c: char| c.is_ascii_digit())
        && name.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()))
    .then_some(name)
}

/// Leaves out what stands in brackets: initials, roles, outlets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0u32;
    text.chars()
        .filter(|c| {
            match c {
                '(' | '[' | '（' => depth += 1,
                ')' | ']' | '）' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// The text behind "By" and what is like it.
pub(super) fn after_opener(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(name) = behind_date(rest) {
        return name;
    }
    // "News By A. Name published ...": what stands before a strong opener is no name, if it is short.
    let mut offset = 0;
    for (count, word) in text.split(' ').enumerate() {
        let lower = word.to_lowercase();
        if count > 0
            && count < 6
            && kinds(lower.trim_start_matches(|c: char| !c.is_alphanumeric())).any(Kinds::STRONG_OPENER)
            && text[..offset].split_whitespace().all(|w| {
                let w = w.to_lowercase();
                let w = w.trim_matches(|c: char| !c.is_alphanumeric());
                w.is_empty() || kinds(w).any(Kinds::OPENER) || kinds(w).any(Kinds::ROLE)
            })
        {
            rest = &text[offset + word.len()..];
        }
        offset += word.len() + 1;
        if offset >= text.len() {
            break;
        }
    }
    let mut rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    for _ in 0..4 {
        let end = rest.find([' ', ':', '：']).unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        let followed_by_colon = rest[end..].starts_with([':', '：']);
        let strong = kinds(word.as_str()).any(Kinds::STRONG_OPENER)
            || followed_by_colon && kinds(word.as_str()).any(Kinds::OPENER);
        let weak = kinds(word.as_str()).any(Kinds::OPENER)
            && rest[end..].split_whitespace().next().is_some_and(|next| {
                let next = next.to_lowercase();
                let next = next.trim_end_matches([':', '：']);
                kinds(next).any(Kinds::STRONG_OPENER) || kinds(next).any(Kinds::OPENER)
            });
        if !(strong || weak) || end == rest.len() {
            break;
        }
        rest = rest[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    rest
}

/// What stands before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Nothing: it is the first.
    Start,
    /// "and".
    Word,
    /// A comma or the like.
    Comma,
    /// A bar, dot or dash.
    Mark,
}

/// Marks between names, and between a name and what else stands in a byline.
const MARKS: [char; 16] = ['|', '•', '·', '∙', '⋅', ';', '\n', '/', '—', '–', '●', '►', '、', '，', ',', '|'];

/// Cuts a byline into pieces that may be names.
fn split(text: &str) -> Vec<(&str, Joint)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut joint = Joint::Start;
    loop {
        let end = rest.find(MARKS).unwrap_or(rest.len());
        let part = &rest[..end];
        let mut before = joint;
        let mut start = 0;
        let mut offset = 0;
        let mut cut = false;
        for word in part.split(' ') {
            let lower = word.to_lowercase();
            let joins = matches!(
                lower.as_str(),
                "and"
                    | "und"
                    | "et"
                    | "y"
                    | "e"
                    | "&"
                    | "og"
                    | "och"
                    | "with"
                    | "mit"
                    | "avec"
                    | "con"
                    | "i"
                    | "ve"
                    | "-"
                    | "by"
                    | "by:"
            );
            let ends = matches!(
                lower.as_str(),
                "published"
                    | "updated"
                    | "posted"
                    | "for"
                    | "für"
                    | "on"
                    | "in"
                    | "at"
                    | "from"
                    | "aus"
                    | "is"
                    | "am"
                    | "last"
                    | "contributions"
                    | "publié"
                    | "publicado"
                    | "aktualisiert"
                    | "veröffentlicht"
                    | "who"
                    | "special"
                    | "reviewed"
                    | "edited"
                    | "fact"
                    | "medically"
                    | "via"
                    | "to"
                    | "est"
                    | "le"
                    | "als"
                    | "as"
                    | "min"
                    | "read"
                    | "photos"
                    | "photographs"
                    | "illustration"
            );
            // "Reviewed by": whoever follows checked the piece and did not write it.
            let checked =
                matches!(lower.as_str(), "reviewed" | "edited" | "fact-checked" | "fact" | "medically");
            if offset == 0 && checked && !pieces.is_empty() {
                cut = true;
                break;
            }
            if offset > 0 && (joins || ends) {
                pieces.push((&part[start..offset], before));
                before = if lower == "-" { Joint::Mark } else { Joint::Word };
                start = offset + word.len();
                if ends {
                    cut = true;
                    break;
                }
            }
            offset += word.len() + 1;
            if offset > part.len() {
                break;
            }
        }
        if start < part.len() && !cut {
            pieces.push((&part[start..], before));
        }
        // "Name published 3 May, updated ...": nothing behind it is a name.
        let Some(mark) = rest[end..].chars().next().filter(|_| !cut) else { break };
        joint = if matches!(mark, ',' | '，' | '、' | ';' | '/') { Joint::Comma } else { Joint::Mark };
        rest = &rest[end + mark.len_utf8()..];
    }
    pieces
}

/// One name, cleaned; `None` where the piece is none.
fn clean(piece: &str, joint: Joint, not: &NotPeople) -> Option<Found> {
    let mut piece =
        piece.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_start_matches('.').trim();
    if let Some(at) = piece.find(" @") {
        piece = piece[..at].trim_end();
    }
    // A date or time behind the name: cut at the first word that begins with a digit or is a month before one.
    if let Some(at) = piece.find(|c: char| c.is_ascii_digit()) {
        let single = !piece.contains(' ');
        if !single {
            let before = &piece[..at];
            let cut = before.rfind(' ').map_or(0, |space| {
                let last = before[..space].trim_end();
                let word = before[space..].trim();
                // "Name Dec. 17": the month goes too.
                if word.is_empty() && is_calendar_word(last.rsplit(' ').next().unwrap_or("")) {
                    last.rfind(' ').unwrap_or(0)
                } else {
                    space
                }
            });
            piece = piece[..cut].trim_end();
        }
    }
    if piece.len() < 2
        || piece.len() > LONGEST
        || piece.contains("://")
        || piece.contains('@')
        || piece.contains(".com/")
    {
        return None;
    }
    let mut parts: Vec<&str> = piece.split(' ').filter(|part| !part.is_empty()).collect();
    // "Ada Lind The Coastal Press": the name, then for whom.
    if let Some(at) = parts.iter().position(|part| *part == "The")
        && (2..=3).contains(&at)
        && parts[at..].iter().any(|part| kinds(&part.to_lowercase()).any(Kinds::ORGANIZATION))
    {
        parts.truncate(at);
    }
    while parts.len() > 1 {
        let last = parts[parts.len() - 1].to_lowercase();
        let last = last.trim_matches(|c: char| !c.is_alphanumeric());
        if last.is_empty()
            || kinds(last).any(Kinds::ROLE) && joint != Joint::Comma
            || is_calendar_word(last)
            || matches!(last, "by" | "the" | "of" | "and")
        {
            parts.pop();
        } else {
            break;
        }
    }
    let lower: Vec<String> = words(&parts.join(" "));
    if parts.is_empty() || parts.len() > MOST_WORDS || lower.is_empty() {
        return None;
    }
    if lower.iter().all(|word| {
        kinds(word).any(Kinds::ROLE)
            || kinds(word).any(Kinds::OPENER)
            || kinds(word).any(Kinds::ORGANIZATION)
            || is_calendar_word(word)
    }) {
        return None;
    }
    if lower.iter().any(|word| kinds(word).any(Kinds::NEVER)) || piece.contains([':', '：']) {
        return None;
    }
    // "Head of Harbour Affairs": an office, not its holder.
    if kinds(&lower[0]).any(Kinds::ROLE) && lower.iter().any(|word| matches!(word.as_str(), "of" | "for")) {
        return None;
    }
    let latin = lower.iter().all(|word| word.chars().all(|c| (c as u32) < 0x250));
    // Behind a comma a title or a place is as likely as a name: only what has the form of a name counts.
    if matches!(joint, Joint::Comma | Joint::Mark)
        && latin
        && (parts.len() < 2
            || lower.iter().any(|word| kinds(word).any(Kinds::ROLE) || matches!(word.as_str(), "of" | "for"))
            || !parts.iter().all(|part| starts_like_a_name(part)))
    {
        return None;
    }
    let name = parts.join(" ");
    if !name.contains(' ')
        && name.contains('.')
        && name
            .rsplit('.')
            .next()
            .is_some_and(|end| (2..=4).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase()))
    {
        return None; // a domain
    }
    let organization = lower.iter().any(|word| kinds(word).any(Kinds::ORGANIZATION));
    let folded = fold(&name);
    if not.folded.contains(&folded) {
        // A site may bear the name of the one who writes it.
        let personal = !organization
            && (2..=4).contains(&parts.len())
            && parts.iter().all(|part| starts_like_a_name(part) && part.chars().any(char::is_lowercase))
            && !parts[0].eq_ignore_ascii_case("the");
        if !personal {
            return None;
        }
    }
    // "Harbour Staff", "Team Harbour": the outlet under another word.
    if organization {
        let rest: String = lower
            .iter()
            .filter(|word| {
                !kinds(word).any(Kinds::ORGANIZATION) && !kinds(word).any(Kinds::ROLE) && *word != "the"
            })
            .map(|word| fold(word))
            .collect();
        if rest.is_empty() || not.folded.contains(&rest) {
            return None;
        }
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters * 10 < name.chars().filter(|c| !c.is_whitespace()).count() * 6 {
        return None;
    }
    Some(Found { name: case_of(&name), organization })
}

/// Whether what a link or a line without "By" says has the form of a name: two to four parts that begin as names do, or a
/// script without capitals.
pub(super) fn is_full_name(name: &str) -> bool {
    !name.is_ascii() && !name.chars().any(char::is_uppercase)
        || (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(starts_like_a_name)
}

/// The organization that a byline names, as it stands there; `None` where it is a bare role ("Staff"), a date, an
/// address or what belongs to the page around it.
pub(super) fn organization_in(line: &str) -> Option<String> {
    let line = collapse(line);
    let mut name = after_opener(&line);
    name = name.split(['|', '•', '·', '(', '\n']).next().unwrap_or(name).trim();
    if let Some(at) = name.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0) {
        // "Harbour Post - 3 May": a date or the minutes of reading behind it.
        let before = name[..at].trim_end();
        name = if name[..at].ends_with(' ') {
            before.trim_end_matches(['-', '–', '—', ',', ' '])
        } else {
            name
        };
    }
    let name = name.trim_matches([' ', '-', '–', '—', ',', ';', ':', '.']);
    let lower = words(name);
    let is_bare = lower.iter().all(|word| {
        kinds(word).any(Kinds::ROLE.or(Kinds::OPENER).or(Kinds::CALENDAR))
            || matches!(
                word.as_str(),
                "staff" | "team" | "desk" | "newsroom" | "editors" | "writers" | "reporters"
            )
            || word.starts_with("redak")
            || word.starts_with("redac")
    });
    let is_other = lower.iter().any(|word| kinds(word).any(Kinds::NEVER))
        || name.contains(['@', '?', '!', '=', '<', '{'])
        || name.contains("://");
    let fits = (2..=60).contains(&name.len()) && (1..=6).contains(&lower.len());
    (fits && !is_bare && !is_other && name.chars().any(char::is_alphabetic)).then(|| name.to_owned())
}

/// Whether a part of a name begins as parts of names do: with a capital, or a small particle.
fn starts_like_a_name(part: &str) -> bool {
    part.chars().next().is_some_and(|c| !c.is_lowercase())
        || matches!(
            part.to_lowercase().as_str(),
            "van"
                | "von"
                | "de"
                | "der"
                | "den"
                | "del"
                | "di"
                | "da"
                | "dos"
                | "du"
                | "la"
                | "le"
                | "bin"
                | "al"
                | "el"
                | "ten"
                | "ter"
                | "y"
                | "zu"
                | "af"
                | "av"
        )
        || part.starts_with(['d', 'l', 'o', 'a']) && part.get(1..2).is_some_and(|c| c == "'" || c == "-")
        || part.starts_with("d’")
}

fn is_calendar_word(word: &str) -> bool {
    kinds(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).any(Kinds::CALENDAR)
}

/// A name in capitals, as some outlets print it, in ordinary letters; any other as it is.
fn case_of(name: &str) -> String {
    let long = name.chars().filter(|c| c.is_alphabetic()).count() > 4 && name.contains(' ');
    if !long || name.chars().any(char::is_lowercase) || !name.chars().any(char::is_uppercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for (at, word) in name.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let initials = word.contains('.') || word.len() == 2 && !word.contains(['A', 'E', 'I', 'O', 'U']);
        let mut first = true;
        for c in word.chars() {
            if initials || first {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
            first = !c.is_alphanumeric();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &[&str]) {
        let not = NotPeople { folded: vec!["harbourpost".into()] };
        let names: Vec<String> =
            names_in(raw, &not).into_iter().filter(|n| !n.organization).map(|n| n.name).collect();
        assert_eq!(names, expected, "{raw}");
    }

    #[test]
    fn names_are_cleaned() {
        check("By Ada Lind", &["Ada Lind"]);
        check("Written by Ada Lind | Published on May 3, 2024", &["Ada Lind"]);
        check("Von Ada Lind und Bo Kern", &["Ada Lind", "Bo Kern"]);
        check("Ada Lind, Bo Kern and Cy Ode", &["Ada Lind", "Bo Kern", "Cy Ode"]);
        check("Ada Lind Senior Writer", &["Ada Lind"]);
        check("Ada Lind, Senior Reporter", &["Ada Lind"]);
        check("ADA LIND", &["Ada Lind"]);
        check("J.D. MCKAY", &["J.D. Mckay"]);
        check("Ada Lind (adl)", &["Ada Lind"]);
        check("News By Ada Lind published 10 April 2023", &["Ada Lind"]);
        check("By Ada Lind Dec. 17, 2025", &["Ada Lind"]);
        check("posted on 2024-05-03 23:30 EST by Ada Lind", &["Ada Lind"]);
        check("Ada Lind in Berlin", &["Ada Lind"]);
        check("Ada Lind, Harbour Post", &["Ada Lind"]);
        check("Text: Ada Lind", &["Ada Lind"]);
        check("by: Ada Lind , Dec 17, 2025", &["Ada Lind"]);
        assert!(
            has_opener("by: Ada Lind") && has_opener("Contributors: Ada Lind") && !has_opener("by: the sea")
        );
        check("By Ada Lind, Chief Executive Officer, Harbour", &["Ada Lind"]);
        check("By Ada Lind, Frankfurt", &["Ada Lind"]);
        check("By Ada Lind Ada Lind", &["Ada Lind Ada Lind"]);
        check("Linny and Peter", &["Linny", "Peter"]);
        check("Ada Lind | desk@harbour.example", &["Ada Lind"]);
        check("By Ada Lind The Coastal Press", &["Ada Lind"]);
        check("By Ada Lind, DVM. Reviewed by Bo Kern, DVM", &["Ada Lind"]);
        check("Ada Lind, Chief Officer and Head of Harbour Affairs", &["Ada Lind"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        for raw in [
            "Staff",
            "Staff Writer",
            "By Staff",
            "Admin",
            "Harbour Post",
            "Redaktion",
            "Harbour Post Staff",
            "Coastal Press",
            "3 May 2024",
            "https://x.example/a",
            "desk@x.example",
            "Share this",
            "",
        ] {
            check(raw, &[]);
        }
    }
}
