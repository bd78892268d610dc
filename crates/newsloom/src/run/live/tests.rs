//! The loop against a made-up network and a clock that is moved by hand.

use super::{Setup, Status, lock, once};
use crate::config::Config;
use crate::fetch::{Answer, Ask, FetchError, Fetcher, Wait};
use crate::remote::{Models, Server, Writer};
use crate::run::{Clock, FakeClock};
use crate::store::*;
use newsloom_core::model::{SourceId, Timestamp};
use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What was asked, and when.
type Asked = Arc<Mutex<Vec<(Timestamp, Ask)>>>;

/// The tag of an ask with what came of it.
type Answered = (u64, std::result::Result<Answer, FetchError>);

/// A network of pages that stand in a table; what stands in none answers 404.
#[derive(Clone)]
struct Net {
    pages: Arc<Mutex<BTreeMap<String, Answer>>>,
    asked: Asked,
    answers: Arc<Mutex<VecDeque<Answered>>>,
    clock: FakeClock,
}

impl Net {
    fn new(clock: &FakeClock) -> Self {
        Self { pages: Arc::default(), asked: Arc::default(), answers: Arc::default(), clock: clock.clone() }
    }

    fn put(&self, url: &str, body: &str) {
        let answer = Answer { status: 200, url: url.to_owned(), body: body.into(), ..Answer::default() };
        self.pages.lock().unwrap().insert(url.to_owned(), answer);
    }

    fn say(&self, url: &str, answer: Answer) {
        self.pages.lock().unwrap().insert(url.to_owned(), Answer { url: url.to_owned(), ..answer });
    }

    fn asked(&self, part: &str) -> Vec<(Timestamp, Ask)> {
        self.asked.lock().unwrap().iter().filter(|(_, ask)| ask.url.contains(part)).cloned().collect()
    }
}

impl Fetcher for Net {
    fn send(&self, tag: u64, ask: Ask) {
        self.asked.lock().unwrap().push((self.clock.now(), ask.clone()));
        let missing = Answer { status: 404, url: ask.url.clone(), ..Answer::default() };
        let answer = self.pages.lock().unwrap().get(&ask.url).cloned().unwrap_or(missing);
        let same = answer.etag.is_some() && answer.etag == ask.etag;
        let answer = if same { Answer { status: 304, body: Vec::new(), ..answer } } else { answer };
        self.answers.lock().unwrap().push_back((tag, Ok(answer)));
    }

    fn answers(&self, wait: Duration) -> Vec<(u64, std::result::Result<Answer, FetchError>)> {
        let answers: Vec<_> = self.answers.lock().unwrap().drain(..).collect();
        self.clock.pass(if answers.is_empty() { wait } else { Duration::from_millis(20) });
        answers
    }
}

const START: &str = "2026-03-09T12:00:00Z";

struct World {
    clock: FakeClock,
    net: Net,
    store: Arc<MemoryStore>,
    config: Config,
}

impl World {
    fn new() -> Self {
        let clock = FakeClock::new(START.parse().unwrap());
        Self { net: Net::new(&clock), clock, store: Arc::default(), config: Config::new() }
    }

    fn add(&self, url: &str) -> SourceId {
        let source = NewSource {
            url: url.to_owned(),
            title: String::new(),
            group: Vec::new(),
            rules: SourceRules::default(),
            at: self.clock.now(),
        };
        self.store.add_source(&source).unwrap().0
    }

    fn setup(&self) -> Setup {
        Setup {
            store: self.store.clone(),
            fetcher: Box::new(self.net.clone()),
            clock: Arc::new(self.clock.clone()),
            models: Models::default(),
            config: self.config.clone(),
        }
    }

    fn once(&self) -> Status {
        once(self.setup(), || false).unwrap()
    }

    /// Lets the loop go round for so long.
    fn live(&self, time: Duration) -> Status {
        let status = Arc::new(Mutex::new(Status::default()));
        let mut live = super::Live::new(self.setup(), status.clone(), Some(Duration::from_secs(1)));
        let end = self.clock.now().checked_add(time).unwrap();
        while self.clock.now() < end {
            live.round().unwrap();
        }
        live.close();
        lock(&status).clone()
    }
}

const FERRY: &str = "The ferry Tamsin ran aground off the northern pier of Torvik on Monday morning. All 84 passengers \
    were brought ashore by lifeboats within two hours. The harbor master, Edda Voss, said a gust had pushed the vessel \
    onto the rocks.";

const CLOCKS: &str = "A museum of clocks opened its new wing in Harlmere with 300 timepieces on show. Curator Ilse Rook called \
    the collection a gift to watchmakers. Tickets cost 12 crowns and children enter free.";

