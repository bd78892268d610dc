//! From the text of a selector to its parts, with the place of what is wrong.

use super::{Combinator, Complex, Compound, Operator, Selector, SelectorError, Test};

/// Compounds of one list; the search keeps a bit for each.
const MOST: usize = 64;
/// Parentheses inside parentheses.
const DEEPEST: usize = 8;

impl Selector {
    /// Reads a selector or a list of them with commas.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let mut reader = Reader { letters: text.chars().collect(), at: 0, compounds: 0, depth: 0 };
        let mut list = Vec::new();
        loop {
            reader.space();
            list.push(reader.complex()?);
            match reader.peek() {
                Some(',') => reader.at += 1,
                None => break,
                Some(other) => return Err(reader.wrong(format!("{other:?} is not expected here"))),
            }
        }
        Ok(Self { text: text.trim().to_owned(), list })
    }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    compounds: usize,
    /// Parentheses that are open.
    depth: usize,
}

type Read<T> = Result<T, SelectorError>;

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn eat(&mut self, letter: char) -> bool {
        let found = self.peek() == Some(letter);
        self.at += usize::from(found);
        found
    }

    /// Passes over white space; whether there was some.
    fn space(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at > from
    }

    fn wrong(&self, why: impl Into<String>) -> SelectorError {
        SelectorError { at: self.at + 1, why: why.into() }
    }

    fn complex(&mut self) -> Read<Complex> {
        let mut parts = Vec::new();
        let mut combinator = Combinator::Anywhere;
        let mut sign = String::new();
        loop {
            let Some(compound) = self.compound()? else {
                let why = match (sign.as_str(), self.peek()) {
                    ("", Some(other)) if other != ',' => format!("no element is named by {other:?}"),
                    ("", _) => "a selector is missing".to_owned(),
                    (sign, _) => format!("an element must follow {sign:?}"),
                };
                return Err(self.wrong(why));
            };
            self.compounds += 1;
            if self.compounds > MOST {
                return Err(self.wrong(format!("more than {MOST} parts; split the rule")));
            }
            parts.push((combinator, compound));
            let space = self.space();
            combinator = match self.peek() {
                Some('>') => Combinator::Child,
                Some('+') => Combinator::Next,
                Some('~') => Combinator::Later,
                None | Some(',') => return Ok(Complex { parts }),
                Some(_) if space => Combinator::Descendant,
                Some(other) => return Err(self.wrong(format!("{other:?} is not expected here"))),
            };
            sign.clear();
            if combinator != Combinator::Descendant {
                sign.extend(self.peek());
                self.at += 1;
                self.space();
            }
        }
    }

    /// Tests of one element; `None` where there is none.
    fn compound(&mut self) -> Read<Option<Compound>> {
        let from = self.at;
        let mut compound = Compound::default();
        if !self.eat('*')
            && let Some(name) = self.name()
        {
            compound.tag = Some(name.to_ascii_lowercase());
        }
        loop {
            let test = match self.peek() {
                Some('#') => {
                    self.at += 1;
                    Test::Id(self.name().ok_or_else(|| self.wrong("an id must follow \"#\""))?)
                }
                Some('.') => {
                    self.at += 1;
                    Test::Class(self.name().ok_or_else(|| self.wrong("a class must follow \".\""))?)
                }
                Some('[') => self.attribute()?,
                Some(':') => self.pseudo()?,
                _ => break,
            };
            compound.tests.push(test);
        }
        Ok((self.at > from).then_some(compound))
    }

    /// An identifier; a backslash takes the next character as it is.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            match self.peek() {
                Some('\\') => {
                    self.at += 1;
                    name.push(self.peek()?);
                }
                Some(letter)
                    if letter.is_alphanumeric() || matches!(letter, '-' | '_') || !letter.is_ascii() =>
                {
                    name.push(letter);
                }
                _ => break,
            }
            self.at += 1;
        }
        let starts = name.chars().next().is_some_and(|first| !first.is_ascii_digit());
        if starts {
            return Some(name);
        }
        self.at -= name.chars().count();
        None
    }

    fn attribute(&mut self) -> Read<Test> {
        self.at += 1;
        self.space();
        let name = self.name().ok_or_else(|| self.wrong("the name of an attribute must follow \"[\""))?;
        let name = name.to_ascii_lowercase();
        self.space();
        let operator = match self.peek() {
            Some(']') => {
                self.at += 1;
                let (operator, value) = (Operator::Present, String::new());
                return Ok(Test::Attribute { name, operator, value, fold: false });
            }
            Some('=') => Operator::Equals,
            Some('~') => Operator::Word,
            Some('|') => Operator::Dash,
            Some('^') => Operator::Starts,
            Some('$') => Operator::Ends,
            Some('*') => Operator::Holds,
            _ => return Err(self.wrong("\"]\" or a comparison such as \"=\" must follow")),
        };
        self.at += usize::from(operator != Operator::Equals);
        if !self.eat('=') {
            return Err(self.wrong("\"=\" must follow"));
        }
        self.space();
        let value = self.value()?;
        self.space();
        let fold = matches!(self.peek(), Some('i' | 'I'));
        if fold || matches!(self.peek(), Some('s' | 'S')) {
            self.at += 1;
            self.space();
        }
        if !self.eat(']') {
            return Err(self.wrong("\"]\" is missing"));
        }
        Ok(Test::Attribute { name, operator, value, fold })
    }

    /// A string in quotation marks, or a bare word.
    fn value(&mut self) -> Read<String> {
        let Some(mark @ ('"' | '\'')) = self.peek() else {
            let from = self.at;
            while self.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii())
            {
                self.at += 1;
            }
            if self.at == from {
                return Err(self.wrong("a value must follow; put it in quotation marks"));
            }
            return Ok(self.letters[from..self.at].iter().collect());
        };
        let opened = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => {
                    self.at = opened;
                    return Err(self.wrong("the quotation mark is never closed"));
                }
                Some(letter) if letter == mark => break,
                Some('\\') => {
                    self.at += 1;
                    value.extend(self.peek());
                }
                Some(letter) => value.push(letter),
            }
            self.at += 1;
        }
        self.at += 1;
        Ok(value)
    }

    fn pseudo(&mut self) -> Read<Test> {
        let start = self.at;
        self.at += 1;
        let name = self.name().unwrap_or_default().to_ascii_lowercase();
        let nth = |a, b, from_end, of_type| Ok(Test::Nth { a, b, from_end, of_type });
        match name.as_str() {
            "not" => Ok(Test::Not(self.inner()?)),
            "is" | "where" | "matches" => Ok(Test::Is(self.inner()?)),
            "first-child" => nth(0, 1, false, false),
            "last-child" => nth(0, 1, true, false),
            "first-of-type" => nth(0, 1, false, true),
            "last-of-type" => nth(0, 1, true, true),
            "only-child" => Ok(Test::Is(vec![only(false)])),
            "only-of-type" => Ok(Test::Is(vec![only(true)])),
            "nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type" => {
                let (a, b) = self.formula(start)?;
                nth(a, b, name.contains("last"), name.ends_with("type"))
            }
            "empty" => Ok(Test::Empty),
            "root" => Ok(Test::Root),
            _ => {
                self.at = start;
                Err(self.wrong(format!(
                    "\":{name}\" is not known; known are :not() :is() :nth-child() :nth-of-type() :first-child :last-child \
                     :only-child :empty :root and their kin"
                )))
            }
        }
    }

    /// The list of compounds in parentheses.
    fn inner(&mut self) -> Read<Vec<Compound>> {
        if !self.eat('(') {
            return Err(self.wrong("\"(\" must follow"));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("parentheses are nested too deep"));
        }
        let mut list = Vec::new();
        loop {
            self.space();
            let Some(compound) = self.compound()? else {
                return Err(self.wrong("an element is missing in the parentheses"));
            };
            list.push(compound);
            self.space();
            match self.peek() {
                Some(',') => self.at += 1,
                Some(')') => {
                    self.at += 1;
                    self.depth -= 1;
                    return Ok(list);
                }
                Some(_) => {
                    return Err(self.wrong("inside the parentheses only one element each can be described"));
                }
                None => return Err(self.wrong("\")\" is missing")),
            }
        }
    }

    /// `odd`, `even`, `3`, `2n+1`, `-n + 3` in parentheses.
    fn formula(&mut self, start: usize) -> Read<(i64, i64)> {
        let opened = self.at;
        if !self.eat('(') {
            return Err(self.wrong("\"(\" must follow"));
        }
        let Some(length) = self.letters[self.at..].iter().position(|c| *c == ')') else {
            self.at = start;
            return Err(self.wrong("\")\" is missing"));
        };
        let given: String =
            self.letters[self.at..self.at + length].iter().filter(|c| !c.is_whitespace()).collect();
        self.at += length + 1;
        let given = given.to_ascii_lowercase();
        let number = |text: &str| match text {
            "" | "+" => Some(1),
            "-" => Some(-1),
            text => text.parse::<i64>().ok().filter(|n| n.abs() <= 1_000_000),
        };
        let found = match given.as_str() {
            "odd" => Some((2, 1)),
            "even" => Some((2, 0)),
            _ => match given.split_once('n') {
                Some((a, "")) => number(a).map(|a| (a, 0)),
                Some((a, b)) if b.starts_with(['+', '-']) && b.len() > 1 => number(a).zip(number(b)),
                Some(_) => None,
                None if given.is_empty() => None,
                None => number(&given).map(|b| (0, b)),
            },
        };
        found.ok_or_else(|| {
            self.at = opened + 1;
            self.wrong("takes odd, even, a number, or a formula such as 2n+1")
        })
    }
}

fn only(of_type: bool) -> Compound {
    let nth = |from_end| Test::Nth { a: 0, b: 1, from_end, of_type };
    Compound { tag: None, tests: vec![nth(false), nth(true)] }
}
