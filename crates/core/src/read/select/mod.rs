//! CSS selectors for rules that a user gives for a site: the part of Selectors Level 4 (w3.org/TR/selectors-4) that
//! finds elements in a page that stands still.
//!
//! Types, classes, ids, attributes with all operators, descendants, children, siblings, lists, `:not()`, `:is()`,
//! `:where()`, the `:nth-` family, `:first-`, `:last-` and `:only-`, `:empty` and `:root`. A selector is checked when it
//! is read; looking for it takes one pass over the tree, whatever its combinators.
//!
//! ```
//! use newsloom_core::read::{html, select::Selector};
//! let tree = html::parse("<div class='story big'><p>One<p class=ad>Two</div><p>Three");
//! let body = Selector::parse("div.story > p:not(.ad)").unwrap();
//! let found: Vec<String> = body.select(&tree).into_iter().map(|node| tree.text(node)).collect();
//! assert_eq!(found, ["One"]);
//! let wrong = Selector::parse("div >").unwrap_err();
//! assert_eq!(wrong.to_string(), "an element must follow \">\" (at character 6)");
//! ```

mod find;
mod parse;

/// A list of selectors: an element is found if any of them fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    text: String,
    list: Vec<Complex>,
}

/// What is wrong with a selector, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why} (at character {at})")]
pub struct SelectorError {
    /// Where, in characters from 1.
    pub at: usize,
    /// What is wrong.
    pub why: String,
}

impl Selector {
    /// The selector as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Compound selectors joined by combinators, outermost first.
#[derive(Clone, Debug, PartialEq)]
struct Complex {
    parts: Vec<(Combinator, Compound)>,
}

/// How an element must stand to what is before the combinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Combinator {
    /// The first compound of a selector stands anywhere.
    Anywhere,
    Descendant,
    Child,
    /// The element right before, with the same parent.
    Next,
    /// Any element before, with the same parent.
    Later,
}

/// What must hold of one element.
#[derive(Clone, Debug, Default, PartialEq)]
struct Compound {
    /// Name in lower case; any where none is given.
    tag: Option<String>,
    tests: Vec<Test>,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Id(String),
    Class(String),
    Attribute {
        name: String,
        operator: Operator,
        value: String,
        fold: bool,
    },
    Not(Vec<Compound>),
    Is(Vec<Compound>),
    /// The position among siblings is `a * n + b` for some n from 0 on.
    Nth {
        a: i64,
        b: i64,
        from_end: bool,
        of_type: bool,
    },
    Empty,
    Root,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    /// `[a]`
    Present,
    /// `[a=b]`
    Equals,
    /// `[a~=b]`: one of the words.
    Word,
    /// `[a|=b]`: the value, or the value and a hyphen.
    Dash,
    /// `[a^=b]`
    Starts,
    /// `[a$=b]`
    Ends,
    /// `[a*=b]`
    Holds,
}

#[cfg(test)]
mod tests;
