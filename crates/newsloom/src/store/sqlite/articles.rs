//! Articles, their wordings and their pages.

use super::packed::{pack, pack_bytes, unpack, unpack_bytes};
use super::values::{count, from_word, id, id_opt, ms, text, text_opt, time, word};
use super::{SqliteStore, done, row, rows};
use crate::store::rows::*;
use crate::store::{Articles, Blobs, Result, cursor};
use newsloom_core::model::{Article, ArticleId, Language, RawId, TextHash};
use rusqlite::{Row, Transaction, params};

/// The columns of a wording.
const WORDING: &str = "t.arrival, t.raw, t.source, t.seen_at, t.body";
/// The columns of a list.
const LISTED: &str =
    "id, version, latest, url, title, domain, at, language, kind, source, story, event, versions";

fn wording(row: &Row) -> rusqlite::Result<Version> {
    let body = row.get_ref(4)?.as_blob()?;
    Ok(Version {
        arrival: count(row, 0)?,
        article: unpack(body)?,
        raw: id_opt(row, 1)?,
        source: id_opt(row, 2)?,
        seen_at: time(row, 3)?,
    })
}

fn listed(row: &Row) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: id(row, 0)?,
        version: id(row, 1)?,
        arrival: count(row, 2)?,
        url: row.get(3)?,
        title: row.get(4)?,
        domain: row.get(5)?,
        at: time(row, 6)?,
        language: row.get::<_, Option<String>>(7)?.as_deref().and_then(Language::parse),
        kind: from_word(row, 8)?,
        source: id_opt(row, 9)?,
        story: id_opt(row, 10)?,
        event: id_opt(row, 11)?,
        versions: row.get(12)?,
    })
}

/// Takes one article in.
fn take(tx: &Transaction, new: &NewArticle) -> rusqlite::Result<Taken> {
    let article = &new.article;
    let key = text(article.id);
    let known = row!(tx, "select version, title from articles where id = ?", [&key], |row| {
        Ok((id::<TextHash>(row, 0)?, row.get::<_, String>(1)?))
    });
    if known.as_ref().is_some_and(|(version, title)| *version == article.version && *title == article.title) {
        return Ok(Taken::Known);
    }
    let version = text(article.version);
    let source = text_opt(new.source);
    done!(
        tx,
        "insert into tape (article, version, raw, source, seen_at, body) values (?, ?, ?, ?, ?, ?)",
        params![key, version, text_opt(new.raw), source, ms(new.seen_at), pack(article)?]
    );
    let arrival = tx.last_insert_rowid();
    let at = article.published.map_or(new.seen_at, |published| published.order());
    let language = article.language.map(|language| language.to_string());
    done!(
        tx,
        "insert into articles (id, latest, version, url, title, domain, at, language, kind, source, versions) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict (id) do update set latest = excluded.latest, \
         version = excluded.version, url = excluded.url, title = excluded.title, domain = excluded.domain, \
         language = excluded.language, kind = excluded.kind, versions = versions + 1",
        params![
            key,
            arrival,
            version,
            article.url,
            article.title,
            article.outlet.domain,
            ms(at),
            language,
            word(&article.kind),
            source
        ]
    );
    done!(
        tx,
        "update sources set articles = articles + 1, article_at = max(coalesce(article_at, 0), ?) where id = ?",
        params![ms(new.seen_at), source]
    );
    let Some((before, _)) = known else { return Ok(Taken::New) };
    done!(
        tx,
        "insert into edits (arrival, article, title, domain, before, after, at) values (?, ?, ?, ?, ?, ?, ?)",
        params![arrival, key, article.title, article.outlet.domain, text(before), version, ms(new.seen_at)]
    );
    Ok(Taken::Edited { before })
}

impl Articles for SqliteStore {
    fn arrive(&self, batch: &Arrived) -> Result<Vec<Taken>> {
        self.write(|tx| {
            let taken =
                batch.articles.iter().map(|new| take(tx, new)).collect::<rusqlite::Result<Vec<_>>>()?;
            for key in &batch.done {
                done!(tx, "delete from jobs where key = ?", [key]);
            }
            for Postponed { key, due, why } in &batch.postponed {
                let sql =
                    "update jobs set attempts = attempts + 1, lease = null, due = ?, why = ? where key = ?";
                done!(tx, sql, params![ms(*due), why, key]);
            }
            Ok(taken)
        })
    }

    fn article(&self, id: ArticleId) -> Result<Option<Version>> {
        let sql =
            format!("select {WORDING} from articles a join tape t on t.arrival = a.latest where a.id = ?");
        self.read(|tx| Ok(row!(tx, &sql, [text(id)], wording)))
    }

    fn wording(&self, id: ArticleId, version: TextHash) -> Result<Option<Version>> {
        self.read(|tx| find(tx, id, version))
    }

    fn wordings(&self, wanted: &[(ArticleId, TextHash)]) -> Result<Vec<Article>> {
        self.read(|tx| {
            let mut found = Vec::with_capacity(wanted.len());
            for (id, version) in wanted {
                found.extend(find(tx, *id, *version)?.map(|version| version.article));
            }
            Ok(found)
        })
    }

