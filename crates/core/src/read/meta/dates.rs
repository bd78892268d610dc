//! When the page was published and last changed, out of all the places that say something about it.
//!
//! Every place gives candidates; those of one day are one candidate. Its features say which places name that day
//! and how it stands to the other days; the highest weighted sum wins (weights: [`super::weights`]). The rules
//! around that:
//!
//! 1. Published before modified: places that speak of a change count against a day unless nothing else is there.
//! 2. The day is the one in the page's own time zone: an instant given in UTC yields to the day that is shown.
//! 3. A day after the page was fetched is none.
//! 4. Where day and month cannot be told apart, there is no date.

use super::cues::{Cues, around};
use super::gather::Gathered;
use super::json_ld::Schema;
use super::labels::{Label, labeled, may_hold_date, says_changed};
use super::near::Line;
use super::path_date::in_address;
use super::weights::{DATE, DATE_FLOOR, score};
use crate::model::{Dated, FoundIn, Language, Precision, RawDocument, Remark, Timestamp};
use crate::read::date::{DayOrder, parse_date, plausible};
use crate::read::html::{NodeId, Tree};
use jiff::civil::Date;

/// How many features a day has.
pub const FEATURES: usize = DATE.len();

/// Names of the features, in order.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "published in structured data",
    "created in structured data",
    "published in another node",
    "article:published_time",
    "other meta of publication",
    "plain meta date",
    "published in microdata",
    "time element of publication",
    "first time element near",
    "other time element near",
    "shown as published",
    "shown near with a date's class",
    "shown near",
    "shown as updated",
    "address",
    "modified in structured data",
    "modified in meta",
    "header",
    "feed",
    "earliest of the certain",
    "after modified",
    "one day off an instant",
    "time element elsewhere",
    "shown above",
    "same as modified",
    "shown far",
    "elsewhere with a word for it",
    "elsewhere with a date's class",
    "shown against structured data",
    "in the title",
];

/// A day that may be the day of publication.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The date, from the most trusted place that names the day.
    pub dated: Dated,
    /// Its features.
    pub features: [f32; FEATURES],
    rank: usize,
}

/// What the places said.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Days of publication.
    pub list: Vec<Candidate>,
    modified: Vec<(Dated, usize)>,
    month: Option<Dated>,
}

/// What the reading of dates needs to know.
pub(super) struct Setting {
    pub language: Option<Language>,
    pub order: DayOrder,
    pub latest: Option<Timestamp>,
}

impl Setting {
    fn read(&self, text: &str, found_in: FoundIn) -> Option<Dated> {
        let mut dated = parse_date(text.trim(), self.language, self.order)?;
        dated.found_in = found_in;
        plausible(&dated, self.latest).then_some(dated)
    }
}

impl Candidates {
    fn add(&mut self, dated: Option<Dated>, feature: usize) {
        let Some(dated) = dated else { return };
        if dated.precision > Precision::Day {
            self.month = self.month.or(Some(dated));
            return;
        }
        let room = self.list.len() < 60;
        match self.list.iter_mut().find(|c| c.dated.day == dated.day) {
            Some(known) => {
                known.features[feature] = 1.0;
                // A time is worth more than the day alone; then the more trusted place.
                if known.dated.at.is_none() && dated.at.is_some()
                    || known.dated.at.is_some() == dated.at.is_some() && feature < known.rank
                {
                    known.dated = dated;
                    known.rank = feature;
                }
            }
            None if room => {
                let mut features = [0.0; FEATURES];
                features[feature] = 1.0;
                self.list.push(Candidate { dated, features, rank: feature });
            }
            None => {}
        }
    }

    fn change(&mut self, dated: Option<Dated>, feature: usize) {
        if let Some(dated) = dated {
            self.modified.push((dated, feature));
            self.add(Some(dated), feature);
        }
    }
}

const META_PUBLISHED: &[&str] = &[
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "publisheddate",
    "published_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dcterms.created",
    "dc.date.created",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "vr:published_time",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_online_date",
    "bt:pubdate",
    "date_published",
    "published",
    "gentics.article.date",
    "displaydate",
    "ptime",
    "datecreated",
    "created",
    "pub_date",
    "releasedate",
    "shareaholic:article_published_time",
    "analyticsattributes.articledate",
    "cse_publish_date",
    "content_create_date",
    "search.publication_date",
    "article.created",
    "article:created",
    "article:post_time",
    "dateposted",
];
const META_PLAIN: &[&str] =
    &["date", "dc.date", "dcterms.date", "article:date", "eprints.date", "time", "news_date", "lastupdate"];
