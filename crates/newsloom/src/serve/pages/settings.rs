//! Settings: kept searches, what is muted, who may sign in, and how the service is set up.

use crate::serve::access::{EditorForm, OwnForm, Reader, Visitor, secret};
use crate::serve::alerts;
use crate::serve::app::{App, blocking};
use crate::serve::finding;
use crate::serve::frame::{Frame, Place, csrf};
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::store::{Mute, Role, SavedSearch, Token, User};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use newsloom_core::model::{StoryId, Timestamp};

/// `/settings`.
pub async fn settings(Reader { app, visitor }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let body = html! {
            h1 { "Settings" }
            @if visitor.is_known() { (searches(app, &visitor)?) (mutes(app, &visitor)?) }
            @if visitor.edits() { (people(app, &visitor)?) (setup(app)) }
            @if !visitor.is_known() && !visitor.edits() {
                p { a href="/login?next=/settings" { "Sign in" } " to keep searches and mute what you do not want to read." }
            }
            (state(app)?)
        };
        Ok(super::show(&headers, Frame::new("Settings", Place::Settings, &visitor).page(&body)))
    })
    .await
}

fn searches(app: &App, visitor: &Visitor) -> Answer<Markup> {
    let kept = app.store.searches(Some(&visitor.name))?;
    Ok(html! {
        section {
            h2 { "Kept searches" }
            @if kept.is_empty() { p.empty { "None. Search for something and keep it from there." } }
            ul.plain {
                @for search in &kept {
                    li.row {
                        a href={ "/searches/" (search.id) } { (search.name) }
                        @if search.alert { " " span.state { "alert" } }
                        @if let Some(new) = app.alerts.new_of(search.id) { " " span.meta { (alerts::count(new)) } }
                        " " a.meta href={ "/searches/" (search.id) "/feed.xml" } { "feed" }
                        form.inline method="post" action={ "/searches/" (search.id) "/remove" } {
                            (csrf(visitor)) button type="submit" { "Remove" }
                        }
                    }
                }
            }
        }
    })
}

fn mutes(app: &App, visitor: &Visitor) -> Answer<Markup> {
    let muted = app.store.mutes(&visitor.name)?;
    Ok(html! {
        section {
            h2 { "Muted" }
            ul.plain {
                @for mute in &muted {
                    @let (kind, value) = parts(mute);
                    li.row {
                        (kind) ": " (value)
                        form.inline method="post" action="/mutes" {
                            (csrf(visitor))
                            input type="hidden" name="kind" value=(kind);
                            input type="hidden" name="value" value=(value);
                            button type="submit" name="do" value="unmute" { "Show again" }
                        }
                    }
                }
            }
            form.inline method="post" action="/mutes" {
                (csrf(visitor))
                label for="kind" { "Do not tell" }
                select #kind name="kind" { option value="words" { "headlines with" } option value="domain" { "the outlet" } }
                input name="value" required maxlength="200" aria-label="Words or domain";
                button type="submit" name="do" value="mute" { "Mute" }
            }
        }
    })
}

fn parts(mute: &Mute) -> (&'static str, String) {
    match mute {
        Mute::Domain(domain) => ("domain", domain.clone()),
        Mute::Words(words) => ("words", words.clone()),
        Mute::Story(story) => ("story", story.to_string()),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Reader => "reader",
        Role::Editor => "editor",
    }
}

