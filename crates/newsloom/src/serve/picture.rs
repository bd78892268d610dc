//! Pictures through our own address: a browser never asks an outlet for one, so nobody learns who reads what.
//!
//! Only pictures of articles in the store are fetched, by the guarded client, and only what is a picture by its first
//! bytes is handed on. Vector pictures can hold script and are not.

use super::access::Reader;
use super::answer::Rendered;
use super::app::{App, blocking};
use super::problem::{Answer, Problem};
use crate::fetch::http::{Client, Manners};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use newsloom_core::model::{ArticleId, Hint};
use std::path::{Path as FilePath, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Bytes of a picture.
const LARGEST: usize = 6 << 20;
/// Longest time to fetch one.
const TIMEOUT: Duration = Duration::from_secs(8);
/// Pictures fetched at once.
const AT_ONCE: usize = 4;
/// Bytes on disk for fetched pictures.
const KEPT: u64 = 256 << 20;

/// `/pictures/{article}`: the lead picture of an article.
pub async fn picture(Reader { app, .. }: Reader, Path(article): Path<String>, headers: HeaderMap) -> Answer {
    if !app.config.serve.pictures {
        return Err(Problem::not_found("picture"));
    }
    blocking(&app, move |app| {
        let id = ArticleId::parse(&article).ok_or_else(|| Problem::not_found("picture"))?;
        let article = app.store.article(id)?.ok_or_else(|| Problem::not_found("picture"))?.article;
        let address = article.image.ok_or_else(|| Problem::not_found("picture"))?.url;
        let bytes = fetched(app, &address).ok_or_else(|| Problem::not_found("picture"))?;
        let media_type = media_type(&bytes).ok_or_else(|| Problem::not_found("picture"))?;
        let mut answer = Rendered::new(media_type, bytes).answer(&headers);
        let cached = if app.access.public { "public, max-age=604800" } else { "private, max-age=604800" };
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
        let alone = HeaderValue::from_static("default-src 'none'; sandbox");
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, alone);
        Ok(answer)
    })
    .await
}

/// The type of a picture by its first bytes; `None` for everything that is not handed on.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let is_avif =
        |b: &[u8]| b.len() > 12 && &b[4..8] == b"ftyp" && (&b[8..12] == b"avif" || &b[8..12] == b"avis");
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        other if is_avif(other) => Some("image/avif"),
        _ => None,
    }
}

/// From the folder of fetched pictures, else from the outlet. A failure is remembered for the life of the process's
/// folder as an empty file, so that a dead address is not asked for every reader.
fn fetched(app: &App, address: &str) -> Option<Vec<u8>> {
    let place = place(&app.pictures, address);
    if let Ok(bytes) = std::fs::read(&place) {
        let old =
            std::fs::metadata(&place).and_then(|kind| kind.modified()).ok()?.elapsed().unwrap_or_default();
        if !bytes.is_empty() || old < Duration::from_secs(3600) {
            return Some(bytes).filter(|bytes| !bytes.is_empty());
        }
    }
    let url = url::Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let bytes = url.and_then(|url| {
        let answer = client(app)?.fetch_all(vec![(url, Hint::default())]).pop()?;
        answer
            .map(|page| page.body)
            .inspect_err(|error| tracing::debug!(%error, "a picture was not had"))
            .ok()
    });
    let bytes = bytes.filter(|bytes| media_type(bytes).is_some());
    keep(&app.pictures, &place, bytes.as_deref().unwrap_or_default());
    bytes
}

fn client(app: &App) -> Option<&'static Client> {
    static CLIENT: OnceLock<Option<Client>> = OnceLock::new();
    let make = || {
        Client::new(Manners {
            user_agent: app.config.fetch.user_agent.clone(),
            timeout: TIMEOUT,
            pause: Duration::ZERO,
            concurrency: AT_ONCE,
            allow_private: app.config.fetch.allow_private.clone(),
            most_bytes: LARGEST,
        })
        .ok()
    };
    CLIENT.get_or_init(make).as_ref()
}

fn place(folder: &FilePath, address: &str) -> PathBuf {
    folder.join(&blake3::hash(address.as_bytes()).to_hex()[..32])
}

/// Numbers the drafts, so that two answers that keep the same picture do not write into one file.
static DRAFTS: AtomicU64 = AtomicU64::new(0);

/// Writes a picture down, and takes away the oldest where there are too many.
fn keep(folder: &FilePath, place: &FilePath, bytes: &[u8]) {
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let draft = place.with_extension(format!("{}.new", DRAFTS.fetch_add(1, Ordering::Relaxed)));
        std::fs::write(&draft, bytes)?;
        std::fs::rename(&draft, place)
    };
    if let Err(error) = write() {
        tracing::debug!(%error, "a picture could not be kept");
        return;
    }
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let kind = entry.metadata().ok()?;
            Some((kind.modified().ok()?, kind.len(), entry.path()))
        })
        .collect();
    let mut sum: u64 = files.iter().map(|(_, size, _)| size).sum();
    if sum > KEPT {
        files.sort();
        for (_, size, path) in files {
            if sum <= KEPT * 9 / 10 {
                break;
            }
            let _ = std::fs::remove_file(path);
            sum -= size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_handed_on() {
        assert_eq!(media_type(b"\xFF\xD8\xFF\xE0"), Some("image/jpeg"));
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(media_type(b"RIFF1234WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"\0\0\0\x1cftypavif\0\0\0\0"), Some("image/avif"));
        for other in [&b"<svg xmlns="[..], b"<html>", b"", b"GIF", b"%PDF-1.7", b"\0\0\0\x1cftypmp42\0\0\0\0"]
        {
            assert_eq!(media_type(other), None);
        }
    }

    #[test]
    fn the_folder_of_pictures_stays_small() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), &place(folder.path(), "https://a.example/x.jpg"), b"x");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
