use super::*;
use query::{Field, Part};

fn entry(id: &str, kind: Kind, title: &str, text: &str) -> Entry {
    Entry {
        kind,
        id: id.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        sources: vec!["news.harbor.example".to_owned()],
        people: vec!["Mira Halme".to_owned()],
        authors: Vec::new(),
        language: Some(Language::ENGLISH),
        published: Some(1_772_366_400), // 2026-03-01 12:00 UTC
    }
}

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut german = entry("a3", Kind::Article, "Fähren fahren wieder", "Die Häuser am Hafen stehen noch.");
    german.language = Some(Language::GERMAN);
    german.sources = vec!["kueste.example".to_owned()];
    german.people.clear();
    german.published = Some(1_772_366_400 + 40 * 86_400);
    let mut common =
        entry("a4", Kind::Article, "All out of here", "And so in and out of the port they went: 東京都庁.");
    (common.people, common.published) = (Vec::new(), None);
    index
        .put(&[
            entry(
                "a1",
                Kind::Article,
                "Ferries stop",
                "The ferry strike began on Monday. A port-side union spoke.",
            ),
            entry(
                "a2",
                Kind::Article,
                "Storm",
                "The storm damaged ferries, the union said. Monday the strike ended.",
            ),
            german,
            common,
            entry("s1", Kind::Story, "Ferry strike", "Ferries stand still."),
        ])
        .unwrap();
    index.commit("4").unwrap();
    index
}

fn check(index: &Index, typed: &str, expected: &[&str]) {
    let query = Query::read(typed).unwrap();
    let wanted = Wanted { kind: None, order: Order::Best, offset: 0, limit: 10, now: 1_772_400_000 };
    let found = index.find(&query, &wanted).unwrap();
    let mut ids: Vec<_> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, expected, "{typed}");
    assert_eq!(found.matches, expected.len(), "{typed}");
}

#[test]
fn operators_find_what_they_say() {
    let index = index();
    check(&index, "ferry", &["a1", "a2", "s1"]);
    check(&index, "ferry strike", &["a1", "a2", "s1"]);
    check(&index, "\"ferry strike\"", &["a1", "s1"]);
    check(&index, "ferry -storm", &["a1", "s1"]);
    check(&index, "storm OR haus", &["a2", "a3"]);
    check(&index, "fähre", &["a3"]);
    check(&index, "(storm OR spoke) union", &["a1", "a2"]);
    check(&index, "title:ferries", &["a1"]);
    check(&index, "fer*", &["a1", "a2", "s1"]);
    check(&index, "source:harbor.example strike", &["a1", "a2", "s1"]);
    check(&index, "source:example", &[]);
    check(&index, "person:halme kind:article", &["a1", "a2"]);
    check(&index, "person:\"mira halme\" storm", &["a2"]);
    check(&index, "lang:de", &["a3"]);
    check(&index, "date:2026-03-01 kind:story", &["s1"]);
    check(&index, "after:2026-04-01", &["a3"]);
    check(&index, "before:2026-03-02 -kind:story", &["a1", "a2"]);
    check(&index, "port-side", &["a1"]);
    check(&index, "side", &["a1"]);
    check(&index, "nothing", &[]);
    // Phrases of words that nearly every text has, alone and with others; none reaches from the title into the text.
    check(&index, "\"on monday\"", &["a1"]);
    check(&index, "\"am hafen\"", &["a3"]);
    check(&index, "\"in and out of the\"", &["a4"]);
    check(&index, "\"out the\"", &[]);
    check(&index, "\"here and\"", &[]);
    check(&index, "\"of the port\"", &["a4"]);
    check(&index, "東京都", &["a4"]);
    check(&index, "\"京東\"", &[]);
}

#[test]
fn an_entry_is_replaced_and_removed() {
    let index = index();
    assert_eq!(index.mark().as_deref(), Some("4"));
    index.put(&[entry("a1", Kind::Article, "Airport", "Planes.")]).unwrap();
    index.remove(&["s1".to_owned()]).unwrap();
    index.commit("5").unwrap();
    check(&index, "ferry", &["a2"]);
    check(&index, "planes", &["a1"]);
    assert_eq!((index.len(), index.mark().as_deref()), (4, Some("5")));
}

