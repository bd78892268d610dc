//! A story in, a digest out: choosing, trimming, and the check that nothing ungrounded passes.

mod check;
mod choose;
mod config;
mod counts;
mod headline;
mod material;
mod picture;
mod rank;
mod standalone;
mod summary;
mod tell;

pub use check::{Checked, Checker, check};
pub use config::{ChooseConfig, ComposeConfig, Weights};
pub use rank::{rank, weight};
pub use tell::tell;

use crate::model::{Draft, Line, Report};

/// A group of reports in a few lines.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The headline; `None` where nothing holds.
    pub headline: Option<Line>,
    /// The summary, at most the words asked for.
    pub summary: Vec<Line>,
    /// Key points that the summary does not have.
    pub key_points: Vec<Line>,
}

/// Summarizes reports in at most `max_words` words.
pub fn summarize(reports: &[Report<'_>], max_words: usize, config: &ComposeConfig) -> Summary {
    let language = material::main_language(reports);
    let mut material = material::gather(reports, language, |report| material::speaks(report, language));
    if material.candidates.is_empty() {
        material = material::gather(reports, None, |_| true);
    }
    let weights = config.choose.blend(material.independent.len());
    let chooser = choose::Chooser::new(&material, weights);
    let mut covered = chooser.blank();
    let chosen = summary::choose(&chooser, &material, max_words, &mut covered, |_| true);
    let points = summary::key_points(&chooser, &material, config, &mut covered, |candidate| {
        !chosen.iter().any(|&index| {
            let told = &material.candidates[index];
            (told.report, told.sentence) == (candidate.report, candidate.sentence)
        })
    });
    let lines = |indices: &[usize]| {
        indices.iter().map(|&index| summary::line(&material.candidates[index], reports)).collect()
    };
    let draft = Draft { summary: lines(&chosen), key_points: lines(&points), ..Draft::default() };
    let checked = check(draft, reports);
    let headline =
        headline::headline(reports, &material, &chooser, &mut Checker::new(reports), config.headline_words);
    Summary { headline, summary: checked.summary, key_points: checked.key_points }
}
