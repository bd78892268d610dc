use crate::analyze::{AnalyzeConfig, Analyzer};
use crate::model::{Article, BlockKind, Language};

/// Checks (words, words that name the speaker, name of who it is) of each quotation.
fn check(paragraphs: &[&str], language: &str, expected: &[(&str, &str, &str)]) {
    let blocks: Vec<_> = paragraphs.iter().map(|text| (BlockKind::Paragraph, *text)).collect();
    let mut article = Article::from_blocks(None, 0, &blocks);
    article.language = Language::parse(language);
    let mut analyzer = Analyzer::default();
    let config = AnalyzeConfig::default();
    let mentions = analyzer.analyze(&article, &config).mentions;
    let (found, _) = analyzer.quotes(&article, &config);
    let text = &article.text;
    let got: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|quote| {
            let name = quote.speaker.map_or("", |at| mentions[at as usize].span.of(text));
            (quote.span.of(text), quote.speaker_span.map_or("", |span| span.of(text)), name)
        })
        .collect();
    assert_eq!(got, expected, "{paragraphs:?}");
}

#[test]
fn verb_and_subject() {
    check(
        &["“We will rebuild the bridge,” Ada Osei said."],
        "en",
        &[("We will rebuild the bridge,", "Ada Osei", "Ada Osei")],
    );
    check(
        &["\"We will rebuild it,\" said Tom Vale, the mayor of Marrow."],
        "en",
        &[("We will rebuild it,", "Tom Vale", "Tom Vale")],
    );
    check(
        &["Tom Vale, the mayor of Marrow, said: “It is time to act.”"],
        "en",
        &[("It is time to act.", "Tom Vale", "Tom Vale")],
    );
    check(
        &["In a letter to the Marrow Herald, Ada Osei wrote that “nobody was warned in time.”"],
        "en",
        &[("nobody was warned in time.", "Ada Osei", "Ada Osei")],
    );
    check(
        &["“It held for a day,” according to the harbor master."],
        "en",
        &[("It held for a day,", "the harbor master", "")],
    );
}

#[test]
fn speakers_carry_over() {
    check(
        &["“We left at dawn,” Ada Osei said. “Nobody stayed behind.”", "“It was a long night,” she added."],
        "en",
        &[
            ("We left at dawn,", "Ada Osei", "Ada Osei"),
            ("Nobody stayed behind.", "Ada Osei", "Ada Osei"),
            ("It was a long night,", "she", "Ada Osei"),
        ],
    );
    check(
        &["Ada Osei nodded and said “we will be back next week” before leaving."],
        "en",
        &[("we will be back next week", "Ada Osei", "Ada Osei")],
    );
}

#[test]
fn who_only_belongs_to_a_name_is_not_it() {
    check(
        &["“The road is closed today,” a spokesman for Ada Osei said."],
        "en",
        &[("The road is closed today,", "a spokesman for Ada Osei", "")],
    );
}

#[test]
fn other_marks() {
    check(
        &["„Wir bauen die Brücke neu“, sagte Tom Vale."],
        "de",
        &[("Wir bauen die Brücke neu", "Tom Vale", "Tom Vale")],
    );
    check(
        &["«Vamos a reconstruir el puente», dijo Ada Osei."],
        "es",
        &[("Vamos a reconstruir el puente", "Ada Osei", "Ada Osei")],
    );
}

#[test]
fn marks_that_never_close() {
    let article = Article::from_blocks(
        None,
        0,
        &[
            (BlockKind::Paragraph, "“This goes on and on for a while"),
            (BlockKind::Paragraph, "“and ends here,” Ada Osei said."),
        ],
    );
    let (found, _) = Analyzer::default().quotes(&article, &AnalyzeConfig::default());
    assert_eq!(found.len(), 2);
    assert!(!found[0].direct && found[0].goes_on && !found[0].closed);
    assert!(found[1].direct);
}

#[test]
fn titles_are_not_speech() {
    let article = Article::from_blocks(
        None,
        0,
        &[(BlockKind::Paragraph, "The band played “Songs of the Long Harbor Night” again.")],
    );
    let (found, _) = Analyzer::default().quotes(&article, &AnalyzeConfig::default());
    assert!(!found[0].direct);
}

#[test]
fn asides_between_speaker_and_verb() {
    check(
        &["Ada Osei, when asked about the old bridge, answered that it “will be closed by spring.”"],
        "en",
        &[("will be closed by spring.", "Ada Osei", "Ada Osei")],
    );
    check(
        &["Ada Osei said any mayor who wants to keep the bridge “owes that to the town.”"],
        "en",
        &[("owes that to the town.", "Ada Osei", "Ada Osei")],
    );
}

/// Checks which words are direct quotations.
fn check_direct(paragraphs: &[&str], expected: &[&str]) {
    let blocks: Vec<_> = paragraphs.iter().map(|text| (BlockKind::Paragraph, *text)).collect();
    let mut article = Article::from_blocks(None, 0, &blocks);
    article.language = Some(Language::ENGLISH);
    let (found, _) = Analyzer::default().quotes(&article, &AnalyzeConfig::default());
    let direct: Vec<&str> =
        found.iter().filter(|quote| quote.direct).map(|quote| quote.span.of(&article.text)).collect();
    assert_eq!(direct, expected, "{paragraphs:?}");
}

