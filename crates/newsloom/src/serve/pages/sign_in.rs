//! Signing in and out.

use crate::serve::access::{AnyForm, Via, Visitor, cookie, secret};
use crate::serve::app::{Shared, blocking};
use crate::serve::frame::{Frame, Place, csrf};
use crate::serve::house;
use crate::serve::params::{Params, own_path};
use crate::serve::problem::{self, Answer, Problem};
use crate::store::Session;
use axum::extract::{ConnectInfo, Extension, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use maud::html;
use newsloom_core::model::Timestamp;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// `/login`.
pub async fn page(
    State(app): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    params: Params,
    headers: HeaderMap,
) -> Answer {
    if app.access.open || visitor.via == Via::Session {
        return Ok(super::go(own_path(params.get("next"))));
    }
    Ok(super::show(&headers, form(&visitor, own_path(params.get("next")))))
}

fn form(visitor: &Visitor, next: &str) -> String {
    let body = html! {
        h1 { "Sign in" }
        form.stack method="post" action="/login" {
            (csrf(visitor))
            input type="hidden" name="next" value=(next);
            label for="name" { "Name; leave it empty to use a token" }
            input #name name="name" autocomplete="username" maxlength="100";
            label for="password" { "Password or token" }
            input #password name="password" type="password" autocomplete="current-password" required maxlength="1000";
            p { button type="submit" { "Sign in" } }
        }
    };
    Frame::new("Sign in", Place::Elsewhere, visitor).page(&body)
}

/// `POST /login`.
pub async fn sign_in(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    AnyForm { app, form: fields, .. }: AnyForm,
) -> Answer {
    app.sign_in_pace.take(peer.ip(), Instant::now()).map_err(house::too_many)?;
    let next = own_path(fields.get("next")).to_owned();
    let secure = app.access.secure;
    let set = blocking(&app, move |app| {
        let name = fields.get("name").unwrap_or_default().to_owned();
        let password = fields.get("password").unwrap_or_default();
        let user = if name.is_empty() {
            app.access.check_token(&*app.store, password).map(|(name, _)| format!("token:{name}"))
        } else {
            app.access.check_password(&*app.store, &name, password).map(|_| name)
        };
        let Some(user) = user else {
            app.metrics.refused.fetch_add(1, Ordering::Relaxed);
            tracing::info!("a sign-in was refused");
            return Err(Problem::new(problem::WRONG_SECRET, "Check both and try again."));
        };
        let held = secret::make().map_err(Problem::fault)?;
        let now = Timestamp::now();
        let session = Session {
            key: secret::hash(&held),
            user,
            csrf: secret::make().map_err(Problem::fault)?,
            at: now,
            until: now + Duration::from_secs(cookie::DAYS as u64 * 86_400),
        };
        app.store.begin_session(&session)?;
        cookie::set(&held, secure).ok_or_else(|| Problem::fault("a secret that fits no header"))
    })
    .await?;
    let mut answer = super::go(&next);
    answer.headers_mut().insert(header::SET_COOKIE, set);
    Ok(answer)
}

/// `POST /logout`.
pub async fn sign_out(headers: HeaderMap, AnyForm { app, .. }: AnyForm) -> Answer<Response> {
    let secure = app.access.secure;
    if let Some(key) = cookie::read(&headers, secure).map(secret::hash) {
        blocking(&app, move |app| Ok(app.store.end_session(&key)?)).await?;
    }
    let mut answer = super::go("/");
    if let Some(clear) = cookie::clear(secure) {
        answer.headers_mut().insert(header::SET_COOKIE, clear);
    }
    Ok(answer)
}
