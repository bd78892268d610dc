//! Pictures that lie beside local pages: they are copied into the edition, so that it can be moved as one folder.

use newsloom_core::model::{Article, Image, RawId};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use url::Url;

/// Largest picture that is copied, in bytes.
const LARGEST: u64 = 8 << 20;

/// A picture to be copied into the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPicture {
    /// Where it lies.
    pub from: PathBuf,
    /// Its path inside the edition: `pictures/` and a name made from its bytes.
    pub to: String,
}

/// Gives local pictures their address inside the edition, and drops those that are no picture.
pub fn localize<'a>(articles: impl Iterator<Item = &'a mut Article>) -> Vec<LocalPicture> {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut copies = BTreeMap::new();
    for article in articles {
        let mut place = |image: &mut Image| -> bool {
            if !image.url.starts_with("file:") {
                return true;
            }
            let to = known.entry(image.url.clone()).or_insert_with(|| {
                let picture = examine(&image.url)?;
                let to = picture.to.clone();
                copies.insert(to.clone(), picture);
                Some(to)
            });
            match to {
                Some(to) => {
                    image.url.clone_from(to);
                    true
                }
                None => false,
            }
        };
        article.images.retain_mut(&mut place);
        if article.image.as_mut().is_some_and(|image| !place(image)) {
            article.image = None;
        }
    }
    copies.into_values().collect()
}

fn examine(url: &str) -> Option<LocalPicture> {
    let path = Url::parse(url).ok()?.to_file_path().ok()?;
    let about = fs::metadata(&path).ok()?;
    if !about.is_file() || about.len() > LARGEST {
        return None;
    }
    let bytes = fs::read(&path).ok()?;
    let ending = ending(&bytes)?;
    Some(LocalPicture { from: path, to: format!("pictures/{}.{ending}", RawId::of(&[&bytes])) })
}

/// The file ending of a raster picture by its first bytes. SVG is left out: it may carry script.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some("png"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}
