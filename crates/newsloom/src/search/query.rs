//! What a person types into the search field, read into a tree, or a mistake told in words with its place.
//!
//! `ferry strike` both words · `"harbor bridge"` a phrase · `port*` a beginning · `-football` not · `storm OR flood`
//! either · `(…)` together · `title:` `source:` `person:` `author:` `lang:` `kind:` a field · `date:2026-03`,
//! `date:2026-03-01..2026-03-09`, `after:`, `before:` when it was published.

use super::{Kind, dates};
use newsloom_core::model::Language;
use std::iter::Peekable;
use std::str::CharIndices;

/// Longest query, in characters.
const LONGEST: usize = 1000;
/// Most words, phrases and fields of one query.
const MOST_PARTS: usize = 64;
/// Parentheses within parentheses.
const DEEPEST: usize = 8;

/// Fields that hold text, by which a word may be narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Title and text.
    Any,
    /// Title or headline.
    Title,
    /// Name of a person in the text.
    Person,
    /// Name of an author.
    Author,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of these.
    All(Vec<Part>),
    /// One of these at least.
    Either(Vec<Part>),
    /// None of this.
    Not(Box<Part>),
    /// One word in any of its forms.
    Word(Field, String),
    /// Words that begin so.
    Beginning(Field, String),
    /// Words in this order.
    Phrase(Field, String),
    /// Published by this domain, or one below it.
    Source(String),
    /// Written in this language.
    Language(Language),
    /// Only articles, or only stories.
    Kind(Kind),
    /// Published within these seconds since 1970, first and last included.
    Published {
        /// First second; `None` for any.
        from: Option<i64>,
        /// Last second; `None` for any.
        to: Option<i64>,
    },
}

/// A whole query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Its tree.
    pub root: Part,
}

/// What is wrong with a query, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} (character {})", at + 1)]
pub struct Mistake {
    /// Characters before the place.
    pub at: usize,
    /// What is wrong and what to write instead, in one sentence without a period.
    pub what: String,
}

/// Names of fields as they are typed, with what they mean.
const FIELDS: &[(&str, Name)] = &[
    ("title", Name::Text(Field::Title)),
    ("headline", Name::Text(Field::Title)),
    ("person", Name::Text(Field::Person)),
    ("author", Name::Text(Field::Author)),
    ("by", Name::Text(Field::Author)),
    ("source", Name::Source),
    ("outlet", Name::Source),
    ("site", Name::Source),
    ("lang", Name::Language),
    ("language", Name::Language),
    ("kind", Name::Kind),
    ("date", Name::Date),
    ("after", Name::After),
    ("since", Name::After),
    ("before", Name::Before),
    ("until", Name::Before),
];

#[derive(Clone, Copy)]
enum Name {
    Text(Field),
    Source,
    Language,
    Kind,
    Date,
    After,
    Before,
}

impl Query {
    /// Reads a query. Linear in its length.
    ///
    /// # Errors
    /// The first mistake, with its place and what to write instead.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        if text.chars().count() > LONGEST {
            return Err(Mistake { at: LONGEST, what: format!("a query has at most {LONGEST} characters") });
        }
        let mut reader = Reader { text, chars: text.char_indices().peekable(), parts: 0 };
        let root = reader.group(0)?;
        let root = root.ok_or_else(|| Mistake { at: 0, what: "type a word to look for".to_owned() })?;
        if !asks_for_something(&root) {
            let what = "the query only says what to leave out; add a word to look for".to_owned();
            return Err(Mistake { at: 0, what });
        }
        Ok(Self { root })
    }

    /// The words and phrases that a matching text is expected to hold, for showing where it does.
    pub fn shown_words(&self) -> Vec<&Part> {
        let mut found = Vec::new();
        let mut open = vec![&self.root];
        while let Some(part) = open.pop() {
            match part {
                Part::All(parts) | Part::Either(parts) => open.extend(parts.iter().rev()),
                Part::Word(..) | Part::Beginning(..) | Part::Phrase(..) => found.push(part),
                _ => {}
            }
        }
        found
    }
}

/// Whether a part can be looked up by itself: a query of exclusions alone would match nearly everything.
fn asks_for_something(part: &Part) -> bool {
    match part {
        Part::Not(_) => false,
        Part::All(parts) => parts.iter().any(asks_for_something),
        Part::Either(parts) => parts.iter().all(asks_for_something),
        _ => true,
    }
}

struct Reader<'t> {
    text: &'t str,
    chars: Peekable<CharIndices<'t>>,
    parts: usize,
}

/// A value behind a field or by itself.
enum Value {
    Plain(String),
    Quoted(String),
}

