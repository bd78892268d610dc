//! Settings of a language model that words stories: none is asked unless its address is set.

use super::key::{Key, number, whole_number};
use super::serve::{file, show_file};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Where a model is served, and when it is asked.
#[derive(Clone, Debug)]
pub struct WriterConfig {
    /// Address below which the API lies, as in `http://127.0.0.1:8080/v1`.
    pub url: Option<Url>,
    /// Name of the model.
    pub model: String,
    /// File with the key that the server asks for.
    pub key_file: Option<PathBuf>,
    /// Longest time for one answer.
    pub timeout: Duration,
    /// Independent reports that a story must have to be asked about.
    pub least_reports: usize,
}

impl Default for WriterConfig {
    fn default() -> Self {
        Self {
            url: None,
            model: "default".to_owned(),
            key_file: None,
            timeout: Duration::from_secs(60),
            least_reports: 2,
        }
    }
}

/// The settings of `writer.`.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "writer.url",
        about: "Address of a server of language models, as in http://127.0.0.1:8080/v1; what it words passes the same check. Empty: none is asked.",
        set: |config, text| {
            let text = text.trim();
            config.writer.url = match text {
                "" => None,
                _ => Some(
                    Url::parse(text)
                        .ok()
                        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
                        .ok_or("takes an http or https address")?,
                ),
            };
            Ok(())
        },
        show: |config| format!("{:?}", config.writer.url.as_ref().map_or("", Url::as_str)),
    },
    Key {
        name: "writer.model",
        about: "Name of the model, as the server knows it.",
        set: |config, text| {
            config.writer.model = text.trim().to_owned();
            Ok(())
        },
        show: |config| format!("{:?}", config.writer.model),
    },
    Key {
        name: "writer.key_file",
        about: "File with the key that the server asks for.",
        set: |config, text| {
            config.writer.key_file = file(text);
            Ok(())
        },
        show: |config| show_file(config.writer.key_file.as_ref()),
    },
    Key {
        name: "writer.timeout_seconds",
        about: "Longest time for one story, 1 to 3600 seconds; after it newsloom's own wording stands.",
        set: |config, text| {
            config.writer.timeout = Duration::from_secs(whole_number(text, 1, 3600)?);
            Ok(())
        },
        show: |config| config.writer.timeout.as_secs().to_string(),
    },
    number!(
        "writer.least_reports",
        1..=1000,
        "Independent reports that a story must have for the model to be asked, 1 to 1000.",
        writer.least_reports
    ),
];