fn people(app: &App, visitor: &Visitor) -> Answer<Markup> {
    let (users, tokens) = (app.store.users()?, app.store.tokens()?);
    let choose = html! { select name="role" aria-label="Role" { option value="reader" { "reader" } option value="editor" { "editor" } } };
    Ok(html! {
        section {
            h2 { "Who may sign in" }
            ul.plain {
                @for user in &users {
                    li.row {
                        (user.name) " " span.meta { (role(user.role)) }
                        form.inline method="post" action="/users" {
                            (csrf(visitor)) input type="hidden" name="name" value=(user.name);
                            button type="submit" name="do" value="remove" { "Remove" }
                        }
                    }
                }
                @for token in &tokens {
                    li.row {
                        "Token " (token.name) " " span.meta {
                            (role(token.role)) @if let Some(used) = token.used { ", used " (super::time(used)) }
                        }
                        form.inline method="post" action="/tokens" {
                            (csrf(visitor)) input type="hidden" name="name" value=(token.name);
                            button type="submit" name="do" value="remove" { "Remove" }
                        }
                    }
                }
            }
            form.inline method="post" action="/users" {
                (csrf(visitor))
                label for="user" { "Add somebody" }
                input #user name="name" required maxlength="60" autocomplete="off" placeholder="name";
                input name="password" type="password" required minlength="12" maxlength="1000" aria-label="Password" placeholder="password, 12 letters or more" autocomplete="new-password";
                (choose)
                button type="submit" name="do" value="add" { "Add" }
            }
            form.inline method="post" action="/tokens" {
                (csrf(visitor))
                label for="token" { "Make a token for" }
                input #token name="name" required maxlength="60" autocomplete="off" placeholder="name of the program";
                (choose)
                button type="submit" name="do" value="add" { "Make" }
            }
            @if app.access.open {
                p.meta { "Nobody has to sign in at this machine. Once somebody is added here, that begins with the next start." }
            }
        }
    })
}

