//! robots.txt: what a host lets a reader fetch (RFC 9309).
//!
//! Groups of the reader's own name are taken together; where there are none, those of `*`. The longest rule that matches
//! decides, and among equals the one that allows. What cannot be understood is passed over.

/// Bytes that are read; RFC 9309, section 2.5, asks for at least 500 KiB.
pub const MOST_BYTES: usize = 512 * 1024;
/// Rules kept of one file.
const MOST_RULES: usize = 20_000;
/// Longest pause that a host may ask for, seconds: a larger number is a mistake or a way to say no.
const LONGEST_PAUSE: f64 = 120.0;

/// The rules of one host for one reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    pause: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allow: bool,
    /// The pattern, percent-encoded in one way; `*` matches anything.
    pattern: Vec<u8>,
    /// Whether it must match to the end (`$`).
    anchored: bool,
}

impl Robots {
    /// Reads the rules for a reader that calls itself `agent`: the product name, without version.
    pub fn parse(bytes: &[u8], agent: &str) -> Self {
        let bytes = &bytes[..bytes.len().min(MOST_BYTES)];
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let agent = product(agent);
        let (mut own, mut all) = (Self::default(), Self::default());
        let mut named_own = false;
        // Whom the present group is for, and whether its rules have begun.
        let (mut to_own, mut to_all, mut begun) = (false, false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or("").trim();
            let Some((key, value)) = pair(line) else { continue };
            match Key::of(key) {
                Key::Agent => {
                    if begun {
                        (to_own, to_all, begun) = (false, false, false);
                    }
                    // "* something" names all, as "*" does.
                    let all =
                        value == "*" || value.starts_with('*') && value[1..].starts_with(char::is_whitespace);
                    let own = !agent.is_empty() && product(value).eq_ignore_ascii_case(agent);
                    to_all |= all;
                    to_own |= own;
                    named_own |= own;
                }
                Key::Rule(allow) => {
                    begun = true;
                    for (wanted, rules) in [(to_own, &mut own), (to_all, &mut all)] {
                        if wanted && !value.is_empty() && rules.rules.len() < MOST_RULES {
                            rules.rules.push(Rule::new(allow, value));
                        }
                    }
                }
                Key::Pause => {
                    begun = true;
                    let pause = value.parse::<f64>().ok().filter(|pause| pause.is_finite() && *pause >= 0.0);
                    for (wanted, rules) in [(to_own, &mut own), (to_all, &mut all)] {
                        if wanted {
                            rules.pause = rules.pause.or(pause);
                        }
                    }
                }
                Key::Other => {}
            }
        }
        if named_own { own } else { all }
    }

    /// The rules that follow from the status of the answer to `/robots.txt`: `None` for 2xx, whose body decides. 4xx
    /// allows all (section 2.3.1.3), 5xx and no answer forbid all (section 2.3.1.4).
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            300..=499 => Some(Self::default()),
            _ => Some(Self { rules: vec![Rule::new(false, "/")], pause: None }),
        }
    }

    /// Whether an address of the host may be fetched. `path` is path and query as they stand in the address.
    pub fn allows(&self, path: &str) -> bool {
        let path = if path.is_empty() { "/" } else { path };
        if path == "/robots.txt" {
            return true;
        }
        let path = encoded(path, false);
        let longest = self
            .rules
            .iter()
            .filter(|rule| rule.matches(&path))
            .max_by_key(|rule| (rule.pattern.len() + usize::from(rule.anchored), rule.allow));
        longest.is_none_or(|rule| rule.allow)
    }

    /// The pause between requests that the host asks for, seconds, at most two minutes. Not of the RFC, but common.
    pub fn pause(&self) -> Option<f64> {
        self.pause.map(|pause| pause.min(LONGEST_PAUSE))
    }
}

enum Key {
    Agent,
    Rule(bool),
    Pause,
    Other,
}

impl Key {
    fn of(key: &str) -> Self {
        match key.to_ascii_lowercase().as_str() {
            "user-agent" | "useragent" | "user agent" => Self::Agent,
            "allow" => Self::Rule(true),
            "disallow" | "dissallow" | "dissalow" | "disalow" | "diasllow" | "disallaw" => Self::Rule(false),
            "crawl-delay" | "crawldelay" => Self::Pause,
            _ => Self::Other,
        }
    }
}

/// Key and value of a line. White space may stand for the colon where nothing else does.
fn pair(line: &str) -> Option<(&str, &str)> {
    if let Some((key, value)) = line.split_once(':') {
        return Some((key.trim(), value.trim()));
    }
    let (key, value) = line.split_once(char::is_whitespace)?;
    let value = value.trim();
    (!value.contains(char::is_whitespace)).then_some((key, value))
}

/// The product name at the beginning of an agent: letters, `-` and `_`; digits too, which the RFC leaves out and hosts write.
fn product(agent: &str) -> &str {
    if agent == "*" {
        return agent;
    }
    let end =
        agent.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(agent.len());
    &agent[..end]
}

