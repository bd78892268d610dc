//! Names of the attributes that readers of pages ask for, as one byte each: told apart once, when the tree is made.

macro_rules! attributes {
    ($($variant:ident $text:literal),* $(,)?) => {
        /// An attribute of a known name, or of another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)] // the variants are the attribute names
        pub enum Attr { $($variant),*, Other }

        const KNOWN: &[(&str, Attr)] = &[$(($text, Attr::$variant)),*];
    };
}

attributes! {
    Class "class", Id "id", Href "href", Rel "rel", Style "style", Role "role", Src "src", Alt "alt", Title "title",
    Name "name", Property "property", Content "content", Itemprop "itemprop", Hidden "hidden", Height "height",
    AriaHidden "aria-hidden", Datetime "datetime", Type "type", Lang "lang", Value "value", Width "width",
    Srcset "srcset", DataTestid "data-testid", DataComponent "data-component", DataQa "data-qa",
    HttpEquiv "http-equiv", Dir "dir", DataSrc "data-src",
}

/// A set of attribute names: which of the known ones an element has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attrs(u32);

impl Attrs {
    /// The set of these.
    pub const fn of(names: &[Attr]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < names.len() {
            bits |= 1 << names[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the two sets share a name.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is in the set.
    pub const fn has(self, name: Attr) -> bool {
        self.0 & 1 << name as u32 != 0
    }

    pub(super) fn insert(&mut self, name: Attr) {
        self.0 |= 1 << name as u32;
    }
}

impl Attr {
    /// The name that these bytes mean, in any letter case.
    #[inline]
    pub fn of(name: &[u8]) -> Self {
        use Attr::*;
        let (Some(first), length) = (name.first(), name.len()) else { return Other };
        let candidate = match (length, first | 0x20) {
            (2, b'i') => Id,
            (3, b's') => Src,
            (3, b'r') => Rel,
            (3, b'a') => Alt,
            (3, b'd') => Dir,
            (4, b'h') => Href,
            (4, b'n') => Name,
            (4, b'r') => Role,
            (4, b't') => Type,
            (4, b'l') => Lang,
            (5, b'c') => Class,
            (5, b's') => Style,
            (5, b't') => Title,
            (5, b'v') => Value,
            (5, b'w') => Width,
            (6, b's') => Srcset,
            (6, b'h') if name[1] | 0x20 == b'i' => Hidden,
            (6, b'h') => Height,
            (7, b'c') => Content,
            (7, b'd') => DataQa,
            (8, b'p') => Property,
            (8, b'i') => Itemprop,
            (8, b'd') if name[4] == b'-' => DataSrc,
            (8, b'd') => Datetime,
            (10, b'h') => HttpEquiv,
            (11, b'a') => AriaHidden,
            (11, b'd') => DataTestid,
            (14, b'd') => DataComponent,
            _ => return Other,
        };
        let known = KNOWN[candidate as usize].0.as_bytes();
        if name == known || name.eq_ignore_ascii_case(known) { candidate } else { Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_case() {
        assert!(KNOWN.len() < 32, "a set is 32 bits");
        for (text, attr) in KNOWN {
            assert_eq!(Attr::of(text.as_bytes()), *attr);
            assert_eq!(Attr::of(text.to_uppercase().as_bytes()), *attr);
        }
        for unknown in ["", "x", "classy", "clasp", "data-id", "onclick", "data-component-name", "ID "] {
            assert_eq!(Attr::of(unknown.as_bytes()), Attr::Other, "{unknown}");
        }
    }
}