const META_MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article:modified",
    "modified",
    "revised",
    "og:modified_time",
    "date_modified",
    "dateupdated",
];

/// Collects what the page says.
pub(super) fn candidates(
    found: &Gathered<'_>,
    schema: &Schema,
    lines: &[Line],
    reach: Option<(NodeId, usize)>,
    url: Option<&str>,
    raw: &RawDocument,
    setting: &Setting,
) -> Candidates {
    let mut all = Candidates::default();
    let ld = |text: &Option<String>| text.as_deref().and_then(|t| setting.read(t, FoundIn::JsonLd));
    all.add(ld(&schema.published), 0);
    if schema.published.is_none() {
        all.add(ld(&schema.created), 1);
    }
    all.add(ld(&schema.page_published), 2);
    all.change(ld(&schema.modified), 15);
    let meta = |names: &[&str]| {
        names
            .iter()
            .filter_map(|name| found.meta(&[name]))
            .filter_map(|text| setting.read(text, FoundIn::Meta))
            .take(3)
            .collect::<Vec<_>>()
    };
    for dated in meta(&["article:published_time"]) {
        all.add(Some(dated), 3);
    }
    for dated in meta(META_PUBLISHED) {
        all.add(Some(dated), 4);
    }
    for text in &found.published {
        all.add(setting.read(text, FoundIn::Meta), 4);
    }
    for dated in meta(META_PLAIN) {
        all.add(Some(dated), 5);
    }
    for dated in meta(META_MODIFIED) {
        all.change(Some(dated), 16);
    }
    for title in [Some(found.title.as_str()), found.meta(&["og:title"])].into_iter().flatten() {
        // "Harbor reopens | The Pier | 28.04.2023": a part of its own, and nothing but the date
        for part in title.split(" | ").skip(1) {
            if part.len() <= 20 && may_hold_date(part) {
                all.add(setting.read(part, FoundIn::Meta), 29);
            }
        }
    }
    times(found, reach, setting, &mut all);
    shown(lines, setting, &mut all);
    if let Some(url) = url {
        match in_address(url) {
            Some(dated) if plausible(&dated, setting.latest) => all.add(Some(dated), 14),
            _ => {}
        }
    }
    all.add(raw.hint.published, 18);
    all.add(raw.header_date.as_deref().and_then(|text| setting.read(text, FoundIn::Header)), 17);
    all
}

fn times(found: &Gathered<'_>, reach: Option<(NodeId, usize)>, setting: &Setting, all: &mut Candidates) {
    let mut first = true;
    for mark in found.times.iter().take(60) {
        let value = mark.value.as_deref().filter(|v| !v.trim().is_empty()).unwrap_or(&mark.text);
        let mut dated = setting.read(value, FoundIn::TimeElement);
        if dated.is_none() && !mark.text.is_empty() {
            dated = setting.read(&mark.text, FoundIn::TimeElement);
        }
        let near = reach.is_none_or(|(headline, end)| {
            mark.node.index() + 250 > headline.index() && mark.node.index() < end
        });
        let cues = mark.cues;
        let changed = cues.any(Cues::CHANGED) || says_changed(&mark.text);
        if changed && !cues.any(Cues::PUBLISHED) {
            if near {
                all.change(dated, 13);
            }
        } else if mark.property {
            all.add(dated, if near { 6 } else { 22 });
        } else if near && cues.any(Cues::PUBLISHED) {
            all.add(dated, 7);
        } else if near && first {
            all.add(dated, 8);
            first = dated.is_none();
        } else if near {
            all.add(dated, 9);
        } else {
            all.add(dated, 22);
        }
    }
}

impl Candidates {
    /// Whether nothing but the last resorts is there.
    pub(super) fn is_poor(&self) -> bool {
        self.list.iter().all(|c| {
            c.features[..17].iter().chain(&c.features[18..19]).chain(&c.features[23..24]).all(|f| *f == 0.0)
        })
    }

    /// Adds what stands anywhere on the page with a word or a class that speaks of publication.
    pub(super) fn add_elsewhere(&mut self, tree: &Tree<'_>, lines: &[Line], setting: &Setting) {
        for line in lines {
            if line.text.len() > 160
                || !may_hold_date(&line.text)
                || setting.read(&line.text, FoundIn::VisibleText).is_none()
            {
                continue;
            }
            let cues = around(tree, NodeId(line.node));
            if cues.any(Cues::OTHERS) {
                continue;
            }
            let cue = cues.any(Cues::DATE.with(Cues::PUBLISHED));
            for (label, piece) in labeled(&line.text) {
                if label == Label::None && (!cue || piece.len() > 60) {
                    continue;
                }
                let Some(dated) = setting.read(&piece, FoundIn::VisibleText) else { continue };
                match label {
                    Label::Changed => self.change(Some(dated), 13),
                    Label::Published => self.add(Some(dated), 26),
                    Label::None => self.add(Some(dated), 27),
                }
            }
            if self.list.len() > 12 {
                break;
            }
        }
    }
}

