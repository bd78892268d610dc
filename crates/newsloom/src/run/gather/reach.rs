//! What an input stands for, and how its bytes are had: a file, a stream, an address.

use super::{Ask, Gatherer, Target};
use crate::fetch::{FetchError, LeftOut, files, http};
use crate::run::documents::Documents;
use crate::run::open::manners;
use newsloom_core::model::{Hint, RawDocument};
use std::io;
use std::path::Path;
use url::Url;

impl Gatherer<'_> {
    /// What an input on the command line stands for.
    pub(super) fn named(&mut self, input: &str) -> Vec<Ask> {
        let ask = |target, root| Ask { target, entry: None, hint: Hint::default(), root, depth: 0 };
        if input == "-" {
            return vec![ask(Target::Input, None)];
        }
        if let Ok(url) = Url::parse(input)
            && matches!(url.scheme(), "http" | "https")
        {
            return vec![ask(Target::Url(url), None)];
        }
        let path = Path::new(input);
        // A feed in `feeds/` may lead to `../pages/`, but no document leads out of the folder around its own.
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        let root =
            folder
                .map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
                .and_then(|folder| folder.canonicalize().ok())
                .map(|folder| {
                    if path.is_dir() {
                        folder
                    } else {
                        folder.parent().map_or(folder.clone(), Path::to_owned)
                    }
                });
        let mut asks = Vec::new();
        for file in files::expand(path, &mut self.gathered.left_out) {
            asks.push(ask(Target::Path(file), root.clone()));
        }
        if path.is_dir() && asks.is_empty() {
            self.gathered.left_out.push(LeftOut::fault(input, "the folder holds no file"));
        }
        asks
    }

    /// Fetches the addresses among `asks`, all at once; `None` for the others.
    pub(super) fn fetch(&mut self, asks: &[Ask]) -> Vec<Option<Result<RawDocument, FetchError>>> {
        let wanted: Vec<(Url, Hint)> = asks
            .iter()
            .filter_map(|ask| match &ask.target {
                Target::Url(url) => Some((url.clone(), ask.hint.clone())),
                _ => None,
            })
            .collect();
        let mut answers = Vec::new();
        if !wanted.is_empty() {
            let client = match self.client.take() {
                Some(client) => Ok(client),
                None => http::Client::new(manners(self.config)),
            };
            match client {
                Ok(client) => {
                    answers = client.fetch_all(wanted);
                    self.client = Some(client);
                }
                Err(error) => {
                    let why = error.to_string();
                    answers = wanted.iter().map(|_| Err(FetchError::Connection(why.clone()))).collect();
                }
            }
        }
        let mut answers = answers.into_iter();
        asks.iter()
            .map(|ask| if matches!(ask.target, Target::Url(_)) { answers.next() } else { None })
            .collect()
    }

    pub(super) fn most_bytes(&self) -> usize {
        self.config.core.read.max_document_bytes
    }

    /// Opens what is not fetched. `None` for a file that was opened before.
    pub(super) fn open(&mut self, ask: &Ask) -> Result<Option<Documents>, LeftOut> {
        match &ask.target {
            Target::Input => {
                let stream = files::classify(Box::new(io::stdin()), "-")
                    .map_err(|error| LeftOut::fault("standard input", files::explain(&error)))?;
                Ok(Some(Documents::new(stream, "standard input", None, self.most_bytes())))
            }
            Target::Path(path) => {
                let name = path.display().to_string();
                let whole =
                    path.canonicalize().map_err(|error| LeftOut::fault(&name, files::explain(&error)))?;
                if let (Some(root), true) = (&ask.root, ask.depth > 0)
                    && !whole.starts_with(root)
                {
                    return Err(LeftOut::fault(
                        name,
                        format!(
                            "a document leads to it, but it lies outside of {}; name it as an input if it is wanted",
                            root.display()
                        ),
                    ));
                }
                if !self.asked.insert(whole.display().to_string()) {
                    return Ok(None);
                }
                let stream =
                    files::open(&whole).map_err(|error| LeftOut::fault(&name, files::explain(&error)))?;
                let url = Url::from_file_path(&whole).ok().map(String::from);
                Ok(Some(Documents::new(stream, &name, url, self.most_bytes())))
            }
            Target::Url(_) => Ok(None),
        }
    }
}
