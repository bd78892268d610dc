//! The keeper of the desk: places what arrived, tells the stories that changed, and writes both down in one step.
//!
//! The order is fixed, so that a run that was killed and taken up again ends like one that was not: all that waits is
//! sorted, placed in that order in small steps, and looked over once at the end. Every step stands in the store with what
//! was done to the desk; a desk is made again from its last snapshot and the steps behind it.

use super::retell::{self, Analyses};
use crate::remote::{Models, Writer};
use crate::run::wide;
use crate::store::{
    Action, ChangeKind, Correction, NewChange, Placed, Result, SettledCorrection, Snapshot, Store,
    StoryState, StoryWrite, Version,
};
use newsloom_core::flow::{self, Desk};
use newsloom_core::model::{self, Change as DeskChange, Changed, Named, Report, StoryId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Articles placed in one transaction.
const STEP: usize = 200;
/// Articles that wait and are sorted together.
const MOST_SORTED: usize = 20_000;
/// Steps between two snapshots: what a start replays at most.
const SNAPSHOT_EVERY: u64 = 200;
/// Articles read back at once at a start.
const REPLAY: usize = 1000;
/// The note of the last edit that was told.
const TOLD_EDITS: &str = "told_edits";

/// What was done to the desk in a step, after its articles were placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Call {
    /// It looked back at what was touched.
    Tend,
    /// It was told better by people.
    Correct(model::Correction),
}

/// The one who tends the desk.
pub(super) struct Keeper {
    desk: Desk,
    /// Steps that the desk knows.
    step: u64,
    /// Steps that the last snapshot knows.
    kept: u64,
    placed: u64,
    analyses: Analyses,
    config: flow::Config,
    models: Arc<Models>,
    /// Whether a story is told before the model that words it has answered, and told anew then.
    words_later: bool,
}

impl Keeper {
    /// With an empty desk. `words_later`: no story waits for the model that words it.
    pub fn asleep(config: &flow::Config, models: Arc<Models>, words_later: bool) -> Self {
        Self {
            desk: Desk::new(config),
            step: 0,
            kept: 0,
            placed: 0,
            analyses: Analyses::default(),
            config: config.clone(),
            models,
            words_later,
        }
    }

    /// Makes the desk again from the store.
    pub fn wake(
        store: &dyn Store,
        config: &flow::Config,
        models: Arc<Models>,
        words_later: bool,
    ) -> Result<Self> {
        let mut keeper = Self::asleep(config, models, words_later);
        if let Some(snapshot) = store.snapshot()? {
            match Desk::restore(&snapshot.bytes, config) {
                Ok(desk) => {
                    keeper.desk = desk;
                    (keeper.step, keeper.kept, keeper.placed) =
                        (snapshot.step, snapshot.step, snapshot.placed);
                }
                // An older form: the tape has it all.
                Err(error) => tracing::info!(%error, "the desk's snapshot is not read; the tape is replayed"),
            }
        }
        keeper.replay(store)?;
        Ok(keeper)
    }

    /// Does again what the steps behind the snapshot did.
    fn replay(&mut self, store: &dyn Store) -> Result<()> {
        loop {
            let steps = store.steps(self.step, REPLAY)?;
            if steps.is_empty() {
                break;
            }
            for step in steps {
                while self.placed < step.placed {
                    let wanted = ((step.placed - self.placed) as usize).min(REPLAY);
                    let tape = store.placed(self.placed, wanted)?;
                    if tape.is_empty() {
                        // Retention took the rest of it away.
                        self.placed = step.placed;
                        break;
                    }
                    self.placed += tape.len() as u64;
                    self.put(&tape);
                }
                match step.call.as_deref().map(serde_json::from_str::<Call>) {
                    Some(Ok(Call::Tend)) => self.desk.tend(None),
                    Some(Ok(Call::Correct(correction))) => {
                        let _ = self.desk.correct(&correction);
                    }
                    Some(Err(error)) => {
                        tracing::warn!(%error, step = step.number, "a step is not understood")
                    }
                    None => {}
                }
                self.step = step.number;
            }
        }
        self.desk.take_changes();
        Ok(())
    }

