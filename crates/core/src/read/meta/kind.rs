//! What kind of piece the page is, with the evidence.

use super::gather::Gathered;
use super::json_ld::Schema;
use super::plain::words;
use crate::model::ArticleKind;

/// A kind and what says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KindEvidence {
    /// The kind.
    pub kind: ArticleKind,
    /// What says so: `type OpinionNewsArticle`, `section Kommentar`, `address /opinion/`; empty for the default.
    pub evidence: String,
}

/// Section names and address parts that say it is somebody's view.
const OPINION: &[&str] = &[
    "opinion",
    "opinions",
    "opinión",
    "opinion-columns",
    "op-ed",
    "oped",
    "editorial",
    "editorials",
    "leitartikel",
    "kommentar",
    "kommentare",
    "kommentarer",
    "meinung",
    "column",
    "columns",
    "columnists",
    "kolumne",
    "kolumnen",
    "commentary",
    "commentisfree",
    "comment",
    "viewpoint",
    "views",
    "voices",
    "perspective",
    "perspectives",
    "tribune",
    "tribunes",
    "chronique",
    "chroniques",
    "idées",
    "débats",
    "opinioni",
    "commenti",
    "editoriali",
    "opinie",
    "opinia",
    "ledare",
    "debatt",
    "mening",
    "debate",
    "tribuna",
    "columnas",
    "glosse",
    "gastbeitrag",
    "essay",
    "essays",
    "letters",
    "мнение",
    "社説",
    "논설",
    "opinião",
    "mielipide",
];
const ANALYSIS: &[&str] = &[
    "analysis",
    "analyse",
    "analysen",
    "analyses",
    "análisis",
    "analisi",
    "análise",
    "explainer",
    "explainers",
    "explained",
    "hintergrund",
    "background",
    "in-depth",
    "indepth",
    "décryptage",
    "décryptages",
    "longread",
    "factcheck",
    "factchecks",
    "fact-check",
    "faktencheck",
    "fact-checks",
    "analiza",
    "analys",
    "аналитика",
    "erklärt",
];
const LIVE: &[&str] = &[
    "live",
    "liveblog",
    "live-blog",
    "liveticker",
    "ticker",
    "newsticker",
    "live-updates",
    "en-direct",
    "direct",
    "endirecto",
    "directo",
    "diretta",
    "minute-by-minute",
    "livestory",
    "live-story",
    "live-news",
];
const BRIEF: &[&str] = &[
    "brief",
    "briefs",
    "in-brief",
    "kurzmeldung",
    "kurzmeldungen",
    "brèves",
    "breves",
    "kurz-notiert",
    "news-in-brief",
    "meldungen",
];

/// Decides: types of the structured data first, then section, address, the title's opening.
pub(super) fn kind_of(
    found: &Gathered<'_>,
    schema: &Schema,
    sections: &[&str],
    title: &str,
    url: Option<&str>,
) -> KindEvidence {
    let say = |kind, evidence: String| KindEvidence { kind, evidence };
    for name in &schema.types {
        let kind = match name.as_str() {
            "LiveBlogPosting" => ArticleKind::Live,
            "OpinionNewsArticle" | "ReviewNewsArticle" => ArticleKind::Opinion,
            "AnalysisNewsArticle" | "BackgroundNewsArticle" | "ClaimReview" => ArticleKind::Analysis,
            _ => continue,
        };
        return say(kind, format!("type {name}"));
    }
    for section in sections.iter().chain(schema.genre.as_deref().iter()) {
        if let Some(kind) = named(&words(section).join("-"))
            .or_else(|| words(section).iter().find_map(|word| named(word)).filter(|_| section.len() < 30))
        {
            return say(kind, format!("section {section}"));
        }
    }
    if let Some(path) = url
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'))
        .map(|(_, path)| path)
    {
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_some()
                && let Some(kind) = named(&part.to_lowercase())
            {
                return say(kind, format!("address /{part}/"));
            }
        }
    }
    let lower = title.to_lowercase();
    if let Some((opening, _)) = lower.split_once([':', '|', '–'])
        && let Some(kind) = named(opening.trim()).or_else(|| {
            opening
                .rsplit(' ')
                .next()
                .filter(|_| opening.len() < 40)
                .and_then(|w| LIVE.contains(&w).then_some(ArticleKind::Live))
        })
    {
        return say(kind, format!("title {}", opening.trim()));
    }
    if let Some((_, closing)) = lower.rsplit_once(['|', '–'])
        && let Some(kind) = named(closing.trim())
    {
        return say(kind, format!("title {}", closing.trim()));
    }
    if found.meta(&["article:opinion"]) == Some("true") {
        return say(ArticleKind::Opinion, "meta article:opinion".to_owned());
    }
    KindEvidence::default()
}

fn named(word: &str) -> Option<ArticleKind> {
    [
        (OPINION, ArticleKind::Opinion),
        (ANALYSIS, ArticleKind::Analysis),
        (LIVE, ArticleKind::Live),
        (BRIEF, ArticleKind::Brief),
    ]
    .into_iter()
    .find(|(list, _)| list.contains(&word))
    .map(|(_, kind)| kind)
}
