//! The built-in writer: a story told from its reports' own sentences.

use super::check::{Checked, Checker, check};
use super::choose::Chooser;
use super::config::ComposeConfig;
use super::editor::Editor;
use super::fresh::{self, Newest};
use super::material::{self, Candidate, Material};
use super::offices::Offices;
use super::readings::Readings;
use super::since::Earlier;
use super::{
    background, claims, complete, counts, disagreements, headline, people, picture, positions, quotes,
    summary, timeline,
};
use crate::model::{
    Citation, Digest, DigestArticle, Draft, DraftArticle, DraftLine, EventId, How, Line, Report, Story,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a title gains that tells the newest state of the count that the story turns on.
const MAIN_COUNTS: f64 = 1.6;
/// What the title gains of the report whose sentence opens the summary.
const LEADING_COUNTS: f64 = 1.5;

/// What a story is told with, beside its reports.
#[derive(Clone, Debug, Default)]
pub struct Given<'a> {
    /// An earlier edition: what is new since then is told too.
    pub earlier: Option<&'a Earlier>,
    /// What another writer made of the story's [`super::brief()`]: what of it passes the check takes the place of the built-in
    /// writer's headline, summary and key points.
    pub draft: Option<Draft>,
}

/// Tells a story. `reports` are its articles; their order is kept where their dates do not say otherwise.
///
/// Every line of the digest has passed [`mod@super::check`], whoever wrote it. Reports without text are listed but cannot be
/// told; a story of such reports alone has a title without words to rest on and should not come here.
pub fn tell(story: &Story, reports: &[Report<'_>], config: &ComposeConfig, given: Given<'_>) -> Digest {
    let mut reports = reports.to_vec();
    counts::sort_by_time(&mut reports);
    let reports = &reports[..];
    let language = material::main_language(reports);
    let mut readings = Readings::default();
    let mut material =
        material::gather(reports, &mut readings, language, |report| material::speaks(report, language));
    if !material.candidates.iter().any(|candidate| candidate.stands()) {
        material = material::gather(reports, &mut readings, language, |report| report.copy_of.is_none());
    }
    let (incidents, happenings) = claims::incidents(reports);
    let claims = claims::claims(reports, language, &incidents);
    let newest = Newest::of(&claims, reports, &incidents);
    let ages = fresh::factors(reports);
    let chooser = Chooser::new(&material, for_readers(config.choose.blend(material.independent.len())))
        .favoring(|candidate| {
            let report = &reports[candidate.report];
            let text = candidate.span.of(&report.article.text);
            let stale = newest.stale(text, candidate.report, report) || newest.outlived(text, report);
            if stale { 0.0 } else { ages[candidate.report] }
        });
    let offices = Offices::of(reports);
    let editor = Editor::new(reports, &material, &chooser, &offices).knowing(&newest, &ages);
    let mut covered = chooser.blank();
    let mut summary = editor.summary(config.summary_words.1, &mut covered);
    if summary.is_empty() {
        let mut any =
            chooser.choose(config.summary_words.1, usize::MAX, &mut covered, |candidate| candidate.stands());
        if any.is_empty() {
            any = chooser.choose(config.summary_words.1, usize::MAX, &mut covered, |_| true);
        }
        summary = summary::in_order(&any, &material);
    }
    let points = editor.points(config.key_points, config.key_point_words, &summary, &mut covered);
    let lead = summary.first().copied();
    let mut draft = Draft::default();
    let mut so_far = String::new();
    for &index in &summary {
        let line = complete::line(&material.candidates[index], reports, &so_far);
        so_far.push_str(&line.text);
        so_far.push(' ');
        draft.summary.push(line);
    }
    draft.key_points =
        points.iter().map(|&index| complete::line(&material.candidates[index], reports, "")).collect();
    for (index, report) in reports.iter().enumerate() {
        let alone = &reports[index..=index];
        // A story of one report has gathered all of it already.
        let summary = if reports.len() == 1 && !material.candidates.is_empty() {
            own_summary(alone, &material, config, &offices)
        } else {
            let reading = readings.take(index, report, report.article.language);
            own_summary(alone, &material::alone(report, &reading), config, &offices)
        };
        draft.articles.push(DraftArticle { article: report.article.id, summary });
    }
    let mut checked = check(draft, reports);
    let writer = given.draft.and_then(|draft| checked.prefer(draft, reports, config));
    let weighty = |index: usize| {
        let report = &reports[index];
        let title = &report.article.title;
        if newest.stale(title, index, report) {
            return 0.0;
        }
        let leads = lead.is_some_and(|lead| material.candidates[lead].report == index);
        let main = if newest.tells_main(title, index, report) { MAIN_COUNTS } else { 1.0 };
        ages[index] * main * if leads { LEADING_COUNTS } else { 1.0 }
    };
    let mut checker = Checker::new(reports);
    let title = checked.headline.take().or_else(|| {
        headline::headline(reports, &material, &chooser, &mut checker, config.headline_words, lead, weighty)
    });
    let title = title.unwrap_or_else(|| untold(reports));
    let mut digest = digest(story, reports, config, title, checked);
    digest.writer = writer;
    digest.timeline = timeline::timeline(reports, &material, &chooser, &mut checker);
    let mut said: Vec<_> = summary.iter().chain(&points).map(|&index| editor.words(index).clone()).collect();
    digest.background = background::background(reports, &material, &editor, &mut checker, &mut said);
    digest.whats_next = background::whats_next(reports, &material, &editor, &mut checker);
    let before = given
        .earlier
        .and_then(|earlier| earlier.story(story.id, reports.iter().map(|report| report.article.id)));
    if let Some(before) = before {
        digest.whats_new = background::whats_new(reports, &material, &editor, &mut checker, before);
    }
    let names = people::Names::of(reports, language);
    digest.positions = positions::positions(reports, language, &material, &names, &mut checker);
    digest.disagreements =
        disagreements::disagreements(reports, language, (&incidents, &happenings), &claims, &mut checker);
    digest.quotes = quotes::quotes(reports, language, &names, &mut checker);
    digest.people = people::people(reports, names);
    digest
}

/// The weights of choosing as readers want them: no report is first by its place in a list, sentences are not
/// preferred for being short, and reports far from the middle of the story count less.
fn for_readers(mut weights: super::config::Weights) -> super::config::Weights {
    weights.first_bonus = 0.0;
    weights.length_power = weights.length_power.min(0.45);
    weights.central_power = weights.central_power.max(0.8);
    weights
}

/// A headline for a story without a word of text. Nothing can be cited; see [`tell`].
fn untold(reports: &[Report<'_>]) -> Line {
    let text = reports.iter().map(|report| report.article.title.trim()).find(|title| !title.is_empty());
    let cites = reports
        .iter()
        .take(1)
        .map(|report| Citation { article: report.article.id, span: Default::default() });
    Line { text: text.unwrap_or("Untitled").to_owned(), how: How::Verbatim, cites: cites.collect() }
}

/// The summary of one article from its own sentences, in their order.
fn own_summary(
    report: &[Report<'_>],
    material: &Material<'_>,
    config: &ComposeConfig,
    offices: &Offices,
) -> Vec<DraftLine> {
    let total: usize = material.lengths.iter().map(|words| *words as usize).sum();
    let (fewest, most) = config.article_words;
    let budget = (total / 3).clamp(fewest.min(most), most);
    let chooser = Chooser::new(material, config.choose.blend(1));
    let editor = Editor::new(report, material, &chooser, offices);
    let mut chosen = editor.summary(budget, &mut chooser.blank());
    if chosen.is_empty() {
        chosen = chooser.choose(budget, usize::MAX, &mut chooser.blank(), |candidate| candidate.stands());
    }
    if chosen.is_empty() {
        chosen = chooser.choose(budget, usize::MAX, &mut chooser.blank(), |_| true);
    }
    if chosen.is_empty() {
        chosen = first_words(material, most);
    }
    chosen.sort_unstable();
    let mut so_far = String::new();
    let mut lines = Vec::new();
    for &index in &chosen {
        let line = complete::line(&material.candidates[index], report, &so_far);
        so_far.push_str(&line.text);
        so_far.push(' ');
        lines.push(line);
    }
    lines
}

/// The first sentence that can stand or, where none can, the first with a few words: an article is never left without a line.
fn first_words(material: &Material<'_>, most: usize) -> Vec<usize> {
    let fits = |candidate: &Candidate<'_>| (3..=most as u32 * 2).contains(&candidate.words);
    let standing = material.candidates.iter().position(|candidate| fits(candidate) && candidate.stands());
    standing.or_else(|| material.candidates.iter().position(fits)).into_iter().collect()
}

fn digest(
    story: &Story,
    reports: &[Report<'_>],
    config: &ComposeConfig,
    title: Line,
    checked: Checked,
) -> Digest {
    let Checked { summary, key_points, articles: mut summaries, withheld, .. } = checked;
    let mut telling: BTreeSet<String> = picture::content_words(&title.text).collect();
    telling.extend(summary.iter().flat_map(|line| picture::content_words(&line.text)));
    let mut places = BTreeMap::new();
    for event in &story.events {
        for member in &event.members {
            places.insert(member.article, (event.id, member.why.as_str()));
        }
    }
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    for report in reports {
        let next = numbers.len() as u32 + 1;
        numbers.entry(report.independent).or_insert(next);
    }
    let unplaced = (story.events.first().map_or_else(|| EventId::of(&[]), |event| event.id), "");
    let articles = reports
        .iter()
        .map(|report| {
            let article = report.article;
            let (event, why) = places.get(&article.id).copied().unwrap_or(unplaced);
            DigestArticle {
                id: article.id,
                event,
                url: article.url.clone(),
                title: counts::shown_title(article),
                outlet: article.outlet.domain.clone(),
                published: counts::shown_time(article.published.as_ref()),
                kind: article.kind,
                copy_of: report.copy_of,
                independent: numbers[&report.independent],
                why: why.to_owned(),
                summary: summaries.remove(&article.id).unwrap_or_default(),
            }
        })
        .collect();
    let dates = counts::dates(reports);
    Digest {
        story: story.id,
        title,
        date: dates.newest.unwrap_or(config.day),
        first_seen: dates.first_seen,
        last_seen: dates.last_seen,
        freshest: dates.freshest,
        sources: counts::sources(reports),
        independent_reports: counts::independent(reports),
        image: picture::picture(reports, &telling),
        summary,
        key_points,
        articles,
        disagreements: Vec::new(),
        quotes: Vec::new(),
        people: Vec::new(),
        timeline: Vec::new(),
        positions: Vec::new(),
        background: Vec::new(),
        whats_new: Vec::new(),
        whats_next: Vec::new(),
        withheld,
        writer: None,
    }
}
