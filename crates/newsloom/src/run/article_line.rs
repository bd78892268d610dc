//! The public shapes of a line of input: a page for `extract`, an article for the other filters.

use base64::Engine;
use jiff::civil;
use memchr::memmem;
use newsloom_core::model::{
    Article, ArticleId, ArticleKind, Block, BlockKind, Dated, FoundIn, Image, Language, RawDocument, Span,
    TextHash, Timestamp,
};
use newsloom_core::text::normalize;
use serde_json::Value;
use std::borrow::Cow;

fn text<'v>(line: &'v Value, key: &str) -> Option<&'v str> {
    line.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// The id of a line: a string, or a number as it is written.
pub fn id_of(line: &Value) -> Option<String> {
    match line.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The page of a line `{"id","url","html"}`, whose `html` is taken out, with optional `content_type`, `headers`, `fetched_at`; `html_base64` holds
/// raw bytes instead of `html`.
///
/// # Errors
/// What is missing or wrong, in words.
pub fn page_of(line: &mut Value) -> Result<RawDocument, String> {
    let html = line.get_mut("html").map(Value::take);
    let (body, decoded) = match (html, line.get("html_base64")) {
        (Some(Value::String(html)), _) => (html.into_bytes(), true),
        (_, Some(Value::String(packed))) => {
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(packed.trim())
                .map_err(|error| format!("html_base64 is not base64: {error}"))?;
            (bytes, false)
        }
        _ => return Err("the line has neither \"html\" nor \"html_base64\" as a string".to_owned()),
    };
    let headers = line.get("headers");
    let header = |wanted: &str| {
        let headers = headers?.as_object()?;
        headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?.1.as_str()
    };
    let content_type = text(line, "content_type").or_else(|| header("content-type"));
    let (media_type, charset) = crate::fetch::http::split_content_type(content_type);
    Ok(RawDocument {
        name: id_of(line).unwrap_or_default(),
        url: text(line, "url").map(str::to_owned),
        media_type: media_type.or_else(|| Some("text/html".to_owned())),
        // A JSON string is decoded already, whatever the header says.
        charset: if decoded { Some("utf-8".to_owned()) } else { charset },
        header_date: header("last-modified").map(str::to_owned),
        fetched_at: text(line, "fetched_at").and_then(|at| at.parse::<Timestamp>().ok()),
        body,
        ..RawDocument::default()
    })
}

/// The article of a line `{"id","url","title","text","published","lang","outlet"}`; only `text` or `title` must be there.
/// The shape that `extract` prints is taken as well.
///
/// # Errors
/// What is missing or wrong, in words.
pub fn article_of(line: &Value) -> Result<Article, String> {
    let (mut article, body) = unnamed(line)?;
    article.version = TextHash::of(&[article.text.as_bytes()]);
    article.name_itself();
    if article.url.is_none() {
        // Two lines with the same words and no address are two articles if their ids differ.
        let id = id_of(line).unwrap_or_default();
        article.id = ArticleId::of(&[id.as_bytes(), article.title.as_bytes(), body.as_bytes()]);
    }
    Ok(article)
}

/// The same without the ids that are made of its words, for one who gives it another.
///
/// # Errors
/// What is missing or wrong, in words.
pub fn unnamed_article_of(line: &Value) -> Result<Article, String> {
    unnamed(line).map(|(article, _)| article)
}

/// An article without ids, and the whole of its text as given.
fn unnamed(line: &Value) -> Result<(Article, Cow<'_, str>), String> {
    let body = match line.get("text") {
        None | Some(Value::Null) => "",
        Some(Value::String(body)) => body,
        Some(_) => return Err("\"text\" is not a string".to_owned()),
    };
    let body = normalize::nfc(body);
    let title = text(line, "title").map(normalize::squeeze).unwrap_or_default();
    if body.trim().is_empty() && title.is_empty() {
        return Err("the article has neither text nor title".to_owned());
    }
    let url = text(line, "url").filter(|url| url::Url::parse(url).is_ok());
    let blocks: Vec<(BlockKind, &str)> =
        paragraphs(&body).map(|block| (BlockKind::Paragraph, block)).collect();
    let mut article = Article::unnamed(url, number(line, "part").unwrap_or(0) as u32, &blocks);
    article.title = title;
    article.published = published(line);
    article.language = text(line, "lang")
        .and_then(Language::parse)
        .or_else(|| newsloom_core::text::language::detect(&article.text));
    article.kind = line
        .get("kind")
        .and_then(|kind| serde_json::from_value::<ArticleKind>(kind.clone()).ok())
        .unwrap_or_default();
    let host = url.and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
    let domain = host.map(|host| host.strip_prefix("www.").unwrap_or(&host).to_owned());
    let outlet = text(line, "outlet").or_else(|| text(line, "site")).or_else(|| text(line, "source"));
    article.outlet.name = outlet.map(str::to_owned).or_else(|| domain.clone()).unwrap_or_default();
    article.outlet.domain =
        domain.or_else(|| outlet.map(str::to_lowercase)).unwrap_or_else(|| "unknown".to_owned());
    article.authors = match line.get("author") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    article.image = line.get("image").and_then(image);
    Ok((article, body))
}

/// The article of a line with its text byte for byte as the line has it, for filters that answer with places in it.
///
/// # Errors
/// What is missing or wrong, in words.
pub fn article_as_given(line: &Value) -> Result<Article, String> {
    let mut article = article_of(line)?;
    let body = line.get("text").and_then(Value::as_str).unwrap_or_default();
    let start = body.as_ptr() as usize;
    article.blocks = paragraphs(body)
        .map(|block| {
            let from = block.as_ptr() as usize - start;
            Block { kind: BlockKind::Paragraph, span: Span::new(from, from + block.len()) }
        })
        .collect();
    article.text = body.to_owned();
    Ok(article)
}

/// Paragraphs of a given text: at blank lines where there are any, else at line breaks.
fn paragraphs(body: &str) -> impl Iterator<Item = &str> {
    // Every piece is trimmed and blank ones fall away, so that a pair of line breaks in a row of them may be found anywhere.
    let pairs = memmem::find(body.as_bytes(), b"\n\n").is_some();
    let mut rest = Some(body);
    let pieces = std::iter::from_fn(move || {
        let from = rest?;
        let end = if pairs {
            memmem::find(from.as_bytes(), b"\n\n")
        } else {
            memchr::memchr(b'\n', from.as_bytes())
        };
        rest = end.map(|end| &from[end + 1..]);
        Some(&from[..end.unwrap_or(from.len())])
    });
    pieces.map(str::trim).filter(|block| !block.is_empty())
}

fn number(line: &Value, key: &str) -> Option<u64> {
    line.get(key).and_then(Value::as_u64)
}

fn image(value: &Value) -> Option<Image> {
    let own = |key| text(value, key).map(str::to_owned);
    Some(Image {
        url: own("url")?,
        caption: own("caption"),
        credit: own("credit"),
        alt: own("alt"),
        width: number(value, "width").map(|n| n as u32),
        height: number(value, "height").map(|n| n as u32),
    })
}

/// `published` as ISO time with or without offset or as a day, else `date` as a day.
fn published(line: &Value) -> Option<Dated> {
    for key in ["published", "date"] {
        let Some(given) = text(line, key) else { continue };
        let given = given.trim();
        if let Ok(at) = given.parse::<Timestamp>() {
            let offset =
                jiff::Zoned::strptime("%Y-%m-%dT%H:%M:%S%:z", given).ok().map(|z| z.offset().seconds());
            let offset = offset.or_else(|| given.ends_with(['Z', 'z']).then_some(0));
            return Some(Dated::instant(at, offset, FoundIn::Given));
        }
        if given.len() == 10
            && let Ok(day) = given.parse::<civil::Date>()
        {
            return Some(Dated::day(day, FoundIn::Given));
        }
        if let Ok(at) = given.parse::<civil::DateTime>()
            && let Ok(at) = jiff::tz::Offset::UTC.to_timestamp(at)
        {
            return Some(Dated::instant(at, None, FoundIn::Given));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_article_line_is_read() {
        let line = json!({"id": "7", "url": "https://www.harbour.example/a", "title": " A  ferry\nsank ", "text": "One.\n\nTwo.",
            "published": "2026-03-09T14:05:00+01:00", "lang": "en-GB"});
        let article = article_of(&line).unwrap();
        assert_eq!(article.title, "A ferry sank");
        assert_eq!(article.outlet.domain, "harbour.example");
        assert_eq!(article.blocks.len(), 2);
        assert_eq!(article.published.unwrap().iso().unwrap(), "2026-03-09T14:05:00+01:00");
        assert_eq!(article.language, Some(Language::ENGLISH));
    }

    #[test]
    fn an_article_as_given_keeps_its_bytes() {
        let given = "  One e\u{301}. \n\n\n Two. ";
        let article = article_as_given(&json!({"text": given})).unwrap();
        assert_eq!(article.text, given);
        let blocks: Vec<&str> = article.blocks.iter().map(|block| block.span.of(given)).collect();
        assert_eq!(blocks, ["One e\u{301}.", "Two."]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(article_of(&json!({"id": "1"})).unwrap_err().contains("neither text nor title"));
        assert!(article_of(&json!({"text": 3})).unwrap_err().contains("not a string"));
        assert!(page_of(&mut json!({"id": "1", "html": 4})).unwrap_err().contains("neither"));
        assert!(page_of(&mut json!({"html_base64": "%%"})).unwrap_err().contains("not base64"));
        assert_eq!(page_of(&mut json!({"html_base64": "PHA+"})).unwrap().body, b"<p>");
    }
}
