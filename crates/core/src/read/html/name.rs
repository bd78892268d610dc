//! Names of the elements that the parser or a reader of pages has to tell apart, as one byte each.

/// Packs up to 16 ASCII letters, lower-cased, into a number; `None` for anything longer or with other characters
/// than letters, digits and hyphens.
const fn pack(name: &[u8]) -> Option<u128> {
    if name.len() > 16 {
        return None;
    }
    let mut packed: u128 = 0;
    let mut i = 0;
    while i < name.len() {
        packed = packed << 8 | name[i].to_ascii_lowercase() as u128;
        i += 1;
    }
    Some(packed)
}

/// Slots of the look-up table; a power of two well above the number of names, so that chains stay short.
const SLOTS: usize = 512;

const fn slot(packed: u128) -> usize {
    let folded = (packed as u64) ^ ((packed >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

macro_rules! names {
    ($($variant:ident $text:literal),* $(,)?) => {
        /// What a node is: the document, text, or an element of a known or another name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)] // the variants are the element names
        pub enum Name { Document, Text, Other, $($variant),* }

        const KNOWN: &[(&str, Name)] = &[$(($text, Name::$variant)),*];

        impl Name {
            /// How many names there are.
            pub const COUNT: usize = 3 + KNOWN.len();
        }
    };
}

names! {
    A "a", Abbr "abbr", Acronym "acronym", Address "address", AmpImg "amp-img", Applet "applet", Area "area", Article "article",
    Aside "aside", Audio "audio", B "b", Base "base", Big "big", Blockquote "blockquote", Body "body", Br "br",
    Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code", Col "col",
    Colgroup "colgroup", Dd "dd", Del "del", Desc "desc", Details "details", Dialog "dialog", Dir "dir", Div "div",
    Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure",
    Font "font", Footer "footer", ForeignObject "foreignobject", Form "form", Frame "frame", Frameset "frameset",
    H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hgroup "hgroup", Hr "hr",
    Html "html", I "i", Iframe "iframe", Img "img", Image "image", Input "input", Ins "ins", Kbd "kbd",
    Keygen "keygen", Label "label", Legend "legend", Li "li", Link "link", Listing "listing", Main "main",
    Map "map", Mark "mark", Marquee "marquee", Math "math", Menu "menu", Meta "meta", Meter "meter", Nav "nav",
    Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object", Ol "ol",
    Optgroup "optgroup", Option "option", Output "output", P "p", Param "param", Picture "picture",
    Plaintext "plaintext", Pre "pre", Progress "progress", Q "q", Rp "rp", Rt "rt", Rtc "rtc", Rb "rb",
    Ruby "ruby", S "s", Samp "samp", Script "script", Search "search", Section "section", Select "select",
    Slot "slot", Small "small", Source "source", Span "span", Strike "strike", Strong "strong", Style "style",
    Sub "sub", Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td",
    Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title",
    Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var", Video "video", Wbr "wbr", Xmp "xmp",
}

const TABLE: [(u128, Name); SLOTS] = {
    let mut table = [(0, Name::Other); SLOTS];
    let mut i = 0;
    while i < KNOWN.len() {
        if let Some(packed) = pack(KNOWN[i].0.as_bytes()) {
            let mut at = slot(packed);
            while table[at].0 != 0 {
                at = (at + 1) % SLOTS;
            }
            table[at] = (packed, KNOWN[i].1);
        }
        i += 1;
    }
    table
};

impl Name {
    /// The name that a tag's bytes mean, in any letter case; [`Name::Other`] if it is none of the known ones.
    #[inline]
    pub fn of(tag: &[u8]) -> Self {
        let Some(packed) = pack(tag) else { return Self::Other };
        let mut at = slot(packed);
        loop {
            match TABLE[at] {
                (0, _) => return Self::Other,
                (key, name) if key == packed => return name,
                _ => at = (at + 1) % SLOTS,
            }
        }
    }

    /// The element's name in lower case; `#document`, `#text` and `#other` for what has none here.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "#document",
            Self::Text => "#text",
            Self::Other => "#other",
            known => KNOWN[known as usize - 3].0,
        }
    }

    /// Whether it is a heading, `h1` to `h6`.
    #[inline]
    pub fn is_heading(self) -> bool {
        (Self::H1 as u8..=Self::H6 as u8).contains(&(self as u8))
    }

    /// Elements that have no content and no end tag.
    #[inline]
    pub fn is_void(self) -> bool {
        use Name::*;
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Image
                | Input
                | Keygen
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Elements whose content is text up to their own end tag.
    #[inline]
    pub fn is_raw(self) -> bool {
        use Name::*;
        matches!(self, Script | Style | Textarea | Title | Iframe | Noembed | Noframes | Xmp | Plaintext)
    }

    /// Whether text directly inside is read as it stands, without character references.
    #[inline]
    pub fn keeps_references(self) -> bool {
        self.is_raw() && !matches!(self, Self::Title | Self::Textarea)
    }

    /// Elements that flow inside a line of text: they neither start nor end a block.
    #[inline]
    pub fn is_inline(self) -> bool {
        use Name::*;
        matches!(
            self,
            Text | Other
                | A
                | Abbr
                | AmpImg
                | Acronym
                | B
                | Big
                | Cite
                | Code
                | Del
                | Em
                | Font
                | I
                | Img
                | Ins
                | Kbd
                | Label
                | Mark
                | Nobr
                | Picture
                | Q
                | Rb
                | Rp
                | Rt
                | Rtc
                | Ruby
                | S
                | Samp
                | Small
                | Source
                | Span
                | Strike
                | Strong
                | Sub
                | Sup
                | Time
                | Tt
                | U
                | Var
                | Wbr
                | Map
                | Area
                | Script
                | Style
                | Link
                | Meta
                | Output
                | Slot
        )
    }

    /// Start tags before which an open paragraph ends (HTML standard, "close a p element").
    #[inline]
    pub(super) fn ends_paragraph(self) -> bool {
        use Name::*;
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Center
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dd
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Plaintext
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// Elements that belong in the head; anything else ends an open head.
    #[inline]
    pub(super) fn is_head_content(self) -> bool {
        use Name::*;
        matches!(
            self,
            Base | Link | Meta | Noscript | Script | Style | Template | Title | Noframes | Head | Html
        )
    }

    /// The elements through which an end tag of a phrasing element does not reach (the standard's "special" ones).
    #[inline]
    pub(super) fn is_special(self) -> bool {
        use Name::*;
        self.ends_paragraph()
            || matches!(
                self,
                Applet
                    | Body
                    | Button
                    | Caption
                    | Colgroup
                    | Frameset
                    | Head
                    | Html
                    | Iframe
                    | Marquee
                    | Noscript
                    | Object
                    | Select
                    | Tbody
                    | Td
                    | Template
                    | Tfoot
                    | Th
                    | Thead
                    | Tr
            )
    }

    /// Elements that end tags inside them do not reach out of (the standard's scope markers).
    #[inline]
    pub(super) fn bounds_scope(self) -> bool {
        use Name::*;
        matches!(self, Applet | Caption | Html | Table | Td | Th | Marquee | Object | Template | Document)
    }

    /// HTML elements that end an open `svg` or `math`.
    #[inline]
    pub(super) fn breaks_out_of_foreign(self) -> bool {
        use Name::*;
        self.is_heading()
            || matches!(
                self,
                B | Big
                    | Blockquote
                    | Body
                    | Br
                    | Center
                    | Code
                    | Dd
                    | Div
                    | Dl
                    | Dt
                    | Em
                    | Embed
                    | Head
                    | Hr
                    | I
                    | Img
                    | Li
                    | Listing
                    | Menu
                    | Meta
                    | Nobr
                    | Ol
                    | P
                    | Pre
                    | Ruby
                    | S
                    | Small
                    | Span
                    | Strong
                    | Strike
                    | Sub
                    | Sup
                    | Table
                    | Tt
                    | U
                    | Ul
                    | Var
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_case() {
        for (text, name) in KNOWN {
            assert_eq!(Name::of(text.as_bytes()), *name);
            assert_eq!(Name::of(text.to_uppercase().as_bytes()), *name);
            assert_eq!(name.as_str(), *text);
        }
        for unknown in ["", "x", "blockquot", "my-element", "averyveryverylongelementname"] {
            assert_eq!(Name::of(unknown.as_bytes()), Name::Other, "{unknown}");
        }
    }
}
