//! Logs on stderr.

use tracing_subscriber::EnvFilter;

/// Starts logging: warnings by default; `NEWSLOOM_LOG` overrides the flags with a filter such as `newsloom=debug`.
pub fn start(verbose: u8, quiet: bool) {
    let level = match (quiet, verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "newsloom=info,warn",
        (_, 2) => "newsloom=debug,warn",
        _ => "trace",
    };
    let filter = EnvFilter::try_from_env("NEWSLOOM_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .compact()
        .try_init();
}
