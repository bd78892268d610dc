//! The index on disk: words to ids. It remembers up to which change of the store it has come, so after a crash it goes
//! on from there, and a lost or old index is made again from the beginning.

use super::terms::{self, Folded};
use super::{Entry, SearchError};
use newsloom_core::model::Language;
use newsloom_core::text::stem::Stemmer;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Raised whenever the shape of the index or the folding of words changes: an index of another number is made again.
const FORMAT: u64 = 2;
/// Memory of the one writing thread before it spills to disk.
const WRITER_BYTES: usize = 48 << 20;
/// How often a title's words count: a word in the title weighs as much as several in the text.
const TITLE_WEIGHT: usize = 3;
/// Bytes of a text that are indexed; longer ones are documents, not news, and their beginning says what they are about.
const LONGEST_TEXT: usize = 1 << 20;
/// Languages of which stems are asked for, most frequent first.
const MOST_LANGUAGES: usize = 6;

/// Fields of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub id: Field,
    pub kind: Field,
    /// Stems of title (several times) and text, with counts: what bare words are looked up in and ranked by.
    pub stems: Field,
    /// Folded words of title and text with their places: phrases and beginnings.
    pub words: Field,
    /// Neighbors that nearly every text has, as one term each: phrases of such words.
    pub pairs: Field,
    pub title: Field,
    pub people: Field,
    pub authors: Field,
    pub source: Field,
    pub language: Field,
    pub published: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |record: IndexRecordOption, norms: bool| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record).set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let places = IndexRecordOption::WithFreqsAndPositions;
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        kind: builder.add_text_field("kind", STRING | STORED),
        stems: builder.add_text_field("stems", text(IndexRecordOption::WithFreqs, true)),
        words: builder.add_text_field("words", text(places, true)),
        pairs: builder.add_text_field("pairs", text(places, true)),
        title: builder.add_text_field("title", text(places, true)),
        people: builder.add_text_field("people", text(places, true)),
        authors: builder.add_text_field("authors", text(places, true)),
        source: builder.add_text_field("source", STRING),
        language: builder.add_text_field("language", STRING),
        published: builder.add_i64_field("published", FAST | INDEXED),
    };
    (builder.build(), fields)
}

/// The index. Cheap to share behind a reference: many may look things up while one writes.
pub struct Index {
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    writer: Option<Mutex<Writer>>,
    inner: tantivy::Index,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("writes", &self.writer.is_some()).finish_non_exhaustive()
    }
}

struct Writer {
    inner: IndexWriter,
    stemmers: BTreeMap<Option<Language>, Stemmer>,
}

