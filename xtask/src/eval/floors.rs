//! The floors: what was reached once is not lost again. `eval/floors.toml` holds them, with the fingerprint of the data they stand on.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::root;

/// Measures may fall by this much before it counts: the last digit that the tables show.
const SLACK: f64 = 0.0005;

/// The floors of one data file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Set {
    /// Fingerprint of the data file; other data cannot be compared.
    pub data: String,
    /// Why the floors were lowered the last time, if ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowered: Option<String>,
    /// Measure -> floor. All measures grow with quality, those named `faults` shrink.
    #[serde(flatten)]
    pub floors: BTreeMap<String, f64>,
}

/// What was measured on one data file now.
#[derive(Debug, Clone)]
pub struct Measured {
    /// `kind.set`, as in the file of floors.
    pub name: String,
    /// Fingerprint of the data.
    pub data: String,
    /// Measure -> value.
    pub values: BTreeMap<String, f64>,
}

/// What to do with what was measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Compare only.
    None,
    /// Write higher floors where the measure rose.
    Raise,
    /// Write the measures as floors, whatever they were, for this reason.
    Lower(String),
}

/// All floors by `kind.set`.
pub type Floors = BTreeMap<String, Set>;

fn path() -> PathBuf {
    root().join("eval/floors.toml")
}

/// Reads the floors; none when the file is missing.
pub fn read() -> anyhow::Result<Floors> {
    match fs::read_to_string(path()) {
        Ok(text) => toml::from_str(&text).context("eval/floors.toml"),
        Err(_) => Ok(Floors::new()),
    }
}

/// Writes the floors with the rules at the top.
pub fn write(floors: &Floors) -> anyhow::Result<()> {
    let head = "# Floors of quality on the development data, written by `cargo xtask eval`. A floor only rises (--raise); lowering one needs\n\
                # --lower \"reason\". `data` is the fingerprint of the data file: on other data the floors say nothing.\n\n";
    fs::create_dir_all(root().join("eval"))?;
    Ok(fs::write(path(), format!("{head}{}", toml::to_string(floors)?))?)
}

fn falls(measure: &str, value: f64, floor: f64) -> bool {
    if measure == "faults" { value > floor } else { value < floor - SLACK }
}

/// Compares one measurement with its floors, changes the floors as asked, and gives what is wrong.
pub fn settle(floors: &mut Floors, measured: &Measured, change: &Change) -> Vec<String> {
    let name = &measured.name;
    let fresh = !floors.contains_key(name);
    let set = floors.entry(name.clone()).or_default();
    if let Change::Lower(reason) = change {
        let lowered =
            measured.values.iter().any(|(m, v)| set.floors.get(m).is_some_and(|f| falls(m, *v, *f)));
        if lowered || set.data != measured.data {
            set.lowered = (!fresh).then(|| reason.clone());
            set.data.clone_from(&measured.data);
            set.floors = measured.values.iter().map(|(m, v)| (m.clone(), cut(*v))).collect();
        }
        return Vec::new();
    }
    if fresh && *change == Change::Raise {
        set.data.clone_from(&measured.data);
    }
    if set.data != measured.data {
        if fresh {
            floors.remove(name);
            return Vec::new();
        }
        return vec![format!(
            "{name}: the data changed, its floors say nothing (--lower \"reason\" starts anew)"
        )];
    }
    let mut wrong = Vec::new();
    for (measure, value) in &measured.values {
        match set.floors.get(measure).copied() {
            Some(floor) if falls(measure, *value, floor) => {
                wrong.push(format!("{name}: {measure} is {value:.4}, its floor is {floor:.4}"));
            }
            Some(floor) if *change == Change::Raise => {
                let better = if measure == "faults" { value.min(floor) } else { cut(*value).max(floor) };
                set.floors.insert(measure.clone(), better);
            }
            None if *change == Change::Raise => {
                set.floors.insert(measure.clone(), cut(*value));
            }
            _ => {}
        }
    }
    wrong
}

/// Four digits, rounded down: a floor must be reachable.
fn cut(value: f64) -> f64 {
    (value * 10_000.0).floor() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(data: &str, value: f64) -> Measured {
        Measured { name: "k.s".into(), data: data.into(), values: [("f1".to_owned(), value)].into() }
    }

    fn check(floors: &mut Floors, now: &Measured, change: &Change, wrong: usize, floor: Option<f64>) {
        assert_eq!(settle(floors, now, change).len(), wrong, "{now:?} {change:?}");
        assert_eq!(floors.get("k.s").map(|s| s.floors["f1"]), floor);
    }

    #[test]
    fn a_floor_only_rises() {
        let mut floors = Floors::new();
        check(&mut floors, &measured("d", 0.5), &Change::None, 0, None);
        check(&mut floors, &measured("d", 0.5), &Change::Raise, 0, Some(0.5));
        check(&mut floors, &measured("d", 0.6), &Change::None, 0, Some(0.5));
        check(&mut floors, &measured("d", 0.6), &Change::Raise, 0, Some(0.6));
        check(&mut floors, &measured("d", 0.5), &Change::Raise, 1, Some(0.6));
        check(&mut floors, &measured("other", 0.9), &Change::Raise, 1, Some(0.6));
        check(&mut floors, &measured("d", 0.5), &Change::Lower("why".into()), 0, Some(0.5));
        assert_eq!(floors["k.s"].lowered.as_deref(), Some("why"));
    }
}
