//! The lead picture: what the page offers for previews, with caption, credit and size from where it is shown.

use super::cues::{Cues, of_element};
use super::gather::{Gathered, short_text};
use super::json_ld::Schema;
use super::plain::plain;
use crate::model::Image;
use crate::read::address;
use crate::read::html::{Name, NodeId, Tree};
use url::Url;

/// The lead picture; `None` where the page offers none, or only a logo or placeholder.
pub(super) fn lead(
    tree: &Tree<'_>,
    found: &Gathered<'_>,
    schema: &Schema,
    headline: Option<NodeId>,
    base: Option<&Url>,
) -> Option<Image> {
    let mut offered: Vec<Image> = Vec::new();
    if let Some(url) = found.meta(&["og:image:secure_url", "og:image", "og:image:url"]) {
        let size = |name: &str| {
            found.meta(&[name]).and_then(|text| text.trim_end_matches("px").parse().ok()).filter(|n| *n > 0)
        };
        offered.push(Image {
            url: plain(url),
            alt: found.meta(&["og:image:alt"]).map(plain),
            width: size("og:image:width"),
            height: size("og:image:height"),
            ..Image::default()
        });
    }
    offered.extend(schema.images.iter().take(3).cloned());
    if let Some(url) = found.meta(&[
        "twitter:image",
        "twitter:image:src",
        "thumbnail",
        "sailthru.image.full",
        "parsely-image-url",
    ]) {
        offered.push(Image {
            url: plain(url),
            alt: found.meta(&["twitter:image:alt"]).map(plain),
            ..Image::default()
        });
    }
    let mut lead = None;
    for mut image in offered {
        let Some(url) = resolve(&image.url, base) else { continue };
        image.url = url;
        if is_furniture(&image) {
            continue;
        }
        match &mut lead {
            None => lead = Some(image),
            Some(known) if stem(&known.url) == stem(&image.url) => complete(known, &image),
            Some(_) => {}
        }
    }
    let from = headline.map_or(0, |node| node.index().saturating_sub(300));
    let shown = shown_near(tree, from, lead.as_ref(), base);
    match (lead, shown) {
        (Some(mut lead), Some(shown)) => {
            complete(&mut lead, &shown);
            Some(lead)
        }
        (lead, shown) => lead.or(shown),
    }
}

fn complete(image: &mut Image, other: &Image) {
    for (slot, value) in [
        (&mut image.caption, &other.caption),
        (&mut image.credit, &other.credit),
        (&mut image.alt, &other.alt),
    ] {
        if slot.is_none() {
            slot.clone_from(value);
        }
    }
    if image.width.is_none() && image.height.is_none() {
        (image.width, image.height) = (other.width, other.height);
    }
}

fn resolve(address: &str, base: Option<&Url>) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.starts_with("data:") || address.len() > 2_000 {
        return None;
    }
    if address::is_settled(address) {
        return Some(address.to_owned());
    }
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}

/// Whether it is a logo, a placeholder, a portrait of an author or a counter.
fn is_furniture(image: &Image) -> bool {
    let path = image.url.split_once("://").map_or(image.url.as_str(), |(_, rest)| rest).to_lowercase();
    let file = path.split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
    let bad = [
        "logo",
        "placeholder",
        "fallback",
        "default",
        "avatar",
        "gravatar",
        "sprite",
        "favicon",
        "spacer",
        "blank.",
        "pixel.",
        "transparent",
        "no-image",
        "noimage",
        "headshot",
        "icon-",
        "-icon",
        "social-share",
        "share-image",
    ];
    bad.iter().any(|word| file.contains(word))
        || path.contains("/avatar")
        || path.contains("gravatar.com")
        || image.width.is_some_and(|w| w < 60)
        || image.height.is_some_and(|h| h < 40)
}

/// What two sizes of one picture have in common: the file name without size and ending.
fn stem(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let file = path.rsplit('/').next().unwrap_or(path);
    let file = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let mut stem = file.to_lowercase();
    // `-1200x675`, `_1024`, `@2x`
    while let Some(at) = stem.rfind(['-', '_', '@', '.']) {
        let tail = &stem[at + 1..];
        if !tail.is_empty()
            && tail.len() < 12
            && tail.bytes().all(|b| b.is_ascii_digit() || b == b'x' || b == b'w')
            && at > 3
        {
            stem.truncate(at);
        } else {
            break;
        }
    }
    stem
}

