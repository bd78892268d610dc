//! News agencies in bylines and credits: those that outlets print beside or instead of an author's name.

use super::plain::words;

/// Short name, and the folded forms in which bylines name it.
const AGENCIES: &[(&str, &[&str])] = &[
    ("AP", &["ap", "associated press"]),
    ("AFP", &["afp", "agence france presse"]),
    ("Reuters", &["reuters", "thomson reuters"]),
    ("dpa", &["dpa", "deutsche presse agentur"]),
    ("UPI", &["upi", "united press international"]),
    ("PA", &["press association", "pa media", "pa news agency"]),
    ("APA", &["apa", "austria presse agentur"]),
    ("SDA", &["keystone sda", "sda"]),
    ("EFE", &["efe", "agencia efe"]),
    ("ANSA", &["ansa"]),
    ("Xinhua", &["xinhua"]),
    ("TASS", &["tass"]),
    ("Interfax", &["interfax"]),
    ("Kyodo", &["kyodo", "kyodo news"]),
    ("Yonhap", &["yonhap"]),
    ("PTI", &["pti", "press trust of india"]),
    ("ANI", &["ani"]),
    ("IANS", &["ians"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("epd", &["epd"]),
    ("KNA", &["kna"]),
    ("SID", &["sid"]),
    ("NTB", &["ntb"]),
    ("TT", &["tt nyhetsbyrån"]),
    ("Ritzau", &["ritzau"]),
    ("STT", &["stt"]),
    ("ANP", &["anp"]),
    ("Belga", &["belga"]),
    ("CTK", &["čtk", "ctk"]),
    ("PAP", &["pap"]),
    ("MTI", &["mti"]),
    ("Lusa", &["lusa"]),
    ("Europa Press", &["europa press"]),
    ("AAP", &["aap", "australian associated press"]),
    ("Canadian Press", &["canadian press"]),
    ("Anadolu", &["anadolu", "anadolu agency", "aa"]),
];

/// The agency that a name is, without article and sign.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let key = words(name);
    let key = key.strip_prefix(&["the".to_owned()]).unwrap_or(&key).join(" ");
    AGENCIES.iter().find(|(_, forms)| forms.contains(&key.as_str())).map(|(short, _)| *short)
}

/// The first agency that the bylines name, as a piece of its own.
pub(super) fn in_bylines(raw: &[String]) -> Option<String> {
    let mut pieces = raw.iter().filter(|line| line.len() < 300).flat_map(|line| {
        line.split([',', '/', '|', '·', ';', '(', ')', ':'])
            .flat_map(|part| part.split(" and "))
            .flat_map(|part| part.split(" und "))
    });
    pieces
        .find_map(|piece| of(piece.trim().trim_start_matches("By ").trim_start_matches("Von ")))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_found() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(in_bylines(&[line.to_owned()]).as_deref(), expected, "{line}")
        };
        check("By Ada Lind and The Associated Press", Some("AP"));
        check("Ada Lind/dpa", Some("dpa"));
        check("Ada Lind, Harbour Post", None);
        check("Apa Lind", None);
    }
}
