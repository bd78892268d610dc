//! Placing: a desk filled with an invented stream, measured at several numbers of live articles.
//!
//! The stream is made by rule, so that a million articles need no data: words after Zipf, sections with words of their
//! own, stories of very different sizes that share a section's words and have names, words and figures of their own.

use std::fmt::Write;
use std::time::Instant;

use newsloom_core::flow::{Config, Desk};
use newsloom_core::model::{
    Analysis, Article, BlockKind, Dated, Figure, FoundIn, Language, Mention, MentionKind, Outlet, Span, Term,
    Timestamp,
};
use newsloom_core::text::hash::{key32, key64, mix64};
use newsloom_core::text::sketch::sketch;

use crate::results::table;

/// Words of a text.
const WORDS: usize = 220;
/// Words in the language, names in the world, sections, words of a section, outlets.
const VOCABULARY: u64 = 120_000;
const NAMES: u64 = 60_000;
const SECTIONS: u64 = 160;
const SECTION_WORDS: u64 = 260;
const OUTLETS: u64 = 900;
/// Seconds between two articles.
const PACE: f64 = 30.0 * 86_400.0 / 1_000_000.0;
/// Articles measured at each size: the last ones before it is reached.
const MEASURED: usize = 8_000;
/// One article in so many is asked about again later.
const ASKED: usize = 50;
/// Articles between two tendings.
const TENDED: usize = 500;

/// Fills a desk to each size and measures.
pub fn run(sizes: &[usize]) -> anyhow::Result<String> {
    let mut rows = Vec::new();
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    let most = sizes.last().copied().unwrap_or(0);
    let config = Config::default();
    let mut desk = Desk::new(&config);
    let mut world = World::default();
    let resident = resident_bytes();
    let (mut placing, mut tending) = (Vec::new(), 0.0);
    let (mut asked, mut searching) = (Vec::new(), 0.0);
    for number in 0..most {
        let (article, analysis) = world.article(number as u64);
        let next = sizes.iter().copied().find(|size| *size > number).unwrap_or(most);
        let measured = number + MEASURED >= next;
        if number % ASKED == 0 {
            asked.push(article.id);
        }
        if measured {
            // Of one that came long ago, so that what the search reads is as cold as for one that comes.
            let article = asked[mix64(number as u64) as usize % asked.len()];
            let started = Instant::now();
            std::hint::black_box(desk.candidates(article));
            searching += started.elapsed().as_secs_f64();
        }
        let started = Instant::now();
        desk.place(&article, &analysis);
        let took = started.elapsed().as_secs_f64();
        let started = Instant::now();
        if number % TENDED == 0 {
            desk.tend(None);
        }
        drop(desk.take_changes());
        if measured {
            placing.push(took);
            tending += started.elapsed().as_secs_f64();
        }
        if number + 1 == next {
            let count = placing.len() as f64;
            placing.sort_unstable_by(f64::total_cmp);
            let at = |share: f64| placing[((count - 1.0) * share) as usize] * 1e6;
            let sum: f64 = placing.iter().sum();
            let bytes = resident_bytes().saturating_sub(resident).saturating_sub(world.bytes());
            rows.push(vec![
                next.to_string(),
                format!("{:.0}", count / searching),
                format!("{:.0}", count / sum),
                format!("{:.0}", (sum - searching) / sum * 100.0),
                format!("{:.0}", at(0.5)),
                format!("{:.0}", at(0.99)),
                format!("{:.0}", count / (sum + tending)),
                format!("{}", bytes / next as u64),
                desk.stories().stories.len().to_string(),
            ]);
            println!("{}", rows.last().map(|row| row.join("  ")).unwrap_or_default());
            (placing, tending, searching) = (Vec::new(), 0.0, 0.0);
        }
    }
    let head = [
        "live articles",
        "searches/s",
        "placed/s",
        "of that not search, %",
        "median, us",
        "p99, us",
        "placed and tended/s",
        "bytes per article",
        "stories",
    ];
    Ok(format!(
        "{}\nOne core, by the clock. A search finds the articles that one is held against; placing is counting, the look for copies, a search, comparing, \
deciding and its reasons. The desk's resident memory, with copies, names for reasons and ids. The stream is invented (words after Zipf, \
stories of 1 to some hundred articles of {WORDS} words); real ones have more copies. Analysis is not in these figures.\n",
        table(&head, &rows)
    ))
}

/// Stories under way.
#[derive(Default)]
struct World {
    stories: Vec<Story>,
}

struct Story {
    seed: u64,
    section: u64,
    /// Articles it still has to give.
    left: u32,
}

impl World {
    fn bytes(&self) -> u64 {
        (self.stories.capacity() * size_of::<Story>()) as u64
    }

