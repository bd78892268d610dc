//! The program: parse, call the command, map to an exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsloom::cli::main(std::env::args_os()).into()
}