/// The picture where it is shown: the same as the lead, or, where there is no lead, the first in a figure near the headline.
fn shown_near(tree: &Tree<'_>, from: usize, lead: Option<&Image>, base: Option<&Url>) -> Option<Image> {
    let wanted = lead.map(|image| stem(&image.url));
    let to = (from + 2_500).min(tree.len());
    for at in from..to {
        let node = NodeId(at as u32);
        if !matches!(tree.name(node), Name::Img | Name::AmpImg) {
            continue;
        }
        let figure = tree.ancestors(node).take(6).find(|outer| tree.name(*outer) == Name::Figure);
        let Some(source) = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .filter_map(|name| tree.attr(node, name))
            .find(|s| !s.trim().is_empty() && !s.starts_with("data:"))
        else {
            continue;
        };
        // What is written without special characters keeps its name when it is resolved.
        let is_other = wanted.as_ref().is_some_and(|wanted| {
            let path = source.split(['?', '#']).next().unwrap_or("");
            let file = path.rsplit('/').next().unwrap_or("").as_bytes();
            let start = file.get(..wanted.len());
            !start.is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()))
                || stem(&source) != *wanted
        });
        let is_plain = |b: u8| {
            b.is_ascii_alphanumeric()
                || matches!(b, b'/' | b':' | b'.' | b'-' | b'_' | b'@' | b'?' | b'=' | b'&')
                || matches!(b, b',' | b'%' | b'#' | b'+' | b'~')
        };
        if is_other && source.bytes().all(is_plain) {
            continue;
        }
        let Some(url) = resolve(&source, base) else { continue };
        let matches = match &wanted {
            Some(wanted) => wanted.len() > 3 && stem(&url) == *wanted,
            None => figure.is_some(),
        };
        if !matches {
            continue;
        }
        let size = |name: &str| {
            tree.attr(node, name)
                .and_then(|text| text.trim().trim_end_matches("px").parse().ok())
                .filter(|n| *n > 0)
        };
        let mut image = Image {
            url,
            alt: tree.attr(node, "alt").map(|a| plain(&a)).filter(|a| !a.is_empty()),
            width: size("width"),
            height: size("height"),
            ..Image::default()
        };
        if is_furniture(&image) {
            continue;
        }
        if let Some(caption) =
            figure.and_then(|figure| tree.descendants(figure).find(|n| tree.name(*n) == Name::Figcaption))
        {
            (image.caption, image.credit) = caption_of(tree, caption);
        }
        return Some(image);
    }
    None
}

/// Caption and credit of a `figcaption`.
fn caption_of(tree: &Tree<'_>, caption: NodeId) -> (Option<String>, Option<String>) {
    let whole = short_text(tree, caption, 1_500).unwrap_or_default();
    let marked = tree.descendants(caption).find(|node| of_element(tree, *node).any(Cues::CREDIT));
    let credit = marked.and_then(|node| short_text(tree, node, 200)).filter(|c| !c.is_empty());
    if let Some(credit) = credit {
        let text = whole.replacen(&credit, "", 1);
        return (Some(tidy(&text)).filter(|t| !t.is_empty()), Some(without_label(&credit)));
    }
    for label in [
        "Credit:",
        "Photo:",
        "Photograph:",
        "Image:",
        "Foto:",
        "Bild:",
        "©",
        "Photo by",
        "Quelle:",
        "Source:",
        "(Photo",
        "(Image",
    ] {
        if let Some(at) = whole.find(label)
            && (at == 0 || whole.len() - at < 120)
        {
            let credit = without_label(&whole[at..]);
            if !credit.is_empty() {
                return (Some(tidy(&whole[..at])).filter(|t| !t.is_empty()), Some(credit));
            }
        }
    }
    (Some(whole).filter(|t| !t.is_empty()), None)
}

fn tidy(text: &str) -> String {
    super::plain::collapse(text).trim_end_matches([' ', '|', '/', '-', '–', '(']).to_owned()
}

/// A credit without the word that introduces it.
fn without_label(credit: &str) -> String {
    let mut rest = credit.trim().trim_start_matches(['(', '[', '©', ' ', '|', '/']);
    for label in [
        "Credit:",
        "Photo:",
        "Photograph:",
        "Image:",
        "Foto:",
        "Bild:",
        "Photo by",
        "Quelle:",
        "Source:",
        "Image credit:",
        "Picture:",
        "copyright",
        "Copyright",
    ] {
        rest = rest.strip_prefix(label).unwrap_or(rest).trim_start_matches(['©', ' ', ':']);
    }
    rest.trim_end_matches([')', ']', ' ']).to_owned()
}
