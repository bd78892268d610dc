//! The rim of newsloom: everything that touches the world.
//!
//! The modules stand in reading order: what is wished ([`config`]), how bytes come in ([`fetch`]), what is kept
//! ([`store`]), how strings go out ([`publish`]), what is found again ([`search`]), who may word it beside newsloom itself
//! ([`remote`]), the conveyor that hands all to the pure core ([`run`]), the service ([`serve`]), and the commands ([`cli`]).

pub mod config;
pub mod fetch;

pub mod store;

pub mod publish;

pub mod search;

pub mod remote;

pub mod run;

pub mod serve;

pub mod cli;
