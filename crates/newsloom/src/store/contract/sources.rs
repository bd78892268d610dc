//! Promises about sources and the queue.

use super::given::*;
use crate::store::*;
use newsloom_core::model::{Item, SourceId};

/// A poll that gave entries of the given names, each with a job.
pub fn poll(store: &dyn Store, id: SourceId, names: &[&str], minute: i64) {
    let row = store.source(id).unwrap().unwrap();
    let url = |name: &str| row.url.replace("feed", name);
    let job = |name: &&str| Job {
        key: url(name),
        source: id,
        feed: row.url.clone(),
        item: Item { id: (*name).to_owned(), url: Some(url(name)), ..Item::default() },
        fetch: true,
    };
    let polled = Polled {
        source: id,
        state: PollState { due: Some(at(minute + 30)), well_at: Some(at(minute)), ..PollState::default() },
        title: Some("The Quay".to_owned()),
        moved_to: None,
        marks: names.iter().map(|name| ItemMark { key: name.len() as u64, print: 7 }).collect(),
        jobs: names.iter().map(job).collect(),
        at: at(minute),
    };
    store.polled(&polled).unwrap();
}

pub fn a_source_is_added_once(store: &dyn Store) {
    let (id, new) = store.add_source(&source("quay")).unwrap();
    assert!(new);
    assert_eq!(store.add_source(&source("quay")).unwrap(), (id, false));
    store.add_source(&source("pier")).unwrap();
    let row = store.source(id).unwrap().unwrap();
    assert_eq!(
        (row.title.as_str(), row.url.as_str(), row.poll.due),
        (row.url.as_str(), "https://quay.example/feed", Some(at(0)))
    );
    let rules = SourceRules {
        weight: 2.5,
        muted: true,
        full_text: Some(false),
        every: Some(std::time::Duration::from_secs(600)),
    };
    store.set_rules(id, Some("My quay"), &vec!["A".to_owned(), "B".to_owned()], &rules).unwrap();
    let row = store.source(id).unwrap().unwrap();
    assert_eq!((row.title.as_str(), row.rules, row.group.len()), ("My quay", rules, 2));
    assert_eq!(store.sources().unwrap()[0].id, id);
    assert_eq!(store.due(at(0), 9).unwrap().len(), 2);
    assert!(store.due(at(-1), 9).unwrap().is_empty());
    assert!(store.remove_source(id).unwrap());
    assert!(!store.remove_source(id).unwrap());
    assert!(matches!(store.poll_at(id, at(1)), Err(StoreError::Missing(_))));
}

pub fn a_poll_is_one_step(store: &dyn Store) {
    let (id, _) = store.add_source(&source("quay")).unwrap();
    let mark = |key, print| ItemMark { key, print };
    assert_eq!(store.unmet(id, &[mark(1, 7), mark(2, 7)]).unwrap(), [true, true]);
    poll(store, id, &["a", "bb"], 3);
    assert_eq!(store.unmet(id, &[mark(1, 7), mark(2, 8), mark(3, 7)]).unwrap(), [false, true, true]);
    let row = store.source(id).unwrap().unwrap();
    assert_eq!((row.title.as_str(), row.poll.due, row.poll.well_at), ("The Quay", Some(at(33)), Some(at(3))));
    assert_eq!(store.next_due().unwrap(), Some(at(33)));
    let state = PollState {
        due: None,
        failures: 3,
        failing_since: Some(at(4)),
        failure: Some("answers 410".to_owned()),
        gone: true,
        validators: Validators { etag: Some(b"\"\xff\x01\"".to_vec()), last_modified: Some(b"odd".to_vec()) },
        ..PollState::default()
    };
    let websub = WebSub { hub: "https://hub.example/".to_owned(), until: Some(at(99)), ..WebSub::default() };
    store.set_websub(id, Some(&websub)).unwrap();
    let polled = Polled {
        source: id,
        state: state.clone(),
        title: Some("Another".to_owned()),
        moved_to: Some("https://quay.example/new".to_owned()),
        marks: Vec::new(),
        jobs: Vec::new(),
        at: at(4),
    };
    store.polled(&polled).unwrap();
    let row = store.source(id).unwrap().unwrap();
    assert_eq!(
        (row.title.as_str(), row.url.as_str(), &row.poll),
        ("The Quay", "https://quay.example/new", &PollState { websub: Some(websub), ..state.clone() })
    );
    store.set_websub(id, None).unwrap();
    assert_eq!(store.source(id).unwrap().unwrap().poll.websub, None);
    assert_eq!(store.next_due().unwrap(), None);
    store.poll_at(id, at(50)).unwrap();
    assert_eq!(store.due(at(50), 9).unwrap().len(), 1);
    store.set_poll(id, &PollState { due: Some(at(60)), ..state }).unwrap();
    assert_eq!(store.next_due().unwrap(), Some(at(60)));
}

pub fn jobs_are_nobody_elses(store: &dyn Store) {
    let (id, _) = store.add_source(&source("quay")).unwrap();
    poll(store, id, &["a", "bb", "ccc"], 3);
    // Met again while it waits: still one job.
    poll(store, id, &["a"], 4);
    assert!(store.claim(at(2), at(9), 9).unwrap().is_empty());
    let first = store.claim(at(5), at(9), 2).unwrap();
    assert_eq!(first.iter().map(|c| c.job.item.id.as_str()).collect::<Vec<_>>(), ["a", "bb"]);
    assert_eq!(store.claim(at(5), at(9), 9).unwrap().len(), 1);
    assert!(store.claim(at(8), at(12), 9).unwrap().is_empty());
    assert_eq!(store.next_job().unwrap(), Some(at(9)));
    assert_eq!(store.claim(at(9), at(20), 9).unwrap().len(), 3);
    assert_eq!(store.release().unwrap(), 3);
    assert_eq!(store.claim(at(9), at(20), 9).unwrap().len(), 3);
    store.remove_source(id).unwrap();
    assert_eq!(store.next_job().unwrap(), None);
}

pub fn what_hosts_said_is_kept(store: &dyn Store) {
    let said = Robots { fetched_at: at(1), status: 200, body: b"User-agent: *\n\xff".to_vec() };
    store.set_robots("https://quay.example", &said).unwrap();
    assert_eq!(store.robots("https://quay.example").unwrap(), Some(said.clone()));
    store.set_robots("https://quay.example", &Robots { status: 503, ..said }).unwrap();
    assert_eq!(store.robots("https://quay.example").unwrap().unwrap().status, 503);
    assert_eq!(store.robots("https://pier.example").unwrap(), None);
    store.set_moved("https://quay.example/a", "https://quay.example/b", at(1)).unwrap();
    assert_eq!(store.moved("https://quay.example/a").unwrap().as_deref(), Some("https://quay.example/b"));
    assert_eq!(store.moved("https://quay.example/b").unwrap(), None);
}
