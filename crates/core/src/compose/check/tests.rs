use super::*;
use crate::model::{BlockKind, DraftArticle, Sentence, SentenceKind};
use proptest::prelude::*;

/// An article of one paragraph with a sentence per given text.
fn article(sentences: &[&str]) -> (Article, Analysis) {
    let text = sentences.join(" ");
    let article =
        Article::from_blocks(Some("https://lumen.example/ferry"), 0, &[(BlockKind::Paragraph, &text)]);
    let mut analysis = Analysis::default();
    let mut at = 0;
    for sentence in sentences {
        let span = Span::new(at, at + sentence.len());
        analysis.sentences.push(Sentence { span, block: 0, kind: SentenceKind::Prose });
        at += sentence.len() + 1;
    }
    (article, analysis)
}

fn report<'a>(article: &'a Article, analysis: &'a Analysis) -> Report<'a> {
    Report { article, analysis, copy_of: None, event: 0, independent: 0 }
}

const SENTENCES: [&str; 4] = [
    "At least twelve people died when the ferry Arden sank off Port Lumen, former harbor master Ada Quill said.",
    "The ferry was not full, and no distress call was heard.",
    "Rescuers may have to give up by 14 May, Minister Teo Brandt told reporters.",
    "Brandt accused Quill of \u{201c}years of neglect\u{201d} in a letter of 7 pages.",
];

/// Checks `text` as resting on the sentence with the given number.
fn check_line(text: &str, sentence: usize, expected: Option<How>) {
    let (article, analysis) = article(&SENTENCES);
    let mut checker = Checker::new(&[report(&article, &analysis)]);
    let cites = vec![Citation { article: article.id, span: analysis.sentences[sentence].span }];
    let line = checker.line(&DraftLine { text: text.to_owned(), cites });
    assert_eq!(line.as_ref().ok().map(|line| line.how), expected, "{text}: {line:?}");
}

#[test]
fn what_holds() {
    check_line(SENTENCES[0], 0, Some(How::Verbatim));
    check_line("At least twelve people died when the ferry Arden sank.", 0, Some(How::Trimmed));
    check_line("Off Port Lumen the ferry Arden sank: at least twelve people died", 0, Some(How::Reworded));
    check_line("No distress call was heard.", 1, Some(How::Trimmed));
}

#[test]
fn what_does_not() {
    check_line("Twelve people died when the ferry Arden sank.", 0, None);
    check_line("Dozens of people died when the ferry Arden sank.", 0, None);
    check_line("At least twelve people died, harbor master Ada Quill said.", 0, None);
    check_line("The ferry was full.", 1, None);
    check_line("Rescuers gave up by 14 May, Minister Teo Brandt told reporters.", 2, None);
    check_line("A distress call was heard.", 1, None);
    check_line("Rescuers have to give up by 14 May.", 2, None);
    check_line("Rescuers may have to give up by 15 May.", 2, None);
    check_line("Quill accused Brandt of \u{201c}years of neglect\u{201d} in a letter of 7 pages.", 3, None);
    check_line("Brandt accused Quill of \u{201c}years of crime\u{201d} in a letter of 7 pages.", 3, None);
    check_line("Storms drove whole villages from their homes.", 2, None);
}

#[test]
fn a_slice_is_read_with_its_sentence() {
    let (article, analysis) = article(&SENTENCES);
    let mut checker = Checker::new(&[report(&article, &analysis)]);
    let start = SENTENCES[0].len() + 1;
    let cut = SENTENCES[1].find("distress").unwrap();
    let span = Span::new(start + cut, start + SENTENCES[1].len());
    let draft = DraftLine {
        text: "distress call was heard.".to_owned(),
        cites: vec![Citation { article: article.id, span }],
    };
    assert!(checker.line(&draft).is_err());
}

#[test]
fn what_is_withheld_is_told_in_its_sources_words() {
    let (article, analysis) = article(&SENTENCES);
    let cites = vec![Citation { article: article.id, span: analysis.sentences[1].span }];
    let draft = Draft {
        summary: vec![DraftLine { text: "The ferry was full.".to_owned(), cites }],
        ..Draft::default()
    };
    let checked = check(draft, &[report(&article, &analysis)]);
    assert_eq!(checked.summary.len(), 1);
    assert_eq!(checked.summary[0].text, SENTENCES[1]);
    assert_eq!(checked.withheld.len(), 1);
}

