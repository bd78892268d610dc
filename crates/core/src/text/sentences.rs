//! Sentences of one block of text.
//!
//! Rules rather than a model: a mark ends a sentence unless what stands before it (an abbreviation, an initial, an
//! ordinal) or after it (a lower-case word, the speaker of a quoted question) says that it goes on.

use super::abbreviations::{Abbreviation, abbreviation};
use super::calendar;
use crate::model::{Language, Span};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Bytes within which a pair of parentheses keeps its sentences together.
const SHORT_PARENTHESES: usize = 160;
/// Characters before a mark that are looked at for an abbreviation.
const LONGEST_WORD: usize = 40;

/// The sentences of `block`, in order, disjoint, trimmed, covering all that is not white space. Linear in its length.
pub fn sentences(block: &str, language: Option<Language>) -> Vec<Span> {
    let mut splitter = Splitter {
        text: block,
        language,
        start: 0,
        straight_open: false,
        low_open: false,
        spans: Vec::new(),
    };
    splitter.run();
    splitter.spans
}

struct Splitter<'t> {
    text: &'t str,
    language: Option<Language>,
    /// Where the sentence begins that is being read.
    start: usize,
    /// Whether a straight double quotation mark is open.
    straight_open: bool,
    /// Whether a low quotation mark stands in the sentence.
    low_open: bool,
    spans: Vec<Span>,
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '】'
            | '〉'
            | '》'
    )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '('
            | '['
            | '「'
            | '『'
            | '（'
            | '»'
            | '¿'
            | '¡'
            | '—'
            | '–'
            | '-'
            | '•'
    )
}

fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '၊' | '။' | '។')
}

