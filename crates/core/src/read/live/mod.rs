//! Live pages: one article whose posts have their own times.
//!
//! Posts are found by their time stamps: the element with the most children that hold one each is their list
//! ([`posts`]). What the page's data say of a live blog settles times that are not shown, and gives the posts where
//! the page shows none ([`data`]). The scorer of pages has learned from articles; inside a post its verdict counts only
//! against what is plainly furniture.

mod clock;
mod data;
mod days;
mod posts;

use super::html::{Name, Tree};
use super::meta::Meta;
use super::page::Verdict;
use super::text;
use crate::model::{Article, ArticleKind, BlockKind, Dated, Entry, Span};
use crate::text::normalize::nfc;
use posts::Post;

/// Posts from which on a page is live.
const FEWEST: usize = 3;
/// A block of a post below this score is furniture, in log-odds.
const PLAIN: f32 = -3.5;
/// A page that does not say that it is live needs so many posts, so many letters in each.
const UNSAID: usize = 5;
const UNSAID_LETTERS: usize = 120;

/// A block on its way into an article, with the number of its post.
struct Piece {
    kind: BlockKind,
    text: String,
    post: Option<usize>,
}

/// What speaks for a live page before its blocks are looked at.
pub(super) struct Signs {
    updates: Vec<data::Update>,
    /// Whether the page says that it is live.
    said: bool,
    posts: Vec<Post>,
}

/// The signs of a live page; `None` where it is none, which holds for nearly all pages.
pub(super) fn signs(tree: &Tree, known: &Meta) -> Option<Signs> {
    let updates = data::updates(tree);
    let said = known.kind.kind == ArticleKind::Live || !updates.is_empty();
    if !said && tree.find_all(Name::Time).take(UNSAID).count() < UNSAID {
        return None;
    }
    let posts = posts::posts(tree, known.language);
    (said || posts.len() >= UNSAID).then_some(Signs { updates, said, posts })
}

/// The live blog on a page with such signs, given what was decided about each of its blocks; `None` where it is none.
pub(super) fn read(tree: &Tree, known: &Meta, signs: Signs, verdicts: &[Verdict]) -> Option<Article> {
    let Signs { updates, said, posts: mut found } = signs;
    if found.len() >= FEWEST {
        let pieces = pieces(verdicts, &found);
        if said || speaks_for_itself(tree, &pieces, &found) {
            days::settle(&mut found, known.modified.or(known.published));
            return article(pieces, &found, &updates);
        }
    }
    (updates.len() >= FEWEST).then(|| of_data(&updates)).flatten()
}

/// The blocks that are kept: of posts all but plain furniture, of the rest what the scorer keeps.
fn pieces(verdicts: &[Verdict], posts: &[Post]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut next = 0;
    for verdict in verdicts {
        let at = verdict.node.index();
        while posts.get(next).is_some_and(|post| post.range.end <= at) {
            next += 1;
        }
        let post = posts.get(next).filter(|post| post.range.contains(&at)).map(|_| next);
        let stamp = post.is_some_and(|post| posts[post].is_stamp(verdict));
        let kept = match post {
            Some(_) if stamp || verdict.why == "drop rule" || verdict.why == "title" => false,
            Some(_) => verdict.kept || (verdict.why == "score" && verdict.score > PLAIN && says(verdict)),
            None => verdict.kept,
        };
        let text = nfc(&verdict.text).trim().to_owned();
        if kept && !text.is_empty() && !text::is_furniture(&text) {
            out.push(Piece { kind: verdict.kind, text, post });
        }
    }
    out
}

/// Whether a block that the scorer did not keep says something: a sentence, or a heading.
fn says(verdict: &Verdict) -> bool {
    verdict.kind == BlockKind::Heading || verdict.text.split_whitespace().count() >= 8
}

/// Whether posts on a page that does not say that it is live are posts: running text in most, and most of the page's.
fn speaks_for_itself(tree: &Tree, pieces: &[Piece], posts: &[Post]) -> bool {
    let letters = |piece: &Piece| piece.text.len();
    let whole: usize = pieces.iter().map(letters).sum();
    let inside: usize = pieces.iter().filter(|piece| piece.post.is_some()).map(letters).sum();
    let mut each = vec![0usize; posts.len()];
    for piece in pieces.iter().filter(|piece| piece.kind != BlockKind::Heading) {
        if let Some(post) = piece.post {
            each[post] += letters(piece);
        }
    }
    let long = each.iter().filter(|letters| **letters >= UNSAID_LETTERS).count();
    let clocks = posts.iter().filter(|post| post.has_clock()).count();
    let linked = posts.iter().filter(|post| post.heading_is_link(tree)).count();
    inside * 10 >= whole * 8
        && long * 10 >= posts.len() * 7
        && clocks * 10 >= posts.len() * 8
        && linked * 4 < posts.len()
}

fn article(pieces: Vec<Piece>, posts: &[Post], updates: &[data::Update]) -> Option<Article> {
    let given: Vec<(BlockKind, &str)> =
        pieces.iter().map(|piece| (piece.kind, piece.text.as_str())).collect();
    let mut article = Article::from_blocks(None, 0, &given);
    // Pieces are not blank, so each is one block.
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    for (piece, block) in pieces.iter().zip(&article.blocks) {
        let Some(post) = piece.post else { continue };
        let title = (piece.kind == BlockKind::Heading).then(|| piece.text.clone());
        match entries.last_mut().filter(|(last, _)| *last == post) {
            Some((_, entry)) => {
                entry.span.end = block.span.end;
                entry.title = entry.title.take().or(title);
            }
            None => entries.push((post, Entry { span: block.span, at: posts[post].at, title })),
        }
    }
    if entries.len() < FEWEST {
        return None;
    }
    article.entries = entries.into_iter().map(|(_, entry)| entry).collect();
    for entry in &mut article.entries {
        let text = entry.span.of(&article.text);
        let said = updates.iter().find(|update| update.is_of(entry.title.as_deref(), text));
        if let Some(at) = said.and_then(|update| update.at)
            && entry.at.is_none_or(|shown| shown.at.is_none())
        {
            entry.at = Some(at);
        }
    }
    article.kind = ArticleKind::Live;
    Some(article)
}

/// The live blog as the page's data give it, for a page that shows no posts.
fn of_data(updates: &[data::Update]) -> Option<Article> {
    let mut given: Vec<(BlockKind, &str)> = Vec::new();
    let mut owners: Vec<usize> = Vec::new();
    for (number, update) in updates.iter().enumerate() {
        if let Some(title) = update.title.as_deref() {
            given.push((BlockKind::Heading, title));
            owners.push(number);
        }
        for line in update.body.lines().filter(|line| !line.trim().is_empty()) {
            given.push((BlockKind::Paragraph, line));
            owners.push(number);
        }
    }
    let mut article = Article::from_blocks(None, 0, &given);
    let mut last = None;
    for (owner, block) in owners.iter().zip(article.blocks.clone()) {
        if last == Some(*owner) {
            if let Some(entry) = article.entries.last_mut() {
                entry.span = Span { start: entry.span.start, end: block.span.end };
            }
            continue;
        }
        last = Some(*owner);
        let update = &updates[*owner];
        article.entries.push(Entry { span: block.span, at: update.at, title: update.title.clone() });
    }
    article.kind = ArticleKind::Live;
    (!article.text.is_empty()).then_some(article)
}

/// The time of the newest post: when a live page was last changed.
pub(super) fn newest(article: &Article) -> Option<Dated> {
    article.entries.iter().filter_map(|entry| entry.at).max_by_key(Dated::order)
}

#[cfg(test)]
mod tests;
