//! RSS, RDF, CDF and Atom: one walk for all, because real feeds mix them.

use super::super::xml::{Element, Space, Tree};
use super::element::{address, date, read_date, resolve, value, words};
use super::{Enclosure, Entry, Feed, Person, markup};
use crate::model::{Image, Language, Remark};
use url::Url;

/// Reads a feed. `document` is its address; at most `most` entries are kept. `None` where the tree holds neither a
/// feed's frame nor an entry.
pub fn read_xml(tree: &Tree, document: Option<&Url>, most: usize) -> Option<Feed> {
    let root = tree.root();
    let frame = root.descendants().take(4096).find(|element| is_frame(*element));
    let channel = match frame {
        Some(frame) if matches!(frame.name(), "rss" | "rdf") => {
            frame.children().find(|child| child.is("channel")).unwrap_or(frame)
        }
        Some(frame) => frame,
        None => {
            root.descendants().find(|element| is_entry(*element))?;
            root
        }
    };
    let mut feed = Feed { version: version(frame, channel), ..Feed::default() };
    let mut walk = Walk { document, language: language_of(channel) };
    walk.channel(channel, &mut feed);
    if let Some(frame) = frame.filter(|frame| matches!(frame.name(), "rss" | "rdf")) {
        // RSS 0.90 and 1.0 have picture and entries beside the channel, and broken feeds anything
        walk.beside(frame, &mut feed);
    }
    walk.language = feed.language.as_deref().and_then(Language::parse);
    let top = if frame.is_some() && !matches!(channel.name(), "feed") { root } else { channel };
    for element in top.descendants().filter(|element| is_entry(*element)) {
        if feed.entries.len() == most {
            feed.remarks.push(Remark::new(
                "items-capped",
                format!("The feed has more than {most} entries; the rest was not read."),
            ));
            break;
        }
        feed.entries.push(walk.entry(element));
    }
    Some(feed)
}

/// Whether `element` is what a feed as a whole stands in.
fn is_frame(element: Element) -> bool {
    match element.name() {
        "rss" | "feed" | "channel" => matches!(element.space(), Space::Plain | Space::Other),
        "rdf" => true,
        _ => false,
    }
}

fn is_entry(element: Element) -> bool {
    element.space() == Space::Plain && matches!(element.name(), "item" | "entry")
}

fn version(frame: Option<Element>, channel: Element) -> String {
    let Some(frame) = frame else { return String::new() };
    let namespace = |part: &str| {
        frame.attributes().iter().any(|(name, value)| name.starts_with("xmlns") && value.contains(part))
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match frame.name() {
        "feed" => match frame.attribute("version") {
            Some(version) if !namespace("2005/Atom") => format!("atom{}", digits(version)),
            _ if namespace("purl.org/atom") => "atom03".to_owned(),
            _ => "atom10".to_owned(),
        },
        "rdf" if namespace("my.netscape.com") || namespace("channel.netscape.com") => "rss090".to_owned(),
        "rdf" => "rss10".to_owned(),
        "channel" if channel.attributes().is_empty() || channel.attribute("href").is_some() => {
            "cdf".to_owned()
        }
        _ => match frame.attribute("version").map(digits) {
            Some(version) => {
                let version = if version == "2" { "20".to_owned() } else { version };
                format!("rss{version}")
            }
            None => "rss".to_owned(),
        },
    }
}

fn language_of(element: Element) -> Option<Language> {
    element.language().and_then(Language::parse)
}

/// What holds for all elements of a feed.
struct Walk<'d> {
    document: Option<&'d Url>,
    language: Option<Language>,
}

/// Sets what is not set yet.
fn first<T>(slot: &mut Option<T>, given: Option<T>) {
    if slot.is_none() {
        *slot = given;
    }
}

