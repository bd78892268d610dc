//! Which texts have a run of words: a flat table, since nearly every run is met once.

/// Texts kept per run: a run that more have is boilerplate and leads nowhere.
const PER_RUN: usize = 24;
/// An empty place.
const EMPTY: u32 = u32::MAX;

/// Texts by run, in a table with open addressing: a run's texts stand at and after the place that the run leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    places: Vec<(u32, u32)>,
    filled: usize,
}

impl Runs {
    fn start(&self, run: u32) -> usize {
        ((u64::from(run.wrapping_mul(0x9e37_79b1)) * self.places.len() as u64) >> 32) as usize
    }

    /// Adds a text to a run, unless the run has enough of them.
    pub fn add(&mut self, run: u32, text: u32) {
        if self.filled * 5 >= self.places.len() * 4 {
            self.grow();
        }
        let mut at = self.start(run);
        let mut met = 0;
        while self.places[at].1 != EMPTY {
            met += usize::from(self.places[at].0 == run);
            at = if at + 1 < self.places.len() { at + 1 } else { 0 };
        }
        if met < PER_RUN {
            self.places[at] = (run, text);
            self.filled += 1;
        }
    }

    /// Half as many places again: many texts share the memory, so little of it is left empty.
    fn grow(&mut self) {
        let places = (self.places.len() * 3 / 2).max(1024);
        let old = std::mem::replace(&mut self.places, vec![(0, EMPTY); places]);
        self.filled = 0;
        // From behind an empty place on, the texts of a run come in the order in which they were added.
        let empty = old.iter().position(|place| place.1 == EMPTY).unwrap_or(0);
        for (run, text) in old[empty..].iter().chain(&old[..empty]).filter(|place| place.1 != EMPTY) {
            self.add(*run, *text);
        }
    }

    /// All runs with their texts, text by text.
    pub fn sorted(&self) -> Vec<(u32, u32)> {
        let mut all: Vec<(u32, u32)> = self.places.iter().copied().filter(|place| place.1 != EMPTY).collect();
        all.sort_unstable_by_key(|(run, text)| (*text, *run));
        all
    }

    /// The texts that have a run.
    pub fn of(&self, run: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = if self.places.is_empty() { None } else { Some(self.start(run)) };
        std::iter::from_fn(move || {
            loop {
                let place = self.places[at?];
                if place.1 == EMPTY {
                    at = None;
                    return None;
                }
                at = at.map(|at| if at + 1 < self.places.len() { at + 1 } else { 0 });
                if place.0 == run {
                    return Some(place.1);
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_runs() {
        let mut runs = Runs::default();
        assert_eq!(runs.of(7).count(), 0);
        for text in 0..2000 {
            runs.add(text * 3, text);
            runs.add(1, text);
        }
        assert_eq!(runs.of(300).collect::<Vec<_>>(), [100]);
        assert_eq!(runs.of(1).collect::<Vec<_>>(), (0..PER_RUN as u32).collect::<Vec<_>>());
        assert_eq!(runs.of(2).count(), 0);
    }
}
