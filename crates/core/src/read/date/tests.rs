use super::*;

fn check(text: &str, language: &str, expected: &str) {
    let got =
        parse_date(text, Language::parse(language), DayOrder::Unknown).map(|dated| match dated.precision {
            Precision::Month => dated.day.strftime("%Y-%m").to_string(),
            Precision::Hour => format!("{}h", dated.iso().unwrap_or_default()),
            _ => dated.iso().unwrap_or_else(|| dated.day.to_string()),
        });
    assert_eq!(got.as_deref().unwrap_or("none"), expected, "{text}");
}

#[test]
fn machine_written_dates() {
    check("2025-04-18T14:05:09Z", "", "2025-04-18T14:05:09+00:00");
    check("2025-04-18T14:05:09.250+02:00", "", "2025-04-18T14:05:09+02:00");
    check("2025-04-18 14:05", "", "2025-04-18T14:05:00+00:00");
    check("20250418", "", "2025-04-18");
    check("2025-04", "", "2025-04");
    check("Fri, 18 Apr 2025 14:05:09 GMT", "", "2025-04-18T14:05:09+00:00");
    check("Fri, 18 Apr 25 14:05 -0500", "", "2025-04-18T14:05:00-05:00");
    check("Thu, 01 Jan 2004 19:48:21 EST", "", "2004-01-01T19:48:21-05:00");
    check("Sun Jan  4 16:29:06 2004", "", "2004-01-04T16:29:06+00:00");
    check("1745000000", "", "2025-04-18T18:13:20+00:00");
    check("2003-12-31T24:00:00Z", "", "2004-01-01T00:00:00+00:00");
    check("2004-07-13T9:15-05:00", "", "2004-07-13T09:15:00-05:00");
}

#[test]
fn written_dates_of_many_languages() {
    check("Published: April 18th, 2025 at 2:05 p.m. ET", "en", "2025-04-18T14:05:00+00:00");
    check("18. März 2025, 14.05 Uhr", "de", "2025-03-18T14:05:00+00:00");
    check("le 1er août 2025 à 14h05", "fr", "2025-08-01T14:05:00+00:00");
    check("18 de abril de 2025", "es", "2025-04-18");
    check("18 апреля 2025 г.", "ru", "2025-04-18");
    check("18 kwietnia 2025", "pl", "2025-04-18");
    check("2025年4月18日 14:05", "ja", "2025-04-18T14:05:00+00:00");
    check("2004년 05월 28일  오후 01:31:15", "ko", "2004-05-28T13:31:15+00:00");
    check("١٨ أبريل ٢٠٢٥", "ar", "2025-04-18");
    check("April 2025", "en", "2025-04");
    check("Updated: 25.04.2025", "de", "2025-04-25");
    check("Ada Lind / 25.04.2025 / 09:30", "de", "2025-04-25T09:30:00+00:00");
    check("09:30 - 25.04.2025", "de", "2025-04-25T09:30:00+00:00");
    check("2 pm, 18 April 2025", "en", "2025-04-18T14:00:00+00:00h");
}

#[test]
fn the_order_of_day_and_month_is_not_guessed() {
    check("25-04-2025", "en", "2025-04-25");
    check("04/25/2025", "en", "2025-04-25");
    check("04/05/2025", "en", "none");
    check("04/05/2025", "fr", "2025-05-04");
    check("04.05.2025", "", "2025-05-04");
    let us = parse_date("04/05/2025", None, DayOrder::MonthFirst).map(|dated| dated.day.to_string());
    assert_eq!(us.as_deref(), Some("2025-04-05"));
}

#[test]
fn what_is_no_date_gives_none() {
    for text in
        ["", "May", "the 18th", "April 18", "31 April 2025", "18 April 1902", "call 555-01-2025-9", "12:30"]
    {
        check(text, "en", "none");
    }
}
