//! Plots as SVG without script, each with its table: who reported when, from whom the reports are, which figures were
//! told, what happened when. Colors come from the style sheet, so that they follow light and dark.

mod axis;

use super::line::Lines;
use crate::model::{Digest, Disagreement};
use crate::render::view::instant;
use crate::render::words;
use crate::text::numbers;
use axis::{Axis, WIDTH};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Rows of outlets shown; the others are in the table.
const MOST_ROWS: usize = 12;
/// Height of a row, in units of the drawing.
const ROW: f64 = 24.0;

/// The plots of a story's coverage; nothing for fewer than three articles.
pub(super) fn coverage(lines: &Lines) -> Markup {
    let digest = lines.digest;
    if digest.articles.len() < 3 {
        return html! {};
    }
    html! {
        section.plots aria-labelledby="coverage" {
            h2 #coverage { "Coverage" }
            (over_time(lines))
            (source_mix(digest))
        }
    }
}

/// A drawing with a title for those who do not see it.
fn drawing(id: &str, title: &str, height: f64, body: &Markup) -> Markup {
    html! {
        svg.plot viewBox={ "0 0 " (WIDTH) " " (height.round()) } role="img" aria-labelledby=(id) {
            title id=(id) { (title) }
            (body)
        }
    }
}

struct Row<'a> {
    outlet: &'a str,
    /// Place of the article in the list, its time in seconds, whether it reprints another.
    marks: Vec<(usize, Option<i64>, bool)>,
}

/// The articles by outlet, in order of first appearance.
fn rows(digest: &Digest) -> Vec<Row<'_>> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, article) in digest.articles.iter().enumerate() {
        let at = article.published.as_deref().and_then(instant).map(|at| at.as_second());
        let mark = (index, at, article.copy_of.is_some());
        match rows.iter_mut().find(|row| row.outlet == article.outlet) {
            Some(row) => row.marks.push(mark),
            None => rows.push(Row { outlet: &article.outlet, marks: vec![mark] }),
        }
    }
    rows
}

/// A dot per article: outlets in rows, time from left to right.
fn over_time(lines: &Lines) -> Markup {
    let digest = lines.digest;
    let rows = rows(digest);
    let times: Vec<i64> = rows.iter().flat_map(|row| &row.marks).filter_map(|mark| mark.1).collect();
    let Some(axis) = Axis::over(&times, 150.0) else { return html! {} };
    let shown = &rows[..rows.len().min(MOST_ROWS)];
    let height = shown.len() as f64 * ROW + 30.0;
    let body = html! {
        (axis.ticks(height - 22.0))
        @for (row, at) in shown.iter().zip(0u32..) {
            @let y = f64::from(at) * ROW + 15.0;
            text x="142" y=(y + 4.0) text-anchor="end" { (clipped(row.outlet)) }
            line.grid x1="150" x2=(WIDTH) y1=(y) y2=(y) {}
            @for (_, time, copy) in &row.marks {
                @if let Some(time) = time {
                    circle.dot.hollow[*copy] cx=(axis.x(*time)) cy=(y) r="5" {}
                }
            }
        }
    };
    html! {
        figure {
            (drawing("plot-time", "When each outlet reported", height, &body))
            details.data {
                summary { "The same as a table" }
                div.wide { table {
                    thead { tr { th scope="col" { "Outlet" } th scope="col" { "Article" } th scope="col" { "Published" } th scope="col" { "Kind" } } }
                    tbody {
                        @for row in &rows {
                            @for (index, _, copy) in &row.marks {
                                @let article = &digest.articles[*index];
                                tr {
                                    th scope="row" { (row.outlet) }
                                    td { a href=(lines.entry(index + 1)) { (index + 1) } }
                                    td { (article.published.as_deref().map_or("undated".to_owned(), words::moment)) }
                                    td { @if *copy { "reprint" } @else { "report" } }
                                }
                            }
                        }
                    }
                } }
            }
            figcaption {
                "When each outlet reported. A full dot is a report, a ring a reprint."
                @if rows.len() > shown.len() { " " (rows.len() - shown.len()) " more outlets in the table." }
            }
        }
    }
}

/// How many reports of each outlet are its own.
fn source_mix(digest: &Digest) -> Markup {
    let mut rows = rows(digest);
    rows.sort_by_key(|row| std::cmp::Reverse(row.marks.len()));
    let most = rows.first().map_or(1, |row| row.marks.len());
    if rows.len() < 2 || most < 2 && digest.articles.iter().all(|article| article.copy_of.is_none()) {
        return html! {};
    }
    let unit = ((WIDTH - 190.0) / most as f64).min(60.0);
    let shown = &rows[..rows.len().min(MOST_ROWS)];
    let height = shown.len() as f64 * ROW + 4.0;
    let own = |row: &Row| row.marks.iter().filter(|mark| !mark.2).count();
    let body = html! {
        @for (row, at) in shown.iter().zip(0u32..) {
            @let y = f64::from(at) * ROW + 4.0;
            @let (all, own) = (row.marks.len() as f64, own(row) as f64);
            text x="142" y=(y + 13.0) text-anchor="end" { (clipped(row.outlet)) }
            rect.bar x="150" y=(y) width=(own * unit) height="16" {}
            rect.bar.hollow x=(150.0 + own * unit) y=(y) width=((all - own) * unit) height="16" {}
            text x=(158.0 + all * unit) y=(y + 13.0) { (row.marks.len()) }
        }
    };
    html! {
        figure {
            (drawing("plot-mix", "Articles per outlet", height, &body))
            details.data {
                summary { "The same as a table" }
                div.wide { table {
                    thead { tr { th scope="col" { "Outlet" } th scope="col" { "Articles" } th scope="col" { "Its own" } th scope="col" { "Reprints" } } }
                    tbody {
                        @for row in &rows {
                            tr { th scope="row" { (row.outlet) } td { (row.marks.len()) } td { (own(row)) } td { (row.marks.len() - own(row)) } }
                        }
                    }
                } }
            }
            figcaption {
                "Articles per outlet; filled are its own, outlined are reprints. "
                (words::count(digest.independent_reports as usize, "independent report", "independent reports"))
                " in all: reports that rest on one text or one agency count once."
            }
        }
    }
}

