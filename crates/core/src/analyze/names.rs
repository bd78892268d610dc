//! Names of persons, organisations and places: runs of capitalized words, cleared of roles, with a kind by the cues
//! around them and one key for all spellings and short forms inside the article.

mod kinds;
mod link;
pub(super) mod spelling;

use super::lexicon::class;
use super::tokens::{Token, by_sentence};
use crate::model::{Language, Mention, Sentence, SentenceKind};
use crate::text::words::WordKind;
use rustc_hash::FxHashSet;

/// Words of a name at most.
const LONGEST: usize = 8;

/// The names of an article.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// In order.
    pub mentions: Vec<Mention>,
    /// Token range of each mention: first, one past the last.
    pub at: Vec<(u32, u32)>,
}

/// A name before it is linked: its tokens and what is around it.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: usize,
    next: usize,
    /// Whether a role or form of address stands before it.
    titled: bool,
    /// Whether only the start of the sentence may be the reason for the capital.
    doubtful: bool,
}

/// Finds the names in the tokens of an article.
pub(super) fn find(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    language: Option<Language>,
) -> Names {
    let mut finder = Finder::new(text, tokens, language);
    finder.survey(sentences);
    let mut runs = Vec::new();
    for (sentence, first, next) in by_sentence(tokens) {
        let kind = sentences[sentence as usize].kind;
        let shouted = kind == SentenceKind::Heading || finder.is_title_case(first, next);
        if shouted {
            continue;
        }
        finder.runs(first, next, &mut runs);
    }
    finder.know_families(&runs);
    let runs: Vec<Run> = runs.into_iter().filter(|run| finder.is_believed(run)).collect();
    finder.link(&runs)
}

struct Finder<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Keys of words that also stand in lower case.
    lower: FxHashSet<u64>,
    /// Keys of words that are capitalized inside a sentence.
    inside: FxHashSet<u64>,
    /// Keys of roles that are a surname here.
    surnames: FxHashSet<u64>,
    /// Keys of the surnames of full names, where nouns have capitals too and a surname alone looks like one.
    families: FxHashSet<u64>,
    /// Common nouns are capitalized in this language.
    german: bool,
}

/// Whether a word says which of several a role is, and stands between a body's name and the role.
fn is_rank(word: &str) -> bool {
    matches!(
        word,
        "High"
            | "Minority"
            | "Majority"
            | "Assistant"
            | "Acting"
            | "Vice"
            | "Permanent"
            | "Special"
            | "Executive"
            | "Senior"
            | "Associate"
            | "Under"
            | "Interim"
            | "Honorary"
            | "Managing"
    )
}

/// Whether a role is a common surname too.
fn may_be_surname(word: &str) -> bool {
    matches!(word, "King" | "Prince" | "Pope" | "Dean" | "Judge" | "Bishop" | "Lord" | "Major" | "Cardinal")
}

impl<'t> Finder<'t> {
    fn new(text: &'t str, tokens: &'t [Token], language: Option<Language>) -> Self {
        let german = language.is_some_and(|language| matches!(language.as_str(), "de" | "lb"));
        let sets = || FxHashSet::default();
        Self { text, tokens, lower: sets(), inside: sets(), surnames: sets(), families: sets(), german }
    }

    fn survey(&mut self, sentences: &[Sentence]) {
        for (sentence, first, next) in by_sentence(self.tokens) {
            let heading =
                sentences[sentence as usize].kind == SentenceKind::Heading || self.is_title_case(first, next);
            for (nth, token) in self.tokens[first..next].iter().enumerate() {
                if token.kind != WordKind::Word {
                    continue;
                }
                if !token.is_capital() {
                    self.lower.insert(token.key);
                } else if nth > 0 && !heading && !self.opens(first + nth) {
                    self.inside.insert(token.key);
                    if may_be_surname(token.bare(self.text).of(self.text)) && self.ends_a_name(first + nth) {
                        self.surnames.insert(token.key);
                    }
                }
            }
        }
    }

    /// Remembers the surnames of those who are named in full.
    fn know_families(&mut self, runs: &[Run]) {
        if !self.german {
            return;
        }
        for run in runs.iter().filter(|run| run.next - run.first > 1) {
            let (given, last) = (&self.tokens[run.first], &self.tokens[run.next - 1]);
            if (given.is(class::GIVEN) || run.titled) && !self.lower.contains(&last.key) {
                self.families.insert(last.key);
            }
        }
    }

