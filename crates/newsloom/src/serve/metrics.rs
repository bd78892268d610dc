//! Counters and times in the text format that Prometheus reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets of answer times, in seconds.
const BOUNDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// What is counted of the service. Shared by all requests.
#[derive(Debug, Default)]
pub struct Metrics {
    /// By route pattern, method and status. Routes are those of the table, so the map stays small.
    requests: Mutex<BTreeMap<(String, String, u16), u64>>,
    buckets: [AtomicU64; BOUNDS.len() + 1],
    micros: AtomicU64,
    /// Connections open now.
    pub connections: AtomicI64,
    /// Streams of events open now.
    pub streams: AtomicI64,
    /// Sign-ins refused.
    pub refused: AtomicU64,
    /// Requests turned away for coming too fast.
    pub limited: AtomicU64,
    /// Pages answered from the keep of rendered pages.
    pub kept_hits: AtomicU64,
    /// Pages that had to be rendered.
    pub kept_misses: AtomicU64,
}

/// A value: name, help, value. It counts up where its name ends in `_total`.
pub type Gauge = (&'static str, &'static str, f64);

impl Metrics {
    /// Counts one answer.
    pub fn count(&self, route: &str, method: &str, status: u16, took: Duration) {
        let key = (route.to_owned(), method.to_owned(), status);
        let mut requests = self.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *requests.entry(key).or_default() += 1;
        drop(requests);
        let seconds = took.as_secs_f64();
        let bucket = BOUNDS.iter().position(|&bound| seconds <= bound).unwrap_or(BOUNDS.len());
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(took.as_micros() as u64, Ordering::Relaxed);
    }

    /// The exposition. <https://prometheus.io/docs/instrumenting/exposition_formats/>
    pub fn show(&self, gauges: &[Gauge]) -> String {
        let mut out = String::with_capacity(4096);
        head(&mut out, "newsloom_http_requests_total", "counter", "Answers by route, method and status.");
        let requests = self.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        for ((route, method, status), count) in &requests {
            let _ = writeln!(
                out,
                "newsloom_http_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}} {count}"
            );
        }
        head(&mut out, "newsloom_http_request_seconds", "histogram", "Time to the head of an answer.");
        let mut sum = 0;
        for (bound, bucket) in BOUNDS.iter().zip(&self.buckets) {
            sum += bucket.load(Ordering::Relaxed);
            let _ = writeln!(out, "newsloom_http_request_seconds_bucket{{le=\"{bound}\"}} {sum}");
        }
        sum += self.buckets[BOUNDS.len()].load(Ordering::Relaxed);
        let _ = writeln!(out, "newsloom_http_request_seconds_bucket{{le=\"+Inf\"}} {sum}");
        let seconds = self.micros.load(Ordering::Relaxed) as f64 / 1e6;
        let _ = writeln!(out, "newsloom_http_request_seconds_sum {seconds}");
        let _ = writeln!(out, "newsloom_http_request_seconds_count {sum}");
        let number = |counted: &AtomicU64| counted.load(Ordering::Relaxed) as f64;
        let open = |counted: &AtomicI64| counted.load(Ordering::Relaxed) as f64;
        let own: [Gauge; 6] = [
            ("newsloom_http_connections", "Connections open now.", open(&self.connections)),
            ("newsloom_http_streams", "Streams of events open now.", open(&self.streams)),
            ("newsloom_sign_ins_refused_total", "Sign-ins refused.", number(&self.refused)),
            (
                "newsloom_http_limited_total",
                "Requests turned away for coming too fast.",
                number(&self.limited),
            ),
            ("newsloom_pages_kept_hits_total", "Pages answered without rendering.", number(&self.kept_hits)),
            ("newsloom_pages_kept_misses_total", "Pages rendered.", number(&self.kept_misses)),
        ];
        for (name, help, value) in own.iter().chain(gauges) {
            head(&mut out, name, if name.ends_with("_total") { "counter" } else { "gauge" }, help);
            let _ = writeln!(out, "{name} {value}");
        }
        out
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up() {
        let metrics = Metrics::default();
        for millis in [1, 3, 3, 9_000] {
            metrics.count("/story/{id}", "GET", 200, Duration::from_millis(millis));
        }
        let shown = metrics.show(&[("newsloom_articles", "Articles in the store.", 7.0)]);
        for line in [
            "newsloom_http_requests_total{route=\"/story/{id}\",method=\"GET\",status=\"200\"} 4",
            "newsloom_http_request_seconds_bucket{le=\"0.001\"} 1",
            "newsloom_http_request_seconds_bucket{le=\"0.005\"} 3",
            "newsloom_http_request_seconds_bucket{le=\"+Inf\"} 4",
            "newsloom_articles 7",
        ] {
            assert!(shown.lines().any(|l| l == line), "{line}\n{shown}");
        }
    }
}
