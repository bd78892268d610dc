//! The sketch by which copies are found, from the words that were found already.

use super::tokens::Token;
use crate::model::Signature;
use crate::text::sketch::sketch;

/// The signature of the words of title and text.
pub(super) fn signature(title: &[Token], text: &[Token]) -> Signature {
    let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key).collect::<Vec<_>>();
    sketch(&keys(title), &keys(text))
}
