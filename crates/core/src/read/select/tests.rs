use super::Selector;
use crate::read::html::parse;

const PAGE: &str = "<html><body><main id=top class='wide Page'><h1 data-role='Head line'>T</h1>\
    <div class='story body-text' lang=en-GB><p class=lead>a</p><p>b</p><aside class='ad box'><p>c</p></aside><p>d<em></em></p></div>\
    <ul><li>e</li><li class='x'>f</li><li>g</li><LI>h</LI></ul></main></body></html>";

fn check(selector: &str, expected: &str) {
    let tree = parse(PAGE);
    let found = Selector::parse(selector).unwrap().select(&tree);
    let texts: Vec<String> = found.into_iter().map(|node| tree.text(node)).collect();
    assert_eq!(texts.join(" "), expected, "{selector}");
}

#[test]
fn elements_are_found() {
    check("p", "a b c d");
    check("P.lead", "a");
    check("#top > h1", "T");
    check("main p", "a b c d");
    check(".story > p", "a b d");
    check("div p:not(.lead)", "b c d");
    check("html:root body li.x, h1", "T f");
}

#[test]
fn siblings_and_places() {
    check(".lead + p", "b");
    check(".lead ~ p", "b d");
    check("aside + p", "d");
    check("li:nth-child(odd)", "e g");
    check("li:nth-child(-n + 2)", "e f");
    check("li:nth-last-child(1)", "h");
    check("p:nth-of-type(3)", "d");
    check("p:last-of-type", "c d");
    check("li:first-child, li:last-child", "e h");
    check("p:only-child", "c");
    check("em:empty, h1:empty", "");
    check("div > :is(aside, p.lead) ", "a c");
}

#[test]
fn attributes_are_compared() {
    check("[data-role]", "T");
    check("[data-role~=Head]", "T");
    check("[data-role='head line' i]", "T");
    check("[data-role='head line']", "");
    check("[class^=sto] > p.lead", "a");
    check("[class$='-text'] > .lead", "a");
    check("[class*=\"dy-te\"] > .lead", "a");
    check("[lang|=en] > .lead", "a");
    check("[class^='']", "");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let check = |selector: &str, at: usize, part: &str| {
        let error = Selector::parse(selector).unwrap_err();
        assert!(error.at == at && error.why.contains(part), "{selector}: {error}");
    };
    check("", 1, "missing");
    check("p,", 3, "missing");
    check("p > ", 5, "must follow \">\"");
    check("p .", 4, "a class");
    check("p[", 3, "attribute");
    check("p[a='b", 5, "never closed");
    check("p:hover", 2, "not known");
    check("p:nth-child(x)", 13, "2n+1");
    check("p:not(a b)", 9, "one element");
    check("p:not(a", 8, "missing");
    check("p { color: red }", 3, "no element");
    check("9p", 1, "no element");
}

#[test]
fn a_hostile_tree_takes_one_pass() {
    let page = "<div>".repeat(500) + &"<p><b></b></p>".repeat(50_000);
    let tree = parse(&page);
    let found = Selector::parse("div div div div div div > p ~ p:nth-last-of-type(2n) b:only-child").unwrap();
    assert_eq!(found.select(&tree).len(), 25_000 - 1);
}
