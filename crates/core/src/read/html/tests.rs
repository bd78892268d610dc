use super::*;

/// The tree in one line: `name[children]`, text in quotes.
fn show(tree: &Tree, node: NodeId) -> String {
    if tree.name(node) == Name::Text {
        return format!("{:?}", tree.node_text(node));
    }
    let inner: Vec<String> = tree.children(node).map(|n| show(tree, n)).collect();
    let tag = tree.tag(node).to_ascii_lowercase();
    if inner.is_empty() { tag } else { format!("{tag}[{}]", inner.join(" ")) }
}

fn check(input: &str, expected: &str) {
    let tree = parse(input);
    let inner: Vec<String> = tree.children(tree.root()).map(|n| show(&tree, n)).collect();
    assert_eq!(inner.join(" "), expected, "{input}");
}

#[test]
fn implied_end_tags() {
    check("<p>a<p>b<div>c</div>d", r#"p["a"] p["b"] div["c"] "d""#);
    check("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", r#"ul[li["a"] li["b" ul[li["c"]]] li["d"]]"#);
    check("<dl><dt>a<dd>b<dt>c</dl>", r#"dl[dt["a"] dd["b"] dt["c"]]"#);
    check("<table><tr><td>a<td>b<tr><th>c</table>d", r#"table[tr[td["a"] td["b"]] tr[th["c"]]] "d""#);
    check("<table><thead><tr><td>a<tbody><tr><td>b", r#"table[thead[tr[td["a"]]] tbody[tr[td["b"]]]]"#);
    check("<select><option>a<option>b</select>c", r#"select[option["a"] option["b"]] "c""#);
    check("<head><title>t</title><p>x", r#"head[title["t"]] p["x"]"#);
    check("<h2>a<h3>b</h2>c", r#"h2["a"] h3["b"] "c""#);
    check("a</p>b", r#""a" p "b""#);
    check("<a href=1>x<a href=2>y</a>z", r#"a["x"] a["y"] "z""#);
    check("<p><table><tr><td><p>a</table>b", r#"p table[tr[td[p["a"]]]] "b""#);
}

#[test]
fn end_tags_reach_only_so_far() {
    check("<div><span>a</div>b</span>c", r#"div[span["a"]] "b" "c""#);
    check("<div><b>a<p>b</b>c</p></div>d", r#"div[b["a" p["b" "c"]]] "d""#);
    check("<div><table><tr><td></div>a</table>b</div>c", r#"div[table[tr[td["a"]]] "b"] "c""#);
    check("<form><div></form>a</div>b", r#"form[div["a"] "b"]"#);
    check("<body>a</body>b</html>c", r#"body["a" "b" "c"]"#);
    check("<x-card><p>a</x-card>b", r#"x-card[p["a" "b"]]"#);
    check("<x-a><i>a</x-a>b", r#"x-a[i["a"]] "b""#);
}

#[test]
fn raw_text_and_comments() {
    check("<script>if (a<b) '</p>'</script>x", r#"script["if (a<b) '</p>'"] "x""#);
    check("<title>a &amp; <b>b</title>c", r#"title["a & <b>b"] "c""#);
    check("<title>a<p>b", r#"title["a"] p["b"]"#);
    check("<style>p{}</STYLE >x", r#"style["p{}"] "x""#);
    check("<textarea><p></textarea >x", r#"textarea["<p>"] "x""#);
    check("a<!-- b -- > c -->d<!-->e<!doctype html>f<?php g ?>h", r#""a" "d" "e" "f" "h""#);
    check("a<!-- never ended <p>b", r#""a" "b""#);
    check("<noscript><img src=a>b</noscript>", r#"noscript[img "b"]"#);
    check("a < b <3 </ >c", r#""a < b <3 " "c""#);
    check("<svg><title><b>x</b></title><path/><a/>y</svg>z", r#"svg[title[b["x"]] path a "y"] "z""#);
    check("<svg><g><p>x", r#"svg[g] p["x"]"#);
    check("<svg><![CDATA[<a>]]></svg><![CDATA[x]]>y", r#"svg["<a>"] "y""#);
}

#[test]
fn attributes_are_read_lazily() {
    let tree = parse(
        "<A HREF='/a?b=1&copy=2&amp;c' class=\"x y\" data-x = bare/ checked title=a&lt;b CLASS=z>t</a><img/src=q/>",
    );
    let a = tree.find(Name::A).unwrap();
    for (name, value) in [
        ("href", Some("/a?b=1&copy=2&c")),
        ("class", Some("x y")),
        ("DATA-X", Some("bare/")),
        ("checked", Some("")),
        ("title", Some("a<b")),
        ("hre", None),
    ] {
        assert_eq!(tree.attr(a, name).as_deref(), value, "{name}");
    }
    assert_eq!(tree.attrs(a).count(), 6);
    assert_eq!(tree.attr(tree.find(Name::Img).unwrap(), "src").as_deref(), Some("q/"));
    let open = parse("<p title=\"never ended>text</p><p>more</p>");
    assert_eq!(open.text(open.root()), "textmore");
    let inside = parse("<div class=a<p>text");
    assert_eq!(inside.text(inside.root()), "text");
}

#[test]
fn subtrees_are_ranges() {
    let tree = parse("<div><p>a<br>b</p><script>x</script></div><p>c</p>");
    let div = tree.find(Name::Div).unwrap();
    assert_eq!(tree.text(div), "a\nb");
    assert_eq!(tree.descendants(div).count(), 6);
    let names: Vec<&str> = tree.children(div).map(|n| tree.name(n).as_str()).collect();
    assert_eq!(names, ["p", "script"]);
    let script = tree.find(Name::Script).unwrap();
    assert_eq!(tree.text(script), "x");
    assert_eq!(tree.ancestors(script).collect::<Vec<_>>(), [div, tree.root()]);
    assert!(tree.contains(div, script) && !tree.contains(script, div));
    assert_eq!(tree.depth(script), 2);
}

#[test]
fn bombs_are_cut_with_a_remark() {
    for (unit, code) in
        [("<div>", "depth-capped"), ("<b><ul>", "depth-capped"), ("<table><tr><td>", "depth-capped")]
    {
        let text = unit.repeat(100_000) + "end";
        let tree = parse(&text);
        assert!(tree.remarks.iter().any(|r| r.code == code), "{unit}");
        assert!(tree.text(tree.root()).ends_with("end"));
        assert!((0..tree.len()).all(|n| tree.depth(NodeId(n as u32)) <= MAX_DEPTH + 1));
    }
    let deep = "<div>".repeat(2000) + "in" + &"</div>".repeat(2000) + "<p>out";
    let tree = parse(&deep);
    assert_eq!(tree.depth(tree.find(Name::P).unwrap()), 1);
    let many = format!("<p {}>x", "a=b ".repeat(100_000));
    let tree = parse(&many);
    assert_eq!((tree.attrs(NodeId(1)).count(), tree.text(tree.root())), (256, "x".to_owned()));
    assert_eq!(tree.remarks[0].code, "attributes-capped");
    let wide = "<br>".repeat(MAX_NODES + 5);
    let tree = parse(&wide);
    assert_eq!((tree.len(), tree.remarks[0].code), (MAX_NODES, "nodes-capped"));
    for unit in
        ["<title>", "<!--", "<a b=\"", "<a b='", "</", "<", "<script>", "&amp", "<svg><title>", "<p></b>"]
    {
        let text = unit.repeat(50_000);
        let tree = parse(&text);
        let _ = tree.text(tree.root());
    }
}
