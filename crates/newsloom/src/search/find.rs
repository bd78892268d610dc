//! Looking things up: a query's tree to the index, hits in order.

use super::index::{Fields, Index};
use super::query::{self, Part, Query};
use super::{Kind, SearchError, terms};
use newsloom_core::model::Language;
use std::ops::Bound;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Lookup,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// Best hits that newness may put in another order. Below them the order is that of the words alone.
const FRESH_WINDOW: usize = 100;
/// What being brand-new adds to a hit, as a share of its score.
const FRESH_SHARE: f32 = 0.35;
/// Days after which that has fallen to about a third.
const FRESH_DAYS: f32 = 14.0;
/// Hits that can be paged through. Whoever wants more narrows the query.
pub const DEEPEST_HIT: usize = 1_000;
/// Words that a beginning (`port*`) stands for at most, the most frequent ones.
const MOST_ENDINGS: usize = 64;
/// Words looked at to find those.
const MOST_LOOKED_AT: usize = 4_096;

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best match first, of equal ones the newer.
    #[default]
    Best,
    /// Newest first.
    Newest,
}

/// What is wanted of a search.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Which hits: only these.
    pub kind: Option<Kind>,
    /// In which order.
    pub order: Order,
    /// Hits passed over, at most [`DEEPEST_HIT`].
    pub offset: usize,
    /// Hits wanted.
    pub limit: usize,
    /// The present, in seconds since 1970: newness is counted from here.
    pub now: i64,
}

/// One hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Id of the article or story.
    pub id: String,
    /// Which of the two.
    pub kind: Kind,
    /// How well it matches; comparable within one search only.
    pub score: f32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The hits wanted, in order.
    pub hits: Vec<Hit>,
    /// How many entries match in all.
    pub matches: usize,
}

impl Index {
    /// Looks a query up. Takes no lock that a writer holds.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn find(&self, query: &Query, wanted: &Wanted) -> Result<Found, SearchError> {
        let searcher = self.reader.searcher();
        let languages = wanted_languages(&query.root).unwrap_or_else(|| self.languages());
        let planner = Planner { fields: &self.fields, searcher: &searcher, languages: &languages };
        let mut lookup = planner.plan(&query.root);
        if let Some(kind) = wanted.kind {
            lookup = both(lookup, planner.kind(kind));
        }
        let matches = searcher.search(&*lookup, &Count)?;
        let offset = wanted.offset.min(DEEPEST_HIT);
        let end = (offset + wanted.limit).min(DEEPEST_HIT).max(offset);
        if end == offset || matches == 0 {
            return Ok(Found { hits: Vec::new(), matches });
        }
        let ranked: Vec<(f32, DocAddress)> = match wanted.order {
            Order::Newest => searcher
                .search(
                    &*lookup,
                    &TopDocs::with_limit(end).order_by_fast_field::<i64>("published", tantivy::Order::Desc),
                )?
                .into_iter()
                .map(|(_, place)| (0.0, place))
                .collect(),
            Order::Best => {
                let best = searcher
                    .search(&*lookup, &TopDocs::with_limit(end.max(FRESH_WINDOW)).order_by_score())?;
                self.freshened(&searcher, best, wanted.now)
            }
        };
        let mut hits = Vec::with_capacity(end - offset);
        for (score, place) in ranked.into_iter().take(end).skip(offset) {
            let document: TantivyDocument = searcher.doc(place)?;
            if let Some((id, story)) = self.named(&document) {
                hits.push(Hit { id, kind: if story { Kind::Story } else { Kind::Article }, score });
            }
        }
        Ok(Found { hits, matches })
    }

    /// The first hits in the order of score and newness together.
    fn freshened(
        &self,
        searcher: &Searcher,
        mut best: Vec<(f32, DocAddress)>,
        now: i64,
    ) -> Vec<(f32, DocAddress)> {
        let window = best.len().min(FRESH_WINDOW);
        for (score, place) in &mut best[..window] {
            let segment = searcher.segment_reader(place.segment_ord);
            let published =
                segment.fast_fields().i64("published").ok().and_then(|column| column.first(place.doc_id));
            if let Some(published) = published {
                let days = (now - published).max(0) as f32 / 86_400.0;
                *score *= 1.0 + FRESH_SHARE * (-days / FRESH_DAYS).exp();
            }
        }
        best[..window].sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best
    }
}

/// The languages that the query itself asks for, if it does so for all its words.
fn wanted_languages(root: &Part) -> Option<Vec<Language>> {
    let Part::All(parts) = root else { return None };
    let asked = parts.iter().find_map(|part| match part {
        Part::Language(language) => Some(*language),
        _ => None,
    });
    asked.map(|language| vec![language])
}

struct Planner<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
    languages: &'a [Language],
}

fn both(a: Box<dyn Lookup>, b: Box<dyn Lookup>) -> Box<dyn Lookup> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, a), (Occur::Must, b)]))
}

