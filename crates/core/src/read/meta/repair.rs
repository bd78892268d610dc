//! Mends JSON that people wrote by hand or by template: what a strict parser refuses but whose meaning is plain.
//!
//! One pass over the bytes, never more than twice their number in output. Mended are: comments and CDATA marks
//! around the value, raw line breaks and other control characters in strings, escapes that JSON does not know,
//! quotation marks inside a string, commas too many or missing, several values one after the other (they become
//! an array), and a text that breaks off (what is open is closed).

/// A JSON text with the usual slips mended. The result may still be no JSON.
pub(in crate::read) fn mend(text: &str) -> String {
    let body = strip_wrapping(text);
    let mut mender = Mender { out: String::with_capacity(body.len() + 16), open: Vec::new(), values: 0 };
    mender.run(body);
    mender.finish()
}

/// Takes comment and CDATA marks off both ends.
fn strip_wrapping(text: &str) -> &str {
    let mut body = text.trim().trim_start_matches('\u{feff}');
    loop {
        let before = body.len();
        for mark in ["<!--", "//", "/*", "*/", "<![CDATA["] {
            body = body.strip_prefix(mark).unwrap_or(body).trim_start();
        }
        for mark in ["-->", "//", "*/", "/*", "]]>", ";"] {
            body = body.strip_suffix(mark).unwrap_or(body).trim_end();
        }
        if body.len() == before {
            return body;
        }
    }
}

struct Mender {
    out: String,
    /// The brackets that are open, innermost last.
    open: Vec<u8>,
    /// Values seen at the top.
    values: u32,
}

impl Mender {
    fn run(&mut self, body: &str) {
        let bytes = body.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'"' => {
                    self.comma_if_missing();
                    at = self.string(body, at + 1);
                }
                // Deeper than any parser follows: what is there already is all that will be read.
                b'{' | b'[' if self.open.len() > 200 => return,
                opening @ (b'{' | b'[') => {
                    self.comma_if_missing();
                    self.open.push(opening);
                    self.out.push(opening as char);
                    at += 1;
                }
                closing @ (b'}' | b']') => {
                    self.drop_comma();
                    let opening = if closing == b'}' { b'{' } else { b'[' };
                    // A bracket that closes nothing is left out; one that closes an outer one closes what lies between.
                    if self.open.contains(&opening) {
                        while let Some(top) = self.open.pop() {
                            self.out.push(if top == b'{' { '}' } else { ']' });
                            if top == opening {
                                break;
                            }
                        }
                    }
                    at += 1;
                }
                b',' => {
                    if !matches!(self.out.as_bytes().last(), None | Some(b',' | b'{' | b'[' | b':')) {
                        self.out.push(',');
                    }
                    at += 1;
                }
                byte if byte.is_ascii_whitespace() => at += 1,
                byte if byte.is_ascii() => {
                    if byte.is_ascii_alphanumeric() || byte == b'-' {
                        let end = bytes[at..]
                            .iter()
                            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')))
                            .map_or(bytes.len(), |n| at + n);
                        self.comma_if_missing();
                        self.out.push_str(&body[at..end]);
                        at = end;
                    } else {
                        if byte == b':' {
                            self.out.push(':');
                        }
                        at += 1;
                    }
                }
                // Letters outside a string (typographic quotation marks, stray marks) are no JSON: left out.
                _ => at += body[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    /// Copies a string whose opening mark lies before `at`; returns the place behind its closing mark.
    fn string(&mut self, body: &str, mut at: usize) -> usize {
        let bytes = body.as_bytes();
        self.out.push('"');
        while at < bytes.len() {
            match bytes[at] {
                b'"' if closes(&bytes[at + 1..]) => {
                    self.out.push('"');
                    return at + 1;
                }
                b'"' => {
                    self.out.push_str("\\\"");
                    at += 1;
                }
                b'\\' => match bytes.get(at + 1) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                        self.out.push_str(&body[at..at + 2]);
                        at += 2;
                    }
                    Some(b'u')
                        if bytes.len() >= at + 6
                            && bytes[at + 2..at + 6].iter().all(u8::is_ascii_hexdigit) =>
                    {
                        self.out.push_str(&body[at..at + 6]);
                        at += 6;
                    }
                    _ => at += 1, // an escape that JSON does not know: the sign alone
                },
                byte if byte < b' ' => {
                    self.out.push(' ');
                    at += 1;
                }
                _ => {
                    let end = bytes[at..]
                        .iter()
                        .position(|b| *b < b' ' || matches!(b, b'"' | b'\\'))
                        .map_or(bytes.len(), |n| at + n);
                    self.out.push_str(&body[at..end]);
                    at = end;
                }
            }
        }
        self.out.push('"');
        at
    }

    /// Puts a comma between two values that stand side by side.
    fn comma_if_missing(&mut self) {
        if let Some(last) = self.out.as_bytes().last()
            && (matches!(last, b'"' | b'}' | b']') || last.is_ascii_alphanumeric())
        {
            self.out.push(',');
        }
        if self.open.is_empty() {
            self.values += 1;
        }
    }

    /// Takes back a comma before a closing bracket; an unfinished member gets `null`.
    fn drop_comma(&mut self) {
        match self.out.as_bytes().last() {
            Some(b',') => {
                self.out.pop();
            }
            Some(b':') => self.out.push_str("null"),
            _ => {}
        }
    }

    fn finish(mut self) -> String {
        self.drop_comma();
        while let Some(top) = self.open.pop() {
            self.out.push(if top == b'{' { '}' } else { ']' });
        }
        if self.values > 1 {
            self.out.insert(0, '[');
            self.out.push(']');
        }
        self.out
    }
}

/// Whether a quotation mark before `rest` ends its string: what follows must be able to follow a string.
fn closes(rest: &[u8]) -> bool {
    let mut signs = rest.iter().copied().filter(|b| !b.is_ascii_whitespace());
    match signs.next() {
        None | Some(b':' | b'}' | b']') => true,
        // After a comma a value or a key must come: `"a", "b"` but not `the "big", bad wolf`.
        Some(b',') => matches!(
            signs.next(),
            None | Some(b'"' | b'{' | b'[' | b'}' | b']' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
        ),
        // A missing comma between two members stands at a line's end.
        Some(b'"') => rest.iter().take_while(|b| b.is_ascii_whitespace()).any(|b| *b == b'\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::mend;
    use serde_json::{Value, json};

    fn check(broken: &str, expected: Value) {
        let mended = mend(broken);
        assert_eq!(serde_json::from_str::<Value>(&mended).ok(), Some(expected), "{mended}");
    }

    #[test]
    fn mends_what_templates_break() {
        check("{\"a\": 1,}", json!({"a": 1}));
        check("{\"a\": \"one\ntwo\"}", json!({"a": "one two"}));
        check("{\"a\": \"it\\'s\"}", json!({"a": "it's"}));
        check("{\"a\": \"the \"big\" one\", \"b\": 2}", json!({"a": "the \"big\" one", "b": 2}));
        check("{\"a\": 1} {\"b\": 2}", json!([{"a": 1}, {"b": 2}]));
        check("//<![CDATA[\n{\"a\": 1};\n//]]>", json!({"a": 1}));
        check("<!-- {\"a\": [1, 2 -->", json!({"a": [1, 2]}));
        check("{\"a\": {\"b\": \"cut o", json!({"a": {"b": "cut o"}}));
        check("{\"a\": \"x\"\n\"b\": 2}", json!({"a": "x", "b": 2}));
    }
}
