//! `newsloom cluster`: articles in time order in, their events and stories out.

use super::Exit;
use super::filter::{self, Answers, BadLine, Lines};
use crate::config::Config;
use crate::run::{article_of, stopped, wide};
use newsloom_core::flow;
use newsloom_core::model::{Analysis, Article, ArticleId, EventId, StoryId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Find which articles tell the same event and story: JSON lines {"id","title","text",...} in time order
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    lines: Lines,
    /// Print each decision as it is made, before later merges
    #[arg(long)]
    online: bool,
}

/// What was answered to a line, in input order.
enum Row {
    Article { id: Value, article: ArticleId, empty: bool },
    Bad { name: String, number: usize, bad: BadLine },
}

/// Runs the filter. Texts are not kept: memory grows by what the desk keeps of an article.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    let mut answers = Answers::new();
    let mut desk = flow::Desk::new(&config.core);
    let mut rows = Vec::new();
    let mut ids: BTreeMap<ArticleId, Value> = BTreeMap::new();
    filter::each_batch(&wanted.lines, |batch| {
        stopped()?;
        let read = wide::each(batch, |line| {
            let result = filter::parse(&line.text)
                .and_then(|value| filter::guarded(value, &|value| analyzed(value, config)));
            (line.name, line.number, result)
        });
        for (name, number, result) in read {
            let (id, article, analysis) = match result {
                Ok(read) => read,
                Err(bad) if wanted.online => {
                    answers.bad(&name, number, &bad)?;
                    continue;
                }
                Err(bad) => {
                    rows.push(Row::Bad { name, number, bad });
                    continue;
                }
            };
            let empty = article.text.is_empty() && article.title.is_empty();
            ids.entry(article.id).or_insert_with(|| id.clone());
            if wanted.online {
                let placed = desk.place(&article, &analysis);
                let copy_of = placed.copy_of.and_then(|copy| ids.get(&copy));
                answers.good(&answer(&id, placed.event, placed.story, copy_of, empty))?;
                // Nobody asks what changed here.
                drop(desk.take_changes());
            } else {
                desk.take(&article, &analysis);
                rows.push(Row::Article { id, article: article.id, empty });
            }
        }
        if wanted.online { answers.flush() } else { Ok(()) }
    })?;
    if !wanted.online {
        let settled = desk.settle();
        let mut places = BTreeMap::new();
        for story in &settled.stories {
            for event in &story.events {
                for member in &event.members {
                    places.insert(member.article, (event.id, story.id, member.copy_of));
                }
            }
        }
        for row in rows {
            match row {
                Row::Bad { name, number, bad } => answers.bad(&name, number, &bad)?,
                Row::Article { id, article, empty } => {
                    let Some((event, story, copy_of)) = places.get(&article) else {
                        anyhow::bail!("an internal fault: article {id} has no place; please report it");
                    };
                    let copy_of = copy_of.and_then(|copy| ids.get(&copy));
                    answers.good(&answer(&id, *event, *story, copy_of, empty))?;
                }
            }
        }
    }
    answers.finish()
}

/// Whether a line has neither text nor title, where one could stand.
fn is_empty(line: &Value) -> bool {
    let nothing = |key| match line.get(key) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    };
    line.is_object() && nothing("text") && nothing("title")
}

/// The answer to a line.
fn answer(id: &Value, event: EventId, story: StoryId, copy_of: Option<&Value>, empty: bool) -> Value {
    let mut answer = json!({"id": id, "event": event, "story": story, "copy_of": copy_of});
    if empty {
        answer["remarks"] = json!([{"code": "nothing-to-compare", "text": "it has neither text nor title, so it stands alone"}]);
    }
    answer
}

fn analyzed(line: Value, config: &Config) -> Result<(Value, Article, Analysis), BadLine> {
    let id = line.get("id").cloned().unwrap_or(Value::Null);
    if id.is_null() {
        return Err(BadLine { id: None, why: "the line has no \"id\"".to_owned() });
    }
    let mut article = match article_of(&line) {
        Ok(article) => article,
        // Nothing to compare it by: it stands alone, and its line says why.
        Err(_) if is_empty(&line) => Article::from_blocks(None, 0, &[]),
        Err(why) => return Err(BadLine { id: id.as_str().map(str::to_owned), why }),
    };
    // The caller's id names the article here: two lines may carry the same address or the same words.
    article.id = ArticleId::of(&[id.to_string().as_bytes()]);
    let analysis = flow::analyze(&article, &config.core);
    Ok((id, article, analysis))
}
