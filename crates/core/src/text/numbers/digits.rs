//! Numbers in digits: separators by language, digits of all scripts.

use crate::model::Language;

fn decimal_comma(language: Option<Language>) -> bool {
    matches!(
        language.as_ref().map_or("en", Language::as_str),
        "de" | "es"
            | "fr"
            | "it"
            | "pt"
            | "nl"
            | "ru"
            | "uk"
            | "pl"
            | "sv"
            | "da"
            | "no"
            | "nb"
            | "fi"
            | "cs"
            | "sk"
            | "tr"
            | "vi"
            | "id"
            | "ro"
            | "hu"
            | "el"
            | "hr"
            | "sr"
            | "bg"
            | "be"
            | "ca"
            | "lt"
            | "lv"
            | "et"
            | "sl"
    )
}

/// Whether the text between two groups of digits may separate thousands.
pub(super) fn is_group_space(between: &str, language: Option<Language>) -> bool {
    match between {
        "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2008}" => true,
        " " => matches!(
            language.as_ref().map_or("en", Language::as_str),
            "fr" | "ru"
                | "uk"
                | "pl"
                | "sv"
                | "no"
                | "nb"
                | "fi"
                | "cs"
                | "sk"
                | "hu"
                | "bg"
                | "be"
                | "et"
                | "lv"
                | "lt"
        ),
        _ => false,
    }
}

/// The value of one digit of any script that news uses.
fn digit(c: char) -> Option<u8> {
    let zero = match c as u32 {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6f0..=0x6f9 => 0x6f0,
        0x966..=0x96f => 0x966,
        0x9e6..=0x9ef => 0x9e6,
        0xe50..=0xe59 => 0xe50,
        0xff10..=0xff19 => 0xff10,
        _ => return None,
    };
    u8::try_from(c as u32 - zero).ok()
}

/// The factor of an ideograph that scales the number before it.
pub(super) fn ideograph_scale(c: &str) -> Option<f64> {
    Some(match c {
        "百" => 1e2,
        "千" => 1e3,
        "万" | "萬" => 1e4,
        "億" | "亿" => 1e8,
        "兆" => 1e12,
        _ => return None,
    })
}

/// The value of a run of digits with separators; `None` if it is not one number.
pub(super) fn value(slice: &str, language: Option<Language>) -> Option<f64> {
    match slice {
        "½" => return Some(0.5),
        "¼" => return Some(0.25),
        "¾" => return Some(0.75),
        _ => {}
    }
    if slice.len() > 40 {
        return None;
    }
    let mut plain = String::with_capacity(slice.len());
    for c in slice.chars() {
        match (digit(c), c) {
            (Some(d), _) => plain.push(char::from(b'0' + d)),
            (None, '.' | ',') => plain.push(c),
            (None, '\'' | '’' | '٬') => {}
            (None, '٫') => plain.push('.'),
            _ => return None,
        }
    }
    let (commas, periods) = (plain.matches(',').count(), plain.matches('.').count());
    let decimal = match (commas, periods) {
        (0, 0) => None,
        (1.., 1..) => {
            let last = plain.rfind([',', '.'])?;
            let mark = plain.as_bytes()[last] as char;
            (plain.matches(mark).count() == 1).then_some(mark)
        }
        (1, 0) | (0, 1) => {
            let mark = if commas == 1 { ',' } else { '.' };
            let (whole, part) = plain.split_once(mark)?;
            let native = (mark == ',') == decimal_comma(language);
            let group = part.len() == 3 && !native && (1..=3).contains(&whole.len()) && whole != "0";
            (!group).then_some(mark)
        }
        _ => None, // several of one kind: groups
    };
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            ',' | '.' if Some(c) == decimal => out.push('.'),
            ',' | '.' => {}
            _ => out.push(c),
        }
    }
    out.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        let of = |slice, code| value(slice, Language::parse(code));
        assert_eq!(of("1,200", "en"), Some(1200.0));
        assert_eq!(of("3.5", "en"), Some(3.5));
        assert_eq!(of("1.200", "de"), Some(1200.0));
        assert_eq!(of("3,5", "de"), Some(3.5));
        assert_eq!(of("1.234.567,5", "de"), Some(1_234_567.5));
        assert_eq!(of("1,23,456", "en"), Some(123_456.0));
        assert_eq!(of("0.125", "de"), Some(0.125));
        assert_eq!(of("1’200", "de"), Some(1200.0));
        assert_eq!(of("١٢", "ar"), Some(12.0));
        assert_eq!(of("x", "en"), None);
    }
}
