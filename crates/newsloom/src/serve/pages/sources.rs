//! Sources, how they do, and what the user wishes of them.

use crate::serve::access::{EditorForm, Reader, Visitor};
use crate::serve::app::blocking;
use crate::serve::frame::{Frame, Place, csrf};
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::store::{ArticleQuery, Health, NewSource, SourceRow, SourceRules};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use newsloom_core::model::{SourceId, Timestamp};
use newsloom_core::render::words;
use std::time::Duration;

/// Articles shown of one source.
const ARTICLES: usize = 30;

/// `/sources`.
pub async fn sources(Reader { app, visitor }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let all = app.store.sources()?;
        let now = Timestamp::now();
        let failing = all.iter().filter(|source| source.poll.failing_since.is_some()).count();
        let mut groups: Vec<(&[String], Vec<&SourceRow>)> = Vec::new();
        for source in &all {
            match groups.last_mut().filter(|(group, _)| *group == source.group.as_slice()) {
                Some((_, rows)) => rows.push(source),
                None => groups.push((&source.group, vec![source])),
            }
        }
        let body = html! {
            h1 { "Sources" }
            p.meta {
                (words::count(all.len(), "source", "sources"))
                @if failing > 0 { ", " (words::count(failing, "fails", "fail")) " now" }
            }
            @if visitor.edits() {
                form.inline method="post" action="/sources" {
                    (csrf(&visitor))
                    label for="url" { "Add a feed or page" }
                    input #url name="url" type="url" required maxlength="2000" placeholder="https://";
                    label for="group" { "Group" }
                    input #group name="group" maxlength="100";
                    button type="submit" { "Add" }
                }
            }
            @if all.is_empty() { p.empty { "No source yet. Add one above, or with " code { "newsloom add URL" } "." } }
            @for (group, rows) in &groups {
                section {
                    @if !group.is_empty() { h2 { (group.join(" / ")) } }
                    div.wide {
                        table.sources-table {
                            thead { tr { th scope="col" { "Source" } th scope="col" { "Health" } th scope="col" { "Last article" } } }
                            tbody { @for source in rows { (line(source, &(app.health)(source, now), now)) } }
                        }
                    }
                }
            }
        };
        Ok(super::show(&headers, Frame::new("Sources", Place::Sources, &visitor).page(&body)))
    })
    .await
}

fn line(source: &SourceRow, health: &Health, now: Timestamp) -> Markup {
    html! {
        tr.row {
            th scope="row" {
                a href={ "/sources/" (source.id) } { (source.title) }
                @if source.rules.muted { " " span.state { "muted" } }
            }
            td .ill[!health.well] { (health.words) }
            td { @match source.poll.article_at { Some(at) => (super::ago(at, now)), None => "none yet" } }
        }
    }
}

/// `/sources/{id}`.
pub async fn source(
    Reader { app, visitor }: Reader,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id = SourceId::parse(&id).ok_or_else(|| Problem::not_found("source"))?;
        let source = app.store.source(id)?.ok_or_else(|| Problem::not_found("source"))?;
        let now = Timestamp::now();
        let query = ArticleQuery {
            source: Some(id),
            after: params.get("after").map(str::to_owned),
            limit: ARTICLES,
            ..ArticleQuery::default()
        };
        let articles = app.store.articles(&query)?;
        let health = (app.health)(&source, now);
        let body = html! {
            p.kicker { a href="/sources" { "Sources" } }
            h1 { (source.title) }
            p.meta { (source.url) }
            p .ill[!health.well] { (health.words) }
            dl.facts {
                dt { "Articles" } dd { (source.poll.articles) }
                dt { "Asked last" } dd { @match source.poll.asked_at { Some(at) => (super::time(at)), None => "never" } }
                dt { "Asked next" } dd { @match source.poll.due { Some(at) => (super::time(at)), None => "not any more" } }
                @if source.poll.every_s > 0 { dt { "About every" } dd { (source.poll.every_s / 60) " minutes" } }
            }
            @if visitor.edits() { (rules(&visitor, &source)) }
            section.single {
                h2 { "Articles" }
                @if articles.rows.is_empty() { p.empty { "None so far." } }
                ul {
                    @for row in &articles.rows {
                        li.row {
                            a href={ "/article/" (row.id) } { @if row.title.is_empty() { "(without a title)" } @else { (row.title) } }
                            " " span.meta { (super::time(row.at)) }
                        }
                    }
                }
            }
            (super::more(articles.next.as_deref(), &format!("/sources/{id}"), &[]))
        };
        Ok(super::show(&headers, Frame::new(&source.title, Place::Sources, &visitor).page(&body)))
    })
    .await
}

