//! Promises about articles and pages.

use super::given::*;
use crate::store::*;

pub fn an_article_arrives_once(store: &dyn Store) {
    let mut quay = article("quay", "The quay was closed on Monday.", 5);
    quay.authors = vec!["Bo Strand".to_owned()];
    let batch = arrived(&[quay.clone(), article("pier", "The pier stays open.", 6), quay.clone()], 9);
    assert_eq!(store.arrive(&batch).unwrap(), [Taken::New, Taken::New, Taken::Known]);
    assert_eq!(store.arrive(&batch).unwrap(), [Taken::Known; 3]);
    let kept = store.article(quay.id).unwrap().unwrap();
    assert_eq!(kept.arrival, 1);
    assert_eq!((&kept.article.text, &kept.article.authors), (&quay.text, &quay.authors));
    assert_eq!(kept.article.published, quay.published);
    assert_eq!(kept.article.blocks, quay.blocks);
    assert_eq!(store.tape(0, 10).unwrap().len(), 2);
    assert!(store.article(article("none", "", 0).id).unwrap().is_none());
}

pub fn a_new_wording_stands_beside_the_old(store: &dyn Store) {
    let first = article("quay", "Two boats sank.", 5);
    let second = article("quay", "Three boats sank.", 5);
    assert_eq!(first.id, second.id);
    store.arrive(&arrived(std::slice::from_ref(&first), 6)).unwrap();
    let taken = store.arrive(&arrived(std::slice::from_ref(&second), 7)).unwrap();
    assert_eq!(taken, [Taken::Edited { before: first.version }]);
    assert_eq!(store.article(first.id).unwrap().unwrap().article.text, second.text);
    assert_eq!(store.wording(first.id, first.version).unwrap().unwrap().article.text, first.text);
    let both = store.wordings(&[(first.id, second.version), (first.id, first.version)]).unwrap();
    assert_eq!([&both[0].text, &both[1].text], [&second.text, &first.text]);
    assert_eq!(store.history(first.id).unwrap().len(), 2);
    assert_eq!(store.rows(&[first.id]).unwrap()[0].versions, 2);
    let edits = store.edits(None, 10).unwrap();
    assert_eq!((edits[0].before, edits[0].after, edits[0].at), (first.version, second.version, at(7)));
    assert!(store.edits(Some(edits[0].arrival), 10).unwrap().is_empty());
    // Back to the first words: another edit, and the first wording is the latest again.
    store.arrive(&arrived(std::slice::from_ref(&first), 8)).unwrap();
    assert_eq!(store.article(first.id).unwrap().unwrap().article.text, first.text);
    assert_eq!(store.edits(None, 10).unwrap().len(), 2);
}

pub fn a_headline_that_changes_is_an_edit(store: &dyn Store) {
    let first = article("quay", "Two boats sank.", 5);
    let mut second = first.clone();
    second.title = "Another headline".to_owned();
    store.arrive(&arrived(std::slice::from_ref(&first), 6)).unwrap();
    let taken = store.arrive(&arrived(&[second], 7)).unwrap();
    assert_eq!(taken, [Taken::Edited { before: first.version }]);
    assert_eq!(store.rows(&[first.id]).unwrap()[0].title, "Another headline");
}

pub fn the_tape_only_grows(store: &dyn Store) {
    let all: Vec<_> = (0..5).map(|n| article(&format!("n{n}"), "Some text.", 9 - n)).collect();
    store.arrive(&arrived(&all[..3], 20)).unwrap();
    store.arrive(&arrived(&all[2..], 21)).unwrap();
    let tape = store.tape(0, 100).unwrap();
    assert_eq!(tape.iter().map(|v| v.arrival).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(
        tape.iter().map(|v| v.article.id).collect::<Vec<_>>(),
        all.iter().map(|a| a.id).collect::<Vec<_>>()
    );
    assert_eq!(store.tape(3, 1).unwrap()[0].arrival, 4);
    assert_eq!(store.unplaced(2).unwrap().iter().map(|v| v.arrival).collect::<Vec<_>>(), [1, 2]);
}

pub fn articles_are_listed_newest_first(store: &dyn Store) {
    let mut all: Vec<_> = (0..7).map(|n| article(&format!("n{n}"), "Some text.", n)).collect();
    all[3].published = None;
    all[4].outlet.domain = "pier.example".to_owned();
    store.arrive(&arrived(&all, 20)).unwrap();
    let query = ArticleQuery { limit: 3, ..ArticleQuery::default() };
    let page = store.articles(&query).unwrap();
    // The one without a time stands where it was seen.
    assert_eq!(page.rows.iter().map(|r| r.id).collect::<Vec<_>>(), [all[3].id, all[6].id, all[5].id]);
    let rest = store.articles(&ArticleQuery { after: page.next, limit: 100, ..query }).unwrap();
    assert_eq!(
        rest.rows.iter().map(|r| r.id).collect::<Vec<_>>(),
        [all[4].id, all[2].id, all[1].id, all[0].id]
    );
    assert_eq!(rest.next, None);
    let query = ArticleQuery { domain: Some("pier.example".to_owned()), limit: 9, ..ArticleQuery::default() };
    assert_eq!(store.articles(&query).unwrap().rows.len(), 1);
    let query = ArticleQuery { from: Some(at(1)), to: Some(at(5)), limit: 9, ..ArticleQuery::default() };
    assert_eq!(store.articles(&query).unwrap().rows.len(), 3);
    assert!(
        store.articles(&ArticleQuery { after: Some("x".to_owned()), ..ArticleQuery::default() }).is_err()
    );
}

pub fn arriving_ends_jobs(store: &dyn Store) {
    let (id, _) = store.add_source(&source("quay")).unwrap();
    super::sources::poll(store, id, &["a", "b"], 1);
    assert_eq!(store.claim(at(1), at(9), 10).unwrap().len(), 2);
    let mut new = arrived(&[article("a", "Text of it.", 1)], 2);
    new.articles[0].source = Some(id);
    new.done = vec!["https://quay.example/a".to_owned()];
    new.postponed = vec![Postponed {
        key: "https://quay.example/b".to_owned(),
        due: at(30),
        why: "answers 503".to_owned(),
    }];
    store.arrive(&new).unwrap();
    assert!(store.claim(at(29), at(40), 10).unwrap().is_empty());
    let again = store.claim(at(30), at(40), 10).unwrap();
    assert_eq!((again.len(), again[0].attempts), (1, 1));
    let row = store.source(id).unwrap().unwrap();
    assert_eq!((row.poll.articles, row.poll.article_at), (1, Some(at(2))));
    let query = ArticleQuery { source: Some(id), limit: 9, ..ArticleQuery::default() };
    assert_eq!(store.articles(&query).unwrap().rows.len(), 1);
}

pub fn pages_are_kept_once(store: &dyn Store) {
    let page = RawPage {
        url: Some("https://quay.example/a".to_owned()),
        media_type: Some("text/html".to_owned()),
        charset: None,
        fetched_at: at(3),
        body: b"<p>words words words words</p>".repeat(100),
    };
    store.keep(&[page.clone(), page.clone()]).unwrap();
    store.keep(std::slice::from_ref(&page)).unwrap();
    assert_eq!(store.raw(page.id()).unwrap(), Some(page.clone()));
    assert_eq!(store.counts().unwrap().pages, 1);
    assert_eq!(store.raw(newsloom_core::model::RawId::of(&[b"other"])).unwrap(), None);
}
