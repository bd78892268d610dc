//! Lines in a text that are not the article's: markers, cross links, walls, invitations, names of files.

use super::cues;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem::Finder;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Most words of a paragraph that may not be the article's.
const MOST_WORDS: usize = 120;

/// Fewer than 64 cues: each is a bit of what was seen.
static WALL: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let cues = &cues::WALL[..cues::WALL.len().min(64)];
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(cues).expect("few short cues")
});
static TERMS: LazyLock<Finder> = LazyLock::new(|| Finder::new("terms"));
static PRIVACY: LazyLock<Finder> = LazyLock::new(|| Finder::new("privacy policy"));
static MARKERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| cues::MARKERS.iter().copied().collect());

/// Letters and digits in lower case with single spaces; what ends a line is cut.
fn folded(text: &str) -> String {
    let rest = text.trim_matches(|c: char| !c.is_alphanumeric());
    let bytes = rest.as_bytes();
    let mut out = String::with_capacity(rest.len());
    let (mut at, mut gap) = (0, false);
    while at < bytes.len() {
        // Stretches of plain bytes are taken over whole, single spaces among them.
        let start = at;
        while at < bytes.len()
            && (PLAIN[bytes[at] as usize]
                || bytes[at] == b' '
                    && at > start
                    && bytes.get(at + 1).is_some_and(|next| PLAIN[*next as usize]))
        {
            at += 1;
        }
        if at > start {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            let from = out.len();
            out.push_str(&rest[start..at]);
            out[from..].make_ascii_lowercase();
            continue;
        }
        let Some(first) = rest[at..].chars().next() else { break };
        at += first.len_utf8();
        if first.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        if first == '’' {
            out.push('\'');
        } else {
            out.extend(first.to_lowercase());
        }
    }
    out
}

/// Which bytes are ASCII and no white space.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = !(byte as u8).is_ascii_whitespace() && byte != 0x0b;
        byte += 1;
    }
    table
};

/// Counts the words of a text, up to one more than [`MOST_WORDS`], and says whether one of them addresses the reader.
fn measure(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut words, mut addresses, mut at) = (0, false, 0);
    while at < bytes.len() {
        let start = at;
        // A word up to ASCII white space; what else may be space is looked for only beyond ASCII.
        while at < bytes.len() && PLAIN[bytes[at] as usize] {
            at += 1;
        }
        let mut wide = false;
        while at < bytes.len() && (PLAIN[bytes[at] as usize] || bytes[at] >= 128) {
            wide |= bytes[at] >= 128;
            at += 1;
        }
        if at > start {
            words += if wide { text[start..at].split_whitespace().count() } else { 1 };
            addresses = addresses || is_address(&text[start..at]);
            if words > MOST_WORDS {
                break;
            }
        }
        at += 1;
    }
    (words, addresses)
}

/// Why a paragraph does not belong to the article, in kebab case. `None` where it does.
pub(super) fn reason(text: &str) -> Option<&'static str> {
    let bare = || (!text.contains(char::is_alphanumeric)).then_some("marker");
    // No rule below speaks of more words than this, and most words have a space before or behind them.
    if text.len() > 40 * MOST_WORDS {
        return bare();
    }
    let (words, addresses) = measure(text);
    // Of longer paragraphs only walls are told, and these address the reader.
    if words > MOST_WORDS || (words > 40 && !addresses) {
        return bare();
    }
    let lower = folded(text);
    if lower.is_empty() || (words <= 6 && MARKERS.contains(lower.as_str())) {
        return Some("marker");
    }
    let first = lower.split_whitespace().next().unwrap_or("");
    if words <= 7
        && matches!(
            first,
            "advertisement" | "advertisment" | "sponsored" | "anzeige" | "publicidad" | "publicité"
        )
    {
        return Some("marker");
    }
    if words <= 6
        && matches!(first, "updated" | "published" | "posted" | "modified")
        && !text.ends_with('.')
        && text.chars().filter(char::is_ascii_digit).nth(3).is_none()
    {
        return Some("marker"); // says how long ago, not when
    }
    // An ending counts with few words only, as does all that is asked after it.
    if words <= 6 && is_file_name(text) {
        return Some("file-name");
    }
    if is_cross_link(&lower, words) {
        return Some("cross-link");
    }
    if words <= 40 && says_rights(text) {
        return Some("rights");
    }
    if addresses && is_wall(&lower, words) {
        return Some("wall");
    }
    if is_terms(&lower, words) {
        return Some("terms");
    }
    if is_invitation(text, &lower, words) {
        return Some("invitation");
    }
    if words <= 7 && lower.ends_with("min read")
        || (words <= 4 && text.starts_with("http") && !text.contains(' '))
    {
        return Some("marker");
    }
    None
}

/// Whether a paragraph is the heading of a part that no longer belongs to the article.
pub(super) fn begins_tail(text: &str) -> bool {
    text.split_whitespace().count() <= 6 && cues::TAILS.contains(&folded(text).as_str())
}

fn is_cross_link(lower: &str, words: usize) -> bool {
    if words > 40 {
        return false;
    }
    let first = lower.as_bytes().first();
    cues::CROSS.iter().filter(|cue| cue.as_bytes().first() == first).any(|cue| {
        let Some(rest) = lower.strip_prefix(cue) else { return false };
        let rest = rest.trim_start();
        rest.starts_with(':')
            || rest.starts_with('|')
            || rest.starts_with("- ")
            || rest.starts_with("– ")
            || rest.starts_with("— ")
            || rest.starts_with('>')
    })
}