#[test]
fn quotations_inside_quotations() {
    check_direct(
        &["\"She told us “the pier is safe to use,” and we believed her,\" Tom Vale said."],
        &["She told us “the pier is safe to use,” and we believed her,"],
    );
    // The mark before a quoted paragraph never closes: what is set off inside it is all there is.
    check_direct(
        &["\"Tom Vale laughed and said, “We all saw it coming for years.” Nobody answered.", "They left."],
        &["We all saw it coming for years."],
    );
}

#[test]
fn marks_of_markup_and_slips_are_no_quotations() {
    check_direct(
        &[
            "<post id=\"7\" by=\"harbor\" at=\"noon\">The gate of the old pier is open again</post>, Tom Vale wrote.",
        ],
        &[],
    );
    check_direct(
        &[
            "“We will rebuild the bridge,” Ada Osei said.",
            "”Nobody asked us about the bridge before.” She left.",
        ],
        &["We will rebuild the bridge,"],
    );
    // A pull quote with its credit inside the marks.
    check_direct(&["“The bridge will stand again by spring.\nAda Osei, Mayor of Marrow.”"], &[]);
}

#[test]
fn titles_and_short_sentences() {
    check_direct(&["Ada Osei spoke on “The Long Harbor Night.” Nobody listened."], &[]);
    check_direct(&["Also new: “The bridge that nobody wanted in Marrow,” by Tom Vale."], &[]);
    check_direct(&["“Like Marrow. Or Vesper,”\u{a0}Ada Osei said."], &["Like Marrow. Or Vesper,"]);
    check_direct(
        &["“Do you think that I will go?” Ada Osei asked the council. “I'm not going.”"],
        &["Do you think that I will go?", "I'm not going."],
    );
}

#[test]
fn hostile_marks_stay_cheap() {
    let text = "“a” said ".repeat(3_000);
    let article = Article::from_blocks(None, 0, &[(BlockKind::Paragraph, &text)]);
    let (found, _) = Analyzer::default().quotes(&article, &AnalyzeConfig::default());
    assert!(found.len() == 3_000);
}

#[test]
fn a_pronoun_means_whom_it_can() {
    check(
        &[
            "The union's negotiator, Dora Maddox, called that \u{201c}a rounding error\u{201d}.",
            "The railway's head of personnel, Alec Quorn, said it had no money. \u{201c}We cannot pay for empty seats,\u{201d} he said.",
            "Ms Maddox left. Asked what would bring him back, he said: \u{201c}A number that starts with five.\u{201d}",
        ],
        "en",
        &[
            ("a rounding error", "Dora Maddox", "Dora Maddox"),
            ("We cannot pay for empty seats,", "he", "Alec Quorn"),
            ("A number that starts with five.", "he", "Alec Quorn"),
        ],
    );
    check(
        &[
            "\u{201c}We heard the hill,\u{201d} said Amparo Lupe, a baker.",
            "Elvra Santoval, the director of civil protection, asked people to stay away. \u{201c}It will not be the last one,\u{201d} she said.",
        ],
        "en",
        &[
            ("We heard the hill,", "Amparo Lupe", "Amparo Lupe"),
            ("It will not be the last one,", "she", "Elvra Santoval"),
        ],
    );
}

#[test]
fn marks_of_a_wire_are_marks() {
    check(
        &["``We will rebuild the bridge,'' Ada Osei said. ``It's late,'' Tom Vale added."],
        "en",
        &[("We will rebuild the bridge,", "Ada Osei", "Ada Osei"), ("It's late,", "Tom Vale", "Tom Vale")],
    );
}

#[test]
fn the_head_of_a_phrase_speaks() {
    check(
        &["“The bridge was never safe,” said Marrow law professor Ada Osei."],
        "en",
        &[("The bridge was never safe,", "Ada Osei", "Ada Osei")],
    );
    check(
        &["“It will cost us all a lot,” Vale campaign aide Tom Quill wrote."],
        "en",
        &[("It will cost us all a lot,", "Tom Quill", "Tom Quill")],
    );
}

#[test]
fn who_is_asked_does_not_speak() {
    check(
        &["Ada Osei was quiet when asked whether “all of it was true.”"],
        "en",
        &[("all of it was true.", "", "")],
    );
}

#[test]
fn a_pronoun_means_who_fits_it() {
    let third = "“It was dark on the pier,” she said.";
    check(
        &["Mary King walked home. King told the board of the wounds of Tom Vale.", third],
        "en",
        &[("It was dark on the pier,", "she", "King")],
    );
    // Somebody without a name spoke last.
    check(
        &["Ada Osei left. An ally of Ada Osei told us of the plan.", third],
        "en",
        &[("It was dark on the pier,", "she", "")],
    );
}