fn setup(app: &App) -> Markup {
    html! {
        section {
            h2 { "Setup" }
            p.meta { "From the settings file, variables and the command line; it is read at the start." }
            details {
                summary { "All keys" }
                div.wide {
                    table {
                        thead { tr { th scope="col" { "Key" } th scope="col" { "Value" } th scope="col" { "From" } } }
                        tbody {
                            @for row in app.config.rows() {
                                tr { th scope="row" title=(row.about) { (row.key) } td { code { (row.value) } } td { (row.origin) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn state(app: &App) -> Answer<Markup> {
    let counts = app.store.counts()?;
    Ok(html! {
        section {
            h2 { "State" }
            dl.facts {
                dt { "Articles" } dd { (counts.articles) }
                dt { "Stories" } dd { (counts.stories) }
                dt { "Sources" } dd { (counts.sources) " (" (counts.failing) " failing)" }
                dt { "Waiting" } dd { (counts.jobs) " pages to fetch, " (counts.unplaced) " articles to place" }
                dt { "Found by search" } dd { (app.index.len()) }
                dt { "Running since" } dd { (super::time(app.started)) }
                dt { "Version" } dd { (env!("CARGO_PKG_VERSION")) }
            }
        }
    })
}

/// `POST /searches`: keeps one.
pub async fn keep_search(OwnForm { app, visitor, form }: OwnForm) -> Answer<Response> {
    blocking(&app, move |app| {
        let query = form.get("q").ok_or_else(|| params::bad("q", "a query"))?;
        finding::query(query)?;
        let search = SavedSearch {
            id: 0,
            user: visitor.name.clone(),
            name: form.get("name").unwrap_or(query).chars().take(100).collect(),
            query: query.to_owned(),
            alert: form.get("alert") == Some("yes"),
            told_to: app.store.counts()?.last_arrival,
            at: Timestamp::now(),
        };
        app.store.save_search(&search)?;
        Ok(super::go("/settings"))
    })
    .await
}

/// `/searches/{id}`: looks at a kept search, which ends its alert.
pub async fn look_at_search(Reader { app, visitor }: Reader, Path(id): Path<String>) -> Answer<Response> {
    blocking(&app, move |app| {
        let id = id.parse().map_err(|_| Problem::not_found("search"))?;
        let search = app.store.search(id)?.filter(|search| visitor.is_known() && search.user == visitor.name);
        let mut search = search.ok_or_else(|| Problem::not_found("search"))?;
        let to = format!("/search?order=newest&q={}", params::escape(&search.query));
        search.told_to = app.store.counts()?.last_arrival;
        app.store.save_search(&search)?;
        app.alerts.seen(id);
        Ok(super::go(&to))
    })
    .await
}

/// `POST /searches/{id}/remove`.
pub async fn remove_search(
    Path(id): Path<String>,
    OwnForm { app, visitor, .. }: OwnForm,
) -> Answer<Response> {
    blocking(&app, move |app| {
        let id = id.parse().map_err(|_| Problem::not_found("search"))?;
        let search = app.store.search(id)?.filter(|search| search.user == visitor.name);
        search.ok_or_else(|| Problem::not_found("search"))?;
        app.store.remove_search(id)?;
        Ok(super::go("/settings"))
    })
    .await
}

/// `POST /mutes`.
pub async fn mute(OwnForm { app, visitor, form }: OwnForm) -> Answer<Response> {
    blocking(&app, move |app| {
        let value = form.get("value").ok_or_else(|| params::bad("value", "words, a domain, or a story"))?;
        let what = match form.get("kind") {
            Some("words") => Mute::Words(value.to_owned()),
            Some("domain") => Mute::Domain(value.to_lowercase()),
            Some("story") => {
                Mute::Story(StoryId::parse(value).ok_or_else(|| params::bad("value", "the id of a story"))?)
            }
            _ => return Err(params::bad("kind", "words, domain or story")),
        };
        app.store.mute(&visitor.name, &what, form.get("do") != Some("unmute"))?;
        Ok(super::go("/settings"))
    })
    .await
}

fn role_of(form: &Params) -> Answer<Role> {
    match form.get("role") {
        Some("editor") => Ok(Role::Editor),
        Some("reader") => Ok(Role::Reader),
        _ => Err(params::bad("role", "reader or editor")),
    }
}

fn name_of(form: &Params) -> Answer<String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '@');
    form.get("name")
        .filter(|name| name.chars().count() <= 60 && name.chars().all(plain))
        .map(str::to_owned)
        .ok_or_else(|| params::bad("name", "up to 60 letters, digits, spaces and .-_@"))
}

/// `POST /users`: adds or removes somebody.
pub async fn users(EditorForm { app, form, .. }: EditorForm) -> Answer<Response> {
    blocking(&app, move |app| {
        let name = name_of(&form)?;
        if form.get("do") == Some("remove") {
            app.store.remove_user(&name)?;
            return Ok(super::go("/settings"));
        }
        let password = form.get("password").filter(|password| password.len() >= 12);
        let password = password.ok_or_else(|| params::bad("password", "at least 12 characters"))?;
        let password = secret::hash_password(password).map_err(Problem::fault)?;
        app.store.set_user(&User { name, password, role: role_of(&form)?, at: Timestamp::now() })?;
        Ok(super::go("/settings"))
    })
    .await
}

/// `POST /tokens`: makes one, shown this once, or removes one.
pub async fn tokens(headers: HeaderMap, EditorForm { app, visitor, form }: EditorForm) -> Answer<Response> {
    blocking(&app, move |app| {
        let name = name_of(&form)?;
        if form.get("do") == Some("remove") {
            app.store.remove_token(&name)?;
            return Ok(super::go("/settings"));
        }
        let held = secret::make().map_err(Problem::fault)?;
        let token = Token {
            key: secret::hash(&held),
            name: name.clone(),
            role: role_of(&form)?,
            at: Timestamp::now(),
            used: None,
        };
        app.store.add_token(&token)?;
        let body = html! {
            h1 { "Token " (name) }
            p { "Keep it now: it is not shown again, and the store has only its hash." }
            p { code.secret { (held) } }
            p { a href="/settings" { "Back to the settings" } }
        };
        let mut answer = super::show(&headers, Frame::new("Token", Place::Settings, &visitor).page(&body));
        let no_store = axum::http::HeaderValue::from_static("no-store");
        answer.headers_mut().insert(axum::http::header::CACHE_CONTROL, no_store);
        Ok(answer)
    })
    .await
}