impl Rule {
    fn new(allow: bool, value: &str) -> Self {
        let (value, anchored) = value.strip_suffix('$').map_or((value, false), |rest| (rest, true));
        let mut pattern = Vec::with_capacity(value.len());
        for byte in encoded(value, true) {
            // Many stars in a row say what one says.
            if byte != b'*' || pattern.last() != Some(&b'*') {
                pattern.push(byte);
            }
        }
        Self { allow, pattern, anchored }
    }

    /// Greedy match with one way back: linear in practice, at worst the product of both lengths, which are capped.
    fn matches(&self, path: &[u8]) -> bool {
        let pattern = &self.pattern;
        let (mut p, mut t) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        loop {
            if p == pattern.len() && (!self.anchored || t == path.len()) {
                return true;
            }
            match pattern.get(p) {
                Some(b'*') => {
                    star = Some((p, t));
                    p += 1;
                }
                Some(byte) if path.get(t) == Some(byte) => {
                    p += 1;
                    t += 1;
                }
                _ => match star {
                    Some((at, from)) if from < path.len() => {
                        star = Some((at, from + 1));
                        p = at + 1;
                        t = from + 1;
                    }
                    _ => return false,
                },
            }
        }
    }
}

/// What no address has unescaped, though files of rules do (RFC 3986, appendix A), and what means more than itself in a rule.
const NEVER_PLAIN: &[u8] = b"\"<>\\^`{|}$*";

/// A path in the one form in which paths are compared: bytes outside of ASCII escaped, escapes in upper case, and what
/// need not be escaped as itself (section 2.2.2). `$` and `*` are escaped, so that they stand for themselves (section
/// 2.2.3), but for the star of a pattern.
fn encoded(path: &str, is_pattern: bool) -> Vec<u8> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let escape = |byte: u8, out: &mut Vec<u8>| {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        out.extend([b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    };
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| char::from(*bytes.get(at + offset)?).to_digit(16);
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                let byte = (high * 16 + low) as u8;
                if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                    out.push(byte);
                } else {
                    escape(byte, &mut out);
                }
                at += 2;
            }
            (b'*', ..) if is_pattern => out.push(b'*'),
            (byte, ..) if byte.is_ascii_graphic() && !NEVER_PLAIN.contains(&byte) => out.push(byte),
            (byte, ..) => escape(byte, &mut out),
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which of some paths are allowed: `+/a -/b`.
    fn check(robots: &str, expected: &str) {
        let robots = Robots::parse(robots.as_bytes(), "newsloom");
        for path in expected.split_whitespace() {
            let (sign, path) = path.split_at(1);
            assert_eq!(robots.allows(path), sign == "+", "{path} under {robots:?}");
        }
    }

    #[test]
    fn own_group_before_all() {
        let two = "User-agent: *\nDisallow: /\n\nUser-agent: NewsLoom/2.0\nDisallow: /x\n\nuser-agent:newsloom\nallow: /x/y";
        check(two, "+/a -/x +/x/y -/x/z +/robots.txt");
        check("User-agent: a\nUser-agent: *\nDisallow: /a\n", "-/a +/b");
        check("Disallow: /\n", "+/a");
        check("<html><body>Disallow: /</body></html>", "+/a");
        check("User-agent: newsloomer\nDisallow: /", "+/a");
        check("User-agent: newsloom2\nDisallow: /", "+/a");
    }

    #[test]
    fn the_longest_match_decides() {
        check("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c$", "-/a +/a/b -/a/b/c +/a/b/cd");
        check("User-agent: *\nDisallow: /*.php$\nAllow: /x", "-/i.php +/i.php?a +/x.ph");
        check("User-agent: *\nDisallow: /p\nAllow: /p", "+/p");
        check("User-agent: *\nDisallow:", "+/p");
        check(
            "User-agent: *\nDisallow: /a$b\nDisallow: /c%24\nDisallow: /d%2Ae",
            "-/a$bc -/a%24b -/c$d -/d*e +/dxe",
        );
        check("User-agent: *\nDisallow: /<a>", "-/%3Ca%3E -/<a> +/a");
        check("User-agent: *\nDisallow: /\u{e4}\nDisallow: /%62", "-/%C3%A4 -/%c3%a4b -/b +/c");
    }

    #[test]
    fn a_hostile_file_costs_little() {
        let stars = format!("User-agent: *\nDisallow: /{}x$\n", "*a".repeat(2000));
        let robots = Robots::parse(stars.as_bytes(), "newsloom");
        assert!(robots.allows(&"/a".repeat(2000)));
        let many = format!("User-agent: *\n{}", "Disallow: /a\n".repeat(100_000));
        assert!(Robots::parse(many.as_bytes(), "newsloom").rules.len() <= MOST_RULES);
    }

    #[test]
    fn a_status_decides_where_there_is_no_file() {
        assert!(Robots::of_status(404).unwrap().allows("/a"));
        assert!(!Robots::of_status(503).unwrap().allows("/a"));
        assert!(!Robots::of_status(0).unwrap().allows("/a"));
        assert_eq!(Robots::of_status(200), None);
        assert_eq!(Robots::parse(b"User-agent: *\nCrawl-delay: 99999", "x").pause(), Some(120.0));
    }
}
