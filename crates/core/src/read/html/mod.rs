//! HTML as it is found: a tolerant parser that makes a tree of any string, in linear time.
//!
//! All nodes lie in one vector in document order, so a subtree is a range of it. Text and attribute values are
//! spans of the source; character references are read when asked for. The rules of the HTML standard that decide
//! where text goes (implied end tags, void and raw elements, tables, foreign content) are followed; those that only
//! move formatting about (adoption agency, foster parents) are not: text stays where it stands in the source.
//!
//! ```
//! use newsloom_core::read::html::{parse, Name};
//! let tree = parse("<p class=lead>Rain &amp; wind<p>More");
//! let lead = tree.find(Name::P).unwrap();
//! assert_eq!(tree.attr(lead, "class").as_deref(), Some("lead"));
//! assert_eq!(tree.text(lead), "Rain & wind");
//! ```

mod attr;
mod build;
mod bytes;
pub mod entity;
mod name;
mod tree;

pub use attr::{Attr, Attrs};
pub use build::{MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_NODES, parse};
pub(super) use bytes::find;
pub use name::Name;
pub use tree::{NodeId, Tree};

#[cfg(test)]
mod tests;