    /// Articles on the desk.
    pub fn len(&self) -> usize {
        self.desk.len()
    }

    /// Places articles, in their order.
    fn put(&mut self, versions: &[Version]) {
        let analyses = self.analyses.of(versions, &self.config);
        for (version, analysis) in versions.iter().zip(&analyses) {
            self.desk.place(&version.article, analysis);
        }
    }

    /// Places what waits, obeys what people said, and tells what changed. How many articles were placed.
    pub fn work(&mut self, store: &dyn Store, now: Timestamp) -> Result<usize> {
        self.correct(store, now)?;
        let mut waiting = store.unplaced(MOST_SORTED)?;
        waiting.sort_by_cached_key(|version| flow::before(&version.article));
        let count = waiting.len();
        let steps = count.div_ceil(STEP);
        for (number, step) in waiting.chunks(STEP).enumerate() {
            self.put(step);
            let last = number + 1 == steps;
            if last {
                self.desk.tend(None);
            }
            let mut placed = Placed {
                at: now,
                articles: step.iter().map(|version| version.article.id).collect(),
                call: last.then(|| call(&Call::Tend)).flatten(),
                ..Placed::default()
            };
            self.placed += step.len() as u64;
            let changes = self.desk.take_changes();
            self.tell(store, &changes, &mut placed, now)?;
            self.write(store, &placed)?;
        }
        self.edits(store, now)?;
        if self.step >= self.kept + SNAPSHOT_EVERY {
            self.keep(store)?;
        }
        Ok(count)
    }

    /// Keeps the desk as it is, so that the next start is quick.
    pub fn keep(&mut self, store: &dyn Store) -> Result<()> {
        if self.step > self.kept {
            let bytes = self.desk.snapshot();
            store.keep_snapshot(&Snapshot { step: self.step, placed: self.placed, bytes })?;
            self.kept = self.step;
        }
        Ok(())
    }

    fn write(&mut self, store: &dyn Store, placed: &Placed) -> Result<()> {
        store.place(placed)?;
        self.step += 1;
        Ok(())
    }

    /// Makes and takes back the corrections that wait.
    fn correct(&mut self, store: &dyn Store, now: Timestamp) -> Result<()> {
        for correction in store.waiting_corrections()? {
            let wish = wish(&correction);
            let (mut placed, mut settled) = (
                Placed { at: now, ..Placed::default() },
                SettledCorrection { id: correction.id, number: correction.number, refused: None },
            );
            match self.desk.correct(&wish) {
                Ok(changes) => {
                    if correction.number.is_none() {
                        settled.number = Some(self.desk.corrections());
                    }
                    placed.call = call(&Call::Correct(wish));
                    self.tell(store, &changes, &mut placed, now)?;
                    if correction.undone.is_some() {
                        placed.gone.extend(self.old_address(&correction.action, &changes));
                        let stories: Vec<StoryId> =
                            placed.stories.iter().map(|write| write.told.digest.story).collect();
                        placed.changes.extend(stories.into_iter().map(|story| NewChange {
                            kind: ChangeKind::Undone,
                            story,
                            article: None,
                            other: None,
                            note: format!("{} took correction {} back", correction.by, correction.id),
                        }));
                    }
                }
                Err(error) => settled.refused = Some(error.to_string()),
            }
            let done = placed.call.is_some();
            placed.corrections.push(settled);
            store.place(&placed)?;
            self.step += u64::from(done);
        }
        Ok(())
    }

