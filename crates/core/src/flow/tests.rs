use super::*;
use crate::model::{BlockKind, Changed, Dated, FoundIn, Named, Outlet};
use proptest::prelude::*;

const THINGS: [&str; 6] = [
    "warehouse fire harbor quarter Torvik smoke crews foam tanks evacuated residents alarm brigade chemicals",
    "parliament budget vote coalition deficit minister Halvorsen amendment majority opposition treasury reading",
    "ferry Marrow aground sandbank passengers lifeboat captain tide engine coastguard towed island",
    "striker Osei transfer club fee medical contract signing season forward stadium supporters",
    "volcano Skarn eruption ash flights lava village crater seismologists plume airport",
    "bank Lindqvist merger shareholders regulator shares takeover bid antitrust approval board",
];

/// An article about one of the things, in words of its own, on a day.
fn article(number: usize, thing: usize, day: i64, config: &Config) -> (Article, Analysis) {
    let words: Vec<&str> = THINGS[thing].split(' ').collect();
    let turned = |by: usize| -> String {
        let turn = words.iter().cycle().skip(by % words.len()).step_by(1 + by % 3);
        turn.take(words.len()).copied().collect::<Vec<_>>().join(" ")
    };
    let text = format!("Report {number}: {}. It was said that {}.", turned(number), turned(number / 2 + 3));
    let mut article = Article::from_blocks(
        Some(&format!("https://news.example/{number}")),
        0,
        &[(BlockKind::Paragraph, &text)],
    );
    article.title = turned(number + 1).split(' ').take(6).collect::<Vec<_>>().join(" ");
    let at = Timestamp::from_second(1_770_000_000 + day * 86_400 + number as i64).expect("in range");
    article.published = Some(Dated::instant(at, Some(0), FoundIn::Given));
    article.outlet =
        Outlet { name: format!("Paper {}", number % 5), domain: format!("paper{}.example", number % 5) };
    let analysis = analyze(&article, config);
    (article, analysis)
}

/// One step of a tape.
#[derive(Clone, Debug)]
enum Step {
    Place(usize, i64),
    Tend(i64),
    Merge(usize, usize),
    Split(usize, usize),
    Move(usize, usize),
    Pin(usize),
    Undo(u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0..THINGS.len(), 0..4i64).prop_map(|(thing, days)| Step::Place(thing, days)),
        3 => (0..20i64).prop_map(Step::Tend),
        1 => (0..40usize, 0..40usize).prop_map(|(a, b)| Step::Merge(a, b)),
        1 => (0..40usize, 0..40usize).prop_map(|(a, b)| Step::Split(a, b)),
        1 => (0..40usize, 0..40usize).prop_map(|(a, b)| Step::Move(a, b)),
        1 => (0..40usize).prop_map(Step::Pin),
        1 => (1..4u32).prop_map(Step::Undo),
    ]
}

/// A desk with the articles that it was given and everything that it said had changed.
struct Run {
    desk: Desk,
    given: Vec<ArticleId>,
    day: i64,
    said: Vec<Change>,
}

impl Run {
    fn new(config: &Config) -> Self {
        Self { desk: Desk::new(config), given: Vec::new(), day: 0, said: Vec::new() }
    }

    fn go(&mut self, step: &Step, config: &Config) {
        let named = |number: usize| self.given.get(number % self.given.len().max(1)).copied();
        let correction = match step {
            Step::Place(thing, days) => {
                self.day += days;
                let (article, analysis) = article(self.given.len(), *thing, self.day, config);
                self.desk.place(&article, &analysis);
                self.given.push(article.id);
                None
            }
            Step::Tend(days) => {
                self.day += days;
                self.desk.tend(Timestamp::from_second(1_770_000_000 + self.day * 86_400).ok());
                None
            }
            Step::Merge(a, b) => named(*a)
                .zip(named(*b))
                .map(|(a, b)| Correction::Merge { stories: vec![Named::Article(a), Named::Article(b)] }),
            Step::Split(a, b) => named(*a)
                .zip(named(*b))
                .map(|(a, b)| Correction::Split { story: Named::Article(a), articles: vec![b] }),
            Step::Move(a, b) => {
                named(*a).zip(named(*b)).map(|(a, b)| Correction::Move { article: a, to: Named::Article(b) })
            }
            Step::Pin(a) => named(*a).map(|article| Correction::Pin { article }),
            Step::Undo(correction) => Some(Correction::Undo { correction: *correction }),
        };
        self.said.extend(self.desk.take_changes());
        if let Some(changes) = correction.and_then(|correction| self.desk.correct(&correction).ok()) {
            self.said.extend(changes);
        }
    }