impl Reader<'_> {
    fn at(&mut self) -> usize {
        self.chars.peek().map_or(self.text.len(), |&(at, _)| at)
    }

    fn next_char(&mut self) -> Option<char> {
        self.chars.peek().map(|&(_, c)| c)
    }

    fn mistake<T>(&self, byte: usize, what: impl Into<String>) -> Result<T, Mistake> {
        Err(Mistake { at: self.text[..byte].chars().count(), what: what.into() })
    }

    fn skip_space(&mut self) {
        while self.next_char().is_some_and(char::is_whitespace) {
            self.chars.next();
        }
    }

    /// Parts up to the end or a closing parenthesis; `None` where there is none.
    fn group(&mut self, depth: usize) -> Result<Option<Part>, Mistake> {
        let mut either: Vec<Part> = Vec::new();
        let mut all: Vec<Part> = Vec::new();
        let mut awaited: Option<usize> = None; // where an OR stands that has nothing behind it yet
        loop {
            self.skip_space();
            let at = self.at();
            match self.next_char() {
                None if depth > 0 => return self.mistake(at, "a parenthesis is not closed; add `)`"),
                None => break,
                Some(')') if depth > 0 => break,
                Some(')') => return self.mistake(at, "this `)` closes nothing; leave it out"),
                Some(_) => {}
            }
            if self.takes_or() {
                if all.is_empty() {
                    return self.mistake(
                        at,
                        "OR needs a word before it; put \"or\" in quotation marks to look for it",
                    );
                }
                either.push(together(std::mem::take(&mut all)));
                awaited = Some(at);
                continue;
            }
            if let Some(part) = self.part(depth)? {
                all.push(part);
                awaited = None;
            }
        }
        if let Some(at) = awaited {
            return self
                .mistake(at, "OR needs a word behind it; put \"or\" in quotation marks to look for it");
        }
        if !all.is_empty() {
            either.push(together(all));
        }
        Ok(match either.len() {
            0 => None,
            1 => either.pop(),
            _ => Some(Part::Either(either)),
        })
    }

    fn takes_or(&mut self) -> bool {
        let at = self.at();
        let rest = &self.text[at..];
        let ends =
            |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with('(');
        let length = match rest {
            _ if rest.starts_with("OR") && ends(&rest[2..]) => 2,
            _ if rest.starts_with('|') => rest.len() - rest.trim_start_matches('|').len(),
            _ => return false,
        };
        for _ in 0..length {
            self.chars.next();
        }
        true
    }

    fn part(&mut self, depth: usize) -> Result<Option<Part>, Mistake> {
        let start = self.at();
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return self.mistake(start, format!("a query has at most {MOST_PARTS} parts"));
        }
        let rest = &self.text[start..];
        if rest.starts_with("AND ") || rest.starts_with('+') {
            // Words stand together anyway.
            for _ in 0..if rest.starts_with('+') { 1 } else { 3 } {
                self.chars.next();
            }
            return Ok(None);
        }
        let not = rest.starts_with("NOT ") || rest.starts_with('-') || rest.starts_with('!');
        if not {
            for _ in 0..if rest.starts_with("NOT ") { 3 } else { 1 } {
                self.chars.next();
            }
            if rest.starts_with("NOT ") {
                self.skip_space();
            }
            if self.next_char().is_none_or(|c| c.is_whitespace() || c == ')') {
                return if rest.starts_with("NOT") {
                    self.mistake(start, "NOT needs a word behind it")
                } else {
                    Ok(None) // a dash between words
                };
            }
        }
        let part = if self.next_char() == Some('(') {
            let at = self.at();
            if depth >= DEEPEST {
                return self.mistake(at, format!("parentheses go at most {DEEPEST} deep"));
            }
            self.chars.next();
            let inner = self.group(depth + 1)?;
            self.chars.next();
            inner
        } else {
            self.single()?
        };
        Ok(part.map(|part| if not { Part::Not(Box::new(part)) } else { part }))
    }

    /// A word, a phrase, or a field with its value.
    fn single(&mut self) -> Result<Option<Part>, Mistake> {
        let start = self.at();
        match self.value()? {
            Value::Quoted(text) => Ok(phrase(Field::Any, text)),
            Value::Plain(word) => {
                let Some((name, value)) = word.split_once(':') else {
                    return Ok(word_part(Field::Any, word));
                };
                let known = FIELDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                let Some((typed, meaning)) = known else {
                    return self.unknown(start, name, value, &word);
                };
                let value = if value.is_empty() {
                    if self.next_char() != Some('"') {
                        return self.mistake(
                            start,
                            format!(
                                "nothing stands behind `{typed}:`; write for example {}",
                                example(*meaning)
                            ),
                        );
                    }
                    self.value()?
                } else {
                    Value::Plain(value.to_owned())
                };
                self.field(start, typed, *meaning, value)
            }
        }
    }

    /// Up to the next space, quotation mark or parenthesis, or the whole of a quotation.
    fn value(&mut self) -> Result<Value, Mistake> {
        let start = self.at();
        if self.next_char().is_some_and(is_mark) {
            self.chars.next();
            let mut text = String::new();
            for (_, c) in self.chars.by_ref() {
                if is_mark(c) {
                    return Ok(Value::Quoted(text));
                }
                text.push(c);
            }
            return self.mistake(start, "a quotation mark is not closed; add another where the phrase ends");
        }
        let mut word = String::new();
        while let Some(c) = self.next_char() {
            if c.is_whitespace() || is_mark(c) || c == '(' || c == ')' || c == '|' {
                break;
            }
            word.push(c);
            self.chars.next();
        }
        Ok(Value::Plain(word))
    }

    /// A colon behind something that is no field: an address, a time of day, or a misspelled field.
    fn unknown(&self, start: usize, name: &str, value: &str, word: &str) -> Result<Option<Part>, Mistake> {
        let like_a_field = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        if !like_a_field || value.is_empty() || value.starts_with('/') {
            return Ok(word_part(Field::Any, word.to_owned()));
        }
        let near =
            FIELDS.iter().map(|(known, _)| *known).find(|known| is_near(&name.to_ascii_lowercase(), known));
        let hint = near.map_or_else(
            || "the fields are title, source, person, author, lang, kind, date, after and before".to_owned(),
            |near| format!("did you mean `{near}:`?"),
        );
        self.mistake(start, format!("there is no field `{name}:`; {hint}"))
    }

    fn field(&self, start: usize, typed: &str, meaning: Name, value: Value) -> Result<Option<Part>, Mistake> {
        let plain = match &value {
            Value::Plain(text) | Value::Quoted(text) => text.trim(),
        };
        match meaning {
            Name::Text(field) => Ok(match value {
                Value::Quoted(text) => phrase(field, text),
                Value::Plain(word) => word_part(field, word),
            }),
            Name::Source => {
                let domain = plain.trim_start_matches("https://").trim_start_matches("http://");
                let domain = domain.trim_start_matches("www.").trim_matches(['/', '.', '*']).to_lowercase();
                if domain.is_empty() {
                    return self.mistake(
                        start,
                        format!("nothing stands behind `{typed}:`; write for example {}", example(meaning)),
                    );
                }
                Ok(Some(Part::Source(domain)))
            }
            Name::Language => match Language::parse(plain) {
                Some(language) => Ok(Some(Part::Language(language))),
                None => {
                    self.mistake(start, format!("`{plain}` is no language; write two letters as in lang:en"))
                }
            },
            Name::Kind => match plain.to_ascii_lowercase().as_str() {
                "article" | "articles" => Ok(Some(Part::Kind(Kind::Article))),
                "story" | "stories" => Ok(Some(Part::Kind(Kind::Story))),
                _ => self.mistake(start, format!("`{plain}` is no kind; write kind:article or kind:story")),
            },
            Name::Date | Name::After | Name::Before => {
                let read = match meaning {
                    Name::Date => dates::range(plain),
                    Name::After => dates::span(plain).map(|(from, _)| (Some(from), None)),
                    _ => dates::span(plain).map(|(from, _)| (None, Some(from - 1))),
                };
                match read {
                    Ok((from, to)) => Ok(Some(Part::Published { from, to })),
                    Err(why) => self.mistake(start, why),
                }
            }
        }
    }
}

