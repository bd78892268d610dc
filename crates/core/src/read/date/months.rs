//! Names of months in the languages that news is read in, and what else stands in written dates.

use crate::model::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Month names of one language. A name that ends in `*` is a stem: it matches words that begin with it.
struct Months {
    language: &'static str,
    names: [&'static str; 12],
}

/// One row per language, in the order in which they are tried where the language is not known. Names are in lower
/// case; abbreviations are covered by stems where no other month begins alike.
const MONTHS: &[Months] = &[
    Months {
        language: "en",
        names: [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
    },
    Months {
        language: "de",
        names: [
            "januar jänner jän jan",
            "februar feber feb",
            "märz mär mrz maerz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "dezember dez",
        ],
    },
    Months {
        language: "fr",
        names: [
            "janvier janv jan",
            "février févr fév fevrier fevr fev",
            "mars mar",
            "avril avr",
            "mai",
            "juin",
            "juillet juil jul",
            "août aout aoû",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "décembre déc decembre dec",
        ],
    },
    Months {
        language: "es",
        names: [
            "enero ene",
            "febrero feb",
            "marzo mar",
            "abril abr",
            "mayo may",
            "junio jun",
            "julio jul",
            "agosto ago",
            "septiembre setiembre sept sep set",
            "octubre oct",
            "noviembre nov",
            "diciembre dic",
        ],
    },
    Months {
        language: "it",
        names: [
            "gennaio gen",
            "febbraio feb",
            "marzo mar",
            "aprile apr",
            "maggio mag",
            "giugno giu",
            "luglio lug",
            "agosto ago",
            "settembre sett set",
            "ottobre ott",
            "novembre nov",
            "dicembre dic",
        ],
    },
    Months {
        language: "pt",
        names: [
            "janeiro jan",
            "fevereiro fev",
            "março marco mar",
            "abril abr",
            "maio mai",
            "junho jun",
            "julho jul",
            "agosto ago",
            "setembro set",
            "outubro out",
            "novembro nov",
            "dezembro dez",
        ],
    },
    Months {
        language: "nl",
        names: [
            "januari jan",
            "februari feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "december dec",
        ],
    },
    Months {
        language: "sv",
        names: [
            "januari jan",
            "februari feb",
            "mars mar",
            "april apr",
            "maj",
            "juni jun",
            "juli jul",
            "augusti aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "december dec",
        ],
    },
    Months {
        language: "da",
        names: [
            "januar jan",
            "februar feb",
            "marts mar",
            "april apr",
            "maj",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep",
            "oktober okt",
            "november nov",
            "december dec",
        ],
    },
    Months {
        language: "no",
        names: [
            "januar jan",
            "februar feb",
            "mars mar",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep",
            "oktober okt",
            "november nov",
            "desember des",
        ],
    },
    Months {
        language: "fi",
        names: [
            "tammiku*",
            "helmiku*",
            "maalisku*",
            "huhtiku*",
            "toukoku*",
            "kesäku*",
            "heinäku*",
            "eloku*",
            "syysku*",
            "lokaku*",
            "marrasku*",
            "jouluku*",
        ],
    },
    Months {
        language: "pl",
        names: [
            "stycz* sty",
            "lut*",
            "marzec marca mar",
            "kwie*",
            "maj maja",
            "czerw* cze",
            "lipiec lipca lip",
            "sierp* sie",
            "wrze* wrz",
            "paź*",
            "listopad* lis",
            "grud* gru",
        ],
    },
    Months {
        language: "cs",
        names: [
            "leden ledna led",
            "únor* úno",
            "březen března bře",
            "duben dubna dub",
            "květen května kvě",
            "červen června",
            "červenec července",
            "srpen srpna srp",
            "září zář",
            "říjen října říj",
            "listopad* lis",
            "prosin* pro",
        ],
    },
    Months {
        language: "ru",
        names: [
            "янв*",
            "фев*",
            "март* мар",
            "апр*",
            "май мая",
            "июн*",
            "июл*",
            "авг*",
            "сен*",
            "окт*",
            "ноя*",
            "дек*",
        ],
    },
    Months {
        language: "uk",
        names: [
            "січ*",
            "лют*",
            "берез* бер",
            "квіт*",
            "трав*",
            "черв*",
            "лип*",
            "серп*",
            "вер*",
            "жовт*",
            "листоп*",
            "груд*",
        ],
    },
    Months {
        language: "bg",
        names: [
            "януари",
            "февруари",
            "март",
            "април",
            "май",
            "юни",
            "юли",
            "август",
            "септември",
            "октомври",
            "ноември",
            "декември",
        ],
    },
    Months {
        language: "tr",
        names: [
            "ocak oca",
            "şubat şub",
            "mart",
            "nisan nis",
            "mayıs",
            "haziran haz",
            "temmuz tem",
            "ağustos ağu",
            "eylül eyl",
            "ekim eki",
            "kasım kas",
            "aralık ara",
        ],
    },
    Months {
        language: "ro",
        names: [
            "ianuarie ian",
            "februarie feb",
            "martie mar",
            "aprilie apr",
            "mai",
            "iunie iun",
            "iulie iul",
            "august aug",
            "septembrie sept",
            "octombrie oct",
            "noiembrie nov noi",
            "decembrie dec",
        ],
    },
    Months {
        language: "hu",
        names: [
            "január* jan",
            "február* febr",
            "március* márc",
            "április* ápr",
            "május* máj",
            "június* jún",
            "július* júl",
            "augusztus* aug",
            "szeptember* szept",
            "október* okt",
            "november* nov",
            "december* dec",
        ],
    },
    Months {
        language: "el",
        names: [
            "ιανουάρι* ιανουαρί* ιαν",
            "φεβρουάρι* φεβρουαρί* φεβ",
            "μάρτι* μαρτί* μάρ μαρ",
            "απρίλι* απριλί* απρ",
            "μάιος μαΐου μάι μαΐ",
            "ιούνι* ιουνί* ιούν ιουν",
            "ιούλι* ιουλί* ιούλ ιουλ",
            "αύγουστ* αυγούστ* αύγ αυγ",
            "σεπτέμβρι* σεπτεμβρί* σεπτ σεπ",
            "οκτώβρι* οκτωβρί* οκτ",
            "νοέμβρι* νοεμβρί* νοέ νοε",
            "δεκέμβρι* δεκεμβρί* δεκ",
        ],
    },
    Months {
        language: "ca",
        names: [
            "gener gen",
            "febrer febr",
            "març",
            "abril abr",
            "maig",
            "juny",
            "juliol jul",
            "agost ag",
            "setembre set",
            "octubre oct",
            "novembre nov",
            "desembre des",
        ],
    },
    Months {
        language: "id",
        names: [
            "januari jan",
            "februari feb",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu",
            "september sep",
            "oktober okt",
            "november nov",
            "desember des",
        ],
    },
    Months {
        language: "ar",
        names: [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل ابريل إبريل",
            "مايو",
            "يونيو يونيه",
            "يوليو يوليه",
            "أغسطس اغسطس",
            "سبتمبر",
            "أكتوبر اكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
    },
    Months {
        language: "hi",
        names: [
            "जनवरी",
            "फ़रवरी फरवरी",
            "मार्च",
            "अप्रैल",
            "मई",
            "जून",
            "जुलाई",
            "अगस्त",
            "सितंबर सितम्बर",
            "अक्टूबर",
            "नवंबर नवम्बर",
            "दिसंबर दिसम्बर",
        ],
    },
];

fn matches(names: &str, word: &str) -> bool {
    names.split(' ').any(|name| match name.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => name == word,
    })
}

/// The month (1 to 12) that `word`, in lower case, names; names of `language` are tried first.
pub(super) fn month(word: &str, language: Option<Language>) -> Option<i8> {
    let mut chars = word.chars();
    let key = (chars.next()?, chars.next().unwrap_or(' '));
    let known = INDEX.get(&key)?;
    let fits = |entry: &&Entry| matches(entry.name, word);
    let own = known
        .iter()
        .filter(|entry| language.is_some_and(|language| language.as_str() == MONTHS[entry.row].language));
    own.into_iter().find(fits).or_else(|| known.iter().find(fits)).map(|entry| entry.month)
}

/// A name of a month: its row in [`MONTHS`].
struct Entry {
    row: usize,
    month: i8,
    name: &'static str,
}

/// Names by their first two letters, rows in order: most words begin like no month.
static INDEX: LazyLock<FxHashMap<(char, char), Vec<Entry>>> = LazyLock::new(|| {
    let mut index: FxHashMap<(char, char), Vec<Entry>> = FxHashMap::default();
    for (row, months) in MONTHS.iter().enumerate() {
        for (at, names) in months.names.iter().enumerate() {
            for name in names.split(' ') {
                let mut chars = name.chars();
                let Some(first) = chars.next() else { continue };
                let second = chars.next().filter(|c| *c != '*').unwrap_or(' ');
                index.entry((first, second)).or_default().push(Entry { row, month: at as i8 + 1, name });
            }
        }
    }
    index
});

/// Offset in seconds east of UTC of a zone named by its letters, upper or lower case. Names that stand for several
/// zones have the reading of RFC 822 and of American news.
pub(super) fn zone(word: &str) -> Option<i32> {
    let quarter_hours = match word {
        "z" | "ut" | "utc" | "gmt" | "wet" | "zulu" => 0,
        "est" => -20,
        "edt" => -16,
        "cst" => -24,
        "cdt" => -20,
        "mst" => -28,
        "mdt" => -24,
        "pst" => -32,
        "pdt" => -28,
        "akst" => -36,
        "akdt" => -32,
        "hst" => -40,
        "ast" => -16,
        "adt" => -12,
        "brt" => -12,
        "bst" | "cet" | "mez" | "west" | "wat" => 4,
        "cest" | "mesz" | "eet" | "sast" | "cat" => 8,
        "eest" | "msk" | "eat" | "trt" | "idt" => 12,
        "gst" => 16,
        "pkt" => 20,
        "ist" => 22,
        "wib" | "ict" => 28,
        "sgt" | "hkt" | "awst" | "wita" | "pht" => 32,
        "jst" | "kst" | "wit" => 36,
        "acst" => 38,
        "aest" => 40,
        "aedt" => 44,
        "nzst" => 48,
        "nzdt" => 52,
        _ => return None,
    };
    Some(quarter_hours * 900)
}
