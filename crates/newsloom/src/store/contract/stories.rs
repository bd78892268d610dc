//! Promises about stories, corrections and editions.

use super::given::*;
use crate::store::*;

/// Articles `a`, `b`, `c`, arrived.
fn three(store: &dyn Store) -> Vec<newsloom_core::model::Article> {
    let all: Vec<_> =
        ["a", "b", "c"].iter().enumerate().map(|(n, name)| article(name, "Some text.", n as i64)).collect();
    store.arrive(&arrived(&all, 9)).unwrap();
    all
}

pub fn placing_makes_stories(store: &dyn Store) {
    let all = three(store);
    assert_eq!(store.place(&step("ferry", &all[..2], 10)).unwrap(), Some((1, 1)));
    assert_eq!(store.unplaced(10).unwrap().len(), 1);
    let row = store.story(story_id("ferry")).unwrap().unwrap();
    assert_eq!((row.title.as_str(), row.lead.as_str(), row.changed), ("The ferry story", "First.", 1));
    assert_eq!((row.last, row.first, row.outlets), (at(10), Some(at(10)), 1));
    let told = store.told(row.id).unwrap().unwrap();
    assert_eq!(told.versions.len(), 2);
    assert_eq!(told.digest.summary[1].text, "Second.");
    assert_eq!(store.members(row.id).unwrap(), story("ferry", &all[..2], 10).members);
    assert_eq!(store.rows(&[all[0].id]).unwrap()[0].story, Some(row.id));
    // The second article moves to a story of its own, the third joins the first.
    let mut next = step("ferry", &[all[0].clone(), all[2].clone()], 11);
    next.articles = vec![all[2].id];
    next.stories.push(story("tug", &all[1..2], 11));
    next.changes = vec![
        change(ChangeKind::Joined, "ferry"),
        change(ChangeKind::Split, "ferry"),
        change(ChangeKind::Born, "tug"),
    ];
    assert_eq!(store.place(&next).unwrap(), Some((2, 4)));
    assert_eq!(store.story(story_id("ferry")).unwrap().unwrap().changed, 3);
    assert_eq!(store.rows(&[all[1].id]).unwrap()[0].story, Some(story_id("tug")));
    assert_eq!(
        store.placed(0, 10).unwrap().iter().map(|v| v.article.id).collect::<Vec<_>>(),
        [all[0].id, all[1].id, all[2].id]
    );
    assert_eq!(store.placed(2, 10).unwrap()[0].article.id, all[2].id);
    assert!(store.unplaced(10).unwrap().is_empty());
}

pub fn placing_twice_changes_nothing(store: &dyn Store) {
    let all = three(store);
    store.place(&step("ferry", &all[..2], 10)).unwrap();
    let mut again = step("ferry", &all[..2], 10);
    again.changes.clear();
    assert_eq!(store.place(&again).unwrap(), None);
    assert_eq!(store.placed(0, 10).unwrap().len(), 2);
    assert_eq!(store.story(story_id("ferry")).unwrap().unwrap().changed, 1);
    let query = ArticleQuery { story: Some(story_id("ferry")), limit: 9, ..ArticleQuery::default() };
    assert_eq!(store.articles(&query).unwrap().rows.len(), 2);
}

