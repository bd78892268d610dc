//! What a reader wants to read more or less of: factors on the weight of a story in an edition.

use crate::model::{Digest, Language};
use crate::text::language::detect;
use crate::text::normalize::fold;
use crate::text::words::words;
use std::fmt;

/// Rules at most; what is beyond is refused.
const RULES: usize = 200;
/// Greatest factor of a rule.
const MOST: f64 = 10.0;

/// Factors by source, person, topic and language; none by default. Written as rules with a semicolon between them, each a kind,
/// what it is about and a factor from 0 to 10: `source harbor.example 2; person Anna Berg 0.5; topic football 0; language de 1.5`.
/// A factor of 0 leaves the story out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Favor(Vec<Rule>);

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    kind: Kind,
    /// As the reader wrote it.
    what: String,
    /// Its words, folded.
    words: Vec<String>,
    factor: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A domain, with what stands under it.
    Source,
    /// A person or organization among the names of the story.
    Person,
    /// Words that stand side by side in headline, summary or the title of an article.
    Topic,
    /// The language of most of its articles' titles.
    Language,
}

impl Kind {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Source, "source"),
        (Self::Person, "person"),
        (Self::Topic, "topic"),
        (Self::Language, "language"),
    ];
}

/// The words of a text, folded.
fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold(word.of(text))).collect()
}

fn holds(text: &str, phrase: &[String]) -> bool {
    !phrase.is_empty() && folded(text).windows(phrase.len()).any(|part| part == phrase)
}

impl Favor {
    /// Reads rules. What is said of a thing twice counts twice.
    ///
    /// # Errors
    /// Where a rule is not of the form; says which one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rules: Vec<Rule> = text
            .split(';')
            .filter(|rule| !rule.trim().is_empty())
            .map(Rule::parse)
            .collect::<Result<_, _>>()?;
        if rules.len() > RULES { Err(format!("takes {RULES} rules at most")) } else { Ok(Self(rules)) }
    }

    /// The factor on a story's weight: of its sources the mean over its articles, and the product of all else that a rule names.
    pub fn of(&self, story: &Digest) -> f64 {
        if self.0.is_empty() {
            return 1.0;
        }
        let by_kind = |kind: Kind| self.0.iter().filter(move |rule| rule.kind == kind);
        let of_source = |domain: &str| -> f64 {
            by_kind(Kind::Source).filter(|rule| rule.is_of(domain)).map(|rule| rule.factor).product()
        };
        let articles: u32 = story.sources.iter().map(|source| source.articles).sum();
        let sum: f64 =
            story.sources.iter().map(|source| of_source(&source.domain) * f64::from(source.articles)).sum();
        let sources = if articles == 0 { 1.0 } else { sum / f64::from(articles) };
        let rest: f64 = self.0.iter().filter(|rule| rule.names(story)).map(|rule| rule.factor).product();
        sources * rest
    }
}

impl Rule {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{:?} is not of the form: source, person, topic or language, what, a factor 0 to 10",
                text.trim()
            )
        };
        let (kind, rest) = text.trim().split_once(char::is_whitespace).ok_or_else(wrong)?;
        let (what, factor) = rest.trim().rsplit_once(char::is_whitespace).ok_or_else(wrong)?;
        let kind =
            Kind::ALL.iter().find(|(_, name)| *name == kind).map(|(kind, _)| *kind).ok_or_else(wrong)?;
        let factor = factor.parse().ok().filter(|factor| (0.0..=MOST).contains(factor)).ok_or_else(wrong)?;
        let words = folded(what);
        if words.is_empty() || (kind == Kind::Language && Language::parse(what).is_none()) {
            return Err(wrong());
        }
        Ok(Self { kind, what: what.trim().to_owned(), words, factor })
    }

    /// Whether it is about a domain, or one above it.
    fn is_of(&self, domain: &str) -> bool {
        let under = domain.strip_suffix(self.what.as_str());
        under.is_some_and(|under| under.is_empty() || under.ends_with('.'))
    }

    /// Whether the story is about what the rule names; for sources see [`Rule::is_of`].
    fn names(&self, story: &Digest) -> bool {
        let holds = |text: &str| holds(text, &self.words);
        match self.kind {
            Kind::Source => false,
            Kind::Person => story
                .people
                .iter()
                .any(|person| holds(&person.name) || person.aliases.iter().any(|name| holds(name))),
            Kind::Topic => {
                holds(&story.title.text)
                    || story.summary.iter().any(|line| holds(&line.text))
                    || story.articles.iter().any(|article| holds(&article.title))
            }
            Kind::Language => {
                let titles: Vec<&str> = story.articles.iter().map(|article| article.title.as_str()).collect();
                let language = detect(&titles.join("\n")).or_else(|| detect(&story.title.text));
                language.is_some() && language == Language::parse(&self.what)
            }
        }
    }
}

