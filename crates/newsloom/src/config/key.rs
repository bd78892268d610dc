//! What a setting is.

use super::Config;

/// A setting.
pub(super) struct Key {
    /// Its name in files and on the command line.
    pub name: &'static str,
    /// What it does, its unit and range.
    pub about: &'static str,
    /// Reads it; the error says what it takes.
    pub set: fn(&mut Config, &str) -> Result<(), String>,
    /// Shows it as it would stand in a file.
    pub show: fn(&Config) -> String,
}

/// A whole number within bounds.
pub(super) fn whole_number(text: &str, least: u64, most: u64) -> Result<u64, String> {
    match text.trim().parse() {
        Ok(value) if (least..=most).contains(&value) => Ok(value),
        _ => Err(format!("takes a whole number from {least} to {most}")),
    }
}

/// Reads a switch.
pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("takes true or false".to_owned()),
    }
}

/// A whole number that is a field of the settings, with its bounds.
macro_rules! number {
    ($name:literal, $least:literal..=$most:literal, $about:literal, $($field:tt).+) => {
        $crate::config::key::Key {
            name: $name,
            about: $about,
            set: |config, text| {
                config.$($field).+ = $crate::config::key::whole_number(text, $least, $most)?.try_into().map_err(|_| "is too large")?;
                Ok(())
            },
            show: |config| config.$($field).+.to_string(),
        }
    };
}
pub(super) use number;
