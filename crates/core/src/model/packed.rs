//! A plain stored form: numbers in little-endian bytes one after the other, lists with their length before them.

/// Writes values.
#[derive(Clone, Debug, Default)]
pub struct Packer {
    bytes: Vec<u8>,
}

/// Reads values in the order in which they were written. Once something is missing, everything after it is.
#[derive(Clone, Debug)]
pub struct Unpacker<'b> {
    bytes: &'b [u8],
}

macro_rules! numbers {
    ($($name:ident: $type:ty),+) => {
        impl Packer {
            $(
                /// Writes a number.
                pub fn $name(&mut self, value: $type) {
                    self.bytes.extend_from_slice(&value.to_le_bytes());
                }
            )+
        }

        impl Unpacker<'_> {
            $(
                /// Reads a number.
                pub fn $name(&mut self) -> Option<$type> {
                    let (first, rest) = self.bytes.split_first_chunk()?;
                    self.bytes = rest;
                    Some(<$type>::from_le_bytes(*first))
                }
            )+
        }
    };
}

numbers!(u8: u8, u16: u16, i16: i16, u32: u32, u64: u64, i64: i64, u128: u128, f32: f32);

impl Packer {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes bytes with their length.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.u32(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes a list with its length.
    pub fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.u32(items.len() as u32);
        for item in items {
            each(self, item);
        }
    }
}

impl<'b> Unpacker<'b> {
    /// Reads from the start of `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// Whether all was read.
    pub fn is_done(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Reads bytes that were written with their length.
    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.u32()? as usize;
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    /// Reads a text that was written as bytes.
    pub fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// Reads a list. A length beyond what is left is refused before anything is made for it.
    pub fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.u32()? as usize;
        if length > self.bytes.len() {
            return None;
        }
        (0..length).map(|_| each(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut packer = Packer::new();
        packer.u128(u128::MAX - 7);
        packer.i64(-3);
        packer.bytes("ferry".as_bytes());
        packer.list([1u32, 2, 3].iter(), |packer, number| packer.u32(*number));
        let bytes = packer.finish();
        let mut reader = Unpacker::new(&bytes);
        assert_eq!(
            (reader.u128(), reader.i64(), reader.text()),
            (Some(u128::MAX - 7), Some(-3), Some("ferry"))
        );
        assert_eq!(reader.list(Unpacker::u32), Some(vec![1, 2, 3]));
        assert!(reader.is_done());
        assert_eq!(Unpacker::new(&[255, 255, 255, 255, 1]).list(Unpacker::u8), None);
    }
}
