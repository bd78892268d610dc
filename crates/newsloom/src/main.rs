//! The program: parse, call, map to an exit status.

fn main() {}
