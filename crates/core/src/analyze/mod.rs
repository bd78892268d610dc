//! An article in, what is known about the inside of its text out: sentences, names, figures, dates, quotes, terms.
