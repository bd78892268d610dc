use super::*;

const SOURCE: &str = "The old pier at Lumen was closed on Monday. At least twelve people were killed when \
    the ferry Arden sank, harbor master Ada Quill told Minister Teo Brandt. The ferry was not full.";

fn check_in(source: &str, claim: &str, expected: &[&str]) {
    let verdict = verify(claim, &[source], None);
    let kinds: Vec<&str> = verdict.why.iter().map(|doubt| doubt.kind).collect();
    assert_eq!(kinds, expected, "{claim}: {verdict:?}");
    assert_eq!(verdict.supported, expected.is_empty());
}

fn check(claim: &str, expected: &[&str]) {
    check_in(SOURCE, claim, expected);
}

#[test]
fn claims_are_bound_to_their_sentence() {
    check("At least twelve people were killed when the ferry Arden sank.", &[]);
    check("At least 12 people were killed when the ferry Arden sank.", &[]);
    check("At least 13 people were killed when the ferry Arden sank.", &["number"]);
    check("Twelve people were killed when the ferry Arden sank.", &["guard"]);
    check("At least twelve people were killed when the ferry Vesper sank.", &["name"]);
    check("The ferry was full.", &["guard"]);
    check("The old pier at Lumen was closed on Friday.", &["date"]);
    check("The old pier at Lumen was opened on Monday.", &["guard"]);
    check("The old pier was closed on Monday.", &[]);
    check("Storms drove villagers out of their homes.", &["words"]);
}

#[test]
fn who_did_it_to_whom_is_kept() {
    let swapped = verify(
        "At least twelve people were killed when the ferry Arden sank, harbor master Teo Brandt told Minister Ada Quill.",
        &[SOURCE],
        None,
    );
    assert!(!swapped.supported && swapped.why.iter().all(|doubt| doubt.kind == "roles"), "{swapped:?}");
}

#[test]
fn what_changed_places_is_seen() {
    let source = "In Lumen, harbor master Ada Quill urged Teo Brandt by telephone to keep the old pier open for now. \
        The Quill council met on Monday in Vespera. The Vesper States sent nobody, and he said on Friday that this was a pity.";
    check_in(
        source,
        "Harbor master Ada Quill, In Lumen urged Teo Brandt by telephone to keep the old pier open for now.",
        &["roles", "roles"],
    );
    check_in(
        source,
        "In Lumen, harbor master Ada Quill urged Teo Brandt by telephone to keep the old pier open for now.",
        &[],
    );
    check_in(source, "The Quill Council council met on Monday in Vespera.", &["name", "name"]);
    check_in(source, "The Quill council met on Monday in Vesperans's.", &["name"]);
    check_in(source, "Teo Brandt.", &["name"]);
}

#[test]
fn parts_of_headlines_that_changed_places_are_seen() {
    let source = "Teo Brandt Just Gave Some Free Advice On Harbors You\u{2019}d Be Wise To Follow.\n\n\
        Ada Quill: \u{2018}Of Course\u{2019} Teo Brandt Is Fit To Be Harbor Master.\n\n\
        But while Quill may not have asked for it, Brandt did back a ban on ferries in the end.\n\n\
        Quill May Not Have Asked For A Ferry Ban, But She Fully Backed One.";
    for swapped in [
        "Be Wise To Follow\u{2019}d Teo Brandt Just Gave Some Free Advice On Harbors You.",
        "Of Course: \u{2018}Ada Quill\u{2019} Teo Brandt Is Fit To Be Harbor Master.",
        "But She Fully Backed One A Ferry Ban, Quill May Not Have Asked For.",
    ] {
        let verdict = verify(swapped, &[source], None);
        assert!(verdict.why.iter().any(|doubt| doubt.kind == "roles"), "{swapped}: {verdict:?}");
    }
    check_in(source, "Quill May Not Have Asked For A Ferry Ban, But She Fully Backed One.", &[]);
    check_in(source, "Teo Brandt Just Gave Some Free Advice On Harbors.", &[]);
}

#[test]
fn a_digest_of_others_is_checked_by_what_it_counts_and_calls_people() {
    // The shape of a summary that lends one count to another and calls a president in office former.
    let source = "Missiles struck the port of Lumen overnight, killing nine people and injuring dozens, the governor said.\n\n\
        President Ada Quill called the strike a crime and asked her allies for help.\n\nAt least 45 drones were shot down.";
    check_in(
        source,
        "Strikes on the port of Lumen killed dozens of people overnight, according to the governor.",
        &["guard", "slot"],
    );
    check_in(
        source,
        "Former President Ada Quill asked for help from allies after calling the strike a crime.",
        &["guard"],
    );
    check_in(source, "The missiles on Lumen injured dozens and killed nine people.", &[]);
    check_in(source, "President Quill asked her allies for help.", &[]);
}

#[test]
fn an_office_that_most_sources_call_otherwise_is_doubted() {
    let alone = "Former President Ada Quill called the strike a crime.";
    let others =
        ["President Ada Quill asked for help.", "The strike hit as President Ada Quill spoke to allies."];
    assert!(verify(alone, &[alone], None).supported);
    let verdict = verify(alone, &[alone, others[0], others[1]], None);
    assert_eq!(verdict.why.first().map(|doubt| doubt.kind), Some("guard"), "{verdict:?}");
}

#[test]
fn odd_claims_are_answered() {
    for claim in ["", " \n ", "?!", "\u{301}", "a"] {
        let verdict = verify(claim, &[SOURCE], None);
        assert!((0.0..=1.0).contains(&verdict.score), "{claim:?} {verdict:?}");
    }
    assert!(!verify("The ferry sank.", &[], None).supported);
    assert!(!verify("The ferry sank.", &[""], None).supported);
}
