//! The one table of settings: name, what it does, how it is read and shown.

use super::key::{Key, number, whole_number, yes_or_no};
use newsloom_core::compose::Favor;
use std::time::Duration;

/// A probability of the desk, or the learned one.
macro_rules! cut {
    ($name:literal, $about:literal, $field:ident) => {
        Key {
            name: $name,
            about: $about,
            set: |config, text| {
                config.core.cluster.$field = match text.trim() {
                    "learned" => None,
                    text => Some(
                        text.parse()
                            .ok()
                            .filter(|cut| (0.05..=0.95).contains(cut))
                            .ok_or("takes 0.05 to 0.95, or learned")?,
                    ),
                };
                Ok(())
            },
            show: |config| {
                config
                    .core
                    .cluster
                    .$field
                    .map_or_else(|| "\"learned\"".to_owned(), |cut: f32| cut.to_string())
            },
        }
    };
}

/// All settings, in the order of `config show`.
pub(super) fn all() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().chain(super::serve::KEYS).chain(super::models::keys())
}

/// The settings of the main job.
const KEYS: &[Key] = &[
    number!(
        "threads",
        0..=1024,
        "Threads for reading and telling, 0 to 1024; 0 takes one per core.",
        threads
    ),
    Key {
        name: "fetch.user_agent",
        about: "Who newsloom says it is to the servers it asks. Put an address in it where you can be reached.",
        set: |config, text| {
            let printable = !text.trim().is_empty() && text.bytes().all(|b| (b' '..=b'~').contains(&b));
            if !printable {
                return Err("takes printable ASCII text".to_owned());
            }
            config.fetch.user_agent = text.trim().to_owned();
            Ok(())
        },
        show: |config| format!("{:?}", config.fetch.user_agent),
    },
    Key {
        name: "fetch.timeout_seconds",
        about: "Longest time for one document, from the connection to its last byte, 1 to 600 seconds.",
        set: |config, text| {
            config.fetch.timeout = Duration::from_secs(whole_number(text, 1, 600)?);
            Ok(())
        },
        show: |config| config.fetch.timeout.as_secs().to_string(),
    },
    Key {
        name: "fetch.pause_ms",
        about: "Least time between two requests to one host, 0 to 60000 milliseconds.",
        set: |config, text| {
            config.fetch.pause = Duration::from_millis(whole_number(text, 0, 60_000)?);
            Ok(())
        },
        show: |config| config.fetch.pause.as_millis().to_string(),
    },
    number!(
        "fetch.concurrency",
        1..=256,
        "Requests in flight at once, all hosts together, 1 to 256.",
        fetch.concurrency
    ),
    number!(
        "fetch.entries_per_feed",
        1..=2000000,
        "Newest entries of each feed that are read, 1 to 2000000.",
        fetch.entries_per_feed
    ),
    Key {
        name: "fetch.allow_private",
        about: "Hosts or networks that may be reached although they are not public, with commas: nas.lan, 10.0.0.0/8.",
        set: |config, text| {
            config.fetch.allow_private =
                text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
            Ok(())
        },
        show: |config| format!("{:?}", config.fetch.allow_private.join(", ")),
    },
    cut!(
        "cluster.event_cut",
        "How likely articles must be of one event to stand together, 0.05 to 0.95; `learned` takes what ships.",
        event_cut
    ),
    cut!(
        "cluster.story_cut",
        "How likely events must follow from one another to be one story, 0.05 to 0.95; `learned` takes what ships.",
        story_cut
    ),
    Key {
        name: "digest.favor",
        about: "What stands higher or lower in an edition, by source, person, topic and language: rules with a semicolon between them, each with a factor from 0 (left out) to 10, as in \"source harbor.example 2; person Anna Berg 0.5; topic football 0; language de 1.5\".",
        set: |config, text| {
            config.core.compose.favor = Favor::parse(text)?;
            Ok(())
        },
        show: |config| format!("{:?}", config.core.compose.favor.to_string()),
    },
    number!(
        "digest.summary_words",
        20..=1000,
        "Words of a story's summary at most, 20 to 1000.",
        core.compose.summary_words.1
    ),
    number!(
        "digest.key_points",
        0..=30,
        "Key points of a story at most, 0 to 30.",
        core.compose.key_points.1
    ),
    number!(
        "digest.key_point_words",
        8..=200,
        "Words of a key point at most, 8 to 200.",
        core.compose.key_point_words
    ),
    number!(
        "digest.article_words",
        20..=1000,
        "Words of an article's own summary at most, 20 to 1000.",
        core.compose.article_words.1
    ),
    number!(
        "digest.headline_words",
        4..=60,
        "Words of a headline at most where it is made from a sentence, 4 to 60; the titles of articles stay as they are.",
        core.compose.headline_words
    ),
    Key {
        name: "poll.least_minutes",
        about: "No source is asked more often than this, 1 to 1440 minutes.",
        set: |config, text| {
            config.live.least = Duration::from_secs(60 * whole_number(text, 1, 1440)?);
            Ok(())
        },
        show: |config| (config.live.least.as_secs() / 60).to_string(),
    },
    Key {
        name: "poll.most_minutes",
        about: "No source that answers is asked more rarely than this, 1 to 10080 minutes.",
        set: |config, text| {
            config.live.most = Duration::from_secs(60 * whole_number(text, 1, 10_080)?);
            Ok(())
        },
        show: |config| (config.live.most.as_secs() / 60).to_string(),
    },
    Key {
        name: "poll.push",
        about: "Whether hubs (WebSub) may tell of news as it appears: only where serve.base_url names an address that they reach.",
        set: |config, text| {
            config.live.push = yes_or_no(text)?;
            Ok(())
        },
        show: |config| config.live.push.to_string(),
    },
    number!(
        "store.keep_pages_days",
        0..=36500,
        "Days for which pages are kept as they came, 0 to 36500; 0 keeps none.",
        live.keep_pages_days
    ),
    number!(
        "store.keep_stories_days",
        0..=36500,
        "Days for which stories are kept after their last report, 0 to 36500; 0 keeps them for ever. Closed editions stay.",
        live.keep_stories_days
    ),
    Key {
        name: "edition.times",
        about: "Times of day at which an edition ends, local, with commas: 06:00, 18:00. Empty: editions never end.",
        set: |config, text| {
            config.live.edition_times = super::live::times(text)?;
            Ok(())
        },
        show: |config| {
            let times = config.live.edition_times.iter().map(|time| time.strftime("%H:%M").to_string());
            format!("{:?}", times.collect::<Vec<_>>().join(", "))
        },
    },
    number!(
        "edition.hours",
        1..=720,
        "Hours back from which an edition takes its stories, 1 to 720.",
        live.edition_hours
    ),
];

/// The key most like `given`, if one is near enough to be meant.
pub(super) fn nearest(given: &str) -> Option<&'static str> {
    all()
        .map(|key| (distance(given, key.name), key.name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .map(|(_, name)| name)
}

/// Levenshtein distance in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let cost = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = cost.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
