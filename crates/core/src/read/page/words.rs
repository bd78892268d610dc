//! What the words of a block say, in one walk over them.

use super::facts::{Facts, run};
use super::lexicon::{Lexicon, text_words};

/// Bytes of a long block whose words are looked at.
const LONG: usize = 600;

/// What the words of a block say.
#[derive(Clone, Copy, Default)]
pub(super) struct Words {
    /// Mean weight of the words that are known, the least one, and the sum of the first two.
    pub mean: f32,
    pub least: f32,
    pub first: f32,
    /// Share of the title's words in it, and of its words in the title.
    pub title: f32,
    pub in_title: f32,
    /// Share of its runs of three words in the description and in the body that the data carry.
    pub description: f32,
    pub body: f32,
    /// Hash of all words: equal for equal text.
    pub whole: u64,
}

/// Looks at the words of a block; `whole` is how many it has. `hashes` is room to work in.
pub(super) fn words(
    text: &str,
    whole: u32,
    facts: &Facts,
    lexicon: &Lexicon,
    hashes: &mut Vec<u64>,
) -> Words {
    let mut out = Words::default();
    // What stands far inside a long block says nothing new, unless there is a body to compare it with.
    let mut end = if facts.body.is_empty() { text.len().min(LONG) } else { text.len() };
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    hashes.clear();
    text_words(&text[..end], |hash, _| hashes.push(hash));
    out.whole = hashes.iter().fold(0, |whole, hash| run(whole, *hash, 1));
    let (mut weighed, mut least, mut in_title) = (0.0f32, 0.0f32, 0u32);
    // The title's words that were seen: a bit for each, by their order in the title.
    let mut title_words = 0u64;
    for (at, hash) in hashes.iter().take(60).enumerate() {
        if let Some(weight) = lexicon.word(*hash) {
            weighed += weight;
            least = least.min(weight);
            if at < 2 {
                out.first += weight;
            }
        }
        if facts.in_title.may_hold(*hash)
            && let Some(order) = facts.title.get(hash)
        {
            in_title += 1;
            title_words |= 1 << order.min(&63);
        }
    }
    let (mut in_description, mut in_body) = (0u32, 0u32);
    if !(facts.description.is_empty() && facts.body.is_empty()) {
        for three in hashes.windows(3) {
            let run = run(three[0], three[1], three[2]);
            if facts.in_runs.may_hold(run) {
                in_description += u32::from(facts.description.contains(&run));
                in_body += u32::from(facts.body.contains(&run));
            }
        }
    }
    let count = hashes.len() as u32;
    let counted = count.clamp(1, 60) as f32;
    out.least = least;
    out.mean = weighed / counted;
    out.in_title = in_title as f32 / counted;
    out.title = title_words.count_ones() as f32 / facts.title.len().max(1) as f32;
    let runs = count.max(whole).saturating_sub(2).max(1) as f32;
    out.description = in_description as f32 / runs;
    out.body = if facts.body.is_empty() { -1.0 } else { in_body as f32 / runs };
    out
}
