//! Tests of the whole program: the real binary, real files, no network.

mod bad_input;
mod explain;
mod filters;
mod grounded;
mod models;
mod program;
mod seeds;
mod service;
mod world;
