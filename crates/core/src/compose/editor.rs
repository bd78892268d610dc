//! The editor's choice for the page: what happened first, then what else is known, nothing twice, no sentence that needs
//! one that is not there.
//!
//! Coverage of concepts (see [`super::choose`]) says what matters; the rules here say what can be read. They are not
//! used where a summary is only measured.

use super::choose::Chooser;
use super::claims::{self, Slot};
use super::days;
use super::fresh::Newest;
use super::headline;
use super::material::{Candidate, Material, Words, share};
use super::offices::Offices;
use super::scene;
use super::standalone::{self, Flaw};
use super::standfirst::decks;
use crate::model::{Language, Report};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Words of a sentence that opens a summary, at least and at most.
const LEAD_WORDS: std::ops::RangeInclusive<u32> = 9..=48;
/// Words of its report before it, at most.
const LEAD_BEFORE: u32 = 45;
/// Fewest words of any other sentence.
const FEWEST_WORDS: u32 = 7;
/// Words left over that are not worth another sentence.
const LEFT_OVER: usize = 10;
/// Share of the smaller sentence's words from which two sentences say the same.
const SAME: f64 = 0.46;
/// The same where there would be too few lines otherwise.
const SAME_AT_LAST: f64 = 0.56;
/// The same for the openings of two reports of one event: they tell the one fact in other words.
const SAME_OPENING: f64 = 0.25;
/// The same for an opening among the key points or the background: it would tell the lead again.
const SAME_AS_LEAD: f64 = 0.18;
/// Words of its report before a sentence that still opens it.
const OPENING: u32 = 12;
/// Words of a sentence that must show its verb: a longer one has one, if perhaps none that is known here.
const VERB_SHOWN: u32 = 13;
/// Share of a sentence's words that the lines chosen so far may have together.
const KNOWN_WORDS: f64 = 0.66;
/// What a sentence's words count for that are told already, against new ones, when key points are chosen.
const TOLD_COUNTS: f64 = 0.3;
/// What a sentence counts whose main clause comes late, when it is to open the summary.
const LATE_CLAUSE: f64 = 0.6;
/// Words of a sentence that tells little beside its counts.
const ONLY_COUNTS: u32 = 26;
/// What a sentence counts that sets a scene, when the story is told in few lines.
const SCENE: f64 = 0.4;
/// What a sentence counts as the lead whose report has a title that announces an explanation, a column, a live blog.
const EXPLAINS: f64 = 0.4;
/// What a sentence counts as the lead none of whose words any other report has, against one that all have.
const SUPPORT: f64 = 0.25;
/// What a sentence gains as the lead whose report opens with the newest state of what the story turns on.
const NEWEST_COUNTS: f64 = 2.0;
/// What a sentence with that state gains beside the lead of its own report.
const BESIDE: f64 = 2.0;
/// Words of that sentence at most.
const MAIN_WORDS: usize = 45;
/// What a sentence gains that follows one that is told, in its report.
const READS_ON: f64 = 1.25;
/// What a sentence counts as the lead that has no word of any title, against one that has them all.
const UNTITLED: f64 = 0.1;
/// Share of a report's sentences in the first person from which it is no report but a column.
const COLUMN: f64 = 0.1;

/// Material with the sentences that an editor would let pass.
pub(crate) struct Editor<'a, 'm> {
    reports: &'a [Report<'a>],
    material: &'m Material<'m>,
    chooser: &'a Chooser<'m>,
    /// By candidate: 0 cannot be told here, 1 only after the sentence before it, 2 alone.
    rank: Vec<u8>,
    /// By candidate, what is found in its words, once it was asked for.
    found: Vec<Found>,
    /// What is known of the story as a whole; nothing where one article is told alone.
    news: Option<News<'a>>,
}

/// Counts that a sentence tells: what is counted, and the bits of how many.
type Counts = Vec<(Slot, u64)>;

/// What is asked of a sentence again and again while others are chosen.
#[derive(Clone, Default)]
struct Found {
    counts: OnceCell<Counts>,
    words: OnceCell<Words>,
    /// What it counts for the scene that it sets or does not.
    scene: OnceCell<f64>,
}

/// What is new in a story: see [`super::fresh`].
struct News<'a> {
    newest: &'a Newest,
    ages: &'a [f64],
}

