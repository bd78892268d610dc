//! Rust source as a plain list of tokens: enough to see which paths a file names, without a parser.

/// One token with the line that it stands on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// Words, `::` and single marks of the source; comments, strings and characters are left out.
pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let c = chars[at];
        let next = chars.get(at + 1).copied().unwrap_or('\0');
        let end = match c {
            '/' if next == '/' => line_end(&chars, at),
            '/' if next == '*' => block_comment_end(&chars, at),
            '"' => string_end(&chars, at),
            'r' | 'b' if raw_string_hashes(&chars, at).is_some() => raw_string_end(&chars, at),
            '\'' => quote_end(&chars, at),
            ':' if next == ':' => at + 2,
            _ if c.is_alphanumeric() || c == '_' => word_end(&chars, at),
            _ => at + 1,
        };
        let skipped = c == '"'
            || c == '\''
            || (c == '/' && (next == '/' || next == '*'))
            || ((c == 'r' || c == 'b') && raw_string_hashes(&chars, at).is_some());
        if !skipped && !c.is_whitespace() {
            out.push(Token { text: chars[at..end].iter().collect(), line });
        }
        line += chars[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    out
}

fn line_end(chars: &[char], at: usize) -> usize {
    (at..chars.len()).find(|&i| chars[i] == '\n').unwrap_or(chars.len())
}

fn word_end(chars: &[char], at: usize) -> usize {
    (at..chars.len()).find(|&i| !(chars[i].is_alphanumeric() || chars[i] == '_')).unwrap_or(chars.len())
}

fn block_comment_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

/// How many `#` open the raw string at `at` (`r"`, `r#"`, `br##"`); none when no raw string begins there.
fn raw_string_hashes(chars: &[char], at: usize) -> Option<usize> {
    let opens_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    let start = match (chars[at], chars.get(at + 1)) {
        ('r', _) => at + 1,
        ('b', Some('r')) => at + 2,
        _ => return None,
    };
    let hashes = chars[start.min(chars.len())..].iter().take_while(|c| **c == '#').count();
    (!opens_word && chars.get(start + hashes) == Some(&'"')).then_some(hashes)
}

fn raw_string_end(chars: &[char], at: usize) -> usize {
    let hashes = raw_string_hashes(chars, at).unwrap_or(0);
    let open = (at..chars.len()).find(|&i| chars[i] == '"').unwrap_or(at);
    let closes = |i: usize| chars[i] == '"' && (1..=hashes).all(|k| chars.get(i + k) == Some(&'#'));
    (open + 1..chars.len()).find(|&i| closes(i)).map_or(chars.len(), |i| i + 1 + hashes)
}

/// A character literal, or the mark of a lifetime.
fn quote_end(chars: &[char], at: usize) -> usize {
    if chars.get(at + 1) == Some(&'\\') {
        return (at + 3..chars.len()).find(|&i| chars[i] == '\'').map_or(chars.len(), |i| i + 1);
    }
    if chars.get(at + 2) == Some(&'\'') { at + 3 } else { at + 1 }
}

/// A path named in a file, resolved to start at the crate (`crate`) or at another crate's name.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub parts: Vec<String>,
    pub line: usize,
}