fn page(title: &str, text: &str) -> String {
    format!(
        "<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><time datetime='2026-03-09T10:00:00Z'>\
         </time><p>{text}</p><p>{text}</p></article></body></html>"
    )
}

fn feed(host: &str, items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(name, title)| {
            format!(
                "<item><title>{title}</title><link>https://{host}/{name}</link><guid>{name}</guid>\
                 <pubDate>Mon, 09 Mar 2026 10:00:00 GMT</pubDate><description>In short.</description></item>"
            )
        })
        .collect();
    format!("<rss version='2.0'><channel><title>The {host}</title>{items}</channel></rss>")
}

/// Two outlets that tell of one ferry, one of which tells of a museum as well.
fn two_outlets(world: &World) {
    for host in ["quay.example", "pier.example"] {
        world.add(&format!("https://{host}/feed"));
        world.net.put(&format!("https://{host}/ferry"), &page("Ferry Tamsin runs aground off Torvik", FERRY));
    }
    world
        .net
        .put("https://quay.example/clocks", &page("Museum of clocks opens new wing in Harlmere", CLOCKS));
    world.net.put(
        "https://quay.example/feed",
        &feed("quay.example", &[("ferry", "Ferry aground"), ("clocks", "Clocks on show")]),
    );
    world
        .net
        .put("https://pier.example/feed", &feed("pier.example", &[("ferry", "Ferry aground off Torvik")]));
}

#[test]
fn what_is_published_becomes_stories() {
    let world = World::new();
    two_outlets(&world);
    let status = world.once();
    assert_eq!((status.polls, status.entries, status.articles, status.placed), (2, 3, 3, 3), "{status:?}");
    let page = world.store.stories(&StoryQuery { limit: 9, ..StoryQuery::default() }).unwrap();
    let mut sizes: Vec<u32> = page.rows.iter().map(|row| row.articles).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);
    // The robots answer came before every page.
    assert_eq!(world.net.asked("robots.txt").len(), 2);
    assert!(world.net.asked("quay")[1].1.url.ends_with("robots.txt"));
    let edition = &world.store.editions(None, 1).unwrap()[0];
    assert_eq!((edition.closed, edition.stories.len()), (false, 2));
    let source = &world.store.sources().unwrap()[1];
    assert_eq!(source.title, "The quay.example");
    // Asked again, nothing is new and nothing is read twice.
    let asked = world.net.asked("ferry").len();
    assert_eq!(world.once().articles, 0);
    assert_eq!(world.net.asked("ferry").len(), asked);
}

#[test]
fn a_new_wording_is_told_anew() {
    let world = World::new();
    two_outlets(&world);
    world.once();
    let url = "https://quay.example/clocks";
    world.net.put(url, &page("Museum of clocks opens new wing in Harlmere", &CLOCKS.replace("300", "310")));
    world.net.put(
        "https://quay.example/feed",
        &feed("quay.example", &[("ferry", "Ferry aground"), ("clocks", "More clocks on show")]),
    );
    let status = world.once();
    assert_eq!((status.articles, status.edits), (0, 1), "{status:?}");
    let edit = &world.store.edits(None, 9).unwrap()[0];
    let story = world.store.rows(&[edit.article]).unwrap()[0].story.unwrap();
    assert_eq!(world.store.changes_of(story, 1).unwrap()[0].change.kind, ChangeKind::Edited);
    let told = world.store.told(story).unwrap().unwrap();
    assert!(told.versions.contains(&(edit.article, edit.after)), "{told:?}");
    assert_eq!(told.revision, 2);
}

/// A model that says the same of everything, after a while.
fn slow_model(said: &'static str) -> Writer {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap()).parse().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
            // the request ends with its body's closing brace
            while !bytes.ends_with(b"}") {
                let read = stream.read(&mut piece).unwrap();
                bytes.extend_from_slice(&piece[..read]);
            }
            std::thread::sleep(Duration::from_millis(300));
            let answer = serde_json::json!({"choices": [{"message": {"content": said}}]}).to_string();
            let head =
                format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", answer.len());
            let _ = stream.write_all((head + &answer).as_bytes());
        }
    });
    let server = Server { url, model: "slow".to_owned(), key_file: None, timeout: Duration::from_secs(20) };
    Writer::new(server, 1).unwrap()
}

