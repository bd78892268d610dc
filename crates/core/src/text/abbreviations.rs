//! Abbreviations whose period does not end a sentence, per language.

use crate::model::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How an abbreviation with a period behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Always goes on: a title before a name (`Dr. Osei`).
    GoesOn,
    /// Goes on before a figure (`No. 5`, `Art. 3`), else it is a word that ends.
    BeforeNumber,
    /// May end a sentence: only a word that typically starts one tells (`Acme Inc. The`).
    MayEnd,
    /// Ends a sentence unless a weekday, a month or a time zone follows (`at 5 p.m. Police`).
    ClockTime,
}

const EN_GOES_ON: &str = " mr mrs ms mx dr prof gen lt col sgt cpl pvt capt maj cmdr adm rear brig sen sens rep reps \
gov govs pres rev fr msgr hon supt det insp st mt ft messrs mmes vs v atty attys dist amb sec asst assoc dep treas dir \
supt pfc spc spec cmdr cdr comdr ald e.g i.e viz cf al ";
const EN_BEFORE_NUMBER: &str = " no nos fig figs vol pp p art sec ch ca approx para op ";
const EN_MAY_END: &str = " inc corp co ltd jr sr bros llc plc etc est dept univ assn ave blvd rd jan feb mar apr jun \
jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind \
kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ont que b.c a.d u.s u.n u.k \
e.u d.c ph.d m.d b.a m.a p.o sq cu oz lb lbs hr hrs min in ft yd yds mi km kg cm mm esq ret sp ";
const DE_GOES_ON: &str = " dr prof hr fr hrn st nr z.b d.h u.a bzw ca evtl ggf inkl zzgl vgl sog geb verh gest dipl ing \
v n z mag kath ev röm z.t u.u i.d.r o.ä a.d i.v str bd abs art max min mind rd bsp kl gr jh mio mrd tsd ";
const DE_MAY_END: &str = " usw etc co jan feb mär apr jun jul aug sep sept okt nov dez mo di mi do fr sa so v.chr n.chr \
uhr ";
const ES_GOES_ON: &str = " sr sra srta sres dr dra d dª dña lic ing prof gral cnel cap tte sto sta fr mons av avda \
núm nº art pág ed vol p.ej ee aprox tel ";
const ES_MAY_END: &str = " ud uds etc s.a ee.uu cía ltda c.p a.c d.c km m ";
const FR_GOES_ON: &str = " m mm mme mlle dr pr me st ste av bd art p pp vol cf ex éd env ";
const FR_MAY_END: &str = " etc cie janv févr avr juil sept oct nov déc av.j.-c ";
const IT_GOES_ON: &str = " sig sigg dott dr prof ing avv on sen gen col mons s st art pag n es geom rag ";
const IT_MAY_END: &str = " ecc etc s.p.a s.r.l ";
const PT_GOES_ON: &str = " sr sra dr dra prof profa eng exmo av d art pág n gen cel cap ";
const PT_MAY_END: &str = " etc ltda cia s.a ";
const NL_GOES_ON: &str =
    " dhr mevr mw dr drs ir ing mr prof st nr blz o.a bijv d.w.z ca i.p.v m.b.t t.a.v ds ";
const NL_MAY_END: &str = " enz etc e.d jl ";
const RU_GOES_ON: &str = " г гг г-н г-жа ул пр пл им д стр см ср рис т.е т.к т.н тыс млн млрд трлн руб коп долл проф акад \
доц ген полк св обл р-н кв м км кг ";
const RU_MAY_END: &str = " т.д т.п др пр н.э и.о вв в ";
const UK_GOES_ON: &str = " р рр м вул просп пл ім див рис т.зв тобто тис млн млрд грн дол проф акад св обл р-н кв км кг \
ст с ";
const UK_MAY_END: &str = " т.д т.п ін н.е ";
const PL_GOES_ON: &str =
    " dr prof mgr inż ks św im ul al pl nr np tzn tzw m.in ok płk gen por kpt str woj zob pt ";
