//! A story in, a digest out: choosing, trimming, and the check that nothing ungrounded passes.

mod background;
mod brief;
mod check;
mod choose;
mod claims;
mod complete;
mod config;
mod counts;
mod days;
mod disagreements;
mod editor;
mod favor;
mod fresh;
mod headline;
mod material;
mod offices;
mod people;
mod picture;
mod positions;
mod quotes;
mod rank;
mod readings;
mod scales;
mod scene;
mod since;
mod speech;
mod standalone;
mod standfirst;
mod summary;
mod tell;
mod timeline;
mod verify;

pub use brief::brief;
pub use check::{Checked, Checker, again, check};
pub use config::{ChooseConfig, ComposeConfig, Weights};
pub use favor::Favor;
pub use rank::{rank, weight};
pub use since::Earlier;
pub use tell::{Given, tell};
pub use timeline::{ChronicleOf, chronicle, chronicle_line};
pub use verify::{Check, Doubt, SIZES as VERIFY_SIZES, Sources, Verdict, WIDTH as VERIFY_WIDTH, verify};

use crate::model::{Draft, Line, Report};
use readings::Readings;

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
    let mut readings = Readings::default();
    let mut material =
        material::gather(reports, &mut readings, language, |report| material::speaks(report, language));
    if material.candidates.is_empty() {
        material = material::gather(reports, &mut readings, None, |_| true);
    }
    let weights = config.choose.blend(material.independent.len());
    let chooser = choose::Chooser::new(&material, weights);
    let mut covered = chooser.blank();
    let chosen = summary::fill(&chooser, &material, max_words, &mut covered);
    let points = summary::key_points(&chooser, config, &mut covered, |candidate| {
        !chosen.iter().any(|&index| {
            let told = &material.candidates[index];
            (told.report, told.sentence) == (candidate.report, candidate.sentence)
        })
    });
    let lines = |indices: &[usize]| {
        indices.iter().map(|&index| summary::line(&material.candidates[index], reports)).collect()
    };
    let mut draft = Draft { summary: lines(&chosen), key_points: lines(&points), ..Draft::default() };
    let told: usize = draft.summary.iter().map(|line| line.text.split_whitespace().count()).sum();
    let rest =
        summary::remainder(&chooser, &material, reports, max_words.saturating_sub(told), &covered, &chosen);
    draft.summary.extend(rest);
    let checked = check(draft, reports);
    let mut checker = Checker::new(reports);
    let headline = (config.headline_words > 0)
        .then(|| {
            headline::headline(
                reports,
                &material,
                &chooser,
                &mut checker,
                config.headline_words,
                chosen.first().copied(),
                |_| 1.0,
            )
        })
        .flatten();
    Summary { headline, summary: checked.summary, key_points: checked.key_points }
}
