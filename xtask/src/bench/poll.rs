//! The loop with many sources: polled within their bounds, no host asked faster than its pace.

use super::service;
use anyhow::Context;

/// Simulated minutes.
const MINUTES: u64 = 60;

/// An hour of so many sources under a clock that jumps.
pub fn run(profile: &str, sources: usize) -> anyhow::Result<String> {
    let program = service::example(profile, "simulated_polls")?;
    let told = service::run(&program, &[&sources.to_string(), &MINUTES.to_string()])?;
    let told: serde_json::Value = serde_json::from_str(&told)?;
    let number = |name: &str| told[name].as_f64().with_context(|| format!("{name} is missing"));
    let rows = [
        ("sources, on hosts", format!("{}, {}", number("sources")?, number("hosts")?)),
        ("sources asked at least once", number("reached")?.to_string()),
        ("requests", number("requests")?.to_string()),
        ("requests to a host before its pause was over", number("too_fast")?.to_string()),
        ("shortest pause of a host, ms", number("shortest_pause_ms")?.to_string()),
        ("requests before the end of a Retry-After", number("retry_broken")?.to_string()),
        ("polls of a source before its lower bound", number("too_early")?.to_string()),
        ("longest time between two polls of a source that answers, s", number("longest_s")?.to_string()),
        ("latest poll behind its time after the first half hour, s", number("latest_s")?.to_string()),
        ("real seconds", format!("{:.1}", number("took_s")?)),
    ];
    let mut body = String::from(
        "The loop itself under a clock that jumps, with the store in memory, against invented feeds: three on a host, one in twenty \
         fails, one in a hundred asks to wait. One simulated hour.\n\n| what | value |\n|---|---|\n",
    );
    for (name, value) in rows {
        body.push_str(&format!("| {name} | {value} |\n"));
    }
    Ok(body)
}
