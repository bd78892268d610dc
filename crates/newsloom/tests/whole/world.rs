//! The golden world: `examples/world` has pages and their truth.

use crate::grounded;
use crate::program::{examples, json, newsloom_in};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// The edition of the world and its truth, made once.
struct World {
    folder: tempfile::TempDir,
    digest: Value,
    truth: Value,
    stdout: String,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let sources = examples().join("world/sources.opml");
        let run = newsloom_in(folder.path(), &["digest", sources.to_str().unwrap(), "--threads", "2"], b"");
        assert_eq!(run.status, 0, "{}", run.stderr);
        World {
            digest: json(&folder.path().join("out/digest.json")),
            truth: json(&examples().join("world/truth.json")),
            stdout: run.stdout,
            folder,
        }
    })
}

impl World {
    /// The truth of the pages that hold one article, with the article that was read from it.
    fn pages(&self) -> impl Iterator<Item = (&str, &Value, Option<&Value>)> {
        let by_url: BTreeMap<&str, &Value> = self.digest["articles"]
            .as_object()
            .unwrap()
            .values()
            .filter_map(|article| Some((article["url"].as_str()?, article)))
            .collect();
        let single = |page: &Value| page["articles"] == 1 && canonical(page).is_some();
        self.truth["pages"].as_object().unwrap().iter().filter(move |(_, page)| single(page)).map(
            move |(path, page)| {
                (path.as_str(), page, canonical(page).and_then(|url| by_url.get(url.as_str()).copied()))
            },
        )
    }

    /// Story of each article, by address.
    fn placed(&self) -> BTreeMap<&str, Vec<(usize, &Value)>> {
        let mut placed: BTreeMap<&str, Vec<(usize, &Value)>> = BTreeMap::new();
        for (index, story) in self.digest["stories"].as_array().unwrap().iter().enumerate() {
            for article in story["articles"].as_array().unwrap() {
                if let Some(url) = article["url"].as_str() {
                    placed.entry(url).or_default().push((index, article));
                }
            }
        }
        placed
    }
}

/// The address under which a page of the truth is known: its AMP form is folded. A plain text has none.
fn canonical(page: &Value) -> Option<String> {
    let url = page["url"].as_str()?;
    (!url.ends_with(".txt")).then(|| url.replace("/amp/", "/"))
}