impl Walk<'_> {
    fn channel(&self, channel: Element, feed: &mut Feed) {
        let mut links = Links::default();
        let mut fallback = (None, None, Vec::new());
        for child in channel.children().filter(|child| !is_entry(*child)) {
            match (child.space(), child.name()) {
                (Space::Plain | Space::Dc, "title") => first(&mut feed.title, value(child, self.document)),
                (Space::Plain, "link") => links.take(child, self.document),
                (Space::Plain, "description" | "subtitle" | "tagline" | "abstract")
                | (Space::Dc, "description") => {
                    first(&mut feed.description, value(child, self.document));
                }
                (Space::Itunes, "subtitle" | "summary") => {
                    first(&mut fallback.0, value(child, self.document))
                }
                (Space::Plain, "author") => {
                    if let Some(person) = self.person(child) {
                        feed.author = Some(person);
                    }
                }
                (Space::Plain, "managingeditor") | (Space::Dc, "creator" | "author") => {
                    first(&mut feed.author, self.person(child));
                }
                (Space::Plain, "webmaster") | (Space::Itunes, "author") | (Space::Dc, "publisher") => {
                    fallback.2.extend(self.person(child));
                }
                (Space::Plain | Space::Dc, "language") => first(&mut feed.language, words(child)),
                (Space::Plain, "id" | "guid") => first(&mut feed.id, address(child, self.document)),
                (Space::Plain, "logo") => first(&mut feed.image, address(child, self.document)),
                (Space::Plain, "icon") => first(&mut feed.icon, address(child, self.document)),
                (Space::Plain | Space::Rdf, "image") => first(&mut feed.image, self.picture(child)),
                (Space::Itunes, "image") => first(&mut fallback.1, self.picture(child)),
                (Space::Plain | Space::Dc, "rights" | "copyright") => {
                    first(&mut feed.rights, value(child, self.document))
                }
                (Space::Plain, "generator") => first(&mut feed.generator, words(child)),
                (Space::Plain, "pubdate" | "published" | "issued") | (Space::Dc, "issued") => {
                    first(&mut feed.published, date(child, self.language));
                }
                (Space::Plain, "updated" | "modified" | "lastbuilddate")
                | (Space::Dc, "date" | "modified") => {
                    feed.updated = date(child, self.language).or(feed.updated);
                }
                _ => categories(child, &mut feed.categories),
            }
        }
        first(&mut feed.link, links.page());
        first(&mut feed.description, fallback.0);
        first(&mut feed.image, fallback.1);
        first(&mut feed.author, fallback.2.into_iter().next());
        first(&mut feed.link, channel.attribute("href").map(|href| resolve(href, channel, self.document)));
        first(&mut feed.id, channel.attribute("rdf:about").map(str::to_owned));
        first(
            &mut feed.updated,
            channel.attribute("lastmod").and_then(|text| read_date(text, self.language)),
        );
        if let Some(language) = channel.language() {
            first(&mut feed.language, Some(language.replace('_', "-")));
        }
    }

    /// What stands outside the channel but describes it.
    fn beside(&self, frame: Element, feed: &mut Feed) {
        for child in frame.children() {
            if matches!(child.space(), Space::Plain | Space::Rdf) && child.name() == "image" {
                first(&mut feed.image, self.picture(child));
            }
        }
    }

    fn person(&self, element: Element) -> Option<Person> {
        let part = |name: &str| element.children().find(|child| child.name() == name).and_then(words);
        if element.has_elements() && (part("name").is_some() || part("email").is_some()) {
            return Person::of(part("name"), part("email"));
        }
        Person::parse(&words(element)?)
    }

    /// The address of a picture: in an attribute, in a child, or as text.
    fn picture(&self, element: Element) -> Option<String> {
        let attribute =
            ["href", "url", "src", "rdf:resource"].iter().find_map(|name| element.attribute(name));
        if let Some(found) = attribute {
            return Some(resolve(found, element, self.document));
        }
        match element.children().find(|child| child.name() == "url") {
            Some(url) => address(url, self.document),
            None if !element.has_elements() => address(element, self.document),
            None => None,
        }
    }

    fn entry(&self, element: Element) -> Entry {
        let mut entry = Entry::default();
        let mut links = Links::default();
        let mut more = More::default();
        for child in element.children() {
            self.entry_part(child, &mut entry, &mut links, &mut more);
        }
        first(&mut entry.link, more.original);
        first(&mut entry.link, links.page());
        entry.enclosures.extend(links.enclosures);
        first(&mut entry.link, element.attribute("href").map(|href| resolve(href, element, self.document)));
        if more.permalink {
            first(&mut entry.link, entry.id.clone().filter(|id| id.starts_with("http")));
        }
        first(&mut entry.id, element.attribute("rdf:about").map(str::to_owned));
        first(
            &mut entry.link,
            element.attribute("rdf:about").filter(|about| about.starts_with("http")).map(str::to_owned),
        );
        first(&mut entry.title, more.title);
        first(&mut entry.summary, more.summary);
        first(&mut entry.content, more.content);
        first(
            &mut entry.updated,
            element.attribute("lastmod").and_then(|text| read_date(text, self.language)),
        );
        if entry.authors.is_empty() {
            entry.authors = more.authors;
        }
        let enclosed = entry
            .enclosures
            .iter()
            .find(|file| file.kind.as_deref().is_some_and(|kind| kind.starts_with("image/")));
        let shown =
            more.image.or_else(|| enclosed.map(|file| Image { url: file.url.clone(), ..Image::default() }));
        entry.image = shown.or_else(|| {
            [&entry.content, &entry.summary]
                .into_iter()
                .flatten()
                .find_map(|text| markup::first_picture(text))
        });
        entry.language = element.language().map(|language| language.replace('_', "-")).or(entry.language);
        entry
    }

    fn entry_part(&self, child: Element, entry: &mut Entry, links: &mut Links, more: &mut More) {
        match (child.space(), child.name()) {
            (Space::Plain, "title") => first(&mut entry.title, value(child, self.document)),
            (Space::Dc | Space::Media | Space::Itunes, "title") => {
                first(&mut more.title, value(child, self.document))
            }
            (Space::Plain, "link") => links.take(child, self.document),
            (Space::Other, "origlink") => more.original = address(child, self.document),
            (Space::Plain, "description" | "summary" | "abstract") => {
                // A feed that gives both means one of them as content.
                let slot = if entry.summary.is_none() { &mut entry.summary } else { &mut more.content };
                first(slot, value(child, self.document));
            }
            (Space::Dc | Space::Media, "description") | (Space::Itunes, "summary" | "subtitle") => {
                first(&mut more.summary, value(child, self.document));
            }
            (Space::Content, "encoded")
            | (Space::Plain, "content" | "fullitem" | "encoded")
            | (Space::Xhtml | Space::Plain, "body" | "div") => {
                first(&mut entry.content, value(child, self.document));
            }
            (Space::Other, "encoded" | "fullitem" | "body") => {
                first(&mut entry.content, value(child, self.document))
            }
            (Space::Plain, "author") => entry.authors.extend(self.person(child)),
            (Space::Dc, "creator" | "author") => {
                let person = self.person(child);
                if entry.authors.iter().all(|known| Some(known) != person.as_ref()) {
                    entry.authors.extend(person);
                }
            }
            (Space::Itunes, "author")
            | (Space::Plain, "managingeditor" | "webmaster")
            | (Space::Dc, "publisher") => {
                more.authors.extend(self.person(child));
            }
            (Space::Plain, "id" | "guid") => {
                more.permalink =
                    !child.attribute("ispermalink").is_some_and(|value| value.eq_ignore_ascii_case("false"));
                first(&mut entry.id, words(child));
            }
            (Space::Plain, "pubdate" | "published" | "issued") | (Space::Dc, "issued") => {
                first(&mut entry.published, date(child, self.language));
            }
            (Space::Plain, "updated" | "modified" | "lastbuilddate") | (Space::Dc, "modified") => {
                entry.updated = date(child, self.language).or(entry.updated);
            }
            (Space::Plain | Space::Dc, "created") => {
                entry.created = date(child, self.language).or(entry.created)
            }
            (Space::Dc | Space::Plain, "date") => {
                let found = date(child, self.language);
                first(&mut entry.updated, found);
                first(&mut entry.published, found);
            }
            (Space::Plain, "comments") => first(&mut entry.comments, address(child, self.document)),
            (Space::Plain, "enclosure") => {
                if let Some(url) = child.attribute("url").or_else(|| child.attribute("href")) {
                    entry.enclosures.push(Enclosure {
                        url: resolve(url, child, self.document),
                        kind: child.attribute("type").map(str::to_owned),
                        length: child.attribute("length").map(str::to_owned),
                    });
                }
            }
            (Space::Media, _) => self.media(child, entry, more),
            (Space::Itunes | Space::Plain, "image") => {
                let image = self.picture(child).map(|url| Image { url, ..Image::default() });
                more.image = more.image.take().or(image);
            }
            (Space::Plain, "source") => {
                let inner = child.children().find(|part| part.name() == "title");
                first(
                    &mut entry.source,
                    inner.and_then(words).or_else(|| if inner.is_none() { words(child) } else { None }),
                );
            }
            (Space::Plain | Space::Dc, "rights" | "copyright") => {
                first(&mut entry.rights, value(child, self.document))
            }
            (Space::Plain | Space::Dc, "language") => first(&mut entry.language, words(child)),
            _ => categories(child, &mut entry.categories),
        }
    }

    /// Media RSS: pictures and files, grouped or not.
    fn media(&self, element: Element, entry: &mut Entry, more: &mut More) {
        let all = std::iter::once(element).chain(element.descendants()).take(256);
        let mut thumbnail = None;
        for part in all.filter(|part| part.space() == Space::Media) {
            let Some(url) = part.attribute("url").map(|url| resolve(url, part, self.document)) else {
                if part.name() == "description" || part.name() == "title" {
                    let words = words(part).map(|text| markup::plain(&text));
                    if part.name() == "description" {
                        first(&mut more.summary, value(part, self.document));
                    }
                    if let Some(image) = more.image.as_mut().filter(|_| part.name() == "description") {
                        image.caption = image.caption.take().or(words);
                    }
                } else if part.name() == "credit"
                    && let Some(image) = more.image.as_mut()
                {
                    image.credit = image.credit.take().or(words(part));
                }
                continue;
            };
            let size = |name: &str| part.attribute(name).and_then(|value| value.parse().ok());
            let image =
                Image { url: url.clone(), width: size("width"), height: size("height"), ..Image::default() };
            let kind = part.attribute("type").map(str::to_owned);
            let is_picture = part.attribute("medium") == Some("image")
                || kind.as_deref().is_some_and(|kind| kind.starts_with("image/"))
                || (kind.is_none() && part.attribute("medium").is_none() && has_picture_ending(&url));
            match part.name() {
                "thumbnail" => thumbnail = thumbnail.or(Some(image)),
                "content" if is_picture => {
                    let wider = more.image.as_ref().is_none_or(|known| known.width < image.width);
                    if wider {
                        more.image = Some(image);
                    }
                }
                "content" if entry.enclosures.len() < 64 => {
                    let length = part.attribute("filesize").map(str::to_owned);
                    entry.enclosures.push(Enclosure { url, kind, length });
                }
                _ => {}
            }
        }
        more.image = more.image.take().or(thumbnail);
    }
}

