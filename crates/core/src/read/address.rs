//! Addresses: resolved, canonical, and what domain they belong to.

use url::Url;

/// Parameters that say how a reader came, not what is shown; a name that ends in `*` stands for all that begin with it.
const TRACKING: &[&str] = &[
    "utm_*",
    "at_*",
    "mc_*",
    "pk_*",
    "mtm_*",
    "hsa_*",
    "vero_*",
    "oly_*",
    "_hs*",
    "wt_*",
    "ns_*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "igsh",
    "mkt_tok",
    "cmpid",
    "cmp",
    "icid",
    "ito",
    "ocid",
    "smid",
    "smtyp",
    "s_cid",
    "spm",
    "xtor",
    "ftag",
    "cid_source",
    "ref_src",
    "ref_url",
    "__twitter_impression",
    "amp_js_v",
    "usqp",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "_ga",
    "_gl",
    "campaign_id",
    "instance_id",
    "rss_id",
    "traffic_source",
    "partner_id",
    "wtrid",
    "wt.mc_id",
    "cn-track",
    "feature_source",
    "share_id",
    "emci",
    "emdi",
];

/// Resolves `address` against `base`. `None` where the result is not one.
pub fn resolve(address: &str, base: Option<&Url>) -> Option<Url> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    match base {
        Some(base) => base.join(address).ok(),
        None => Url::parse(address).ok(),
    }
}

/// The address that a feed's link leads to: `http(s)`, or a file where the feed itself is one. `None` for the rest.
pub fn followed(given: &str, document: Option<&Url>) -> Option<String> {
    let local = document.filter(|document| document.scheme() == "file");
    match local.and_then(|document| document.join(given.trim()).ok()) {
        Some(url) if url.scheme() == "file" => Some(url.into()),
        _ => canonical(given, document),
    }
}

/// Whether a reader of addresses would give this one back as it stands: `http(s)`, a host in small letters that is no
/// number, a path without dots for parts, and nothing that would be escaped. Most addresses of pages are so.
pub(super) fn is_settled(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else {
        return false;
    };
    let Some((host, path)) = rest.split_once('/') else { return false };
    let last = host.rsplit('.').next().unwrap_or("");
    let is_label = |label: &str| {
        let bytes = label.as_bytes();
        !label.is_empty()
            && bytes.len() < 60
            && !label.starts_with(['-', 'x']) // no `xn--`
            && !label.ends_with('-')
            && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
    };
    let plain =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'~' | b'=' | b'&' | b',');
    let mut before = b'/';
    last.starts_with(|c: char| c.is_ascii_lowercase())
        && host.len() < 200
        && host.split('.').all(is_label)
        && path.bytes().all(|b| {
            // A dot that does not begin a part, a question mark: the first begins the query.
            let fits = plain(b) || b == b'?' || b == b'.' && before != b'/';
            before = b;
            fits
        })
}

/// The address under which an article is known: an `http(s)` one without fragment, default port, sign-in and tracking
/// parameters, with the forms for mobile telephones and AMP folded into the plain one. `None` for anything else.
pub fn canonical(address: &str, base: Option<&Url>) -> Option<String> {
    let mut url = resolve(address, base)?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str()?.is_empty() {
        return None;
    }
    for _ in 0..2 {
        match inside_cache(&url) {
            Some(inner) => url = inner,
            None => break,
        }
    }
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    fold_host(&mut url);
    fold_path(&mut url);
    fold_query(&mut url);
    Some(url.into())
}

/// The page that an address of an AMP cache stands for.
fn inside_cache(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let path = url.path();
    let rest = if host.starts_with("www.google.") {
        path.strip_prefix("/amp/")?
    } else if host.ends_with(".cdn.ampproject.org") || host == "cdn.ampproject.org" {
        path.split_once('/')?.1.split_once('/')?.1
    } else {
        return None;
    };
    let (scheme, rest) = match rest.strip_prefix("s/") {
        Some(rest) => ("https", rest),
        None => ("http", rest),
    };
    Url::parse(&format!("{scheme}://{rest}"))
        .ok()
        .filter(|inner| inner.domain().is_some_and(|host| host.contains('.')))
}

