//! Who may do what: open on the own machine, behind a sign-in anywhere else.
//!
//! - Nobody has a password or token, and the service listens on loopback: whoever is at the machine edits.
//! - Otherwise a session cookie (after a sign-in) or a bearer token says who it is; `serve.public` lets everybody read.
//!
//! The store keeps hashes of secrets only. A request that changes something must come from a page of the service:
//! see [`forgery`].

pub mod cookie;
mod entry;
pub mod forgery;
pub mod secret;
mod visitor;

pub use entry::{AnyForm, Editor, EditorForm, OwnForm, Reader};
pub use visitor::{Via, Visitor};

use crate::config::ServeConfig;
use crate::store::{Role, Store};
use anyhow::{Context, bail};
use std::net::SocketAddr;

/// Name of the account whose password stands in `serve.password_file`.
const FILE_USER: &str = "editor";

/// The rules of access of one running service.
#[derive(Debug)]
pub struct Access {
    /// Nobody has to sign in and everybody edits: only on loopback.
    pub open: bool,
    /// Everybody may read.
    pub public: bool,
    /// Cookies go over TLS only, since a proxy in front speaks it.
    pub secure: bool,
    /// Hash of the token in `serve.token_file`.
    file_token: Option<String>,
    /// Hash of the password in `serve.password_file`.
    file_password: Option<String>,
    /// Secret of this process, for the forms of those who have no session.
    process_secret: [u8; 32],
}

impl Access {
    /// Reads the secrets and decides, or says why the service may not start like this.
    ///
    /// # Errors
    /// When a secret cannot be read, or the service would be open to the network.
    pub fn new(config: &ServeConfig, listen: SocketAddr, store: &dyn Store) -> anyhow::Result<Self> {
        let read = |path: &std::path::Path, key: &str| -> anyhow::Result<String> {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("{key}: cannot read {}", path.display()))?;
            let secret = text.trim().to_owned();
            if secret.len() < 12 {
                bail!("{key}: {} holds fewer than 12 characters; put a longer secret there", path.display());
            }
            Ok(secret)
        };
        let file_token =
            config.token_file.as_deref().map(|path| read(path, "serve.token_file")).transpose()?;
        let file_password =
            config.password_file.as_deref().map(|path| read(path, "serve.password_file")).transpose()?;
        let guarded = file_token.is_some()
            || file_password.is_some()
            || !store.users()?.is_empty()
            || !store.tokens()?.is_empty();
        if !listen.ip().is_loopback() && !guarded && !config.public {
            bail!(
                "{listen} can be reached from other machines and nobody has a password or token yet: make one with \
                 `newsloom user add NAME`, name a file in serve.password_file or serve.token_file, or set \
                 serve.public = true to let everybody read and nobody edit"
            );
        }
        Ok(Self {
            open: listen.ip().is_loopback() && !guarded && !config.public,
            public: config.public,
            secure: config.base_url.starts_with("https://"),
            file_token: file_token.map(|token| secret::hash(&token)),
            file_password: file_password.map(|password| secret::hash_password(&password)).transpose()?,
            process_secret: secret::random()?,
        })
    }

    /// Whether a name and password belong together, and what they allow. Takes some 50 ms by intent: call it where
    /// that blocks nobody.
    pub fn check_password(&self, store: &dyn Store, name: &str, password: &str) -> Option<Role> {
        let user = store.user(name).ok().flatten();
        let hash = match &user {
            Some(user) => Some(user.password.as_str()),
            None if name == FILE_USER => self.file_password.as_deref(),
            None => None,
        };
        // Somebody unknown costs the same time as somebody known.
        let fits = secret::fits_password(password, hash.unwrap_or(secret::NOBODY));
        (fits && hash.is_some()).then(|| user.map_or(Role::Editor, |user| user.role))
    }

    /// What a token allows.
    pub fn check_token(&self, store: &dyn Store, token: &str) -> Option<(String, Role)> {
        let key = secret::hash(token);
        if self.file_token.as_deref() == Some(key.as_str()) {
            return Some(("token file".to_owned(), Role::Editor));
        }
        let token = store.token(&key, jiff::Timestamp::now()).ok().flatten()?;
        Some((token.name, token.role))
    }

    /// The role of somebody who has a session.
    fn role_of(&self, store: &dyn Store, name: &str) -> Option<Role> {
        match store.user(name).ok()? {
            Some(user) => Some(user.role),
            None if name == FILE_USER && self.file_password.is_some() => Some(Role::Editor),
            None if name.starts_with("token:") => {
                let name = &name["token:".len()..];
                if name == "token file" && self.file_token.is_some() {
                    return Some(Role::Editor);
                }
                store.tokens().ok()?.into_iter().find(|token| token.name == name).map(|token| token.role)
            }
            None => None,
        }
    }

    /// The token against forged forms for those who have no session.
    fn open_csrf(&self) -> String {
        let hash = blake3::keyed_hash(&self.process_secret, b"forms");
        hash.to_hex()[..32].to_owned()
    }
}
