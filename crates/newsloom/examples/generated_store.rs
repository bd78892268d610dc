//! Makes a large store or index of invented articles and measures the search in it: what `cargo xtask bench search` and
//! `cargo xtask bench serve` run. Words follow Zipf's law, the commonest being those of English; the same number of articles
//! gives the same articles.
//!
//!     cargo run --release --example generated_store -- index DIR ARTICLES
//!     cargo run --release --example generated_store -- ask DIR QUERIES
//!     cargo run --release --example generated_store -- store DIR ARTICLES INDEX

use anyhow::Context;
use newsloom::search::{Entry, Index, Order, Query, Wanted};
use newsloom::serve::follow;
use newsloom::store::{
    Arrived, Articles, ChangeKind, MemberRow, NewArticle, NewChange, NewSource, Placed, SourceRules, Sources,
    SqliteStore, Stories, StoryState, StoryWrite, Told,
};
use newsloom_core::flow;
use newsloom_core::model::{
    Article, BlockKind, Dated, Event, EventId, FoundIn, Language, Member, Report, Story, StoryId, Timestamp,
};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Different words of the language.
const VOCABULARY: usize = 200_000;
/// Articles of one story.
const STORY: usize = 8;
/// Of so many of the newest articles each is told in its story; older stories are told from their first article, which makes a
/// large store in bearable time.
const WHOLE: usize = 100_000;
/// Articles written in one step.
const STEP: usize = 2_000;
/// The newest article, in seconds since 1970; the others lie up to a year before it.
const NEWEST: i64 = 1_780_000_000;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, folder, number, rest @ ..] = arguments.as_slice() else {
        anyhow::bail!("index DIR ARTICLES, ask DIR QUERIES, or store DIR ARTICLES INDEX");
    };
    let number: usize = number.parse().context("a number is wanted")?;
    let folder = Path::new(folder);
    let started = Instant::now();
    match what.as_str() {
        "index" => index(folder, number)?,
        "ask" => return ask(folder, number),
        "store" => store(folder, number, Path::new(rest.first().context("which index?")?))?,
        other => anyhow::bail!("{other:?} is none of index, ask, store"),
    }
    println!("made {number} articles in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// Splitmix64: small, fast, the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank from 0, by Zipf's law with exponent 1: the inverse of the harmonic sum, which is a logarithm.
    fn rank(&mut self) -> usize {
        let top = (VOCABULARY as f64).ln();
        ((self.share() * top).exp() as usize).saturating_sub(1).min(VOCABULARY - 1)
    }
}

/// The commonest words of English news, most frequent first.
const COMMONEST: &str = "the of to and in a that is for on with as was by at it from be he his has have are an not but this \
who will were had been their they more one would or about its which when after out up said we she there all can her than \
no so over into two if last new year people could other first government also some";

/// The word of a rank: frequent ones are short, the most frequent ones those of English.
fn word(rank: usize) -> String {
    static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| COMMONEST.split_whitespace().collect());
    if let Some(word) = COMMON.get(rank) {
        return (*word).to_owned();
    }
    const ONSETS: [&str; 16] =
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr"];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    let mut left = rank + 1;
    let mut word = String::new();
    while left > 0 {
        word.push_str(ONSETS[left % 16]);
        word.push_str(VOWELS[(left / 16) % 8]);
        left /= 128;
    }
    word
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What the articles of one story share.
struct Topic {
    words: Vec<String>,
    person: String,
    place: String,
}

fn topic(story: usize) -> Topic {
    let mut dice = Dice(story as u64 ^ 0x5157);
    let words = (0..12).map(|_| word(1_000 + dice.below(VOCABULARY - 1_000))).collect();
    let name = |dice: &mut Dice| capital(&word(3_000 + dice.below(30_000)));
    let person = format!("{} {}", name(&mut dice), name(&mut dice));
    Topic { words, person, place: name(&mut dice) }
}