impl Planner<'_> {
    /// The depth of the tree is capped where it is read.
    fn plan(&self, part: &Part) -> Box<dyn Lookup> {
        match part {
            Part::All(parts) => {
                let mut clauses: Vec<(Occur, Box<dyn Lookup>)> = Vec::with_capacity(parts.len());
                for part in parts {
                    clauses.push(match part {
                        Part::Not(inner) => (Occur::MustNot, self.plan(inner)),
                        other => (Occur::Must, self.plan(other)),
                    });
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Part::Either(parts) => Box::new(BooleanQuery::new(
                parts.iter().map(|part| (Occur::Should, self.plan(part))).collect(),
            )),
            Part::Not(inner) => {
                let all: Box<dyn Lookup> = Box::new(AllQuery);
                Box::new(BooleanQuery::new(vec![(Occur::Must, all), (Occur::MustNot, self.plan(inner))]))
            }
            Part::Word(field, word) => self.word(*field, word),
            Part::Beginning(field, beginning) => self.beginning(self.words_of(*field), beginning),
            Part::Phrase(field, text) => self.phrase(self.words_of(*field), text),
            Part::Source(domain) => self.exactly(self.fields.source, domain),
            Part::Language(language) => self.exactly(self.fields.language, language.as_str()),
            Part::Kind(kind) => self.kind(*kind),
            Part::Published { from, to } => {
                let bound = |at: &Option<i64>| {
                    at.map_or(Bound::Unbounded, |at| {
                        Bound::Included(Term::from_field_i64(self.fields.published, at))
                    })
                };
                if from.is_none() && to.is_none() {
                    return Box::new(AllQuery);
                }
                constant(Box::new(RangeQuery::new(bound(from), bound(to))))
            }
        }
    }

    fn words_of(&self, field: query::Field) -> Field {
        match field {
            query::Field::Any => self.fields.words,
            query::Field::Title => self.fields.title,
            query::Field::Person => self.fields.people,
            query::Field::Author => self.fields.authors,
        }
    }

    fn kind(&self, kind: Kind) -> Box<dyn Lookup> {
        self.exactly(self.fields.kind, kind.as_str())
    }

    /// A filter: it decides what matches and adds nothing to the score.
    fn exactly(&self, field: Field, value: &str) -> Box<dyn Lookup> {
        constant(Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic)))
    }

    fn word(&self, field: query::Field, typed: &str) -> Box<dyn Lookup> {
        let words = terms::folded(typed);
        // What is several words to the index (an address, "3/4", ideographs) is looked up as a phrase.
        let Some(first) = words.first() else { return Box::new(EmptyQuery) };
        if words.iter().any(|word| word.place > 0) || field != query::Field::Any {
            return self.phrase(self.words_of(field), typed);
        }
        let mut known: Vec<Box<dyn Lookup>> = Vec::new();
        for stem in terms::stems(first, self.languages) {
            let term = Term::from_field_text(self.fields.stems, &stem);
            if self.searcher.doc_freq(&term).unwrap_or(0) > 0 {
                known.push(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
            }
        }
        match known.len() {
            0 => Box::new(EmptyQuery),
            1 => known.remove(0),
            _ => Box::new(BooleanQuery::new(known.into_iter().map(|one| (Occur::Should, one)).collect())),
        }
    }

    fn phrase(&self, field: Field, text: &str) -> Box<dyn Lookup> {
        // Of a hyphenated word the whole stands for its parts.
        let mut words = terms::folded(text);
        words.dedup_by_key(|word| word.place);
        let pairs = if field == self.fields.words { terms::phrase_pairs(&words) } else { None };
        let mut placed: Vec<(usize, Term)> = match pairs {
            Some(pairs) => pairs
                .into_iter()
                .map(|(place, pair)| (place, Term::from_field_text(self.fields.pairs, &pair)))
                .collect(),
            None => {
                words.into_iter().map(|word| (word.place, Term::from_field_text(field, &word.word))).collect()
            }
        };
        match placed.len() {
            0 => Box::new(EmptyQuery),
            1 => Box::new(TermQuery::new(placed.remove(0).1, IndexRecordOption::WithFreqs)),
            _ => Box::new(BoostQuery::new(Box::new(PhraseQuery::new_with_offset(placed)), 1.5)),
        }
    }

    /// All words that begin so, as far as they are frequent.
    fn beginning(&self, field: Field, typed: &str) -> Box<dyn Lookup> {
        let mut words = terms::folded(typed);
        words.dedup_by_key(|word| word.place);
        let Some(last) = words.pop() else { return Box::new(EmptyQuery) };
        let beginning = last.word;
        let mut found: Vec<(u64, String)> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(field) else { continue };
            let Ok(mut stream) = inverted.terms().range().ge(beginning.as_bytes()).into_stream() else {
                continue;
            };
            let mut looked_at = 0;
            while looked_at < MOST_LOOKED_AT && stream.advance() {
                let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
                if !word.starts_with(&beginning) {
                    break;
                }
                looked_at += 1;
                found.push((u64::from(stream.value().doc_freq), word.to_owned()));
            }
        }
        found.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        found.dedup_by(|a, b| a.1 == b.1);
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.truncate(MOST_ENDINGS);
        let terms: Vec<Term> = found.iter().map(|(_, word)| Term::from_field_text(field, word)).collect();
        let ending = constant(Box::new(TermSetQuery::new(terms)));
        if words.is_empty() {
            return ending;
        }
        let front: Vec<String> = words.into_iter().map(|word| word.word).collect();
        both(self.phrase(field, &front.join(" ")), ending)
    }
}

fn constant(query: Box<dyn Lookup>) -> Box<dyn Lookup> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
