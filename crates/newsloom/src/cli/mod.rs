//! The commands, one file each. This file says which there are and what their exit status means.

mod cluster;
mod config;
mod data;
mod digest;
mod doctor;
mod explain;
mod extract;
mod feed;
mod filter;
mod keep;
mod line;
mod logging;
mod manual;
mod people;
mod quotes;
mod recheck;
mod run;
mod search;
mod serve;
mod show;
mod sources;
mod summarize;
mod verify;
mod why;

use crate::config::{Config, Flags};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Reads what many outlets publish and tells each story once, every sentence with its source.
#[derive(Parser, Debug)]
#[command(name = "newsloom", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args, Debug, Clone)]
struct Common {
    /// Settings file to read instead of the usual ones
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<std::path::PathBuf>,
    /// Set one key, as in `--set digest.summary_words=90` (may be repeated)
    #[arg(long = "set", global = true, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Log more to stderr: -v progress, -vv details, -vvv everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Threads for reading and telling; 0 takes one per core. Output never depends on it
    #[arg(long, global = true, value_name = "N")]
    threads: Option<usize>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Digest(digest::Arguments),
    Show(show::Arguments),
    Extract(extract::Arguments),
    Feed(feed::Arguments),
    Cluster(cluster::Arguments),
    Explain(why::Arguments),
    Summarize(summarize::Arguments),
    Verify(verify::Arguments),
    Serve(serve::Arguments),
    Run(run::Arguments),
    Add(sources::Add),
    Sources(sources::List),
    Remove(sources::Remove),
    Export(sources::Export),
    Status(doctor::Status),
    Doctor(doctor::Doctor),
    Backup(keep::Backup),
    Restore(keep::Restore),
    Dump(keep::Dump),
    Search(search::Arguments),
    User(people::UserArguments),
    Token(people::TokenArguments),
    Quotes(quotes::Arguments),
    Config(config::Arguments),
    Completions(manual::Completions),
    Man(manual::Man),
}

/// How a command ended: by who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All done: nobody.
    Done,
    /// The input or the environment was at fault.
    Fault,
    /// The command line was.
    Usage,
    /// Done in part: some inputs were left out, each with a reason.
    Partial,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::Fault => Self::from(1),
            Exit::Usage => Self::from(2),
            Exit::Partial => Self::from(3),
        }
    }
}

/// Runs the program with the given command line.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return Exit::Usage;
        }
    };
    logging::start(arguments.common.verbose, arguments.common.quiet);
    match dispatch(arguments) {
        Ok(exit) => exit,
        Err(error) if is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            eprintln!("newsloom: {error:#}");
            if error.is::<crate::config::ConfigError>() { Exit::Usage } else { Exit::Fault }
        }
    }
}

/// The one definition of every flag; help, completions and the manual page are made from it.
fn command() -> clap::Command {
    Arguments::command()
}

fn dispatch(arguments: Arguments) -> anyhow::Result<Exit> {
    let common = arguments.common;
    let flags = Flags { file: common.config, set: common.set, threads: common.threads };
    match arguments.command {
        Command::Completions(wanted) => return manual::completions(&wanted),
        Command::Man(wanted) => return manual::man(&wanted),
        _ => {}
    }
    let config = Config::load(&flags)?;
    crate::run::wide::start_workers(config.threads)?;
    match arguments.command {
        Command::Digest(wanted) => digest::run(&wanted, &config, common.quiet),
        Command::Show(wanted) => show::run(&wanted, &config),
        Command::Extract(wanted) => extract::run(&wanted, &config),
        Command::Feed(wanted) => feed::run(&wanted, &config),
        Command::Cluster(wanted) => cluster::run(&wanted, &config),
        Command::Explain(wanted) => why::run(&wanted, &config),
        Command::Summarize(wanted) => summarize::run(&wanted, &config),
        Command::Verify(wanted) => verify::run(&wanted, &config),
        Command::Serve(wanted) => serve::run(&wanted, &config, common.quiet),
        Command::Run(wanted) => run::run(&wanted, &config, common.quiet),
        Command::Add(wanted) => sources::add(&wanted, &config),
        Command::Sources(wanted) => sources::list(&wanted),
        Command::Remove(wanted) => sources::remove(&wanted),
        Command::Export(wanted) => sources::export(&wanted),
        Command::Status(wanted) => doctor::status(&wanted),
        Command::Doctor(wanted) => doctor::doctor(&wanted, &config),
        Command::Backup(wanted) => keep::backup(&wanted),
        Command::Restore(wanted) => keep::restore(&wanted),
        Command::Dump(wanted) => keep::dump(&wanted),
        Command::Search(wanted) => search::run(&wanted, &config),
        Command::User(wanted) => people::user(&wanted),
        Command::Token(wanted) => people::token(&wanted),
        Command::Quotes(wanted) => quotes::run(&wanted, &config),
        Command::Config(wanted) => config::run(&wanted, &config),
        Command::Completions(_) | Command::Man(_) => Ok(Exit::Done),
    }
}

/// Whether the reader of our output went away, as `head` does: no fault of anybody.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
