//! Openings that set a scene where others say what happened.

/// Whether an English sentence paints: somebody was doing something, it was the night that, for minutes nothing stirred.
/// Seen by its verb and its first words; in other languages this never holds.
pub(super) fn sets_a_scene(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().take(30).collect();
    let first = words.first().map_or("", |word| bare(word));
    let second = words.get(1).map_or("", |word| bare(word));
    let lasting = first == "For" && words.iter().take(5).any(|word| LASTING.contains(&bare(word)));
    let told_as_a_tale = TALES.iter().any(|(one, two)| *one == first && (two.is_empty() || *two == second));
    lasting || told_as_a_tale || in_the_middle_of_doing(&words)
}

/// "were packing their tents": the past in progress, before any word that says who reports it.
fn in_the_middle_of_doing(words: &[&str]) -> bool {
    words
        .windows(2)
        .take_while(|pair| !matches!(bare(pair[0]), "said" | "says" | "told" | "that" | "who" | "which"))
        .any(|pair| {
            let verb = bare(pair[1]);
            matches!(pair[0], "was" | "were")
                && verb.len() > 4
                && verb.ends_with("ing")
                && !matches!(verb, "missing" | "willing" | "nothing" | "pending" | "outstanding")
        })
}

const LASTING: &[&str] = &["minutes", "hours", "seconds", "moment", "moments"];

/// Pairs of first words; an empty second stands for any.
const TALES: &[(&str, &str)] = &[
    ("It", "was"),
    ("There", "was"),
    ("There", "is"),
    ("There", "are"),
    ("There", "were"),
    ("Once", ""),
    ("Nobody", ""),
    ("Everybody", ""),
    ("Imagine", ""),
    ("Picture", "this"),
    ("Meet", ""),
    ("Not", "likely"),
];

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: bool) {
        assert_eq!(sets_a_scene(sentence), expected, "{sentence}");
    }

    #[test]
    fn scenes_are_told_from_news() {
        check("The crew of the ferry was mending nets on Monday when the siren went.", true);
        check("For forty minutes the whole quay held its breath.", true);
        check("The ferry Arden sank off Port Lumen on Monday.", false);
        check("Four people were missing on Monday after the ferry sank.", false);
        check("Police said they were looking for a second ferry.", false);
    }
}
