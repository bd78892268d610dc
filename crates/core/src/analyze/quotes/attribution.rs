//! Who said a quotation, by the sentence around it.

use super::super::lexicon::class;
use super::super::names::Names;
use super::super::tokens::Token;
use super::marks::Marked;
use super::subjects::Subjects;
use crate::model::{Sentence, Span};
use crate::text::gender::Gender;
use crate::text::words::WordKind;

mod antecedent;

/// Words after a quotation within which its verb of speech stands.
const VERB_WITHIN: usize = 36;
/// Words before a quotation among which it says that somebody was asked it.
const ASKED_WITHIN: usize = 3;
/// Words of a sentence around a quotation that are read at most.
const FAR: usize = 200;

/// What the text says about a quotation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// The words that name the speaker.
    pub speaker: Option<Span>,
    /// The verb, with its helpers.
    pub cue: Option<Span>,
}

impl Told {
    fn of(speaker: Option<Span>, cue: Span) -> Option<Self> {
        speaker.map(|speaker| Self { speaker: Some(speaker), cue: Some(cue) })
    }
}

/// Reads the quotations of an article in order.
pub(super) struct Reader<'t> {
    subjects: Subjects<'t>,
    sentences: &'t [Sentence],
    marks: &'t [Marked],
    /// For each mark, its tokens: first, one past the last.
    at: Vec<(usize, usize)>,
    /// Whether a token stands inside a quotation.
    masked: Vec<bool>,
    /// For each mark read so far: what was told, and who it is.
    told: Vec<(Told, Option<u32>)>,
    /// Keys of names that a form of address makes a woman's or a man's, ascending.
    genders: Vec<(u64, Gender)>,
}

