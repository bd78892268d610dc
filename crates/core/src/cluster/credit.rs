//! Whose word an article is: its publisher and the agency that it credits, as keys.

use crate::text::hash::key32;

/// Key of the publisher of a domain: what was registered, without `news.` or `edition.` before it. 0 for none.
pub(super) fn publisher(domain: &str) -> u32 {
    if domain.is_empty() { 0 } else { key32(psl::domain_str(domain).unwrap_or(domain)).max(1) }
}

/// Key of an agency's name, 0 for none.
pub(super) fn agency(name: Option<&str>) -> u32 {
    let letters: String =
        name.unwrap_or("").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { 0 } else { key32(&letters).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publisher_is_what_was_registered() {
        assert_eq!(publisher("news.harbor.example.co.uk"), publisher("example.co.uk"));
        assert_ne!(publisher("harbor.co.uk"), publisher("canal.co.uk"));
        assert_eq!(agency(Some("N.P.A.")), agency(Some("npa")));
        assert_eq!((publisher(""), agency(None)), (0, 0));
    }
}