/// Each reported number of a claim by the time of its report. The table beside it is the list of sides.
pub(super) fn claim(lines: &Lines, row: &Disagreement, number: usize) -> Markup {
    let digest = lines.digest;
    let by_id: BTreeMap<_, _> = digest.articles.iter().map(|article| (article.id, article)).collect();
    let mut points: Vec<(f64, i64, &str, &str)> = Vec::new();
    for side in &row.sides {
        let Some(value) = numbers::parse(&side.value, None).first().map(|number| number.value) else {
            continue;
        };
        for line in &side.lines {
            let Some(article) = line.cites.first().and_then(|cite| by_id.get(&cite.article)) else {
                continue;
            };
            let Some(at) = article.published.as_deref().and_then(instant) else { continue };
            points.push((value, at.as_second(), &side.value, &article.outlet));
        }
    }
    let times: Vec<i64> = points.iter().map(|point| point.1).collect();
    let low = points.iter().map(|point| point.0).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|point| point.0).fold(f64::NEG_INFINITY, f64::max);
    let Some(axis) = Axis::over(&times, 40.0).filter(|_| points.len() > 1 && high > low) else {
        return html! {};
    };
    let height = 184.0;
    let y = |value: f64| 30.0 + (high - value) / (high - low) * 112.0;
    let marks = labels(points.iter().map(|point| (axis.x(point.1), y(point.0), point.2)));
    let body = html! {
        (axis.ticks(height - 22.0))
        @for ((_, _, told, outlet), (x, y, label)) in points.iter().zip(&marks) {
            circle.dot cx=(x) cy=(y) r="5" { title { (told) ", " (outlet) } }
            @if let Some((at, height, ends)) = label {
                text x=(at) y=(height) text-anchor=[ends.then_some("end")] { (told) }
            }
        }
    };
    let title = format!("{} as reported, by time of the report", row.about);
    html! {
        figure {
            (drawing(&format!("plot-claim-{number}"), &title, height, &body))
            figcaption { "Each figure at the time of its report; the reports stand below." }
        }
    }
}

/// A point, and the place of its words where there is one: where they begin, or end if that is so, and their baseline.
type Labeled = (f64, f64, Option<(f64, f64, bool)>);

/// Points with a place for the words of each, where there is one that no other words cover: right, left, above, below.
fn labels<'t>(points: impl Iterator<Item = (f64, f64, &'t str)>) -> Vec<Labeled> {
    // Wider than on a desk: a phone shows the plot with larger letters.
    const LETTER: f64 = 8.0;
    let points: Vec<(f64, f64, &str)> = points.map(|(x, y, told)| (x, y.round(), told)).collect();
    // Left, right, and baseline of what stands already; the dots too.
    let mut taken: Vec<(f64, f64, f64)> =
        points.iter().map(|(x, y, _)| (x - 6.0, x + 6.0, y + 4.0)).collect();
    points
        .iter()
        .map(|&(x, y, told)| {
            let wide = told.chars().count() as f64 * LETTER;
            let free = |left: f64, height: f64, taken: &[(f64, f64, f64)]| {
                left > 0.0
                    && left + wide < WIDTH
                    && taken
                        .iter()
                        .all(|(from, to, at)| (at - height).abs() > 11.0 || left + wide < *from || left > *to)
            };
            let tries = [
                (x + 9.0, 4.0, false),
                (x - 9.0, 4.0, true),
                (x + 2.0, -9.0, false),
                (x + 2.0, 17.0, false),
                (x, -9.0, true),
            ];
            let left = |at: f64, ends: bool| if ends { at - wide } else { at };
            let place = tries.into_iter().find(|&(at, down, ends)| free(left(at, ends), y + down, &taken));
            let place = place.map(|(at, down, ends)| {
                taken.push((left(at, ends), left(at, ends) + wide, y + down));
                (at, y + down, ends)
            });
            (x, y, place)
        })
        .collect()
}

/// The dates of the timeline on an axis. The list below it has the words.
pub(super) fn timeline(digest: &Digest) -> Markup {
    let times: Vec<i64> =
        digest.timeline.iter().filter_map(|entry| instant(&entry.date)).map(|at| at.as_second()).collect();
    let Some(axis) = Axis::over(&times, 14.0).filter(|_| times.len() > 2) else { return html! {} };
    let body = html! {
        (axis.ticks(28.0))
        line.grid x1="14" x2=(WIDTH) y1="14" y2="14" {}
        @for time in &times { circle.dot cx=(axis.x(*time)) cy="14" r="5" {} }
    };
    html! {
        figure {
            (drawing("plot-timeline", "The dates of the timeline", 50.0, &body))
            figcaption { "The dates below on one line." }
        }
    }
}

/// A name that fits its column.
fn clipped(name: &str) -> String {
    const MOST: usize = 21;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST - 1).chain(['\u{2026}']).collect()
}
