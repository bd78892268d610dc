//! The sections of a story's page below the summary. Each is absent where there is nothing to tell.

use super::line::Lines;
use super::plots;
use crate::model::{Digest, Line, PersonKind};
use crate::render::words;
use maud::{Markup, html};

/// A heading with a list of lines.
pub(super) fn points(lines: &Lines, id: &str, heading: &str, given: &[Line]) -> Markup {
    if given.is_empty() {
        return html! {};
    }
    html! { section { h2 id=(id) { (heading) } (lines.list(given)) } }
}

/// Where the reports differ, side by side.
pub(super) fn disagreements(lines: &Lines) -> Markup {
    if lines.digest.disagreements.is_empty() {
        return html! {};
    }
    html! {
        section.disagreements {
            h2 #differ { "Where the sources differ" }
            @for (number, row) in lines.digest.disagreements.iter().enumerate() {
                h3 { (row.about) " " span.state { (words::disagreement(row.state)) } }
                (plots::claim(lines, row, number + 1))
                dl {
                    @for side in &row.sides {
                        dt { (side.value) }
                        @for line in &side.lines { dd { (lines.line(line)) } }
                    }
                }
            }
        }
    }
}

/// Direct quotations, each with its speaker.
pub(super) fn quotes(lines: &Lines) -> Markup {
    if lines.digest.quotes.is_empty() {
        return html! {};
    }
    html! {
        section.quotes {
            h2 #said { "Who said what" }
            @for quote in &lines.digest.quotes {
                figure.quote {
                    blockquote { "“" span.told { (quote.line.text) } "”" (lines.citations(&quote.line)) }
                    figcaption {
                        @match &quote.speaker {
                            Some(speaker) => (speaker),
                            None => span.meta { "speaker not named" },
                        }
                        @if !quote.variants.is_empty() {
                            span.meta { " · also quoted as " }
                            @for (index, variant) in quote.variants.iter().enumerate() {
                                @if index > 0 { ", " }
                                "“" (variant.text) "”" (lines.citations(variant))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Issues in rows, parties in columns.
pub(super) fn positions(lines: &Lines) -> Markup {
    let rows = &lines.digest.positions;
    if rows.is_empty() {
        return html! {};
    }
    let mut parties: Vec<&str> = Vec::new();
    for party in rows.iter().flat_map(|row| &row.parties) {
        if !parties.contains(&party.party.as_str()) {
            parties.push(&party.party);
        }
    }
    html! {
        section.positions {
            h2 #positions { "Who stands where" }
            div.wide {
                table {
                    thead { tr { th scope="col" { "Issue" } @for party in &parties { th scope="col" { (party) } } } }
                    tbody {
                        @for row in rows {
                            tr {
                                th scope="row" { (row.issue) }
                                @for party in &parties {
                                    td {
                                        @for cell in row.parties.iter().filter(|cell| cell.party == *party) {
                                            @for line in &cell.lines { div { (lines.line(line)) } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What happened when.
pub(super) fn timeline(lines: &Lines) -> Markup {
    if lines.digest.timeline.is_empty() {
        return html! {};
    }
    html! {
        section.timeline {
            h2 #timeline { "Timeline" }
            (plots::timeline(lines.digest))
            ol {
                @for entry in &lines.digest.timeline {
                    li {
                        time datetime=(entry.date) { (words::timeline_date(&entry.date, entry.precision)) }
                        div { (lines.line(&entry.line)) }
                    }
                }
            }
        }
    }
}

/// People, organisations and places with their spellings.
pub(super) fn people(lines: &Lines) -> Markup {
    if lines.digest.people.is_empty() {
        return html! {};
    }
    let groups = [
        ("People", PersonKind::Person),
        ("Organizations", PersonKind::Organisation),
        ("Places", PersonKind::Place),
        ("Other names", PersonKind::Other),
    ];
    html! {
        section.people {
            h2 #names { "Names" }
            dl {
                @for (heading, kind) in groups {
                    @let named: Vec<_> = lines.digest.people.iter().filter(|p| p.kind == kind).collect();
                    @if !named.is_empty() {
                        dt { (heading) }
                        dd {
                            ul {
                                @for person in named {
                                    li {
                                        (person.name)
                                        @if let Some(place) = person.place {
                                            " " span.meta { (words::place(place)) }
                                        }
                                        @if !person.aliases.is_empty() {
                                            " " span.meta { "also " (person.aliases.join(", ")) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who worded the story, where that was a language model.
pub(super) fn writer(digest: &Digest) -> Markup {
    html! {
        @if let Some(writer) = &digest.writer {
            p.meta { "Headline, summary or key points worded by the language model " (writer) ", checked sentence by sentence." }
        }
    }
}

/// What was proposed and could not be grounded.
pub(super) fn withheld(digest: &Digest) -> Markup {
    if digest.withheld.is_empty() {
        return html! {};
    }
    html! {
        section.withheld {
            details {
                summary { (words::count(digest.withheld.len(), "sentence", "sentences")) " withheld" }
                ul { @for entry in &digest.withheld { li { (entry.text) " " span.meta { (entry.why) } } } }
            }
        }
    }
}
