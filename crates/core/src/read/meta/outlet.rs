//! Who published the page, and under which address it is known.

use super::gather::Gathered;
use super::json_ld::Schema;
use super::plain::{fold, plain};
use crate::model::Outlet;
use crate::read::address;
use url::Url;

/// The page's canonical address: what it says of itself where that is of the same domain, else its own.
pub(super) fn canonical(found: &Gathered<'_>, own: Option<&str>) -> Option<String> {
    let base =
        own.and_then(|url| Url::parse(url).ok()).filter(|url| matches!(url.scheme(), "http" | "https"));
    let said = [found.canonical.as_deref(), found.meta(&["og:url"])];
    for said in said.into_iter().flatten() {
        let Some(url) = address::canonical(said, base.as_ref()) else { continue };
        let Ok(parsed) = Url::parse(&url) else { continue };
        match &base {
            // A canonical address that is the front page is a template's slip.
            Some(base) if parsed.path() == "/" && parsed.query().is_none() && base.path() != "/" => continue,
            Some(base) => {
                let (own, other) = (base.host_str().unwrap_or(""), parsed.host_str().unwrap_or(""));
                if address::registrable(own) == address::registrable(other) || is_cache(own) {
                    return Some(url);
                }
            }
            None => return Some(url),
        }
    }
    own.and_then(|url| address::canonical(url, None))
}

/// Hosts that show other sites' pages.
fn is_cache(host: &str) -> bool {
    host.contains("ampproject.org") || host.starts_with("webcache.") || host.starts_with("web.archive.")
}

/// Folded names under which the site may call itself, for taking them off titles and bylines.
pub(super) fn site_names(found: &Gathered<'_>, schema: &Schema, url: Option<&str>) -> Vec<String> {
    let mut names = Vec::new();
    let mut push = |text: &str| {
        let key = fold(text);
        if key.len() > 1 && key.len() < 40 && !names.contains(&key) {
            names.push(key);
        }
    };
    for name in [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "twitter:site",
        "publisher",
        "dc.publisher",
        "cre",
        "al:ios:app_name",
        "al:android:app_name",
        "copyright",
        "article:publisher",
    ] {
        if let Some(text) = found.meta(&[name]).map(plain).filter(|text| !text.contains("://")) {
            push(&text);
        }
    }
    for text in [&schema.publisher, &schema.site].into_iter().flatten() {
        push(text);
    }
    if let Some(host) =
        url.and_then(|url| Url::parse(url).ok()).and_then(|url| url.host_str().map(str::to_owned))
    {
        let bare = host.trim_start_matches("www.");
        push(bare);
        let registrable = address::registrable(bare);
        push(registrable);
        if let Some(label) = registrable.split('.').next() {
            push(label);
            push(&format!("{label}online"));
            push(&format!("{label}news"));
            push(&format!("the{label}"));
            if let Some(rest) = label.strip_prefix("the") {
                push(rest);
            }
        }
        // A name whose letters are the domain's: the last part of the title "Harbour Post" of harbourpost.example.
    }
    names
}

/// The outlet.
pub(super) fn outlet(found: &Gathered<'_>, schema: &Schema, url: Option<&str>) -> Outlet {
    let domain = url.and_then(address::outlet_domain).unwrap_or_default();
    let name = found
        .meta(&["og:site_name"])
        .map(plain)
        .or_else(|| schema.publisher.clone())
        .or_else(|| schema.site.clone())
        .or_else(|| {
            found
                .meta(&["application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"])
                .map(plain)
        })
        .filter(|name| !name.is_empty() && name.len() < 80 && !name.contains("://"));
    let name = name.or_else(|| name_in_title(&found.title, &domain)).unwrap_or_else(|| domain.clone());
    let domain = if domain.is_empty() { name.to_lowercase() } else { domain };
    Outlet { name, domain }
}

/// The last or first part of the title, where its letters are those of the domain.
fn name_in_title(title: &str, domain: &str) -> Option<String> {
    let label = fold(address::registrable(domain).split('.').next()?);
    if label.len() < 3 {
        return None;
    }
    let parts = title.split(['|', '–', '—', '·', '•', '»', '«']).chain(title.split(" - "));
    parts
        .map(str::trim)
        .find(|part| {
            let key = fold(part);
            part.len() < title.trim().len()
                && (key == label || key.len() > 4 && key.starts_with(&label) || key == format!("the{label}"))
        })
        .map(str::to_owned)
}
