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
fn a_page_is_several_articles_only_under_headlines() {
    let block = |text: &str| (BlockKind::Paragraph, text.to_owned());
    let roundup = [
        block(FERRY),
        block(&format!("PIERTOWN (ABC) — {LAMPS}")),
        block(&format!("QUAYSIDE (ABC) — {PILOTS}")),
    ];
    assert!(several(&roundup, true).is_none());
    let wire = [
        block(FERRY),
        block(LAMPS),
        block("Pilots ask for a tug"),
        block("Quayside (ABC) April 18, 2025 -"),
        block(PILOTS),
    ];
    assert_eq!(several(&wire, true).map(|articles| articles.len()), Some(2));
    assert!(
        several(&[block(FERRY), block(LAMPS), block(&format!("QUAYSIDE (ABC) — {PILOTS}"))], true).is_none()
    );
    // An abbreviation that is explained is no agency.
    let explained = [
        block(FERRY),
        block(LAMPS),
        block("What the pilots earn"),
        block(&format!("Rate of return (ROR) - {PILOTS}")),
    ];
    assert!(several(&explained, true).is_none());
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

const NEWS: [&str; 4] = [
    "The government of Norland said on Monday it would raise the pension age to 67 by 2030. Finance Minister Karl Lund told parliament the change would save two billion crowns a year. Unions called a protest.",
    "A fire destroyed a chemical warehouse near the city of Estburg overnight, forcing 300 people from their homes. Firefighters brought the blaze under control by morning. Mayor Olga Brandt said nobody was hurt.",
    "Football club Rovers won the national cup for the first time in 40 years on Saturday, beating United 2-1 after extra time. Striker Pedro Alves scored both goals. Thousands of fans celebrated in Southby.",
    "Scientists at the University of Westmark have found a new kind of frog in the cloud forests of Peru. The animal lives only on one mountain. Professor Ines Duarte said on Monday it was already at risk.",
];

#[test]
fn briefs_without_titles_are_several() {
    let found = articles(&NEWS.join("\n\n"));
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|article| article.title.is_empty() && article.published.is_none()));
}

#[test]
fn a_newsletter_has_an_article_per_section() {
    let [pension, fire, cup, _] = NEWS;
    let text = format!(
        "From: The Tide <news@tide.example>\nSubject: Pensions, fire, football\nDate: Sat, 3 May 2025 06:00:00 +0100\n\nGood morning!\n\n\
         ## Pensions up\n\n{pension}\n\n## Fire in Estburg\n\n{fire}\n\n## Rovers win\n\n{cup}\n\nYou are receiving this because you signed up.\n"
    );
    check(
        &text,
        &[
            "Pensions up|2025-05-03 Minute||The government of",
            "Fire in Estburg|2025-05-03 Minute||A fire destroyed",
            "Rovers win|2025-05-03 Minute||Football club Rovers",
        ],
    );
    assert!(articles(&text).iter().all(|article| article.outlet.domain == "tide.example"));
}

#[test]
fn a_dateline_without_a_year_takes_that_of_its_neighbors() {
    let text = format!(
        "Pier closed\nHARBOUR, May 2 (ABC) - {FERRY}\n(Reporting by Ada Quayle; Editing by Tom Reed)\nRelated content\nLamps are new\n\
         Pilots ask for a tug\nBy TOM REED, Coast Press\nHarbour, May 4, 2025 (dpa) - {PILOTS}\n"
    );
    check(
        &text,
        &[
            "Pier closed|2025-05-02 Day||The ferry to",
            "Pilots ask for a tug|2025-05-04 Day||Pilots asked for",
        ],
    );
    assert_eq!(articles(&text)[0].authors, ["Ada Quayle"]);
    assert_eq!(articles(&text)[1].authors, ["Tom Reed"]);
}

#[test]
fn a_page_with_menus_is_one_article() {
    let text = format!(
        "Home\nNews\nFog closes the northern pier\nTom Reed\nPublished 2 May 2025, 10:42 BST\nUpdated 3 hours ago\n5 min read\nShare\n{FERRY}\n\
         Advertisement - scroll to continue\n{LAMPS}\nREAD MORE: Pier closed\nPhoto: The pier (Agency)\nWhat pilots want\n{PILOTS}\nTags\nPiers\n© 2025 The Tide\n"
    );
    check(&text, &["Fog closes the northern pier|2025-05-02 Minute|What pilots want|The ferry to"]);
    assert_eq!(articles(&text)[0].authors, ["Tom Reed"]);
}

#[test]
fn empty_and_odd_texts_say_so() {
    assert_eq!(read_text("\n\n", 10, 10).remarks[0].code, "no-article");
    assert_eq!(read_text(&"Fog.\n".repeat(50), 10, 10).remarks[0].code, "items-capped");
}
