//! What a name names, from the cues in it and around it.

use crate::analyze::lexicon::class;
use crate::analyze::tokens::Token;
use crate::model::MentionKind;
use crate::text::words::WordKind;

/// Points for each kind, summed over all mentions of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    person: i32,
    organisation: i32,
    place: i32,
    words: usize,
}

impl Evidence {
    pub fn add(&mut self, other: &Self) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
        self.words = self.words.max(other.words);
    }

    /// Whether the last word may be a surname.
    pub fn may_be_person(&self) -> bool {
        self.person >= self.place && self.person >= self.organisation && self.words <= 4
    }

    pub fn kind(&self) -> MentionKind {
        let best = self.person.max(self.organisation).max(self.place);
        if best <= 0 {
            MentionKind::Other
        } else if self.person == best {
            MentionKind::Person
        } else if self.place == best {
            MentionKind::Place
        } else {
            MentionKind::Organisation
        }
    }
}

/// The points of one mention, tokens `first..next`.
pub(super) fn evidence(text: &str, tokens: &[Token], first: usize, next: usize, titled: bool) -> Evidence {
    let name = &tokens[first..next];
    let (head, last) = (&name[0], &name[name.len() - 1]);
    let sentence = head.sentence;
    let mut seen = Evidence { words: name.len(), ..Evidence::default() };
    let before = first.checked_sub(1).map(|at| &tokens[at]).filter(|token| token.sentence == sentence);
    let after = tokens.get(next).filter(|token| token.sentence == sentence);
    let gap_before = before.map_or("", |token| &text[token.span.end as usize..head.span.start as usize]);
    let gap_after = after.map_or("", |token| &text[last.span.end as usize..token.span.start as usize]);

    if titled {
        seen.person += 6;
    }
    let organisation_word = name.iter().any(|token| token.is(class::ORGANISATION_WORD));
    if organisation_word {
        seen.organisation += 5;
    } else if head.is(class::GIVEN) && name.len() > 1 && name.len() <= 4 {
        seen.person += 5;
    } else if head.is(class::GIVEN) && name.len() == 1 {
        seen.person += 1;
    }
    if name.len() == 1 && head.is(class::UPPER) {
        let plain = head.span.of(text).bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
        seen.organisation += if plain && head.span.len() <= 6 { 2 } else { 0 };
    }
    if name.iter().any(|token| token.is(class::PLACE)) && !organisation_word {
        seen.place += if name.len() == 1 { 5 } else { 2 };
    }
    if last.is(class::PLACE_WORD) || (head.is(class::PLACE_WORD) && name.len() > 1) {
        seen.place += 4;
    }
    if name.iter().any(|token| token.is(class::LETTER)) && name.len() > 2 && !organisation_word {
        seen.person += 4; // a middle initial
    }
    if let Some(before) = before {
        // `the Vale government`: the article belongs to the noun after the name.
        let adjective = after.is_some_and(|after| {
            gap_after == " "
                && !after.is_capital()
                && !after.is(class::STOP
                    | class::SPEECH
                    | class::PREPOSITION
                    | class::CLAUSE
                    | class::BETWEEN)
        });
        // `von der Leyen`, `de la Rúa`: a part of the surname.
        let particle = before.is(class::CONNECTOR)
            && first > 1
            && matches!(tokens[first - 2].span.of(text), "von" | "van" | "de");
        let article = before.is(class::DETERMINER) && gap_before == " " && !adjective && !particle;
        if article {
            seen.person -= 3;
            seen.organisation += 1;
        } else if before.is(class::WHERE) && gap_before == " " && !titled {
            let strong =
                matches!(before.span.of(text), "in" | "In" | "near" | "outside" | "across" | "aus" | "nach");
            seen.place += if strong { 3 } else { 1 };
        }
    }
    if let Some(after) = after {
        let speaks = after.is(class::SPEECH) && gap_after == " ";
        if speaks && !last.is(class::POSSESSIVE) {
            // Countries and firms speak too, by one name.
            let several = (2..=3).contains(&name.len()) || head.is(class::GIVEN) || titled;
            seen.person += if several { 2 } else { 1 };
            seen.organisation += i32::from(organisation_word) * 2;
        }
        if after.is(class::CITY_NOUN) && gap_after == " " && !organisation_word && !titled {
            seen.place += 2;
        }
        // `Vale, 45,` and `Vale, who`
        if gap_after == ", " && (after.kind == WordKind::Number && after.span.len() == 2) {
            seen.person += 4;
        }
        if gap_after == ", " && matches!(after.span.of(text), "who" | "whose") {
            seen.person += 3;
        }
        // `Vale, the director of the harbor,` and `the head of the harbor, Ada Vale, said`
        let people = (2..=4).contains(&name.len()) && !organisation_word;
        if gap_after == ", " && people {
            let role = tokens[next..].iter().take(5).take_while(|token| token.sentence == sentence);
            let mut role = role.skip_while(|token| token.is(class::DETERMINER | class::DEMONYM));
            let roled = after.is(class::DETERMINER | class::TITLE)
                && role.by_ref().take(2).any(|token| token.is(class::TITLE));
            let speaks = after.is(class::SPEECH) && gap_before == ", ";
            seen.person += i32::from(roled) * 3 + i32::from(speaks) * 3;
        }
        if gap_after == " (" && after.is(class::UPPER) {
            seen.organisation += 3;
        }
    }
    // A verb of speech before: `said Vale`.
    if let Some(before) = before
        && before.is(class::SPEECH)
        && gap_before == " "
    {
        seen.person += 2;
    }
    seen
}