    /// Two stories that were one for a while stand apart again, one of them under an id that it may not have had: the address
    /// that it had before leads to it.
    fn old_address(&self, action: &Action, changes: &[DeskChange]) -> Option<(StoryId, Option<StoryId>)> {
        let Action::Merge { from, into } = action else { return None };
        let apart =
            |change: &DeskChange| matches!(change.what, Changed::Split { .. }).then_some(change.story);
        let mut apart = changes.iter().filter_map(apart);
        let (Some(fresh), None) = (apart.next(), apart.next()) else { return None };
        let stands = |id: &StoryId| self.desk.resolve(*id) == Some(*id);
        let old = match (stands(from), stands(into)) {
            (true, false) => *into,
            (false, true) => *from,
            _ => return None,
        };
        (fresh != old).then_some((old, Some(fresh)))
    }

    /// Tells stories anew of which an article got another wording.
    fn edits(&mut self, store: &dyn Store, now: Timestamp) -> Result<()> {
        let told: u64 = store.note(TOLD_EDITS)?.and_then(|note| note.parse().ok()).unwrap_or(0);
        let mut fresh = Vec::new();
        let mut before = None;
        'pages: loop {
            let page = store.edits(before, STEP)?;
            let full = page.len() == STEP;
            for edit in page {
                if edit.arrival <= told {
                    break 'pages;
                }
                before = Some(edit.arrival);
                fresh.push(edit);
            }
            if !full {
                break;
            }
        }
        let Some(last) = fresh.first().map(|edit| edit.arrival) else { return Ok(()) };
        let mut stories: BTreeMap<StoryId, Vec<NewChange>> = BTreeMap::new();
        let ids: Vec<_> = fresh.iter().map(|edit| edit.article).collect();
        for row in store.rows(&ids)? {
            if let Some(story) = row.story {
                let change = NewChange {
                    kind: ChangeKind::Edited,
                    story,
                    article: Some(row.id),
                    other: None,
                    note: format!("{} changed its text", row.domain),
                };
                let changes = stories.entry(story).or_default();
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
        }
        let mut placed = Placed { at: now, ..Placed::default() };
        let touched: BTreeSet<StoryId> = stories.keys().copied().collect();
        placed.stories = self.told(store, &touched, now)?;
        placed.changes = stories.into_values().flatten().collect();
        if !placed.stories.is_empty() {
            store.place(&placed)?;
        }
        store.set_note(TOLD_EDITS, &last.to_string())
    }

    /// Fills a step with what the desk's changes mean for the stories.
    fn tell(
        &mut self,
        store: &dyn Store,
        changes: &[DeskChange],
        placed: &mut Placed,
        now: Timestamp,
    ) -> Result<()> {
        let mut touched = BTreeSet::new();
        let mut closed = BTreeSet::new();
        let mut ended = BTreeSet::new();
        for change in changes {
            touched.insert(change.story);
            match &change.what {
                Changed::Merged { from } => drop(ended.insert(*from)),
                Changed::Moved { from, .. } | Changed::Split { from, .. } => drop(touched.insert(*from)),
                Changed::Closed => drop(closed.insert(change.story)),
                Changed::Reopened => drop(closed.remove(&change.story)),
                Changed::Born { .. } | Changed::Joined { .. } | Changed::Copied { .. } => {}
            }
            placed.changes.push(new_change(change));
        }
        for id in ended.iter().chain(&touched) {
            let leads_to = self.desk.resolve(*id).filter(|to| to != id);
            if leads_to.is_some() || self.desk.resolve(*id).is_none() && !closed.contains(id) {
                placed.gone.push((*id, leads_to));
            }
        }
        touched.retain(|id| !placed.gone.iter().any(|(gone, _)| gone == id));
        placed.stories = self.told(store, &touched, now)?;
        for id in closed {
            // A story that closed in this very step was told before, or is told here for the last time.
            if let Some(write) = placed.stories.iter_mut().find(|write| write.told.digest.story == id) {
                write.state = StoryState::Closed;
            } else if let Some(told) = store.told(id)? {
                let members = store.members(id)?;
                placed.stories.push(StoryWrite { told, members, state: StoryState::Closed });
            }
        }
        Ok(())
    }

