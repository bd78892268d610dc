//! Promises about people and what they keep.

use super::given::*;
use crate::store::*;

pub fn people_and_what_they_keep(store: &dyn Store) {
    users_and_sessions(store);
    tokens(store);
    searches_and_looks(store);
}

fn users_and_sessions(store: &dyn Store) {
    let mut ada =
        User { name: "ada".to_owned(), password: "$argon2id$x".to_owned(), role: Role::Reader, at: at(0) };
    store.set_user(&ada).unwrap();
    ada.role = Role::Editor;
    store.set_user(&ada).unwrap();
    assert_eq!(store.users().unwrap(), [ada.clone()]);
    assert_eq!(store.user("bo").unwrap(), None);
    let session = Session {
        key: "hash".to_owned(),
        user: "ada".to_owned(),
        csrf: "c".to_owned(),
        at: at(1),
        until: at(60),
    };
    store.begin_session(&session).unwrap();
    assert_eq!(store.session("hash", at(59)).unwrap(), Some(session.clone()));
    assert_eq!(store.session("hash", at(60)).unwrap(), None);
    assert!(store.end_session("hash").unwrap());
    assert!(!store.end_session("hash").unwrap());
    store.begin_session(&session).unwrap();
    store.set_preference("ada", "dark", Some("yes")).unwrap();
    assert!(store.remove_user("ada").unwrap());
    assert_eq!(store.session("hash", at(2)).unwrap(), None);
    assert_eq!(store.preference("ada", "dark").unwrap(), None);
}

fn tokens(store: &dyn Store) {
    let token =
        Token { key: "k".to_owned(), name: "phone".to_owned(), role: Role::Reader, at: at(0), used: None };
    store.add_token(&token).unwrap();
    assert!(matches!(
        store.add_token(&Token { key: "other".to_owned(), ..token.clone() }),
        Err(StoreError::Refused(_))
    ));
    let used = store.token("k", at(90)).unwrap().unwrap().used.unwrap();
    assert!(used <= at(90) && used > at(29));
    assert_eq!(store.token("none", at(1)).unwrap(), None);
    assert_eq!(store.tokens().unwrap().len(), 1);
    assert!(store.remove_token("phone").unwrap());
    assert!(!store.remove_token("phone").unwrap());
}

fn searches_and_looks(store: &dyn Store) {
    let search = SavedSearch {
        id: 0,
        user: "bo".to_owned(),
        name: "Boats".to_owned(),
        query: "ferry OR tug".to_owned(),
        alert: true,
        told_to: 0,
        at: at(0),
    };
    let id = store.save_search(&search).unwrap();
    let kept = SavedSearch { id, told_to: 9, ..search };
    assert_eq!(store.save_search(&kept).unwrap(), id);
    assert_eq!(store.search(id).unwrap(), Some(kept.clone()));
    assert_eq!(store.searches(Some("bo")).unwrap(), [kept]);
    assert!(store.searches(Some("ada")).unwrap().is_empty());
    assert!(store.remove_search(id).unwrap());
    assert!(store.searches(None).unwrap().is_empty());
    let look = LastLook { seq: 4, at: at(4) };
    store.look("bo", None, look).unwrap();
    store.look("bo", Some(story_id("ferry")), LastLook { seq: 5, at: at(5) }).unwrap();
    assert_eq!(store.last_look("bo", None).unwrap(), Some(look));
    assert_eq!(store.last_look("bo", Some(story_id("tug"))).unwrap(), None);
    store.set_preference("", "weights", Some("{}")).unwrap();
    assert_eq!(store.preference("", "weights").unwrap().as_deref(), Some("{}"));
    store.set_preference("", "weights", None).unwrap();
    assert_eq!(store.preference("", "weights").unwrap(), None);
    let mutes = [
        Mute::Domain("quay.example".to_owned()),
        Mute::Words("Boat".to_owned()),
        Mute::Story(story_id("tug")),
    ];
    for mute in &mutes {
        store.mute("bo", mute, true).unwrap();
        store.mute("bo", mute, true).unwrap();
    }
    assert_eq!(store.mutes("bo").unwrap(), mutes);
    store.mute("bo", &mutes[0], false).unwrap();
    assert_eq!(store.mutes("bo").unwrap().len(), 2);
    assert!(store.mutes("").unwrap().is_empty());
}
