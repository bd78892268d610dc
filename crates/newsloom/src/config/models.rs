//! Settings of the models that may be asked: none is unless its address is set.

use super::key::{Key, number, whole_number};
use super::serve::{file, show_file};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Which models are asked, and for what.
#[derive(Clone, Debug)]
pub struct ModelsConfig {
    /// A language model that words stories.
    pub writer: ServerConfig,
    /// Independent reports that a story must have for it to be asked.
    pub least_reports: usize,
    /// A model that says what a text means as a vector, so that articles in two languages can be of one event.
    pub embedder: ServerConfig,
}

/// Where a model is served.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// Address below which the API lies, as in `http://127.0.0.1:8080/v1`.
    pub url: Option<Url>,
    /// Name of the model.
    pub model: String,
    /// File with the key that the server asks for.
    pub key_file: Option<PathBuf>,
    /// Longest time for one answer.
    pub timeout: Duration,
}

impl Default for ModelsConfig {
    fn default() -> Self {
        let server = ServerConfig {
            url: None,
            model: "default".to_owned(),
            key_file: None,
            timeout: Duration::from_secs(60),
        };
        Self { writer: server.clone(), least_reports: 2, embedder: server }
    }
}

fn address(text: &str) -> Result<Option<Url>, String> {
    let address = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    match text.trim() {
        "" => Ok(None),
        text => match Url::parse(text).ok().filter(address) {
            Some(url) => Ok(Some(url)),
            None => Err("takes an http or https address".to_owned()),
        },
    }
}

/// The settings of one server.
macro_rules! server {
    ($section:literal, $server:ident, $about:literal) => {
        [
            Key {
                name: concat!($section, ".url"),
                about: $about,
                set: |config, text| {
                    config.models.$server.url = address(text)?;
                    Ok(())
                },
                show: |config| format!("{:?}", config.models.$server.url.as_ref().map_or("", Url::as_str)),
            },
            Key {
                name: concat!($section, ".model"),
                about: "Name of the model, as the server knows it.",
                set: |config, text| {
                    config.models.$server.model = text.trim().to_owned();
                    Ok(())
                },
                show: |config| format!("{:?}", config.models.$server.model),
            },
            Key {
                name: concat!($section, ".key_file"),
                about: "File with the key that the server asks for.",
                set: |config, text| {
                    config.models.$server.key_file = file(text);
                    Ok(())
                },
                show: |config| show_file(config.models.$server.key_file.as_ref()),
            },
            Key {
                name: concat!($section, ".timeout_seconds"),
                about: "Longest time for one answer, 1 to 3600 seconds; after it newsloom goes on without.",
                set: |config, text| {
                    config.models.$server.timeout = Duration::from_secs(whole_number(text, 1, 3600)?);
                    Ok(())
                },
                show: |config| config.models.$server.timeout.as_secs().to_string(),
            },
        ]
    };
}

/// The settings of `writer.` and `embedder.`.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    WRITER.iter().chain(&MORE).chain(&EMBEDDER)
}

const WRITER: [Key; 4] = server!(
    "writer",
    writer,
    "Address of a language model that words stories, as in http://127.0.0.1:8080/v1; what it says passes the same check. Empty: none."
);

const EMBEDDER: [Key; 4] = server!(
    "embedder",
    embedder,
    "Address of a model of embeddings, as in http://127.0.0.1:8080/v1, by which articles in two languages are joined. Empty: none."
);

const MORE: [Key; 2] = [
    number!(
        "writer.least_reports",
        1..=1000,
        "Independent reports that a story must have for the model to be asked, 1 to 1000.",
        models.least_reports
    ),
    Key {
        name: "embedder.least_cosine",
        about: "Cosine from which two articles in two languages are of one event, 0.1 to 1; what is right depends on the model.",
        set: |config, text| {
            let cosine = text.trim().parse().ok().filter(|cosine| (0.1..=1.0).contains(cosine));
            config.core.cluster.least_cosine = cosine.ok_or("takes 0.1 to 1")?;
            Ok(())
        },
        show: |config| config.core.cluster.least_cosine.to_string(),
    },
];