/// Letters and digits in lower case.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Fails with the list if it is longer than `allowed`.
fn at_most(allowed: usize, what: &str, found: &[String]) {
    assert!(found.len() <= allowed, "{what}: {} found, {allowed} allowed\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_page_is_found_with_its_title_and_day() {
    let mut missing = Vec::new();
    let mut titles = Vec::new();
    let mut days = Vec::new();
    for (path, page, article) in world().pages() {
        let Some(article) = article else {
            missing.push(path.to_owned());
            continue;
        };
        if plain(article["title"].as_str().unwrap()) != plain(page["title"].as_str().unwrap_or("")) {
            titles.push(format!("{path}: {} is not {}", article["title"], page["title"]));
        }
        let published = article["published"].as_str().unwrap_or("");
        if !published.starts_with(page["date"].as_str().unwrap_or("")) {
            days.push(format!("{path}: {published:?} is not {}", page["date"]));
        }
    }
    at_most(0, "pages without an article", &missing);
    at_most(0, "other titles", &titles);
    at_most(0, "other days", &days);
}

#[test]
fn the_text_is_whole_and_clean() {
    let world = world();
    let mut lacking = Vec::new();
    let mut furniture = Vec::new();
    for (path, page, article) in world.pages() {
        let Some(article) = article else { continue };
        let text = plain(article["text"].as_str().unwrap());
        for phrase in page["must_have"].as_array().unwrap() {
            if !text.contains(&plain(phrase.as_str().unwrap())) {
                lacking.push(format!("{path}: {phrase}"));
            }
        }
        let outlet = page["outlet"].as_str().unwrap();
        for phrase in world.truth["must_not_have"][outlet].as_array().into_iter().flatten() {
            if text.contains(&plain(phrase.as_str().unwrap())) {
                furniture.push(format!("{path}: {phrase}"));
            }
        }
    }
    at_most(0, "sentences lost", &lacking);
    at_most(0, "furniture kept", &furniture);
}

#[test]
fn copies_are_seen_and_nothing_else_is_one() {
    let world = world();
    let pages = world.truth["pages"].as_object().unwrap();
    let url_of = |path: &str| pages[path]["url"].as_str().unwrap().to_owned();
    let id_to_url: BTreeMap<&str, &str> = world.digest["articles"]
        .as_object()
        .unwrap()
        .iter()
        .filter_map(|(id, article)| Some((id.as_str(), article["url"].as_str()?)))
        .collect();
    let expected: BTreeMap<String, String> = pages
        .values()
        .filter_map(|page| Some((page["url"].as_str()?.to_owned(), url_of(page["copy_of"].as_str()?))))
        .collect();
    let found: BTreeMap<String, String> = world
        .placed()
        .into_iter()
        .flat_map(|(url, entries)| entries.into_iter().map(move |(_, entry)| (url, entry)))
        .filter_map(|(url, entry)| {
            let original = entry["copy_of"].as_str()?;
            Some((url.to_owned(), (*id_to_url.get(original)?).to_owned()))
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn stories_hold_what_belongs_together_and_look_alikes_stay_apart() {
    let world = world();
    let placed = world.placed();
    let mut stories: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    for page in world.truth["pages"].as_object().unwrap().values() {
        let (Some(story), Some(url)) = (page["story"].as_str(), canonical(page)) else { continue };
        for (index, _) in placed.get(url.as_str()).into_iter().flatten() {
            *stories.entry(story).or_default().entry(*index).or_default() += 1;
        }
    }
    for pair in world.truth["apart"].as_array().unwrap() {
        let pair: Vec<&str> =
            pair["stories"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        for (i, a) in pair.iter().enumerate() {
            for b in &pair[i + 1..] {
                let shared: Vec<_> =
                    stories[a].keys().filter(|index| stories[b].contains_key(index)).collect();
                assert!(shared.is_empty(), "{a} and {b} share the told stories {shared:?}");
            }
        }
    }
    // Of each story, one told part must hold most of it. A long story of several events may still fall apart.
    let scattered: Vec<String> = stories
        .iter()
        .filter(|(_, told)| {
            let all: usize = told.values().sum();
            told.values().max().copied().unwrap_or(0) * 10 < all * 6
        })
        .map(|(story, told)| format!("{story}: {told:?}"))
        .collect();
    at_most(0, "stories told in pieces", &scattered);
}

#[test]
fn every_told_line_is_grounded() {
    let faults = grounded::faults(&world().digest);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let told = lines_of(&world().digest["stories"]);
    for phrase in world().truth["must_not_tell"].as_array().unwrap() {
        let phrase = plain(phrase.as_str().unwrap());
        let bad: Vec<_> = told.iter().filter(|line| plain(line).contains(&phrase)).collect();
        assert!(bad.is_empty(), "{phrase}: {bad:?}");
    }
}

/// Texts of all lines but those inside of `withheld`.
fn lines_of(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) if fields.contains_key("cites") => {
            vec![fields["text"].as_str().unwrap().to_owned()]
        }
        Value::Object(fields) => fields.values().flat_map(lines_of).collect(),
        Value::Array(items) => items.iter().flat_map(lines_of).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn drafts_set_side_by_side_are_told_as_positions() {
    let world = world();
    let truth = &world.truth["positions"];
    let plain_lines =
        |party: &Value| lines_of(&party["lines"]).iter().map(|line| plain(line)).collect::<String>();
    let rows: Vec<&Value> = world.digest["stories"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["positions"].as_array().unwrap())
        .collect();
    let mut missing = Vec::new();
    for issue in truth["issues"].as_array().unwrap() {
        for party in truth["parties"].as_array().unwrap() {
            let name = party.as_str().unwrap();
            let wanted = plain(issue[name].as_str().unwrap());
            let cells = rows.iter().flat_map(|row| row["parties"].as_array().unwrap());
            if !cells.filter(|cell| cell["party"] == name).any(|cell| plain_lines(cell).contains(&wanted)) {
                missing.push(format!("{name} on {}: {}", issue["issue"], issue[name]));
            }
        }
    }
    at_most(0, "positions not told", &missing);
}

#[test]
fn what_is_announced_is_told() {
    let world = world();
    let told: String = world.digest["stories"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| lines_of(&s["whats_next"]))
        .map(|l| plain(&l))
        .collect();
    let missing: Vec<String> = world.truth["announced"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["date"].as_str().unwrap() > "2026-03-12")
        .filter(|event| {
            let pages = event["pages"].as_array().unwrap();
            !pages.iter().any(|page| told.contains(&plain(page["phrase"].as_str().unwrap())))
        })
        .map(|event| event["what"].to_string())
        .collect();
    at_most(2, "announced and not told", &missing);
}

/// The told stories that have pages of a story of the truth, the one with most of them first.
fn told_stories(name: &str) -> Vec<&'static Value> {
    let world = world();
    let placed = world.placed();
    let mut count: BTreeMap<usize, usize> = BTreeMap::new();
    for page in world.truth["pages"].as_object().unwrap().values() {
        if page["story"].as_str() == Some(name) {
            for (index, _) in placed.get(canonical(page).unwrap_or_default().as_str()).into_iter().flatten() {
                *count.entry(*index).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(usize, usize)> = count.into_iter().collect();
    found.sort_by_key(|(index, pages)| (std::cmp::Reverse(*pages), *index));
    found.into_iter().map(|(index, _)| &world.digest["stories"][index]).collect()
}

#[test]
fn the_newest_toll_is_told_and_no_older_one() {
    let story = told_stories("quiral-quake")[0];
    let mut first: Vec<String> = lines_of(&story["title"]);
    first.extend(lines_of(&story["summary"]).into_iter().take(3));
    let first = first.join(" ");
    assert!(first.to_lowercase().contains("fifty-eight"), "{first}");
    let toll = &world().truth["stories"]["quiral-quake"]["differs"][0];
    assert_eq!(toll["attribute"], "killed");
    let told = plain(
        &[lines_of(&story["title"]), lines_of(&story["summary"]), lines_of(&story["key_points"])]
            .concat()
            .join(" "),
    );
    for side in toll["sides"].as_array().unwrap().iter().filter(|side| side["value"] != 58) {
        let phrase = plain(side["phrase"].as_str().unwrap());
        assert!(!told.contains(&phrase), "{} is told as the state of things", side["phrase"]);
    }
}

#[test]
fn claims_that_differ_stand_side_by_side() {
    let world = world();
    let mut missing = Vec::new();
    let mut all = 0;
    for (name, story) in world.truth["stories"].as_object().unwrap() {
        let told: Vec<String> =
            told_stories(name).into_iter().flat_map(|story| lines_of(&story["disagreements"])).collect();
        let told = plain(&told.join(" "));
        for row in story["differs"].as_array().unwrap() {
            if !matches!(row["state"].as_str(), Some("disputed" | "updated" | "less precise")) {
                continue;
            }
            all += 1;
            let sides = row["sides"].as_array().unwrap();
            let found =
                sides.iter().filter(|side| told.contains(&plain(side["phrase"].as_str().unwrap()))).count();
            if found < 2 {
                missing.push(format!("{name}: {} ({found} of {} sides)", row["attribute"], sides.len()));
            }
        }
    }
    assert!(all > 10);
    at_most(6, "claims that differ and are not shown", &missing);
}

#[test]
fn the_views_of_a_story_are_there_and_their_links_lead_somewhere() {
    let world = world();
    let out = world.folder.path().join("out");
    let mut views = 0;
    for entry in fs::read_dir(out.join("story")).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        assert!(!page.contains("<script"));
        if path.extension().is_some_and(|kind| kind == "xml") {
            assert!(page.starts_with("<?xml") && page.contains("<entry>"), "{}", path.display());
            continue;
        }
        views += usize::from(path.file_stem().unwrap().to_str().unwrap().contains('-'));
        for link in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let file = link.split('#').next().unwrap();
            if link.contains("://") || file.is_empty() {
                continue;
            }
            assert!(out.join("story").join(file).exists(), "{link} on {} leads nowhere", path.display());
        }
    }
    assert!(views >= 12, "{views} views");
    let run = newsloom_in(world.folder.path(), &["show", "1", "--in", "out", "--view", "wire"], b"");
    assert!(run.status == 0 && run.stdout.starts_with("## ") && run.stdout.contains("###"), "{}", run.stdout);
    let again = newsloom_in(world.folder.path(), &["show", "no such story", "--in", "out"], b"");
    assert!(again.status == 1 && again.stderr.contains("lists them"), "{}", again.stderr);
}

#[test]
fn pages_have_each_id_once_and_headings_in_order() {
    let out = world().folder.path().join("out");
    let mut pages: Vec<_> =
        fs::read_dir(out.join("story")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.push(out.join("index.html"));
    for path in pages.iter().filter(|path| path.extension().is_some_and(|kind| kind == "html")) {
        let page = fs::read_to_string(path).unwrap();
        let mut seen = BTreeSet::new();
        for id in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(seen.insert(id), "{id} twice on {}", path.display());
        }
        let mut level = 0;
        for tag in page.split("<h").skip(1) {
            let Some(next) = tag.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            assert!(next <= level + 1, "h{next} behind h{level} on {}", path.display());
            level = next;
        }
        assert_eq!(page.matches("<h1").count(), 1, "{}", path.display());
    }
}

#[test]
fn counts_are_those_of_the_truth() {
    let world = world();
    let placed = world.placed();
    for (name, truth) in world.truth["stories"].as_object().unwrap() {
        let mut indexes: BTreeMap<usize, usize> = BTreeMap::new();
        for page in world.truth["pages"].as_object().unwrap().values() {
            if page["story"].as_str() == Some(name) {
                for (index, _) in
                    placed.get(canonical(page).unwrap_or_default().as_str()).into_iter().flatten()
                {
                    *indexes.entry(*index).or_default() += 1;
                }
            }
        }
        let Some((&index, _)) = indexes.iter().max_by_key(|(_, count)| **count) else { continue };
        let counts = &world.digest["stories"][index]["counts"];
        let copies = truth["copies"].as_u64().unwrap_or(0);
        if copies > 0 && counts["articles"] == truth["articles"] {
            assert_eq!(counts["independent_reports"], truth["independent_reports"], "{name}");
        }
    }
}

#[test]
fn the_folder_is_whole() {
    let world = world();
    let out = world.folder.path().join("out");
    for file in ["index.html", "newsloom.css", "digest.md", "feed.xml", "feed.json"] {
        assert!(out.join(file).metadata().is_ok_and(|about| about.len() > 200), "{file}");
    }
    for story in world.digest["stories"].as_array().unwrap() {
        let page = out.join(format!("story/{}.html", story["id"].as_str().unwrap()));
        let page = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(page.contains("<mark>") && !page.contains("<script"));
    }
    // A citation is ours, and stands behind the quotation mark.
    let markdown = fs::read_to_string(out.join("digest.md")).unwrap();
    assert!(markdown.contains("” [") && !markdown.contains(")”"), "{markdown}");
    let pictures = fs::read_dir(out.join("pictures")).unwrap().count();
    assert!(pictures >= 10, "{pictures} pictures");
    assert!(world.stdout.contains("open"), "{}", world.stdout);
    let links: BTreeSet<String> = ["index.html"]
        .iter()
        .flat_map(|file| {
            let page = fs::read_to_string(out.join(file)).unwrap();
            page.split("href=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .collect();
    for link in links {
        let file = link.split('#').next().unwrap();
        assert!(out.join(file).exists(), "{link} leads nowhere");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let world = world();
    let again = tempfile::tempdir().unwrap();
    let sources = examples().join("world/sources.opml");
    let run = newsloom_in(again.path(), &["digest", sources.to_str().unwrap(), "--threads", "1"], b"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(files(&world.folder.path().join("out")), files(&again.path().join("out")));
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn other_packings_of_the_pages_are_read_too() {
    let folder = tempfile::tempdir().unwrap();
    let formats = examples().join("formats");
    let mut seen = Vec::new();
    for name in ["skarn.warc", "skarn.warc.gz", "articles.jsonl"] {
        let path = formats.join(name);
        let run = newsloom_in(folder.path(), &["digest", path.to_str().unwrap(), "--out", name], b"");
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        let digest = json(&folder.path().join(name).join("digest.json"));
        assert!(grounded::faults(&digest).is_empty(), "{name}");
        seen.push(digest["articles"].as_object().unwrap().keys().cloned().collect::<Vec<_>>());
    }
    assert_eq!(seen[0], seen[1], "packing changes nothing");
    let cut = formats.join("skarn-cut-off.warc.gz");
    let run = newsloom_in(folder.path(), &["digest", cut.to_str().unwrap(), "--out", "cut"], b"");
    assert!(run.status == 0 || run.status == 3, "{}", run.stderr);
    assert!(run.stderr.contains("skarn-cut-off.warc.gz"), "{}", run.stderr);
    let digest = json(&folder.path().join("cut/digest.json"));
    assert!(!digest["articles"].as_object().unwrap().is_empty());
}
