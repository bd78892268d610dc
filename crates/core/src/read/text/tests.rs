use super::*;
use crate::model::{Article, BlockKind};

fn articles(text: &str) -> Vec<Article> {
    read_text(text, 100, 1000).articles
}

/// Title, day, headings and first words of each article, in order.
fn check(text: &str, expected: &[&str]) {
    let shown: Vec<String> = articles(text)
        .iter()
        .map(|article| {
            let day = article
                .published
                .map(|dated| format!("{} {:?}", dated.day, dated.precision))
                .unwrap_or_default();
            let headings: Vec<&str> = article
                .blocks
                .iter()
                .filter(|block| block.kind == BlockKind::Heading)
                .map(|block| block.span.of(&article.text))
                .collect();
            let start: Vec<&str> = article.text.split_whitespace().take(3).collect();
            format!("{}|{day}|{}|{}", article.title, headings.join("+"), start.join(" "))
        })
        .collect();
    assert_eq!(shown, expected);
}

const FERRY: &str =
    "The ferry to the northern islands left the harbour on Thursday before the fog came in over the pier.";
const LAMPS: &str =
    "New lamps will be set up along the quay before the winter, the harbour office said in a statement.";
const PILOTS: &str =
    "Pilots asked for a second tug after two ships touched in the narrow channel last week, officials said.";

#[test]
fn a_wire_page_with_two_dispatches() {
    let text = format!(
        "{FERRY}\n{LAMPS}\n- 'Good lamps' -\n{PILOTS}\nMayor hails new lamps as fog lifts\nHarbour (ABC) April 18, 2025 -\n{LAMPS}\n{PILOTS}\n\
         Related Links\nLearn about lamps at pier.example\nSubscribe to our newsletter |\n"
    );
    check(
        &text,
        &[
            "|2025-04-18 Week|'Good lamps'|The ferry to",
            "Mayor hails new lamps as fog lifts|2025-04-18 Day||New lamps will",
        ],
    );
    let found = articles(&text);
    assert_eq!(found[1].agency.as_deref(), Some("ABC"));
    assert!(found.iter().all(|article| !article.text.contains("pier.example")));
}

#[test]
fn an_article_behind_a_wall_with_lead_ins() {
    let text = format!(
        "Skip to main content\n\nAlready a member? Log in to your account to see this content.\n\n{FERRY}\n\n\
         What you should know first: {LAMPS} {PILOTS}\n\n88120017734 9ab12f77de k\n\n{PILOTS}\n\nJOIN THE CREW\n\nKeep up with our latest stories\n"
    );
    check(&text, &["||What you should know first|The ferry to"]);
    let found = articles(&text);
    assert!(
        !found[0].text.contains("member")
            && !found[0].text.contains("CREW")
            && !found[0].text.contains("8812")
    );
}

#[test]
fn an_article_with_cross_links_and_topics() {
    let text = format!(
        " date 2025-04-25 {FERRY}\n\nAdvertisement\n\n{LAMPS}\n\nAlso read: Fog closes pier for a third day\n\nTwo plans for the pier\n\n{PILOTS}\n\n\
         Lamps and masts:\n\n{LAMPS}\n\nWatch: Pilots at work | The coast explained\n\nTugs:\n\n{PILOTS}\n"
    );
    check(&text, &["|2025-04-25 Day|Two plans for the pier+Lamps and masts+Tugs|The ferry to"]);
}

#[test]
fn a_plain_article_is_one() {
    let text = format!(
        "Fog closes the northern pier\nBy Ada Quay\nApril 18, 2025\n\n{FERRY}\n\n{LAMPS}\n\n{PILOTS}\n\n{LAMPS} {PILOTS}\n\n{FERRY} {LAMPS}\n"
    );
    check(&text, &["Fog closes the northern pier|2025-04-18 Day||The ferry to"]);
    assert_eq!(articles(&text)[0].authors, ["Ada Quay"]);
}

#[test]
fn a_digest_by_others_is_kept_apart() {
    let text = format!(
        "25-04-2025\n\nFog and lamps on the coast\n\nSources: harbour.com: 1 | cbc.com: 1 | nctimes.com: 1\n\nSummary\n\nAll is well on the coast, says the page.\n\n\
         Key Points\n\n  • Lamps are new.\n  • Fog is old.\n\nArticles in this group\n\nFog closes pier | Coast | Harbour News\n\n{FERRY}\n\n\
         Lamps for the quayCoastal Broadcasting CompanyCoastal Broadcasting Company\n\n{LAMPS}\n\nPilots ask for a tug again\n\n{PILOTS}\n"
    );
    check(
        &text,
        &[
            "Fog closes pier|2025-04-25 Day||The ferry to",
            "Lamps for the quay|2025-04-25 Day||New lamps will",
            "Pilots ask for a tug again|2025-04-25 Day||Pilots asked for",
        ],
    );
    let reading = read_text(&text, 100, 1000);
    let outlets: Vec<&str> = reading.articles.iter().map(|article| article.outlet.domain.as_str()).collect();
    assert_eq!(outlets, ["harbour.com", "cbc.com", "nctimes.com"]);
    let digest = reading.digest.unwrap();
    assert_eq!((digest.title.as_str(), digest.key_points.len()), ("Fog and lamps on the coast", 2));
    assert!(digest.summary.starts_with("All is well"));
}

#[test]
fn empty_and_odd_texts_say_so() {
    assert_eq!(read_text("\n\n", 10, 10).remarks[0].code, "no-article");
    assert_eq!(read_text(&"Fog.\n".repeat(50), 10, 10).remarks[0].code, "items-capped");
}
