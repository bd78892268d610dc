//! The pages: plain HTML that reads well without script, on a phone, in the dark and on paper.

mod edition;
mod explain;
mod layout;
mod line;
mod plots;
mod sections;
mod story;
mod views;

pub use layout::content;

pub use edition::{edition_page, edition_page_to};
pub use explain::{explanation_page, kind as block_kind};
pub use views::{story_files, view_page};

/// The one style sheet of the pages; it stands beside them as `newsloom.css`.
pub const STYLE: &str = include_str!("newsloom.css");

#[cfg(test)]
mod tests {
    use super::STYLE;
    use std::collections::BTreeMap;

    /// The colors that a part of the style sheet names.
    fn colors(part: &str) -> BTreeMap<&str, [f64; 3]> {
        let declared = part.split([';', '{', '}']).filter_map(|one| one.trim().split_once(": #"));
        let byte = |hex: &str| u8::from_str_radix(hex, 16).map(f64::from).unwrap();
        declared.map(|(name, hex)| (name, [byte(&hex[..2]), byte(&hex[2..4]), byte(&hex[4..6])])).collect()
    }

    /// Relative luminance, <https://www.w3.org/TR/WCAG21/#dfn-relative-luminance>.
    fn luminance(color: [f64; 3]) -> f64 {
        let part = |byte: f64| {
            let share = byte / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * part(color[0]) + 0.7152 * part(color[1]) + 0.0722 * part(color[2])
    }

    fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_has_the_contrast_of_level_aa_by_day_and_by_night() {
        let dark = STYLE.find("prefers-color-scheme: dark").unwrap();
        let end = dark + STYLE[dark..].find("\n}").unwrap();
        for (name, part) in [("light", &STYLE[..dark]), ("dark", &STYLE[dark..end])] {
            let colors = colors(part);
            for ink in ["--ink", "--soft", "--accent"] {
                for ground in ["--paper", "--panel"] {
                    let found = contrast(colors[ink], colors[ground]);
                    assert!(found >= 4.5, "{name}: {ink} on {ground} is {found:.2}");
                }
            }
            let marked = contrast(colors["--ink"], colors["--mark"]);
            assert!(marked >= 4.5, "{name}: marked text is {marked:.2}");
        }
    }
}