    /// The next article: of a story under way, or of a new one.
    fn article(&mut self, number: u64) -> (Article, Analysis) {
        let mut lot = Lot(mix64(number ^ 0x5eed));
        let goes_on = !self.stories.is_empty() && lot.share() < 0.6;
        let at = if goes_on {
            (lot.next() % self.stories.len() as u64) as usize
        } else {
            // Sizes by a power law: most stories have one article, some have hundreds.
            let left = (1.0 / (1.0 - lot.share()).powf(0.75)).min(400.0) as u32;
            self.stories.push(Story { seed: lot.next(), section: zipf(&mut lot, SECTIONS), left });
            self.stories.len() - 1
        };
        let story = &mut self.stories[at];
        let made = write(story, number, &mut lot);
        story.left = story.left.saturating_sub(1);
        if story.left == 0 {
            self.stories.swap_remove(at);
        }
        made
    }
}

fn write(story: &Story, number: u64, lot: &mut Lot) -> (Article, Analysis) {
    let mut analysis = Analysis { terms: Vec::with_capacity(WORDS), ..Analysis::default() };
    let (mut text, mut keys) = (String::with_capacity(WORDS * 8), Vec::with_capacity(WORDS));
    for nth in 0..WORDS {
        let start = text.len();
        let share = lot.share();
        if share < 0.05 {
            // Names: six of the story, or any.
            let name = if lot.share() < 0.7 {
                mix64(story.seed ^ (lot.next() % 6)) % NAMES
            } else {
                zipf(lot, NAMES)
            };
            let _ = write!(text, "N{}", spelled(name + VOCABULARY));
            let span = Span::new(start, text.len());
            let kind = if name % 3 == 0 { MentionKind::Place } else { MentionKind::Person };
            analysis.mentions.push(Mention { span, kind, key: mix64(name) });
        } else if share < 0.065 {
            let figure = if lot.share() < 0.6 {
                mix64(story.seed ^ (7 + lot.next() % 4)) % 3_000
            } else {
                lot.next() % 90
            };
            let _ = write!(text, "{figure}");
            analysis.figures.push(Figure {
                span: Span::new(start, text.len()),
                value: figure as f64,
                unit: 0,
            });
        } else {
            let word = match share {
                s if s < 0.22 => mix64(story.seed ^ (100 + lot.next() % 24)) % VOCABULARY,
                s if s < 0.45 => mix64(story.section << 32 | zipf(lot, SECTION_WORDS)) % VOCABULARY,
                _ => zipf(lot, VOCABULARY),
            };
            text.push_str(&spelled(word));
        }
        let key = key64(&text[start..]);
        keys.push(key);
        analysis.terms.push(Term {
            key: (key >> 32) as u32,
            title: 0,
            lead: u16::from(nth < 100),
            body: 1,
            named: 0,
        });
        text.push(' ');
    }
    text.pop();
    let mut title = String::new();
    for _ in 0..8 {
        let word = spelled(mix64(story.seed ^ (100 + lot.next() % 24)) % VOCABULARY);
        analysis.terms.push(Term { key: key32(&word), title: 1, lead: 0, body: 0, named: 0 });
        title.push_str(&word);
        title.push(' ');
    }
    analysis.terms.sort_unstable_by_key(|term| term.key);
    analysis.terms.dedup_by(|next, first| {
        let same = next.key == first.key;
        if same {
            (first.title, first.lead, first.body) =
                (first.title + next.title, first.lead + next.lead, first.body + next.body);
        }
        same
    });
    analysis.signature = sketch(&[key64(&title)], &keys);
    let address = format!("https://outlet{}.example/{number}", lot.next() % OUTLETS);
    let mut article = Article::from_blocks(Some(&address), 0, &[(BlockKind::Paragraph, &text)]);
    article.title = title;
    article.language = Some(Language::ENGLISH);
    let domain = address[8..].split('/').next().unwrap_or_default().to_owned();
    article.outlet = Outlet { name: domain.clone(), domain };
    let at = Timestamp::from_second(1_770_000_000 + (number as f64 * PACE) as i64);
    article.published = at.ok().map(|at| Dated::instant(at, Some(0), FoundIn::Given));
    (article, analysis)
}

/// A word by its number: syllables, so that lengths are those of words.
fn spelled(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "ro", "mi", "ten", "sol", "ve", "dar", "lu", "pri", "no", "fe", "gan", "shi", "bor", "ta",
        "wen",
    ];
    let mut word = String::new();
    for _ in 0..5 {
        word.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            break;
        }
    }
    word
}

/// A number below `most`, small ones more often: about 1 over its rank.
fn zipf(lot: &mut Lot, most: u64) -> u64 {
    ((most as f64 + 1.0).powf(lot.share()) - 1.0) as u64
}

struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix64(self.0)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Resident memory of this process.
fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}
