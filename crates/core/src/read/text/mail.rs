//! The header of a mail at the start of a text, as forwarded newsletters have it.

use super::super::date::{DayOrder, parse_date};
use crate::model::{Dated, FoundIn};

/// What a mail's header says.
#[derive(Clone, Debug, Default)]
pub(super) struct Mail {
    pub subject: Option<String>,
    pub from: Option<String>,
    pub date: Option<Dated>,
}

/// Reads the header and gives the text after it. A header has at least two of subject, sender, recipient and date.
pub(super) fn header(text: &str) -> (Mail, &str) {
    let mut mail = Mail::default();
    let mut known = 0;
    let mut rest = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    for _ in 0..64 {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let Some((name, value)) = line.split_once(':') else {
            // a folded line goes on with white space
            if line.starts_with([' ', '\t']) && known > 0 && !line.trim().is_empty() {
                rest = after;
                continue;
            }
            break;
        };
        let name = name.trim().to_ascii_lowercase();
        let is_field = !name.is_empty()
            && name.len() <= 40
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_field {
            break;
        }
        let value = value.trim();
        match name.as_str() {
            "subject" | "betreff" | "objet" | "asunto" => {
                mail.subject = Some(value.to_owned()).filter(|value| !value.is_empty())
            }
            "from" | "von" => mail.from = Some(value.to_owned()),
            "date" | "sent" => {
                let dated = parse_date(value, None, DayOrder::Unknown);
                mail.date = dated.map(|dated| Dated { found_in: FoundIn::Header, ..dated });
            }
            "to" | "reply-to" | "message-id" | "mime-version" | "content-type" | "list-id" => {}
            _ if known == 0 => break,
            _ => {
                rest = after;
                continue;
            }
        }
        known += 1;
        rest = after;
        if after.starts_with(['\n', '\r']) {
            break;
        }
    }
    if known >= 2 { (mail, rest) } else { (Mail::default(), text) }
}
