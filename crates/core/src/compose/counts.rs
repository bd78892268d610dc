//! What a digest counts and dates: articles per domain, independent reports, first and last seen.

use crate::model::{Article, Dated, Precision, Report, SourceCount, Timestamp};
use jiff::civil;
use std::collections::BTreeSet;

/// Words of the text that stand for a missing title.
const TITLE_WORDS: usize = 10;

/// Sorts by time of publication. A report without a date stays behind the one it was given after.
pub(crate) fn sort_by_time(reports: &mut Vec<Report<'_>>) {
    let mut last = Timestamp::MIN;
    let mut keyed: Vec<(Timestamp, Report<'_>)> = reports
        .drain(..)
        .map(|report| {
            last = report.article.published.as_ref().map_or(last, Dated::order);
            (last, report)
        })
        .collect();
    keyed.sort_by_key(|(at, _)| *at);
    reports.extend(keyed.into_iter().map(|(_, report)| report));
}

/// Articles per domain, in order of first appearance.
pub(crate) fn sources(reports: &[Report<'_>]) -> Vec<SourceCount> {
    let mut out: Vec<SourceCount> = Vec::new();
    for report in reports {
        let domain = &report.article.outlet.domain;
        match out.iter_mut().find(|source| source.domain == *domain) {
            Some(source) => source.articles += 1,
            None => out.push(SourceCount { domain: domain.clone(), articles: 1 }),
        }
    }
    out
}

/// Reports that do not rest on one another; at least 1.
pub(crate) fn independent(reports: &[Report<'_>]) -> u32 {
    let distinct: BTreeSet<u32> = reports.iter().map(|report| report.independent).collect();
    distinct.len().max(1) as u32
}

/// The dates of a story.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    /// Day of the newest article.
    pub newest: Option<civil::Date>,
    /// ISO time or day of the first report.
    pub first_seen: Option<String>,
    /// ISO time or day of the last report.
    pub last_seen: Option<String>,
    /// Instant of the last report.
    pub freshest: Option<Timestamp>,
}

/// The dates of reports in time order.
pub(crate) fn dates(reports: &[Report<'_>]) -> Dates {
    let dated = || reports.iter().filter_map(|report| report.article.published.as_ref());
    let newest = dated().max_by_key(|date| date.order());
    Dates {
        newest: newest.map(|date| date.day),
        first_seen: dated().min_by_key(|date| date.order()).and_then(|date| shown_time(Some(date))),
        last_seen: newest.and_then(|date| shown_time(Some(date))),
        freshest: newest.map(Dated::order),
    }
}

/// ISO time with offset, else ISO day. `None` where not even the day is known.
pub(crate) fn shown_time(date: Option<&Dated>) -> Option<String> {
    let date = date?;
    match date.precision {
        Precision::Minute | Precision::Hour => date.iso().or_else(|| Some(date.day.to_string())),
        Precision::Day => Some(date.day.to_string()),
        Precision::Week | Precision::Month | Precision::Year => None,
    }
}

/// The title; the start of the text where there is none.
pub(crate) fn shown_title(article: &Article) -> String {
    if !article.title.trim().is_empty() {
        return article.title.trim().to_owned();
    }
    let mut words = article.text.split_whitespace();
    let mut out = words.by_ref().take(TITLE_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        out.push('\u{2026}');
    }
    out
}
