//! "What changed since you last looked": the changes of a story, in words.

use crate::serve::app::App;
use crate::serve::problem::Answer;
use crate::store::{Change, ChangeKind, LastLook};
use maud::{Markup, html};
use newsloom_core::model::{ArticleId, StoryId};
use newsloom_core::render::words;
use std::collections::{BTreeMap, BTreeSet};

/// Changes that are looked at.
const MOST: usize = 300;

/// A change in words, without its story.
pub fn says(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Born => "the story began",
        ChangeKind::Joined => "a report joined",
        ChangeKind::Retold => "told anew",
        ChangeKind::Merged => "another story became part of it",
        ChangeKind::Split => "part of it became a story of its own",
        ChangeKind::Moved => "an article was moved",
        ChangeKind::Edited => "an article was edited by its outlet",
        ChangeKind::Closed => "closed: it will not grow any more",
        ChangeKind::Reopened => "a late report opened it again",
        ChangeKind::Ended => "its articles stand elsewhere",
        ChangeKind::Undone => "a correction was taken back",
    }
}

/// The changes of a story after somebody's last look, as a section; nothing where there are none.
pub fn since(app: &App, story: StoryId, before: Option<LastLook>) -> Answer<Markup> {
    let Some(before) = before else { return Ok(html! {}) };
    let changes: Vec<Change> =
        app.store.changes_of(story, MOST)?.into_iter().filter(|change| change.seq > before.seq).collect();
    let joined: Vec<ArticleId> = changes
        .iter()
        .filter(|change| matches!(change.change.kind, ChangeKind::Joined | ChangeKind::Moved))
        .filter_map(|change| change.change.article)
        .collect();
    let mut others: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    for change in &changes {
        if !matches!(change.change.kind, ChangeKind::Joined | ChangeKind::Retold | ChangeKind::Moved) {
            *others.entry(change.change.kind).or_default() += 1;
        }
    }
    if joined.is_empty() && others.is_empty() {
        return Ok(html! {});
    }
    let mut met = BTreeSet::new();
    let rows = app.store.rows(&joined.into_iter().filter(|id| met.insert(*id)).collect::<Vec<_>>())?;
    Ok(html! {
        section.since aria-labelledby="since" {
            h2 #since { "Since you last looked, " (super::time(before.at)) }
            ul {
                @if !rows.is_empty() {
                    li { (words::count(rows.len(), "new report", "new reports")) }
                }
                @for row in rows.iter().take(8) {
                    li.sub {
                        a href={ "/article/" (row.id) } {
                            @if row.title.is_empty() { "(without a title)" } @else { (row.title) }
                        }
                        " " span.meta { (row.domain) ", " (super::time(row.at)) }
                    }
                }
                @for (kind, count) in &others {
                    li { (says(*kind)) @if *count > 1 { " (" (count) " times)" } }
                }
            }
        }
    })
}

/// The history of a story.
pub fn history(app: &App, story: StoryId) -> Answer<Markup> {
    let changes = app.store.changes_of(story, 60)?;
    Ok(html! {
        @if !changes.is_empty() {
            section.history {
                details {
                    summary { "History of this story" }
                    ul.plain {
                        @for change in changes.iter().filter(|change| change.change.kind != ChangeKind::Retold) {
                            li {
                                (super::time(change.at)) ": " (says(change.change.kind))
                                @if let Some(article) = change.change.article {
                                    " (" a href={ "/article/" (article) } { "article" } ")"
                                }
                                @if let Some(other) = change.change.other {
                                    " (" a href={ "/story/" (other) } { "other story" } ")"
                                }
                                @if !change.change.note.is_empty() { span.meta { ": " (change.change.note) } }
                            }
                        }
                    }
                }
            }
        }
    })
}