impl Splitter<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',') {
                at += 1;
                continue;
            }
            if byte < 0x80 {
                match byte {
                    b'.' | b'!' | b'?' => {
                        at = self.mark(at);
                        continue;
                    }
                    b'\n' if self.line_ends(at) => self.close(at),
                    b'"' => self.straight_open = !self.straight_open,
                    b'(' | b'[' => {
                        if let Some(end) = self.short_parentheses(at) {
                            at = end;
                            continue;
                        }
                    }
                    _ => {}
                }
                at += 1;
                continue;
            }
            let Some(c) = self.text[at..].chars().next() else { break };
            self.low_open |= c == '„';
            if c == '…' {
                at = self.mark(at);
                continue;
            }
            if is_full_stop(c) {
                at = self.full_stop(at, c);
                continue;
            }
            if matches!(c, '（' | '「')
                && let Some(end) = self.short_parentheses(at)
            {
                at = end;
                continue;
            }
            at += c.len_utf8();
        }
        self.close(bytes.len());
    }

    /// Ends the sentence at `end`.
    fn close(&mut self, end: usize) {
        let raw = &self.text[self.start..end];
        let trimmed = raw.trim();
        if !trimmed.is_empty() {
            let from = self.start + (raw.len() - raw.trim_start().len());
            self.spans.push(Span::new(from, from + trimmed.len()));
        }
        self.start = end;
        self.low_open = false;
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether a line break ends a sentence: an empty line always, else where the next line starts anew.
    fn line_ends(&self, at: usize) -> bool {
        if self.text[at + 1..].starts_with(['\n', '\r']) {
            return true;
        }
        let last = self.text[self.start..at].trim_end().chars().next_back();
        let first = self.text[at + 1..].trim_start().chars().next();
        matches!(last, Some('.' | '!' | '?' | ':' | '”' | '"' | '…'))
            && first.is_some_and(|c| !c.is_lowercase())
    }

    /// The end of a short pair of parentheses that opens at `at`.
    fn short_parentheses(&self, at: usize) -> Option<usize> {
        let open = self.char_at(at)?;
        let close = match open {
            '(' => ')',
            '[' => ']',
            '（' => '）',
            _ => '」',
        };
        let mut depth = 0usize;
        for (offset, c) in self.text[at..].char_indices() {
            if offset > SHORT_PARENTHESES || c == '\n' {
                return None;
            }
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
                if depth == 0 {
                    // Marks of quotation inside stay balanced or they are not ours to skip.
                    let inside = &self.text[at..at + offset];
                    let quotes = inside.bytes().filter(|b| *b == b'"').count();
                    return (quotes % 2 == 0).then_some(at + offset + c.len_utf8());
                }
            }
        }
        None
    }

    /// A mark of a script whose marks are never part of a word.
    fn full_stop(&mut self, at: usize, mark: char) -> usize {
        let mut end = at + mark.len_utf8();
        let mut closed = false;
        while let Some(c) = self.char_at(end) {
            if is_full_stop(c) {
                end += c.len_utf8();
            } else if is_closer(c) && c != '“' {
                closed = true;
                end += c.len_utf8();
            } else {
                break;
            }
        }
        // Japanese: a closed quotation goes on with its particle.
        let goes_on = closed
            && (self.text[end..].starts_with(['と', 'っ', 'な', 'の', 'は', 'が', 'を', '，', '、'])
                || self.text[end..].trim_start().starts_with(|c: char| c.is_lowercase()));
        if !goes_on {
            self.close(end);
        }
        end
    }

    /// A Latin mark at `at`: gives where to go on reading.
    fn mark(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        let (mut periods, mut loud, mut ellipsis) = (0, false, false);
        while let Some(c) = self.char_at(end) {
            match c {
                '.' => periods += 1,
                '!' | '?' => loud = true,
                '…' => ellipsis = true,
                _ => break,
            }
            end += c.len_utf8();
        }
        ellipsis |= periods > 1;
        // Spaced periods: `. . .`
        while bytes.get(end) == Some(&b' ') && bytes.get(end + 1) == Some(&b'.') {
            ellipsis = true;
            end += 2;
        }
        let mut quoted = false;
        while let Some(c) = self.char_at(end) {
            if !is_closer(c) || (c == '“' && !self.opened_low()) {
                break;
            }
            if c == '"' {
                // Attached to the mark it closes, unless a word follows at once.
                if !self.straight_open && self.char_at(end + 1).is_some_and(char::is_alphanumeric) {
                    break;
                }
                self.straight_open = false;
            }
            if c == '\'' && self.char_at(end + 1).is_some_and(char::is_alphanumeric) {
                break;
            }
            quoted |= !matches!(c, ')' | ']' | '}');
            end += c.len_utf8();
        }
        let rest = &self.text[end..];
        let gap = rest.len() - rest.trim_start().len();
        let next = rest.trim_start();
        if next.is_empty() {
            return end;
        }
        if gap == 0 {
            // `said.The` with the space lost; anything else glued is part of a word or an address.
            let lost = periods == 1 && !loud && !quoted && self.lost_space(at, next);
            let quote_lost = quoted && next.starts_with(char::is_uppercase);
            if lost || quote_lost {
                self.close(end);
            }
            return end;
        }
        let plain_period = periods == 1 && !loud && !ellipsis;
        if self.goes_on(at, next, plain_period, loud, quoted) {
            return end;
        }
        self.close(end);
        end
    }

    /// Whether a low opening mark stands open, so that `“` closes (German, Czech, Polish use).
    fn opened_low(&self) -> bool {
        self.low_open || self.language.is_some_and(|language| language.as_str() == "de")
    }

    fn lost_space(&self, at: usize, next: &str) -> bool {
        let before = last_word(&self.text[self.start..at]);
        let mut chars = next.chars();
        let upper = chars.next().is_some_and(char::is_uppercase);
        let lower = chars.next().is_some_and(|c| c.is_lowercase() || c == ' ');
        upper
            && lower
            && before.len() >= 4
            && before.chars().all(char::is_lowercase)
            && !before.starts_with("www")
    }

    /// Whether the sentence goes on after a mark that is followed by white space and `next`.
    fn goes_on(&self, at: usize, next: &str, period: bool, loud: bool, quoted: bool) -> bool {
        let read = &self.text[self.start..at];
        let word = last_word(read);
        let mut first = next.chars();
        let Some(lead) = first.next() else { return true };
        // `1. Something`: the number of a list item.
        if period
            && read.trim().len() <= 3
            && read.trim().bytes().all(|b| b.is_ascii_digit())
            && !read.trim().is_empty()
        {
            return true;
        }
        let lead_letter = next.chars().take(8).find(|c| !is_opener(*c) && !c.is_whitespace()).unwrap_or(lead);
        if lead.is_lowercase() || matches!(lead, ',' | ';' | ':') {
            return true;
        }
        if matches!(lead, '—' | '–' | '-') && lead_letter.is_lowercase() {
            return true;
        }
        let next_word = first_word(next);
        if loud {
            // “Why?” Osei asked.
            return quoted && tells_speaker(next);
        }
        if !period {
            return lead_letter.is_lowercase();
        }
        if quoted {
            return lead_letter.is_lowercase();
        }
        let starts = is_starter(next_word, self.language);
        let digit_next = lead.is_ascii_digit();
        if let Some(kind) = abbreviation(word, self.language) {
            return match kind {
                Abbreviation::GoesOn => !(starts && read.trim().len() > word.len() && ends_name(word)),
                Abbreviation::BeforeNumber => digit_next,
                Abbreviation::MayEnd => !starts && (!is_opening_quote(lead) || lead_letter.is_lowercase()),
                Abbreviation::ClockTime => {
                    calendar::is_calendar_word(next_word, self.language)
                        || is_time_zone(next_word)
                        || lead == '('
                        || digit_next
                }
            };
        }
        // `then-U.S. Senator Osei`
        if is_initials(word.rsplit('-').next().unwrap_or(word)) {
            return !starts && (!is_opening_quote(lead) || lead_letter.is_lowercase());
        }
        if self.is_ordinal(word, next, starts) {
            return true;
        }
        false
    }

    /// `3. Oktober`: an ordinal in languages that write it with a period.
    fn is_ordinal(&self, word: &str, next: &str, starts: bool) -> bool {
        let code = self.language.as_ref().map_or("en", Language::as_str);
        if !matches!(
            code,
            "de" | "cs" | "sk" | "da" | "no" | "fi" | "hu" | "pl" | "tr" | "hr" | "sr" | "et" | "lv"
        ) {
            return false;
        }
        let number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        number && (!starts || next.starts_with(char::is_lowercase))
    }
}

