//! Who stands where: issues in rows, parties in columns, each cell a cited line.
//!
//! From texts that set positions side by side under a heading per issue, and from statements spread over the reports.

mod beside;
mod spread;

use super::check::Checker;
use super::material::{Material, speaks};
use super::people::Names;
use crate::model::{Citation, DraftLine, Language, Line, Party, Position, Report, Span};
use crate::text::normalize::capitalized;

/// Issues listed.
const MOST_ISSUES: usize = 8;
/// Lines in a cell.
const MOST_LINES: usize = 2;

/// What one party says on one issue, not yet checked.
#[derive(Debug)]
struct Cell {
    party: String,
    report: usize,
    span: Span,
}

/// An issue with its cells.
#[derive(Debug)]
struct Row {
    issue: String,
    cells: Vec<Cell>,
}

/// The positions of a story: those that a report sets side by side, else those that can be put together.
pub(crate) fn positions(
    reports: &[Report<'_>],
    language: Option<Language>,
    material: &Material<'_>,
    names: &Names,
    checker: &mut Checker<'_>,
) -> Vec<Position> {
    let speaking = || reports.iter().enumerate().filter(|(_, report)| speaks(report, language));
    let mut rows: Vec<Row> = Vec::new();
    for (index, report) in speaking() {
        let found = beside::rows(index, report);
        if found.len() > rows.len() {
            rows = found;
        }
    }
    if rows.is_empty() {
        rows = spread::rows(reports, language, material, names);
    }
    rows.truncate(MOST_ISSUES);
    rows.into_iter().filter_map(|row| told(row, reports, checker)).collect()
}

/// The row with the lines that hold. `None` where fewer than two parties are left and the row is no statement of one alone.
fn told(row: Row, reports: &[Report<'_>], checker: &mut Checker<'_>) -> Option<Position> {
    let mut parties: Vec<Party> = Vec::new();
    for cell in row.cells {
        let Some(line) = line(&cell, reports, checker) else { continue };
        match parties.iter_mut().find(|party| party.party == cell.party) {
            Some(party) if party.lines.len() < MOST_LINES => {
                if party.lines.iter().all(|told| told.text != line.text) {
                    party.lines.push(line);
                }
            }
            Some(_) => {}
            None => parties.push(Party { party: cell.party, lines: vec![line] }),
        }
    }
    (!parties.is_empty()).then_some(Position { issue: row.issue, parties })
}

fn line(cell: &Cell, reports: &[Report<'_>], checker: &mut Checker<'_>) -> Option<Line> {
    let article = reports[cell.report].article;
    let text = cell.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let cites = vec![Citation { article: article.id, span: cell.span }];
    checker.line(&DraftLine { text: capitalized(&text), cites }).ok()
}
