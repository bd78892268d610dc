//! What a handler takes in place of asking who is there: having one of these means that the check was made.

use super::super::app::Shared;
use super::super::params::Params;
use super::super::problem::{self, Answer, Problem};
use super::{Visitor, forgery};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;

/// Somebody who may read.
pub struct Reader {
    /// What all requests share.
    pub app: Shared,
    /// Who it is.
    pub visitor: Visitor,
}

/// Somebody who may change things.
pub struct Editor {
    /// What all requests share.
    pub app: Shared,
    /// Who it is.
    pub visitor: Visitor,
}

/// A form of whoever it is, sent from a page of ours.
pub struct AnyForm {
    /// What all requests share.
    pub app: Shared,
    /// Who it is.
    pub visitor: Visitor,
    /// Its fields.
    pub form: Params,
}

/// A form of an editor, sent from a page of ours.
pub struct EditorForm {
    /// What all requests share.
    pub app: Shared,
    /// Who it is.
    pub visitor: Visitor,
    /// Its fields.
    pub form: Params,
}

/// A form of somebody for whom things can be kept, sent from a page of ours.
pub struct OwnForm {
    /// What all requests share.
    pub app: Shared,
    /// Who it is.
    pub visitor: Visitor,
    /// Its fields.
    pub form: Params,
}

/// Whom the layer around all handlers found. Where it did not run, nobody may do anything.
fn visitor(parts: &Parts) -> Visitor {
    parts.extensions.get().cloned().unwrap_or_else(Visitor::nobody)
}

impl FromRequestParts<Shared> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Answer<Self> {
        let visitor = visitor(parts);
        visitor.must_read()?;
        Ok(Self { app: app.clone(), visitor })
    }
}

impl FromRequestParts<Shared> for Editor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Answer<Self> {
        let visitor = visitor(parts);
        visitor.must_edit()?;
        Ok(Self { app: app.clone(), visitor })
    }
}

impl FromRequest<Shared> for AnyForm {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Answer<Self> {
        let (parts, body) = request.into_parts();
        let visitor = visitor(&parts);
        let body = Bytes::from_request(Request::from_parts(parts, body), app)
            .await
            .map_err(|refused| Problem::new(problem::BAD_BODY, refused.body_text()))?;
        let form = Params::read(&body);
        forgery::check_token(&visitor, form.get("csrf"))?;
        Ok(Self { app: app.clone(), visitor, form })
    }
}

impl FromRequest<Shared> for EditorForm {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Answer<Self> {
        let (mut parts, body) = request.into_parts();
        Editor::from_request_parts(&mut parts, app).await?;
        let AnyForm { app, visitor, form } =
            AnyForm::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { app, visitor, form })
    }
}

impl FromRequest<Shared> for OwnForm {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Answer<Self> {
        let (mut parts, body) = request.into_parts();
        let Reader { visitor, .. } = Reader::from_request_parts(&mut parts, app).await?;
        if !visitor.is_known() {
            let what = "Sign in, so that this can be kept for you.";
            return Err(Problem::new(problem::NOT_SIGNED_IN, what));
        }
        let AnyForm { app, visitor, form } =
            AnyForm::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { app, visitor, form })
    }
}
