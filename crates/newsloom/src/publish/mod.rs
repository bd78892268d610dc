//! How strings go out: into a folder that is whole or not there.

pub mod folder;
