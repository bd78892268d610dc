//! Whether a few words name the outlet that a domain belongs to.

use super::address;

/// Words that outlets put beside their name and their domain leaves out.
const BESIDE: &[&str] = &[
    "the",
    "of",
    "and",
    "news",
    "online",
    "world",
    "politics",
    "live",
    "com",
    "on",
    "for",
    "der",
    "die",
    "das",
    "le",
    "la",
    "el",
    "de",
    "business",
    "sport",
    "sports",
    "us",
    "uk",
    "international",
    "english",
    "digital",
    "magazine",
    "daily",
    "section",
    "homepage",
];

/// The parts of a domain that may carry a name: of `news.harbour.co.uk` it is `harbour` and `newsharbour`, `harbournews`.
pub(super) fn labels(domain: &str) -> Vec<String> {
    let host = domain.trim().trim_start_matches("www.").to_lowercase();
    let registrable = address::registrable(&host);
    let own = registrable.split('.').next().unwrap_or("").replace('-', "");
    let mut labels = vec![own.clone()];
    if let Some(sub) = host.strip_suffix(registrable).and_then(|rest| rest.strip_suffix('.')) {
        for part in sub.split('.').filter(|part| part.len() > 2) {
            if part.len() > 4 && !BESIDE.contains(&part) {
                labels.push(part.to_owned());
            }
            labels.push(format!("{part}{own}"));
            labels.push(format!("{own}{part}"));
        }
    }
    labels.retain(|label| label.len() >= 2);
    labels
}

/// Whether `words`, as they stand in a title, name the outlet of `domain`: the domain's label is made of the words, of
/// their beginnings or of their initials, in order.
pub(super) fn names(words: &str, domain: &str) -> bool {
    spelled(words, &labels(domain))
}

/// [`names`], of a domain whose parts are known.
pub(super) fn spelled(words: &str, labels: &[String]) -> bool {
    let parts = || words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    // Most titles have more words than a name.
    if parts().filter(|word| word.contains(char::is_alphanumeric)).nth(6).is_some() {
        return false;
    }
    let folded: Vec<String> = parts()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
        .filter(|word| !word.is_empty())
        .take(7)
        .collect();
    if folded.is_empty() || folded.len() > 6 {
        return false;
    }
    labels.iter().any(|label| spells(label, &folded))
}

/// Whether `label` is spelled by beginnings of `words`, in order; only words that outlets put beside their name may
/// give nothing. Initials alone count where at least two words give one, so that a chance word names nobody.
fn spells(label: &str, words: &[String]) -> bool {
    let all = words.concat();
    if all == label {
        return true;
    }
    fn fits(label: &str, words: &[String], given: usize, whole: bool) -> bool {
        let Some((word, rest)) = words.split_first() else {
            return label.is_empty() && (whole || given >= 2);
        };
        if BESIDE.contains(&word.as_str()) && fits(label, rest, given, whole) {
            return true;
        }
        let shared = word.chars().zip(label.chars()).take_while(|(left, right)| left == right);
        let mut length = 0;
        for (c, _) in shared {
            length += c.len_utf8();
            // a word gives its initial or stands whole: part of a word is chance
            if (length == c.len_utf8() || length == word.len())
                && fits(&label[length..], rest, given + 1, whole || (length == word.len() && length >= 3))
            {
                return true;
            }
        }
        false
    }
    fits(label, words, 0, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_domains() {
        let check = |words: &str, domain: &str, expected: bool| {
            assert_eq!(names(words, domain), expected, "{words} {domain}")
        };
        check("Harbour News", "harbournews.example.com", true);
        check("Harbour News", "news.harbour.co.uk", true);
        check("Harbour", "www.harbour.com", true);
        check("Coastal Broadcasting Company", "cbc.com", true);
        check("The North Coast Times", "nctimes.com", true);
        check("World News", "harbour.com", false);
        check("Carl", "cbc.com", false);
        check("Ferries back on Monday", "harbour.com", false);
    }
}
