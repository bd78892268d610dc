//! The language of a text.
//!
//! Scripts that few languages use decide alone; letters that only one language has come next; for the rest the
//! `whichlang` classifier looks at the first bytes, checked against function words of languages it does not know.

use crate::model::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use whichlang::Lang;

/// Bytes at the start of a text that are looked at.
const LOOKED_AT: usize = 600;
/// Letters below which nothing is said.
const FEWEST_LETTERS: usize = 12;

#[derive(Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    arabic: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    greek: usize,
    hebrew: usize,
    devanagari: usize,
    others: [usize; OTHERS.len()],
    total: usize,
}

/// Scripts that name their language: first and last code point, tag.
const OTHERS: [(u32, u32, &str); 16] = [
    (0x0e00, 0x0e7f, "th"),
    (0x0e80, 0x0eff, "lo"),
    (0x1000, 0x109f, "my"),
    (0x1780, 0x17ff, "km"),
    (0x0980, 0x09ff, "bn"),
    (0x0a00, 0x0a7f, "pa"),
    (0x0a80, 0x0aff, "gu"),
    (0x0b00, 0x0b7f, "or"),
    (0x0b80, 0x0bff, "ta"),
    (0x0c00, 0x0c7f, "te"),
    (0x0c80, 0x0cff, "kn"),
    (0x0d00, 0x0d7f, "ml"),
    (0x0d80, 0x0dff, "si"),
    (0x0530, 0x058f, "hy"),
    (0x10a0, 0x10ff, "ka"),
    (0x1200, 0x137f, "am"),
];

fn count(sample: &str) -> Letters {
    let mut n = Letters::default();
    if sample.is_ascii() {
        n.total = sample.bytes().filter(u8::is_ascii_alphabetic).count();
        n.latin = n.total;
        return n;
    }
    for c in sample.chars() {
        if !c.is_alphabetic() {
            continue;
        }
        n.total += 1;
        match c as u32 {
            0x0041..=0x024f | 0x1e00..=0x1eff => n.latin += 1,
            0x0370..=0x03ff | 0x1f00..=0x1fff => n.greek += 1,
            0x0400..=0x052f => n.cyrillic += 1,
            0x0590..=0x05ff => n.hebrew += 1,
            0x0600..=0x06ff | 0x0750..=0x077f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => n.arabic += 1,
            0x0900..=0x097f => n.devanagari += 1,
            0x3040..=0x30ff | 0x31f0..=0x31ff => n.kana += 1,
            0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => n.han += 1,
            0x1100..=0x11ff | 0xac00..=0xd7af => n.hangul += 1,
            code => {
                if let Some(at) = OTHERS.iter().position(|(from, to, _)| (*from..=*to).contains(&code)) {
                    n.others[at] += 1;
                }
            }
        }
    }
    n
}

/// How many of the characters are one of `letters`, none of which is ASCII.
fn any_of(sample: &str, letters: &str) -> usize {
    sample.chars().filter(|c| !c.is_ascii() && letters.contains(*c)).count()
}

/// The language of a text; `None` where the text is too short or its script says nothing.
pub fn detect(text: &str) -> Option<Language> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let n = count(sample);
    // An ideograph says as much as several letters.
    if n.total + 3 * (n.han + n.kana + n.hangul) < FEWEST_LETTERS {
        return None;
    }
    Language::parse(tag(sample, &n)?)
}

fn tag(sample: &str, n: &Letters) -> Option<&'static str> {
    let half = n.total / 2;
    if (n.han + n.kana) * 2 > half {
        return Some(if n.kana * 12 > n.han + n.kana { "ja" } else { "zh" });
    }
    if n.hangul * 2 > half {
        return Some("ko");
    }
    if n.greek > half {
        return Some("el");
    }
    if n.hebrew > half {
        return Some("he");
    }
    if n.devanagari > half {
        return Some(if any_of(sample, "ळ") * 100 > n.devanagari { "mr" } else { "hi" });
    }
    if let Some(at) = n.others.iter().position(|count| *count > half) {
        return Some(OTHERS[at].2);
    }
    if n.arabic > half {
        return Some(arabic_script(sample, n.arabic));
    }
    if n.cyrillic > half {
        return Some(cyrillic_script(sample));
    }
    if n.latin > half {
        return Some(latin_script(sample));
    }
    None
}

