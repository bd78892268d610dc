//! Short lists of numbers by key, by the million: most hold one number, few hold hundreds, and each stands in one piece.

use rustc_hash::FxHashMap;

/// Numbers that a list keeps at least: of longer ones the latest.
pub(super) const KEPT: usize = 400;
/// Numbers that a piece has room for, by its class: a list moves to the next one when it is full. The last is a multiple of the
/// others' steps beyond [`KEPT`], so that old numbers are dropped many at a time.
const ROOM: [usize; 16] = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 288, 512];
/// No number.
const EMPTY: u32 = u32::MAX;
/// Bits of a head that say where its list stands; above them stands the class of its piece, 0 for a number by itself.
const PLACE_BITS: u32 = 27;

/// Lists of numbers below 2^27 by key; numbers come in ascending order.
#[derive(Clone, Debug, Default)]
pub(super) struct Blocks {
    heads: FxHashMap<u32, Head>,
    pools: [Pool; ROOM.len()],
}

/// Where a list stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head(u32);

/// Pieces of one class, one after the other.
#[derive(Clone, Debug, Default)]
struct Pool {
    numbers: Vec<u32>,
    free: Vec<u32>,
}

impl Head {
    fn new(class: usize, place: u32) -> Self {
        Self((class as u32) << PLACE_BITS | place & ((1 << PLACE_BITS) - 1))
    }

    fn class(self) -> usize {
        (self.0 >> PLACE_BITS) as usize
    }

    fn place(self) -> u32 {
        self.0 & ((1 << PLACE_BITS) - 1)
    }
}

impl Pool {
    fn piece(&mut self, room: usize) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            let place = self.numbers.len() / room;
            self.numbers.resize(self.numbers.len() + room, EMPTY);
            place as u32
        })
    }

    fn at(&self, place: u32, room: usize) -> &[u32] {
        self.numbers.get(place as usize * room..(place as usize + 1) * room).unwrap_or_default()
    }
}

impl Blocks {
    /// Adds a number, greater than all before, to the list of a key.
    pub fn add(&mut self, key: u32, number: u32) {
        let head = match self.heads.entry(key) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(Head::new(0, number));
                return;
            }
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
        };
        if head.class() == 0 {
            let place = self.pools[0].piece(ROOM[0]);
            let from = place as usize * ROOM[0];
            self.pools[0].numbers[from..from + 2].copy_from_slice(&[head.place(), number]);
            *head = Head::new(1, place);
            return;
        }
        let class = head.class() - 1;
        let room = ROOM[class];
        let from = head.place() as usize * room;
        let piece = &mut self.pools[class].numbers[from..from + room];
        let count = piece.partition_point(|number| *number != EMPTY);
        if count < room {
            piece[count] = number;
        } else if class + 1 == ROOM.len() {
            piece.copy_within(room - KEPT + 1.., 0);
            piece[KEPT - 1] = number;
            piece[KEPT..].fill(EMPTY);
        } else {
            let (small, large) = self.pools.split_at_mut(class + 1);
            let (small, large) = (&mut small[class], &mut large[0]);
            let place = large.piece(ROOM[class + 1]);
            let to = place as usize * ROOM[class + 1];
            let piece = &mut small.numbers[from..from + room];
            large.numbers[to..to + room].copy_from_slice(piece);
            large.numbers[to + room] = number;
            piece.fill(EMPTY);
            small.free.push(head.place());
            *head = Head::new(class + 2, place);
        }
    }

    /// The latest numbers of a key's list, up to [`KEPT`], latest first.
    pub fn of(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        self.under(self.find(key))
    }

    /// Where the list of a key stands.
    pub fn find(&self, key: u32) -> Option<Head> {
        self.heads.get(&key).copied()
    }

    /// As [`Blocks::of`], of a list that was found before.
    pub fn under(&self, head: Option<Head>) -> impl Iterator<Item = u32> + '_ {
        let alone = head.filter(|head| head.class() == 0).map(Head::place);
        let list = head.map_or(&[][..], |head| self.list(head));
        alone.into_iter().chain(list.iter().rev().take(KEPT).copied())
    }

    /// The numbers in a list's piece; none for a number by itself.
    fn list(&self, head: Head) -> &[u32] {
        let Some(class) = head.class().checked_sub(1) else { return &[] };
        let piece = self.pools[class].at(head.place(), ROOM[class]);
        &piece[..piece.partition_point(|number| *number != EMPTY)]
    }

    /// All keys, ascending, each with its latest numbers, latest last.
    pub fn sorted(&self) -> impl ExactSizeIterator<Item = (u32, Vec<u32>)> + '_ {
        let mut keys: Vec<u32> = self.heads.keys().copied().collect();
        keys.sort_unstable();
        keys.into_iter().map(|key| {
            let mut numbers: Vec<u32> = self.of(key).collect();
            numbers.reverse();
            (key, numbers)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_grow_from_piece_to_piece_and_keep_the_latest() {
        let mut blocks = Blocks::default();
        for number in 0..3000 {
            blocks.add(7, number);
            blocks.add(100 + number % 40, number);
            blocks.add(1_000_000 + number, number);
            let found: Vec<u32> = blocks.of(7).collect();
            let wanted: Vec<u32> = (0..=number).rev().take(KEPT).collect();
            assert_eq!(found, wanted);
        }
        assert_eq!(blocks.of(105).collect::<Vec<_>>(), (0..75).rev().map(|n| n * 40 + 5).collect::<Vec<_>>());
        assert_eq!(blocks.of(1_002_999).collect::<Vec<_>>(), [2999]);
        assert_eq!(blocks.of(5).count(), 0);
        assert_eq!(blocks.sorted().len(), 3041);
        assert_eq!(blocks.sorted().next().map(|(key, numbers)| (key, numbers.len())), Some((7, KEPT)));
    }
}
