//! `docs/results.md`: one section per kind of measurement, each replaced as a whole when it is measured again.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::root;

/// Replaces the section `name` of `docs/results.md`, or adds it at the end, with the day, the machine, its load and the command.
pub fn write_section(name: &str, title: &str, command: &str, body: &str) -> anyhow::Result<()> {
    let path = root().join("docs/results.md");
    let old = fs::read_to_string(&path).unwrap_or_else(|_| "# Results\n".to_owned());
    let mut section = format!("## {title}\n\n");
    writeln!(section, "Measured {} on {}. Command: `{command}`\n", day(), machine())?;
    section.push_str(body.trim_end());
    section.push('\n');
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    Ok(fs::write(&path, with_section(&old, name, &section))?)
}

fn with_section(old: &str, name: &str, section: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let whole = format!("{open}\n{section}\n{close}");
    match (old.find(&open), old.find(&close)) {
        (Some(start), Some(end)) if start < end => {
            format!("{}{whole}{}", &old[..start], &old[end + close.len()..])
        }
        _ => format!("{}\n\n{whole}", old.trim_end()),
    }
}

fn day() -> String {
    let told = Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]).output();
    told.map(|t| String::from_utf8_lossy(&t.stdout).trim().to_owned()).unwrap_or_default()
}

/// Processor, cores, and the load averages at this moment.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|l| l.strip_prefix("model name"))
        .map_or("an unnamed processor", |m| m.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    format!("{model}, {cores} cores, load averages {}", load.join(" "))
}

/// A Markdown table.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_in_its_place() {
        let one = with_section("# Results\n", "a", "first\n");
        let two = with_section(&one, "b", "second\n");
        let three = with_section(&two, "a", "third\n");
        assert!(!three.contains("first"));
        assert!(three.find("third") < three.find("second"));
        assert_eq!(with_section(&three, "a", "third\n"), three);
    }
}