/// What the forms of address before names and the given names in them say, by key of the name.
fn genders(subjects: &Subjects<'_>) -> Vec<(u64, Gender)> {
    let names = subjects.names;
    let told = |(mention, at): (&crate::model::Mention, &(u32, u32))| {
        let (first, next) = (at.0 as usize, at.1 as usize);
        let before = first.checked_sub(1).map_or("", |before| subjects.slice(before));
        let given = || {
            (next - first > 1 && subjects.is(first, class::GIVEN))
                .then(|| Gender::of_given(subjects.slice(first)))
                .flatten()
        };
        Some((mention.key, Gender::of(before.trim_end_matches('.')).or_else(given)?))
    };
    let mut found: Vec<(u64, Gender)> = names.mentions.iter().zip(&names.at).filter_map(told).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether one sentence ends and another begins inside the words: `Like Marrow. Or Vesper`.
fn two_sentences(words: &str) -> bool {
    words.match_indices(". ").any(|(at, _)| {
        let last = words[..at].rsplit([' ', '.']).next().unwrap_or("");
        last.chars().count() > 3 || last.starts_with(char::is_lowercase)
    })
}

impl<'t> Reader<'t> {
    pub fn new(
        text: &'t str,
        sentences: &'t [Sentence],
        tokens: &'t [Token],
        names: &'t Names,
        marks: &'t [Marked],
    ) -> Self {
        let mut masked = vec![false; tokens.len()];
        let mut at = Vec::with_capacity(marks.len());
        for mark in marks {
            let first = tokens.partition_point(|token| token.span.start < mark.outer.start);
            let next = first + tokens[first..].partition_point(|token| token.span.start < mark.outer.end);
            masked[first..next].fill(true);
            at.push((first, next));
        }
        let subjects = Subjects { text, tokens, names };
        let genders = genders(&subjects);
        Self { subjects, sentences, marks, at, masked, told: Vec::with_capacity(marks.len()), genders }
    }

    /// Words inside a span.
    pub fn words_in(&self, span: Span) -> usize {
        let tokens = self.subjects.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        tokens[first..].partition_point(|token| token.span.start < span.end)
    }

    /// Whether quotation `nth` is the title of something: a few words, all but the small ones capitalized, and no comma
    /// before a verb of speech.
    pub fn is_title(&self, nth: usize) -> bool {
        let (first, next) = self.at[nth];
        let tokens = &self.subjects.tokens[first..next];
        let content = tokens.iter().filter(|token| token.kind == WordKind::Word && !token.is(class::STOP));
        let (mut words, mut capitals) = (0, 0);
        for token in content {
            words += 1;
            capitals += usize::from(token.is_capital());
        }
        let inner = self.marks[nth].inner.of(self.subjects.text);
        // A period may belong to the sentence around; any other end of a sentence is the quotation's own.
        let (body, own) = match inner.strip_suffix('.') {
            Some(body) => (body, !self.is_inside(nth)),
            None => (inner.trim_end_matches(','), false),
        };
        let sentences = own
            || body.ends_with(['!', '?'])
            || body.contains([';'])
            || body.contains("! ")
            || two_sentences(body);
        words >= 2 && words == capitals && tokens.len() <= 14 && !sentences
    }

    /// Whether the sentence around a quotation has words before it that lead up to it without a pause.
    fn is_inside(&self, nth: usize) -> bool {
        let first = self.at[nth].0;
        let mark = self.marks[nth];
        first > 0
            && !self.masked[first - 1]
            && self.block_of(first - 1) == Some(mark.block)
            && self.subjects.text
                [self.subjects.tokens[first - 1].span.end as usize..mark.outer.start as usize]
                .chars()
                .all(char::is_whitespace)
    }

    /// Whether a quotation of a few words is a sentence that stands by itself: `“It is over.”` after a sentence or paragraph.
    pub fn is_sentence(&self, nth: usize) -> bool {
        let mark = self.marks[nth];
        let text = self.subjects.text;
        let inner = mark.inner.of(text);
        let before = text[..mark.outer.start as usize].trim_end_matches([' ', '\u{a0}']);
        let (first, next) = self.at[nth];
        next - first + 1 >= super::FEWEST_WORDS
            && inner.starts_with(char::is_uppercase)
            && inner.ends_with(['.', '!', '?', '…'])
            && (before.is_empty() || before.ends_with(['.', '!', '?', '\n', '”', '"', '»']))
    }

    /// Whether a name is given as that of the author right after a quotation: it is the title of a work.
    pub fn has_byline(&self, nth: usize) -> bool {
        let next = self.at[nth].1;
        let s = &self.subjects;
        let inner = self.marks[nth].inner.of(s.text);
        s.slice(next) == "by"
            && inner.ends_with(',')
            && !inner.starts_with(char::is_lowercase)
            && self.block_of(next) == Some(self.marks[nth].block)
            && (s.is(next + 1, class::CAPITAL)
                || s.is(next + 1, class::DETERMINER) && s.is(next + 2, class::CAPITAL))
    }

    fn block_of(&self, token: usize) -> Option<u32> {
        let token = self.subjects.tokens.get(token)?;
        self.sentences.get(token.sentence as usize).map(|sentence| sentence.block)
    }

    /// Whether a sentence ends between tokens `at - 1` and `at`.
    fn breaks(&self, at: usize) -> bool {
        let tokens = self.subjects.tokens;
        at == 0 || at >= tokens.len() || tokens[at].sentence != tokens[at - 1].sentence
    }

    /// What the text says about quotation `nth`. Quotations are read in order.
    pub fn read(&self, nth: usize) -> Told {
        let (first, next) = self.at[nth];
        let mark = self.marks[nth];
        let text = self.subjects.text;
        let ending = mark.inner.of(text).chars().next_back().unwrap_or(' ');
        let open_ended =
            matches!(ending, ',' | '?' | '!' | '—' | '–' | '-' | '…') || self.comma_follows(mark);
        let led = self.is_led(first, mark);
        // `Osei was silent when asked whether “...”`: the words are of whoever asked.
        let clause = self.clause_before(first, mark);
        if clause.rev().take(ASKED_WITHIN).any(|at| self.is_passive(at)) {
            return Told::default();
        }
        let found = if open_ended && !led {
            self.after(next, mark, open_ended).or_else(|| self.before(first, mark))
        } else {
            self.before(first, mark).or_else(|| self.after(next, mark, open_ended))
        };
        found
            .or_else(|| self.in_sentence(first, next))
            .or_else(|| self.looking_back(nth, first))
            .or_else(|| self.looking_ahead(nth, next))
            .unwrap_or_default()
    }

    fn comma_follows(&self, mark: Marked) -> bool {
        let rest = &self.subjects.text[mark.outer.end as usize..];
        rest.starts_with([',', ';']) || rest.starts_with(" –") || rest.starts_with(" —")
    }

    /// Whether a colon, or a verb of speech with at most a comma, stands right before the quotation.
    fn is_led(&self, first: usize, mark: Marked) -> bool {
        if first == 0 || self.masked[first - 1] || self.block_of(first - 1) != Some(mark.block) {
            return false;
        }
        let from = self.subjects.tokens[first - 1].span.end as usize;
        let gap = &self.subjects.text[from..mark.outer.start as usize];
        if gap.contains(['.', '!', '?']) {
            return false;
        }
        let s = &self.subjects;
        let reach = if gap.contains(':') {
            12
        } else if matches!(s.slice(first - 1), "that" | "as" | "how") {
            6
        } else {
            1
        };
        (first.saturating_sub(reach)..first).any(|at| !self.masked[at] && self.is_verb(at, class::SPEECH))
    }

    /// The tokens of the clause after a quotation: from `next` to the end of its sentence or the next quotation.
    fn clause_after(&self, next: usize, mark: Marked) -> std::ops::Range<usize> {
        let tokens = self.subjects.tokens;
        if next >= tokens.len() || self.masked[next] || self.block_of(next) != Some(mark.block) {
            return next..next;
        }
        let mut end = next + 1;
        while end < tokens.len() && !self.masked[end] && !self.breaks(end) && end - next < VERB_WITHIN * 2 {
            end += 1;
        }
        next..end
    }

    /// The tokens of the clause before a quotation.
    fn clause_before(&self, first: usize, mark: Marked) -> std::ops::Range<usize> {
        let mut start = first;
        while start > 0
            && first - start < FAR
            && !self.masked[start - 1]
            && self.block_of(start - 1) == Some(mark.block)
            && (start == first || !self.breaks(start))
        {
            start -= 1;
        }
        // The sentence may have ended right before the quotation.
        if start < first {
            let from = self.subjects.tokens[first - 1].span.end as usize;
            let gap = &self.subjects.text[from..mark.outer.start as usize];
            if gap.contains(['.', '!', '?']) && !gap.contains(':') {
                return first..first;
            }
        }
        start..first
    }

    /// Whether it is somebody else who speaks: `when asked if`, `was told that`.
    fn is_passive(&self, at: usize) -> bool {
        let s = &self.subjects;
        matches!(s.slice(at), "asked" | "told")
            && at > 0
            && matches!(
                s.slice(at - 1),
                "when" | "When" | "was" | "were" | "is" | "are" | "be" | "been" | "being"
            )
    }

    fn is_verb(&self, at: usize, classes: u32) -> bool {
        let s = &self.subjects;
        let capital = s.is(at, class::CAPITAL) && s.slice(at) != "Tweeted";
        if !s.is(at, classes) || capital || s.is(at, class::POSSESSIVE) {
            return false;
        }
        if self.is_passive(at) {
            return false;
        }
        // A noun of the same form: `the reports`, `her comments`, `of claims`.
        let noun = at > 0
            && s.gap(at) == " "
            && (s.is(at - 1, class::DETERMINER | class::POSSESSIVE)
                || (s.slice(at).ends_with('s') && s.is(at - 1, class::PREPOSITION)));
        !noun
    }

    /// `“...,” Osei said`, `“...,” said Osei`, `“...,” according to Osei`.
    fn after(&self, next: usize, mark: Marked, open_ended: bool) -> Option<Told> {
        let s = &self.subjects;
        let clause = self.clause_after(next, mark);
        if clause.is_empty() {
            return None;
        }
        let from = mark.outer.end as usize;
        let gap = &s.text[from..s.tokens[next].span.start as usize];
        // A signature: `“...” — Ada Osei`.
        if gap.contains(['―', '—', '–']) || gap.contains("--") || gap.trim() == "-" {
            let ends = self.block_of(clause.end) != Some(mark.block) || gap.contains('―');
            if let Some((_, first, end)) = s.mention_at(next)
                && ends
                && clause.len() <= 14
            {
                return Told::of(Some(s.span(first, end)), s.span(first, end));
            }
        }
        if s.slice(next) == "according" && s.slice(next + 1) == "to" {
            let cue = Span { start: s.tokens[next].span.start, end: s.tokens[next + 1].span.end };
            return Told::of(s.after(next + 1, clause.end), cue);
        }
        // `"...", so Osei`
        if s.slice(next) == "so" && s.mention_at(next + 1).is_some() && !s.is(next, class::CLAUSE) {
            return Told::of(s.after(next, clause.end), s.tokens[next].span);
        }
        if s.is(next, class::CLAUSE) && !s.is(next, class::PRONOUN) && s.slice(next) != "as" {
            return None;
        }
        // A new sentence after the closing mark is about something else, unless it is only the attribution.
        let apart = self.breaks(next) && next > 0 && self.marks_end_sentence(next, mark);
        let limit = clause.end.min(next + if apart { 4 } else { VERB_WITHIN });
        let weak_until = if open_ended { limit.min(next + 6) } else { next };
        let verb = (next..limit).find(|at| {
            self.is_verb(*at, class::SPEECH)
                || (*at == next && matches!(s.slice(*at), "read" | "reads"))
                || (*at < weak_until
                    && *at > next
                    && self.is_verb(*at, class::WEAK_SPEECH)
                    && self.may_end_after(*at, clause.end))
        })?;
        let cue = s.tokens[verb].span;
        if apart && clause.end - verb > 6 {
            return None;
        }
        if verb == next {
            return Told::of(s.after(verb, clause.end), cue);
        }
        // `“...” about the bridge, said Osei`: what follows the mark belongs to what was said.
        let inverted = s.gap(verb).contains(',')
            && !s.is(next, class::CAPITAL | class::PRONOUN | class::DETERMINER)
            && s.is(verb + 1, class::CAPITAL | class::DETERMINER);
        if inverted {
            return Told::of(s.after(verb, clause.end), cue);
        }
        if s.is(next, class::PRONOUN) {
            return Told::of(Some(s.tokens[next].span), cue);
        }
        if s.is(verb - 1, class::PRONOUN) && s.gap(verb) == " " {
            return Told::of(Some(s.tokens[verb - 1].span), cue);
        }
        Told::of(s.before(next, verb), cue)
    }

    /// Whether a clause can be complete after the verb at `verb`: a period, comma, adverbial or date follows.
    fn may_end_after(&self, verb: usize, end: usize) -> bool {
        let s = &self.subjects;
        let next = verb + 1;
        next >= end
            || s.gap(next) != " "
            || s.is(next, class::PREPOSITION | class::CLAUSE | class::CALENDAR | class::BETWEEN)
    }

    /// Whether the quotation closes its sentence: its last mark inside is a period.
    fn marks_end_sentence(&self, next: usize, mark: Marked) -> bool {
        let inner = mark.inner.of(self.subjects.text);
        let from = mark.outer.end as usize;
        let gap = &self.subjects.text[from..self.subjects.tokens[next].span.start as usize];
        inner.ends_with(['.', '…']) || gap.contains('.')
    }

    /// `Osei said: “...`, `As Osei put it, “...`.
    fn before(&self, first: usize, mark: Marked) -> Option<Told> {
        let s = &self.subjects;
        let clause = self.clause_before(first, mark);
        if clause.is_empty() {
            return None;
        }
        let from = s.tokens[first - 1].span.end as usize;
        let gap = &s.text[from..mark.outer.start as usize];
        let colon = gap.contains(':');
        let near = clause.end.saturating_sub(if colon { 24 } else { 7 }).max(clause.start);
        let strong = (near..clause.end).rev().find(|at| self.is_verb(*at, class::SPEECH));
        let weak = (clause.end.saturating_sub(if colon { 12 } else { 4 }).max(clause.start)..clause.end)
            .rev()
            .find(|at| self.is_verb(*at, class::SPEECH | class::WEAK_SPEECH));
        let verb = match (strong, weak) {
            (Some(strong), Some(weak)) => Some(strong.max(weak)),
            (strong, weak) => strong.or(weak),
        };
        if let Some(verb) = verb {
            let told = self.governed(clause.start, verb);
            // `Osei said he hoped for “...”`: the outer verb tells who speaks.
            let weak = !s.is(verb, class::SPEECH);
            let pronoun = told
                .and_then(|told| told.speaker)
                .is_some_and(|span| matches!(span.of(s.text), "he" | "she" | "they" | "it" | "who"));
            if weak && pronoun {
                let outer = (clause.start..verb).rev().find(|at| self.is_verb(*at, class::SPEECH));
                if let Some(outer) = outer.and_then(|outer| self.governed(clause.start, outer)) {
                    return Some(outer);
                }
            }
            return told.or_else(|| self.subject_carried(clause.start, mark, s.tokens[verb].span));
        }
        // `Osei hoped with his “...” that it ends: “...”`: the sentence began before another quotation.
        if clause.start > 0 && self.masked[clause.start - 1] && !self.breaks(clause.start) && colon {
            return self.subject_carried(clause.start, mark, s.tokens[first - 1].span);
        }
        if colon {
            let cue = s.tokens[first - 1].span;
            let (_, begin, end) = s.first_speaker(clause.start, clause.end)?;
            return Told::of(Some(s.span(begin, end)), cue);
        }
        None
    }

    /// The verb at `verb` with its subject, among tokens `from..verb`.
    fn governed(&self, from: usize, verb: usize) -> Option<Told> {
        let s = &self.subjects;
        let cue = s.tokens[verb].span;
        let gerund = s.slice(verb).ends_with("ing")
            && !(verb > from && s.is(verb - 1, class::BETWEEN) && !s.slice(verb - 1).ends_with("ly"));
        if gerund {
            return self.subject_of_sentence(from, verb, cue);
        }
        let start = self.clause_start(from, verb);
        if start < verb
            && let Some(subject) = s.before(start, verb)
        {
            return Told::of(Some(subject), cue);
        }
        self.subject_of_sentence(from, verb, cue)
    }

    /// Where the clause starts that the verb at `verb` belongs to.
    fn clause_start(&self, from: usize, verb: usize) -> usize {
        let s = &self.subjects;
        // A conjunction right before the verb (`and added`) leaves the subject further back.
        let mut start = from;
        for at in from..verb {
            let word = s.slice(at);
            let plain = matches!(
                word,
                "but" | "while" | "because" | "that" | "as" | "As" | "when" | "after" | "before" | "if"
            );
            let joined = word == "and"
                && s.gap(at).contains(',')
                && s.is(at + 1, class::CAPITAL | class::PRONOUN | class::DETERMINER);
            // `Osei, when asked about the bridge, said`: an aside with its commas.
            let aside = plain && at > from && s.gap(at).contains(',') && s.gap(verb).contains(',');
            if (plain && !aside || joined) && at + 1 < verb {
                start = at + 1;
            }
        }
        start
    }

    /// The subject of the sentence that goes on with a second verb: `Osei nodded and said`.
    fn subject_of_sentence(&self, from: usize, verb: usize, cue: Span) -> Option<Told> {
        let s = &self.subjects;
        if let Some(pronoun) = (from..verb).find(|at| s.is(*at, class::PRONOUN) && s.slice(*at) != "it") {
            let named = s.first_speaker(from, pronoun);
            if named.is_none() {
                return Told::of(Some(s.tokens[pronoun].span), cue);
            }
        }
        let (_, begin, end) = s.first_speaker(from, verb)?;
        Told::of(
            Some(Span { start: s.tokens[begin].span.start, end: s.tokens[end - 1].bare(s.text).end }),
            cue,
        )
    }

    /// A verb without a subject right after another quotation: `“...,” he said, adding “...”`.
    fn subject_carried(&self, at: usize, mark: Marked, cue: Span) -> Option<Told> {
        let (told, _) = self.told.last()?;
        let same = self.marks[self.told.len() - 1].block == mark.block;
        if at > 0 && self.masked[at - 1] && same {
            return Told::of(told.speaker, cue);
        }
        None
    }

    /// A fragment inside a told sentence: the subject of that sentence.
    fn in_sentence(&self, first: usize, next: usize) -> Option<Told> {
        let s = &self.subjects;
        let sentence = s.tokens.get(first).map(|token| token.sentence)?;
        let start =
            s.tokens.partition_point(|token| token.sentence < sentence).max(first.saturating_sub(FAR));
        let end = s.tokens.partition_point(|token| token.sentence <= sentence).min(next + FAR);
        let outside = |at: &usize| !self.masked[*at];
        // `..., Osei said.` closes the sentence: it holds for all of it.
        let closing = || {
            let verb = (next..end).rev().filter(outside).find(|at| self.is_verb(*at, class::SPEECH))?;
            let mut from = verb;
            while from > next && !self.masked[from - 1] && !s.gap(from).contains([',', ';', '—', '–']) {
                from -= 1;
            }
            if from == next && !self.masked[next] && verb > next + 6 {
                return None;
            }
            let subject = if from < verb { s.before(from, verb) } else { s.after(verb, end) };
            Told::of(subject, s.tokens[verb].span)
        };
        let told_before = (start..first).any(|at| outside(&at));
        if !told_before {
            return closing();
        }
        let at_verb = |verb: usize| {
            let mut from = verb;
            while from > start && !self.masked[from - 1] {
                from -= 1;
            }
            self.governed(from, verb).or_else(|| self.subject_of_sentence(start, verb, s.tokens[verb].span))
        };
        let strong = (start..first).rev().filter(outside).find(|at| self.is_verb(*at, class::SPEECH));
        if let Some(told) = strong.and_then(at_verb).or_else(closing) {
            return Some(told);
        }
        let weak = (start..first).rev().filter(outside).find(|at| self.is_verb(*at, class::WEAK_SPEECH));
        weak.and_then(at_verb).or_else(|| self.about(start, first))
    }

    /// Whom tokens `from..to`, the start of a sentence, are about, without a verb that says so.
    fn about(&self, from: usize, to: usize) -> Option<Told> {
        let s = &self.subjects;
        let from = (from..to).find(|at| !self.masked[*at])?;
        let pronoun = (from..to).filter(|at| !self.masked[*at]).find(|at| {
            s.is(*at, class::PRONOUN) && !matches!(s.slice(*at), "it" | "It" | "we" | "We" | "who" | "I")
        });
        let named = s.first_speaker(from, to).filter(|(_, begin, _)| !self.masked[*begin]);
        let span = match (pronoun, named) {
            (Some(pronoun), Some((_, begin, _))) if pronoun < begin => s.tokens[pronoun].span,
            (_, Some((_, begin, end))) => s.span(begin, end),
            (Some(pronoun), None) => s.tokens[pronoun].span,
            (None, None) => return None,
        };
        Some(Told { speaker: Some(span), cue: None })
    }

    /// A quotation that its own sentence does not attribute: by the sentence before it, in this paragraph or the one
    /// before. If that is an attributed quotation, its speaker goes on; else whoever it tells about.
    fn looking_back(&self, nth: usize, first: usize) -> Option<Told> {
        let s = &self.subjects;
        let last = first.checked_sub(1)?;
        let carried = |nth: Option<usize>| {
            let (told, _) = self.told.get(nth?)?;
            told.speaker.map(|speaker| Told { speaker: Some(speaker), cue: None })
        };
        let before = nth.checked_sub(1);
        let sentence = s.tokens[last].sentence;
        let start =
            s.tokens.partition_point(|token| token.sentence < sentence).max(first.saturating_sub(FAR));
        let quoted = (start..first).any(|at| self.masked[at]);
        if quoted && let Some(told) = carried(before) {
            return Some(told);
        }
        let verb = (start..first).rev().find(|at| !self.masked[*at] && self.is_verb(*at, class::SPEECH));
        let told = verb.and_then(|verb| {
            let mut from = verb;
            while from > start && !self.masked[from - 1] {
                from -= 1;
            }
            self.governed(from, verb)
        });
        if told.is_some_and(|told| told.speaker.is_some()) {
            return told;
        }
        let same_block = before.is_some_and(|before| self.marks[before].block == self.marks[nth].block);
        if same_block && let Some(told) = carried(before) {
            return Some(told);
        }
        self.about(start, first).or_else(|| carried(before))
    }

    /// A quotation of whole sentences whose attribution comes with the next one in the paragraph.
    fn looking_ahead(&self, nth: usize, next: usize) -> Option<Told> {
        let following = self.marks.get(nth + 1).filter(|mark| mark.block == self.marks[nth].block)?;
        let (first, after) = self.at[nth + 1];
        // Only where nothing but short words stand between the two.
        if first.saturating_sub(next) > 3 {
            return None;
        }
        let told = self.after(after, *following, true)?;
        Some(Told { speaker: told.speaker, cue: None })
    }

    /// Keeps what was told about quotation `nth` for those after it.
    pub fn remember(&mut self, nth: usize, told: Told, speaker: Option<u32>) {
        debug_assert_eq!(nth, self.told.len());
        self.told.push((told, speaker));
    }
}
