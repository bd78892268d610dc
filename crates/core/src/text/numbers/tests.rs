use super::*;

fn check(text: &str, code: &str, expected: &[(&str, f64, NumberKind, Option<Hedge>)]) {
    let got: Vec<_> = parse(text, Language::parse(code))
        .iter()
        .map(|n| (n.span.of(text), (n.value * 1e4).round() / 1e4, n.kind, n.hedge))
        .collect();
    assert_eq!(got, expected, "{text}");
}

use NumberKind::{Cardinal, Clock, Fraction, Interval, Money, Ordinal, Percent, Vague};

#[test]
fn digits_and_scales() {
    check("killed 12 people", "en", &[("12", 12.0, Cardinal, None)]);
    check(
        "1,200 of 3.5 million",
        "en",
        &[("1,200", 1200.0, Cardinal, None), ("3.5 million", 3.5e6, Cardinal, None)],
    );
    check("paid $1.2 billion", "en", &[("1.2 billion", 1.2e9, Money, None)]);
    check("paid $5bn", "en", &[("5bn", 5e9, Money, None)]);
    check("rose 12% to 40 percent", "en", &[("12", 12.0, Percent, None), ("40", 40.0, Percent, None)]);
    check("at 10:30 the 12th", "en", &[("10:30", 10.5, Clock, None), ("12th", 12.0, Ordinal, None)]);
    check("a 54-year-old", "en", &[("54", 54.0, Cardinal, None)]);
    check("COVID-19 and the F-16", "en", &[]);
}

#[test]
fn words_equal_digits() {
    check("twelve people", "en", &[("twelve", 12.0, Cardinal, None)]);
    check(
        "two hundred and fifty thousand",
        "en",
        &[("two hundred and fifty thousand", 250_000.0, Cardinal, None)],
    );
    check("twenty-two men", "en", &[("twenty-two", 22.0, Cardinal, None)]);
    check("a five-year plan", "en", &[("five", 5.0, Cardinal, None)]);
    check(
        "two dozen; a hundred",
        "en",
        &[("two dozen", 24.0, Cardinal, None), ("a hundred", 100.0, Cardinal, None)],
    );
    check(
        "half a million; two-thirds",
        "en",
        &[("half a million", 5e5, Cardinal, None), ("two-thirds", 0.6667, Fraction, None)],
    );
    check(
        "a third of them; the third man",
        "en",
        &[("a third", 0.3333, Fraction, None), ("third", 3.0, Ordinal, None)],
    );
    check("no one left", "en", &[]);
    check("one and two", "en", &[("one", 1.0, Cardinal, None), ("two", 2.0, Cardinal, None)]);
}

#[test]
fn vague_and_hedged() {
    check("dozens died", "en", &[("dozens", 24.0, Vague, None)]);
    check("tens of thousands fled", "en", &[("tens of thousands", 20_000.0, Vague, None)]);
    check("at least 12", "en", &[("12", 12.0, Cardinal, Some(Hedge::AtLeast))]);
    check("More than a hundred", "en", &[("a hundred", 100.0, Cardinal, Some(Hedge::MoreThan))]);
    check("up to $5 million", "en", &[("5 million", 5e6, Money, Some(Hedge::UpTo))]);
    check(
        "nearly 40; 20 or so",
        "en",
        &[("40", 40.0, Cardinal, Some(Hedge::Nearly)), ("20", 20.0, Cardinal, Some(Hedge::About))],
    );
    check("wholesome 12", "en", &[("12", 12.0, Cardinal, None)]);
}

#[test]
fn intervals() {
    check("10 to 12 people", "en", &[("10 to 12", 10.0, Interval, None)]);
    check("between 3 and 5 million", "en", &[("3 and 5 million", 3e6, Interval, None)]);
    check("rose from 10 to 12", "en", &[("10", 10.0, Cardinal, None), ("12", 12.0, Cardinal, None)]);
    check("won 3-2", "en", &[("3", 3.0, Cardinal, None), ("2", 2.0, Cardinal, None)]);
}

#[test]
fn other_languages() {
    check(
        "mindestens 1.200 Menschen, zwölf Tote",
        "de",
        &[("1.200", 1200.0, Cardinal, Some(Hedge::AtLeast)), ("zwölf", 12.0, Cardinal, None)],
    );
    check("más de 3,5 millones de euros", "es", &[("3,5 millones", 3.5e6, Cardinal, Some(Hedge::MoreThan))]);
    check("treinta y dos muertos", "es", &[("treinta y dos", 32.0, Cardinal, None)]);
    check(
        "12 000 personnes, quatre-vingt-dix morts",
        "fr",
        &[("12 000", 12_000.0, Cardinal, None), ("quatre-vingt-dix", 90.0, Cardinal, None)],
    );
    check("более 5 тысяч человек", "ru", &[("5 тысяч", 5000.0, Cardinal, Some(Hedge::MoreThan))]);
    check("約3万人", "ja", &[("3万", 30_000.0, Cardinal, None)]);
}

#[test]
fn odd_input() {
    for text in [
        "",
        "-",
        "1",
        "a",
        "half",
        "1/",
        "1:",
        "two-",
        "one one one",
        "9999999999999999999999999999999999999999999",
        "٣٫٥",
        "½",
        "a dozen a dozen",
    ] {
        for number in parse(text, None) {
            assert!(!number.span.of(text).is_empty(), "{text:?}");
        }
    }
}
