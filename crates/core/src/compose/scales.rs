//! What places and lengths count under the settings of choosing, worked out once: a power for every word of every report
//! would cost more than the choice.

use super::config::Weights;
use std::cell::RefCell;
use std::rc::Rc;

/// Places that are remembered; longer texts than this are rare.
const MOST_PLACES: usize = 50_000;
/// Lengths of sentences, in words, that are raised to their power beforehand.
const LENGTHS: usize = 100;
/// Numbers of sentences and of reports that are small.
const SMALL: usize = 16;
/// Settings whose scales are kept: stories of different sizes are weighed by different ones, and most are small.
const KEPT: usize = 8;

thread_local! {
    /// Changes speed only, never a result.
    static SCALES: RefCell<Vec<Scales>> = RefCell::default();
}

/// The scales of one setting.
pub(super) struct Scales {
    of: [f64; 6],
    /// What a concept counts by the place where a report has it first.
    pub early: Falling,
    /// What a sentence counts by its place.
    pub lead: Falling,
    /// Words of a sentence to the power that its gain is divided by.
    pub lengths: Rc<[f64]>,
    /// By sentences and reports that have a concept, as far as both are small and it was worked out.
    repeats: [f64; SMALL * SMALL],
}

impl Scales {
    /// What a concept counts for being repeated: sentences that have it for each report that does, to a power.
    pub(super) fn repeats(&mut self, sentences: u32, reports: u32) -> f64 {
        let power = self.of[5];
        let worked_out = || raised(f64::from(sentences) / f64::from(reports), power);
        if sentences as usize >= SMALL || reports as usize >= SMALL {
            return worked_out();
        }
        let known = &mut self.repeats[sentences as usize * SMALL + reports as usize];
        if known.is_nan() {
            *known = worked_out();
        }
        *known
    }
}

/// Does some work with the scales of these settings.
pub(super) fn with<R>(weights: &Weights, work: impl FnOnce(&mut Scales) -> R) -> R {
    let of = [
        weights.early_words,
        weights.early_power,
        weights.lead_words,
        weights.lead_power,
        weights.length_power,
        weights.repeat_power,
    ];
    SCALES.with_borrow_mut(|kept| {
        let at = kept.iter().position(|scales| scales.of == of).unwrap_or_else(|| {
            if kept.len() == KEPT {
                kept.remove(0);
            }
            kept.push(Scales {
                of,
                early: Falling { half: weights.early_words, power: weights.early_power, known: Vec::new() },
                lead: Falling { half: weights.lead_words, power: weights.lead_power, known: Vec::new() },
                repeats: [f64::NAN; SMALL * SMALL],
                lengths: (0..LENGTHS).map(|words| raised(words as f64, weights.length_power)).collect(),
            });
            kept.len() - 1
        });
        work(&mut kept[at])
    })
}

/// How much a place counts, `1 / (1 + at / half)^power`.
pub(super) struct Falling {
    half: f64,
    power: f64,
    known: Vec<f64>,
}

impl Falling {
    /// After `at` words.
    pub(super) fn at(&mut self, at: u32) -> f64 {
        let place = at as usize;
        if place > MOST_PLACES {
            return self.worked_out(at);
        }
        if place >= self.known.len() {
            self.known.resize(place + place / 2 + 64, f64::NAN);
        }
        if self.known[place].is_nan() {
            self.known[place] = self.worked_out(at);
        }
        self.known[place]
    }

    fn worked_out(&self, at: u32) -> f64 {
        1.0 / raised(1.0 + f64::from(at) / self.half, self.power)
    }
}

/// `base` to the power; the common cases without the cost of the general one.
pub(super) fn raised(base: f64, power: f64) -> f64 {
    if power == 0.0 || base == 1.0 {
        1.0
    } else if power == 1.0 {
        base
    } else {
        libm::pow(base, power)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::ChooseConfig;

    #[test]
    fn what_is_kept_is_what_would_be_worked_out() {
        for reports in (1..=12).chain(1..=12) {
            let weights = ChooseConfig::default().blend(reports);
            with(&weights, |scales| {
                for at in [0, 7, 700, 60_000] {
                    let plain = (1.0 + f64::from(at) / weights.lead_words).powf(-weights.lead_power);
                    assert!((scales.lead.at(at) - plain).abs() < 1e-9, "{reports} {at}");
                }
                assert!((scales.lengths[9] - 9f64.powf(weights.length_power)).abs() < 1e-9);
            });
        }
    }
}
