//! What keeps a sentence from standing alone, looked at when it is asked.

use super::{Flaw, Tongue, flaw};
use crate::text::words::spaced;
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::rc::Rc;

/// A sentence that is asked what keeps it from standing alone. Most never are: it is looked at when it is asked first, and
/// then known to all its clones.
#[derive(Clone, Debug)]
pub(crate) struct Standing<'r> {
    whole: &'r str,
    cut: usize,
    tongue: &'static Tongue,
    known: Rc<OnceCell<Option<Flaw>>>,
}

impl<'r> Standing<'r> {
    /// Of a whole sentence of which the first `cut` bytes are not told.
    pub(crate) fn of(whole: &'r str, cut: usize, tongue: &'static Tongue) -> Self {
        Self { whole, cut, tongue, known: Rc::default() }
    }

    /// Of a sentence that has a flaw for where it stands.
    pub(crate) fn flawed(flaw: Flaw, tongue: &'static Tongue) -> Self {
        Self { whole: "", cut: 0, tongue, known: Rc::new(OnceCell::from(Some(flaw))) }
    }

    /// What keeps it from standing alone. `None`: it can.
    pub(crate) fn flaw(&self) -> Option<Flaw> {
        *self.known.get_or_init(|| {
            let pieces: SmallVec<[&str; 64]> = spaced(&self.whole[self.cut..]).collect();
            flaw(self.whole, self.cut, &pieces, self.tongue)
        })
    }
}
