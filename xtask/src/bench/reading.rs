//! Reading: pages per second of one core, with all metadata, beside the published extractors on the same pages.

use serde_json::json;

use super::Bench;
use crate::eval::peers;
use crate::results::table;
use crate::{lines, newsloom};

/// Every so many-th page of the main set goes to the slow peers.
const STRIDE: usize = 4;

/// Measures ours on all pages of the main set, the peers on a part of them.
pub fn run(bench: &Bench, with_peers: bool) -> anyhow::Result<String> {
    let truth = bench.shared.join("bench/extract/dev.jsonl.gz");
    let (mut all, mut some, mut bytes) = (Vec::new(), Vec::new(), 0);
    lines::each(&truth, |page| {
        bytes += page["html"].as_str().map_or(0, str::len);
        let line = json!({"id": page["id"], "url": page["url"], "html": page["html"]});
        if all.len() % STRIDE == 0 {
            some.push(line.clone());
        }
        all.push(line);
        Ok(())
    })?;
    let (count, part) = (all.len(), some.len());
    let input = bench.out.join("pages.jsonl");
    let sample = bench.out.join("sample.jsonl");
    lines::write(&input, all)?;
    lines::write(&sample, some)?;
    let program = bench.program.to_string_lossy().into_owned();
    let ours = |file: &std::path::Path| newsloom::measure(Some(file), None, &[&program, "extract"]);
    let whole = bench.median(|| ours(&input))?;
    let mut rows = vec![vec![
        "newsloom".to_owned(),
        count.to_string(),
        format!("{:.0}", count as f64 / whole.cpu_s),
        "1".to_owned(),
        format!("{}", whole.peak_kb / 1024),
    ]];
    if with_peers {
        let mine = part as f64 / bench.median(|| ours(&sample))?.cpu_s;
        for name in peers::EXTRACTORS {
            let answers = peers::extract_with(name, "bench-sample", &sample, true)?;
            let mut spent = 0.0;
            lines::each(&answers, |a| {
                spent += a["cpu_ms"].as_f64().unwrap_or(0.0) / 1000.0;
                Ok(())
            })?;
            let speed = part as f64 / spent;
            rows.push(vec![
                (*name).to_owned(),
                part.to_string(),
                format!("{speed:.1}"),
                format!("{:.4} (newsloom {:.0} times)", speed / mine, mine / speed),
                "-".to_owned(),
            ]);
        }
    }
    let head = ["system", "pages", "pages/s per core", "of newsloom on the same pages", "peak MB"];
    Ok(format!(
        "{}\nPages of {} kB on average, all fields. Processor time: of the whole process, JSON in and out, for newsloom (median of {}); of the calls alone for the peers.\n",
        table(&head, &rows),
        bytes / count.max(1) / 1000,
        bench.runs,
    ))
}
