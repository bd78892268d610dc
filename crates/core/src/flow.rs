//! The corridor: the only file that names several rooms, and the order in which they work.
