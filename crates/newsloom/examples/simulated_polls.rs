//! How the loop behaves with many sources, under a clock that jumps and without a network: what `cargo xtask bench poll`
//! runs. Prints one line of JSON.
//!
//!     cargo run --release --example simulated_polls -- SOURCES MINUTES

use anyhow::Context;
use newsloom::config::Config;
use newsloom::run::live;

fn main() -> anyhow::Result<()> {
    let numbers: Vec<u64> = std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let [sources, minutes] = numbers.as_slice() else { anyhow::bail!("SOURCES MINUTES") };
    let simulated = live::simulate(*sources as usize, *minutes, &Config::new()).context("the loop failed")?;
    println!("{}", serde_json::to_string(&simulated)?);
    Ok(())
}