pub fn addresses_lead_on_for_ever(store: &dyn Store) {
    let all = three(store);
    for (name, article) in ["ferry", "tug", "crane"].iter().zip(&all) {
        store.place(&step(name, std::slice::from_ref(article), 10)).unwrap();
    }
    let merge = |from: &str, into: &str, members: &[newsloom_core::model::Article]| Placed {
        at: at(12),
        stories: vec![story(into, members, 12)],
        gone: vec![(story_id(from), Some(story_id(into)))],
        changes: vec![NewChange { other: Some(story_id(from)), ..change(ChangeKind::Merged, into) }],
        ..Placed::default()
    };
    store.place(&merge("ferry", "tug", &all[..2])).unwrap();
    assert_eq!(store.resolve(story_id("ferry")).unwrap(), Some(story_id("tug")));
    store.place(&merge("tug", "crane", &all)).unwrap();
    for name in ["ferry", "tug", "crane"] {
        assert_eq!(store.resolve(story_id(name)).unwrap(), Some(story_id("crane")), "{name}");
    }
    assert_eq!(store.aliases(story_id("crane")).unwrap().len(), 2);
    assert_eq!(store.story(story_id("ferry")).unwrap(), None);
    assert_eq!(store.rows(&[all[0].id]).unwrap()[0].story, Some(story_id("crane")));
    // Taken apart again: the address leads to its own story as before.
    let apart = Placed {
        at: at(13),
        stories: vec![story("ferry", &all[..1], 13), story("crane", &all[1..], 13)],
        ..Placed::default()
    };
    store.place(&apart).unwrap();
    assert_eq!(store.resolve(story_id("ferry")).unwrap(), Some(story_id("ferry")));
    assert_eq!(store.resolve(story_id("none")).unwrap(), None);
    assert_eq!(store.changes_of(story_id("crane"), 9).unwrap()[0].change.other, Some(story_id("tug")));
}

pub fn stories_are_listed_and_followed(store: &dyn Store) {
    let all = three(store);
    for (n, name) in ["ferry", "tug", "crane"].iter().enumerate() {
        store.place(&step(name, &all[n..=n], 10 + n as i64)).unwrap();
    }
    let titles = |query: &StoryQuery| {
        let page = store.stories(query).unwrap();
        (page.rows.iter().map(|row| row.title.clone()).collect::<Vec<_>>().join(", "), page.next)
    };
    let newest = StoryQuery { limit: 2, ..StoryQuery::default() };
    let (first, next) = titles(&newest);
    assert_eq!(first, "The crane story, The tug story");
    assert_eq!(titles(&StoryQuery { after: next, ..newest.clone() }), ("The ferry story".to_owned(), None));
    let changed =
        StoryQuery { order: StoryOrder::Changed, changed_since: Some(1), limit: 1, ..StoryQuery::default() };
    let (first, next) = titles(&changed);
    assert_eq!(first, "The tug story");
    assert_eq!(titles(&StoryQuery { after: next, ..changed }), ("The crane story".to_owned(), None));
    let facet = Some((Facet::Domain, "tug.example".to_owned()));
    assert_eq!(titles(&StoryQuery { facet, ..newest.clone() }).0, "The tug story");
    let span = StoryQuery { from: Some(at(10)), to: Some(at(11)), ..newest.clone() };
    assert_eq!(titles(&span).0, "The ferry story");
    assert_eq!(titles(&StoryQuery { least_outlets: 2, ..newest }).0, "");
    let changes = store.changes(1, 1).unwrap();
    assert_eq!((changes[0].seq, changes[0].change.story, changes[0].at), (2, story_id("tug"), at(11)));
}

pub fn names_are_counted(store: &dyn Store) {
    let all = three(store);
    for (n, name) in ["ferry", "tug"].iter().enumerate() {
        store.place(&step(name, &all[n..=n], 10)).unwrap();
    }
    let row = FacetRow { value: "Ada Quay".to_owned(), stories: 2, count: 4 };
    assert_eq!(store.facets(Facet::Person, "", 9).unwrap(), std::slice::from_ref(&row));
    assert_eq!(store.facets(Facet::Person, "ADA", 9).unwrap(), [row]);
    assert!(store.facets(Facet::Person, "quay", 9).unwrap().is_empty());
    assert_eq!(store.facets(Facet::Domain, "", 9).unwrap().len(), 2);
}