/// The rules of the contract's checker once more, on their own: what a hostile writer gets past the check must hold here.
fn grounded(line: &Line, article: &Article) -> bool {
    let slices: Vec<&str> = line.cites.iter().map(|cite| cite.span.of(&article.text)).collect();
    if slices.is_empty() || slices.iter().any(|slice| slice.is_empty()) || line.text.trim().is_empty() {
        return false;
    }
    let known = fold::words(&fold::fold(&slices.join(" ")));
    let told = fold::words(&fold::fold(&line.text));
    match line.how {
        How::Verbatim => slices.len() == 1 && fold::fold(&line.text) == fold::fold(slices[0]),
        How::Trimmed => fold::is_subsequence(&told, &known),
        How::Reworded => told
            .iter()
            .filter(|word| word.contains(|letter: char| letter.is_ascii_digit()))
            .all(|word| slices.iter().any(|slice| fold::fold(slice).to_lowercase().contains(word.as_str()))),
    }
}

proptest! {
    #[test]
    fn a_hostile_writer_gets_nothing_past(
        words in proptest::collection::vec("[A-Za-z0-9,.'\"]{1,9}|Quill|Arden|twelve|not|dozens|\u{e9}t\u{e9}|\u{201c}years", 0..14),
        cites in proptest::collection::vec((0u32..400, 0u32..400), 0..4),
        from in 0usize..4,
        keep in proptest::collection::vec(any::<bool>(), 24),
    ) {
        let (article, analysis) = article(&SENTENCES);
        let reports = [report(&article, &analysis)];
        let cites: Vec<Citation> = cites.into_iter()
            .map(|(a, b)| Citation { article: article.id, span: Span { start: a.min(b), end: a.max(b) } }).collect();
        let kept = SENTENCES[from].split(' ').zip(&keep).filter(|(_, keep)| **keep).map(|(word, _)| word);
        let thinned = kept.collect::<Vec<_>>().join(" ");
        let whole = vec![Citation { article: article.id, span: analysis.sentences[from].span }];
        let drafts = vec![
            DraftLine { text: words.join(" "), cites: cites.clone() },
            DraftLine { text: format!("{thinned} {}", words.join(" ")), cites: whole.clone() },
            DraftLine { text: thinned, cites: whole },
        ];
        let draft = Draft {
            headline: drafts.first().cloned(),
            summary: drafts.clone(),
            key_points: drafts.clone(),
            articles: vec![DraftArticle { article: article.id, summary: drafts }],
            by: None,
        };
        let checked = check(draft, &reports);
        let lines = checked.headline.iter().chain(&checked.summary).chain(&checked.key_points)
            .chain(checked.articles.values().flatten());
        for line in lines {
            prop_assert!(grounded(line, &article), "{line:?}");
        }
    }
}

/// What of another writer's summary is told: `None` where the writer is not named.
fn prefer(summary: &[&str], expected: Option<&[&str]>) {
    let (article, analysis) = article(&SENTENCES);
    let reports = [report(&article, &analysis)];
    let cites = vec![Citation { article: article.id, span: analysis.sentences[0].span }];
    let line = |text: &str| DraftLine { text: text.to_owned(), cites: cites.clone() };
    let own = Draft { summary: vec![line(SENTENCES[0])], ..Draft::default() };
    let mut checked = check(own, &reports);
    let draft = Draft {
        by: Some("a writer".to_owned()),
        summary: summary.iter().map(|text| line(text)).collect(),
        ..Draft::default()
    };
    let named = checked.prefer(draft, &reports, &ComposeConfig::default());
    assert_eq!(named.is_some(), expected.is_some(), "{summary:?}");
    let told: Vec<&str> = checked.summary.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(told, expected.unwrap_or(&[SENTENCES[0]]));
}

#[test]
fn a_writer_is_named_only_where_its_words_are_told() {
    prefer(&["The ferry Arden sank off Port Lumen."], Some(&["The ferry Arden sank off Port Lumen."]));
    prefer(&["Dozens of people died when the ferry Arden sank."], None);
    prefer(&[], None);
}
