//! The picture of a story: the one that most likely shows it, described in its outlet's words or not at all.

use crate::model::{DescribedBy, Image, Picture, Report};
use crate::text::normalize::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Parts of addresses of images that show nothing of a story.
const NO_PICTURES: &[&str] = &[
    "logo",
    "icon",
    "sprite",
    "pixel",
    "tracker",
    "tracking",
    "blank",
    "placeholder",
    "avatar",
    "default",
    "1x1",
    "favicon",
    "badge",
    "button",
    "share",
    "spacer",
    "banner",
    "beacon",
    "analytics",
    "gravatar",
    "headshot",
    "fallback",
];

/// Chooses the picture. Original reports come before copies; near-duplicates count as one and speak for each other.
pub(crate) fn picture(reports: &[Report<'_>], telling: &BTreeSet<String>) -> Option<Picture> {
    let mut shown: BTreeMap<String, usize> = BTreeMap::new();
    let images = || {
        reports.iter().enumerate().flat_map(|(index, report)| {
            let lead = report.article.image.iter().map(|image| (image, true));
            let body = report.article.images.iter().take(20).map(|image| (image, false));
            lead.chain(body).map(move |(image, leads)| (index, image, leads))
        })
    };
    for (_, image, _) in images() {
        *shown.entry(file_stem(&image.url)).or_default() += 1;
    }
    let mut best: Option<(i64, usize, &Image)> = None;
    for (index, image, leads) in images().filter(|(_, image, _)| shows_something(image)) {
        let report = &reports[index];
        let words = described(image).map_or(0, |(text, _)| overlap(text, telling));
        let score = i64::from(report.copy_of.is_none()) * 4
            + i64::from(leads) * 6
            + i64::from(image.caption.is_some()) * 4
            + i64::from(image.alt.is_some()) * 2
            + i64::from(image.credit.is_some())
            + i64::from(image.width.is_some_and(|width| width >= 600)) * 2
            + (words.min(4) * 2) as i64
            + shown[&file_stem(&image.url)].min(4) as i64;
        if best.is_none_or(|(most, _, _)| score > most) {
            best = Some((score, index, image));
        }
    }
    let (_, index, image) = best?;
    let (description, described_by) =
        described(image).map_or((None, DescribedBy::None), |(text, by)| (Some(text.to_owned()), by));
    Some(Picture {
        url: image.url.clone(),
        domain: reports[index].article.outlet.domain.clone(),
        article: reports[index].article.id,
        credit: image.credit.clone(),
        description,
        described_by,
    })
}

/// What the image shows in the outlet's words: its caption, else an alternative text that is more than a file name.
fn described(image: &Image) -> Option<(&str, DescribedBy)> {
    let filled = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if filled(&image.caption) {
        return image.caption.as_deref().map(|text| (unlabeled(text), DescribedBy::Caption));
    }
    let alt = image.alt.as_deref()?.trim();
    let words = alt.split_whitespace().count();
    (words >= 2 && !alt.contains("://")).then_some((alt, DescribedBy::Alt))
}

/// A caption without the word for it that some pages put before it, for readers who hear the page.
fn unlabeled(caption: &str) -> &str {
    let caption = caption.trim();
    let labels = ["image caption", "photo caption", "media caption", "caption", "bildunterschrift"];
    let label = labels
        .iter()
        .find(|label| caption.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label)));
    let rest = label.map_or(caption, |label| &caption[label.len()..]);
    match rest.strip_prefix([',', ':']) {
        Some(rest) if !rest.trim().is_empty() => rest.trim(),
        _ => caption,
    }
}

fn shows_something(image: &Image) -> bool {
    let url = image.url.to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or("");
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let small = |side: Option<u32>| side.is_some_and(|pixels| pixels < 120);
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    !path.is_empty()
        && !matches!(scheme, "data" | "javascript" | "blob" | "about")
        && !path.ends_with(".svg")
        && !NO_PICTURES.iter().any(|part| path.contains(part))
        && !small(image.width)
        && !small(image.height)
}

/// The file name without its kind, sizes and digits of scaling: equal for near-duplicates of one picture.
fn file_stem(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or("");
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
    let sizes =
        |part: &&str| !(part.len() <= 9 && part.contains(|c: char| c.is_ascii_digit()) && part.contains('x'));
    name.split(['-', '_', '@']).filter(sizes).collect::<Vec<_>>().join("-")
}

fn overlap(text: &str, telling: &BTreeSet<String>) -> usize {
    let words: BTreeSet<String> = content_words(text).collect();
    words.intersection(telling).count()
}

/// The longer words of a text, folded.
pub(crate) fn content_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 3).map(fold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: bool) {
        let image = Image { url: url.to_owned(), ..Image::default() };
        assert_eq!(shows_something(&image), expected, "{url}");
    }

    #[test]
    fn pictures_that_show_nothing_are_left_out() {
        check("https://lumen.example/media/ferry-1200x800.jpg", true);
        check("pictures/ferry.png", true);
        check("https://lumen.example/static/site-logo.png", false);
        check("data:image/gif;base64,R0lGOD", false);
        check("https://lumen.example/p.svg", false);
    }

    #[test]
    fn a_caption_loses_its_label() {
        assert_eq!(unlabeled(" Image caption, A ferry off Lumen. "), "A ferry off Lumen.");
        assert_eq!(unlabeled("Caption: A ferry."), "A ferry.");
        assert_eq!(unlabeled("Captions of the harbor"), "Captions of the harbor");
        assert_eq!(unlabeled("Image caption,"), "Image caption,");
    }

    #[test]
    fn sizes_do_not_make_another_picture() {
        assert_eq!(
            file_stem("https://a.example/ferry-1200x800.jpg?w=3"),
            file_stem("https://b.example/x/ferry-300x200.webp")
        );
    }
}