pub fn a_closed_edition_never_changes(store: &dyn Store) {
    let all = three(store);
    store.place(&step("ferry", &all[..1], 10)).unwrap();
    let draft = EditionDraft {
        date: jiff::civil::date(2026, 9, 21),
        from: at(0),
        to: at(20),
        made_at: at(20),
        stories: vec![story_id("ferry"), story_id("gone")],
    };
    assert_eq!(store.close_edition(at(1)).unwrap(), None);
    assert_eq!(store.draft_edition(&draft).unwrap(), 1);
    assert_eq!(store.draft_edition(&EditionDraft { made_at: at(21), ..draft.clone() }).unwrap(), 1);
    let mut later = step("ferry", &all[..2], 22);
    later.stories[0].told.revision = 2;
    store.place(&later).unwrap();
    assert_eq!(store.edition_story(1, story_id("ferry")).unwrap().unwrap().revision, 2);
    let closed = store.close_edition(at(25)).unwrap().unwrap();
    assert_eq!((closed.id, closed.closed, closed.to, closed.stories.len()), (1, true, at(25), 1));
    later.stories[0].told.revision = 3;
    store.place(&later).unwrap();
    assert_eq!(store.edition_story(1, story_id("ferry")).unwrap().unwrap().revision, 2);
    assert_eq!(store.draft_edition(&draft).unwrap(), 2);
    assert_eq!(store.edition(1).unwrap(), Some(closed));
    assert_eq!(store.editions(None, 9).unwrap().iter().map(|e| e.id).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(store.editions(Some(2), 9).unwrap().len(), 1);
    assert!(store.edition_story(1, story_id("tug")).unwrap().is_none());
}

pub fn corrections_are_written_down(store: &dyn Store) {
    let action = Action::Merge { from: story_id("a"), into: story_id("b") };
    assert_eq!(store.correct(&action, "ada", at(1)).unwrap(), 1);
    let pin = Action::Pin { article: article("a", "x", 0).id, story: story_id("b") };
    assert_eq!(store.correct(&pin, "ada", at(2)).unwrap(), 2);
    let undone = store.take_back(1, at(3)).unwrap();
    assert_eq!((undone.action, undone.undone), (action, Some(at(3))));
    assert!(matches!(store.take_back(1, at(4)), Err(StoreError::Refused(_))));
    assert!(matches!(store.take_back(7, at(4)), Err(StoreError::Missing(_))));
    let all = store.corrections(None, 9).unwrap();
    assert_eq!((all.len(), all[1].undone, &all[0].action, all[0].by.as_str()), (2, Some(at(3)), &pin, "ada"));
    assert_eq!(store.corrections(Some(2), 9).unwrap(), all[1..]);
    assert_eq!(store.corrections(None, 1).unwrap(), all[..1]);
}

pub fn steps_and_corrections_are_settled_together(store: &dyn Store) {
    let all = three(store);
    let first = Placed { call: Some("look back".to_owned()), ..step("ferry", &all[..2], 10) };
    store.place(&first).unwrap();
    let pin = Action::Pin { article: all[0].id, story: story_id("ferry") };
    for by in ["ada", "bo", "cy"] {
        store.correct(&pin, by, at(11)).unwrap();
    }
    store.take_back(2, at(12)).unwrap();
    let waiting =
        |store: &dyn Store| store.waiting_corrections().unwrap().iter().map(|c| c.id).collect::<Vec<_>>();
    // One that was taken back before it was made never waits.
    assert_eq!(waiting(store), [1, 3]);
    let settled = |id, number, refused: Option<&str>| SettledCorrection {
        id,
        number,
        refused: refused.map(str::to_owned),
    };
    let second = Placed {
        at: at(13),
        call: Some("pin".to_owned()),
        corrections: vec![settled(1, Some(1), None), settled(3, None, Some("that changes nothing"))],
        ..Placed::default()
    };
    assert_eq!(store.place(&second).unwrap(), None);
    assert!(waiting(store).is_empty());
    assert_eq!(store.corrections(None, 9).unwrap()[0].refused.as_deref(), Some("that changes nothing"));
    store.take_back(1, at(14)).unwrap();
    assert_eq!(waiting(store), [1]);
    store.place(&Placed { corrections: vec![settled(1, Some(1), None)], ..Placed::default() }).unwrap();
    assert!(waiting(store).is_empty());
    let steps: Vec<_> =
        store.steps(0, 9).unwrap().into_iter().map(|s| (s.number, s.placed, s.call)).collect();
    assert_eq!(steps, [(1, 2, Some("look back".to_owned())), (2, 2, Some("pin".to_owned()))]);
    assert_eq!(store.steps(1, 9).unwrap().len(), 1);
}
