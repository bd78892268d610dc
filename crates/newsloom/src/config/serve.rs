//! Settings of the service: where it listens, who gets in, how fast.

use super::key::{Key, number, yes_or_no};
use std::net::SocketAddr;
use std::path::PathBuf;

/// How the service is reached.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    /// How others reach it, without a slash at the end: links in feeds begin so. Empty takes the host of the request.
    pub base_url: String,
    /// Host names that requests may name beside loopback and that of `base_url`.
    pub hosts: Vec<String>,
    /// Whether everybody may read.
    pub public: bool,
    /// File with a token that edits.
    pub token_file: Option<PathBuf>,
    /// File with the password of the user `editor`.
    pub password_file: Option<PathBuf>,
    /// Whether the address of a peer is read from `X-Forwarded-For`, since a proxy stands in front.
    pub behind_proxy: bool,
    /// Requests a minute from one address; loopback is free.
    pub requests_per_minute: u32,
    /// Whether pictures are fetched and shown.
    pub pictures: bool,
    /// Memory for rendered pages, MiB.
    pub keep_mib: usize,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8787)),
            base_url: String::new(),
            hosts: Vec::new(),
            public: false,
            token_file: None,
            password_file: None,
            behind_proxy: false,
            requests_per_minute: 600,
            pictures: true,
            keep_mib: 32,
        }
    }
}

pub(super) fn file(text: &str) -> Option<PathBuf> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(PathBuf::from)
}

pub(super) fn show_file(path: Option<&PathBuf>) -> String {
    format!("{:?}", path.map(|path| path.display().to_string()).unwrap_or_default())
}

/// The settings of `serve.`.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "serve.listen",
        about: "Address and port on which the service answers, as in 127.0.0.1:8787. Beyond loopback it wants a sign-in.",
        set: |config, text| {
            config.serve.listen = text
                .trim()
                .parse()
                .map_err(|_| "takes an address and a port, as in 127.0.0.1:8787 or [::]:8787")?;
            Ok(())
        },
        show: |config| format!("{:?}", config.serve.listen.to_string()),
    },
    Key {
        name: "serve.base_url",
        about: "How others reach the service, as in https://news.example: links in feeds begin so; with https, cookies go over TLS only.",
        set: |config, text| {
            let text = text.trim().trim_end_matches('/');
            let web = text.is_empty()
                || url::Url::parse(text)
                    .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/");
            if !web {
                return Err("takes an address without a path, as in https://news.example".to_owned());
            }
            config.serve.base_url = text.to_owned();
            Ok(())
        },
        show: |config| format!("{:?}", config.serve.base_url),
    },
    Key {
        name: "serve.hosts",
        about: "Host names that requests may name beside loopback and serve.base_url, with commas; `*` takes any.",
        set: |config, text| {
            config.serve.hosts = text
                .split(',')
                .map(|part| part.trim().to_ascii_lowercase())
                .filter(|part| !part.is_empty())
                .collect();
            Ok(())
        },
        show: |config| format!("{:?}", config.serve.hosts.join(", ")),
    },
    Key {
        name: "serve.public",
        about: "Whether everybody may read without a sign-in; changing anything still takes an editor.",
        set: |config, text| {
            config.serve.public = yes_or_no(text)?;
            Ok(())
        },
        show: |config| config.serve.public.to_string(),
    },
    Key {
        name: "serve.token_file",
        about: "File whose content is a token that edits: at least 12 characters.",
        set: |config, text| {
            config.serve.token_file = file(text);
            Ok(())
        },
        show: |config| show_file(config.serve.token_file.as_ref()),
    },
    Key {
        name: "serve.password_file",
        about: "File whose content is the password of the user `editor`: at least 12 characters.",
        set: |config, text| {
            config.serve.password_file = file(text);
            Ok(())
        },
        show: |config| show_file(config.serve.password_file.as_ref()),
    },
    Key {
        name: "serve.behind_proxy",
        about: "Whether the address of a peer is the last of X-Forwarded-For: only where a proxy of yours writes it.",
        set: |config, text| {
            config.serve.behind_proxy = yes_or_no(text)?;
            Ok(())
        },
        show: |config| config.serve.behind_proxy.to_string(),
    },
    number!(
        "serve.requests_per_minute",
        10..=1000000,
        "Requests a minute from one address, 10 to 1000000; the own machine is free.",
        serve.requests_per_minute
    ),
    Key {
        name: "serve.pictures",
        about: "Whether pictures are fetched by the service and shown; browsers never ask an outlet for one.",
        set: |config, text| {
            config.serve.pictures = yes_or_no(text)?;
            Ok(())
        },
        show: |config| config.serve.pictures.to_string(),
    },
    number!("serve.keep_mib", 1..=1024, "Memory for rendered pages, 1 to 1024 MiB.", serve.keep_mib),
];
