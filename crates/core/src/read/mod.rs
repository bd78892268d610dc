//! Bytes in, articles out: encodings, HTML, feeds, archives, plain text.

pub mod html;
