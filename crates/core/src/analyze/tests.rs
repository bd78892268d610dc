use super::*;
use crate::model::{Article, BlockKind, MentionKind};

fn article(paragraphs: &[&str], language: &str) -> Article {
    let blocks: Vec<_> = paragraphs.iter().map(|text| (BlockKind::Paragraph, *text)).collect();
    let mut article = Article::from_blocks(None, 0, &blocks);
    article.language = Language::parse(language);
    article
}

fn mentions(text: &str, language: &str) -> Vec<(String, MentionKind)> {
    let article = article(&[text], language);
    let analysis = analyze(&article, &AnalyzeConfig::default());
    analysis.mentions.iter().map(|m| (m.span.of(&article.text).to_owned(), m.kind)).collect()
}

fn check_names(text: &str, language: &str, expected: &[(&str, MentionKind)]) {
    let got = mentions(text, language);
    let got: Vec<_> = got.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    assert_eq!(got, expected, "{text}");
}

use MentionKind::{Organisation, Person, Place};

#[test]
fn names_and_kinds() {
    check_names(
        "Prime Minister Ada Osei met Tom Vale in Marrow. Police said Osei left.",
        "en",
        &[("Ada Osei", Person), ("Tom Vale", Person), ("Marrow", Place), ("Osei", Person)],
    );
    check_names(
        "In Marrow, Secretary of State Ada Osei closed the old bridge at noon. Osei left.",
        "en",
        &[("Marrow", Place), ("Ada Osei", Person), ("Osei", Person)],
    );
    check_names(
        "The Ministry of Harbors fined Quill Corp on Friday.",
        "en",
        &[("Ministry of Harbors", Organisation), ("Quill Corp", Organisation)],
    );
    check_names("Shares fell. Investors left Kenya’s banks.", "en", &[("Kenya", Place)]);
    check_names(
        "Der Präsident Tom Vale kam nach Wien. Die Brücke fiel.",
        "de",
        &[("Tom Vale", Person), ("Wien", Place)],
    );
}

#[test]
fn short_names_share_the_key() {
    let article = article(&["Ada Oseyskyy spoke.", "Later Oseysky left with Oseyskiy."], "en");
    let analysis = analyze(&article, &AnalyzeConfig::default());
    assert_eq!(analysis.mentions.len(), 3);
    assert!(analysis.mentions.iter().all(|mention| mention.key == analysis.mentions[0].key));
}

#[test]
fn figures_have_units() {
    let article =
        article(&["At least 12 people died. Twelve people were found. It cost $5 million, up 12%."], "en");
    let analysis = analyze(&article, &AnalyzeConfig::default());
    let values: Vec<f64> = analysis.figures.iter().map(|figure| figure.value).collect();
    assert_eq!(values, [12.0, 12.0, 5e6, 12.0]);
    assert_eq!(analysis.figures[0].unit, analysis.figures[1].unit);
    assert_ne!(analysis.figures[1].unit, analysis.figures[3].unit);
}

#[test]
fn same_text_same_analysis() {
    let article = article(
        &["Floods closed the old bridge in Marrow on Monday, the council said.", "Nobody was hurt."],
        "en",
    );
    let one = analyze(&article, &AnalyzeConfig::default());
    let two = Analyzer::default().analyze(&article, &AnalyzeConfig::default());
    assert_eq!(one.terms, two.terms);
    assert_eq!(one.signature, two.signature);
    assert_eq!(one.signature.runs.len(), one.signature.words as usize - 4);
    assert!(one.terms.windows(2).all(|pair| pair[0].key < pair[1].key));
}

#[test]
fn odd_texts() {
    for text in ["", "“", "\"", "A", "'''", "““““ said said said", "说：“好。”", "— — —"]
    {
        let article = article(&[text], "en");
        let analysis = analyze(&article, &AnalyzeConfig::default());
        assert!(analysis.quotes.iter().all(|quote| quote.span.end as usize <= article.text.len()));
    }
}

/// Checks which mentions of an article share their key with the first one that reads `name`.
fn check_shared(paragraphs: &[&str], language: &str, name: &str, expected: &[&str]) {
    let article = article(paragraphs, language);
    let analysis = analyze(&article, &AnalyzeConfig::default());
    let shown = |m: &crate::model::Mention| m.span.of(&article.text).to_owned();
    let key = analysis.mentions.iter().find(|m| shown(m) == name).map(|m| m.key);
    let same = analysis.mentions.iter().filter(|m| Some(m.key) == key);
    assert_eq!(same.map(shown).collect::<Vec<_>>(), expected, "{paragraphs:?}");
}

#[test]
fn a_surname_is_whom_the_article_calls_by_it() {
    // A sister who is named once does not take the name over.
    check_shared(
        &["Tom Vale fell from the pier. Tom Vale was ill.", "Ada Vale wept. Vale was buried on Monday."],
        "en",
        "Tom Vale",
        &["Tom Vale", "Tom Vale", "Vale"],
    );
    // By the form of address.
    check_shared(
        &["Tom Vale and Mary Vale came to town.", "Mrs. Vale spoke. Mr. Vale left."],
        "en",
        "Mary Vale",
        &["Mary Vale", "Vale"],
    );
    // By the pronouns, where only a woman of the family is named in full.
    check_shared(
        &["Mary Vale came along.", "Then Vale lost his hat. Later Vale sold his boat."],
        "en",
        "Mary Vale",
        &["Mary Vale"],
    );
    // A body in capitals is no person.
    check_shared(&["Ada Oon met the OON in Marrow. Oon left."], "en", "Ada Oon", &["Ada Oon", "Oon"]);
    // In German a surname looks like any noun.
    check_shared(
        &["Das sagte Anna Weber am Montag.", "Dann ging Weber heim."],
        "de",
        "Anna Weber",
        &["Anna Weber", "Weber"],
    );
}

#[test]
fn roles_ranks_and_emphasis_are_no_names() {
    check_names(
        "On Monday E.U. High Representative Ada Osei left.",
        "en",
        &[("E.U.", Organisation), ("Ada Osei", Person)],
    );
    check_names(
        "It was the Marrow General Assembly that met.",
        "en",
        &[("Marrow General Assembly", Organisation)],
    );
    check_names("It is NOT over until they VOTE, and we vote late.", "en", &[]);
    check_names(
        "Gestern lobte Hafensprecher Udo Quellmann die zwei Milligramm Quellsalz im Tonfall des Papiers.",
        "de",
        &[("Udo Quellmann", Person)],
    );
}