/// Dates in the lines around the headline.
fn shown(lines: &[Line], setting: &Setting, all: &mut Candidates) {
    for line in lines {
        if line.text.len() > 260
            || !may_hold_date(&line.text)
            || setting.read(&line.text, FoundIn::VisibleText).is_none()
        {
            continue;
        }
        let cue = line
            .cues
            .any(Cues::DATE.with(Cues::PUBLISHED).with(Cues::CHANGED).with(Cues::BYLINE).with(Cues::META));
        for (label, piece) in labeled(&line.text) {
            let Some(dated) = setting.read(&piece, FoundIn::VisibleText) else { continue };
            let near = line.prose < 600 && line.place < 14;
            match label {
                Label::Changed => all.change(Some(dated), 13),
                Label::Published if near => all.add(Some(dated), 10),
                // Without a label the line must be about the date: short, or marked so.
                _ if !near || piece.len() > 60 && !cue => all.add(Some(dated), 25),
                _ if line.place < 0 => all.add(Some(dated), 23),
                _ if cue => all.add(Some(dated), 11),
                _ => all.add(Some(dated), 12),
            }
        }
    }
}

/// Features that speak of how the days stand to each other.
pub(super) fn relate(all: &mut Candidates) {
    let certain = |f: &[f32; FEATURES]| [0, 1, 3, 4, 5, 6, 7, 10, 11, 14].iter().any(|at| f[*at] > 0.0);
    let earliest = all.list.iter().filter(|c| certain(&c.features)).map(|c| c.dated.day).min();
    let changed: Vec<Date> = all.modified.iter().map(|(dated, _)| dated.day).collect();
    let last = changed.iter().max().copied();
    // An instant in UTC whose day is not the day shown: the page's own zone is another.
    let instants: Vec<Date> = all
        .list
        .iter()
        .filter(|c| {
            c.dated.at.is_some()
                && matches!(c.dated.offset, None | Some(0))
                && c.features[..8].iter().any(|f| *f > 0.0)
        })
        .map(|c| c.dated.day)
        .collect();
    let stated: Vec<Date> =
        all.list.iter().filter(|c| c.features[0] + c.features[3] > 0.0).map(|c| c.dated.day).collect();
    for candidate in &mut all.list {
        let day = candidate.dated.day;
        let f = &mut candidate.features;
        f[19] = f32::from(earliest == Some(day));
        f[20] = f32::from(last.is_some_and(|last| day > last));
        f[24] = f32::from(changed.contains(&day));
        let is_shown = [10, 11, 12, 23].iter().any(|at| f[*at] > 0.0);
        let far = |other: &Date| (day - *other).get_days().abs() > 1;
        f[28] = f32::from(is_shown && !stated.is_empty() && stated.iter().all(far));
        f[21] = f32::from(
            is_shown
                && instants
                    .iter()
                    .any(|other| other.tomorrow().ok() == Some(day) || other.yesterday().ok() == Some(day)),
        );
    }
}

/// The day of publication and that of the last change.
pub(super) fn choose(all: &Candidates, remarks: &mut Vec<Remark>) -> (Option<Dated>, Option<Dated>) {
    let mut best: Option<(&Candidate, f32)> = None;
    for candidate in &all.list {
        let score = score(&candidate.features, &DATE);
        if best.is_none_or(|(_, top)| score > top) {
            best = Some((candidate, score));
        }
    }
    let published = match best {
        Some((candidate, score)) if score > DATE_FLOOR => Some(candidate.dated),
        _ => all.month,
    };
    if let Some(chosen) = published
        && all
            .list
            .iter()
            .any(|c| c.features[0] + c.features[3] > 0.0 && (c.dated.day - chosen.day).get_days().abs() > 1)
    {
        remarks.push(Remark::new("date-conflict", "Places of the page name different days of publication."));
    }
    let modified = all
        .modified
        .iter()
        .filter(|(dated, _)| published.is_none_or(|p| dated.day >= p.day))
        .min_by_key(|(_, feature)| match feature {
            15 => 0,
            16 => 1,
            _ => 2,
        })
        .map(|(dated, _)| *dated);
    (published, modified)
}