    /// Tells stories that are on the desk.
    fn told(
        &mut self,
        store: &dyn Store,
        ids: &BTreeSet<StoryId>,
        now: Timestamp,
    ) -> Result<Vec<StoryWrite>> {
        let stories: Vec<model::Story> = ids.iter().filter_map(|id| self.desk.story(*id)).collect();
        if stories.is_empty() {
            return Ok(Vec::new());
        }
        let independent = self.desk.independent();
        let mut material = Vec::with_capacity(stories.len());
        for story in stories {
            material.push(retell::gather(store, &mut self.analyses, story, &self.config)?);
        }
        let (config, writer) = (&self.config, self.models.writer.as_ref());
        let draft = |story, reports: &[Report<'_>]| match writer? {
            writer if self.words_later => writer.draft_later(story, reports, config),
            writer => writer.draft(reports, config),
        };
        let told = wide::each(material, |material| retell::tell(material, &independent, now, config, draft));
        self.ask_writer();
        Ok(told)
    }

    /// Has the model that words stories asked what waits, on a thread that ends when nothing does.
    fn ask_writer(&self) {
        if !self.models.writer.as_ref().is_some_and(Writer::waits) {
            return;
        }
        let models = Arc::clone(&self.models);
        let ask = move || models.writer.as_ref().map_or((), Writer::say_waiting);
        if let Err(error) = std::thread::Builder::new().name("writer".to_owned()).spawn(ask) {
            tracing::warn!(%error, "no thread to ask the model on; it is tried again");
        }
    }

    /// Tells the stories anew that a model has worded meanwhile. Whether there were any.
    pub fn reword(&mut self, store: &dyn Store, now: Timestamp) -> Result<bool> {
        let worded = self.models.writer.as_ref().map(Writer::worded).unwrap_or_default();
        let stories = self.told(store, &worded, now)?;
        if stories.is_empty() {
            return Ok(false);
        }
        let change = |write: &StoryWrite| NewChange {
            kind: ChangeKind::Retold,
            story: write.told.digest.story,
            article: None,
            other: None,
            note: String::new(),
        };
        let changes = stories.iter().map(change).collect();
        store.place(&Placed { at: now, stories, changes, ..Placed::default() })?;
        Ok(true)
    }
}

/// A call as it is written down.
fn call(call: &Call) -> Option<String> {
    serde_json::to_string(call).ok()
}

/// A correction as the desk takes it.
fn wish(correction: &Correction) -> model::Correction {
    if let (Some(number), Some(_)) = (correction.number, correction.undone) {
        return model::Correction::Undo { correction: number };
    }
    match correction.action.clone() {
        Action::Merge { from, into } => {
            model::Correction::Merge { stories: vec![Named::Story(into), Named::Story(from)] }
        }
        Action::Split { story, articles } => {
            model::Correction::Split { story: Named::Story(story), articles }
        }
        Action::Move { article, to } => model::Correction::Move { article, to: Named::Story(to) },
        Action::Pin { article, .. } => model::Correction::Pin { article },
    }
}

/// A change of the desk as readers follow it.
fn new_change(change: &DeskChange) -> NewChange {
    let (kind, article, other) = match &change.what {
        Changed::Born { article } => (ChangeKind::Born, Some(*article), None),
        Changed::Joined { article } | Changed::Copied { article, .. } => {
            (ChangeKind::Joined, Some(*article), None)
        }
        Changed::Moved { article, from } => (ChangeKind::Moved, Some(*article), Some(*from)),
        Changed::Merged { from } => (ChangeKind::Merged, None, Some(*from)),
        Changed::Split { from, .. } => (ChangeKind::Split, None, Some(*from)),
        Changed::Closed => (ChangeKind::Closed, None, None),
        Changed::Reopened => (ChangeKind::Reopened, None, None),
    };
    NewChange { kind, story: change.story, article, other, note: change.why.clone() }
}