/// The `number`th article.
fn article(number: usize, all: usize) -> Article {
    let topic = topic(number / STORY);
    let mut dice = Dice(number as u64 + 1);
    let mut sentence = |length: usize| -> String {
        let words: Vec<String> = (0..length)
            .map(|at| match dice.below(10) {
                0 | 1 => topic.words[dice.below(topic.words.len())].clone(),
                2 if at > 2 && at % 7 == 0 => topic.place.clone(),
                _ => word(dice.rank()),
            })
            .collect();
        format!("{}.", capital(&words.join(" ")))
    };
    let title = sentence(7).trim_end_matches('.').to_owned();
    let mut paragraphs: Vec<String> =
        (0..6).map(|_| (0..2).map(|_| sentence(14)).collect::<Vec<_>>().join(" ")).collect();
    paragraphs[1] = format!(
        "{} said {} people came to {}. {}",
        topic.person,
        3 + number % 90,
        topic.place,
        paragraphs[1]
    );
    let outlet = format!("outlet{}.example", number.wrapping_mul(7919) % 400);
    let url = format!("https://{outlet}/{number}");
    let blocks: Vec<(BlockKind, &str)> =
        paragraphs.iter().map(|p| (BlockKind::Paragraph, p.as_str())).collect();
    let mut article = Article::from_blocks(Some(&url), 0, &blocks);
    article.title = title;
    article.outlet.name.clone_from(&outlet);
    article.outlet.domain = outlet;
    article.language = Some(Language::ENGLISH);
    let before = (all - number) as i64 * 31_000_000 / all.max(1) as i64;
    let at = Timestamp::from_second(NEWEST - before).unwrap_or_default();
    article.published = Some(Dated::instant(at, Some(0), FoundIn::Given));
    article
}

fn entry(article: &Article, number: usize) -> Entry {
    follow::entry_of(article, vec![topic(number / STORY).person], Timestamp::default())
}

fn index(folder: &Path, articles: usize) -> anyhow::Result<()> {
    let index = Index::open(folder)?;
    for start in (0..articles).step_by(STEP) {
        let entries: Vec<Entry> = (start..articles.min(start + STEP))
            .map(|number| entry(&article(number, articles), number))
            .collect();
        index.put_new(&entries)?;
    }
    Ok(index.commit(&format!("{articles} 0"))?)
}

/// Kinds of queries, in turn. Words are drawn as readers draw them: rarely the commonest.
fn query(number: usize) -> (&'static str, String, Order) {
    let mut dice = Dice(number as u64 ^ 0xa5a5);
    let mut plain = || word(20 + (dice.share() * 7.0).exp() as usize * 18);
    let (a, b, c) = (plain(), plain(), plain());
    let common = |at: usize| word(at);
    match number % 14 {
        0 => ("one word", a, Order::Best),
        1 | 2 => ("two words", format!("{a} {b}"), Order::Best),
        3 => ("three words", format!("{a} {b} {c}"), Order::Best),
        4 => (
            "two of the commonest",
            format!("{} {}", common(number % 5), common(5 + number % 7)),
            Order::Best,
        ),
        5 => (
            "phrase of the commonest",
            format!("\"{} {}\"", common(number % 6), common(number % 9)),
            Order::Best,
        ),
        6 => ("beginning", format!("{}*", &a[..a.len().min(4)]), Order::Best),
        7 => ("source", format!("{a} source:outlet{}.example", number % 400), Order::Best),
        8 => ("dates", format!("{a} date:2026-0{}", 1 + number % 5), Order::Best),
        9 => ("without", format!("{a} -{b}"), Order::Best),
        10 => ("either", format!("{a} OR {b} OR {c}"), Order::Best),
        11 => ("phrase", format!("\"{} {}\"", word(60 + number % 40), word(60 + number % 30)), Order::Best),
        12 => ("phrase with one of the commonest", format!("\"{} {a}\"", common(number % 10)), Order::Best),
        _ => ("newest", format!("{} {a}", common(number % 20)), Order::Newest),
    }
}