    /// What the changes say of where each article is.
    fn ledger(&self) -> BTreeMap<ArticleId, StoryId> {
        let mut at = BTreeMap::new();
        for (nth, change) in self.said.iter().enumerate() {
            assert_eq!(change.seq, nth as u64 + 1);
            match &change.what {
                Changed::Born { article } | Changed::Joined { article } | Changed::Copied { article, .. } => {
                    at.insert(*article, change.story);
                }
                Changed::Moved { article, from } => {
                    assert_eq!(at.insert(*article, change.story), Some(*from));
                }
                Changed::Merged { from } => {
                    at.values_mut().filter(|story| *story == from).for_each(|story| *story = change.story);
                }
                Changed::Split { from, articles } => {
                    for article in articles {
                        assert_eq!(at.insert(*article, change.story), Some(*from));
                    }
                }
                Changed::Closed | Changed::Reopened => {}
            }
        }
        at
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_tape_replayed_from_a_snapshot_gives_the_same_desk(
        tape in prop::collection::vec(step(), 1..60),
        at in 0..60usize,
    ) {
        let mut config = Config::default();
        config.cluster.window_days = 20;
        let mut whole = Run::new(&config);
        let mut again = Run::new(&config);
        for (nth, step) in tape.iter().enumerate() {
            whole.go(step, &config);
            again.go(step, &config);
            if nth == at {
                again.desk = Desk::restore(&again.desk.snapshot(), &config).expect("its own snapshot");
            }
        }
        prop_assert!(whole.desk.snapshot() == again.desk.snapshot());
        prop_assert_eq!(&whole.said, &again.said);
        // Every article of an open story is in exactly one, and the changes tell which.
        let ledger = whole.ledger();
        let mut seen = BTreeMap::new();
        for story in &whole.desk.stories().stories {
            for member in story.members() {
                prop_assert!(seen.insert(member.article, story.id).is_none());
                prop_assert_eq!(ledger.get(&member.article), Some(&story.id));
                prop_assert_eq!(whole.desk.where_is(member.article).map(|place| place.story), Some(story.id));
            }
        }
        for article in &whole.given {
            let place = whole.desk.where_is(*article).map(|place| place.story);
            prop_assert_eq!(place, seen.get(article).copied());
        }
    }

    #[test]
    fn a_damaged_snapshot_is_refused_or_harmless(cut in 0..4000usize, flip in 0..4000usize) {
        let config = Config::default();
        let mut run = Run::new(&config);
        for number in 0..8 {
            run.go(&Step::Place(number % 3, 1), &config);
        }
        let mut bytes = run.desk.snapshot();
        let length = bytes.len();
        prop_assert!(Desk::restore(&bytes[..cut % length], &config).is_err());
        bytes[flip % length] ^= 0x55;
        if let Ok(mut desk) = Desk::restore(&bytes, &config) {
            let (article, analysis) = article(99, 1, 9, &config);
            desk.place(&article, &analysis);
            desk.settle();
        }
    }
}

/// A desk with eight articles on two things, and the articles of each.
fn two_stories(config: &Config) -> (Desk, Vec<ArticleId>, Vec<ArticleId>) {
    let mut desk = Desk::new(config);
    let mut ids = [Vec::new(), Vec::new()];
    for number in 0..8 {
        let (article, analysis) = article(number, number % 2, 0, config);
        desk.place(&article, &analysis);
        ids[number % 2].push(article.id);
    }
    desk.settle();
    let [one, two] = ids;
    (desk, one, two)
}

fn story_of(desk: &Desk, article: ArticleId) -> StoryId {
    desk.where_is(article).expect("on the desk").story
}

#[test]
fn what_people_said_holds_until_it_is_undone() {
    let config = Config::default();
    let (mut desk, fire, vote) = two_stories(&config);
    let (first, second) = (story_of(&desk, fire[0]), story_of(&desk, vote[0]));
    assert_ne!(first, second);
    let changes =
        desk.correct(&Correction::Merge { stories: vec![Named::Story(first), Named::Story(second)] });
    assert_eq!(changes.map(|changes| changes.len()), Ok(1));
    desk.settle();
    assert_eq!(story_of(&desk, fire[0]), story_of(&desk, vote[0]));
    assert_eq!(desk.resolve(second), desk.resolve(first));
    desk.correct(&Correction::Undo { correction: 1 }).expect("it was made");
    assert_eq!((story_of(&desk, fire[0]), story_of(&desk, vote[0])), (first, second));

    let split = Correction::Split { story: Named::Story(first), articles: vec![fire[1]] };
    desk.correct(&split).expect("it can be split");
    let moved = Correction::Move { article: fire[2], to: Named::Article(vote[0]) };
    desk.correct(&moved).expect("it can be moved");
    let (article, analysis) = article(20, 0, 1, &config);
    desk.place(&article, &analysis);
    desk.tend(None);
    desk.settle();
    assert_ne!(story_of(&desk, fire[0]), story_of(&desk, fire[1]));
    assert_eq!(story_of(&desk, fire[2]), story_of(&desk, vote[0]), "{:#?}", desk.stories().stories);
    let explained = desk.explain(story_of(&desk, fire[2]), |_| None).expect("it is open");
    assert!(explained.articles.iter().any(|reason| reason.article == fire[2] && reason.corrected));
    assert_eq!(desk.correct(&Correction::Undo { correction: 9 }), Err(CorrectionError::NotMade(9)));
    assert_eq!(desk.correct(&moved), Err(CorrectionError::Nothing));
}

#[test]
fn quiet_stories_close_and_late_copies_open_them_again() {
    let config = Config::default();
    let (mut desk, fire, _) = two_stories(&config);
    let story = story_of(&desk, fire[0]);
    desk.take_changes();
    let later = |days: i64| Timestamp::from_second(1_770_000_000 + days * 86_400).ok();
    desk.tend(later(20));
    assert!(desk.take_changes().is_empty());
    desk.tend(later(40));
    assert_eq!(desk.take_changes().iter().filter(|change| change.what == Changed::Closed).count(), 2);
    assert_eq!((desk.resolve(story), desk.where_is(fire[0])), (Some(story), None));
    let (mut copy, analysis) = article(0, 0, 0, &config);
    copy.id = ArticleId::of(&[b"late"]);
    let placed = desk.place(&copy, &analysis);
    assert_eq!(placed.story, story);
    assert!(desk.take_changes().iter().any(|change| change.what == Changed::Reopened));
    desk.tend(later(41));
    desk.tend(later(400));
    assert_eq!((desk.resolve(story), desk.where_is(copy.id)), (Some(story), None));
    desk.tend(later(800));
    assert_eq!(desk.resolve(story), None);
}

#[test]
fn odd_articles_cost_nobody_else_anything() {
    let config = Config::default();
    let mut desk = Desk::new(&config);
    let mut odd = Vec::new();
    for (name, year, text) in [
        ("empty", None, String::new()),
        ("first year", Some(1), "A ferry ran aground off Marrow.".to_owned()),
        ("far future", Some(9990), "A ferry ran aground off Marrow again.".to_owned()),
        ("one word", Some(2026), "harbor ".repeat(60_000)),
        ("nothing but digits", None, "7 ".repeat(5_000)),
    ] {
        let mut article = Article::from_blocks(Some(name), 0, &[(BlockKind::Paragraph, &text)]);
        article.published = year.map(|year| Dated::day(civil::date(year, 1, 1), FoundIn::Given));
        let analysis = analyze(&article, &config);
        desk.place(&article, &analysis);
        odd.push(article.id);
    }
    let (first, analysis) = article(0, 0, 0, &config);
    let copies = 1_500u32;
    for number in 0..copies {
        let mut copy = first.clone();
        copy.id = ArticleId::of(&[&number.to_le_bytes()]);
        desk.place(&copy, &analysis);
    }
    desk.settle();
    assert_eq!(desk.len(), odd.len() + copies as usize);
    let settled = desk.stories();
    let whole = settled.stories.iter().find(|story| story.members().count() >= copies as usize);
    let story = whole.expect("the copies are one story");
    let independent: std::collections::BTreeSet<u32> =
        story.members().map(|member| settled.independent[&member.article]).collect();
    assert_eq!((story.events.len(), independent.len()), (1, 1));
    assert!(odd.iter().all(|article| desk.where_is(*article).is_some()));
    // One article dated far ahead closes nothing, and none is closed as soon as it has come.
    desk.tend(Timestamp::from_second(1_770_000_000 + 5 * 86_400).ok());
    assert!(odd.iter().all(|article| desk.where_is(*article).is_some()));
}