impl fmt::Display for Favor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, rule) in self.0.iter().enumerate() {
            let kind = Kind::ALL.iter().find(|(kind, _)| *kind == rule.kind).map_or("", |(_, name)| *name);
            let between = if nth == 0 { "" } else { "; " };
            write!(to, "{between}{kind} {} {}", rule.what, rule.factor)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A story of two articles, one from each of two outlets, about a person.
    fn story() -> Digest {
        let id = crate::model::StoryId::of(&[b"tram"]);
        let article = |name: &str, title: &str| {
            json!({
                "id": crate::model::ArticleId::of(&[name.as_bytes()]), "url": null, "title": title, "outlet": name,
                "published": null, "kind": "news", "copy_of": null, "summary": [],
            })
        };
        let line = |text: &str| json!({"text": text, "how": "verbatim", "cites": []});
        serde_json::from_value(json!({
            "story": id, "title": line("The council opens its second tram line to the northern harbor"),
            "date": "2026-03-09", "first_seen": null, "last_seen": null, "freshest": null,
            "sources": [{"domain": "news.harbor.example", "articles": 1}, {"domain": "canal.example", "articles": 1}],
            "independent_reports": 2, "image": null, "summary": [line("Mayor Anna Berg cut the ribbon.")], "key_points": [],
            "articles": [
                article("news.harbor.example", "Second tram line opens after years of work on the bridge"),
                article("canal.example", "What the new tram means for the people of the northern harbor"),
            ],
            "disagreements": [], "quotes": [],
            "people": [{"name": "Anna Berg", "kind": "person", "aliases": ["Berg"], "mentions": 3}],
            "timeline": [], "positions": [], "background": [], "whats_new": [], "whats_next": [], "withheld": [],
        }))
        .expect("of its form")
    }

    #[track_caller]
    fn check(rules: &str, expected: Option<f64>) {
        let favor = Favor::parse(rules);
        assert_eq!(favor.as_ref().ok().map(|favor| favor.of(&story())), expected, "{rules}: {favor:?}");
        if let Ok(favor) = favor {
            assert_eq!(Favor::parse(&favor.to_string()), Ok(favor));
        }
    }

    #[test]
    fn stories_count_as_the_reader_says() {
        check("", Some(1.0));
        check("source harbor.example 2", Some(1.5));
        check("source harbor.example 0; source canal.example 0", Some(0.0));
        check("source bor.example 2; source example.com 3", Some(1.0));
        check("person Anna Berg 3; person BERG 0.5", Some(1.5));
        check("person Bergen 3; topic bridge line 3", Some(1.0));
        check("topic Tram line 0.5; topic ribbon 4", Some(2.0));
        check("language en 0.25; language de 0", Some(0.25));
    }

    #[test]
    fn rules_of_another_form_are_refused() {
        for rules in [
            "tram 2",
            "topic 2",
            "topic tram",
            "topic tram eleven",
            "topic tram 11",
            "language x 1",
            "source a.example -1",
        ] {
            check(rules, None);
        }
        check(&"topic tram 1;".repeat(RULES + 1), None);
    }
}
