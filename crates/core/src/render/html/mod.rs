//! The pages: plain HTML that reads well without script, on a phone, in the dark and on paper.

mod edition;
mod explain;
mod layout;
mod line;
mod plots;
mod sections;
mod story;
mod views;

pub use layout::content;

pub use edition::{edition_page, edition_page_to};
pub use explain::{explanation_page, kind as block_kind};
pub use views::{story_files, view_page};

/// The one style sheet of the pages; it stands beside them as `newsloom.css`.
pub const STYLE: &str = include_str!("newsloom.css");
