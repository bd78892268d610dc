//! What every page has: head, masthead, footer.

use maud::{DOCTYPE, Markup, html};

/// No script, nothing from elsewhere but pictures: what an article smuggled in could not run.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'";

/// What a page says about itself.
pub(super) struct Page<'a> {
    /// Title of the document.
    pub title: &'a str,
    /// Language of the running text of the page's own words.
    pub language: &'a str,
    /// Path from the page back to the folder: empty or `../`.
    pub root: &'a str,
    /// What stands in the masthead beside the name.
    pub dateline: &'a str,
}

/// A whole page around `body`.
pub(super) fn page(page: &Page, body: &Markup) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(page.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                link rel="stylesheet" href={ (page.root) "newsloom.css" };
                link rel="alternate" type="application/atom+xml" title="Stories (Atom)" href={ (page.root) "feed.xml" };
                link rel="alternate" type="application/feed+json" title="Stories (JSON Feed)" href={ (page.root) "feed.json" };
            }
            body {
                a.skip href="#main" { "Skip to content" }
                header.masthead {
                    a.name href={ (page.root) "index.html" } { "newsloom" }
                    span.dateline { (page.dateline) }
                }
                main #main { (body) }
                footer.colophon {
                    p {
                        "Every sentence here rests on a passage of an article: open the number behind it to read the passage. "
                        "What could not be grounded is withheld."
                    }
                    p {
                        a href={ (page.root) "digest.json" } { "JSON" } " "
                        a href={ (page.root) "digest.md" } { "Markdown" } " "
                        a href={ (page.root) "feed.xml" } { "Atom" } " "
                        a href={ (page.root) "feed.json" } { "JSON Feed" }
                    }
                }
            }
        }
    };
    markup.into_string()
}

/// What a page of this renderer says, without what stands around it: for a frame of somebody else's, as the service has.
pub fn content(page: &str) -> &str {
    let from = page.find(OPENING).map_or(0, |at| at + OPENING.len());
    let to = page.rfind("</main>").unwrap_or(page.len());
    page.get(from..to).unwrap_or_default()
}

/// How [`page()`] begins the content.
const OPENING: &str = "<main id=\"main\">";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_of_a_page_is_had_back() {
        let body = html! { p { "1 < 2" } };
        let whole = page(&Page { title: "t", language: "en", root: "", dateline: "" }, &body);
        assert_eq!(content(&whole), body.into_string());
    }
}
