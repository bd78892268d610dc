//! The pure core of newsloom: page bytes in, cited digests out.
//!
//! ```text
//! wide, any order      narrow, in order       wide, any order
//! read -> analyze   ->  dedup -> cluster   ->  compose -> render
//! ```
//!
//! Nothing here opens a file or a socket, asks the time, starts a thread or prints: values in, values out.
//! The modules stand in reading order. Rooms (`read`, `analyze`, `dedup`, `cluster`, `compose`, `render`) never
//! import one another; they share the nouns of [`model`] and the string tools of [`text`]. Only [`flow`] orders them.

#![forbid(unsafe_code)]

pub mod flow;
pub mod model;
pub mod text;

pub mod read;

pub mod analyze;

pub mod dedup;

pub mod cluster;

pub mod compose;

pub mod render;