impl Index {
    /// Opens the index in `folder` for looking up and writing; makes it where there is none or one of an old format.
    ///
    /// # Errors
    /// When the folder cannot be used, or another process writes there.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let in_folder = |cause| SearchError::Folder { path: folder.to_owned(), cause };
        std::fs::create_dir_all(folder).map_err(in_folder)?;
        match Self::open_as_is(folder, true) {
            // Busy is nobody's damage: everything else is mended by making the index again.
            Ok(index) => Ok(index),
            Err(SearchError::Busy) => Err(SearchError::Busy),
            Err(why) => {
                tracing::info!(%why, "the search index is made anew");
                std::fs::remove_dir_all(folder).map_err(in_folder)?;
                std::fs::create_dir_all(folder).map_err(in_folder)?;
                std::fs::write(folder.join("format"), FORMAT.to_string()).map_err(in_folder)?;
                Self::open_as_is(folder, true)
            }
        }
    }

    /// Opens the index in `folder` for looking up only, beside a process that writes it.
    ///
    /// # Errors
    /// When there is none, or one of another format.
    pub fn look(folder: &Path) -> Result<Self, SearchError> {
        Self::open_as_is(folder, false)
    }

    /// An index in memory, for tests.
    ///
    /// # Errors
    /// When memory is short.
    pub fn in_memory() -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        Self::finish(tantivy::Index::create_in_ram(schema), fields, true)
    }

    fn open_as_is(folder: &Path, writes: bool) -> Result<Self, SearchError> {
        let format = std::fs::read_to_string(folder.join("format"))
            .map_err(|cause| SearchError::Folder { path: folder.to_owned(), cause })?;
        if format.trim() != FORMAT.to_string() {
            return Err(SearchError::Index(format!("its format is {}, wanted is {FORMAT}", format.trim())));
        }
        let (schema, fields) = schema();
        let inner = if writes {
            let place = tantivy::directory::MmapDirectory::open(folder)
                .map_err(|error| SearchError::Index(error.to_string()))?;
            tantivy::Index::builder()
                .schema(schema)
                .settings(IndexSettings::default())
                .open_or_create(place)?
        } else {
            tantivy::Index::open_in_dir(folder)?
        };
        Self::finish(inner, fields, writes)
    }

    fn finish(inner: tantivy::Index, fields: Fields, writes: bool) -> Result<Self, SearchError> {
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = writes.then(|| inner.writer_with_num_threads(1, WRITER_BYTES)).transpose()?;
        let writer = writer.map(|inner| Mutex::new(Writer { inner, stemmers: BTreeMap::new() }));
        Ok(Self { fields, reader, writer, inner })
    }

    /// The mark given to the last [`Index::commit`]; `None` for an empty index.
    pub fn mark(&self) -> Option<String> {
        self.inner.load_metas().ok()?.payload
    }

    /// Entries that can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn with_writer<T>(
        &self,
        act: impl FnOnce(&mut Writer) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let Some(writer) = &self.writer else { return Err(SearchError::Busy) };
        act(&mut writer.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Puts entries in place of older ones with the same id. They are found after the next [`Index::commit`].
    ///
    /// # Errors
    /// When the disk fails or is full.
    pub fn put(&self, entries: &[Entry]) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            for entry in entries {
                writer.inner.delete_term(Term::from_field_text(self.fields.id, &entry.id));
                let document = document(&self.fields, entry, &mut writer.stemmers);
                writer.inner.add_document(document)?;
            }
            Ok(())
        })
    }

    /// Puts entries that the index does not hold yet, as when it is made from nothing: no older ones are looked for.
    ///
    /// # Errors
    /// When the disk fails or is full.
    pub fn put_new(&self, entries: &[Entry]) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            for entry in entries {
                let document = document(&self.fields, entry, &mut writer.stemmers);
                writer.inner.add_document(document)?;
            }
            Ok(())
        })
    }

    /// Takes entries out. They are gone after the next [`Index::commit`].
    ///
    /// # Errors
    /// When this index was opened for looking up only.
    pub fn remove(&self, ids: &[String]) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            for id in ids {
                writer.inner.delete_term(Term::from_field_text(self.fields.id, id));
            }
            Ok(())
        })
    }

    /// Makes everything put or removed so far visible and lasting, together with `mark`: how far the index has come.
    ///
    /// # Errors
    /// When the disk fails or is full; then nothing of it has happened.
    pub fn commit(&self, mark: &str) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            let mut prepared = writer.inner.prepare_commit()?;
            prepared.set_payload(mark);
            prepared.commit()?;
            Ok(())
        })?;
        self.refresh()
    }

    /// Empties the index, to make it again from the store.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn clear(&self) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            writer.inner.delete_all_documents()?;
            writer.inner.commit()?;
            Ok(())
        })?;
        self.refresh()
    }

    /// Looks at what another process has committed since.
    ///
    /// # Errors
    /// When the folder is gone or damaged.
    pub fn refresh(&self) -> Result<(), SearchError> {
        Ok(self.reader.reload()?)
    }

    /// The languages of the entries, most frequent first.
    pub(super) fn languages(&self) -> Vec<Language> {
        let searcher = self.reader.searcher();
        let mut counts: BTreeMap<Language, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(self.fields.language) else { continue };
            let Ok(mut stream) = inverted.terms().stream() else { continue };
            while stream.advance() {
                let tag = std::str::from_utf8(stream.key()).ok().and_then(Language::parse);
                if let Some(language) = tag {
                    *counts.entry(language).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(language, count)| (std::cmp::Reverse(count), language));
        counts.into_iter().take(MOST_LANGUAGES).map(|(language, _)| language).collect()
    }

    /// Id and kind of a stored entry.
    pub(super) fn named(&self, document: &TantivyDocument) -> Option<(String, bool)> {
        let id = document.get_first(self.fields.id)?.as_str()?.to_owned();
        let story = document.get_first(self.fields.kind)?.as_str()? == super::Kind::Story.as_str();
        Some((id, story))
    }
}

