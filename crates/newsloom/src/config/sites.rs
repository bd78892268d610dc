//! Rules for single sites: `[site."example.org"]` with `keep`, `drop`, `title`, `date`, `author` as CSS selectors.

use super::{Config, ConfigError, Origin, Row};
use newsloom_core::read::rules;

/// What the keys of rules begin with; the site's domain and the rule's name follow.
pub(super) const PREFIX: &str = "site.";

/// What each rule does.
fn about(key: &str) -> &'static str {
    match key {
        "keep" => "CSS selector of the elements that hold the article: all inside is kept, nothing outside.",
        "drop" => "CSS selector of elements whose text is never kept.",
        "title" => "CSS selector of the element that shows the title.",
        "date" => "CSS selector of the element that gives the date of publication.",
        _ => "CSS selector of the elements that name the authors.",
    }
}

/// Sets a rule; `rest` is the site's domain, a dot, and the rule's name.
pub(super) fn set(config: &mut Config, rest: &str, value: &str, origin: Origin) -> Result<(), ConfigError> {
    let full = format!("{PREFIX}{rest}");
    let unknown = |hint| ConfigError::UnknownKey { key: full.clone(), origin: origin.clone(), hint };
    let (site, key) = rest.rsplit_once('.').ok_or_else(|| unknown(Some("site.\"example.org\".keep")))?;
    let site = site.trim_matches('"');
    if !rules::KEYS.contains(&key) {
        let known = [
            "site.\"...\".keep",
            "site.\"...\".drop",
            "site.\"...\".title",
            "site.\"...\".date",
            "site.\"...\".author",
        ];
        let near = rules::KEYS.iter().position(|known| known.starts_with(key.chars().next().unwrap_or(' ')));
        return Err(unknown(Some(known[near.unwrap_or(0)])));
    }
    let bad = |why: String| ConfigError::BadValue {
        key: full.clone().into(),
        value: format!("{value:?}"),
        origin: origin.clone(),
        why,
    };
    if site.is_empty() || site.contains(['/', ' ', ':']) {
        return Err(bad("the site must be a domain such as \"example.org\"".to_owned()));
    }
    config
        .core
        .read
        .sites
        .set(site, key, value)
        .map_err(|error| bad(format!("not a CSS selector: {error}")))?;
    config.site_origins.insert(format!("{}.{key}", site.to_lowercase()), origin);
    Ok(())
}

/// The rules, for `config show`.
pub(super) fn rows(config: &Config) -> Vec<Row> {
    let rules = config.core.read.sites.all();
    rules
        .map(|(site, key, selector)| {
            let origin = config.site_origins.get(&format!("{site}.{key}"));
            let origin = origin.or_else(|| config.site_origins.get(&format!("www.{site}.{key}")));
            Row {
                key: format!("{PREFIX}{site:?}.{key}").into(),
                value: format!("{:?}", selector.text()),
                origin: origin.cloned().unwrap_or(Origin::Default),
                about: about(key),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, value: &str, expected: Result<&str, &str>) {
        let mut config = Config::new();
        let got = config.set(key, value, Origin::Flag).map(|()| {
            let row = rows(&config).remove(0);
            format!("{} = {} {}", row.key, row.value, row.origin)
        });
        match (got, expected) {
            (Ok(got), Ok(expected)) => assert_eq!(got, expected),
            (Err(got), Err(expected)) => assert!(got.to_string().contains(expected), "{got}"),
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn rules_are_set_shown_and_checked() {
        check(
            "site.www.Harbour.example.keep",
            "article > p, .lead",
            Ok("site.\"harbour.example\".keep = \"article > p, .lead\" from the command line"),
        );
        check("site.harbour.example.drop", "p >", Err("must follow \">\" (at character 4)"));
        check("site.harbour.example.keeps", "p", Err("did you mean \"site.\\\"...\\\".keep\"?"));
        check("site.keep", "p", Err("there is no setting"));
        check("site.a b.keep", "p", Err("must be a domain"));
    }
}
