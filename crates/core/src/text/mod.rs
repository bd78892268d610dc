//! String tools and language data that several rooms need: normalizing, words, sentences, stems, stop words.
