use super::*;
use crate::model::Hint;

fn raw(body: &str) -> RawDocument {
    RawDocument { name: "test".into(), body: body.as_bytes().to_vec(), ..RawDocument::default() }
}

fn check(body: &[u8], expected: &str) {
    let reading =
        read(&RawDocument { body: body.to_vec(), ..RawDocument::default() }, &ReadConfig::default());
    let shown = format!(
        "{} articles, {} items, {} links: {}",
        reading.articles.len(),
        reading.items.len(),
        reading.links.len(),
        reading.remarks.iter().map(|remark| remark.code).collect::<Vec<_>>().join(" ")
    );
    assert_eq!(shown, expected);
}

#[test]
fn documents_go_to_the_reader_of_their_kind() {
    check(b"<rss><channel><item><title>Fog</title></item></channel></rss>", "0 articles, 1 items, 0 links: ");
    check(
        b"<opml><body><outline xmlUrl='https://harbour.example/f'/></body></opml>",
        "0 articles, 0 items, 1 links: ",
    );
    check(
        b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":1,\"title\":\"Fog\",},]}",
        "0 articles, 1 items, 0 links: ",
    );
    check(b"%PDF-1.7 ...", "0 articles, 0 items, 0 links: not-readable");
    check(b"  ", "0 articles, 0 items, 0 links: empty");
    check(
        b"{\"headline\":\"Fog\",\"articleBody\":\"The ferry stayed in the harbour.\"}",
        "1 articles, 0 items, 0 links: ",
    );
}

#[test]
fn what_is_cut_is_said() {
    let config = ReadConfig { max_document_bytes: 20, ..ReadConfig::default() };
    let reading = read(&raw("The ferry stayed in the harbour all day because of fog."), &config);
    assert_eq!(reading.remarks[0].code, "length-capped");
}

#[test]
fn an_entry_carries_its_own_article() {
    let item = Item {
        id: "1".into(),
        url: Some("https://www.harbour.example/fog".into()),
        hint: Hint { title: Some("Fog".into()), outlet: Some("Harbour".into()), ..Hint::default() },
        content: Some(
            "<h2>Fog</h2><p>The ferry <b>stayed</b>.</p><script>x</script><ul><li>One<li>Two</ul>".into(),
        ),
    };
    let article = item_article(&item, &raw(""), &ReadConfig::default()).unwrap();
    assert_eq!(article.text, "The ferry stayed.\n\nOne\n\nTwo");
    assert_eq!((article.title.as_str(), article.outlet.domain.as_str()), ("Fog", "harbour.example"));
    assert!(item_article(&Item::default(), &raw(""), &ReadConfig::default()).is_none());
}

/// Pieces that broken documents are made of.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<item>",
    "</item>",
    "<rss>",
    "<channel>",
    "<title>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE a [",
    "&",
    "&amp;",
    "&#x;",
    "&#99999999;",
    "<?xml version='1.0' encoding='",
    "utf-16",
    "'?>",
    "<a href=\"",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\r\n\r\n",
    "\u{0}",
    "é",
    "字",
    "\u{feff}",
    "WARC/1.0\r\n",
    "Content-Length: ",
    "9",
    "-1",
    "WARC-Type: response",
    "HTTP/1.1 200 OK",
    "Sources: a.com: 1 | b.com: 2",
    "Summary",
    "Articles",
    "Key Points",
    "- x -",
    "Harbour (ABC) April 18, 2025 -",
    "2025-04-18",
    "18/04/25 14:05 +0200",
    "April",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "items",
    "<opml>",
    "<outline xmlUrl='",
    "http://",
    "https://m.harbour.example/amp/?utm_source=x#",
    "<urlset>",
    "<loc>",
    "<p>",
    "<table>",
    "<li>",
    "• ",
    "By Ada Quayle",
    ". ",
    "The ferry left the harbour before the fog came in over the long pier and the lights.",
    "| Harbour News",
    "HarbourHarbour",
    "\u{1f}\u{8b}\u{8}",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_document_breaks_the_reader(picks in proptest::collection::vec(0..PIECES.len(), 0..60), noise in proptest::collection::vec(proptest::num::u8::ANY, 0..12)) {
        let mut body: Vec<u8> = picks.iter().flat_map(|pick| PIECES[*pick].bytes()).collect();
        let middle = body.len() / 2;
        body.splice(middle..middle, noise);
        let reading = read(&RawDocument { url: Some("https://harbour.example/a".into()), body, ..RawDocument::default() }, &ReadConfig::default());
        for article in &reading.articles {
            proptest::prop_assert!(article.blocks.iter().all(|block| !block.span.of(&article.text).is_empty()));
        }
        for item in &reading.items {
            item_article(item, &raw(""), &ReadConfig::default());
        }
    }
}