fn fold_host(url: &mut Url) {
    let Some(host) = url.domain() else { return };
    let registrable = psl::domain_str(host).unwrap_or(host);
    for prefix in ["m.", "mobile.", "amp.", "mobil."] {
        let Some(rest) = host.strip_prefix(prefix) else { continue };
        if rest.len() >= registrable.len() && rest.ends_with(registrable) {
            let rest = rest.to_owned();
            let _ = url.set_host(Some(&rest));
            return;
        }
    }
}

fn fold_path(url: &mut Url) {
    let path = url.path();
    let folded = if let Some(rest) = path.strip_prefix("/amp/") {
        format!("/{rest}")
    } else if let Some(rest) = path.strip_suffix("/amp/") {
        format!("{rest}/")
    } else if let Some(rest) = path.strip_suffix("/amp").or_else(|| path.strip_suffix(".amp")) {
        rest.to_owned()
    } else if let Some(rest) = path.strip_suffix(".amp.html") {
        format!("{rest}.html")
    } else {
        return;
    };
    if folded.len() > 1 {
        url.set_path(&folded);
    }
}

fn fold_query(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let kept = kept.join("&");
    if kept.len() != query.len() {
        url.set_query((!kept.is_empty()).then_some(&kept));
    }
}

fn is_tracking(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    if name == "amp" || (name == "outputtype" && value == "amp") {
        return matches!(value, "" | "1" | "true" | "amp");
    }
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(stem) => name.starts_with(stem),
        None => name == *known,
    })
}

/// The domain under which an outlet is shown and counted: the host in lower case without `www.`.
pub fn outlet_domain(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// The part of `host` that somebody registered: `bbc.co.uk` of `news.bbc.co.uk`. `host` itself where there is none.
pub fn registrable(host: &str) -> &str {
    psl::domain_str(host).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(canonical(address, None).as_deref().unwrap_or("none"), expected, "{address}");
    }

    #[test]
    fn addresses_are_folded() {
        check(
            "HTTPS://Harbour.Example:443/a/../b?utm_source=x&id=7&fbclid=q#top",
            "https://harbour.example/b?id=7",
        );
        check("https://m.harbour.example/ferry", "https://harbour.example/ferry");
        check("https://harbour.example/ferry/amp/", "https://harbour.example/ferry/");
        check("https://harbour.example/amp/ferry?amp=1", "https://harbour.example/ferry");
        check(
            "https://www.google.com/amp/s/harbour.example/ferry.amp.html",
            "https://harbour.example/ferry.html",
        );
        check(
            "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/ferry",
            "https://harbour.example/ferry",
        );
        check("https://harbour.example/?p=12&at_medium=RSS", "https://harbour.example/?p=12");
        check("mailto:desk@harbour.example", "none");
        check("not an address", "none");
    }

    #[test]
    fn domains() {
        assert_eq!(outlet_domain("https://www.harbour.example/x").as_deref(), Some("harbour.example"));
        assert_eq!(outlet_domain("https://news.harbour.example/x").as_deref(), Some("news.harbour.example"));
        assert_eq!(registrable("news.harbour.co.uk"), "harbour.co.uk");
    }

    #[test]
    fn settled_addresses_stay_as_they_are() {
        let settled = [
            "https://harbour.example/a-b/c_1.html?x=1&y=/2?z",
            "http://www.harbour.example/",
            "https://a.co/~b",
        ];
        for address in settled {
            assert!(is_settled(address), "{address}");
            assert_eq!(Url::parse(address).unwrap().as_str(), address);
        }
        for address in [
            "https://harbour.example",
            "https://Harbour.example/",
            "https://10.0.0.1/",
            "https://harbour.example:443/",
            "https://user@harbour.example/",
            "https://harbour.example/a/../b",
            "https://harbour.example/a b",
            "https://harbour.example/a#b",
            "https://harbour.example/a%2e",
            "https://harbour..example/",
            "https://xn--a.example/",
            "https:///a",
            "https://harbour.example./",
            "//harbour.example/",
        ] {
            assert!(!is_settled(address), "{address}");
        }
    }
}
