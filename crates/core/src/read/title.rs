//! Titles without the name of the site, its sections, and words of the page that stuck to them.

use super::site;

/// Words of the page around a title that get glued to it, in lower case.
const INTERFACE: &[&str] = &[
    "close icon",
    "close",
    "share",
    "share icon",
    "opens in new window",
    "opens in a new window",
    "external link",
    "play video",
    "play icon",
    "menu",
    "search",
    "search icon",
    "live",
    "print",
    "save",
    "subscribe",
    "copy link",
    "loading",
    "advertisement",
    "comments",
    "bookmark",
    "listen",
    "read more",
    "arrow icon",
    "video",
    "watch",
    "gallery",
    "email",
    "facebook",
    "twitter",
    "icon",
];

/// Signs between a title and the name of its site, with white space around them.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " ‖ ", " ¦ ", " / ", " ~ ", " : "];

/// Words that the name of an outlet often holds.
const PRESS: &[&str] = &[
    "news",
    "times",
    "post",
    "herald",
    "tribune",
    "gazette",
    "journal",
    "chronicle",
    "telegraph",
    "observer",
    "guardian",
    "press",
    "daily",
    "radio",
    "tv",
    "broadcasting",
    "magazine",
    "review",
    "zeitung",
    "nachrichten",
    "rundschau",
    "anzeiger",
    "noticias",
    "diario",
    "journal",
    "periódico",
    "giornale",
    "notizie",
    "gazeta",
    "новости",
    "газета",
    "mail",
    "mirror",
    "standard",
    "online",
];

/// The title alone. `site_names` are names and domains of the outlet, in any order; without them only what gives
/// itself away is removed: doubled names, interface words, what follows a bar.
pub fn clean_title(raw: &str, site_names: &[&str]) -> String {
    let mut title = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    for _ in 0..4 {
        let before = title.len();
        title = unglue_interface(&title);
        title = undouble(&title);
        title = unglue_name(&title, site_names);
        title = cut_end(&title, site_names);
        title = cut_start(&title, site_names);
        if title.len() == before {
            break;
        }
    }
    title
}