fn has_picture_ending(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}

/// Categories in all the ways in which feeds give them.
fn categories(element: Element, out: &mut Vec<String>) {
    let mut add = |text: &str| {
        let text = markup::plain(text);
        if !text.is_empty() && out.len() < 64 {
            out.push(text);
        }
    };
    match (element.space(), element.name()) {
        (Space::Plain | Space::Dc, "category" | "subject") => {
            // The term names the category; the label shows it where the term is no word.
            let term = element
                .attribute("term")
                .filter(|term| !term.contains("//") && term.contains(char::is_alphabetic));
            let given = term
                .or_else(|| element.attribute("label"))
                .or_else(|| element.attribute("term"))
                .or_else(|| element.attribute("text"));
            match given {
                Some(given) => add(given),
                None => add(&element.text()),
            }
        }
        (Space::Itunes, "category") => {
            for part in std::iter::once(element).chain(element.descendants()).take(64) {
                if let Some(text) = part.attribute("text") {
                    add(text);
                }
            }
        }
        (Space::Itunes | Space::Media, "keywords") | (Space::Plain, "keywords" | "tags") => {
            let text = element.text();
            let separator = if text.contains(',') { ',' } else { ' ' };
            text.split(separator).for_each(&mut add);
        }
        _ => {}
    }
}

