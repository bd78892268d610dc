//! Settings: defaults in code < `/etc/newsloom/newsloom.toml` < `./newsloom.toml` < `NEWSLOOM_SECTION__KEY` < flags.
//!
//! [`keys`] is the one table of what can be set; everything else (files, variables, flags, `config show`, the hint for
//! a misspelled key) reads it.

mod key;
mod keys;
mod layers;
mod live;
mod models;
mod serve;
mod sites;

pub use live::LiveConfig;
pub use models::{ModelsConfig, ServerConfig};
pub use serve::ServeConfig;

use newsloom_core::flow;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// What the command line says about settings.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// A settings file to read instead of the usual two.
    pub file: Option<PathBuf>,
    /// `KEY=VALUE` pairs.
    pub set: Vec<String>,
    /// Threads of the wide stages.
    pub threads: Option<usize>,
}

/// All settings, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Threads of the wide stages; 0 takes one per core.
    pub threads: usize,
    /// How pages and feeds are fetched.
    pub fetch: FetchConfig,
    /// How the service polls and keeps.
    pub live: LiveConfig,
    /// How the service is reached.
    pub serve: ServeConfig,
    /// Which models are asked, if any.
    pub models: ModelsConfig,
    /// What the core does.
    pub core: flow::Config,
    origins: Vec<Origin>,
    /// Where the rules of single sites were made, by full key.
    site_origins: BTreeMap<String, Origin>,
}

/// How pages and feeds are fetched.
#[derive(Clone, Debug)]
pub struct FetchConfig {
    /// Who we say we are.
    pub user_agent: String,
    /// Longest time for one document, from the connection to its last byte.
    pub timeout: Duration,
    /// Least time between two requests to one host.
    pub pause: Duration,
    /// Requests in flight at once, all hosts together.
    pub concurrency: usize,
    /// Newest entries of each feed that are read.
    pub entries_per_feed: usize,
    /// Hosts and networks that may be reached although they are not public: names, addresses, or CIDR blocks.
    pub allow_private: Vec<String>,
}

impl Default for FetchConfig {
    fn default() -> Self {
        Self {
            user_agent: concat!(
                "newsloom/",
                env!("CARGO_PKG_VERSION"),
                " (news reader; +https://newsloom.example)"
            )
            .to_owned(),
            timeout: Duration::from_secs(20),
            pause: Duration::from_millis(500),
            concurrency: 16,
            entries_per_feed: 200,
            allow_private: Vec::new(),
        }
    }
}

/// Where a setting was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// A settings file.
    File(PathBuf),
    /// An environment variable.
    Variable(String),
    /// The command line.
    Flag,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "from {}", path.display()),
            Self::Variable(name) => write!(f, "from the variable {name}"),
            Self::Flag => f.write_str("from the command line"),
        }
    }
}

/// A line of `config show`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key: `fetch.timeout_seconds`.
    pub key: Cow<'static, str>,
    /// Its value as it would stand in a file.
    pub value: String,
    /// Where it was set.
    pub origin: Origin,
    /// What it does, its unit and range.
    pub about: &'static str,
}

/// What is wrong with the settings, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file named on the command line cannot be read.
    #[error("cannot read the settings file {}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// A file is not TOML.
    #[error("{} is not valid TOML: {cause}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: Box<toml::de::Error>,
    },
    /// A key that does not exist.
    #[error("there is no setting {key:?} ({origin}){}", hint.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default())]
    UnknownKey {
        /// The key.
        key: String,
        /// Where it stands.
        origin: Origin,
        /// The nearest key.
        hint: Option<&'static str>,
    },
    /// A value that the key does not take.
    #[error("{key} = {value} ({origin}): {why}")]
    BadValue {
        /// The key.
        key: Cow<'static, str>,
        /// The value.
        value: String,
        /// Where it stands.
        origin: Origin,
        /// What it takes.
        why: String,
    },
    /// A `--set` that is not `KEY=VALUE`.
    #[error("--set {given:?}: write it as KEY=VALUE, for example --set fetch.timeout_seconds=20")]
    NotAPair {
        /// What was given.
        given: String,
    },
}

impl Config {
    /// The defaults.
    pub fn new() -> Self {
        Self {
            threads: 0,
            fetch: FetchConfig::default(),
            live: LiveConfig::default(),
            serve: ServeConfig::default(),
            models: ModelsConfig::default(),
            core: flow::Config::default(),
            origins: vec![Origin::Default; keys::all().count()],
            site_origins: BTreeMap::new(),
        }
    }

    /// Reads all layers.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        let mut config = Self::new();
        layers::apply(&mut config, flags, std::env::vars())?;
        Ok(config)
    }

    /// Sets one key from its text.
    fn set(&mut self, key: &str, value: &str, origin: Origin) -> Result<(), ConfigError> {
        if let Some(rest) = key.strip_prefix(sites::PREFIX) {
            return sites::set(self, rest, value, origin);
        }
        let Some((index, known)) = keys::all().enumerate().find(|(_, known)| known.name == key) else {
            return Err(ConfigError::UnknownKey { key: key.to_owned(), origin, hint: keys::nearest(key) });
        };
        match (known.set)(self, value) {
            Ok(()) => {
                self.origins[index] = origin;
                Ok(())
            }
            Err(why) => {
                Err(ConfigError::BadValue { key: known.name.into(), value: value.to_owned(), origin, why })
            }
        }
    }

    /// Every setting with its value and origin.
    pub fn rows(&self) -> Vec<Row> {
        keys::all()
            .zip(&self.origins)
            .map(|(key, origin)| Row {
                key: key.name.into(),
                value: (key.show)(self),
                origin: origin.clone(),
                about: key.about,
            })
            .chain(sites::rows(self))
            .collect()
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
