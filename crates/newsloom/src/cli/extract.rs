//! `newsloom extract`: pages in, articles out.

use super::Exit;
use super::filter::{self, BadLine, Lines};
use crate::config::Config;
use crate::run::page_of;
use newsloom_core::model::{Article, Remark};
use newsloom_core::{read, render};
use serde_json::{Value, json};

/// Find the articles in pages: JSON lines {"id","url","html"} in, articles out
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    lines: Lines,
}

/// Runs the filter.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    filter::run(&wanted.lines, |line| {
        let id = line.get("id").cloned().unwrap_or(Value::Null);
        let page = page_of(&line).map_err(|why| BadLine { id: id.as_str().map(str::to_owned), why })?;
        let mut reading = read::read(&page, &config.core.read);
        if reading.articles.is_empty() {
            reading.articles.extend(
                reading.items.iter().filter_map(|item| read::item_article(item, &page, &config.core.read)),
            );
        }
        if reading.articles.is_empty() {
            return Ok(vec![nothing(&id, &page.url, &reading.remarks)]);
        }
        Ok(reading
            .articles
            .iter()
            .enumerate()
            .map(|(part, article)| article_line(&id, part, article, &reading.remarks))
            .collect())
    })
}

fn remarks<'r>(remarks: impl Iterator<Item = &'r Remark>) -> Value {
    remarks.map(|remark| json!({"code": remark.code, "text": remark.text})).collect()
}

fn nothing(id: &Value, url: &Option<String>, found: &[Remark]) -> Value {
    let none = [Remark::new("no-article", "no article was found in the page")];
    let found = if found.is_empty() { &none } else { found };
    json!({
        "id": id, "part": 0, "url": url, "title": "", "text": "", "author": [], "date": null, "published": null,
        "lang": null, "site": null, "image": null, "kind": "other", "remarks": remarks(found.iter()),
    })
}

fn article_line(id: &Value, part: usize, article: &Article, of_page: &[Remark]) -> Value {
    let image = article.image.as_ref().map(
        |image| json!({"url": image.url, "caption": image.caption, "credit": image.credit, "alt": image.alt}),
    );
    json!({
        "id": id,
        "part": part,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "author": article.authors,
        "date": article.published.map(|dated| dated.day.to_string()),
        "published": render::json::published(article.published.as_ref()),
        "lang": article.language,
        "site": article.outlet.name,
        "image": image,
        "kind": article.kind,
        "remarks": remarks(of_page.iter().chain(&article.remarks)),
        "modified": render::json::published(article.modified.as_ref()),
        "outlet": article.outlet.domain,
        "section": article.section,
        "agency": article.agency,
    })
}
