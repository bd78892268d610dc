//! Lengths that readers want and the settings of choosing, each with its unit and where it comes from.

use super::favor::Favor;
use jiff::civil;

/// How a digest is told.
#[derive(Clone, Debug, PartialEq)]
pub struct ComposeConfig {
    /// Words of a story's summary: fewest wanted and most allowed.
    pub summary_words: (usize, usize),
    /// Key points of a story: fewest wanted and most allowed.
    pub key_points: (usize, usize),
    /// Words of one key point at most.
    pub key_point_words: usize,
    /// Words of an article's own summary: fewest wanted and most allowed. A third of a short article's words at most.
    pub article_words: (usize, usize),
    /// Words of a headline at most, when it has to be made from a sentence; 0 makes `summarize` do without.
    pub headline_words: usize,
    /// Day that a story without any date is shown under; the caller sets it to the edition's.
    pub day: civil::Date,
    /// What the reader wants more or less of in an edition.
    pub favor: Favor,
    /// How sentences are chosen.
    pub choose: ChooseConfig,
}

impl Default for ComposeConfig {
    fn default() -> Self {
        Self {
            summary_words: (60, 110),
            key_points: (3, 5),
            key_point_words: 40,
            article_words: (40, 90),
            headline_words: 14,
            day: civil::Date::constant(1970, 1, 1),
            favor: Favor::default(),
            choose: ChooseConfig::default(),
        }
    }
}

/// The settings of choosing at the two ends; between them they are blended by the number of independent reports.
#[derive(Clone, Debug, PartialEq)]
pub struct ChooseConfig {
    /// For up to [`ChooseConfig::FEW`] reports.
    pub few: Weights,
    /// For [`ChooseConfig::MANY`] reports and more.
    pub many: Weights,
}

impl ChooseConfig {
    /// Independent reports up to which a story counts as thinly reported.
    pub const FEW: usize = 4;
    /// Independent reports from which a story counts as widely reported.
    pub const MANY: usize = 9;

    /// The settings for a story with this many independent reports.
    pub fn blend(&self, reports: usize) -> Weights {
        let share = (reports.saturating_sub(Self::FEW) as f64 / (Self::MANY - Self::FEW) as f64).min(1.0);
        let mix = |few: f64, many: f64| few + (many - few) * share;
        Weights {
            single_words: mix(self.few.single_words, self.many.single_words),
            early_words: mix(self.few.early_words, self.many.early_words),
            early_power: mix(self.few.early_power, self.many.early_power),
            support_power: mix(self.few.support_power, self.many.support_power),
            minimum_share: mix(self.few.minimum_share, self.many.minimum_share),
            length_power: mix(self.few.length_power, self.many.length_power),
            lead_words: mix(self.few.lead_words, self.many.lead_words),
            lead_power: mix(self.few.lead_power, self.many.lead_power),
            central_power: mix(self.few.central_power, self.many.central_power),
            first_bonus: mix(self.few.first_bonus, self.many.first_bonus),
            repeat_power: mix(self.few.repeat_power, self.many.repeat_power),
        }
    }
}

/// What a concept (a stemmed word, a pair of neighboring stems) and a sentence weigh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Weight of a single word against a pair of words.
    pub single_words: f64,
    /// Words into a report at which a concept's first mention counts for about half.
    pub early_words: f64,
    /// How steeply it falls from there.
    pub early_power: f64,
    /// Power of the number of independent reports that have a concept.
    pub support_power: f64,
    /// Share of the independent reports, 0 to 1, that must have a pair of words for it to count in full.
    pub minimum_share: f64,
    /// Power of the length in words by which a sentence's gain is divided.
    pub length_power: f64,
    /// Words into a report at which a sentence counts for about half.
    pub lead_words: f64,
    /// How steeply it falls from there.
    pub lead_power: f64,
    /// Power of a report's nearness to the middle of all reports.
    pub central_power: f64,
    /// What the sentences of the first report of the list gain, as a share.
    pub first_bonus: f64,
    /// Power of the number of sentences that have a concept, over the number of reports that do.
    pub repeat_power: f64,
}

impl Default for ChooseConfig {
    /// Found by random search on the development parts of DUC 2003 and 2004, TAC 2011 and Multi-News.
    fn default() -> Self {
        Self {
            few: Weights {
                single_words: 0.33,
                early_words: 3000.0,
                early_power: 1.36,
                support_power: 2.76,
                minimum_share: 0.57,
                length_power: 0.24,
                lead_words: 472.0,
                lead_power: 1.85,
                central_power: 1.96,
                first_bonus: 1.03,
                repeat_power: 0.28,
            },
            many: Weights {
                single_words: 0.85,
                early_words: 47.0,
                early_power: 0.16,
                support_power: 1.01,
                minimum_share: 0.31,
                length_power: 0.665,
                lead_words: 195.0,
                lead_power: 0.5,
                central_power: 0.19,
                first_bonus: 0.0,
                repeat_power: 0.47,
            },
        }
    }
}
