//! The layers from which settings come, weakest first.

use super::{Config, ConfigError, Flags, Origin};
use std::path::{Path, PathBuf};

/// Prefix of environment variables; a section and its key are separated by two underscores.
const PREFIX: &str = "NEWSLOOM_";

/// Variables with the prefix that are not settings.
const NOT_SETTINGS: &[&str] = &["NEWSLOOM_LOG", "NEWSLOOM_NOW", "NEWSLOOM_DATA", "NEWSLOOM_PASSWORD_FILE"];

/// Applies every layer in order.
pub(super) fn apply(
    config: &mut Config,
    flags: &Flags,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<(), ConfigError> {
    match &flags.file {
        Some(path) => file(config, path, true)?,
        None => {
            file(config, Path::new("/etc/newsloom/newsloom.toml"), false)?;
            file(config, Path::new("newsloom.toml"), false)?;
        }
    }
    let mut variables: Vec<_> = variables.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    variables.sort();
    for (name, value) in variables {
        if NOT_SETTINGS.contains(&name.as_str()) || name.starts_with("NEWSLOOM_TEST_") {
            continue;
        }
        let key = name[PREFIX.len()..].to_ascii_lowercase().replace("__", ".");
        config.set(&key, &value, Origin::Variable(name))?;
    }
    for given in &flags.set {
        let (key, value) =
            given.split_once('=').ok_or_else(|| ConfigError::NotAPair { given: given.clone() })?;
        config.set(key.trim(), value, Origin::Flag)?;
    }
    if let Some(threads) = flags.threads {
        config.set("threads", &threads.to_string(), Origin::Flag)?;
    }
    Ok(())
}

/// Applies a file. One that nobody named may be missing.
fn file(config: &mut Config, path: &Path, named: bool) -> Result<(), ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if !named && cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(ConfigError::Unreadable { path: path.to_owned(), cause }),
    };
    let table: toml::Table = toml::from_str(&text)
        .map_err(|cause| ConfigError::Syntax { path: path.to_owned(), cause: Box::new(cause) })?;
    let origin = Origin::File(PathBuf::from(path));
    let mut open = vec![(String::new(), table)];
    while let Some((prefix, table)) = open.pop() {
        for (name, value) in table {
            let key = format!("{prefix}{name}");
            match value {
                toml::Value::Table(inner) => open.push((format!("{key}."), inner)),
                toml::Value::String(text) => config.set(&key, &text, origin.clone())?,
                toml::Value::Array(items) => {
                    let items: Vec<String> = items
                        .iter()
                        .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                        .collect();
                    config.set(&key, &items.join(","), origin.clone())?;
                }
                other => config.set(&key, &other.to_string(), origin.clone())?,
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &str, variables: &[(&str, &str)], set: &[&str]) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newsloom.toml");
        std::fs::write(&path, files).unwrap();
        let mut config = Config::new();
        let flags =
            Flags { file: Some(path), set: set.iter().map(|s| (*s).to_owned()).collect(), threads: None };
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        apply(&mut config, &flags, variables).map(|()| config)
    }

    #[test]
    fn the_stronger_layer_wins_and_is_named() {
        let file = "threads = 3\n[fetch]\ntimeout_seconds = 10\nallow_private = [\"a.lan\", \"b.lan\"]";
        let config =
            check(file, &[("NEWSLOOM_FETCH__TIMEOUT_SECONDS", "11"), ("NEWSLOOM_LOG", "x")], &[]).unwrap();
        assert_eq!(config.threads, 3);
        assert_eq!(config.fetch.timeout.as_secs(), 11);
        assert_eq!(config.fetch.allow_private, ["a.lan", "b.lan"]);
        let row = config.rows().into_iter().find(|row| row.key == "fetch.timeout_seconds").unwrap();
        assert_eq!(row.origin, Origin::Variable("NEWSLOOM_FETCH__TIMEOUT_SECONDS".to_owned()));
        let config = check(file, &[], &["fetch.timeout_seconds=12"]).unwrap();
        assert_eq!(config.fetch.timeout.as_secs(), 12);
    }

    #[test]
    fn mistakes_say_where_and_what_to_do() {
        let error = check("[fetch]\ntimeout_second = 3", &[], &[]).unwrap_err().to_string();
        assert!(error.contains("did you mean \"fetch.timeout_seconds\"?"), "{error}");
        let error = check("", &[], &["fetch.concurrency=0"]).unwrap_err().to_string();
        assert!(error.contains("takes a whole number from 1 to 256"), "{error}");
        assert!(check("", &[], &["threads"]).unwrap_err().to_string().contains("KEY=VALUE"));
        assert!(check("threads = [", &[], &[]).unwrap_err().to_string().contains("not valid TOML"));
    }
}