fn arabic_script(sample: &str, letters: usize) -> &'static str {
    if any_of(sample, "ٹڈڑںے") * 80 > letters {
        "ur"
    } else if any_of(sample, "پچژگیک") * 20 > letters {
        "fa"
    } else {
        "ar"
    }
}

fn cyrillic_script(sample: &str) -> &'static str {
    let ukrainian = any_of(sample, "іїєґІЇЄҐ");
    let russian = any_of(sample, "ыэёъЫЭЁЪ");
    if any_of(sample, "ўЎ") > 0 && any_of(sample, "іІ") > 0 {
        "be"
    } else if any_of(sample, "ќѓѕЌЃЅ") > 0 {
        "mk"
    } else if any_of(sample, "ђћџљњјЂЋЏЉЊЈ") > 0 {
        "sr"
    } else if any_of(sample, "әғқңөұүһӘҒҚҢӨҰҮҺ") > 0 {
        "kk"
    } else if ukrainian > russian {
        "uk"
    } else if russian == any_of(sample, "ъЪ") && any_of(sample, "ъщЪЩ") > 2 && any_of(sample, "ыэёЫЭЁ") == 0
    {
        "bg"
    } else {
        "ru"
    }
}

/// Function words of languages in Latin script that the classifier does not know, and of those it takes them for.
const PROFILES: [(&str, &str); 20] = [
    ("en", "the of and to in is that for on with was as by at from his are has have be said"),
    ("pl", "w i na z do nie się że jest to przez dla po od jak są oraz który która jego tym za roku"),
    ("cs", "a v na se je že s z do o za pro jako po by od ale byl který podle také bude jeho jsou"),
    ("sk", "a v na sa je že s z do o za pre ako po by od ale bol ktorý podľa tiež bude jeho sú"),
    ("da", "og i at er en til af på det der for med den som har ikke et fra blev han også efter siger"),
    ("no", "og i å er en til av på det som for med den har ikke et fra ble han også etter sier jeg"),
    ("sv", "och i att är en till av på det som för med den har inte ett från han också efter säger"),
    ("fi", "ja on ei että se oli hän mutta kun ovat myös mukaan joka sekä olla kuin tai niin sen"),
    ("ro", "și de în a la pe cu că din care pentru nu mai au fost este prin o un sunt după"),
    ("hu", "a az és hogy nem is egy meg volt már csak ez de ki szerint után mint el azt még"),
    ("hr", "i u je na se da za su od s a koji što će kao te bi ili nije iz do nakon"),
    ("id", "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh juga adalah telah para kata"),
    ("ca", "de la i el que a en les els per amb una un del és va al dels no més ha són"),
    ("es", "de la que el en y a los del se las por un para con no una su al es lo más"),
    ("pt", "de a o que e do da em um para com não uma os no se na por mais as dos foi"),
    ("fr", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne"),
    ("it", "di e il la che in a per un del con non una i le si da dei al alla è della nel"),
    ("de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch"),
    ("nl", "de van een het en in is dat op te zijn met voor niet aan er om door ook bij die"),
    ("tr", "ve bir bu da de için ile olarak çok daha gibi sonra kadar olan en var ise göre"),
];

/// For each function word, the profiles that have it, as bits.
static KNOWN: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
    let mut known = FxHashMap::default();
    for (nth, (_, words)) in PROFILES.iter().enumerate() {
        for word in words.split(' ') {
            *known.entry(word).or_default() |= 1 << nth;
        }
    }
    known
});

