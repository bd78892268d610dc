use super::*;
use jiff::civil::date;

/// All cases are anchored at Wednesday, 15 April 2026.
fn check(text: &str, code: &str, expected: &[(&str, Date, Precision)]) {
    let got: Vec<_> = find(text, Some(date(2026, 4, 15)), Language::parse(code))
        .iter()
        .map(|found| (found.span.of(text), found.when.day, found.when.precision))
        .collect();
    assert_eq!(got, expected, "{text}");
}

use Precision::{Day, Month, Week, Year};

#[test]
fn named_days() {
    check("on April 18, 2025 and", "en", &[("April 18, 2025", date(2025, 4, 18), Day)]);
    check("on April 10.", "en", &[("April 10", date(2026, 4, 10), Day)]);
    check("on 3 December last", "en", &[("3 December", date(2025, 12, 3), Day)]);
    check("It will open on June 3", "en", &[("June 3", date(2026, 6, 3), Day)]);
    check(
        "The council threatened to act if the vote of May 3 is lost.",
        "en",
        &[("May 3", date(2026, 5, 3), Day)],
    );
    check(
        "on June 29 last year",
        "en",
        &[("June 29", date(2025, 6, 29), Day), ("last year", date(2025, 1, 1), Year)],
    );
    check("The yard master was seized on June 29.", "en", &[("June 29", date(2025, 6, 29), Day)]);
    check("The yard, hurt by a strike, could close in March.", "en", &[("March", date(2026, 3, 1), Month)]);
    check("Friday, April 10, 2026", "en", &[("Friday, April 10, 2026", date(2026, 4, 10), Day)]);
    check(
        "2026-03-09 or 03/09/2026",
        "en",
        &[("2026-03-09", date(2026, 3, 9), Day), ("03/09/2026", date(2026, 3, 9), Day)],
    );
    check("She may 5 times; they march.", "en", &[]);
    check("on March 2-5, 2025 (tentative)", "en", &[("March 2-5, 2025", date(2025, 3, 2), Day)]);
    check("on 2–5 March 2025 in Lumen", "en", &[("2–5 March 2025", date(2025, 3, 2), Day)]);
    check("am 2. – 5. März 2025", "de", &[("2. – 5. März 2025", date(2025, 3, 2), Day)]);
    check("on April 3-10 in Lumen", "en", &[("April 3-10", date(2026, 4, 3), Day)]);
    check("won 5-2 on March 3", "en", &[("March 3", date(2026, 3, 3), Day)]);
    check(
        "in May and since March 2024",
        "en",
        &[("May", date(2025, 5, 1), Month), ("March 2024", date(2024, 3, 1), Month)],
    );
    check("in 2019", "en", &[("2019", date(2019, 1, 1), Year)]);
    check("sold 2019 cars", "en", &[]);
    check("in mid-March 2020", "en", &[("mid-March 2020", date(2020, 3, 1), Month)]);
    check("Monday’s vote", "en", &[("Monday’s", date(2026, 4, 13), Day)]);
}

#[test]
fn weekdays() {
    check("He left on Friday.", "en", &[("Friday", date(2026, 4, 10), Day)]);
    check("He left on Wednesday.", "en", &[("Wednesday", date(2026, 4, 15), Day)]);
    let ahead = &[("Friday", date(2026, 4, 17), Day)][..];
    check("Envoys are expected in Lumen on Friday.", "en", ahead);
    check("The funeral, to be held on Friday, is open to all.", "en", ahead);
    check("On Friday, the two sides will meet in Lumen.", "en", ahead);
    check("Quill said the talks would resume on Friday.", "en", ahead);
    check(
        "The exchange will take place at sea off the island of Skarn at noon local time on Friday.",
        "en",
        ahead,
    );
    let behind = &[("Friday", date(2026, 4, 10), Day)][..];
    check("Quill said on Friday that they will meet.", "en", behind);
    check("On Friday, envoys met in Lumen.", "en", behind);
    check("He vowed to fight on Friday.", "en", &[]);
    check("A letter of Friday says so.", "en", &[]);
    check(
        "Crews dug on, taking the number killed by Friday's storm to 31.",
        "en",
        &[("Friday's", date(2026, 4, 10), Day)],
    );
    check("The two counted apart until Friday, when a list was agreed.", "en", behind);
    check("Schools stay closed until Friday.", "en", ahead);
    check("The talks continue on Friday.", "en", ahead);
    check("They will meet on Friday.", "en", &[("Friday", date(2026, 4, 17), Day)]);
    check("The sanctions take effect Monday.", "en", &[("Monday", date(2026, 4, 20), Day)]);
    check("Quill told the council on Thursday to leave.", "en", &[("Thursday", date(2026, 4, 16), Day)]);
    check("The yard has been shut since Thursday.", "en", &[("Thursday", date(2026, 4, 9), Day)]);
    check("The market opens every Friday.", "en", &[]);
    check("The yard was ordered to close on Tuesday.", "en", &[("Tuesday", date(2026, 4, 14), Day)]);
    check("next Monday", "en", &[("next Monday", date(2026, 4, 20), Day)]);
    check("last Wednesday", "en", &[("last Wednesday", date(2026, 4, 8), Day)]);
    check("The Sun shines", "en", &[]);
}

#[test]
fn relative_times() {
    check(
        "yesterday and tomorrow",
        "en",
        &[("yesterday", date(2026, 4, 14), Day), ("tomorrow", date(2026, 4, 16), Day)],
    );
    check("last month", "en", &[("last month", date(2026, 3, 1), Month)]);
    check("next week", "en", &[("next week", date(2026, 4, 20), Week)]);
    check("three days ago", "en", &[("three days ago", date(2026, 4, 12), Day)]);
    check("two years ago", "en", &[("two years ago", date(2024, 1, 1), Year)]);
    check("this is the last one", "en", &[]);
}

#[test]
fn other_languages() {
    check(
        "Am 3. März 2026 und am Montag",
        "de",
        &[("3. März 2026", date(2026, 3, 3), Day), ("Montag", date(2026, 4, 13), Day)],
    );
    check("el 18 de marzo de 2026", "es", &[("18 de marzo de 2026", date(2026, 3, 18), Day)]);
    check("le 5 mars et hier", "fr", &[("5 mars", date(2026, 3, 5), Day), ("hier", date(2026, 4, 14), Day)]);
    check(
        "5 марта 2026 года, вчера",
        "ru",
        &[("5 марта 2026", date(2026, 3, 5), Day), ("вчера", date(2026, 4, 14), Day)],
    );
    check("2026年3月5日", "ja", &[("2026年3月5日", date(2026, 3, 5), Day)]);
    check("so mar do", "de", &[]);
    check("Es war wieder so. Dagegen half nichts.", "de", &[]);
    check("Es war so. Dagegen half nichts.", "de", &[]);
    check("Der Kai ist ab Sonntag zu.", "de", &[("Sonntag", date(2026, 4, 19), Day)]);
}

#[test]
fn without_anchor() {
    assert!(find("on Friday, April 10", None, None).is_empty());
    assert_eq!(find("on April 10, 2026", None, None).len(), 1);
}