/// Every path with `::` that the tokens name, `use` groups spread out and `self` and `super` resolved against `module`.
pub fn paths(tokens: &[Token], module: &[String]) -> Vec<Named> {
    let mut out = Vec::new();
    let mut inline: Vec<(String, usize)> = Vec::new(); // inline modules that are open, with the brace depth they opened at
    let mut depth = 0;
    let mut i = 0;
    while i < tokens.len() {
        let text = tokens[i].text.as_str();
        match text {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.retain(|(_, opened)| *opened < depth + 1);
            }
            "mod" if tokens.get(i + 2).is_some_and(|t| t.text == "{") => {
                inline.push((tokens[i + 1].text.clone(), depth + 1));
                i += 2;
                continue;
            }
            _ => {}
        }
        let starts = is_word(text) && tokens.get(i + 1).is_some_and(|t| t.text == "::");
        let follows = i > 0 && tokens[i - 1].text == "::";
        if starts && !follows {
            let here: Vec<String> =
                module.iter().cloned().chain(inline.iter().map(|(name, _)| name.clone())).collect();
            let mut found = Vec::new();
            i = spread(tokens, i, &mut Vec::new(), &mut found);
            out.extend(found.into_iter().map(|n| Named { parts: resolve(n.parts, &here), line: n.line }));
            continue;
        }
        i += 1;
    }
    out
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads one path or group at `at`; returns where it ends.
fn spread(tokens: &[Token], mut at: usize, prefix: &mut Vec<String>, out: &mut Vec<Named>) -> usize {
    let before = prefix.len();
    let line = tokens.get(at).map_or(0, |t| t.line);
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|t| t.text != "}") {
                    let from = at;
                    at = spread(tokens, at, prefix, out);
                    at = at.max(from + usize::from(at == from));
                }
                prefix.truncate(before);
                return at + 1;
            }
            text if is_word(text) => {
                prefix.push(text.to_owned());
                at += 1;
            }
            _ => break,
        }
        let goes_on = tokens.get(at).is_some_and(|t| t.text == "::")
            && tokens.get(at + 1).is_some_and(|t| is_word(&t.text) || t.text == "{");
        if !goes_on {
            break;
        }
        at += 1;
    }
    if prefix.len() > before {
        out.push(Named { parts: prefix.clone(), line });
    }
    prefix.truncate(before);
    // `as name` of an import
    if tokens.get(at).is_some_and(|t| t.text == "as") {
        at += 2;
    }
    at
}

fn resolve(parts: Vec<String>, here: &[String]) -> Vec<String> {
    let up = parts.iter().take_while(|p| *p == "super" || *p == "self").count();
    if up == 0 {
        return parts;
    }
    let supers = parts[..up].iter().filter(|p| *p == "super").count();
    let keep = here.len().saturating_sub(supers);
    let mut whole = vec!["crate".to_owned()];
    whole.extend(here[..keep].iter().cloned());
    whole.extend(parts[up..].iter().cloned());
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, module: &[&str], expected: &[&str]) {
        let module: Vec<String> = module.iter().map(|s| (*s).to_owned()).collect();
        let got: Vec<String> = paths(&tokens(source), &module).iter().map(|n| n.parts.join("::")).collect();
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn sees_paths_and_groups() {
        check("use crate::model::Span;", &["read"], &["crate::model::Span"]);
        check(
            "use crate::{model::{Span, Id as I}, text};",
            &["read"],
            &["crate::model::Span", "crate::model::Id", "crate::text"],
        );
        check("fn f() -> crate::text::Word { a::b() }", &["read"], &["crate::text::Word", "a::b"]);
    }

    #[test]
    fn resolves_super_against_the_module() {
        check("use super::super::cluster::X;", &["read", "html"], &["crate::cluster::X"]);
        check(
            "mod tests { use super::*; use super::super::x::Y; }",
            &["read", "html"],
            &["crate::read::html", "crate::read::x::Y"],
        );
        check("mod tests { fn a() {} } use super::x::Y;", &["read", "html"], &["crate::read::x::Y"]);
    }

    #[test]
    fn leaves_out_comments_and_strings() {
        check("// crate::a::b\n/* crate::c::d /* x::y */ */ let s = \"crate::e::f\";", &[], &[]);
        check("let s = r#\"crate::e::\"f\"#; let c = '\"'; crate::g::h();", &[], &["crate::g::h"]);
        check(
            "fn f<'a>(x: &'a str) { crate::g::h(); let b = b'\\''; i::j() }",
            &[],
            &["crate::g::h", "i::j"],
        );
    }
}
