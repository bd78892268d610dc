//! Corrections: merge, split, move, pin, and taking any of them back. Plain forms; the loop does what they say.

use crate::serve::access::{Editor, EditorForm, Reader, Visitor};
use crate::serve::app::{App, Shared, blocking};
use crate::serve::frame::{Frame, Place, csrf};
use crate::serve::params::{self, Params};
use crate::serve::problem::{self, Answer, Problem};
use crate::serve::telling;
use crate::store::{Action, Correction};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use newsloom_core::model::{ArticleId, StoryId};
use std::time::Duration;

/// Corrections of one page.
const LISTED: usize = 60;
/// Longest time that a form waits for the loop to do what it says.
const PATIENCE: Duration = Duration::from_secs(3);

/// What an editor can do on a story's page.
pub fn tools(visitor: &Visitor, story: StoryId) -> Markup {
    html! {
        section.tools aria-labelledby="tools" {
            h2 #tools { "Set right" }
            form.inline method="post" action="/corrections" {
                (csrf(visitor))
                input type="hidden" name="do" value="merge";
                input type="hidden" name="from" value=(story);
                label for="into" { "This story is the same as" }
                input #into name="into" required maxlength="300" placeholder="address or id of the other story" autocomplete="off";
                button type="submit" { "Merge" }
            }
            p { a href={ "/story/" (story) "/split" } { "Split it, or move single articles" } }
        }
    }
}

/// `/story/{id}/split`: choose articles of a story.
pub async fn split_page(
    Editor { app, visitor }: Editor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id = telling::resolve(app, &id)?;
        let row = telling::row(app, id)?;
        let members = app.store.members(id)?;
        let ids: Vec<ArticleId> = members.iter().map(|member| member.article).collect();
        let articles = app.store.rows(&ids)?;
        let body = html! {
            p.kicker { a href={ "/story/" (id) } { "Back to the story" } }
            h1 { (row.title) }
            form method="post" action="/corrections" {
                (csrf(&visitor))
                input type="hidden" name="story" value=(id);
                fieldset {
                    legend { "Articles" }
                    @for article in &articles {
                        p.choice {
                            input type="checkbox" name="article" value=(article.id) id=(article.id);
                            " " label for=(article.id) {
                                @if article.title.is_empty() { "(without a title)" } @else { (article.title) }
                                " " span.meta { (article.domain) ", " (super::time(article.at)) }
                            }
                        }
                    }
                }
                p { button type="submit" name="do" value="split" { "Make them a story of their own" } }
                p.inline {
                    label for="to" { "Or they belong to" }
                    input #to name="to" maxlength="300" placeholder="address or id of a story" autocomplete="off";
                    button type="submit" name="do" value="move" { "Move" }
                }
                p { button type="submit" name="do" value="pin" { "Or keep them here, whatever comes" } }
            }
        };
        Ok(super::show(&headers, Frame::new(&row.title, Place::Corrections, &visitor).page(&body)))
    })
    .await
}

/// Reads an id of a story out of an id or an address.
pub fn story_of(app: &App, text: Option<&str>, name: &str) -> Answer<StoryId> {
    let text = text.ok_or_else(|| params::bad(name, "the id or address of a story"))?;
    let last = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').rsplit('/').next();
    telling::resolve(app, last.unwrap_or_default())
        .map_err(|_| params::bad(name, "the id or address of a story that is here"))
}

fn actions(app: &App, form: &Params) -> Answer<Vec<Action>> {
    let articles = || -> Answer<Vec<ArticleId>> {
        let ids: Option<Vec<ArticleId>> = form.all("article").map(ArticleId::parse).collect();
        ids.filter(|ids| !ids.is_empty())
            .ok_or_else(|| params::bad("article", "at least one article; tick its box"))
    };
    Ok(match form.get("do") {
        Some("merge") => {
            let (from, into) =
                (story_of(app, form.get("from"), "from")?, story_of(app, form.get("into"), "into")?);
            if from == into {
                return Err(Problem::new(problem::CONFLICT, "The two are one story already."));
            }
            vec![Action::Merge { from, into }]
        }
        Some("split") => {
            vec![Action::Split { story: story_of(app, form.get("story"), "story")?, articles: articles()? }]
        }
        Some("move") => {
            let to = story_of(app, form.get("to"), "to")?;
            articles()?.into_iter().map(|article| Action::Move { article, to }).collect()
        }
        Some("pin") => {
            let story = story_of(app, form.get("story"), "story")?;
            articles()?.into_iter().map(|article| Action::Pin { article, story }).collect()
        }
        _ => return Err(params::bad("do", "merge, split, move or pin")),
    })
}