    /// Whether a given name stands before token `at`, and no name that it could be the role of behind it.
    fn ends_a_name(&self, at: usize) -> bool {
        let given = &self.tokens[at - 1];
        let other = class::TITLE
            | class::DEMONYM
            | class::PLACE
            | class::ORGANISATION_WORD
            | class::STOP
            | class::UPPER
            | class::LETTER
            | class::CALENDAR;
        let goes_on = at + 1 < self.tokens.len() && self.joins(at + 1) && self.names(at + 1);
        given.is_capital() && !given.is(other) && self.joins(at) && !goes_on
    }

    /// Whether most words are capitalized, as headlines have it.
    fn is_title_case(&self, first: usize, next: usize) -> bool {
        let (mut words, mut capitals) = (0, 0);
        for token in &self.tokens[first..next] {
            if token.kind == WordKind::Word && !token.is(class::STOP) {
                words += 1;
                capitals += usize::from(token.is_capital());
            }
        }
        if self.german {
            return false;
        }
        words >= 5 && capitals * 10 >= words * 9
    }

    /// The text between tokens `at - 1` and `at`.
    fn gap(&self, at: usize) -> &'t str {
        let from = at.checked_sub(1).map_or(0, |before| self.tokens[before].span.end);
        &self.text[from as usize..self.tokens[at].span.start as usize]
    }

    /// Whether token `at` opens a quotation or follows a colon, so that its capital says nothing.
    fn opens(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.contains(['“', '"', '„', '«', ':', '‘', '•', '–', '—', '…', '!', '?'])
    }

    /// Whether token `at` goes on with the name that the tokens before it began.
    fn joins(&self, at: usize) -> bool {
        let before = &self.tokens[at - 1];
        if before.is(class::POSSESSIVE) || before.sentence != self.tokens[at].sentence {
            return false;
        }
        match self.gap(at) {
            " " | "\u{a0}" => true,
            ". " | "." | ".\u{a0}" => before.is(class::LETTER | class::TITLE),
            " & " => true,
            _ => false,
        }
    }

    fn names(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == WordKind::Word && token.is_capital() && !token.is(class::DERIVED)
    }

    fn runs(&self, first: usize, next: usize, runs: &mut Vec<Run>) {
        let mut at = first;
        while at < next {
            if !self.names(at)
                || (self.tokens[at].is(class::STOP) && !self.tokens[at].is(class::UPPER | class::TITLE))
            {
                at += 1;
                continue;
            }
            let start = at;
            let mut end = at + 1;
            let mut organisation = self.tokens[at].is(class::ORGANISATION_WORD | class::PLACE_WORD);
            while end < next && self.joins(end) && end - start < LONGEST {
                let token = &self.tokens[end];
                let plain_stop = token.is(class::STOP) && !token.is(class::UPPER | class::CONNECTOR);
                if self.names(end) && !plain_stop {
                    organisation |= token.is(class::ORGANISATION_WORD | class::PLACE_WORD);
                    end += 1;
                    continue;
                }
                // `Bank of Anvar`, `Maria de la Cruz`, `Court of Human Rights`
                let slice = token.span.of(self.text);
                let link = token.is(class::CONNECTOR)
                    && (slice != "of" || organisation)
                    && slice != "y"
                    && slice != "a"
                    || organisation && matches!(slice, "for" | "and" | "für");
                // Of German nouns any two may stand so: `Teilnehmer des Treffens`.
                let link = link && (!self.german || organisation || self.tokens[at].is(class::GIVEN));
                let mut ahead = end + 1;
                while ahead < next
                    && ahead < end + 3
                    && self.tokens[ahead].is(class::CONNECTOR)
                    && self.joins(ahead)
                {
                    ahead += 1;
                }
                if slice == "of" && ahead < next && self.tokens[ahead].span.of(self.text) == "the" {
                    ahead += 1;
                }
                let goes_on = link
                    && ahead < next
                    && (end + 1..=ahead).all(|at| self.joins(at))
                    && self.names(ahead)
                    && !self.tokens[ahead].is(class::CALENDAR)
                    && (slice != "and" || self.tokens[ahead].is(class::ORGANISATION_WORD));
                if !goes_on {
                    break;
                }
                end = ahead + 1;
            }
            self.trim(start, end, first, runs);
            at = end;
        }
    }

    /// Takes roles, calendar words and loose words off the ends of a run and keeps what is left.
    fn trim(&self, mut first: usize, mut next: usize, sentence: usize, runs: &mut Vec<Run>) {
        let mut doubtful = first == sentence || self.opens(first);
        let mut titled = first > sentence
            && self.tokens[first - 1].is(class::TITLE)
            && matches!(self.gap(first), " " | ". ");
        // `Secretary of State Marco Vale`: the office is none of his names.
        let office = |at: usize| {
            matches!(
                self.tokens[at].span.of(self.text),
                "State"
                    | "Defense"
                    | "Defence"
                    | "Finance"
                    | "Interior"
                    | "Justice"
                    | "Energy"
                    | "Health"
                    | "Education"
                    | "Agriculture"
                    | "Transport"
                    | "Commerce"
                    | "Labor"
                    | "Labour"
                    | "Culture"
            )
        };
        if next - first > 1
            && first >= sentence + 2
            && self.tokens[first - 1].span.of(self.text) == "of"
            && self.tokens[first - 2].is(class::TITLE)
            && office(first)
        {
            first += 1;
            (titled, doubtful) = (true, false);
        }
        while first < next {
            let token = &self.tokens[first];
            let alone = next - first == 1;
            if self.is_role(first, next) && !(alone && token.is(class::UPPER) && !titled) {
                // `Prime Minister Osei`; a role with a possessive (`Minister's`) names nobody.
                titled = true;
                doubtful = false;
            } else if token.is(class::CALENDAR)
                || (token.is(class::DEMONYM) && (!self.before_organisation(first, next) || alone))
            {
                doubtful = false;
            } else if doubtful && token.is(class::LOOSE | class::BETWEEN) && !token.is(class::UPPER) {
                // What follows stands inside the sentence: its capital counts.
                doubtful = false;
            } else if doubtful
                && !alone
                && self.lower.contains(&token.key)
                && !self.inside.contains(&token.key)
                && !token.is(class::GIVEN | class::ORGANISATION_WORD)
            {
                doubtful = false;
            } else {
                break;
            }
            first += 1;
        }
        while next > first
            && (self.tokens[next - 1].is(class::CALENDAR)
                || self.tokens[next - 1].is(class::CONNECTOR)
                || (next - first > 1
                    && self.is_role(next - 1, next)
                    // `Anna Richter`
                    && !(self.german && self.tokens[first].is(class::GIVEN))
                    && !self.tokens[next - 2].is(class::CONNECTOR)
                    && !self.tokens[next - 1].is(class::UPPER)))
        {
            next -= 1;
        }
        if first < next {
            // `Osei John Vale`: one mention; roles in the middle split (`Kenya Foreign Minister Osei`).
            let role = |at: &usize| self.is_role(*at, next);
            if let Some(cut) = (first + 1..next.saturating_sub(1)).rev().find(role) {
                let mut clean = (first..cut).find(role).unwrap_or(cut);
                // `Senate Minority Leader Vale`, `E.U. High Representative Osei`
                while clean > first && is_rank(self.tokens[clean - 1].span.of(self.text)) {
                    clean -= 1;
                }
                if clean > first {
                    runs.push(Run { first, next: clean, titled, doubtful });
                }
                runs.push(Run { first: cut + 1, next, titled: true, doubtful: false });
            } else if self.opens_with_a_body(first, next) {
                // `envoy to the UN Ada Osei`
                runs.push(Run { first, next: first + 1, titled: false, doubtful });
                runs.push(Run { first: first + 1, next, titled: false, doubtful: false });
            } else {
                runs.push(Run { first, next, titled, doubtful });
            }
        }
    }

    /// Whether token `at` of a name that ends before `next` is a role or form of address, and no part of the name: not the
    /// `General` of a general assembly, nor the surname of somebody called King.
    fn is_role(&self, at: usize, next: usize) -> bool {
        let of_body = at + 1 < next && self.tokens[at + 1].is(class::ORGANISATION_WORD);
        self.tokens[at].is(class::TITLE) && !of_body && !self.is_surname(at, at + 1 == next)
    }

    /// Whether a role is somebody's surname: `Ada King`, and `King` alone where the article has such a name.
    fn is_surname(&self, at: usize, last: bool) -> bool {
        last && self.surnames.contains(&self.tokens[at].key)
    }

    /// Whether a country or a union of them in capitals stands right before a person's full name.
    fn opens_with_a_body(&self, first: usize, next: usize) -> bool {
        let tokens = &self.tokens[first..next];
        let [body, given, rest @ ..] = tokens else { return false };
        let known = body.is(class::PLACE) || matches!(body.span.of(self.text), "UN" | "U.N." | "EU" | "NATO");
        let person = given.is(class::GIVEN) && !given.is(class::UPPER) && !rest.is_empty();
        body.is(class::UPPER)
            && known
            && person
            && !rest
                .iter()
                .any(|token| token.is(class::ORGANISATION_WORD | class::PLACE_WORD | class::CONNECTOR))
    }

    fn before_organisation(&self, first: usize, next: usize) -> bool {
        self.tokens[first + 1..next].iter().any(|token| token.is(class::ORGANISATION_WORD))
    }

    /// Whether an article stands before a run, with an adjective between them or not: `der Tonfall`, `im alten Hafen`.
    fn has_article(&self, run: &Run) -> bool {
        let sentence = self.tokens[run.first].sentence;
        let before = self.tokens[..run.first].iter().rev().take(2);
        let before: Vec<&Token> = before.take_while(|token| token.sentence == sentence).collect();
        let article = |token: &Token| {
            token.is(class::DETERMINER)
                || matches!(
                    token.span.of(self.text),
                    "im" | "am"
                        | "zum"
                        | "zur"
                        | "vom"
                        | "beim"
                        | "ins"
                        | "dem"
                        | "keine"
                        | "kein"
                        | "keinen"
                        | "viele"
                        | "mehr"
                        | "zwei"
                        | "drei"
                )
        };
        match before[..] {
            [next, ..] if article(next) => true,
            [next, farther] => !next.is_capital() && !next.is(class::STOP | class::TITLE) && article(farther),
            _ => false,
        }
    }

    /// Whether a word in capitals is a common one: it also stands in lower case, or is one that every text has.
    fn is_emphasis(&self, token: &Token) -> bool {
        let word = token.bare(self.text).of(self.text);
        let body = token.is(class::PLACE) || matches!(word, "WHO" | "IT" | "US") || word.contains('.');
        !body && (token.is(class::STOP) || word.len() > 3 && self.lower.contains(&token.key))
    }

    /// Whether a run is a name for all we can see.
    fn is_believed(&self, run: &Run) -> bool {
        let tokens = &self.tokens[run.first..run.next];
        let (first, last) = (&tokens[0], &tokens[tokens.len() - 1]);
        if tokens.len() == 1
            && (first.is(class::LETTER) || (first.is(class::LOOSE) && !first.is(class::UPPER) && !run.titled))
        {
            return false;
        }
        // `it is NOT over`: capitals for weight.
        if tokens.len() == 1 && first.is(class::UPPER) && self.is_emphasis(first) {
            return false;
        }
        if run.titled {
            return true;
        }
        let known = first.is(class::PLACE | class::GIVEN);
        if self.german {
            if tokens.len() == 1 {
                return first.is(class::PLACE | class::UPPER)
                    || (first.is(class::GIVEN) && !run.doubtful)
                    || self.families.contains(&first.key);
            }
            // Two nouns side by side are rare, but for the second behind an amount or "von"; a word that also stands in lower
            // case is no name, and a person has no article.
            let common =
                tokens.iter().any(|token| self.lower.contains(&token.key) && !token.is(class::CONNECTOR));
            let joined = tokens.iter().any(|token| token.is(class::CONNECTOR));
            let before = run.first.checked_sub(1).map(|at| &self.tokens[at]);
            let before = before.filter(|before| before.sentence == first.sentence);
            let counted = before.is_some_and(|before| before.kind == WordKind::Number);
            let upper = tokens.iter().any(|token| token.is(class::UPPER));
            return first.is(class::GIVEN)
                || last.is(class::PLACE | class::ORGANISATION_WORD)
                || upper
                || (!run.doubtful && !common && !joined && !counted && !self.has_article(run));
        }
        if !run.doubtful {
            return tokens.len() > 1
                || !(self.lower.contains(&first.key) && !known && !first.is(class::UPPER));
        }
        if tokens.len() > 1 {
            return true;
        }
        // The first word of a sentence, alone: only with evidence.
        if self.lower.contains(&first.key) && !known {
            return false;
        }
        known
            || first.is(class::UPPER)
            || self.inside.contains(&first.key)
            || self.tokens.get(run.next).is_some_and(|after| {
                after.sentence == first.sentence && after.is(class::SPEECH) && self.gap(run.next) == " "
            })
            || first.is(class::POSSESSIVE)
    }
}