fn rules(visitor: &Visitor, source: &SourceRow) -> Markup {
    let full = match source.rules.full_text {
        None => "auto",
        Some(true) => "yes",
        Some(false) => "no",
    };
    html! {
        details {
            summary { "Rules" }
            form.stack method="post" action={ "/sources/" (source.id) } {
                (csrf(visitor))
                label for="title" { "Name" } input #title name="title" value=(source.title) maxlength="200";
                label for="group" { "Group (levels with /)" } input #group name="group" value=(source.group.join("/")) maxlength="200";
                label for="weight" { "Weight, 0 to 10" } input #weight name="weight" type="number" min="0" max="10" step="0.1" value=(source.rules.weight);
                label for="every" { "Least minutes between two polls; empty takes the setting" }
                input #every name="every" type="number" min="1" max="43200" value=[source.rules.every.map(|every| every.as_secs() / 60)];
                label for="full" { "Fetch the page of each entry" }
                select #full name="full" {
                    @for (value, name) in [("auto", "where the feed gives only a teaser"), ("yes", "always"), ("no", "never")] {
                        option value=(value) selected[value == full] { (name) }
                    }
                }
                p.choice { input #muted type="checkbox" name="muted" value="yes" checked[source.rules.muted]; " " label for="muted" { "Muted: polled, but not told" } }
                p {
                    button type="submit" name="do" value="save" { "Save" } " "
                    button type="submit" name="do" value="poll" { "Ask it now" } " "
                    button type="submit" name="do" value="remove" { "Remove it; its articles stay" }
                }
            }
        }
    }
}

/// `POST /sources`: adds one.
pub async fn add(EditorForm { app, form, .. }: EditorForm) -> Answer<Response> {
    let id = blocking(&app, move |app| {
        let url = web_address(form.get("url"))?;
        let source = NewSource {
            url,
            title: String::new(),
            group: group(form.get("group")),
            rules: SourceRules::default(),
            at: Timestamp::now(),
        };
        Ok(app.store.add_source(&source)?.0)
    })
    .await?;
    Ok(super::go(&format!("/sources/{id}")))
}

/// An address of the web.
pub fn web_address(text: Option<&str>) -> Answer<String> {
    let wrong = || params::bad("url", "an address that begins with https:// or http://");
    let url = url::Url::parse(text.ok_or_else(wrong)?).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(wrong());
    }
    Ok(url.to_string())
}

fn group(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split('/').map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).take(8).collect()
}

/// `POST /sources/{id}`: rules, a poll, or removal.
pub async fn change(Path(id): Path<String>, EditorForm { app, form, .. }: EditorForm) -> Answer<Response> {
    let to = blocking(&app, move |app| {
        let id = SourceId::parse(&id).ok_or_else(|| Problem::not_found("source"))?;
        app.store.source(id)?.ok_or_else(|| Problem::not_found("source"))?;
        match form.get("do") {
            Some("remove") => {
                app.store.remove_source(id)?;
                return Ok("/sources".to_owned());
            }
            Some("poll") => app.store.poll_at(id, Timestamp::now())?,
            _ => app.store.set_rules(id, form.get("title"), &group(form.get("group")), &rules_of(&form)?)?,
        }
        Ok(format!("/sources/{id}"))
    })
    .await?;
    Ok(super::go(&to))
}

fn rules_of(form: &Params) -> Answer<SourceRules> {
    let weight = form.read_as("weight", "a number from 0 to 10", |text| {
        text.parse::<f32>().ok().filter(|weight| (0.0..=10.0).contains(weight))
    })?;
    let every = form.number_given("every", 1..=43_200)?;
    Ok(SourceRules {
        weight: weight.unwrap_or(1.0),
        muted: form.get("muted") == Some("yes"),
        full_text: match form.get("full") {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        },
        every: every.map(|minutes| Duration::from_secs(minutes * 60)),
    })
}