#[test]
fn nothing_waits_for_a_slow_model() {
    let world = World::new();
    two_outlets(&world);
    let writer = slow_model(r#"{"headline": {"text": "Ferry Tamsin ran aground", "from": [1, 2, 3, 4, 5]}}"#);
    let setup = Setup { models: Models { writer: Some(writer), embedder: None }, ..world.setup() };
    let status = Arc::new(Mutex::new(Status::default()));
    let mut live = super::Live::new(setup, status.clone(), Some(Duration::from_secs(1)));
    let all = StoryQuery { limit: 9, ..StoryQuery::default() };
    let (mut before, mut worded) = (false, None);
    let until = std::time::Instant::now() + Duration::from_secs(30);
    while worded.is_none() && std::time::Instant::now() < until {
        live.round().unwrap();
        let rows = world.store.stories(&all).unwrap().rows;
        before = before || rows.iter().any(|row| row.articles == 2 && !row.title.contains("Tamsin ran"));
        worded = rows
            .iter()
            .filter_map(|row| world.store.told(row.id).unwrap())
            .find(|told| told.digest.writer.as_deref() == Some("slow"));
    }
    let worded = worded.expect("the model's words are told");
    assert!(
        before && worded.revision == 2,
        "told before the model had answered: {before}, {}",
        worded.revision
    );
    assert_eq!(worded.digest.title.text, "Ferry Tamsin ran aground");
    let last = &world.store.changes_of(worded.digest.story, 1).unwrap()[0];
    assert_eq!(last.change.kind, ChangeKind::Retold);
}

#[test]
fn hosts_are_asked_as_they_wish() {
    let world = World::new();
    let slow = world.add("https://slow.example/feed");
    let wait = Some(Wait::For(Duration::from_secs(3600)));
    world
        .net
        .say("https://slow.example/feed", Answer { status: 429, retry_after: wait, ..Answer::default() });
    world.add("https://gone.example/feed");
    world.net.say("https://gone.example/feed", Answer { status: 410, ..Answer::default() });
    world.add("https://shut.example/feed");
    world.net.put("https://shut.example/feed", &feed("shut.example", &[("a", "A title of some length")]));
    world.net.put("https://shut.example/robots.txt", "User-agent: *\nDisallow: /");
    world.net.put("https://shut.example/a", &page("A title", FERRY));
    world.live(Duration::from_secs(3000));
    assert_eq!(world.net.asked("slow").len(), 1);
    assert_eq!(world.net.asked("gone").len(), 1);
    assert_eq!(world.net.asked("shut.example/a").len(), 0);
    world.live(Duration::from_secs(3000));
    assert_eq!(world.net.asked("slow").len(), 2);
    let row = world.store.source(slow).unwrap().unwrap();
    assert!(super::health(&row, world.clock.now()).words.contains("answers 429"), "{row:?}");
}

#[test]
fn a_clock_that_jumps_stops_nothing_and_takes_nothing_away() {
    let mut world = World::new();
    world.config.live.keep_pages_days = 30;
    world.add("https://quay.example/feed");
    world.net.put("https://quay.example/feed", &feed("quay.example", &[("ferry", "Ferry aground")]));
    world.net.put("https://quay.example/ferry", &page("Ferry runs aground off Torvik", FERRY));
    let mut live = super::Live::new(world.setup(), Arc::default(), Some(Duration::from_secs(1)));
    let mut go = |time: u64| {
        let end = world.clock.passed() + Duration::from_secs(time);
        while world.clock.passed() < end {
            live.round().unwrap();
        }
    };
    go(60);
    let pages = || world.store.articles(&Default::default()).unwrap().rows.len();
    let raw = || {
        let tape = world.store.tape(0, 99).unwrap();
        tape.iter()
            .filter(|version| version.raw.is_some_and(|raw| world.store.raw(raw).unwrap().is_some()))
            .count()
    };
    assert_eq!((world.net.asked("feed").len(), pages(), raw()), (1, 1, 1));
    // Forward by twelve years: what is kept would be too old.
    world.clock.set("2038-01-19T03:14:07Z".parse().unwrap());
    go(2 * 3600);
    assert_eq!((pages(), raw()), (1, 1));
    let before = world.net.asked("feed").len();
    // Back again: the next poll stands twelve years ahead.
    world.clock.set("2026-03-09T15:00:00Z".parse().unwrap());
    go(2 * 3600);
    assert!(world.net.asked("feed").len() > before);
    // The same where it was set while nobody looked.
    live.close();
    world.clock.set("1970-01-01T00:00:30Z".parse().unwrap());
    let before = world.net.asked("feed").len();
    world.live(Duration::from_secs(600));
    assert!(world.net.asked("feed").len() > before);
    assert_eq!((pages(), raw()), (1, 1));
}

#[test]
fn validators_are_sent_back_byte_by_byte() {
    let world = World::new();
    world.add("https://quay.example/feed");
    let etag = Some(b"W/\"\xff odd\"".to_vec());
    let body = feed("quay.example", &[("a", "A title of some length")]).into_bytes();
    world.net.say(
        "https://quay.example/feed",
        Answer { status: 200, etag: etag.clone(), body, ..Answer::default() },
    );
    world.once();
    world.once();
    let asked = world.net.asked("feed");
    assert_eq!((asked.len(), &asked[0].1.etag, &asked[1].1.etag), (2, &None, &etag));
}

#[test]
fn killed_anywhere_it_ends_the_same() {
    let stories = |world: &World| {
        let page = world.store.stories(&StoryQuery { limit: 99, ..StoryQuery::default() }).unwrap();
        page.rows.iter().map(|row| (row.id, row.title.clone(), row.articles)).collect::<Vec<_>>()
    };
    let whole = World::new();
    two_outlets(&whole);
    whole.once();
    for rounds in 1..12 {
        let world = World::new();
        two_outlets(&world);
        let status = Arc::new(Mutex::new(Status::default()));
        let mut live = super::Live::new(world.setup(), status, None);
        for _ in 0..rounds {
            let _ = live.round().unwrap();
        }
        // Killed: nothing is closed, leases stay.
        drop(live);
        world.net.answers.lock().unwrap().clear();
        world.once();
        assert_eq!(stories(&world), stories(&whole), "killed after {rounds} rounds");
    }
}

#[test]
fn people_are_obeyed_and_a_start_replays_it_all() {
    let world = World::new();
    two_outlets(&world);
    world.once();
    let rows = world.store.stories(&StoryQuery { limit: 9, ..StoryQuery::default() }).unwrap().rows;
    let (from, into) = (rows[0].id, rows[1].id);
    let merge = world.store.correct(&Action::Merge { from, into }, "ada", world.clock.now()).unwrap();
    world.once();
    assert_eq!(world.store.counts().unwrap().stories, 1);
    let one = world.store.resolve(from).unwrap();
    assert_eq!((one, world.store.resolve(into).unwrap()), (one, one));
    assert_eq!(world.store.story(one.unwrap()).unwrap().unwrap().articles, 3);
    world.store.take_back(merge, world.clock.now()).unwrap();
    world.once();
    assert_eq!(world.store.counts().unwrap().stories, 2);
    // Both addresses stand, each for its own.
    let (from, into) = (world.store.resolve(from).unwrap(), world.store.resolve(into).unwrap());
    assert!(from.is_some() && into.is_some() && from != into, "{from:?} {into:?}");
    // The other way round: whichever id stays, the other address leads to what it led to.
    let (from, into) = (into.unwrap(), from.unwrap());
    let merge = world.store.correct(&Action::Merge { from, into }, "ada", world.clock.now()).unwrap();
    world.once();
    world.store.take_back(merge, world.clock.now()).unwrap();
    world.once();
    let (from, into) = (world.store.resolve(from).unwrap(), world.store.resolve(into).unwrap());
    assert!(from.is_some() && into.is_some() && from != into, "{from:?} {into:?}");
}

#[test]
fn a_hub_is_asked_to_tell_until_it_does() {
    let mut world = World::new();
    let source = world.add("https://quay.example/feed");
    let body = "<feed><link rel='hub' href='https://hub.example/'/><link rel='self' href='/feed'/>\
                <entry><title>A title of some length</title><link href='/a'/></entry></feed>";
    world.net.put("https://quay.example/feed", body);
    // Without an address of ours no hub could reach us.
    world.once();
    assert!(world.net.asked("hub.example").is_empty());
    world.config.serve.base_url = "https://news.example".to_owned();
    let day = Duration::from_secs(86_400);
    world.net.put("https://quay.example/feed", &body.replace("some length", "another length"));
    world.live(day / 2);
    let wishes = world.net.asked("hub.example");
    let [(_, wish)] = wishes.as_slice() else { panic!("{wishes:?}") };
    let websub = world.store.source(source).unwrap().unwrap().poll.websub.unwrap();
    let form = wish.form.as_ref().unwrap();
    let field = |name: &str| form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(field("hub.mode"), Some("subscribe"));
    assert_eq!(field("hub.topic"), Some("https://quay.example/feed"));
    assert_eq!(field("hub.callback"), Some(websub.callback("https://news.example", source).as_str()));
    assert_eq!((field("hub.secret"), websub.secret.len()), (Some(websub.secret.as_str()), 32));
    // It did not confirm: once more a day later. It confirmed: not before the lease runs out.
    world.live(day);
    assert_eq!(world.net.asked("hub.example").len(), 2);
    let until = world.clock.now().checked_add(6 * day).unwrap();
    world.store.set_websub(source, Some(&WebSub { until: Some(until), ..websub.clone() })).unwrap();
    world.live(3 * day);
    assert_eq!(world.net.asked("hub.example").len(), 2);
    world.live(3 * day / 2);
    assert_eq!(world.net.asked("hub.example").len(), 3);
    // The feed names no hub any more.
    world.net.put("https://quay.example/feed", &feed("quay.example", &[("a", "A title of some length")]));
    world.live(day / 2);
    assert_eq!(world.store.source(source).unwrap().unwrap().poll.websub, None);
}
