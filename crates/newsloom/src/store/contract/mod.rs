//! What every store promises, as tests: each takes an empty store. [`suite`] makes one test of each for an
//! implementation.

mod articles;
mod care;
mod given;
mod readers;
mod sources;
mod stories;

pub(super) use articles::*;
pub(super) use care::*;
pub(super) use readers::*;
pub(super) use sources::*;
pub(super) use stories::*;

/// Makes a test of every promise; `$make` gives an empty store.
macro_rules! suite {
    ($make:expr) => {
        $crate::store::contract::suite!(@ $make =>
            an_article_arrives_once, a_new_wording_stands_beside_the_old, a_headline_that_changes_is_an_edit,
            the_tape_only_grows, articles_are_listed_newest_first, arriving_ends_jobs, pages_are_kept_once,
            placing_makes_stories, addresses_lead_on_for_ever, stories_are_listed_and_followed,
            names_are_counted, a_closed_edition_never_changes, corrections_are_written_down, steps_and_corrections_are_settled_together,
            placing_twice_changes_nothing, a_source_is_added_once, a_poll_is_one_step, jobs_are_nobody_elses,
            what_hosts_said_is_kept, people_and_what_they_keep, counts_are_true, retention_takes_what_is_old,
            snapshots_and_notes_are_replaced
        );
    };
    (@ $make:expr => $($name:ident),*) => {
        $(#[test]
        fn $name() {
            let made = $make;
            $crate::store::contract::$name(&made.0);
        })*
    };
}
pub(super) use suite;

/// Fills a store with an article, its story, and a closed edition that tells it.
pub(super) fn a_store_to_keep(store: &dyn super::Store) {
    use given::{arrived, article, at, step, story_id};
    let quay = article("quay", "The quay was closed on Monday.", 5);
    store.arrive(&arrived(std::slice::from_ref(&quay), 6)).unwrap();
    store.place(&step("quay", &[quay], 7)).unwrap();
    let draft = super::EditionDraft {
        date: jiff::civil::date(2026, 9, 21),
        from: at(0),
        to: at(9),
        made_at: at(9),
        stories: vec![story_id("quay")],
    };
    store.draft_edition(&draft).unwrap();
    store.close_edition(at(9)).unwrap();
}
