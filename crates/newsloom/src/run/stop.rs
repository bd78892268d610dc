//! A wish to stop (Ctrl-C): noticed between two batches, so that nothing is left half done.

use std::sync::atomic::{AtomicBool, Ordering};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// The run was interrupted by its user. Exit status 130.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("interrupted; nothing was written")]
pub struct Interrupted;

/// Notes the first interrupt and lets the second one end the program at once.
pub fn stop_on_interrupt() {
    // Failing to install it leaves the system's own handling, which ends the program: good enough.
    let _ = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
}

/// `Err` once the user wished to stop.
///
/// # Errors
/// [`Interrupted`] then.
pub fn stopped() -> Result<(), Interrupted> {
    if STOPPED.load(Ordering::Relaxed) { Err(Interrupted) } else { Ok(()) }
}
