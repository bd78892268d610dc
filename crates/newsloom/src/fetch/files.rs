//! Paths: which files a folder holds, and what kind of stream a file is.

use super::LeftOut;
use flate2::read::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Folders deeper than this are not entered: a link that leads back would never end.
const DEEPEST: usize = 32;

/// Bytes looked at to tell what a stream is.
const PEEK: usize = 64 << 10;

/// All files below `path` in order of their names, or `path` itself if it is a file. Hidden entries are passed over.
pub fn expand(path: &Path, left_out: &mut Vec<LeftOut>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![(path.to_owned(), 0)];
    while let Some((path, depth)) = open.pop() {
        let kind = match fs::metadata(&path) {
            Ok(kind) => kind,
            Err(error) => {
                left_out.push(LeftOut::fault(path.display().to_string(), explain(&error)));
                continue;
            }
        };
        if !kind.is_dir() {
            files.push(path);
            continue;
        }
        if depth >= DEEPEST {
            left_out.push(LeftOut::fault(
                path.display().to_string(),
                format!("the folder lies {DEEPEST} levels deep and was not entered; name it as an input of its own"),
            ));
            continue;
        }
        match entries(&path) {
            Ok(entries) => open.extend(entries.into_iter().rev().map(|entry| (entry, depth + 1))),
            Err(error) => left_out.push(LeftOut::fault(path.display().to_string(), explain(&error))),
        }
    }
    files
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden {
            entries.push(path);
        }
    }
    entries.sort();
    Ok(entries)
}

/// What went wrong with a file, and what to do.
pub fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "it may not be read by this user; change its permissions or run as its owner".to_owned()
        }
        _ => format!("it cannot be read: {error}"),
    }
}

/// What kind of stream some bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// An archive of records.
    Warc,
    /// One JSON object per line.
    JsonLines,
    /// One document.
    Document,
}

/// An open stream of which the kind is known.
pub struct Stream {
    /// Its kind.
    pub kind: StreamKind,
    /// Its bytes from the start; unpacked, but for archives, whose records are packed one by one.
    pub reader: Box<dyn BufRead + Send>,
}

/// Opens a file.
///
/// # Errors
/// When it cannot be read.
pub fn open(path: &Path) -> io::Result<Stream> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    classify(Box::new(file), &name)
}

/// Tells what a stream is by its first bytes, and by its name where those are silent.
///
/// # Errors
/// When it cannot be read.
pub fn classify(reader: Box<dyn Read + Send>, name: &str) -> io::Result<Stream> {
    let (head, reader) = peek(reader)?;
    let mut kind = kind_of(&head, name);
    if !head.starts_with(&[0x1F, 0x8B]) {
        return Ok(Stream { kind, reader });
    }
    let mut inside = Vec::new();
    let _ = MultiGzDecoder::new(head.as_slice()).take(4096).read_to_end(&mut inside);
    kind = kind_of(&inside, name.trim_end_matches(".gz"));
    if kind == StreamKind::Warc {
        return Ok(Stream { kind, reader });
    }
    let (_, reader) = peek(Box::new(MultiGzDecoder::new(reader)))?;
    Ok(Stream { kind, reader })
}

/// The first bytes of a stream, and the stream from its start.
fn peek(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut head = Vec::new();
    // What cannot be unpacked at the end does not cost the beginning.
    if let Err(error) = reader.by_ref().take(PEEK as u64).read_to_end(&mut head)
        && head.is_empty()
    {
        return Err(error);
    }
    let whole = io::Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(BufReader::with_capacity(PEEK, whole))))
}

fn kind_of(head: &[u8], name: &str) -> StreamKind {
    let archive = head.starts_with(b"WARC/") || head.starts_with(b"filedesc://");
    if archive || [".warc", ".arc"].iter().any(|ending| name.ends_with(ending)) {
        return StreamKind::Warc;
    }
    let lines = [".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending));
    if lines || starts_with_lines(head) || holds_lines(head) {
        return StreamKind::JsonLines;
    }
    StreamKind::Document
}

/// Whether the first line is a whole JSON object that is a page or an article. A JSON Feed on one line is not.
fn starts_with_lines(head: &[u8]) -> bool {
    if head.first() != Some(&b'{') {
        return false;
    }
    let end = head.iter().position(|&byte| byte == b'\n');
    match serde_json::from_slice::<serde_json::Value>(&head[..end.unwrap_or(head.len())]) {
        Ok(line) => ["text", "html", "html_base64"].iter().any(|key| line.get(key).is_some()),
        // A first line longer than what was looked at: objects of lines open with their id or address.
        Err(_) => end.is_none() && head.len() >= PEEK && head.starts_with(b"{\"id\""),
    }
}

/// Whether a line after a bad first one is a page or an article: the bad line then costs only itself.
fn holds_lines(head: &[u8]) -> bool {
    if head.first() == Some(&b'<') {
        return false;
    }
    let lines = head.split(|byte| *byte == b'\n').skip(1).take(16);
    lines.filter(|line| line.len() < PEEK / 2 && line.starts_with(b"{\"")).any(starts_with_lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: StreamKind) {
        let mut stream = classify(Box::new(io::Cursor::new(bytes.to_vec())), name).unwrap();
        assert_eq!(stream.kind, expected, "{name}");
        let mut read = Vec::new();
        stream.reader.read_to_end(&mut read).unwrap();
        assert!(!read.is_empty());
    }

    #[test]
    fn streams_are_told_by_their_bytes() {
        check("a", b"WARC/1.0\r\n", StreamKind::Warc);
        check("a.html", b"<p>x</p>", StreamKind::Document);
        check("a", b"{broken\n{\"id\":\"1\",\"text\":\"x\"}\n", StreamKind::JsonLines);
        check("a", b"{\n{\"x\":1}\n", StreamKind::Document);
        check("-", b"{\"id\":\"1\",\"text\":\"x\"}\n", StreamKind::JsonLines);
        check(
            "feed.json",
            b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}",
            StreamKind::Document,
        );
    }

    #[test]
    fn folders_are_read_in_order_of_names() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.html", "a.html", ".hidden"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let mut left_out = Vec::new();
        let files = expand(folder.path(), &mut left_out);
        let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.html", "b.html"]);
        expand(&folder.path().join("none"), &mut left_out);
        assert!(left_out[0].to_string().contains("no such file"));
    }
}
