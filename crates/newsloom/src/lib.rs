//! The rim of newsloom: everything that touches the world.