/// Where the reader goes after a correction.
fn after(actions: &[Action]) -> StoryId {
    match actions.last() {
        Some(Action::Merge { into, .. }) => *into,
        Some(Action::Split { story, .. } | Action::Pin { story, .. }) => *story,
        Some(Action::Move { to, .. }) => *to,
        None => StoryId::of(&[]),
    }
}

/// `POST /corrections`.
pub async fn correct(EditorForm { app, visitor, form }: EditorForm) -> Answer<Response> {
    let by = shown_name(&visitor);
    let wanted = blocking(&app, move |app| {
        let wanted = actions(app, &form)?;
        for action in &wanted {
            app.store.correct(action, &by, jiff::Timestamp::now())?;
        }
        Ok(wanted)
    })
    .await?;
    wait_for_loop(&app).await;
    Ok(super::go(&format!("/story/{}", after(&wanted))))
}

/// The name under which corrections are kept.
pub fn shown_name(visitor: &Visitor) -> String {
    if visitor.name.is_empty() { "this machine".to_owned() } else { visitor.name.clone() }
}

/// Waits a little until the loop, which looks for corrections by itself, has changed something.
pub async fn wait_for_loop(app: &Shared) {
    let mut seen = app.pulse.watch();
    seen.mark_unchanged();
    app.pulse.ring();
    let _ = tokio::time::timeout(PATIENCE, seen.changed()).await;
}

/// `POST /corrections/{id}/undo`.
pub async fn undo(Path(id): Path<String>, EditorForm { app, .. }: EditorForm) -> Answer<Response> {
    blocking(&app, move |app| {
        let id = id.parse().map_err(|_| Problem::not_found("correction"))?;
        Ok(app.store.take_back(id, jiff::Timestamp::now())?)
    })
    .await?;
    wait_for_loop(&app).await;
    Ok(super::go("/corrections"))
}

/// `/corrections`: what was set right, the latest first.
pub async fn log(Reader { app, visitor }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let all = app.store.corrections(params.going_on()?, LISTED)?;
        let next = params::next(&all, LISTED, |one| one.id);
        let body = html! {
            h1 { "Corrections" }
            p.meta { "What people set right. Each can be taken back." }
            @if all.is_empty() { p.empty { "Nothing was corrected so far." } }
            ul.plain.log { @for correction in &all { (entry(app, &visitor, correction)) } }
            (super::more(next.as_deref(), "/corrections", &[]))
        };
        Ok(super::show(&headers, Frame::new("Corrections", Place::Corrections, &visitor).page(&body)))
    })
    .await
}

fn entry(app: &App, visitor: &Visitor, correction: &Correction) -> Markup {
    let story = |id: &StoryId| -> Markup {
        let here = app.store.resolve(*id).ok().flatten().unwrap_or(*id);
        let title = app.store.story(here).ok().flatten().map(|row| row.title);
        html! { a href={ "/story/" (id) } { (title.as_deref().unwrap_or("a story")) } }
    };
    let article = |id: &ArticleId| -> Markup {
        let title = app.store.rows(&[*id]).ok().and_then(|rows| rows.into_iter().next()).map(|row| row.title);
        html! { a href={ "/article/" (id) } { (title.as_deref().unwrap_or("an article")) } }
    };
    html! {
        li.row .undone[correction.undone.is_some()] {
            p {
                @match &correction.action {
                    Action::Merge { from, into } => { "Merged " (story(from)) " into " (story(into)) }
                    Action::Split { story: from, articles } => {
                        "Split off from " (story(from)) ": "
                        @for (index, one) in articles.iter().enumerate() { @if index > 0 { ", " } (article(one)) }
                    }
                    Action::Move { article: one, to } => { "Moved " (article(one)) " to " (story(to)) }
                    Action::Pin { article: one, story: here } => { "Keeps " (article(one)) " in " (story(here)) }
                }
            }
            p.meta { (super::time(correction.at)) ", by " (correction.by) }
            @if let Some(why) = &correction.refused { p.mistake { "Not done: " (why) } }
            @else if correction.number.is_none() && correction.undone.is_none() { p.meta { "Waits to be done." } }
            @match correction.undone {
                Some(at) => p.meta { "Taken back " (super::time(at)) },
                None => @if visitor.edits() {
                    form method="post" action={ "/corrections/" (correction.id) "/undo" } {
                        (csrf(visitor))
                        button type="submit" { "Take back" }
                    }
                },
            }
        }
    }
}
