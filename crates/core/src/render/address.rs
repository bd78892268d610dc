//! Addresses that go out: which may become links, and links that land on the sentence.

use std::fmt::Write;

/// The address if it may be a link: `http` or `https`, no control characters. Everything else is shown as text only.
pub fn link(url: &str) -> Option<&str> {
    let scheme = url.split_once("://")?.0;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (web && !url.chars().any(|c| c.is_control() || c == ' ')).then_some(url)
}

/// The address of a picture if it may be shown: a link, or a path inside the edition's own folder.
pub fn picture(url: &str) -> Option<&str> {
    let own = url.strip_prefix("pictures/").is_some_and(|name| {
        !name.contains("..") && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    });
    if own { Some(url) } else { link(url) }
}

/// `url` with a text fragment, so that the browser scrolls to the quoted passage and marks it.
///
/// Long passages are named by their first and last words. <https://wicg.github.io/scroll-to-text-fragment/>
pub fn with_text_fragment(url: &str, passage: &str) -> Option<String> {
    with_text_fragments(url, [passage])
}

/// `url` with a text fragment of several passages: all are marked, the first is scrolled to.
pub fn with_text_fragments<'p>(url: &str, passages: impl IntoIterator<Item = &'p str>) -> Option<String> {
    let url = link(url)?;
    let mut address = url.split('#').next().unwrap_or(url).to_owned();
    let mut opening = "#:~:text=";
    for passage in passages {
        let words: Vec<&str> = passage.split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        address.push_str(std::mem::replace(&mut opening, "&text="));
        if words.len() <= 10 {
            escape(&words.join(" "), &mut address);
        } else {
            escape(&words[..5].join(" "), &mut address);
            address.push(',');
            escape(&words[words.len() - 4..].join(" "), &mut address);
        }
    }
    if opening.starts_with('#') { Some(url.to_owned()) } else { Some(address) }
}

/// Percent-encodes what is not unreserved; `-` too, which separates parts of a text fragment.
fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~!'()*".contains(&byte) {
            into.push(byte as char);
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_becomes_a_link() {
        assert_eq!(link("https://harbour.example/a"), Some("https://harbour.example/a"));
        for refused in
            ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "java\nscript://x", ""]
        {
            assert_eq!(link(refused), None, "{refused}");
        }
        assert_eq!(picture("pictures/a1.jpg"), Some("pictures/a1.jpg"));
        assert_eq!(picture("pictures/../../etc"), None);
    }

    #[test]
    fn a_fragment_names_the_passage() {
        assert_eq!(
            with_text_fragment("https://a.example/x#old", "Two well-known ferries").as_deref(),
            Some("https://a.example/x#:~:text=Two%20well%2Dknown%20ferries")
        );
        let long = with_text_fragment("https://a.example/x", "a b c d e f g h i j k l").unwrap();
        assert_eq!(long, "https://a.example/x#:~:text=a%20b%20c%20d%20e,i%20j%20k%20l");
        let two = with_text_fragments("https://a.example/x#old", ["one", " ", "two"]);
        assert_eq!(two.as_deref(), Some("https://a.example/x#:~:text=one&text=two"));
        let none = with_text_fragments("https://a.example/x#old", [""]);
        assert_eq!(none.as_deref(), Some("https://a.example/x#old"));
    }
}
