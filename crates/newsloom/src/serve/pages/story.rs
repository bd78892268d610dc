//! The page of a story: told, with what changed since the reader last looked, and its corrections.

use super::{changed, corrections};
use crate::serve::access::Reader;
use crate::serve::answer::Rendered;
use crate::serve::app::blocking;
use crate::serve::frame::{Frame, Place, own};
use crate::serve::problem::Answer;
use crate::serve::telling;
use crate::store::LastLook;
use axum::extract::Path;
use axum::http::HeaderMap;
use maud::html;
use newsloom_core::render::{View, feeds};

/// `/story/{id}`: as the digest tells it; `{id}-wire`, `{id}-explainer` and so on in another view, `{id}-feed.xml` as Atom.
pub async fn story(Reader { app, visitor }: Reader, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let asked = telling::lead(app, &id)?;
        let id = asked.here;
        if id != asked.named {
            return Ok(super::moved(&format!("/story/{id}")));
        }
        let row = telling::row(app, id)?;
        if asked.feed {
            let feed = feeds::story_atom(&telling::whole(app, id)?.told.digest);
            return Ok(Rendered::new("application/atom+xml; charset=utf-8", feed).answer(&headers));
        }
        let body = telling::story_body(app, &row, asked.view)?;
        // A browser that fetches ahead does not look.
        let ahead = headers.get("sec-purpose").is_some();
        let before = if visitor.is_known() && !ahead {
            let now = LastLook { seq: row.changed, at: jiff::Timestamp::now() };
            app.looks.look(&*app.store, &visitor.name, Some(id), now)
        } else {
            None
        };
        let main = asked.view == View::Digest;
        let body = html! {
            (changed::since(app, id, before.filter(|before| before.seq < row.changed))?)
            (own(&String::from_utf8_lossy(&body.body)))
            @if main { (changed::history(app, id)?) }
            @if main && visitor.edits() { (corrections::tools(&visitor, id)) }
        };
        let live = id.to_string();
        let frame =
            Frame { live: &live, seq: row.changed, ..Frame::new(&row.title, Place::Elsewhere, &visitor) };
        Ok(super::show(&headers, frame.page(&body)))
    })
    .await
}
