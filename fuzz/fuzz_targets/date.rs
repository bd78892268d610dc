//! Dates: one that stands alone, and all that stand in a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::model::{Language, Precision};
use newsloom_core::read::date::{DayOrder, parse_date};
use newsloom_core::text::dates;

fuzz_target!(|text: &str| {
    let languages = ["en", "de", "fr", "ru", "zh", "ar"];
    let pick = text.len() % (languages.len() + 1);
    let language = languages.get(pick).and_then(|tag| Language::parse(tag));
    for order in [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst] {
        if let Some(dated) = parse_date(text, language, order) {
            let _ = (dated.order(), dated.iso());
            assert!(dated.at.is_some() || dated.precision != Precision::Minute);
        }
    }
    let anchor = parse_date("2025-04-18", None, DayOrder::Unknown).map(|dated| dated.day);
    let mut end = 0;
    for found in dates::find(text, anchor, language) {
        assert!(text.get(found.span.range()).is_some_and(|slice| !slice.is_empty()));
        assert!(found.span.start >= end, "dates are in order and disjoint");
        end = found.span.end;
    }
});
