//! Who asks.

use super::super::problem::{self, Answer, Problem};
use super::{Access, cookie, secret};
use crate::store::{Role, Store};
use axum::http::{HeaderMap, header};

/// How we know who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// We do not.
    Nobody,
    /// Everybody at this machine is the same.
    Open,
    /// A cookie from a sign-in.
    Session,
    /// A bearer token: a program.
    Token,
}

/// Somebody who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Name under which looks and searches are kept; empty for the one at an open machine.
    pub name: String,
    /// What they may do; `None` for nothing.
    pub role: Option<Role>,
    /// Token that their forms carry.
    pub csrf: String,
    /// How we know.
    pub via: Via,
}

impl Visitor {
    /// Somebody unknown who may do nothing.
    pub fn nobody() -> Self {
        Self { name: String::new(), role: None, csrf: String::new(), via: Via::Nobody }
    }

    /// Reads who it is. Looks into the store: call it where that blocks nobody.
    pub fn of(headers: &HeaderMap, access: &Access, store: &dyn Store) -> Self {
        if let Some(token) = token_of(headers) {
            return match access.check_token(store, &token) {
                Some((name, role)) => Self {
                    name: format!("token:{name}"),
                    role: Some(role),
                    csrf: String::new(),
                    via: Via::Token,
                },
                None => Self::nobody(),
            };
        }
        if let Some(held) = cookie::read(headers, access.secure)
            && let Ok(Some(session)) = store.session(&secret::hash(held), jiff::Timestamp::now())
            && let Some(role) = access.role_of(store, &session.user)
        {
            return Self { name: session.user, role: Some(role), csrf: session.csrf, via: Via::Session };
        }
        let csrf = access.open_csrf();
        if access.open {
            return Self { name: String::new(), role: Some(Role::Editor), csrf, via: Via::Open };
        }
        Self { role: access.public.then_some(Role::Reader), csrf, ..Self::nobody() }
    }

    /// Whether it is a program with a token.
    pub fn is_program(&self) -> bool {
        self.via == Via::Token
    }

    /// Whether looks, searches and mutes can be kept for them.
    pub fn is_known(&self) -> bool {
        matches!(self.via, Via::Open | Via::Session)
    }

    /// Whether they may change things.
    pub fn edits(&self) -> bool {
        self.role == Some(Role::Editor)
    }

    /// Lets through who may read.
    ///
    /// # Errors
    /// [`problem::NOT_SIGNED_IN`].
    pub fn must_read(&self) -> Answer<()> {
        match self.role {
            Some(_) => Ok(()),
            None => Err(Problem::new(
                problem::NOT_SIGNED_IN,
                "Sign in, or send a token as `Authorization: Bearer`.",
            )),
        }
    }

    /// Lets through who may change things.
    ///
    /// # Errors
    /// [`problem::NOT_SIGNED_IN`] or [`problem::NOT_ALLOWED`].
    pub fn must_edit(&self) -> Answer<()> {
        match (self.role, self.via) {
            (Some(Role::Editor), _) => Ok(()),
            (_, Via::Nobody) => {
                Err(Problem::new(problem::NOT_SIGNED_IN, "Sign in as an editor to change this."))
            }
            _ => Err(Problem::new(problem::NOT_ALLOWED, "This takes the role of an editor.")),
        }
    }
}

/// A bearer token, or one given as the password of basic authentication, which is what feed readers can send.
fn token_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        use base64::Engine;
        let plain = base64::engine::general_purpose::STANDARD.decode(rest.trim()).ok()?;
        let plain = String::from_utf8(plain).ok()?;
        return plain.split_once(':').map(|(_, token)| token.to_owned());
    }
    None
}
