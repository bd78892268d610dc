//! `newsloom user` and `newsloom token`: who may sign in at the service.

use super::Exit;
use crate::serve::access::secret;
use crate::store::{Readers, Role, SqliteStore, Token, User};
use anyhow::{Context, bail};
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

/// Say who may sign in at the service
#[derive(clap::Args, Debug)]
pub struct UserArguments {
    #[command(subcommand)]
    what: UserCommand,
}

/// Make keys for programs that use the service
#[derive(clap::Args, Debug)]
pub struct TokenArguments {
    #[command(subcommand)]
    what: TokenCommand,
}

#[derive(clap::Args, Debug)]
struct Data {
    /// The data folder
    #[arg(long, value_name = "DIR", default_value = "data", env = "NEWSLOOM_DATA")]
    data: PathBuf,
}

#[derive(clap::Args, Debug)]
struct Wanted {
    /// The name
    name: String,
    /// What they may do
    #[arg(long, default_value = "reader", value_parser = ["reader", "editor"])]
    role: String,
    #[command(flatten)]
    place: Data,
}

impl Wanted {
    fn role(&self) -> Role {
        if self.role == "editor" { Role::Editor } else { Role::Reader }
    }
}

#[derive(clap::Subcommand, Debug)]
enum UserCommand {
    /// Add somebody, or give them another password or role; the password is read from standard input
    Add {
        #[command(flatten)]
        wanted: Wanted,
        /// File that holds the password
        #[arg(long, value_name = "FILE", env = "NEWSLOOM_PASSWORD_FILE")]
        password_file: Option<PathBuf>,
    },
    /// Take somebody away, with their sign-ins
    Remove {
        /// The name
        name: String,
        #[command(flatten)]
        place: Data,
    },
    /// List everybody
    List(Data),
}

#[derive(clap::Subcommand, Debug)]
enum TokenCommand {
    /// Make a token; it is shown this once
    Add(Wanted),
    /// Take a token away
    Remove {
        /// The name
        name: String,
        #[command(flatten)]
        place: Data,
    },
    /// List the tokens
    List(Data),
}

fn open(place: &Data) -> anyhow::Result<SqliteStore> {
    Ok(SqliteStore::open_beside(&place.data)?)
}

/// Runs `newsloom user`.
pub fn user(wanted: &UserArguments) -> anyhow::Result<Exit> {
    match &wanted.what {
        UserCommand::Add { wanted, password_file } => {
            let password = match password_file {
                Some(path) => std::fs::read_to_string(path)
                    .with_context(|| format!("cannot read the password file {}", path.display()))?,
                None => read_password()?,
            };
            let password = password.trim_end_matches(['\r', '\n']);
            if password.chars().count() < 12 {
                bail!("a password has at least 12 characters");
            }
            let user = User {
                name: wanted.name.clone(),
                password: secret::hash_password(password)?,
                role: wanted.role(),
                at: jiff::Timestamp::now(),
            };
            open(&wanted.place)?.set_user(&user)?;
            println!("{} may sign in as {}", wanted.name, wanted.role);
        }
        UserCommand::Remove { name, place } => {
            if !open(place)?.remove_user(name)? {
                bail!("there is nobody named {name:?}; `newsloom user list` shows everybody");
            }
        }
        UserCommand::List(place) => {
            for user in open(place)?.users()? {
                println!("{}\t{}", user.name, shown(user.role));
            }
        }
    }
    Ok(Exit::Done)
}

/// Runs `newsloom token`.
pub fn token(wanted: &TokenArguments) -> anyhow::Result<Exit> {
    match &wanted.what {
        TokenCommand::Add(wanted) => {
            let held = secret::make()?;
            let token = Token {
                key: secret::hash(&held),
                name: wanted.name.clone(),
                role: wanted.role(),
                at: jiff::Timestamp::now(),
                used: None,
            };
            open(&wanted.place)?.add_token(&token)?;
            println!("{held}");
        }
        TokenCommand::Remove { name, place } => {
            if !open(place)?.remove_token(name)? {
                bail!("there is no token named {name:?}; `newsloom token list` shows them");
            }
        }
        TokenCommand::List(place) => {
            for token in open(place)?.tokens()? {
                let used = token.used.map_or_else(|| "never used".to_owned(), |at| format!("used {at}"));
                println!("{}\t{}\t{used}", token.name, shown(token.role));
            }
        }
    }
    Ok(Exit::Done)
}

fn shown(role: Role) -> &'static str {
    match role {
        Role::Reader => "reader",
        Role::Editor => "editor",
    }
}

fn read_password() -> anyhow::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        // What is typed is seen: whoever minds gives a file.
        eprint!("Password (it is shown while typed; --password-file reads it from a file): ");
        std::io::stderr().flush()?;
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).context("no password was given")?;
    Ok(line)
}
