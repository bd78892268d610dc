//! Where the files of an edition lie, as its pages name them: beside one another, or under an address of somebody else's.

use super::{View, address, feeds};
use crate::model::Digest;

/// Where the pages, views, pictures and the style sheet of an edition are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place<'a> {
    /// In one folder that may lie anywhere: every address is relative to the page that names it.
    #[default]
    Folder,
    /// Under addresses of somebody else's, each with a slash at its end: `/`, `/news/`, `https://news.example/`.
    At {
        /// Above `story/`, where the pages of stories are.
        pages: &'a str,
        /// Above `pictures/`, the style sheet, and everything else.
        files: &'a str,
    },
}

impl<'a> Place<'a> {
    /// What leads to the folder of the edition from a page in it, or from one in its folder `story/`.
    pub(super) fn root(self, from: Depth) -> &'a str {
        match (self, from) {
            (Self::At { files, .. }, _) => files,
            (Self::Folder, Depth::Edition) => "",
            (Self::Folder, Depth::Story) => "../",
        }
    }

    /// The address of a view of a story.
    pub(super) fn story(self, digest: &Digest, view: View, from: Depth) -> String {
        let path = view.path(digest);
        match (self, from) {
            (Self::Folder, Depth::Story) => path.trim_start_matches("story/").to_owned(),
            (Self::Folder, Depth::Edition) => path,
            (Self::At { pages, .. }, _) => format!("{pages}{path}"),
        }
    }

    /// The address of a story's briefs as Atom, from one of the story's pages.
    pub(super) fn story_feed(self, digest: &Digest) -> String {
        let path = feeds::story_path(digest);
        match self {
            Self::Folder => path.trim_start_matches("story/").to_owned(),
            Self::At { pages, .. } => format!("{pages}{path}"),
        }
    }

    /// The address of a picture if it may be shown: see [`address::picture`].
    pub(super) fn picture(self, url: &str, from: Depth) -> Option<String> {
        let url = address::picture(url)?;
        let own = url.starts_with("pictures/");
        Some(if own { format!("{}{url}", self.root(from)) } else { url.to_owned() })
    }
}

/// Where the page stands that names an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// In the folder of the edition.
    Edition,
    /// In its folder `story/`.
    Story,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_named_from_the_page_that_shows_them() {
        let check = |place: Place, from, url, expected: Option<&str>| {
            assert_eq!(place.picture(url, from).as_deref(), expected, "{place:?} {from:?} {url}");
        };
        check(Place::Folder, Depth::Edition, "pictures/a.jpg", Some("pictures/a.jpg"));
        check(Place::Folder, Depth::Story, "pictures/a.jpg", Some("../pictures/a.jpg"));
        let at = Place::At { pages: "/edition/7/", files: "/news/" };
        check(at, Depth::Edition, "pictures/a.jpg", Some("/news/pictures/a.jpg"));
        check(at, Depth::Story, "https://a.example/b.jpg", Some("https://a.example/b.jpg"));
        check(at, Depth::Story, "javascript:x", None);
    }
}
