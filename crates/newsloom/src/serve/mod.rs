//! The service: pages, search, API and live changes over the store, on one port.
//!
//! [`routes`] names every address. [`house`] stands around all of them: who asks ([`access`]), how fast ([`limits`]),
//! what goes out with each answer. [`telling`] turns stories of the store into pages through the renderer of the core;
//! `pages` and `api` are what readers and programs see. [`pulse`] follows the store's changes; [`follow`] keeps the
//! search index up with it. The loop that polls and places is not here: it finds its work in the store.

pub mod access;
mod alerts;
mod answer;
mod api;
mod app;
mod finding;
pub mod follow;
mod frame;
mod house;
mod keep;
mod limits;
mod listen;
mod looks;
mod metrics;
mod ops;
mod pages;
mod params;
mod picture;
mod problem;
mod pulse;
mod routes;
mod telling;
#[cfg(test)]
mod tests;
mod websub;

pub use pulse::Pulse;

use crate::config::Config;
use crate::search::Index;
use crate::store::{Health, SourceRow, Store};
use access::Access;
use anyhow::Context;
use app::{App, Shared};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a service is made of.
pub struct Setup {
    /// Everything that is kept.
    pub store: Arc<dyn Store>,
    /// Words to articles and stories.
    pub index: Arc<Index>,
    /// All settings.
    pub config: Config,
    /// Folder for fetched pictures.
    pub pictures: PathBuf,
    /// Called every two seconds while requests are answered: a sign of life where no loop gives one.
    pub alive: fn(),
    /// The health of a source in words, at a time.
    pub health: fn(&SourceRow, jiff::Timestamp) -> Health,
    /// Rings when the loop has written something, so that readers see it at once.
    pub pulse: Pulse,
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup").field("pictures", &self.pictures).finish_non_exhaustive()
    }
}

/// How often looks are written down.
const WRITE_LOOKS: Duration = Duration::from_secs(5);
/// Time between two signs of life.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);
/// Sign-ins that one address may try at once, and in a minute.
const SIGN_INS: (u32, u32) = (8, 6);

/// What all requests share.
fn app(setup: Setup) -> anyhow::Result<Shared> {
    let access = Access::new(&setup.config.serve, setup.config.serve.listen, &*setup.store)?;
    let per_minute = setup.config.serve.requests_per_minute;
    Ok(Arc::new(App {
        access,
        keep: keep::Keep::new(setup.config.serve.keep_mib << 20),
        pace: limits::Pace::new(per_minute.min(200), per_minute),
        sign_in_pace: limits::Pace::new(SIGN_INS.0, SIGN_INS.1),
        metrics: Arc::default(),
        looks: looks::Looks::default(),
        alerts: alerts::Alerts::default(),
        pulse: setup.pulse,
        store: setup.store,
        index: setup.index,
        config: setup.config,
        health: setup.health,
        alive: setup.alive,
        pictures: setup.pictures,
        started: jiff::Timestamp::now(),
    }))
}

/// Serves until the process is asked to stop. Blocks. `ready` is called with the address once it answers.
///
/// # Errors
/// When the address is taken, or the service would be open to the network without a sign-in.
pub fn serve(setup: Setup, ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(16)
        .enable_all()
        .build()
        .context("the service cannot start its threads")?;
    let listen = setup.config.serve.listen;
    let app = app(setup)?;
    let stopping = Arc::new(AtomicBool::new(false));
    let done = runtime.block_on(async {
        let listener = listen::bind(listen).await?;
        let address = listener.local_addr()?;
        tokio::spawn(app.pulse.clone().follow(Arc::clone(&app.store)));
        let following = tokio::spawn(follow_index(Arc::clone(&app), Arc::clone(&stopping)));
        tokio::spawn(write_looks(Arc::clone(&app)));
        ready(address);
        let alive = app.alive;
        tokio::spawn(async move {
            loop {
                alive();
                tokio::time::sleep(SIGN_OF_LIFE).await;
            }
        });
        listen::listen(listener, routes::router(&app), Arc::clone(&app.metrics), asked_to_stop()).await;
        stopping.store(true, Ordering::Relaxed);
        app.pulse.ring();
        let _ = tokio::time::timeout(Duration::from_secs(10), following).await;
        anyhow::Ok(())
    });
    app.looks.write(&*app.store);
    runtime.shutdown_timeout(Duration::from_secs(5));
    done
}

/// Ends when the process is asked to stop.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Keeps the index up with the store, a second after each change at the latest.
async fn follow_index(app: Shared, stopping: Arc<AtomicBool>) {
    let mut seen = app.pulse.watch();
    let mut begun = false;
    while !stopping.load(Ordering::Relaxed) {
        let (app, stop) = (Arc::clone(&app), Arc::clone(&stopping));
        let step = tokio::task::spawn_blocking(move || {
            let written =
                follow::catch_up(&*app.store, &app.index, &app.config.core, || stop.load(Ordering::Relaxed))?;
            // At the start too: alerts outlive the process.
            if (written > 0 || !begun)
                && let Err(problem) = app.alerts.refresh(&*app.store, &app.index)
            {
                tracing::warn!(why = problem.detail, "alerts are behind");
            }
            Ok::<_, follow::FollowError>(written)
        });
        let done = step.await;
        begun |= matches!(done, Ok(Ok(_)));
        match done {
            Ok(Ok(written)) if written > 0 => {
                tracing::debug!(written, "the search index was brought up to the store")
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "the search index is behind");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
            _ => {}
        }
        // Articles arrive before they change a story, so the wait has an end.
        let _ = tokio::time::timeout(Duration::from_secs(2), seen.changed()).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn write_looks(app: Shared) {
    loop {
        tokio::time::sleep(WRITE_LOOKS).await;
        let app = Arc::clone(&app);
        let _ = tokio::task::spawn_blocking(move || app.looks.write(&*app.store)).await;
    }
}
