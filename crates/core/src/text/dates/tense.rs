//! Whether a clause speaks of what was or of what is to come, by its verbs.

/// What a verb says about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// It happened.
    Past,
    /// It is to happen.
    Future,
}

/// Words that announce, in the languages that are known.
fn announces(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "won't"
            | "won\u{2019}t"
            | "shall"
            | "upcoming"
            | "scheduled"
            | "expected"
            | "expects"
            | "plans"
            | "plan"
            | "planned"
            | "planning"
            | "due"
            | "tomorrow"
            | "going"
            | "hopes"
            | "intends"
            | "slated"
            | "set"
            | "poised"
            | "ahead"
            | "deadline"
            | "starting"
            | "begins"
            | "opens"
            | "starts"
            | "takes"
            | "resumes"
            | "resume"
            | "continue"
            | "continues"
            | "meets"
            | "faces"
            | "awaits"
            | "would"
            | "wird"
            | "werden"
            | "soll"
            | "sollen"
            | "geplant"
            | "kommenden"
            | "ser\u{e1}"
            | "ser\u{e1}n"
            | "pr\u{f3}ximo"
            | "prevista"
            | "previsto"
            | "sera"
            | "seront"
            | "prochain"
            | "pr\u{e9}vu"
            | "\u{431}\u{443}\u{434}\u{435}\u{442}"
            | "\u{431}\u{443}\u{434}\u{443}\u{442}"
            | "\u{431}\u{443}\u{434}\u{435}"
    )
}

/// Verbs in the present that tell what somebody is going to do, where a name or a plural stands right before them: "Rovers return
/// to the league". A noun of the same form has an article or the like there.
fn comes(word: &str, subject: &str) -> bool {
    let verb = matches!(
        word,
        "return"
            | "returns"
            | "meet"
            | "play"
            | "plays"
            | "host"
            | "hosts"
            | "travel"
            | "travels"
            | "reopen"
            | "reopens"
            | "face"
    );
    let plural = subject.len() > 3 && subject.ends_with('s') && !subject.ends_with("ss");
    let singular = word.ends_with('s');
    verb && (subject.starts_with(char::is_uppercase) && !leads(subject)
        || plural && !singular && !matches!(subject, "this" | "his" | "does"))
}

/// English verbs in the past whose form does not show it.
const PAST: &str = " was were had said told met held took went came left began won lost struck hit fell rose made gave saw found \
spoke wrote broke kept sent shot got became led fought brought drew drove flew grew knew ran sat stood thought threw \
war waren hatte sagte fue fueron dijo \u{e9}tait \u{431}\u{44b}\u{43b} \u{431}\u{44b}\u{43b}\u{430} ";

fn tells(word: &str) -> bool {
    PAST.contains(&format!(" {word} "))
        || (word.len() > 4
            && word.ends_with("ed")
            && !matches!(word, "indeed" | "speed" | "need" | "united" | "hundred"))
}

/// Verbs of asking somebody to do something, in the past.
fn asks(word: &str) -> bool {
    matches!(word, "asked" | "told" | "urged" | "advised" | "warned" | "ordered" | "instructed")
}

/// Words that stand between the start of a clause and a date: `On`, `But on`, `late`.
pub(super) fn leads(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "on" | "but"
            | "and"
            | "late"
            | "early"
            | "then"
            | "since"
            | "this"
            | "next"
            | "last"
            | "am"
            | "el"
            | "le"
            | "\u{432}"
    )
}

/// The tense of the words before a date, nearest first. `None` where no verb shows it.
pub(super) fn backward(words: &[&str]) -> Option<Tense> {
    let mut open = false;
    for (nth, word) in words.iter().enumerate() {
        let earlier = words.get(nth + 1).copied().unwrap_or("");
        // `a meeting for Thursday`; `closed until Wednesday`, unless it was so in the past.
        if nth == 0 && *word == "for" {
            return Some(Tense::Future);
        }
        // `could be opened as early as Monday`
        if matches!(*word, "early" | "soon") && nth == 1 && words[0] == "as" && earlier == "as" {
            return Some(Tense::Future);
        }
        // `by Wednesday`, but not `announced by the yard on Wednesday`.
        if *word == "by" && (nth == 0 || !tells(earlier)) {
            return Some(Tense::Future);
        }
        open |= *word == "until";
        // `were asked not to ring the bells on Sunday`
        if open && asks(word) && words[..nth].contains(&"not") {
            return Some(Tense::Future);
        }
        if announces(word) || *word == "to" && matches!(earlier, "is" | "are") || comes(word, earlier) {
            return Some(Tense::Future);
        }
        if tells(word) {
            // `will be held`, `to be held`, `stay closed`: what stands before decides.
            if matches!(earlier, "be" | "being" | "stay" | "stays" | "remain" | "remains") {
                continue;
            }
            return Some(Tense::Past);
        }
        // `Leaders to meet`: to come, unless a verb before it says that this was meant in the past.
        let verb = nth > 0 && words[nth - 1].starts_with(char::is_lowercase) && !leads(words[nth - 1]);
        if *word == "to"
            && verb
            && !matches!(words[nth - 1], "the" | "a" | "an" | "his" | "her" | "its" | "their")
        {
            open = true;
        }
    }
    open.then_some(Tense::Future)
}

/// The tense of the words after a date, in order.
pub(super) fn forward(words: &[&str]) -> Option<Tense> {
    words.iter().enumerate().find_map(|(nth, word)| {
        let before = nth.checked_sub(1).map_or("", |at| words[at]);
        let bound = *word == "to" && matches!(before, "is" | "are");
        if bound || announces(word) && *word != "set" {
            Some(Tense::Future)
        } else if tells(word) && before != "be" {
            Some(Tense::Past)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Tense>) {
        let (before, after) = text.split_once('|').unwrap();
        let mut before: Vec<&str> = before.split_whitespace().collect();
        before.reverse();
        let after: Vec<&str> = after.split_whitespace().collect();
        assert_eq!(backward(&before).or_else(|| forward(&after)), expected, "{text}");
    }

    #[test]
    fn the_nearest_verb_decides() {
        check("the two will meet in Lumen on|", Some(Tense::Future));
        check("she said on| that they will meet", Some(Tense::Past));
        check("the funeral is to be held on|", Some(Tense::Future));
        check("the vote was held on|", Some(Tense::Past));
        check("talks scheduled for|", Some(Tense::Future));
        check("Leaders to meet in Lumen on|", Some(Tense::Future));
        check("he flew to Lumen on|", Some(Tense::Past));
        check("they vowed to fight on|", Some(Tense::Past));
        check("Schools in the province stay closed until|", Some(Tense::Future));
        check("The two counted apart until|", Some(Tense::Past));
        check("She called a meeting at the gates for|", Some(Tense::Future));
        check("On| the two sides will meet", Some(Tense::Future));
        check("On| 31 men are to change ships", Some(Tense::Future));
        check("Rovers return to the league on|", Some(Tense::Future));
        check("The Rovers will not, as players return to the league on|", Some(Tense::Future));
        check("Rovers had the return to the league on|", Some(Tense::Past));
        check("after the return to the league on|", None);
        check("the cuts announced by the yard on|", Some(Tense::Past));
        check("The charges could be made known as early as|", Some(Tense::Future));
        check("the papers must be in by early|", Some(Tense::Future));
        check("Islanders were asked not to ring the bells on|", Some(Tense::Future));
        check("on| in Lumen", None);
    }
}
