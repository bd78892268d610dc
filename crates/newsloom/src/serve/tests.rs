use super::*;
use crate::config::ServeConfig;
use crate::store::{
    Arrived, ChangeKind, Health, MemberRow, MemoryStore, NewArticle, NewChange, NewSource, Placed, PollState,
    Role, SourceRules, Sources, StoryState, StoryWrite, Token, Told, User, WebSub,
};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use newsloom_core::flow;
use newsloom_core::model::{Article, BlockKind, Language, StoryId, Timestamp};
use serde_json::Value;
use tower::ServiceExt;

const AT: &str = "2026-03-09T12:00:00Z";

fn article(host: &str, path: &str, title: &str, text: &str) -> Article {
    let url = format!("https://{host}/{path}");
    let mut article = Article::from_blocks(Some(&url), 0, &[(BlockKind::Paragraph, text)]);
    article.title = title.to_owned();
    article.outlet.name = host.to_owned();
    article.outlet.domain = host.to_owned();
    article.language = Some(Language::ENGLISH);
    article
}

/// A story of two reports, told, and one article outside of it.
fn filled() -> (Arc<MemoryStore>, StoryId) {
    let store = Arc::new(MemoryStore::new());
    let config = flow::Config::default();
    let one = article(
        "harbor.example",
        "a",
        "Ferry strike stops <b>traffic</b>",
        "The ferry strike began on Monday at the port of Halme. Mira Halme said 12 ships wait outside.",
    );
    let two = article(
        "coast.example",
        "b",
        "Ferries stand still",
        "The ferry strike began on Monday at the port of Halme, the union said. The talks go on <script>alert(1)</script>.",
    );
    let at: Timestamp = AT.parse().unwrap();
    let new =
        |article: &Article| NewArticle { article: article.clone(), raw: None, source: None, seen_at: at };
    let arrived = Arrived { articles: vec![new(&one), new(&two)], ..Arrived::default() };
    crate::store::Articles::arrive(&*store, &arrived).unwrap();
    let taken: Vec<_> = [&one, &two].iter().map(|a| ((*a).clone(), flow::analyze(a, &config))).collect();
    let mut desk = flow::Desk::new(&config);
    for (article, analysis) in &taken {
        desk.place(article, analysis);
    }
    let settled = desk.settle();
    let mut story = settled.stories[0].clone();
    if let Some(other) = settled.stories.get(1) {
        story.events.extend(other.events.clone());
    }
    let reports = flow::reports(&story, &settled.independent, |id| {
        taken.iter().find(|(article, _)| article.id == id).map(|(article, analysis)| (article, analysis))
    });
    let digest = flow::tell(&story, &reports, jiff::civil::date(2026, 3, 9), &config, flow::Given::default());
    let versions = digest.articles.iter().map(|listed| {
        let (article, _) = taken.iter().find(|(article, _)| article.id == listed.id).unwrap();
        (article.id, article.version)
    });
    let told = Told { versions: versions.collect(), digest, revision: 1, told_at: at };
    let members = story.events.iter().flat_map(|event| {
        event.members.iter().map(|m| MemberRow { article: m.article, event: event.id, copy_of: m.copy_of })
    });
    let members = members.collect();
    let change =
        |kind, article| NewChange { kind, story: story.id, article, other: None, note: String::new() };
    let step = Placed {
        at,
        articles: vec![one.id, two.id],
        stories: vec![StoryWrite { told, members, state: StoryState::Open }],
        gone: Vec::new(),
        changes: vec![change(ChangeKind::Born, Some(one.id)), change(ChangeKind::Joined, Some(two.id))],
        ..Placed::default()
    };
    crate::store::Stories::place(&*store, &step).unwrap();
    (store, story.id)
}

/// A service over `store`, without a socket.
struct House {
    app: Shared,
    story: StoryId,
}

struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl House {
    fn new(prepare: impl FnOnce(&MemoryStore), set: impl FnOnce(&mut ServeConfig)) -> Self {
        let (store, story) = filled();
        prepare(&store);
        let mut config = Config::new();
        set(&mut config.serve);
        let index = Arc::new(Index::in_memory().unwrap());
        follow::catch_up(&*store, &index, &config.core, || false).unwrap();
        let last = crate::store::Care::counts(&*store).unwrap().last_change;
        let folder = std::env::temp_dir().join("newsloom-test-pictures");
        let setup = Setup {
            store,
            index,
            config,
            alive: || {},
            health: |_, _| Health { well: true, words: "not asked yet".to_owned() },
            pictures: folder,
            pulse: Pulse::new(last),
        };
        Self { app: app(setup).unwrap(), story }
    }

    fn open() -> Self {
        Self::new(|_| {}, |_| {})
    }

    fn send(&self, request: Request<Body>) -> Got {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let router = routes::router(&self.app);
        runtime.block_on(async {
            let answer = router.oneshot(request).await.unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            let body = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
            Got { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
        })
    }

    fn get_with(&self, path: &str, lines: &[(&str, &str)]) -> Got {
        let mut request = Request::get(path).header(header::HOST, "127.0.0.1:8787");
        for (name, value) in lines {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap())
    }

    fn get(&self, path: &str) -> Got {
        self.get_with(path, &[("accept", "text/html")])
    }

    fn post(&self, path: &str, lines: &[(&str, &str)], body: &str) -> Got {
        let mut request = Request::post(path).header(header::HOST, "127.0.0.1:8787");
        for (name, value) in lines {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap())
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn csrf_of(page: &str) -> String {
    let rest = page.split("name=\"csrf\" value=\"").nth(1).expect("a form");
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_problem_is_a_page_that_a_browser_can_read() {
    let house = House::open();
    for path in ["/story/s0", "/search?q=%22open", "/nothing/here"] {
        let page = house.get_with(path, &[("accept", "text/html"), ("accept-encoding", "gzip, br")]);
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        // Called packed without being so, it would not be shown.
        let packed = page.headers.contains_key(header::CONTENT_ENCODING);
        assert_eq!(packed, page.body.starts_with('\u{1f}'), "{path}");
        assert!(packed || page.body.contains("<!DOCTYPE html>"), "{path}: {}", page.body);
    }
}

#[test]
fn every_page_stands_and_nothing_of_an_article_becomes_markup() {
    let house = House::open();
    let story = format!("/story/{}", house.story);
    let row = house.get_with("/api/v1/articles", &[]).json();
    let article = format!("/article/{}", row["articles"][0]["id"].as_str().unwrap());
    for path in [
        "/",
        &story,
        &article,
        "/editions",
        "/people",
        "/people?kind=place",
        "/sources",
        "/search",
        "/search?q=ferry",
        "/search?q=title:%22ferry",
        "/corrections",
        "/settings",
        "/edits",
        &format!("{story}/split"),
    ] {
        let got = house.get(path);
        let expected = if path.ends_with("%22ferry") { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        assert_eq!(got.status, expected, "{path}: {}", got.body);
        assert!(got.body.contains("<main id=\"main\""), "{path}");
        assert!(!got.body.contains("<script>") && !got.body.contains("<b>traffic"), "{path}");
        assert!(!got.body.contains("style=") && !got.body.contains("onclick"), "{path}");
        let policy = got.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
    }
    assert!(house.get(&story).body.contains("ferry strike began"));
    assert!(house.get("/").body.contains(&story));
    for path in [
        "/newsloom.css",
        "/service.css",
        "/live.js",
        "/icon.svg",
        "/feed.xml",
        "/feed.json",
        "/healthz",
        "/readyz",
        "/metrics",
        "/opensearch.xml",
    ] {
        assert_eq!(house.get(path).status, StatusCode::OK, "{path}");
    }
}

#[test]
fn problems_have_codes_and_pages() {
    let house = House::open();
    let check = |path: &str, status: u16, code: &str| {
        let got = house.get_with(path, &[]);
        assert_eq!((got.status.as_u16(), got.json()["code"].as_str()), (status, Some(code)), "{path}");
        assert_eq!(got.headers["content-type"], "application/problem+json");
    };
    check("/api/v1/stories/s1", 404, "not-found");
    check("/api/v1/nothing", 404, "not-found");
    check("/api/v1/stories?limit=0", 400, "bad-parameter");
    check("/api/v1/stories?from=soon", 400, "bad-parameter");
    check("/api/v1/search?q=%22x", 400, "bad-query");
    check("/api/v1/search", 400, "bad-parameter");
    check(&format!("/{}", "x".repeat(9_000)), 414, "too-long");
    let page = house.get("/nothing");
    assert!(
        page.status == StatusCode::NOT_FOUND && page.body.contains("<h1>") && page.body.contains("not-found")
    );
    assert_eq!(house.post("/healthz", &[], "").status, StatusCode::METHOD_NOT_ALLOWED);
    let foreign = Request::get("/").header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    assert_eq!(house.send(foreign).status.as_u16(), 421);
}

#[test]
fn who_has_a_page_is_told_so_in_few_bytes() {
    let house = House::open();
    for path in ["/api/v1/stories", "/feed.xml", "/newsloom.css"] {
        let first = house.get_with(path, &[]);
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        let again = house.get_with(path, &[("if-none-match", &tag)]);
        assert!(again.status == StatusCode::NOT_MODIFIED && again.body.is_empty(), "{path}");
    }
}

#[test]
fn the_api_keeps_to_its_document() {
    let house = House::open();
    let document = house.get_with("/api/v1/openapi.json", &[]).json();
    let schemas = &document["components"]["schemas"];
    let stories = house.get_with("/api/v1/stories", &[]).json();
    let articles = house.get_with("/api/v1/articles", &[]).json();
    let one = |list: &Value, name: &str| list[name][0]["self"].as_str().unwrap().to_owned();
    for (path, schema) in [
        ("/api/v1/stories".to_owned(), "Stories"),
        (one(&stories, "stories"), "Story"),
        ("/api/v1/changes".to_owned(), "Changes"),
        ("/api/v1/articles?changed_since=0".to_owned(), "Articles"),
        (one(&articles, "articles"), "Article"),
        (format!("{}/versions", one(&articles, "articles")), "Versions"),
        ("/api/v1/edits".to_owned(), "Edits"),
        ("/api/v1/search?q=ferry".to_owned(), "Hits"),
        ("/api/v1/people?kind=place".to_owned(), "People"),
        ("/api/v1/sources".to_owned(), "Sources"),
        ("/api/v1/editions".to_owned(), "Editions"),
        ("/api/v1/corrections".to_owned(), "Corrections"),
        ("/api/v1/status".to_owned(), "Status"),
    ] {
        let got = house.get_with(&path, &[]);
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.body);
        if let Err(why) = fits(&got.json(), &schemas[schema], schemas) {
            panic!("{path}: {why}");
        }
    }
    let story = house.get_with(&one(&stories, "stories"), &[]).json();
    let cite = &story["title"]["cites"][0];
    let passages = story["evidence"][cite["article"].as_str().unwrap()]["passages"].as_array().unwrap();
    assert!(passages.iter().any(|passage| passage["start"] == cite["start"] && !passage["text"].as_str().unwrap().is_empty()));
}

/// A small judge of JSON Schema: types, required properties, references.
fn fits(value: &Value, schema: &Value, all: &Value) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        return fits(value, &all[name.rsplit('/').next().unwrap()], all);
    }
    for whole in schema["allOf"].as_array().into_iter().flatten() {
        fits(value, whole, all)?;
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(options) = schema[choice].as_array()
            && !options.iter().any(|option| fits(value, option, all).is_ok())
        {
            return Err(format!("{value} fits none of {options:?}"));
        }
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => true,
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is(name)) {
        return Err(format!("{value} is not of type {types:?}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let inner = value.get(name).ok_or_else(|| format!("{name} is missing in {value}"))?;
        fits(inner, &schema["properties"][name], all).map_err(|why| format!("{name}: {why}"))?;
    }
    for item in value.as_array().into_iter().flatten() {
        fits(item, &schema["items"], all)?;
    }
    Ok(())
}

#[test]
fn beyond_loopback_somebody_must_sign_in() {
    let anywhere = |config: &mut ServeConfig| config.listen = "0.0.0.0:8787".parse().unwrap();
    let (store, _) = filled();
    let mut config = ServeConfig::default();
    anywhere(&mut config);
    let refused = Access::new(&config, config.listen, &*store).unwrap_err().to_string();
    assert!(refused.contains("newsloom user add"), "{refused}");
    let user = |store: &MemoryStore| {
        let password = access::secret::hash_password("long enough 1").unwrap();
        let user = User { name: "mira".to_owned(), password, role: Role::Reader, at: AT.parse().unwrap() };
        crate::store::Readers::set_user(store, &user).unwrap();
        let token = Token {
            key: access::secret::hash("program token"),
            name: "reader app".to_owned(),
            role: Role::Editor,
            at: AT.parse().unwrap(),
            used: None,
        };
        crate::store::Readers::add_token(store, &token).unwrap();
    };
    let house = House::new(user, anywhere);
    let away = house.get("/");
    assert_eq!(
        (away.status, away.headers["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/login?next=/")
    );
    assert_eq!(house.get_with("/api/v1/stories", &[]).status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        house.get_with("/api/v1/stories", &[("authorization", "Bearer wrong")]).status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        house.get_with("/api/v1/stories", &[("authorization", "Bearer program token")]).status,
        StatusCode::OK
    );
    let csrf = csrf_of(&house.get("/login").body);
    let fields =
        |password: &str, csrf: &str| format!("name=mira&password={password}&next=/settings&csrf={csrf}");
    let peer = axum::extract::ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9)));
    let sign_in = |password: &str, csrf: &str| {
        let request = Request::post("/login").header(header::HOST, "127.0.0.1").header(FORM.0, FORM.1);
        let mut request = request.body(Body::from(fields(password, csrf))).unwrap();
        request.extensions_mut().insert(peer);
        house.send(request)
    };
    assert_eq!(sign_in("wrong", &csrf).status, StatusCode::FORBIDDEN);
    assert_eq!(sign_in("long+enough+1", "forged").status, StatusCode::FORBIDDEN);
    let signed = sign_in("long+enough+1", &csrf);
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    let cookie = signed.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = house.get_with("/settings", &[("cookie", &cookie), ("accept", "text/html")]);
    assert!(
        page.status == StatusCode::OK
            && page.body.contains("Sign out")
            && !page.body.contains("Who may sign in")
    );
    // A reader may not correct, and a form without the session's token does nothing.
    let own = csrf_of(&page.body);
    let body = format!("do=merge&from={0}&into={0}&csrf={own}", house.story);
    assert_eq!(house.post("/corrections", &[("cookie", &cookie), FORM], &body).status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("/logout", &[("cookie", &cookie), FORM], "csrf=x").status, StatusCode::FORBIDDEN);
    assert_eq!(
        house.post("/logout", &[("cookie", &cookie), FORM], &format!("csrf={own}")).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(house.get_with("/settings", &[("cookie", &cookie)]).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn in_public_everybody_reads_and_nobody_edits() {
    let house = House::new(|_| {}, |config| config.public = true);
    assert_eq!(house.get("/").status, StatusCode::OK);
    assert!(!house.get(&format!("/story/{}", house.story)).body.contains("Set right"));
    let got = house.post("/api/v1/corrections", &[("content-type", "application/json")], "{}");
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn corrections_are_written_down_and_taken_back() {
    let house = House::open();
    let split = house.get(&format!("/story/{}/split", house.story));
    let csrf = csrf_of(&split.body);
    let article = split.body.split("name=\"article\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = format!("do=split&story={}&article={article}&csrf={csrf}", house.story);
    assert_eq!(
        house.post("/corrections", &[FORM, ("origin", "https://evil.example")], &body).status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(house.post("/corrections", &[FORM], &body.replace(&csrf, "x")).status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("/corrections", &[FORM], &body).status, StatusCode::SEE_OTHER);
    let log = house.get("/corrections");
    assert!(log.body.contains("Split off") && log.body.contains("Take back"));
    let undo = house.post("/corrections/1/undo", &[FORM], &format!("csrf={csrf}"));
    assert_eq!(undo.status, StatusCode::SEE_OTHER);
    assert!(house.get("/corrections").body.contains("Taken back"));
    let json = ("content-type", "application/json");
    let again = house.post("/api/v1/corrections/1/undo", &[json], "");
    assert_eq!(again.status, StatusCode::CONFLICT);
    let bad = house.post("/api/v1/corrections", &[json], "{\"do\":\"burn\"}");
    assert_eq!(bad.json()["code"], "bad-body");
    assert_eq!(house.post("/api/v1/corrections", &[], "{}").status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[test]
fn sources_are_added_ruled_and_removed() {
    let house = House::open();
    let csrf = csrf_of(&house.get("/sources").body);
    let add =
        |url: &str| house.post("/sources", &[FORM], &format!("url={url}&group=Coast/Ports&csrf={csrf}"));
    assert_eq!(add("ftp://a.example").status, StatusCode::BAD_REQUEST);
    let added = add("https://a.example/feed");
    let place = added.headers["location"].to_str().unwrap().to_owned();
    let page = house.get(&place);
    assert!(page.body.contains("not asked yet"), "{}", page.body);
    let rules = format!("do=save&title=A&weight=2&every=30&muted=yes&full=yes&csrf={csrf}");
    assert_eq!(house.post(&place, &[FORM], &rules).status, StatusCode::SEE_OTHER);
    let sources = house.get_with("/api/v1/sources", &[]).json();
    assert_eq!(sources["sources"][0]["rules"]["every_s"], 1800);
    assert_eq!(sources["sources"][0]["title"], "A");
    assert_eq!(house.post(&place, &[FORM], &format!("do=remove&csrf={csrf}")).status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&place).status, StatusCode::NOT_FOUND);
}

#[test]
fn what_changed_is_told_after_the_first_look() {
    let house = House::open();
    let page = format!("/story/{}", house.story);
    assert!(!house.get(&page).body.contains("Since you last looked"));
    let change = NewChange {
        kind: ChangeKind::Closed,
        story: house.story,
        article: None,
        other: None,
        note: String::new(),
    };
    let told = house.app.store.told(house.story).unwrap().unwrap();
    let members = house.app.store.members(house.story).unwrap();
    let step = Placed {
        at: AT.parse().unwrap(),
        stories: vec![StoryWrite { told, members, state: StoryState::Closed }],
        changes: vec![change],
        ..Placed::default()
    };
    house.app.store.place(&step).unwrap();
    let body = house.get(&page).body;
    assert!(body.contains("Since you last looked") && body.contains("will not grow"), "{body}");
}

#[test]
fn a_kept_search_tells_of_new_articles_until_it_is_looked_at() {
    let house = House::open();
    let csrf = csrf_of(&house.get("/search?q=ferry").body);
    let keep = format!("q=ferry&name=Ferries&alert=yes&csrf={csrf}");
    assert_eq!(house.post("/searches", &[FORM], &keep).status, StatusCode::SEE_OTHER);
    house.app.alerts.refresh(&*house.app.store, &house.app.index).unwrap();
    assert!(!house.get("/").body.contains("2 new articles"), "what was there is not new");
    let mut search = house.app.store.searches(None).unwrap().remove(0);
    search.told_to = 0;
    house.app.store.save_search(&search).unwrap();
    house.app.alerts.refresh(&*house.app.store, &house.app.index).unwrap();
    assert!(house.get("/").body.contains("2 new articles"));
    let look = house.get(&format!("/searches/{}", search.id));
    assert_eq!(look.headers["location"], "/search?order=newest&q=ferry");
    assert!(!house.get("/").body.contains("2 new articles"));
    let feed = house.get(&format!("/searches/{}/feed.xml", search.id));
    assert!(feed.status == StatusCode::OK && feed.body.contains("<entry>"));
}

#[test]
fn a_hub_confirms_and_tells() {
    let websub = WebSub {
        hub: "https://hub.example/".to_owned(),
        topic: "https://quay.example/feed".to_owned(),
        secret: "0123456789abcdef".to_owned(),
        until: None,
        asked_at: Some(Timestamp::now()),
    };
    let house = House::new(
        |store| {
            let (id, _) = store
                .add_source(&NewSource {
                    url: "https://quay.example/feed".to_owned(),
                    title: String::new(),
                    group: Vec::new(),
                    rules: SourceRules::default(),
                    at: Timestamp::now(),
                })
                .unwrap();
            store.set_poll(id, &PollState::default()).unwrap();
            store.set_websub(id, Some(&websub)).unwrap();
        },
        |_| {},
    );
    let source = || house.app.store.sources().unwrap().remove(0);
    let path = websub.callback("", source().id);
    let asks = |topic: &str, lease: &str| {
        format!("{path}?hub.mode=subscribe&hub.topic={topic}&hub.challenge=c1&hub.lease_seconds={lease}")
    };
    assert_eq!(house.get(&asks("https://evil.example/", "60")).status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.get(&asks(&websub.topic, "60").replace(&websub.token(), "x")).status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(source().poll.websub.unwrap().until, None);
    let got = house.get(&asks(&websub.topic, "864000"));
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, "c1"));
    let left = source().poll.websub.unwrap().until.unwrap().duration_since(Timestamp::now());
    assert!((863_900..=864_000).contains(&left.as_secs()), "{left}");
    let tell = |signature: &str| house.post(&path, &[("x-hub-signature", signature)], "<feed/>").status;
    assert_eq!(tell("sha256=00"), StatusCode::ACCEPTED);
    assert_eq!(source().poll.due, None);
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, websub.secret.as_bytes());
    let tag: String =
        ring::hmac::sign(&key, b"<feed/>").as_ref().iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(tell(&format!("sha256={tag}")), StatusCode::ACCEPTED);
    assert!(source().poll.due.is_some());
}