#[test]
fn the_index_outlives_its_process_and_an_old_format_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = Index::open(folder.path()).unwrap();
        index.put(&[entry("a1", Kind::Article, "Ferries", "stop")]).unwrap();
        index.commit("7").unwrap();
        assert!(matches!(Index::open(folder.path()), Err(SearchError::Busy)));
        check(&Index::look(folder.path()).unwrap(), "ferry", &["a1"]);
    }
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.mark().as_deref(), Some("7"));
    drop(index);
    std::fs::write(folder.path().join("format"), "0").unwrap();
    let index = Index::open(folder.path()).unwrap();
    assert!(index.is_empty() && index.mark().is_none());
}

#[test]
fn newer_of_equal_hits_comes_first() {
    let index = Index::in_memory().unwrap();
    for (id, days) in [("old", 0), ("new", 400)] {
        let mut one = entry(id, Kind::Article, "Ferries", "The same words.");
        one.published = Some(1_700_000_000 + days * 86_400);
        index.put(&[one]).unwrap();
    }
    index.commit("2").unwrap();
    for order in [Order::Best, Order::Newest] {
        let wanted = Wanted { kind: None, order, offset: 0, limit: 1, now: 1_700_000_000 + 401 * 86_400 };
        let found = index.find(&Query::read("ferry").unwrap(), &wanted).unwrap();
        assert_eq!((found.hits[0].id.as_str(), found.matches), ("new", 2), "{order:?}");
    }
}

#[test]
fn queries_are_read() {
    let check =
        |typed: &str, expected: Part| assert_eq!(Query::read(typed).unwrap().root, expected, "{typed}");
    let word = |w: &str| Part::Word(Field::Any, w.to_owned());
    check("ferry", word("ferry"));
    check(" a - b ", Part::All(vec![word("a"), word("b")]));
    check("a AND b", Part::All(vec![word("a"), word("b")]));
    check("a | b", Part::Either(vec![word("a"), word("b")]));
    check("at 10:30", Part::All(vec![word("at"), word("10:30")]));
    check("https://a.example/x", word("https://a.example/x"));
    check("note: x", Part::All(vec![word("note:"), word("x")]));
    check("title:\"two words\"", Part::Phrase(Field::Title, "two words".to_owned()));
    check("x NOT y", Part::All(vec![word("x"), Part::Not(Box::new(word("y")))]));
    check("source:https://www.a.example/", Part::Source("a.example".to_owned()));
}

#[test]
fn mistakes_say_where_and_what_to_do() {
    let check = |typed: &str, at: usize, says: &str| {
        let mistake = Query::read(typed).expect_err(typed);
        assert!(mistake.what.contains(says) && mistake.at == at, "{typed}: {mistake:?}");
    };
    check("", 0, "type a word");
    check("...", 0, "type a word");
    check("é \"open", 2, "not closed");
    check("a (b", 4, "not closed");
    check("a)", 1, "closes nothing");
    check("-a", 0, "only says what to leave out");
    check("a OR", 2, "behind it");
    check("OR a", 0, "before it");
    check("tilte:x", 0, "did you mean `title:`");
    check("planet:x", 0, "the fields are");
    check("x title:", 2, "title:harbor");
    check("date:soon", 0, "is no date");
    check("lang:english1", 0, "is no language");
    check("kind:video", 0, "kind:story");
    check(&"(".repeat(9), 8, "at most 8 deep");
    check(&"a ".repeat(65), 128, "at most 64 parts");
    check(&"a".repeat(1001), 1000, "at most 1000");
}

#[test]
fn snippets_are_ranges_of_the_text() {
    let check = |typed: &str, text: &str, expected: &[(&str, &[&str])]| {
        let found = snippets(text, Some(Language::ENGLISH), &Query::read(typed).unwrap(), 2);
        let got: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|s| (s.span.of(text).trim(), s.marks.iter().map(|mark| mark.of(text)).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(s, marks)| (*s, marks.to_vec())).collect();
        assert_eq!(got, expected, "{typed}");
    };
    let text = "The port was calm. A ferry strike began on Monday.\n\nFerries stood still. Łódź sent help.";
    check(
        "ferry strike",
        text,
        &[("A ferry strike began on Monday.", &["ferry", "strike"]), ("Ferries stood still.", &["Ferries"])],
    );
    check("\"ferry strike\"", text, &[("A ferry strike began on Monday.", &["ferry strike"])]);
    check("lodz", text, &[("Łódź sent help.", &["Łódź"])]);
    check("person:x", text, &[("The port was calm.", &[])]);
    let long = format!("{} ferry {}.", "wörd ".repeat(200), "wörd ".repeat(200));
    let found = snippets(&long, None, &Query::read("ferry").unwrap(), 1);
    assert!(found[0].span.len() <= 330 && found[0].marks[0].of(&long) == "ferry");
}