impl<'a, 'm> Editor<'a, 'm> {
    /// Judges every candidate once.
    pub(crate) fn new(
        reports: &'a [Report<'a>],
        material: &'m Material<'m>,
        chooser: &'a Chooser<'m>,
        offices: &Offices,
    ) -> Self {
        let columns = columns(material, reports.len());
        let others = material.candidates.iter().any(|candidate| !columns[candidate.report]);
        let decks = decks(reports, material);
        let newest = days::newest(reports);
        let rank = material
            .candidates
            .iter()
            .zip(&decks)
            .map(|(candidate, deck)| {
                let article = reports[candidate.report].article;
                let text = candidate.span.of(&article.text);
                let english = article.language.is_none_or(|language| language == Language::ENGLISH);
                let verbless = english && candidate.words < VERB_SHOWN && !standalone::has_verb(text);
                let misleads = || newest.is_some_and(|newest| days::misleads(candidate, reports, newest));
                if others && columns[candidate.report]
                    || *deck
                    || verbless
                    || offices.doubtful(text)
                    || misleads()
                {
                    return 0;
                }
                match candidate.standing.flaw() {
                    None if standalone::opens_alone(text) => 2,
                    None if standalone::bare_quotation(text) => 0,
                    None => 1,
                    Some(Flaw::Pointing) => 1,
                    Some(_) => 0,
                }
            })
            .collect();
        let found = vec![Found::default(); material.candidates.len()];
        Self { reports, material, chooser, rank, found, news: None }
    }

    /// As it is, for a story of which the newest counts and the ages of the reports are known.
    pub(crate) fn knowing(mut self, newest: &'a Newest, ages: &'a [f64]) -> Self {
        self.news = Some(News { newest, ages });
        self
    }

    /// The single words of a candidate.
    pub(crate) fn words(&self, index: usize) -> &Words {
        self.found[index].words.get_or_init(|| self.material.single_words(&self.material.candidates[index]))
    }

    /// What it counts for the scene that it sets or does not.
    fn scene(&self, index: usize) -> f64 {
        let judge = || if scene::sets_a_scene(self.text(index)) { SCENE } else { 1.0 };
        *self.found[index].scene.get_or_init(judge)
    }

    /// Whether it can be read with nothing before it.
    pub(crate) fn stands(&self, index: usize) -> bool {
        self.rank[index] == 2
    }

    /// The sentence that says what happened.
    pub(crate) fn lead(&self, covered: &[bool]) -> Option<usize> {
        let opening = |index: &usize| {
            let candidate = &self.material.candidates[*index];
            self.stands(*index) && candidate.before <= LEAD_BEFORE && LEAD_WORDS.contains(&candidate.words)
        };
        let mut titles: BTreeMap<u32, f64> = BTreeMap::new();
        let mut told: Vec<bool> = vec![false; self.reports.len()];
        for (report, concepts) in &self.material.titles {
            let title = &self.reports[*report].article.title;
            told[*report] = self.tells_main(title, *report);
            let counts = self.news.as_ref().map_or(1.0, |news| {
                let stale = news.newest.stale(title, *report, &self.reports[*report]);
                if stale { 0.0 } else { news.ages[*report] }
            });
            for concept in concepts {
                *titles.entry(*concept).or_default() += counts;
            }
        }
        for index in (0..self.rank.len()).filter(opening) {
            let report = self.material.candidates[index].report;
            told[report] |= self.tells_main(self.text(index), report);
        }
        let all: f64 = titles.values().sum::<f64>().max(1.0);
        let measure = |index: usize| {
            let text = self.text(index);
            let candidate = &self.material.candidates[index];
            let main = standalone::opens_with_its_main_clause(text);
            let titled: f64 = candidate.concepts.iter().filter_map(|concept| titles.get(concept)).sum();
            let main = if main { 1.0 } else { LATE_CLAUSE };
            let newest = if told[candidate.report] { NEWEST_COUNTS } else { 1.0 };
            let explains = self.news.is_some()
                && headline::explains(self.reports[candidate.report].article)
                && !self.reports[candidate.report].article.title.is_empty();
            let explains = if explains { EXPLAINS } else { 1.0 };
            let told_by = SUPPORT + (1.0 - SUPPORT) * self.supported(index);
            self.chooser.score(index, covered)
                * main
                * self.scene(index)
                * newest
                * explains
                * told_by
                * (UNTITLED + titled / all)
        };
        self.best(opening, measure, |_| true)
            .or_else(|| self.best(|&index| self.stands(index), measure, |_| true))
    }

    /// Share of a sentence's words that another independent report has too; 1 where there is no other.
    fn supported(&self, index: usize) -> f64 {
        if self.material.independent.len() < 2 {
            return 1.0;
        }
        let words = self.words(index);
        let shared =
            words.iter().filter(|word| self.material.concepts[**word as usize].seen.len() > 1).count();
        shared as f64 / words.len().max(1) as f64
    }

    /// Whether a text of this report has the newest state of the count that the story turns on.
    fn tells_main(&self, text: &str, report: usize) -> bool {
        self.news.as_ref().is_some_and(|news| news.newest.tells_main(text, report, &self.reports[report]))
    }

    fn text(&self, index: usize) -> &str {
        self.material.candidates[index].text(self.reports)
    }

    /// The candidate with the greatest measure, if that is over 0, among those that fit, which is looked at last.
    fn best(
        &self,
        among: impl Fn(&usize) -> bool,
        measure: impl Fn(usize) -> f64,
        fits: impl Fn(&usize) -> bool,
    ) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for index in (0..self.rank.len()).filter(among) {
            let score = measure(index);
            if score > best.map_or(0.0, |(most, _)| most) && fits(&index) {
                best = Some((score, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The summary's sentences in the order of telling, at most `budget` words. `covered` is carried on.
    pub(crate) fn summary(&self, budget: usize, covered: &mut [bool]) -> Vec<usize> {
        let Some(lead) =
            self.lead(covered).filter(|&lead| self.material.candidates[lead].words as usize <= budget)
        else {
            return Vec::new();
        };
        let mut chosen = vec![lead];
        let mut told = vec![self.words(lead).clone()];
        self.chooser.cover(lead, covered);
        let mut left = budget - self.material.candidates[lead].words as usize;
        // What the story turns on stands right behind what happened.
        let tells = |index: usize| self.tells_main(self.text(index), self.material.candidates[index].report);
        if !tells(lead) {
            let near = |index: &usize| {
                let candidate = &self.material.candidates[*index];
                self.rank[*index] == 2
                    && *index != lead
                    && candidate.words as usize <= left.min(MAIN_WORDS)
                    && candidate.words >= 5
                    && tells(*index)
            };
            let measure = |index: usize| {
                let same = self.material.candidates[index].report == self.material.candidates[lead].report;
                self.chooser.score(index, covered) * if same { BESIDE } else { 1.0 }
            };
            if let Some(main) = self.best(near, measure, |_| true) {
                self.chooser.cover(main, covered);
                left -= self.material.candidates[main].words as usize;
                told.push(self.words(main).clone());
                chosen.push(main);
            }
        }
        while left >= LEFT_OVER {
            let fits = |index: &usize| {
                let candidate = &self.material.candidates[*index];
                let follows = self.rank[*index] == 1 && self.follows(*index, &chosen);
                (FEWEST_WORDS..=left as u32).contains(&candidate.words)
                    && (self.rank[*index] == 2 || follows)
                    && !chosen.contains(index)
                    && !self.said(*index, &chosen, &told, SAME)
            };
            let measure = |index: usize| {
                // What a report says right behind what is told reads on from it.
                let reads_on = self.follows(index, &chosen);
                self.chooser.score(index, covered) * self.scene(index) * if reads_on { READS_ON } else { 1.0 }
            };
            let Some(next) = self.best(|&index| self.rank[index] > 0, measure, fits) else { break };
            self.chooser.cover(next, covered);
            left -= self.material.candidates[next].words as usize;
            told.push(self.words(next).clone());
            chosen.push(next);
        }
        self.in_order(&chosen)
    }

    /// Whether the sentence before it in its report is told too.
    fn follows(&self, index: usize, chosen: &[usize]) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let (here, there) = (&self.material.candidates[index], &self.material.candidates[before]);
        chosen.contains(&before) && here.report == there.report && here.sentence == there.sentence + 1
    }

    /// Whether the lines chosen say it already.
    fn said(&self, index: usize, chosen: &[usize], told: &[Words], same: f64) -> bool {
        let mine = self.words(index);
        if mine.is_empty() {
            return true;
        }
        let candidate = &self.material.candidates[index];
        if candidate.words <= ONLY_COUNTS {
            let counts = self.counts(index);
            let before = |count: &(Slot, u64)| chosen.iter().any(|&other| self.counts(other).contains(count));
            if !counts.is_empty() && counts.iter().all(before) {
                return true;
            }
        }
        let opens = candidate.before <= LEAD_BEFORE;
        for (&other, words) in chosen.iter().zip(told) {
            let there = &self.material.candidates[other];
            let both = opens
                && there.before <= LEAD_BEFORE
                && there.report != candidate.report
                && self.reports[there.report].event == self.reports[candidate.report].event;
            let enough = if both { SAME_OPENING.max(same - SAME + SAME_OPENING) } else { same };
            if share(mine, words) >= enough {
                return true;
            }
        }
        known(mine, told) >= KNOWN_WORDS
    }

    /// The counts of people and weapons that a sentence tells.
    fn counts(&self, index: usize) -> &Counts {
        self.found[index].counts.get_or_init(|| {
            let report = &self.reports[self.material.candidates[index].report];
            let counts = claims::counts(self.text(index), report.article.language);
            counts.iter().map(|(slot, number)| (*slot, number.value.to_bits())).collect()
        })
    }

    /// What happened first; then as the reports have it, what needs its neighbor right behind it.
    fn in_order(&self, chosen: &[usize]) -> Vec<usize> {
        let head = |mut index: usize| {
            while self.rank[index] == 1 && self.follows(index, chosen) {
                index -= 1;
            }
            index
        };
        let lead = chosen[0];
        let tells = |index: usize| self.tells_main(self.text(index), self.material.candidates[index].report);
        let mut out = chosen.to_vec();
        out.sort_by_key(|&index| {
            let head = head(index);
            let candidate = &self.material.candidates[head];
            let same_report = candidate.report == self.material.candidates[lead].report;
            (head != lead, !tells(head), candidate.before / 90, !same_report, candidate.report, head, index)
        });
        out
    }

    /// Key points: what else matters, each readable alone, none said before. Best first.
    pub(crate) fn points(
        &self,
        (fewest, most): (usize, usize),
        longest: usize,
        summary: &[usize],
        covered: &mut [bool],
    ) -> Vec<usize> {
        let mut told: Vec<Words> = summary.iter().map(|&index| self.words(index).clone()).collect();
        let mut chosen: Vec<usize> = summary.to_vec();
        let mut out = Vec::new();
        let blank = self.chooser.blank();
        let mut strict = true;
        while out.len() < most {
            let fits = |index: &usize| {
                let candidate = &self.material.candidates[*index];
                self.stands(*index)
                    && (FEWEST_WORDS..=longest as u32).contains(&candidate.words)
                    && !self.same_sentence(*index, &chosen)
                    && if strict {
                        !self.said(*index, &chosen, &told, SAME) && !self.tells_the_lead(*index, told.first())
                    } else {
                        !self.said(*index, &chosen, &told, SAME_AT_LAST)
                    }
            };
            let measure = |index: usize| {
                self.chooser.score(index, covered) + TOLD_COUNTS * self.chooser.score(index, &blank)
            };
            let Some(next) = self.best(|&index| self.rank[index] > 0, measure, fits) else {
                // Rather a point that has some of its words in common than fewer points than readers want.
                if strict && out.len() < fewest {
                    strict = false;
                    continue;
                }
                break;
            };
            self.chooser.cover(next, covered);
            told.push(self.words(next).clone());
            chosen.push(next);
            out.push(next);
        }
        out
    }

    /// Whether it opens its report and has a part of the lead's words: the one fact in other words.
    fn tells_the_lead(&self, index: usize, lead: Option<&Words>) -> bool {
        self.material.candidates[index].before <= OPENING
            && lead.is_some_and(|lead| share(self.words(index), lead) >= SAME_AS_LEAD)
    }

    fn same_sentence(&self, index: usize, chosen: &[usize]) -> bool {
        let place = |candidate: &Candidate<'_>| (candidate.report, candidate.sentence);
        let here = place(&self.material.candidates[index]);
        chosen.iter().any(|&other| place(&self.material.candidates[other]) == here)
    }

    /// The best sentences for which `wanted` holds, each readable alone and none of them said in `told` before.
    pub(crate) fn others(
        &self,
        most: usize,
        told: &mut Vec<Words>,
        wanted: impl Fn(&Candidate<'_>) -> bool,
    ) -> Vec<usize> {
        let blank = self.chooser.blank();
        let mut ranked: Vec<(f64, usize)> = (0..self.rank.len())
            .filter(|&index| {
                let candidate = &self.material.candidates[index];
                self.stands(index) && (FEWEST_WORDS..=45).contains(&candidate.words) && wanted(candidate)
            })
            .map(|index| (self.chooser.score(index, &blank), index))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut out = Vec::new();
        for (_, index) in ranked.into_iter().take(200) {
            if out.len() == most {
                break;
            }
            let mine = self.words(index);
            if self.tells_the_lead(index, told.first()) {
                continue;
            }
            if told.iter().all(|words| share(mine, words) < SAME) && known(mine, told) < 0.8 {
                told.push(mine.clone());
                out.push(index);
            }
        }
        out
    }
}

/// Share of the words that any of the lines has.
fn known(words: &[u32], told: &[Words]) -> f64 {
    let common = words.iter().filter(|word| told.iter().any(|line| line.binary_search(word).is_ok())).count();
    if words.is_empty() { 1.0 } else { common as f64 / words.len() as f64 }
}

/// The reports that speak in the first person outside of quotations: columns, whatever they call themselves.
fn columns(material: &Material<'_>, reports: usize) -> Vec<bool> {
    let mut count = vec![(0usize, 0usize); reports];
    for candidate in &material.candidates {
        let (all, personal) = &mut count[candidate.report];
        *all += 1;
        *personal += usize::from(candidate.standing.flaw() == Some(Flaw::Person));
    }
    count.into_iter().map(|(all, personal)| personal >= 2 && personal as f64 >= all as f64 * COLUMN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::config::ChooseConfig;
    use crate::compose::material;
    use crate::compose::readings::Readings;
    use crate::model::{Analysis, Article, BlockKind, Sentence, SentenceKind, Span};

    fn article(number: usize, sentences: &[&str]) -> (Article, Analysis) {
        let text = sentences.join(" ");
        let url = format!("https://a{number}.example/x");
        let mut article = Article::from_blocks(Some(&url), 0, &[(BlockKind::Paragraph, &text)]);
        article.language = Some(Language::ENGLISH);
        let mut analysis = Analysis::default();
        let mut at = 0;
        for sentence in sentences {
            let span = Span::new(at, at + sentence.len());
            analysis.sentences.push(Sentence { span, block: 0, kind: SentenceKind::Prose });
            at += sentence.len() + 1;
        }
        (article, analysis)
    }

    fn check(articles: &[&[&str]], summary: &[&str], points: &[&str]) {
        let read: Vec<(Article, Analysis)> =
            articles.iter().enumerate().map(|(number, sentences)| article(number, sentences)).collect();
        let reports: Vec<Report> = read
            .iter()
            .zip(0..)
            .map(|((article, analysis), independent)| Report {
                article,
                analysis,
                copy_of: None,
                event: 0,
                independent,
            })
            .collect();
        let material =
            material::gather(&reports, &mut Readings::default(), Some(Language::ENGLISH), |_| true);
        let chooser = Chooser::new(&material, ChooseConfig::default().blend(reports.len()));
        let editor = Editor::new(&reports, &material, &chooser, &Offices::of(&reports));
        let mut covered = chooser.blank();
        let chosen = editor.summary(45, &mut covered);
        let text = |index: &usize| editor.text(*index).to_owned();
        assert_eq!(chosen.iter().map(text).collect::<Vec<_>>(), summary);
        let more = editor.points((0, 3), 40, &chosen, &mut covered);
        assert_eq!(more.iter().map(text).collect::<Vec<_>>(), points);
    }

    #[test]
    fn one_fact_is_told_once_and_nothing_leans_on_what_is_not_there() {
        check(
            &[
                &[
                    "The ferry Arden sank off Port Lumen on Monday with 31 people on board.",
                    "Harbor master Ada Quill closed the port for the night after the rescue.",
                ],
                &[
                    "A ferry with 31 people on board, the Arden, sank on Monday off Port Lumen.",
                    "\u{201c}Nobody saw it coming and nobody will forget it.\u{201d}",
                    "The company declined to say how old the ship had been on that day.",
                    "Divers found the hull at forty meters on Tuesday and will raise it in June.",
                ],
            ],
            &[
                "The ferry Arden sank off Port Lumen on Monday with 31 people on board.",
                "Harbor master Ada Quill closed the port for the night after the rescue.",
                "Divers found the hull at forty meters on Tuesday and will raise it in June.",
            ],
            &[],
        );
    }
}