fn ask(folder: &Path, queries: usize) -> anyhow::Result<()> {
    let opened = Instant::now();
    let index = Index::look(folder)?;
    let opened = opened.elapsed();
    let mut times: Vec<(Duration, &'static str, usize)> = Vec::with_capacity(queries);
    for number in 0..queries {
        let (kind, typed, order) = query(number);
        let started = Instant::now();
        let query = Query::read(&typed).map_err(|mistake| anyhow::anyhow!("{typed}: {mistake}"))?;
        let found = index.find(&query, &Wanted { kind: None, order, offset: 0, limit: 20, now: NEWEST })?;
        times.push((started.elapsed(), kind, found.matches));
    }
    let mut all: Vec<Duration> = times.iter().map(|(took, ..)| *took).collect();
    let (p50, p99) = (at(&mut all, 0.5), at(&mut all, 0.99));
    let worst = all.last().copied().unwrap_or_default();
    println!(
        "{} entries, opened in {:.0} ms, {queries} queries: p50 {} ms, p99 {} ms, worst {} ms, {} MB resident",
        index.len(),
        opened.as_secs_f64() * 1e3,
        ms(p50),
        ms(p99),
        ms(worst),
        resident_mb()
    );
    let mut kinds: Vec<&str> = times.iter().map(|(_, kind, _)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let of: Vec<_> = times.iter().filter(|(_, known, _)| *known == kind).collect();
        let mut took: Vec<Duration> = of.iter().map(|(took, ..)| *took).collect();
        let matches = of.iter().map(|(.., matches)| matches).sum::<usize>() / of.len();
        println!("| {kind} | {matches} | {} | {} |", ms(at(&mut took, 0.5)), ms(at(&mut took, 0.99)));
    }
    Ok(())
}

fn at(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times
        .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

fn resident_mb() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) * 4096 / 1_000_000
}

/// A store with told stories of eight articles each, and its index: that of the same articles, with the stories.
fn store(folder: &Path, articles: usize, index: &Path) -> anyhow::Result<()> {
    let store = SqliteStore::open(folder)?;
    let config = flow::Config::default();
    let at = Timestamp::from_second(NEWEST)?;
    let source = NewSource {
        url: "https://outlet1.example/feed".to_owned(),
        title: "Outlet 1".to_owned(),
        group: vec!["Generated".to_owned()],
        rules: SourceRules::default(),
        at,
    };
    let (source, _) = store.add_source(&source)?;
    for start in (0..articles).step_by(STEP) {
        let batch: Vec<Article> =
            (start..articles.min(start + STEP)).map(|number| article(number, articles)).collect();
        let new = |article: &Article| NewArticle {
            article: article.clone(),
            raw: None,
            source: Some(source),
            seen_at: at,
        };
        store.arrive(&Arrived { articles: batch.iter().map(new).collect(), ..Arrived::default() })?;
        let mut step =
            Placed { at, articles: batch.iter().map(|article| article.id).collect(), ..Placed::default() };
        for (number, members) in batch.chunks(STORY).enumerate() {
            let old = articles - start - number * STORY > WHOLE;
            let write = story(members, if old { 1 } else { STORY }, &config, at);
            let born = NewChange {
                kind: ChangeKind::Born,
                story: write.told.digest.story,
                article: Some(members[0].id),
                other: None,
                note: String::new(),
            };
            step.changes.push(born);
            step.stories.push(write);
        }
        store.place(&step)?;
    }
    let own = folder.join("index");
    std::fs::create_dir_all(&own)?;
    for file in std::fs::read_dir(index)? {
        let file = file?;
        std::fs::copy(file.path(), own.join(file.file_name()))?;
    }
    follow::catch_up(&store, &Index::open(&own)?, &config, || false)?;
    Ok(())
}

/// Articles as one story of one event, told by the program itself from the first `reported` of them.
fn story(members: &[Article], reported: usize, config: &flow::Config, at: Timestamp) -> StoryWrite {
    let first = members[0].id.to_string();
    let event = EventId::of(&[first.as_bytes()]);
    let listed = |article: &Article| Member {
        article: article.id,
        copy_of: None,
        at: article.published.map(|dated| dated.order()),
        why: String::new(),
    };
    let story = Story {
        id: StoryId::of(&[first.as_bytes()]),
        events: vec![Event { id: event, members: members.iter().map(listed).collect() }],
    };
    let told = &members[..reported.min(members.len())];
    let analyses: Vec<_> = told.iter().map(|article| flow::analyze(article, config)).collect();
    let reports: Vec<Report> = told
        .iter()
        .zip(&analyses)
        .enumerate()
        .map(|(number, (article, analysis))| Report {
            article,
            analysis,
            copy_of: None,
            event: 0,
            independent: number as u32,
        })
        .collect();
    let digest = flow::tell(&story, &reports, jiff::civil::date(2026, 5, 1), config, flow::Given::default());
    let version = |id| members.iter().find(|article| article.id == id).map(|article| (id, article.version));
    let versions = digest.articles.iter().filter_map(|listed| version(listed.id)).collect();
    StoryWrite {
        told: Told { digest, versions, revision: 1, told_at: at },
        members: members.iter().map(|a| MemberRow { article: a.id, event, copy_of: None }).collect(),
        state: StoryState::Open,
    }
}