/// The only article of a page.
fn only(page: &str) -> Article {
    let document = RawDocument { url: Some("https://amp.harbour.example/fog".into()), ..raw(page) };
    let mut reading = read(&document, &ReadConfig::default());
    assert_eq!(reading.articles.len(), 1, "{:?}", reading.remarks);
    reading.articles.remove(0)
}

#[test]
fn an_amp_page_is_its_article() {
    let article = only(
        r#"<!doctype html><html amp lang="en"><head><title>Fog closes the harbour | Harbour Post</title>
        <link rel="canonical" href="https://www.harbour.example/fog"><style amp-boilerplate>body{visibility:hidden}</style>
        <noscript><style amp-boilerplate>body{animation:none}</style></noscript></head><body>
        <amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></amp-sidebar>
        <article><h1>Fog closes the harbour</h1><p class="byline">By Ada Lind</p><time datetime="2026-03-02T08:00:00Z">2 March 2026</time>
        <amp-img src="https://img.harbour.example/fog.jpg" width="1200" height="675" layout="responsive" alt="Fog over the pier"><noscript><img src="https://img.harbour.example/fog.jpg" width="1200" height="675"></noscript></amp-img>
        <p>Thick fog closed the harbour for a third day on Monday, and no ferry left the northern pier before noon, the harbour office said.</p>
        <amp-ad width="300" height="250" type="x"></amp-ad>
        <p>More than 300 passengers waited in the hall, where the town handed out tea and blankets, according to a spokeswoman for the office.</p>
        <p>The first boat is to leave on Tuesday morning if the wind turns, she added, and tickets stay valid until the end of the week.</p>
        </article><amp-analytics><script type="application/json">{"vars":{"account":"x"}}</script></amp-analytics></body></html>"#,
    );
    assert_eq!(article.title, "Fog closes the harbour");
    assert_eq!(article.url.as_deref(), Some("https://www.harbour.example/fog"));
    assert_eq!(article.authors, ["Ada Lind"]);
    let picture = article.image.clone().map(|image| (image.url, image.width));
    assert_eq!(picture, Some(("https://img.harbour.example/fog.jpg".to_owned(), Some(1200))));
    assert!(
        article.text.contains("Thick fog closed") && article.text.ends_with("end of the week."),
        "{}",
        article.text
    );
    assert!(!article.text.contains("Sport") && !article.text.contains("account"), "{}", article.text);
}

#[test]
fn a_byline_is_no_part_of_the_text() {
    let known = crate::read::meta::Meta { authors: vec!["Ada Lind".into()], ..Default::default() };
    let check =
        |words: &str, expected: bool| assert_eq!(pages::is_byline(words, &known), expected, "{words}");
    check("By Ada Lind", true);
    check("VON ADA LIND, HARBOUR", true);
    check("Last updated: May 3rd, 2024", true);
    check("By Friday the ferry will be back", false);
    check("By Bo Kern", false);
    check("Updated rules for ferries", false);
    check("Published on 3 May 2024, the report names the ferry and its captain", false);
}

