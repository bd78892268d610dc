//! Words and phrases by which a sentence is known to lean on what stands around it.

/// Phrases of pages, not of reports. In lower case.
#[rustfmt::skip]
pub(super) const BOILERPLATE: &[&str] = &[
    "click here", "correction,", "correction:", "an earlier version", "sign up", "subscribe", "newsletter",
    "all rights reserved", "copyright", "follow us", "read more", "advertisement", "email address", "e-mail address",
    "cookie", "getty images", "mailing list", "terms of service", "privacy policy", "your browser", "javascript",
    "share this", "http", "www.", "\u{a9}", "log in", "photo by", "contributed to this report", "reporting by",
    "editing by", "associated press writer", "for more information", "this material may not be", "watch:",
    "also read", "related:", "most read", "inbox", "tap here", "this article was", "was first published",
    "originally published", "is attributed to", "correspondent for", "tweet with", "you can add location", "web page",
    "crawl", "archived", "file photo", "stay up to date on", "as an interest",
];

/// Labels that newsletters set before a sentence, in lower case.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "what they're saying", "what they are saying", "why it matters", "driving the news", "the big picture",
    "by the numbers", "what's next", "what's new", "the latest", "state of play", "between the lines", "flashback",
    "what to watch", "the bottom line", "yes, but", "zoom out", "zoom in", "go deeper", "of note", "worth noting",
    "the details", "details", "context", "background", "the context", "the backdrop", "catch up quick",
    "how it works", "what we're watching", "just in", "breaking", "breaking news", "exclusive", "update", "updated",
];

/// Nouns that, with nothing but an article before them, name something told before.
#[rustfmt::skip]
pub(super) const TOLD_BEFORE: &[&str] = &[
    "company", "firm", "group", "agency", "official", "officials", "announcement", "decision", "order", "plan",
    "plans", "bill", "move", "moves", "man", "woman", "men", "women", "pair", "couple", "designation", "demand",
    "demands", "report", "reports", "study", "measure", "measures", "deal", "agreement", "case", "incident", "attack",
    "attacks", "accident", "crash", "event", "statement", "suspect", "suspects", "victim", "victims", "gunman",
    "driver", "boy", "girl", "teenager", "child", "children", "method", "technique", "process", "program",
    "programme", "project", "proposal", "ruling", "verdict", "lawsuit", "suit", "complaint", "letter", "document",
    "documents", "figure", "figures", "number", "numbers", "increase", "decrease", "rise", "change", "changes",
    "result", "results", "finding", "findings", "effect", "drugmaker", "carmaker", "airline", "bank", "team", "side",
    "sides", "match", "game", "win", "defeat", "loss", "victory", "meeting", "talks", "visit", "trip", "event",
    "area", "site", "building", "house", "plane", "ship", "vessel", "train", "bus", "car", "vehicle", "offer",
    "request", "warning", "comments", "remarks", "allegations", "charges", "investigation", "probe", "inquiry",
    "operation", "search", "effort", "policy", "rule", "rules", "restrictions", "ban", "law", "legislation", "act",
    "vote", "campaign", "issue", "problem", "situation", "crisis", "disaster", "storm", "fire", "blaze", "protest",
    "protests", "strike", "outage", "device", "app",
];

/// Words that open a sentence whose main clause comes later, in lower case.
#[rustfmt::skip]
pub(super) const SUBORDINATE: &[&str] = &[
    "when", "while", "as", "after", "before", "despite", "although", "though", "since", "if", "because", "not",
    "even", "until", "unless", "nearly", "during", "following", "amid", "with", "without", "by", "als", "nachdem",
    "während", "obwohl", "cuando", "mientras", "aunque", "quand", "alors", "lorsque",
];
