//! What was learned from labeled pages: weights for choosing among candidates.
//!
//! Source: the titles and dates of `bench/extract/dev.jsonl.gz` and `date_dev.jsonl.gz` (about 1,500 pages). Made by
//! `cargo xtask learn meta`, which prints these lines; what is kept out of learning there is sites. The weights of a
//! header and of a feed are set by hand, since the labeled pages come without both.

use super::{dates, titles};

/// Weights of the features of a title, in their order.
#[rustfmt::skip]
pub(super) const TITLE: [f32; titles::FEATURES] = [
    0.68, // h1
    0.17, // first h1
    -0.12, // only h1
    0.78, // h1 with a headline's class
    -0.77, // h1 with furniture's class
    1.60, // headline of structured data
    0.14, // name of structured data
    -1.20, // og:title with site
    0.55, // og:title
    -1.79, // title with site
    0.17, // title
    0.06, // twitter:title
    0.34, // other meta
    -0.10, // h2 with a headline's class
    -0.19, // is the site's name
    -0.46, // one word
    -0.44, // part of title
    0.75, // part of og:title
    1.28, // like the address
    1.58, // first part of title
    0.37, // likeness to title
    0.38, // likeness to og:title
    1.23, // likeness to first h1
    -0.53, // cut short
    0.42, // part of title beside an h1
    -0.69, // h1 and structured data
    0.14, // h1 like the address
];

/// Weights of the features of a day, in their order.
#[rustfmt::skip]
pub(super) const DATE: [f32; dates::FEATURES] = [
    0.20, // published in structured data
    -0.55, // created in structured data
    0.90, // published in another node
    1.90, // article:published_time
    0.39, // other meta of publication
    0.87, // plain meta date
    0.74, // published in microdata
    1.26, // time element of publication
    1.69, // first time element near
    0.46, // other time element near
    1.39, // shown as published
    2.86, // shown near with a date's class
    2.02, // shown near
    -0.50, // shown as updated
    2.16, // address
    0.00, // modified in structured data
    0.00, // modified in meta
    -1.00, // header
    2.00, // feed
    0.72, // earliest of the certain
    -0.74, // after modified
    0.27, // one day off an instant
    -0.70, // time element elsewhere
    1.82, // shown above
    0.00, // same as modified
    -0.26, // shown far
    0.20, // elsewhere with a word for it
    -0.57, // elsewhere with a date's class
    -0.67, // shown against structured data
];

/// A day with a sum not above this is no date.
pub(super) const DATE_FLOOR: f32 = -5.0;
