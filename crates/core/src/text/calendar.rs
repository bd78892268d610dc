//! Names of months and weekdays, per language. Shared by the dates of running text and of metadata.

use super::normalize::fold;
use super::sieve::Sieve;
use crate::model::Language;
use jiff::civil::Weekday;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Spellings of January to December: alternatives joined with `|`.
const MONTHS: [(&str, &str); 22] = [
    (
        "en",
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec",
    ),
    (
        "de",
        "januar|jan|jänner februar|feb|feber märz|mär|mrz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez",
    ),
    (
        "es",
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep octubre|oct noviembre|nov diciembre|dic",
    ),
    (
        "fr",
        "janvier|janv|jan février|févr|fév mars avril|avr mai juin juillet|juil août septembre|sept|sep octobre|oct novembre|nov décembre|déc",
    ),
    (
        "it",
        "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|set|sett ottobre|ott novembre|nov dicembre|dic",
    ),
    (
        "pt",
        "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez",
    ),
    (
        "nl",
        "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep|sept oktober|okt november|nov december|dec",
    ),
    (
        "sv",
        "januari|jan februari|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep|sept oktober|okt november|nov december|dec",
    ),
    (
        "da",
        "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov december|dec",
    ),
    (
        "no",
        "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov desember|des",
    ),
    (
        "fi",
        "tammikuu|tammikuuta|tammikuun helmikuu|helmikuuta|helmikuun maaliskuu|maaliskuuta|maaliskuun huhtikuu|huhtikuuta|huhtikuun toukokuu|toukokuuta|toukokuun kesäkuu|kesäkuuta|kesäkuun heinäkuu|heinäkuuta|heinäkuun elokuu|elokuuta|elokuun syyskuu|syyskuuta|syyskuun lokakuu|lokakuuta|lokakuun marraskuu|marraskuuta|marraskuun joulukuu|joulukuuta|joulukuun",
    ),
    (
        "pl",
        "stycznia|styczeń|styczniu|sty lutego|luty|lutym|lut marca|marzec|marcu kwietnia|kwiecień|kwietniu|kwi maja|maj|maju czerwca|czerwiec|czerwcu|cze lipca|lipiec|lipcu|lip sierpnia|sierpień|sierpniu|sie września|wrzesień|wrześniu|wrz października|październik|październiku|paź listopada|listopad|listopadzie|lis grudnia|grudzień|grudniu|gru",
    ),
    (
        "cs",
        "ledna|leden|lednu února|únor|únoru března|březen|březnu dubna|duben|dubnu května|květen|květnu června|červen|červnu července|červenec|červenci srpna|srpen|srpnu září října|říjen|říjnu listopadu|listopad prosince|prosinec|prosinci",
    ),
    (
        "ru",
        "января|январь|январе|янв февраля|февраль|феврале|фев марта|март|марте|мар апреля|апрель|апреле|апр мая|май|мае июня|июнь|июне|июн июля|июль|июле|июл августа|август|августе|авг сентября|сентябрь|сентябре|сен октября|октябрь|октябре|окт ноября|ноябрь|ноябре|ноя декабря|декабрь|декабре|дек",
    ),
    (
        "uk",
        "січня|січень|січні лютого|лютий|лютому березня|березень|березні квітня|квітень|квітні травня|травень|травні червня|червень|червні липня|липень|липні серпня|серпень|серпні вересня|вересень|вересні жовтня|жовтень|жовтні листопада|листопад|листопаді грудня|грудень|грудні",
    ),
    (
        "tr",
        "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara",
    ),
    (
        "ro",
        "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept octombrie|oct noiembrie|nov decembrie|dec",
    ),
    (
        "hu",
        "január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október|okt november|nov december|dec",
    ),
    (
        "el",
        "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μάιος|μαϊ ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ",
    ),
    (
        "id",
        "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|ags september|sep oktober|okt november|nov desember|des",
    ),
    (
        "ar",
        "يناير فبراير مارس أبريل|ابريل|إبريل مايو|ماي يونيو|يونيه يوليو|يوليوز أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
    ),
    ("hi", "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
];

/// Spellings of Monday to Sunday: alternatives joined with `|`.
const WEEKDAYS: [(&str, &str); 20] = [
    (
        "en",
        "monday|mon tuesday|tue|tues wednesday|wed thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun",
    ),
    ("de", "montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sonnabend|sa sonntag|so"),
    ("es", "lunes|lun martes|mar miércoles|mié jueves|jue viernes|vie sábado|sáb domingo|dom"),
    ("fr", "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    ("it", "lunedì martedì mercoledì giovedì venerdì sabato domenica"),
    (
        "pt",
        "segunda-feira|segunda terça-feira|terça quarta-feira|quarta quinta-feira|quinta sexta-feira|sexta sábado domingo",
    ),
    ("nl", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    (
        "sv",
        "måndag|måndagen|måndags tisdag|tisdagen|tisdags onsdag|onsdagen|onsdags torsdag|torsdagen|torsdags fredag|fredagen|fredags lördag|lördagen|lördags söndag|söndagen|söndags",
    ),
    ("da", "mandag tirsdag onsdag torsdag fredag lørdag søndag"),
    ("no", "mandag tirsdag onsdag torsdag fredag lørdag søndag"),
    (
        "fi",
        "maanantai|maanantaina tiistai|tiistaina keskiviikko|keskiviikkona torstai|torstaina perjantai|perjantaina lauantai|lauantaina sunnuntai|sunnuntaina",
    ),
    ("pl", "poniedziałek wtorek środa|środę czwartek piątek sobota|sobotę niedziela|niedzielę"),
    ("cs", "pondělí úterý středa|středu čtvrtek pátek sobota|sobotu neděle|neděli"),
    ("ru", "понедельник вторник среда|среду четверг пятница|пятницу суббота|субботу воскресенье"),
    ("uk", "понеділок вівторок середа|середу четвер п'ятниця|п'ятницю субота|суботу неділя|неділю"),
    ("tr", "pazartesi salı çarşamba perşembe cuma cumartesi pazar"),
    ("ro", "luni marți miercuri joi vineri sâmbătă duminică"),
    ("id", "senin selasa rabu kamis jumat sabtu minggu"),
    ("ar", "الاثنين|الإثنين الثلاثاء الأربعاء|الاربعاء الخميس الجمعة السبت الأحد|الاحد"),
    ("hi", "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार"),
];

/// The spellings of all languages.
struct Table {
    names: FxHashMap<String, Vec<(&'static str, u8)>>,
}

fn table(lists: &'static [(&str, &str)]) -> Table {
    let mut names: FxHashMap<String, Vec<(&'static str, u8)>> = FxHashMap::default();
    for (tag, list) in lists {
        for (nth, spellings) in (1u8..).zip(list.split(' ')) {
            for spelling in spellings.split('|') {
                let entry = names.entry(fold(spelling)).or_default();
                if !entry.contains(&(*tag, nth)) {
                    entry.push((*tag, nth));
                }
            }
        }
    }
    Table { names }
}

static MONTH_TABLE: LazyLock<Table> = LazyLock::new(|| table(&MONTHS));
static WEEKDAY_TABLE: LazyLock<Table> = LazyLock::new(|| table(&WEEKDAYS));

fn look_up(table: &Table, folded: &str, language: Option<Language>) -> Option<u8> {
    let entries = table.names.get(folded.trim_end_matches('.'))?;
    match language {
        Some(language) => {
            let own = entries.iter().find(|(tag, _)| *tag == language.as_str());
            // English names stand in texts of languages that we have no names for.
            own.or_else(|| entries.iter().find(|(tag, _)| *tag == "en" && folded.len() > 4))
                .map(|(_, nth)| *nth)
        }
        None => {
            let first = entries.first()?.1;
            entries.iter().all(|(_, nth)| *nth == first).then_some(first)
        }
    }
}

/// The month, 1 to 12, that a word names. `folded` is folded by [`fold`], a period at its end is no matter. Without a
/// language, any language's name counts where all that have the word agree.
pub fn month(folded: &str, language: Option<Language>) -> Option<i8> {
    look_up(&MONTH_TABLE, folded, language).map(|nth| nth as i8)
}

/// The weekday that a word names; as [`month`].
pub fn weekday(folded: &str, language: Option<Language>) -> Option<Weekday> {
    look_up(&WEEKDAY_TABLE, folded, language).and_then(|nth| Weekday::from_monday_one_offset(nth as i8).ok())
}

/// A quick look before a word is folded: what lets through all words that may name a month or a weekday in a text of that
/// language, as written. The short forms of one language are common words of others (`do`, `to`, `on`).
pub(super) fn sieve(language: Option<Language>) -> &'static Sieve {
    static ALL: LazyLock<Sieve> = LazyLock::new(|| of_tags(|_| true));
    static EACH: LazyLock<Vec<(&str, Sieve)>> = LazyLock::new(|| {
        MONTHS.map(|(own, _)| (own, of_tags(|tag| tag == own || tag == "en"))).into_iter().collect()
    });
    let Some(language) = language else { return &ALL };
    let of = |own: &str| EACH.iter().find(|(tag, _)| *tag == own).map(|(_, sieve)| sieve);
    of(language.as_str()).or_else(|| of("en")).unwrap_or(&ALL)
}

/// A sieve of the names of the languages with these tags.
fn of_tags(is_of: impl Fn(&str) -> bool) -> Sieve {
    let names = MONTH_TABLE.names.iter().chain(&WEEKDAY_TABLE.names);
    let of_these = names.filter(|(_, entries)| entries.iter().any(|(tag, _)| is_of(tag)));
    Sieve::of(of_these.map(|(name, _)| name.as_str()))
}

/// Whether a word, as written, names a month or a weekday.
pub fn is_calendar_word(word: &str, language: Option<Language>) -> bool {
    if !sieve(language).may_have(word) {
        return false;
    }
    let folded = fold(word);
    month(&folded, language).is_some() || weekday(&folded, language).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let of = |word: &str, tag| month(&fold(word), Language::parse(tag));
        assert_eq!(of("Sept.", "en"), Some(9));
        assert_eq!(of("März", "de"), Some(3));
        assert_eq!(of("березня", "uk"), Some(3));
        assert_eq!(of("harbor", "en"), None);
        assert_eq!(month("januar", None), Some(1));
        assert_eq!(month("mar", None), Some(3));
        assert_eq!(weekday("friday", Language::parse("en")), Some(Weekday::Friday));
        assert_eq!(weekday(&fold("sábado"), None), Some(Weekday::Saturday));
    }

    #[test]
    fn a_sieve_lets_through_what_its_language_names() {
        for tag in ["en", "de", "uk", "xx"] {
            let language = Language::parse(tag);
            for word in ["May", "Montag", "Do", "Sept.", "Friday", "травня", "on"] {
                let folded = fold(word);
                let named = month(&folded, language).is_some() || weekday(&folded, language).is_some();
                assert!(!named || sieve(language).may_have(word), "{word} {tag}");
            }
        }
        assert!(!sieve(Language::parse("en")).may_have("do") && sieve(Language::parse("de")).may_have("do"));
    }

    #[test]
    fn tables_are_whole() {
        assert!(MONTHS.iter().all(|(_, list)| list.split(' ').count() == 12));
        assert!(WEEKDAYS.iter().all(|(_, list)| list.split(' ').count() == 7));
        // A sieve is made for each language that has months.
        assert!(WEEKDAYS.iter().all(|(tag, _)| MONTHS.iter().any(|(other, _)| tag == other)));
    }
}
