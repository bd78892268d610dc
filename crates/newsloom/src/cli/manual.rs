//! `newsloom completions SHELL` and `newsloom man`: made from the one flag definition.

use super::Exit;
use std::io::Write;

/// Print shell completions
#[derive(clap::Args, Debug)]
pub struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

/// Print the manual page (roff)
#[derive(clap::Args, Debug)]
pub struct Man {
    /// A command, for its own page
    command: Option<String>,
}

/// Prints the completions.
pub fn completions(wanted: &Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(wanted.shell, &mut super::command(), "newsloom", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}

/// Prints the manual page.
pub fn man(wanted: &Man) -> anyhow::Result<Exit> {
    let mut command = super::command();
    command.build();
    if let Some(name) = &wanted.command {
        command = command
            .find_subcommand(name)
            .ok_or_else(|| anyhow::anyhow!("there is no command {name:?}; see newsloom --help"))?
            .clone();
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    std::io::stdout().write_all(&page)?;
    Ok(Exit::Done)
}
