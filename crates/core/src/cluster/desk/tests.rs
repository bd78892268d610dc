use super::*;
use crate::model::{BlockKind, Embedding, Language, Packer, Term, Unpacker};
use crate::text::hash::key32;

/// An article of the given words, with an analysis that knows nothing but them.
fn given(name: &str, text: &str) -> (Article, Analysis) {
    let article = Article::from_blocks(Some(name), 0, &[(BlockKind::Paragraph, text)]);
    let mut analysis = Analysis::default();
    let mut words: BTreeMap<u32, u16> = BTreeMap::new();
    for word in text.split_whitespace() {
        *words.entry(key32(word)).or_default() += 1;
        analysis.signature.words += 1;
    }
    analysis.terms = words
        .into_iter()
        .map(|(key, count)| Term { key, title: 0, lead: count, body: count, named: 0 })
        .collect();
    (article, analysis)
}

/// Checks which articles, named by letters, end in one event: `"ab c"`.
fn check(texts: &[&str], expected: &str) {
    let mut desk = Desk::new(ClusterConfig::default());
    let articles: Vec<_> = texts.iter().enumerate().map(|(n, text)| given(&format!("{n}"), text)).collect();
    for (article, analysis) in &articles {
        desk.add(article, analysis, None);
    }
    desk.settle();
    let letter = |id: ArticleId| {
        let at = articles.iter().position(|(article, _)| article.id == id).unwrap_or(25);
        char::from(b'a' + at as u8)
    };
    let mut events: Vec<String> = Vec::new();
    for event in desk.stories().iter().flat_map(|story| &story.events) {
        let mut letters: Vec<char> = event.members.iter().map(|member| letter(member.article)).collect();
        letters.sort_unstable();
        events.push(letters.into_iter().collect());
    }
    events.sort();
    assert_eq!(events.join(" "), expected);
}

#[test]
fn reports_of_one_thing_come_together() {
    let fire =
        "warehouse fire harbor quarter torvik smoke crews foam tanks evacuated residents dawn alarm brigade";
    let fire_too = "torvik harbor warehouse fire brigade crews smoke foam night residents evacuated chemicals quarter tanks";
    let vote =
        "parliament budget vote coalition deficit minister amendment majority opposition reading treasury";
    let vote_too =
        "budget parliament majority vote coalition treasury minister deficit narrow opposition amendment";
    check(&[fire, vote, fire_too, vote_too], "ac bd");
    check(&[], "");
    check(&["", ""], "a b");
}

#[test]
fn a_copy_stands_with_its_original_and_nothing_is_taken_twice() {
    let mut desk = Desk::new(ClusterConfig::default());
    let (first, analysis) = given("first", "a ferry ran aground off the northern pier");
    let (second, _) = given("second", "a ferry ran aground off the northern pier");
    let placed = desk.add(&first, &analysis, None);
    let copied = desk.add(&second, &analysis, Some(first.id));
    assert_eq!((copied.event, copied.copy_of), (placed.event, Some(first.id)));
    assert_eq!(desk.add(&second, &analysis, None), copied);
    assert_eq!(desk.len(), 2);
    desk.settle();
    let independent = desk.independent();
    assert_eq!(independent[&first.id], independent[&second.id]);
}

#[test]
fn pages_that_come_day_after_day_in_one_form_make_no_story() {
    use crate::model::{Dated, FoundIn};
    let page = |day: i64, dated: bool| {
        let sky = ["sun", "rain", "fog", "hail", "wind", "snow"];
        let (now, then) = (sky[day as usize % 6], sky[(day as usize * 5 + 2) % 6]);
        let text = format!(
            "weather for torvik: today brings {now} in the morning and {then} in the afternoon to torvik and the whole \
             coast, highs reach {day} degrees inland, winds blow from the west, tomorrow expect more of the same \
             weather with changeable conditions through the week, the weather service said"
        );
        let (mut article, analysis) = given(&format!("day {day}"), &text);
        article.outlet.domain = "weather.example".to_owned();
        let at = Timestamp::from_second(1_770_000_000 + day * 86_400).expect("in range");
        article.published = dated.then(|| Dated::instant(at, None, FoundIn::Given));
        (article, analysis)
    };
    let run = |dated: bool| {
        let mut desk = Desk::new(ClusterConfig::default());
        for day in 0..7 {
            let (article, analysis) = page(day, dated);
            desk.add(&article, &analysis, None);
        }
        desk.settle();
        (desk.stories().len(), desk.routine().iter().map(Vec::len).collect::<Vec<_>>())
    };
    assert_eq!(run(true), (7, vec![7]));
    // Without their days nobody can tell.
    assert_eq!(run(false).1, Vec::<usize>::new());
    assert!(run(false).0 < 7);
}

#[test]
fn meaning_joins_two_languages_where_a_model_says_so() {
    let told = |name: &str, text: &str, language: &str, vector: &[f32]| {
        let (mut article, analysis) = given(name, text);
        article.language = Language::parse(language);
        article.embedding = Embedding::of(vector);
        (article, analysis)
    };
    let [english, german] = ["warehouse fire harbor quarter smoke", "lagerhaus brand hafen viertel rauch"];
    let check = |other: (Article, Analysis), together: bool| {
        let first = told("first", english, "en", &[1.0, 0.2, 0.0]);
        let far = told("far", "parliament budget vote coalition", "fr", &[0.0, 0.1, 1.0]);
        let mut desk = Desk::new(ClusterConfig::default());
        let placed: Vec<Placement> =
            [&first, &far, &other].map(|(article, analysis)| desk.add(article, analysis, None)).into();
        assert_eq!(placed[0].event == placed[2].event, together, "on arrival");
        assert_eq!(placed[2].why.contains("mean the same"), together, "{}", placed[2].why);
        assert_ne!(placed[0].story, placed[1].story);
        let mut packed = Packer::new();
        desk.pack(&mut packed);
        let bytes = packed.finish();
        let mut restored =
            Desk::unpack(&mut Unpacker::new(&bytes), ClusterConfig::default()).expect("it was packed");
        for desk in [&mut desk, &mut restored] {
            desk.tend(None);
            desk.settle();
            let stands = |article: &Article| desk.where_is(article.id).expect("it was taken").event;
            assert_eq!(stands(&first.0) == stands(&other.0), together, "after settling");
        }
    };
    check(told("other", german, "de", &[0.9, 0.3, 0.0]), true);
    check(told("other", german, "de", &[0.3, 1.0, 0.6]), false);
    check(told("other", german, "en", &[1.0, 0.2, 0.0]), false);
    check(told("other", german, "de", &[1.0, 0.2]), false);
}
