//! Writes a folder so that a reader sees the old one or the new one, never a half.
//!
//! The new folder is written beside the old one and takes its place by a rename, atomically where the system can
//! exchange two names.

use anyhow::{Context, bail};
use std::fmt;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Stands in every folder that newsloom wrote. A folder without it that holds anything is never replaced.
const MARK: &str = ".newsloom";

/// A folder in the making. Dropped without [`Folder::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    draft: PathBuf,
    finished: bool,
}

impl Folder {
    /// Starts a folder that is to stand at `target`.
    ///
    /// # Errors
    /// When `target` is something that newsloom did not write, or its parent cannot be written.
    pub fn begin(target: &Path) -> anyhow::Result<Self> {
        let target = std::path::absolute(target)
            .with_context(|| format!("{} is no path that can be written", target.display()))?;
        if let Ok(kind) = fs::metadata(&target) {
            if !kind.is_dir() {
                bail!("{} is a file; name a folder with --out", target.display());
            }
            let empty = fs::read_dir(&target)
                .with_context(|| format!("cannot look into {}", target.display()))?
                .next()
                .is_none();
            if !empty && !target.join(MARK).exists() {
                bail!(
                    "{} holds files that newsloom did not write, and is left as it is; name another folder with --out",
                    target.display()
                );
            }
        }
        let parent =
            target.parent().context("the output folder has no parent folder; name another with --out")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        let name = target.file_name().context("the output folder has no name; name another with --out")?;
        let draft = parent.join(format!(".{}.new-{}", name.to_string_lossy(), std::process::id()));
        if draft.exists() {
            fs::remove_dir_all(&draft)?;
        }
        fs::create_dir(&draft).with_context(|| format!("cannot write into {}", parent.display()))?;
        let folder = Self { target, draft, finished: false };
        folder.write(
            MARK,
            b"This folder was written by newsloom and is replaced as a whole by the next run.\n",
        )?;
        Ok(folder)
    }

    /// Writes a file, making its folders.
    ///
    /// # Errors
    /// When the disk is full or cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.draft.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        file.write_all(bytes)
            .with_context(|| format!("cannot write {}; is the disk full?", path.display()))?;
        Ok(())
    }

    /// Writes a file piece by piece, so that no more than a piece is held.
    ///
    /// # Errors
    /// When the disk is full or cannot be written.
    pub fn stream(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn fmt::Write) -> fmt::Result,
    ) -> anyhow::Result<()> {
        let path = self.draft.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        let mut pieces = Pieces { file: BufWriter::with_capacity(1 << 16, file), fault: None };
        let written = write(&mut pieces);
        let flushed = pieces.file.flush();
        let fault = pieces.fault.take().or(flushed.err());
        match (fault, written) {
            (Some(error), _) => {
                Err(error).with_context(|| format!("cannot write {}; is the disk full?", path.display()))
            }
            (None, Err(_)) => bail!("{} could not be made", path.display()),
            (None, Ok(())) => Ok(()),
        }
    }

    /// Puts the folder in its place and takes the old one away.
    ///
    /// # Errors
    /// When it cannot be renamed; the old folder stays.
    pub fn finish(mut self) -> anyhow::Result<PathBuf> {
        if self.target.exists() {
            swap(&self.draft, &self.target)
                .with_context(|| format!("cannot replace {}", self.target.display()))?;
            // The old folder now stands where the draft stood; what is left of it can only cost disk.
            let _ = fs::remove_dir_all(&self.draft);
        } else {
            fs::rename(&self.draft, &self.target)
                .with_context(|| format!("cannot move the finished folder to {}", self.target.display()))?;
        }
        self.finished = true;
        Ok(self.target.clone())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_dir_all(&self.draft);
        }
    }
}

/// A file that takes text; what went wrong with it is kept, since the core knows no errors of files.
struct Pieces {
    file: BufWriter<File>,
    fault: Option<std::io::Error>,
}

impl fmt::Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.file.write_all(text.as_bytes()).map_err(|error| {
            self.fault = Some(error);
            fmt::Error
        })
    }
}

/// Exchanges two folders: in one step where the system can, else in two with the old one put back on failure.
fn swap(new: &Path, old: &Path) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_folder_stays_until_the_new_one_is_whole() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("out");
        let first = Folder::begin(&target).unwrap();
        first.write("a/b.txt", b"one").unwrap();
        first.finish().unwrap();
        let second = Folder::begin(&target).unwrap();
        second.write("c.txt", b"two").unwrap();
        assert_eq!(fs::read(target.join("a/b.txt")).unwrap(), b"one");
        drop(second);
        assert_eq!(fs::read(target.join("a/b.txt")).unwrap(), b"one");
        let third = Folder::begin(&target).unwrap();
        third.write("c.txt", b"three").unwrap();
        third.finish().unwrap();
        assert!(!target.join("a").exists());
        assert_eq!(fs::read(target.join("c.txt")).unwrap(), b"three");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_of_somebody_else_is_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("letter.txt"), "x").unwrap();
        let error = Folder::begin(place.path()).unwrap_err().to_string();
        assert!(error.contains("did not write"), "{error}");
        assert!(Folder::begin(&place.path().join("letter.txt")).is_err());
    }
}