/// What an entry says in second place.
#[derive(Default)]
struct More {
    title: Option<String>,
    summary: Option<String>,
    content: Option<String>,
    authors: Vec<Person>,
    image: Option<Image>,
    original: Option<String>,
    permalink: bool,
}

/// The links of a feed or an entry.
#[derive(Default)]
struct Links {
    text: Option<String>,
    alternate: Option<String>,
    other: Option<String>,
    enclosures: Vec<Enclosure>,
}

impl Links {
    fn take(&mut self, element: Element, document: Option<&Url>) {
        let href = element.attribute("href").or_else(|| element.attribute("rdf:resource"));
        let Some(href) = href else {
            let page = element.attribute("rel").is_none_or(|rel| rel.eq_ignore_ascii_case("alternate"));
            if let Some(found) = address(element, document).filter(|_| page) {
                self.text = Some(found);
            }
            return;
        };
        let url = resolve(href, element, document);
        if !element.prefixed() && element.attributes().len() == 1 {
            self.text = Some(url);
            return;
        }
        let kind = element.attribute("type").map(str::to_ascii_lowercase);
        match element.attribute("rel").map(str::to_ascii_lowercase).as_deref() {
            None | Some("alternate") => {
                let page = kind.as_deref().is_none_or(|kind| kind.contains("html"));
                let slot = if page { &mut self.alternate } else { &mut self.other };
                first(slot, Some(url));
            }
            Some("enclosure") if self.enclosures.len() < 64 => {
                let length = element.attribute("length").map(str::to_owned);
                self.enclosures.push(Enclosure { url, kind, length });
            }
            Some("via" | "related") => first(&mut self.other, None),
            _ => {}
        }
    }

    fn page(&mut self) -> Option<String> {
        // a link as text is the page's own; one by attribute in RSS often names the feed
        self.text.take().or(self.alternate.take()).or(self.other.take())
    }
}
