//! A written date cut into numbers, words and marks.

/// A piece of a written date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number and how many digits it was written with (at most 8 count as a number).
    Number { value: i32, digits: usize },
    /// Letters, in lower case.
    Word(String),
    /// Any other character but white space. The characters for year, month and day in Chinese, Japanese and Korean
    /// are marks too; Korean ones become the Chinese ones.
    Mark(char),
}

/// The value of a decimal digit in the scripts that news writes dates in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

/// Cuts `text`. A `t` between digits, as ISO 8601 has it, is left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if digit(c).is_some() {
            let (mut value, mut digits) = (0i64, 0usize);
            while let Some(next) = chars.peek().copied().and_then(digit) {
                value = (value * 10 + i64::from(next)).min(99_999_999);
                digits += 1;
                chars.next();
            }
            tokens.push(Token::Number { value: value as i32, digits });
            // 20250418T1405 and the like: the letter says nothing
            if matches!(chars.peek(), Some('T' | 't')) {
                let mut ahead = chars.clone();
                ahead.next();
                if ahead.peek().copied().and_then(digit).is_some() {
                    chars.next();
                }
            }
        } else if let Some(mark) = calendar_mark(c) {
            tokens.push(Token::Mark(mark));
            chars.next();
        } else if c.is_alphabetic() || c == 'º' || c == 'ª' {
            let mut word = String::new();
            while let Some(&c) = chars.peek() {
                if !(c.is_alphabetic() || is_mark(c)) || calendar_mark(c).is_some() {
                    break;
                }
                word.extend(c.to_lowercase());
                chars.next();
            }
            tokens.push(Token::Word(word));
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Mark(c));
            }
            chars.next();
        }
    }
    tokens
}

/// Combining marks, which belong to the word they stand in.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{64b}'..='\u{65f}')
}

fn calendar_mark(c: char) -> Option<char> {
    match c {
        '年' | '년' => Some('年'),
        '月' | '월' => Some('月'),
        '日' | '일' => Some('日'),
        _ => None,
    }
}
