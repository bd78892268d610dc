//! Digests in, strings out: HTML, Markdown, JSON, Atom, JSON Feed. Templates live here.
