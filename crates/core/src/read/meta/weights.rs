//! What was learned from labeled pages: weights for choosing among candidates.
//!
//! Source: the titles and dates of `bench/extract/dev.jsonl.gz` and `date_dev.jsonl.gz` (about 1,500 pages). Made by
//! `cargo xtask learn meta`, which prints these lines; what is kept out of learning there is sites. The weights of a
//! header and of a feed are set by hand, since the labeled pages come without both.

/// Weighted sum of features.
pub(super) fn score(features: &[f32], weights: &[f32]) -> f32 {
    features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Weights of the features of a title, in their order.
#[rustfmt::skip]
pub(super) const TITLE: [f32; 27] = [
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
pub(super) const DATE: [f32; 30] = [
    0.07, // published in structured data
    -0.30, // created in structured data
    0.86, // published in another node
    1.09, // article:published_time
    0.94, // other meta of publication
    0.79, // plain meta date
    0.81, // published in microdata
    0.99, // time element of publication
    1.61, // first time element near
    0.35, // other time element near
    1.44, // shown as published
    2.93, // shown near with a date's class
    1.94, // shown near
    0.00, // shown as updated
    1.98, // address
    0.00, // modified in structured data
    0.00, // modified in meta
    -1.00, // header
    2.00, // feed
    0.80, // earliest of the certain
    -0.55, // after modified
    0.41, // one day off an instant
    -0.70, // time element elsewhere
    1.92, // shown above
    0.00, // same as modified
    -0.17, // shown far
    0.28, // elsewhere with a word for it
    0.00, // elsewhere with a date's class
    -0.58, // shown against structured data
    0.25, // in the title
];

/// A day with a sum not above this is no date.
pub(super) const DATE_FLOOR: f32 = -5.0;