/// The word that ends `text`, with the periods inside it.
fn last_word(text: &str) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '&' | 'ª' | 'º' | '’' | '\'')))
        .map(|(at, c)| at + c.len_utf8());
    let from =
        from.unwrap_or_else(|| text.char_indices().rev().take(LONGEST_WORD).last().map_or(0, |(at, _)| at));
    text[from..].trim_start_matches(['.', '-', '\'', '’'])
}

/// The first word of `text`, past opening marks.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| is_opener(c) || c.is_whitespace());
    let end =
        text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))).unwrap_or(text.len());
    &text[..end]
}

fn is_opening_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‘' | '`')
}

/// `J`, `J.R`, `U.S`: letters one by one.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word != "I"
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
}

/// Abbreviations of names' ends that are listed with the titles (`St.` in `Main St. The`).
fn ends_name(word: &str) -> bool {
    matches!(word, "St" | "Ft" | "Mt" | "al")
}

fn is_time_zone(word: &str) -> bool {
    matches!(
        word,
        "ET" | "EST"
            | "EDT"
            | "CT"
            | "CST"
            | "CDT"
            | "MT"
            | "MST"
            | "MDT"
            | "PT"
            | "PST"
            | "PDT"
            | "GMT"
            | "UTC"
            | "BST"
            | "CET"
            | "CEST"
            | "IST"
            | "JST"
            | "AEST"
            | "AEDT"
            | "Eastern"
            | "Pacific"
            | "Central"
            | "Mountain"
            | "Greenwich"
            | "Moscow"
    )
}

/// Whether a list of words, each between two spaces, has `word`.
fn has_word(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

const STARTERS_EN: &str = " the a an he she it they we i you this that these those his her its their our my but and or so \
in on at as after before when while if since for with from by to there here what who how why where although though because \
however meanwhile according some many most more no not all one two three both another other only even once now then \
yet still also despite during under until last next earlier later asked it's he's she's they're we're i'm that's there's \
don't about under over among each every such ";
const STARTERS_DE: &str = " der die das ein eine er sie es wir ich ihr dies diese dieser dieses und aber doch auch in im am \
an auf bei mit nach von vor zu zum zur als wenn weil da so nun dann dabei damit denn für während seit wie was wer wo nicht \
noch nur man ";
const STARTERS_ES: &str = " el la los las un una él ella ellos en de por para con según pero y o si cuando como este esta \
esto ese esa su sus no lo se al del desde tras aunque mientras sin también además ";
const STARTERS_FR: &str = " le la les un une il elle ils elles on nous je en de dans par pour avec selon mais et ou si quand \
comme ce cette ces son sa ses leur après depuis sur au aux des du c'est l' d' ";

/// The lists as sets: English, German, Spanish, French.
static STARTERS: LazyLock<[FxHashSet<&str>; 4]> = LazyLock::new(|| {
    [STARTERS_EN, STARTERS_DE, STARTERS_ES, STARTERS_FR].map(|list| list.split_ascii_whitespace().collect())
});

/// Whether a capitalized word typically starts a sentence rather than goes on with a name.
fn is_starter(word: &str, language: Option<Language>) -> bool {
    if word.is_empty() || word.len() > 12 || !word.starts_with(char::is_uppercase) {
        return false;
    }
    let lower =
        if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase().replace('’', "'") };
    let list = match language.as_ref().map_or("en", Language::as_str) {
        "en" => 0,
        "de" => 1,
        "es" | "pt" | "it" => 2,
        "fr" => 3,
        _ => return super::stop::is_stop(&super::normalize::fold(&lower), language),
    };
    STARTERS[list].contains(lower.as_str())
}

const SPEAKING: &str = " said says asked asks wrote writes added told replied shouted cried exclaimed wondered tweeted \
declared continued yelled demanded inquired quipped joked responded answered recalled ";

/// Whether `next` tells who asked or called what was just quoted: a name with a verb of speech among its first words.
fn tells_speaker(next: &str) -> bool {
    let mut names = 0;
    for (nth, word) in next.split_whitespace().take(5).enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if nth > 0 && has_word(SPEAKING, bare) {
            return names > 0;
        }
        if bare.starts_with(char::is_uppercase) {
            names += 1;
        } else if names == 0 {
            return false;
        }
        if word.ends_with(['.', '!', '?', ',']) && bare.len() > 2 {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str, expected: &[&str]) {
        let got: Vec<&str> =
            sentences(text, Language::parse(code)).iter().map(|span| span.of(text)).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn abbreviations_and_initials() {
        check("Dr. Osei met J. R. Vale. They left.", "en", &["Dr. Osei met J. R. Vale.", "They left."]);
        check(
            "The U.S. Senate met. In the U.S. The mood sank.",
            "en",
            &["The U.S. Senate met.", "In the U.S.", "The mood sank."],
        );
        check(
            "Acme Inc. chief Lee quit Acme Inc. He left.",
            "en",
            &["Acme Inc. chief Lee quit Acme Inc.", "He left."],
        );
        check("It began at 5 p.m. Police came.", "en", &["It began at 5 p.m.", "Police came."]);
        check("It began at 5 p.m. Monday in Jan. 2020.", "en", &["It began at 5 p.m. Monday in Jan. 2020."]);
        check("He was No. 5. No. He was first.", "en", &["He was No. 5.", "No.", "He was first."]);
        check(
            "Rates rose 3.5 percent to 4.1. Shares fell.",
            "en",
            &["Rates rose 3.5 percent to 4.1.", "Shares fell."],
        );
    }

    #[test]
    fn initials_go_on_before_a_title_and_a_fragment() {
        check("It met then-U.S. Senator Vale.", "en", &["It met then-U.S. Senator Vale."]);
        check("She voiced U.S. \"readiness\" at noon.", "en", &["She voiced U.S. \"readiness\" at noon."]);
    }

    #[test]
    fn quotes() {
        check("“We left.” She sat.", "en", &["“We left.”", "She sat."]);
        check("“Why?” Osei asked. “Go!” he said.", "en", &["“Why?” Osei asked.", "“Go!” he said."]);
        check("\"It is done.\" The crowd left.", "en", &["\"It is done.\"", "The crowd left."]);
        check(
            "He said: \"No. Never.\" Then he left.",
            "en",
            &["He said: \"No.", "Never.\"", "Then he left."],
        );
        check("„Es reicht.“ Er ging.", "de", &["„Es reicht.“", "Er ging."]);
    }

    #[test]
    fn marks_inside() {
        check(
            "He paused ... and left. Wait... What?",
            "en",
            &["He paused ... and left.", "Wait...", "What?"],
        );
        check("It (see p. 3. It is long.) ended. Yes.", "en", &["It (see p. 3. It is long.) ended.", "Yes."]);
        check("Visit example.com today.It is over.", "en", &["Visit example.com today.", "It is over."]);
        check("Yahoo! said it grew! Really?", "en", &["Yahoo! said it grew!", "Really?"]);
    }

    #[test]
    fn other_languages() {
        check(
            "Am 3. Oktober kam er. Der 2. Versuch gelang.",
            "de",
            &["Am 3. Oktober kam er.", "Der 2. Versuch gelang."],
        );
        check("洪水が来た。橋は閉じた！", "ja", &["洪水が来た。", "橋は閉じた！"]);
        check("「行く。」と彼は言った。終わり。", "ja", &["「行く。」と彼は言った。", "終わり。"]);
        check("पुल बंद है। लोग चले गए।", "hi", &["पुल बंद है।", "लोग चले गए।"]);
        check("هل انتهى؟ نعم.", "ar", &["هل انتهى؟", "نعم."]);
        check(
            "El Sr. Vale llegó. ¿Por qué? Nadie sabe.",
            "es",
            &["El Sr. Vale llegó.", "¿Por qué?", "Nadie sabe."],
        );
    }

    #[test]
    fn covers_everything() {
        for text in ["", " ", "...", "?! a", "a\n\nb", "(((((", "\"", "…。", "1. A. b"] {
            let spans = sentences(text, None);
            let kept: String = spans.iter().map(|span| span.of(text)).collect();
            let strip = |s: &str| s.split_whitespace().collect::<String>();
            assert_eq!(strip(&kept), strip(text), "{text:?}");
            assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
