//! Corrections of the API: merge, split, move, pin, undo.

use super::{body, limit, list, show};
use crate::serve::access::{Editor, Reader};
use crate::serve::app::blocking;
use crate::serve::pages::corrections::{shown_name, wait_for_loop};
use crate::serve::params::{self, Params};
use crate::serve::problem::{self, Answer, Problem};
use crate::store::{Action, Correction};
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use newsloom_core::model::Timestamp;
use serde_json::{Value, json};

fn shown(correction: &Correction) -> Value {
    json!({
        "id": correction.id, "at": correction.at.to_string(), "by": correction.by, "action": correction.action,
        "undone": correction.undone.map(|at| at.to_string()), "refused": correction.refused,
        "done": correction.number.is_some(),
    })
}

/// `GET /api/v1/corrections`: latest first.
pub async fn corrections(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let wanted = limit(&params)?;
        let rows = app.store.corrections(params.going_on()?, wanted)?;
        let next = params::next(&rows, wanted, |row| row.id);
        Ok(list(&headers, "corrections", rows.iter().map(shown).collect(), next))
    })
    .await
}

/// `POST /api/v1/corrections`: `{"do": "merge", "from", "into"}`, `{"do": "split", "story", "articles"}`,
/// `{"do": "move", "article", "to"}`, `{"do": "pin", "article", "story"}`.
pub async fn correct(Editor { app, visitor }: Editor, headers: HeaderMap, given: Bytes) -> Answer {
    let action: Action = serde_json::from_value(body(&headers, &given)?)
        .map_err(|error| Problem::new(problem::BAD_BODY, format!("This is no correction: {error}.")))?;
    let by = shown_name(&visitor);
    let answer = blocking(&app, move |app| {
        let stories = match &action {
            Action::Merge { from, into } => vec![*from, *into],
            Action::Split { story, .. } | Action::Pin { story, .. } => vec![*story],
            Action::Move { to, .. } => vec![*to],
        };
        for story in stories {
            app.store.resolve(story)?.ok_or_else(|| Problem::not_found("story"))?;
        }
        let at = Timestamp::now();
        let id = app.store.correct(&action, &by, at)?;
        let mut answer = show(
            &HeaderMap::new(),
            &shown(&Correction { id, at, by, action, undone: None, number: None, refused: None }),
        );
        *answer.status_mut() = StatusCode::CREATED;
        Ok(answer)
    })
    .await?;
    wait_for_loop(&app).await;
    Ok(answer)
}

/// `POST /api/v1/corrections/{id}/undo`.
pub async fn undo(Editor { app, .. }: Editor, Path(id): Path<String>) -> Answer {
    let answer = blocking(&app, move |app| {
        let id = id.parse().map_err(|_| Problem::not_found("correction"))?;
        Ok(show(&HeaderMap::new(), &shown(&app.store.take_back(id, Timestamp::now())?)))
    })
    .await?;
    wait_for_loop(&app).await;
    Ok(answer)
}
