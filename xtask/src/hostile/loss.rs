//! Processes that are killed and machines that lose power, while the sources of the example world are read.

use std::process::{Command, Stdio};

use super::servers::folder_served;
use super::{Field, Rows, row, told};
use crate::root;

/// Times the process is killed, and moments at which the power fails.
const ROUNDS: &str = "50";
const CUTS: &str = "200";

/// What both harnesses are given: how to start, to look into the store, and to make it ready.
struct Script {
    start: String,
    dump: String,
    check: String,
    setup: String,
}

impl Script {
    fn of(field: &Field, port: u16) -> anyhow::Result<Self> {
        let program = field.word();
        // Reads only: a store that does not open, or that lost a page, answers otherwise than with its lines.
        let check = field.at("check.sh");
        std::fs::write(
            &check,
            format!(
                "{program} dump --data \"$1\" > /dev/null && {program} status --data \"$1\" > /dev/null\n"
            ),
        )?;
        Ok(Self {
            start: format!("{program} run --once --data {{dir}}"),
            dump: format!("{program} dump --data {{dir}}"),
            check: format!("bash '{}' {{dir}}", check.display()),
            setup: format!("{program} add http://127.0.0.1:{port}/world/sources.opml --data {{dir}}"),
        })
    }
}

fn harness(field: &Field, name: &str, arguments: &[&str]) -> anyhow::Result<serde_json::Value> {
    let json = field.at("told.json");
    Command::new("python3")
        .arg(field.script(name))
        .args(arguments)
        .arg("--workdir")
        .arg(field.at("work"))
        .arg("--json")
        .arg(&json)
        .env("NEWSLOOM_FETCH__ALLOW_PRIVATE", "127.0.0.1")
        .env("NEWSLOOM_FETCH__PAUSE_MS", "20")
        .stdout(Stdio::null())
        .status()?;
    told(&json)
}

/// Killed at any moment; the store must stay whole and end as that of an undisturbed run.
pub fn kill(field: &Field) -> anyhow::Result<Rows> {
    let (_server, port) = folder_served(&root().join("examples"))?;
    let script = Script::of(field, port)?;
    let told = harness(
        field,
        "crashloop.py",
        &[
            "--start",
            &script.start,
            "--dump",
            &script.dump,
            "--setup",
            &script.setup,
            "--check",
            &script.check,
            "--rounds",
            ROUNDS,
            "--min",
            "0.05",
            "--max",
            "1.5",
            "--fresh-every",
            "5",
            "--compare",
            "exact",
        ],
    )?;
    Ok(vec![
        row(
            "rounds; kills that hit a running process",
            format!("{}; {}", told["rounds"], told["killed_running"]),
        ),
        row("stores compared with an undisturbed run, line by line", &told["stores_compared"]),
        row("stores that did not open or read", &told["check_failures"]),
        row(
            "articles lost, added, doubled",
            format!("{}, {}, {}", told["lost"], told["extra"], told["duplicates"]),
        ),
    ])
}

/// The power fails at any moment; what was confirmed must be there.
pub fn power(field: &Field) -> anyhow::Result<Rows> {
    let (_server, port) = folder_served(&root().join("examples"))?;
    let script = Script::of(field, port)?;
    // The program notes each article that is safely kept in a file that stands for the world outside.
    let start = field.at("start.sh");
    std::fs::write(
        &start,
        format!("{} && NEWSLOOM_TEST_CONFIRM=\"$1/acked\" {}\n", script.setup, script.start)
            .replace("{dir}", "\"$1\""),
    )?;
    let told = harness(
        field,
        "powerloss.py",
        &[
            "--start",
            &format!("bash '{}' {{dir}}", start.display()),
            "--check",
            &script.check,
            "--dump",
            &script.dump,
            "--acked",
            "acked",
            "--cuts",
            CUTS,
            "--run-seconds",
            "30",
        ],
    )?;
    Ok(vec![
        row(
            "cuts; writes and other operations; syncs",
            format!("{}; {}; {}", told["cuts"], told["ops"], told["syncs"]),
        ),
        row("stores that did not open or read", &told["corrupt"]),
        row("cuts after which a confirmed article was lost", &told["cuts_with_acked_lost"]),
    ])
}