fn token(text: String, position: usize) -> Token {
    Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 }
}

fn tokens(tokens: Vec<Token>) -> PreTokenizedString {
    PreTokenizedString { text: String::new(), tokens }
}

fn document(
    fields: &Fields,
    entry: &Entry,
    stemmers: &mut BTreeMap<Option<Language>, Stemmer>,
) -> TantivyDocument {
    let stemmer = stemmers.entry(entry.language).or_insert_with(|| Stemmer::new(entry.language));
    let mut text = entry.text.as_str();
    if text.len() > LONGEST_TEXT {
        let end = (0..=LONGEST_TEXT).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text = &text[..end];
    }
    let title = terms::folded(&entry.title);
    let body = terms::folded(text);
    let mut stems = Vec::with_capacity(title.len() * TITLE_WEIGHT + body.len());
    for (word, times) in
        title.iter().map(|word| (word, TITLE_WEIGHT)).chain(body.iter().map(|word| (word, 1)))
    {
        let stem = terms::stem(stemmer, word);
        for _ in 1..times {
            stems.push(token(stem.clone(), stems.len()));
        }
        stems.push(token(stem, stems.len()));
    }
    // A gap keeps a phrase from reaching out of the title into the text.
    let gap = title.last().map_or(0, |word| word.place + 8);
    let placed = |words: &[Folded], from: usize| -> Vec<Token> {
        words.iter().map(|word| token(word.word.clone(), word.place + from)).collect()
    };
    let mut words = placed(&title, 0);
    words.extend(placed(&body, gap));
    let paired = [(&title, 0), (&body, gap)].into_iter().flat_map(|(words, from)| {
        terms::pairs(words).into_iter().map(move |(place, pair)| token(pair, place + from))
    });
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, &entry.id);
    document.add_text(fields.kind, entry.kind.as_str());
    document.add_pre_tokenized_text(fields.stems, tokens(stems));
    document.add_pre_tokenized_text(fields.words, tokens(words));
    document.add_pre_tokenized_text(fields.pairs, tokens(paired.collect()));
    document.add_pre_tokenized_text(fields.title, tokens(placed(&title, 0)));
    for (field, names) in [(fields.people, &entry.people), (fields.authors, &entry.authors)] {
        let mut placed = Vec::new();
        for name in names {
            let from = placed.last().map_or(0, |last: &Token| last.position + 8);
            placed.extend(terms::folded(name).into_iter().map(|word| token(word.word, word.place + from)));
        }
        if !placed.is_empty() {
            document.add_pre_tokenized_text(field, tokens(placed));
        }
    }
    for source in &entry.sources {
        for domain in with_parents(source) {
            document.add_text(fields.source, domain);
        }
    }
    if let Some(language) = entry.language {
        document.add_text(fields.language, language.as_str());
    }
    if let Some(published) = entry.published {
        document.add_i64(fields.published, published);
    }
    document
}

/// A domain and those above it: what `source:` of any of them finds. A last label alone names no outlet.
fn with_parents(domain: &str) -> Vec<&str> {
    let mut found = vec![domain];
    let mut rest = domain;
    while let Some((_, parent)) = rest.split_once('.') {
        if !parent.contains('.') {
            break;
        }
        found.push(parent);
        rest = parent;
    }
    found
}
