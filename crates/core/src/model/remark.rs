//! What a reader notes about input that is not as it should be.

use serde::Serialize;
use std::borrow::Cow;

/// A note about dirty input: the value it stands beside is still the best that could be had.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Remark {
    /// Stable short code in kebab case, for programs: `date-conflict`, `depth-capped`, `no-article`.
    pub code: &'static str,
    /// One sentence for people: what, where, and what to do if there is something to do.
    pub text: Cow<'static, str>,
}

impl Remark {
    /// A remark with the given code and sentence.
    pub fn new(code: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self { code, text: text.into() }
    }
}