/// Whether a line says whose the text or a picture is.
fn says_rights(text: &str) -> bool {
    let mut end = text.len().min(40); // the longest cue has fewer bytes
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text.as_bytes()[..end];
    if head.is_ascii() {
        let begins =
            |cue: &str| head.len() >= cue.len() && head[..cue.len()].eq_ignore_ascii_case(cue.as_bytes());
        let first = head.first().map(u8::to_ascii_lowercase);
        return cues::RIGHTS
            .iter()
            .filter(|cue| cue.as_bytes().first().copied() == first)
            .any(|cue| begins(cue));
    }
    let start = text[..end].to_lowercase();
    let first = start.as_bytes().first();
    cues::RIGHTS.iter().any(|cue| cue.as_bytes().first() == first && start.starts_with(cue))
}

/// Words that are the address or camera's name of a picture: none has three letters in a row that could be read,
/// or the line ends like a file.
fn is_file_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let ending = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    if ending && words.len() <= 6 {
        return true;
    }
    if words.len() > 6 || text.ends_with(['.', '!', '?', ':']) || text.chars().count() < 8 {
        return false;
    }
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    let readable =
        words.iter().any(|word| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic));
    let camera = lower.starts_with("img_")
        || lower.starts_with("dsc_")
        || lower.starts_with("img-")
        || lower.starts_with("screenshot");
    camera
        || (!readable
            && digits >= 6
            && digits > letters
            && lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" _-.".contains(&byte))
            && letters > 0)
}

/// Whether a word addresses the reader.
fn is_address(word: &str) -> bool {
    // Most words are ruled out by their first letter, or are longer than all of these.
    let bytes = word.as_bytes();
    let begins = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 128;
    let Some(at) = bytes.iter().position(begins) else { return false };
    let forms: &[&str] = match bytes[at] | 32 {
        _ if bytes[at] >= 128 => &["you", "your", "we", "sie", "ihr", "vous", "votre", "usted", "tu"],
        b'y' => &["you", "your"],
        b'w' => &["we"],
        b's' => &["sie"],
        b'i' => &["ihr"],
        b'v' => &["vous", "votre"],
        b'u' => &["usted"],
        b't' => &["tu"],
        _ => return false,
    };
    if bytes.get(at..at + 6).is_some_and(|six| six.iter().all(u8::is_ascii_alphabetic)) {
        return false;
    }
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    forms.iter().any(|form| word.eq_ignore_ascii_case(form))
}

/// Whether a text that addresses the reader is a wall.
fn is_wall(lower: &str, words: usize) -> bool {
    let seen = WALL.find_overlapping_iter(lower).fold(0u64, |seen, cue| seen | 1 << cue.pattern().as_usize());
    let found = seen.count_ones();
    found >= 3 || (found >= 2 && words <= 25)
}

fn holds(text: &str, part: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// The small print beside a form: "By signing up you accept our terms".
fn is_terms(lower: &str, words: usize) -> bool {
    let small_print =
        ["our terms", "terms of service", "terms of use", "terms and conditions", "privacy policy"];
    let consent = ["you accept", "you agree", "by signing up", "by subscribing", "by continuing"];
    words <= 40
        && (TERMS.find(lower.as_bytes()).is_some() || PRIVACY.find(lower.as_bytes()).is_some())
        && small_print.iter().any(|cue| holds(lower, cue))
        && consent.iter().any(|cue| holds(lower, cue))
}

/// A plea for money: "Support independent journalism".
fn is_plea(lower: &str, words: usize) -> bool {
    let cause = ["journalism", "independent reporting", "our reporting", "our newsroom", "our work"];
    words <= 16 && lower.starts_with("support ") && cause.iter().any(|cue| lower.contains(cue))
}

fn is_invitation(text: &str, lower: &str, words: usize) -> bool {
    if is_plea(lower, words) {
        return true;
    }
    let first = lower.split_whitespace().next().unwrap_or("");
    let imperative = cues::IMPERATIVES.contains(&first.trim_matches(|c: char| !c.is_alphabetic()));
    if !imperative || words > 30 {
        return false;
    }
    let shouted = words <= 5 && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let speech = text.contains(['"', '“', '”']) && words > 12;
    let offers = lower
        .split_whitespace()
        .skip(1)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'));
    let offers = offers.filter(|word| cues::OFFERS.contains(word)).count();
    let address =
        lower.split_whitespace().any(|word| word.contains('.') && word.len() > 5 && !word.ends_with('.'));
    shouted || (!speech && (offers >= 2 || (offers >= 1 && words <= 16) || (address && words <= 20)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known_and_prose_is_not() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(reason(text), expected, "{text}");
        check("Advertisement", Some("marker"));
        check("Also read: Fog closes the pier for a third day", Some("cross-link"));
        check("Watch: Harbour pilots at work | The coast explained", Some("cross-link"));
        check("88120017734 9ab12f77de k", Some("file-name"));
        check("fog-over-pier-1200x800.jpg", Some("file-name"));
        check("Already a member? Log in to your account to keep reading this article.", Some("wall"));
        check("JOIN THE CREW", Some("invitation"));
        check("Keep up with our latest stories and clips", Some("invitation"));
        check("Sign up for our free newsletter", Some("invitation"));
        check("By signing up you accept our terms and our privacy policy.", Some("terms"));
        check("Support independent reporting from the coast", Some("invitation"));
        check("Support for the harbour plan has grown, the mayor said.", None);
        check("The mayor asked residents to sign up for ferry updates by Friday.", None);
        check("Watch keepers saw the ferry at noon.", None);
        check("Readers who want more of the pier: it opens on Monday.", None);
        check("Join forces or lose the pier, the mayor told the council on Tuesday night.", None);
        assert!(begins_tail("Related Links") && !begins_tail("Related costs rise"));
    }
}