const PL_MAY_END: &str = " itd itp r w tys mln mld godz zł ";
const SV_GOES_ON: &str = " dr prof nr t.ex bl.a dvs ca s.k f.d st kap ";
const SV_MAY_END: &str = " etc osv m.m kl m.fl ";
const TR_GOES_ON: &str = " dr prof doç av sn alb gen yrd op cad sok mah no vb vs ";

type Table = FxHashMap<&'static str, Abbreviation>;

fn read(goes_on: &'static str, may_end: &'static str, before_number: &'static str) -> Table {
    let mut table = Table::default();
    // Later entries win.
    for (list, kind) in [
        (before_number, Abbreviation::BeforeNumber),
        (may_end, Abbreviation::MayEnd),
        (goes_on, Abbreviation::GoesOn),
        ("a.m p.m", Abbreviation::ClockTime),
    ] {
        table.extend(list.split_whitespace().map(|word| (word, kind)));
    }
    table
}

/// The abbreviations of a language; English where we have none for it.
fn table(code: &str) -> &'static Table {
    macro_rules! tables {
        ($($($code:literal)|+ $goes_on:ident $may_end:expr),*) => {
            match code {
                $($($code)|+ => { static T: LazyLock<Table> = LazyLock::new(|| read($goes_on, $may_end, "")); &T })*
                _ => { static T: LazyLock<Table> = LazyLock::new(|| read(EN_GOES_ON, EN_MAY_END, EN_BEFORE_NUMBER)); &T }
            }
        };
    }
    tables!(
        "de" DE_GOES_ON DE_MAY_END,
        "es" ES_GOES_ON ES_MAY_END,
        "fr" FR_GOES_ON FR_MAY_END,
        "it" IT_GOES_ON IT_MAY_END,
        "pt" PT_GOES_ON PT_MAY_END,
        "nl" NL_GOES_ON NL_MAY_END,
        "ru" | "be" | "bg" RU_GOES_ON RU_MAY_END,
        "uk" UK_GOES_ON UK_MAY_END,
        "pl" PL_GOES_ON PL_MAY_END,
        "sv" | "da" | "no" SV_GOES_ON SV_MAY_END,
        "tr" TR_GOES_ON ""
    )
}

/// What is known about `word` (without its last period) as an abbreviation.
pub(super) fn abbreviation(word: &str, language: Option<Language>) -> Option<Abbreviation> {
    if word.len() > 12 || word.is_empty() {
        return None;
    }
    let lower = word.to_lowercase();
    let lower = lower.as_str();
    let code = language.as_ref().map_or("en", Language::as_str);
    match table(code).get(lower) {
        Some(Abbreviation::MayEnd) => {}
        Some(known) => return Some(*known),
        None if code == "en" => return None,
        None => {}
    }
    if table(code).contains_key(lower) {
        // `in`, `sun`, `miss` and the like are words unless capitalized as the abbreviation is.
        let ambiguous = matches!(
            lower,
            "in" | "sun" | "sat" | "miss" | "mo" | "la" | "min" | "ill" | "mar" | "fr" | "ore"
        ) || code == "de" && matches!(lower, "di" | "mi" | "do" | "sa" | "so");
        let plain_word = ambiguous && word.chars().next().is_some_and(char::is_lowercase);
        return (!plain_word).then_some(Abbreviation::MayEnd);
    }
    // English titles stand in texts of every language.
    if code != "en" && matches!(lower, "mr" | "mrs" | "dr" | "st" | "jr" | "inc") {
        return Some(if matches!(lower, "jr" | "inc") { Abbreviation::MayEnd } else { Abbreviation::GoesOn });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        let of = |word, code| abbreviation(word, Language::parse(code));
        assert_eq!(of("Dr", "en"), Some(Abbreviation::GoesOn));
        assert_eq!(of("No", "en"), Some(Abbreviation::BeforeNumber));
        assert_eq!(of("p.m", "en"), Some(Abbreviation::ClockTime));
        assert_eq!(of("Inc", "en"), Some(Abbreviation::MayEnd));
        assert_eq!(of("ill", "en"), None);
        assert_eq!(of("z.B", "de"), Some(Abbreviation::GoesOn));
        assert_eq!(of("so", "de"), None);
        assert_eq!(of("So", "de"), Some(Abbreviation::MayEnd));
        assert_eq!(of("harbor", "en"), None);
    }
}