    fn history(&self, id: ArticleId) -> Result<Vec<Version>> {
        let sql = format!("select {WORDING} from tape t where t.article = ? order by t.arrival");
        self.read(|tx| Ok(rows!(tx, &sql, [text(id)], wording)))
    }

    fn articles(&self, query: &ArticleQuery) -> Result<Page<ArticleRow>> {
        let after = cursor::read(query.after.as_deref())?;
        let limit = cursor::limit(query.limit);
        let mut sql = format!("select {LISTED} from articles where true");
        let mut values: Vec<rusqlite::types::Value> = Vec::new();
        let mut only = |condition: &str, value: Option<rusqlite::types::Value>| {
            if let Some(value) = value {
                sql.push_str(condition);
                values.push(value);
            }
        };
        only(" and domain = ?", query.domain.clone().map(Into::into));
        only(" and source = ?", text_opt(query.source).map(Into::into));
        only(" and story = ?", text_opt(query.story).map(Into::into));
        only(" and at >= ?", query.from.map(|from| ms(from).into()));
        only(" and at < ?", query.to.map(|to| ms(to).into()));
        if let Some((at, id)) = after {
            only(" and at <= ?", Some(at.into()));
            only(" and (at < ?", Some(at.into()));
            only(" or id > ?)", Some(id.into()));
        }
        sql.push_str(" order by at desc, id limit ?");
        values.push((limit as i64 + 1).into());
        let mut rows = self.read(|tx| Ok(rows!(tx, &sql, rusqlite::params_from_iter(&values), listed)))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| cursor::show(ms(row.at), &text(row.id)));
        Ok(Page { rows, next })
    }

    fn rows(&self, ids: &[ArticleId]) -> Result<Vec<ArticleRow>> {
        let sql = format!("select {LISTED} from articles where id = ?");
        self.read(|tx| {
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                found.extend(row!(tx, &sql, [text(id)], listed));
            }
            Ok(found)
        })
    }

    fn tape(&self, arrival: u64, limit: usize) -> Result<Vec<Version>> {
        let sql = format!("select {WORDING} from tape t where t.arrival > ? order by t.arrival limit ?");
        self.read(|tx| Ok(rows!(tx, &sql, params![arrival as i64, limit as i64], wording)))
    }

    fn unplaced(&self, limit: usize) -> Result<Vec<Version>> {
        let sql = format!(
            "select {WORDING} from articles a join tape t on t.arrival = a.latest where a.placed is null \
             order by a.latest limit ?"
        );
        self.read(|tx| Ok(rows!(tx, &sql, [limit as i64], wording)))
    }

    fn placed(&self, after: u64, limit: usize) -> Result<Vec<Version>> {
        let sql = format!(
            "select {WORDING} from articles a join tape t on t.arrival = a.placed_wording where a.placed > ? \
             order by a.placed limit ?"
        );
        self.read(|tx| Ok(rows!(tx, &sql, params![after as i64, limit as i64], wording)))
    }

    fn edits(&self, before: Option<u64>, limit: usize) -> Result<Vec<Edit>> {
        let sql = "select arrival, article, title, domain, before, after, at from edits where arrival < ? \
                   order by arrival desc limit ?";
        let before = before.map_or(i64::MAX, |before| before as i64);
        self.read(|tx| {
            Ok(rows!(tx, sql, params![before, limit as i64], |row| {
                Ok(Edit {
                    arrival: count(row, 0)?,
                    article: id(row, 1)?,
                    title: row.get(2)?,
                    domain: row.get(3)?,
                    before: id(row, 4)?,
                    after: id(row, 5)?,
                    at: time(row, 6)?,
                })
            }))
        })
    }
}

fn find(tx: &Transaction, id: ArticleId, version: TextHash) -> rusqlite::Result<Option<Version>> {
    let sql = format!(
        "select {WORDING} from tape t where t.article = ? and t.version = ? order by t.arrival desc limit 1"
    );
    Ok(row!(tx, &sql, params![text(id), text(version)], wording))
}

impl Blobs for SqliteStore {
    fn keep(&self, pages: &[RawPage]) -> Result<()> {
        self.write(|tx| {
            for page in pages {
                let id = text(page.id());
                if row!(tx, "select 1 from pages where id = ?", [&id], |_| Ok(())).is_some() {
                    continue;
                }
                done!(
                    tx,
                    "insert into pages (id, url, media_type, charset, fetched_at, body) values (?, ?, ?, ?, ?, ?)",
                    params![id, page.url, page.media_type, page.charset, ms(page.fetched_at), pack_bytes(&page.body)?]
                );
            }
            Ok(())
        })
    }

    fn raw(&self, id: RawId) -> Result<Option<RawPage>> {
        let sql = "select url, media_type, charset, fetched_at, body from pages where id = ?";
        self.read(|tx| {
            Ok(row!(tx, sql, [text(id)], |row| {
                Ok(RawPage {
                    url: row.get(0)?,
                    media_type: row.get(1)?,
                    charset: row.get(2)?,
                    fetched_at: time(row, 3)?,
                    body: unpack_bytes(row.get_ref(4)?.as_blob()?)?,
                })
            }))
        })
    }
}
