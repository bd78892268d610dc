//! Whether a sentence speaks in the first or second person: the reporter's own "we" is not for others to tell.

use super::tongues::Tongue;

/// Bytes of the longest word that is looked up.
const LONGEST: usize = 16;

/// Whether a word of the first or second person stands outside quotation marks.
pub(super) fn speaks(sentence: &str, tongue: &Tongue) -> bool {
    let spoken = |text: &str| {
        if tongue.unspaced {
            return tongue.personal.iter().any(|word| text.contains(word));
        }
        text.split_whitespace().any(|word| is_personal(word, tongue))
    };
    // Most sentences have no such word at all.
    spoken(sentence) && spoken(&outside_quotes(sentence))
}

fn is_personal(word: &str, tongue: &Tongue) -> bool {
    let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let Some(first) = plain.bytes().next().filter(|_| plain.len() <= LONGEST) else { return false };
    // In ASCII the first letter tells most words apart.
    let begins = |known: &&str| !first.is_ascii() || known.as_bytes()[0] == first.to_ascii_lowercase();
    let acronym = plain == "US" || plain == "I" && word.ends_with('.') || plain == "II";
    if acronym || !tongue.personal.iter().any(begins) {
        return false;
    }
    let lower = plain.to_lowercase().replace('\u{2019}', "'");
    tongue.personal.contains(&lower.as_str())
}

/// The sentence without what stands inside quotation marks; each such part leaves a space.
fn outside_quotes(sentence: &str) -> String {
    let plain = sentence.replace("``", "\u{201c}").replace("''", "\u{201d}");
    let mut outside = String::with_capacity(plain.len());
    let mut closing: &[char] = &[];
    for letter in plain.chars() {
        if closing.contains(&letter) {
            closing = &[];
            outside.push(' ');
        } else if closing.is_empty() {
            closing = match letter {
                '"' => &['"'],
                '\u{201c}' => &['\u{201d}'],
                '\u{201e}' => &['\u{201c}', '\u{201d}'],
                '\u{ab}' => &['\u{bb}'],
                '\u{bb}' => &['\u{ab}'],
                '\u{300c}' => &['\u{300d}'],
                '\u{300e}' => &['\u{300f}'],
                _ => &[],
            };
            outside.push(if closing.is_empty() { letter } else { ' ' });
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn who_speaks() {
        let check = |tag: &str, sentence: &str, expected: bool| {
            assert_eq!(speaks(sentence, Tongue::of(Language::parse(tag))), expected, "{sentence}");
        };
        check("en", "We have written to the harbor office.", true);
        check("en", "\u{201c}We sank,\u{201d} said Ada Quill.", false);
        check("en", "\"We sank,\" she said, and we\u{2019}re still here.", true);
        check("en", "World War II sank the US ferry.", false);
        check("de", "\u{201e}Wir sinken\u{201c}, sagte Ada Quill.", false);
        check("de", "Wir haben den Hafen gefragt.", true);
        check("es", "Mi barco se hundió en el puerto.", true);
        check("ru", "Мы спросили порт.", true);
        check("zh", "我们问了港口。", true);
        check("zh", "港口说\u{201c}我们关闭了\u{201d}。", false);
    }
}