fn example(name: Name) -> &'static str {
    match name {
        Name::Text(Field::Person) => "person:\"Jane Doe\"",
        Name::Text(Field::Author) => "author:doe",
        Name::Text(_) => "title:harbor",
        Name::Source => "source:harbor.example",
        Name::Language => "lang:en",
        Name::Kind => "kind:story",
        Name::Date => "date:2026-03-01..2026-03-09",
        Name::After => "after:2026-03-01",
        Name::Before => "before:2026-03-09",
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn together(mut parts: Vec<Part>) -> Part {
    if parts.len() == 1 { parts.remove(0) } else { Part::All(parts) }
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn word_part(field: Field, word: String) -> Option<Part> {
    if !has_word(&word) {
        return None;
    }
    match word.strip_suffix('*') {
        Some(beginning) if has_word(beginning) => Some(Part::Beginning(field, beginning.to_owned())),
        _ => Some(Part::Word(field, word)),
    }
}

fn phrase(field: Field, text: String) -> Option<Part> {
    has_word(&text).then_some(Part::Phrase(field, text))
}

/// Whether two short words differ by one letter left out, put in, changed or swapped, or one begins the other.
fn is_near(typed: &str, known: &str) -> bool {
    if typed.len() >= 3 && (known.starts_with(typed) || typed.starts_with(known)) {
        return true;
    }
    let (a, b) = (typed.as_bytes(), known.as_bytes());
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left_a, left_b) = (a.len() - front - back, b.len() - front - back);
    (left_a <= 1 && left_b <= 1)
        || (left_a == 2 && left_b == 2 && a[front] == b[front + 1] && a[front + 1] == b[front])
}