/// The end of a title that names its outlet, if [`clean_title`] would cut one that a domain of `domains` owns:
/// index of the domain.
pub(super) fn outlet_in(raw: &str, domains: &[&str]) -> Option<usize> {
    let title = unglue_interface(&raw.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut best: Option<(usize, usize)> = None;
    for (at, domain) in domains.iter().enumerate() {
        let cut = clean_title(&title, &[domain]);
        let blind = clean_title(&title, &[]);
        let gone = title.len() - cut.len();
        let tail = title.get(cut.len()..).unwrap_or("");
        let named = names_in(tail, domain);
        if named
            && (gone > title.len() - blind.len() || !tail.is_empty())
            && best.is_none_or(|(most, _)| gone > most)
        {
            best = Some((gone, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Whether one of the parts of `tail` names the outlet of `domain`.
fn names_in(tail: &str, domain: &str) -> bool {
    let parts =
        tail.split(['|', '-', '–', '—', '·', '•', '»', ':']).map(str::trim).filter(|part| !part.is_empty());
    let mut parts: Vec<String> = parts.map(str::to_owned).collect();
    let halved: Vec<String> = parts.iter().filter_map(|part| half(part).map(str::to_owned)).collect();
    parts.extend(halved);
    parts.iter().any(|part| site::names(part, domain))
}

/// The first of two equal halves.
fn half(text: &str) -> Option<&str> {
    let middle = text.len() / 2;
    if !text.len().is_multiple_of(2) || !text.is_char_boundary(middle) {
        return None;
    }
    (text[..middle] == text[middle..]).then_some(&text[..middle])
}

/// Where a word is glued to the one before: a small letter, digit or closing mark, then a capital.
fn seams(title: &str) -> impl Iterator<Item = usize> + '_ {
    let pairs = title.char_indices().zip(title.char_indices().skip(1));
    pairs
        .filter(|((_, left), (_, right))| {
            right.is_uppercase() && (left.is_lowercase() || left.is_numeric() || "?!.\"'’”)".contains(*left))
        })
        .map(|(_, (at, _))| at)
}

fn unglue_interface(title: &str) -> String {
    let lower = title.to_lowercase();
    if lower.len() != title.len() {
        return title.to_owned(); // offsets would not match; rare letters only
    }
    let cut = seams(title).find(|at| INTERFACE.contains(&lower[*at..].trim()) && *at * 2 > title.len());
    cut.map_or(title, |at| title[..at].trim_end()).to_owned()
}

/// Removes a name that stands twice at the end, glued: `RainHarbour NewsHarbour News`.
fn undouble(title: &str) -> String {
    for at in seams(title) {
        let tail = &title[at..];
        if let Some(name) = half(tail)
            && name.chars().count() >= 3
            && at > 0
        {
            return title[..at].trim_end().to_owned();
        }
    }
    title.to_owned()
}

fn is_name(words: &str, site_names: &[&str]) -> bool {
    let folded = words.trim().to_lowercase();
    let bare =
        |name: &str| name.to_lowercase().trim_start_matches("the ").trim_start_matches("www.").to_owned();
    !folded.is_empty()
        && site_names.iter().any(|name| {
            let is_domain = name.contains('.') && !name.contains(' ');
            bare(name) == bare(&folded)
                || (is_domain && site::names(words, name))
                || (!is_domain && begins_with(&folded, &bare(name)))
        })
}

/// Whether `folded` is the name with at most two words more: `harbour politics` of `harbour`.
fn begins_with(folded: &str, name: &str) -> bool {
    let rest = folded.trim_start_matches("the ").strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(' ') && rest.split_whitespace().count() <= 2 && name.len() >= 2)
}

fn unglue_name(title: &str, site_names: &[&str]) -> String {
    let cut = seams(title).find(|at| {
        let tail = &title[*at..];
        tail.len() >= 3 && is_name(tail, site_names)
    });
    cut.map_or(title, |at| title[..at].trim_end()).to_owned()
}

/// The last separator of `title`: where it begins, where it ends.
fn last_separator(title: &str) -> Option<(usize, usize)> {
    SEPARATORS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, at + sign.len()))).max()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn cut_end(title: &str, site_names: &[&str]) -> String {
    let Some((at, end)) = last_separator(title) else { return title.to_owned() };
    let (head, sign, tail) = (&title[..at], title[at..end].trim(), &title[end..]);
    let bar = matches!(sign, "|" | "‖" | "¦" | "»" | "::");
    let named = is_name(tail, site_names);
    let tail_words = words(tail);
    let press = tail.split_whitespace().any(|word| PRESS.contains(&word.to_lowercase().as_str()));
    let capitals = tail.split_whitespace().all(|word| {
        word.chars().next().is_some_and(|c| !c.is_lowercase())
            || matches!(word, "of" | "the" | "and" | "de" | "des" | "du" | "la" | "der")
    });
    let digits = tail.chars().filter(char::is_ascii_digit).count();
    if digits >= 6 && tail.chars().all(|c| c.is_ascii_digit() || "./-: ".contains(c)) && words(head) > 0 {
        return head.trim_end().to_owned(); // a date
    }
    let domain = tail_words == 1 && tail.contains('.') && !tail.ends_with('.') && tail.len() > 4;
    let looks_like_a_name = tail_words <= 5 && capitals && !tail.ends_with(['.', '?', '!']);
    let gives_itself_away = domain
        || (looks_like_a_name
            && words(head) >= 3
            && (bar && tail_words <= 4 || press && sign != ":" && sign != "/"));
    if words(head) == 0 || !(named || gives_itself_away) {
        return title.to_owned();
    }
    // Sections stand between the title and the name, set off by the same sign.
    let mut head = head;
    if named || bar {
        while let Some((at, end)) = last_separator(head) {
            let section = &head[end..];
            if head[at..end].trim() != sign
                || words(section) > 3
                || words(&head[..at]) < 3
                || section.ends_with(['?', '!'])
            {
                break;
            }
            head = &head[..at];
        }
    }
    head.trim_end().to_owned()
}

fn cut_start(title: &str, site_names: &[&str]) -> String {
    let first = SEPARATORS.iter().filter_map(|sign| title.find(sign).map(|at| (at, at + sign.len()))).min();
    match first {
        Some((at, end)) if is_name(&title[..at], site_names) && words(&title[end..]) >= 2 => {
            title[end..].trim_start().to_owned()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, names: &[&str], expected: &str) {
        assert_eq!(clean_title(raw, names), expected, "{raw} {names:?}");
    }

    #[test]
    fn site_names_go() {
        check(
            "Ferries back after fog | World News | Harbour News",
            &["news.harbour.com"],
            "Ferries back after fog",
        );
        check("Ferries back after fog - Harbour News", &["harbournews.com"], "Ferries back after fog");
        check("Ferries back after fog - The North Coast Times", &["nctimes.com"], "Ferries back after fog");
        check(
            "Ferries back after fogCoastal Broadcasting CompanyCoastal Broadcasting Company",
            &[],
            "Ferries back after fog",
        );
        check(
            "Ferries back after fog | Harbour PoliticsClose icon",
            &["edition.harbour.com"],
            "Ferries back after fog",
        );
        check("Harbour: Ferries back", &["harbour.com"], "Harbour: Ferries back");
        check("Harbour | Ferries back after fog", &["Harbour"], "Ferries back after fog");
        check("Ferries back after fog · harbour.example", &[], "Ferries back after fog");
        check("Ferries back after fogHarbour", &["Harbour"], "Ferries back after fog");
    }

    #[test]
    fn titles_keep_what_is_theirs() {
        check(
            "Fog on the coast - Mayor warns of delays",
            &["harbour.com"],
            "Fog on the coast - Mayor warns of delays",
        );
        check(
            "Ferries may stop for good - Port Mayor Quayle",
            &["harbour.com"],
            "Ferries may stop for good - Port Mayor Quayle",
        );
        check("Mayor says: \"Stop!\"", &["harbour.com"], "Mayor says: \"Stop!\"");
        check("What is iOS and McQuay", &[], "What is iOS and McQuay");
        check("", &["Harbour"], "");
    }

    #[test]
    fn the_outlet_is_found_in_the_title() {
        let domains = ["news.harbour.com", "cbc.com", "nctimes.com"];
        assert_eq!(
            outlet_in(
                "Ferries back after fogCoastal Broadcasting CompanyCoastal Broadcasting Company",
                &domains
            ),
            Some(1)
        );
        assert_eq!(outlet_in("Ferries back after fog | World News | Harbour News", &domains), Some(0));
        assert_eq!(outlet_in("Ferries back after fog - The North Coast Times", &domains), Some(2));
        assert_eq!(outlet_in("Ferries back after fog", &domains), None);
    }
}
