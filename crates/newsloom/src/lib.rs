//! The rim of newsloom: everything that touches the world.
//!
//! The modules stand in reading order: what is wished ([`config`]), how bytes come in ([`fetch`]), what is kept
//! ([`store`]), the conveyor that
//! hands them to the pure core ([`run`]), how strings go out ([`publish`]), and the commands ([`cli`]).

pub mod config;
pub mod fetch;

pub mod store;

pub mod publish;

pub mod search;

pub mod run;

pub mod serve;

pub mod cli;
