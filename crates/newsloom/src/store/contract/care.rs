//! Promises about the whole.

use super::given::*;
use crate::store::*;

pub fn counts_are_true(store: &dyn Store) {
    assert_eq!(Counts { bytes: 0, ..store.counts().unwrap() }, Counts::default());
    let all = [article("a", "One.", 1), article("b", "Two.", 2)];
    store.arrive(&arrived(&all, 3)).unwrap();
    store.arrive(&arrived(&[article("a", "One more.", 1)], 4)).unwrap();
    store.place(&step("ferry", &all[..1], 5)).unwrap();
    let (id, _) = store.add_source(&source("quay")).unwrap();
    super::sources::poll(store, id, &["x"], 1);
    store.set_poll(id, &PollState { failing_since: Some(at(1)), ..PollState::default() }).unwrap();
    let expected = Counts {
        articles: 2,
        versions: 3,
        last_arrival: 3,
        unplaced: 1,
        stories: 1,
        last_change: 1,
        editions: 0,
        sources: 1,
        failing: 1,
        jobs: 1,
        pages: 0,
        bytes: 0,
    };
    assert_eq!(Counts { bytes: 0, ..store.counts().unwrap() }, expected);
    assert!(store.damages().unwrap().is_empty());
}

pub fn retention_takes_what_is_old(store: &dyn Store) {
    let all = [article("a", "One.", 1), article("b", "Two.", 2), article("c", "Three.", 90)];
    store.arrive(&arrived(&all, 3)).unwrap();
    store.place(&step("ferry", &all[..1], 5)).unwrap();
    let draft = EditionDraft {
        date: jiff::civil::date(2026, 9, 21),
        from: at(0),
        to: at(9),
        made_at: at(9),
        stories: vec![story_id("ferry")],
    };
    store.draft_edition(&draft).unwrap();
    store.close_edition(at(9)).unwrap();
    store.place(&step("tug", &all[1..2], 6)).unwrap();
    store.place(&step("crane", &all[2..], 90)).unwrap();
    for minute in [1, 50] {
        let body = format!("page {minute}").into_bytes();
        let page = RawPage { url: None, media_type: None, charset: None, fetched_at: at(minute), body };
        store.keep(&[page]).unwrap();
    }
    let until = Retention { pages: Some(at(30)), stories: Some(at(60)), ..Retention::default() };
    let expected = Retained { pages: 1, stories: 2, articles: 1, ..Retained::default() };
    assert_eq!(store.retain(&until, true).unwrap(), expected);
    assert_eq!(store.counts().unwrap().stories, 3);
    assert_eq!(store.retain(&until, false).unwrap(), expected);
    assert_eq!(store.retain(&until, false).unwrap(), Retained::default());
    // What a closed edition cites stays, and so does the edition.
    let told = store.edition_story(1, story_id("ferry")).unwrap().unwrap();
    assert_eq!(store.wordings(&told.versions).unwrap().len(), 1);
    assert!(store.article(all[1].id).unwrap().is_none());
    assert_eq!(store.resolve(story_id("tug")).unwrap(), None);
    assert_eq!(store.placed(0, 9).unwrap().last().unwrap().article.id, all[2].id);
    // The tape goes on where it was.
    store.arrive(&arrived(&[article("d", "Four.", 91)], 92)).unwrap();
    assert_eq!(store.counts().unwrap().last_arrival, 4);
}

pub fn snapshots_and_notes_are_replaced(store: &dyn Store) {
    assert_eq!(store.snapshot().unwrap(), None);
    let first = Snapshot { step: 1, placed: 0, bytes: vec![1; 5000] };
    store.keep_snapshot(&first).unwrap();
    let second = Snapshot { step: 2, placed: 3, bytes: vec![2; 70_000] };
    store.keep_snapshot(&second).unwrap();
    assert_eq!(store.snapshot().unwrap(), Some(second));
    store.set_note("edition", "1").unwrap();
    store.set_note("edition", "2").unwrap();
    assert_eq!(store.note("edition").unwrap().as_deref(), Some("2"));
    assert_eq!(store.note("none").unwrap(), None);
}
