//! Times of day that posts show.

/// A time of day: hour and minute.
pub(super) type Clock = (i8, i8);

/// The time of day that a short text shows: `10:45`, `10.45 Uhr`, `14h32`, `7:05 p.m. ET`. `None` where it shows none.
pub(super) fn clock(text: &str) -> Option<Clock> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let joined = bytes.get(at).is_some_and(|byte| matches!(byte, b':' | b'.' | b'h' | b'H'));
        let minutes = bytes.get(at + 1..at + 3).filter(|pair| pair.iter().all(u8::is_ascii_digit));
        let ends =
            bytes.get(at + 3).is_none_or(|byte| !byte.is_ascii_digit() && !matches!(byte, b'.' | b'/'));
        let fresh = start == 0 || !matches!(bytes[start - 1], b'.' | b'/' | b':' | b'-' | b'+');
        if let (true, Some(minutes), true, true) = (joined && at - start <= 2, minutes, ends, fresh) {
            let hour: i8 = text.get(start..at)?.parse().ok()?;
            let minute: i8 = std::str::from_utf8(minutes).ok()?.parse().ok()?;
            let after = text.get(at + 3..).unwrap_or("").trim_start().to_lowercase().replace('.', "");
            let hour = match hour {
                1..=11 if after.starts_with("pm") => hour + 12,
                12 if after.starts_with("am") => 0,
                other => other,
            };
            if hour < 24 && minute < 60 {
                return Some((hour, minute));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read() {
        let check = |text: &str, expected: Option<Clock>| assert_eq!(clock(text), expected, "{text}");
        check("10:45", Some((10, 45)));
        check("10.45 Uhr", Some((10, 45)));
        check("14h32", Some((14, 32)));
        check("Updated 7:05 p.m. ET", Some((19, 5)));
        check("12:10 AM", Some((0, 10)));
        check("18.04.2025", None);
        check("18.04.2025, 09:30", Some((9, 30)));
        check("25:10", None);
        check("3 hours ago", None);
    }
}
