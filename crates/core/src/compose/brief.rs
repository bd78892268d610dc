//! What a foreign writer is given: the sentences that cover most of what counts in a story.

use super::choose::Chooser;
use super::config::ComposeConfig;
use super::material::Candidate;
use super::readings::Readings;
use super::{counts, material};
use crate::model::{Brief, Citation, Evidence, Report};

/// Sentences handed over at most.
const MOST_SENTENCES: usize = 40;
/// Words of them at most: what small models can hold in view.
const MOST_WORDS: usize = 1_200;

/// The material of a story for a writer that is not built in. Empty where no report has a sentence that can be told.
pub fn brief<'a>(reports: &[Report<'a>], config: &ComposeConfig) -> Brief<'a> {
    let mut reports = reports.to_vec();
    counts::sort_by_time(&mut reports);
    let language = material::main_language(&reports);
    let mut readings = Readings::default();
    let material =
        material::gather(&reports, &mut readings, language, |report| material::speaks(report, language));
    let chooser = Chooser::new(&material, config.choose.blend(material.independent.len()));
    let mut chosen = chooser.choose(MOST_WORDS, MOST_SENTENCES, &mut chooser.blank(), |_| true);
    chosen.sort_unstable();
    let evidence = |candidate: &Candidate<'_>| {
        let report = &reports[candidate.report];
        Evidence {
            cite: Citation { article: report.article.id, span: candidate.span },
            text: candidate.text(&reports),
            outlet: &report.article.outlet.domain,
            published: counts::shown_time(report.article.published.as_ref()),
        }
    };
    Brief {
        evidence: chosen.iter().map(|&index| evidence(&material.candidates[index])).collect(),
        language,
        headline_words: config.headline_words,
        summary_words: config.summary_words,
        key_points: config.key_points,
    }
}
