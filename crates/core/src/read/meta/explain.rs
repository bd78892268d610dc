//! What people who ask why are told of the candidates.

use super::plain::fold;
use super::weights::{DATE, TITLE, score};
use super::{authors, dates, titles};

impl titles::Candidate {
    /// The weighted sum of its features; the highest wins.
    pub fn score(&self) -> f32 {
        score(&self.features, &TITLE)
    }
}

impl dates::Candidate {
    /// The weighted sum of its features; the highest wins.
    pub fn score(&self) -> f32 {
        score(&self.features, &DATE)
    }
}

impl authors::Candidates {
    /// The places that name a person.
    pub fn places(&self, name: &str) -> Vec<&'static str> {
        let all = [
            ("structured data", &self.data),
            ("meta", &self.meta),
            ("a line with \"By\"", &self.opened),
            ("a byline's class", &self.marked),
            ("microdata", &self.property),
            ("rel=author", &self.rel),
            ("a link to an author's page", &self.link),
            ("elsewhere on the page", &self.elsewhere),
            ("the feed", &self.feed),
        ];
        let key = fold(name);
        all.into_iter()
            .filter(|(_, names)| names.iter().any(|known| fold(known) == key))
            .map(|(place, _)| place)
            .collect()
    }
}