fn latin_script(sample: &str) -> &'static str {
    if sample.is_ascii() {
        return told_by_words(sample);
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if any_of(sample, "ơưđạảấầậắằặẽẹếềểệịỉọỏốồộớờợụủứừựỳỵỷỹƠƯĐ") * 20 > letters
    {
        return "vi";
    }
    if any_of(sample, "āēīūģķļņĀĒĪŪĢĶĻŅ") * 25 > letters {
        return "lv";
    }
    if any_of(sample, "ėųįĖŲĮ") * 40 > letters {
        return "lt";
    }
    told_by_words(sample)
}

/// Languages that the classifier knows.
const CLASSIFIED: [&str; 9] = ["en", "es", "pt", "fr", "it", "de", "nl", "sv", "tr"];
/// So many function words of one language, and so many times as many as of any other, and it is that language: the
/// classifier, which costs ten times as much, is not asked.
const PLAINLY: usize = 12;
const TIMES: usize = 2;

fn told_by_words(sample: &str) -> &'static str {
    let mut scores = [0usize; PROFILES.len()];
    let mut lower = String::with_capacity(16);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| (1..=8).contains(&word.len())) {
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        let Some(bits) = KNOWN.get(lower.as_str()) else { continue };
        let mut bits = *bits;
        while bits != 0 {
            scores[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }
    let best = (0..PROFILES.len()).max_by_key(|at| (scores[*at], std::cmp::Reverse(*at))).unwrap_or(0);
    let tag = PROFILES[best].0;
    let next = (0..PROFILES.len()).filter(|at| *at != best).map(|at| scores[at]).max().unwrap_or(0);
    if scores[best] >= PLAINLY && scores[best] >= TIMES * next && CLASSIFIED.contains(&tag) {
        return tag;
    }
    let guess = match whichlang::detect_language(sample) {
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        _ => "en",
    };
    let own = PROFILES.iter().position(|(tag, _)| *tag == guess).map_or(0, |at| scores[at]);
    // The classifier is better than we are among the languages it knows.
    if scores[best] > own + own / 3 + 1 && !CLASSIFIED.contains(&tag) {
        return tag;
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(detect(text).map(|l| l.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn languages() {
        check("The council voted to close the old bridge after the flood.", Some("en"));
        check("Der Rat stimmte nach dem Hochwasser für die Sperrung der Brücke.", Some("de"));
        check("El consejo votó a favor de cerrar el viejo puente tras la inundación.", Some("es"));
        check(
            "Rada miasta zdecydowała, że stary most zostanie zamknięty po powodzi, która była w maju.",
            Some("pl"),
        );
        check("Міська рада вирішила закрити старий міст після повені.", Some("uk"));
        check("Городской совет решил закрыть старый мост после наводнения.", Some("ru"));
        check("Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα.", Some("el"));
        check("המועצה החליטה לסגור את הגשר הישן", Some("he"));
        check("شورای شهر تصمیم گرفت پل قدیمی را پس از سیل ببندد", Some("fa"));
        check("قرر مجلس المدينة إغلاق الجسر القديم بعد الفيضان", Some("ar"));
        check("नगर परिषद ने पुराने पुल को बंद करने का फैसला किया", Some("hi"));
        check("สภาเมืองตัดสินใจปิดสะพานเก่า", Some("th"));
        check("시의회는 홍수 이후 낡은 다리를 폐쇄하기로 했다", Some("ko"));
        check("市議会は洪水のあと古い橋を閉鎖することを決めた。", Some("ja"));
        check("洪水过后市议会决定关闭旧桥。", Some("zh"));
        check("Hội đồng thành phố quyết định đóng cây cầu cũ sau trận lũ.", Some("vi"));
        check(
            "Rådet stemte for at lukke den gamle bro efter oversvømmelsen, og det er ikke slut.",
            Some("da"),
        );
        check("ok", None);
        check("12 + 3 = 15", None);
    }
}
