//! Paragraphs that stood under a picture, told by how they begin and end: where only the text of a page is at hand, nothing else
//! says so.

/// Bytes of a caption with its credit at most.
const LONGEST: usize = 700;
/// Words of a credit behind the last sentence at most.
const CREDIT_WORDS: usize = 9;

/// What a page sets before a caption.
const LABELS: &[&str] = &[
    "FILE PHOTO",
    "File photo",
    "Image copyright",
    "Image caption",
    "Image source",
    "Enlarge this image",
    "Hide caption",
    "toggle caption",
    "Media caption",
    "Caption:",
    "Photo:",
    "PHOTO:",
    "Foto:",
    "Bild:",
];

/// Those who lend pictures, as credits name them.
#[rustfmt::skip]
const LENDERS: &[&str] = &[
    "Getty", "Reuters", "REUTERS", "AFP", "AP", "EPA", "EFE", "ANSA", "DPA", "dpa", "TASS", "Xinhua", "Bloomberg", "Shutterstock",
    "Alamy", "imago", "IMAGO", "APA", "Keystone", "NurPhoto", "Anadolu", "Zuma", "ZUMA", "WireImage", "PA", "UPI", "CP", "Rex", "Scanpix",
    "Belga", "ANP", "Sipa", "SIPA",
];

/// Verbs by which a caption says what is to be seen.
#[rustfmt::skip]
const SEEN: &[&str] = &[
    "attends", "attend", "speaks", "speak", "waves", "wave", "walks", "walk", "arrives", "arrive", "leaves", "looks", "look", "stands",
    "stand", "holds", "hold", "listens", "listen", "shakes", "poses", "pose", "addresses", "greets", "greet", "gestures", "reacts",
    "delivers", "departs", "watches", "sits", "sit", "rides", "ride", "waits", "wait", "participates", "carries", "carry",
];

/// Whether a paragraph is a caption: it begins with the label of one, ends with a credit, is numbered as one of several, or
/// says who stands where in the picture.
pub(crate) fn is_caption(paragraph: &str) -> bool {
    let text = paragraph.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    LABELS.iter().any(|label| text.starts_with(label))
        || is_one_of_several(text)
        || ends_with_credit(text)
        || is_single(text) && (points(text) || shows(text))
}

/// `2 of 5. The ferry leaves`.
fn is_one_of_several(text: &str) -> bool {
    let mut words = text.split(' ');
    let number = |word: Option<&str>, tail: &str| {
        word.and_then(|word| word.strip_suffix(tail)).is_some_and(|word| {
            (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    number(words.next(), "")
        && matches!(words.next(), Some("of" | "/" | "von" | "de" | "di"))
        && number(words.next(), ".")
}

/// `(Photo by Ada Osei / AFP)`, `REUTERS/Ada Osei`, `| Ada Osei/Getty Images`.
fn ends_with_credit(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ' ']);
    if let Some(inner) = bare.strip_suffix(')') {
        let Some((_, credit)) = inner.rsplit_once('(') else { return false };
        let first = credit.split([' ', ':']).next().unwrap_or("");
        return matches!(first, "Photo" | "PHOTO" | "Foto" | "Bild" | "Image" | "Picture")
            && credit.len() > first.len()
            || first == "AP" && credit.starts_with("AP Photo")
            || credit.len() < 60 && credit.contains('/') && names_lender(credit);
    }
    let from = [". ", ".\u{a0}", " | ", "\u{201d} ", "\" "]
        .iter()
        .filter_map(|end| bare.rfind(end).map(|at| at + end.len()))
        .max();
    let tail = &bare[from.unwrap_or(0)..];
    let words = tail.split_whitespace().count();
    if words == 0 || words > CREDIT_WORDS || from.is_none() && !tail.contains('/') {
        return false;
    }
    tail.starts_with("Photo by ")
        || tail.starts_with("Photograph: ")
        || tail.contains('/') && names_lender(tail) && in_capitals(tail)
}

/// Whether a credit names one who lends pictures.
fn names_lender(credit: &str) -> bool {
    credit.split(|letter: char| !letter.is_alphanumeric()).any(|word| LENDERS.contains(&word))
}

/// Whether all words but the smallest begin with capitals.
fn in_capitals(credit: &str) -> bool {
    credit
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .all(|word| word.starts_with(|letter: char| !letter.is_lowercase()))
}

/// Whether it is no more than one sentence.
fn is_single(text: &str) -> bool {
    let body = text.trim_end_matches(['.', ' ']);
    !body.match_indices(". ").any(|(at, _)| {
        let last = body[..at].rsplit([' ', '.']).next().unwrap_or("");
        // An abbreviation of an office or state begins with a capital.
        last.starts_with(char::is_lowercase) || last.chars().count() > 5
    })
}

/// `Ada Osei (left) meets Tom Vale`.
fn points(text: &str) -> bool {
    [
        "(left)",
        "(right)",
        "(L)",
        "(center)",
        "(centre)",
        "(links)",
        "(rechts)",
        "(izq.)",
        "(gauche)",
        "(왼쪽",
        "(오른쪽",
    ]
    .iter()
    .any(|side| text.contains(side))
        && !text.contains(['"', '\u{201c}'])
}

/// `Ada Osei waves to the crew in Marrow, October 30, 2018.`: seen now, on a day that is past.
fn shows(text: &str) -> bool {
    let body = text.trim_end_matches(['.', ' ']);
    let mut end = body.rsplit([' ', ',']).filter(|word| !word.is_empty());
    let number = |word: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let dated =
        end.next().is_some_and(|year| number(year, 4..=4)) && end.take(2).any(|day| number(day, 1..=2));
    let seen = || {
        text.split_whitespace().take(14).collect::<Vec<_>>().windows(2).any(|pair| {
            SEEN.contains(&pair[0])
                || matches!(pair[0], "is" | "are") && matches!(pair[1], "seen" | "pictured" | "shown")
        })
    };
    dated && !text.contains(['"', '\u{201c}']) && seen()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_known() {
        for caption in [
            "FILE PHOTO: The ferry leaves Marrow, March 3, 2019. REUTERS/Ada Osei/File Photo",
            "Ada Osei meets the harbor's crew in the evening. (Photo by Tom Vale / AFP)",
            "Ada Osei meets the crew in Marrow. | Tom Vale/AFP/Getty Images",
            "The mayor walks home. REUTERS/Tom Vale",
            "2 of 5. The ferry sails along the pier with all of its crew.",
            "Mayor Ada Osei (left) meets Tom Vale of the harbor board on Monday.",
            "Ada Osei waves to the crew of the ferry in Marrow, October 30, 2018.",
            "A boat is seen at the pier of Marrow May 8, 2014",
            "Image caption The pier held for a hundred years",
        ] {
            assert!(is_caption(caption), "{caption}");
        }
    }

    #[test]
    fn reports_are_not() {
        for prose in [
            "MARROW (AP) - The ferry sank on Monday, and the crew of nine was saved by fishermen.",
            "Sen. Ada Osei (R) met the crew and said that the pier would be built again.",
            "The mayor was born in Marrow on October 30, 1958.",
            "She spoke of the and/or clause of the treaty. It had cost the harbor a year.",
            "The crew told the Lumen Agency (LA) that the pier had held.",
            "He waves it off. The board decided on the pier in Marrow on October 30, 2018.",
        ] {
            assert!(!is_caption(prose), "{prose}");
        }
    }
}