#[test]
fn pages_in_other_scripts_are_read() {
    let check = |language: &str, direction: &str, title: &str, paragraphs: &[&str], menu: &str| {
        let text: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
        let page = format!(
            "<html lang={language} dir={direction}><head><meta charset=utf-8><title>{title}</title></head><body>\
             <nav><ul><li><a href=/1>{menu}</a></li><li><a href=/2>{menu}</a></li><li><a href=/3>{menu}</a></li></ul></nav>\
             <div class=article><h1>{title}</h1><div class=article-body>{text}</div></div></body></html>"
        );
        let article = only(&page);
        assert_eq!(article.title, title);
        assert_eq!(article.text, paragraphs.join("\n\n"));
        assert_eq!(article.language.map(|language| language.to_string()).as_deref(), Some(language));
    };
    check(
        "ar",
        "rtl",
        "الضباب يغلق الميناء",
        &[
            "أغلق الضباب الكثيف الميناء لليوم الثالث على التوالي يوم الاثنين، ولم تغادر أي عبارة الرصيف الشمالي قبل الظهر، بحسب مكتب الميناء.",
            "وانتظر أكثر من ثلاثمئة راكب في القاعة، حيث وزعت البلدة الشاي والبطانيات، بحسب المتحدثة باسم المكتب.",
            "ومن المقرر أن يغادر القارب الأول صباح الثلاثاء إذا تغيرت الرياح، وتبقى التذاكر صالحة حتى نهاية الأسبوع.",
        ],
        "الرئيسية",
    );
    check(
        "he",
        "rtl",
        "ערפל סגר את הנמל",
        &[
            "ערפל כבד סגר את הנמל ביום השלישי ברציפות ביום שני, ואף מעבורת לא יצאה מהמזח הצפוני לפני הצהריים, כך נמסר ממשרד הנמל.",
            "יותר משלוש מאות נוסעים חיכו באולם, ושם חילקה העיירה תה ושמיכות, אמרה דוברת המשרד לעיתונאים.",
            "הסירה הראשונה אמורה לצאת ביום שלישי בבוקר אם הרוח תשתנה, והכרטיסים יישארו בתוקף עד סוף השבוע.",
        ],
        "ראשי",
    );
    check(
        "zh",
        "ltr",
        "大雾关闭港口",
        &[
            "港口办公室表示，周一大雾连续第三天关闭港口，中午之前没有一艘渡轮离开北码头，数百名旅客只能在大厅里等待消息。",
            "办公室发言人说，三百多名乘客在大厅里等候，镇政府向他们发放了热茶和毛毯，并安排了临时的住处。",
            "她补充说，如果风向改变，第一艘船将于周二早上出发，船票在本周末之前一直有效，乘客也可以要求退款。",
        ],
        "首页",
    );
    check(
        "ja",
        "ltr",
        "濃霧で港が閉鎖",
        &[
            "港湾事務所によると、月曜日は濃い霧のため三日連続で港が閉鎖され、正午まで北の桟橋を出た船は一隻もなかった。",
            "待合室では三百人以上の乗客が足止めされ、町が温かいお茶と毛布を配ったと、事務所の広報担当者は説明した。",
            "風向きが変われば最初の船は火曜日の朝に出る予定で、切符は週末まで有効であり、払い戻しにも応じるという。",
        ],
        "ホーム",
    );
}

#[test]
fn an_article_that_only_the_state_of_the_page_holds() {
    let text: Vec<String> = (1..10)
        .map(|n| format!("<p>On day {n} of the fog the ferry left the northern pier with {} passengers, the office said.</p>", n * 7))
        .collect();
    let article = only(&format!(
        "<html><head><title>Fog closes the harbour</title></head><body><div id=root></div>\
         <script id=__NEXT_DATA__ type=application/json>{{\"page\":{{\"html\":\"{}\"}}}}</script></body></html>",
        text.concat()
    ));
    assert_eq!(article.text.matches("northern pier").count(), 9);
}
