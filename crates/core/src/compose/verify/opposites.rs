//! Words that say the opposite of each other, and prefixes that turn a word.

use crate::model::Language;
use crate::text::hash::key64;
use crate::text::stem::Stemmer;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Pairs of common English words with opposite meanings.
const PAIRS: &str = "increase decrease increase reduce rise fall rose fell up down high low higher lower highest lowest large small \
larger smaller largest smallest big small more less more fewer most least best worst better worse good bad positive negative success \
failure succeed fail successful unsuccessful win lose won lost winner loser accept reject approve reject agree disagree support oppose \
supporter opponent allow ban permit prohibit include exclude begin end began ended start stop first last early late earlier later before after \
old new older younger male female man woman men women boy girl son daughter father mother brother sister husband wife king queen \
north south northern southern east west eastern western left right inside outside internal external domestic foreign national \
international public private open close buy sell bought sold give take gave took import export arrive depart strong weak strengthen \
weaken fast slow quickly slowly easy difficult easy hard simple complex simple complicated hot cold wet dry rich poor cheap \
expensive safe dangerous legal illegal guilty innocent convicted acquitted alive dead life death survive die saved killed injured killed love \
hate friend enemy ally enemy peace war true false real fake same different similar different always never often rarely usually rarely \
everyone nobody majority minority many few maximum minimum major minor advantage disadvantage benefit harm profit loss gain loss \
growth decline grow shrink expand contract optimistic pessimistic confident doubtful happy sad pleased disappointed praise \
criticize encourage discourage confirm deny admit deny remember forget present absent permanent temporary long short longer shorter \
above below top bottom front back forward backward next previous future past active passive complete incomplete full empty heavy light \
deep shallow wide narrow visible hidden known unknown popular unpopular likely unlikely possible impossible able unable normal \
abnormal natural artificial modern ancient urban rural day night morning evening summer winter attack defend advance retreat \
victory defeat victim perpetrator teacher student employer employee parent child delay hasten raise lower raise cut add remove \
improve worsen create destroy build demolish protect threaten release detain freed jailed arrested released hire fire join leave appointed \
dismissed elected defeated ahead behind near far upper lower married divorced conservative liberal republican democratic cause prevent \
surplus deficit upgrade downgrade supply demand online offline clean dirty hope fear honest dishonest mild severe partially \
fully partly entirely slightly significantly essential optional mandatory voluntary direct indirect formal informal primary \
secondary right wrong stable volatile unanimous divided joint separate crowded empty send receive sent received push pull lead \
follow teach learn question answer birth death wrote read common rare";

/// Prefixes that turn the meaning of what follows.
pub(super) const TURNING: [&str; 9] = ["un", "in", "im", "non", "dis", "ir", "il", "mis", "anti"];

static TABLE: LazyLock<FxHashSet<(u64, u64)>> = LazyLock::new(|| {
    let mut stemmer = Stemmer::new(Some(Language::ENGLISH));
    let mut key = |word: &str| key64(stemmer.stem(word));
    let words: Vec<u64> = PAIRS.split_whitespace().map(&mut key).collect();
    words.as_chunks::<2>().0.iter().flat_map(|[a, b]| [(*a, *b), (*b, *a)]).collect()
});

/// Whether two stemmed words say the opposite of each other.
pub(super) fn opposite(one: u64, other: u64) -> bool {
    TABLE.contains(&(one, other))
}

/// Whether one word is the other behind a prefix that turns it.
pub(super) fn turned(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let (short, long) = (short.to_lowercase(), long.to_lowercase());
    short.len() > 3 && TURNING.iter().any(|prefix| long.strip_prefix(prefix) == Some(&short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_known_both_ways() {
        let key = |word: &str| key64(Stemmer::new(Some(Language::ENGLISH)).stem(word));
        assert!(opposite(key("increased"), key("decreased")));
        assert!(opposite(key("lower"), key("higher")));
        assert!(!opposite(key("ferry"), key("harbor")));
        assert!(turned("unchanged", "changed") && !turned("ferry", "unferry2"));
    }
}
