//! The annotated page of `extract --explain`: every block of a document, kept or dropped, with the reason.

use crate::model::{BlockKind, Explanation, Fact, JudgedBlock};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// No script and nothing from elsewhere: the text of any page can be shown.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "\
:root{color-scheme:light dark;--kept:#1a7f37;--dropped:#b3261e;--line:#8884}\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.4rem;line-height:1.25}h2{font-size:1.1rem;margin-top:2.5rem}\
table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}\
td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.block{border-left:.4rem solid var(--kept);padding:.2rem 0 .2rem 1rem;margin:.8rem 0}\
.block.dropped{border-left-color:var(--dropped)}.block.dropped .text{opacity:.62;font-size:.92rem}\
.text{margin:0;white-space:pre-line;overflow-wrap:anywhere}.heading .text{font-weight:600;font-size:1.1rem}\
.quotation .text{font-style:italic}.caption .text,.table_row .text{font-size:.92rem}\
.why{margin:.1rem 0 0;font-size:.8rem;opacity:.8;overflow-wrap:anywhere}\
.verdict{font-weight:600;color:var(--kept)}.dropped .verdict{color:var(--dropped)}code{font-size:.95em}\
tr.chosen{font-weight:600}.only input{margin-right:.4rem}\
#hide:checked~.blocks .dropped{display:none}";

/// The page. One file that needs nothing beside it.
pub fn explanation_page(explanation: &Explanation) -> String {
    let kept = explanation.blocks.iter().filter(|block| block.kept).count();
    let title = match explanation.articles.first() {
        Some((title, _)) if !title.is_empty() => title.as_str(),
        _ => explanation.name.as_str(),
    };
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                title { "Why: " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p { "How newsloom read " (source(explanation)) ": " (counts(explanation, kept)) "." }
                @if !explanation.remarks.is_empty() {
                    ul { @for remark in &explanation.remarks { li { (remark.text) " " code { (remark.code) } } } }
                }
                @if explanation.articles.len() > 1 {
                    h2 { "Articles in it" }
                    ol start="0" {
                        @for (title, blocks) in &explanation.articles {
                            li { (if title.is_empty() { "without a title" } else { title }) ", " (blocks) " blocks" }
                        }
                    }
                }
                (rules(explanation))
                @if !explanation.facts.is_empty() {
                    h2 { "Known about it" }
                    table {
                        tr { th { "what" } th { "value" } th { "score" } th { "found in" } }
                        @for fact in &explanation.facts { (row(fact)) }
                    }
                }
                h2 { "Its text, block by block" }
                p.why { "Green is kept, red is dropped. A score is in log-odds: kept from about nought on." }
                input #hide type="checkbox"; label for="hide" { " show only what was kept" }
                div.blocks { @for judged in &explanation.blocks { (block(judged)) } }
            }
        }
    };
    markup.into_string()
}

fn source(explanation: &Explanation) -> Markup {
    let address = explanation.url.as_deref().and_then(crate::render::address::link);
    html! {
        @match address {
            Some(address) => a href=(address) rel="noreferrer noopener" { (address) },
            None => code { (explanation.name) },
        }
    }
}

fn counts(explanation: &Explanation, kept: usize) -> String {
    let articles = match explanation.articles.len() {
        0 => "no article".to_owned(),
        1 => "one article".to_owned(),
        many => format!("{many} articles"),
    };
    format!("{articles}, {kept} of {} blocks kept", explanation.blocks.len())
}

fn rules(explanation: &Explanation) -> Markup {
    html! {
        @if !explanation.rules.is_empty() {
            h2 { "Rules given for this site" }
            table {
                tr { th { "site" } th { "key" } th { "selector" } th { "elements found" } }
                @for rule in &explanation.rules {
                    tr { td { (rule.site) } td { (rule.key) } td { code { (rule.selector) } } td.number { (rule.found) } }
                }
            }
        }
    }
}

fn row(fact: &Fact) -> Markup {
    html! {
        tr.chosen[fact.chosen] {
            td { (fact.what) }
            td { (fact.value) }
            td.number { @if let Some(score) = fact.score { (format!("{score:.2}")) } }
            td { (fact.why) }
        }
    }
}

fn block(block: &JudgedBlock) -> Markup {
    html! {
        div class=(format!("block {}{}", kind(block.kind), if block.kept { "" } else { " dropped" })) {
            p.text dir="auto" { (block.text) }
            p.why {
                span.verdict { (if block.kept { "kept" } else { "dropped" }) }
                @if let Some(part) = block.part { " in article " (part) }
                @if let Some(score) = block.score { " " (format!("{score:+.1}")) }
                " · " (block.why)
                @if !block.place.is_empty() { " · " code { (block.place) } }
            }
        }
    }
}

/// The kind as the public shapes spell it.
pub fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::ListItem => "list_item",
        BlockKind::Quotation => "quotation",
        BlockKind::Caption => "caption",
        BlockKind::TableRow => "table_row",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_becomes_markup() {
        let block = JudgedBlock {
            place: "div.<b>".to_owned(),
            kind: BlockKind::Paragraph,
            text: "<script>alert(1)</script>".to_owned(),
            kept: false,
            score: Some(-3.0),
            why: "scored as furniture".to_owned(),
            part: None,
        };
        let explanation = Explanation {
            url: Some("javascript:alert(1)".to_owned()),
            blocks: vec![block],
            ..Explanation::default()
        };
        let page = explanation_page(&explanation);
        assert!(!page.contains("<script") && !page.contains("href=\"javascript"), "{page}");
        assert!(page.contains("0 of 1 blocks kept") && page.contains("-3.0"));
    }
}
