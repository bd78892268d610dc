//! Words that mean numbers, per language.

use super::normalize::fold;
use super::sieve::Sieve;
use crate::model::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a number word means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberWord {
    /// Its value: `twelve` 12, `million` 1e6, `dozens` 24.
    pub value: f64,
    /// How it takes part in a number.
    pub role: Role,
}

/// How a number word takes part in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Adds its value: below one hundred, or a hundred with a name of its own (`trescientos`).
    Adds,
    /// Multiplies what stands before it: hundred, dozen, thousand, million.
    Multiplies,
    /// An ordinal: ends the number.
    Ordinal,
    /// A fraction of one: half, thirds.
    Fraction,
    /// A quantity that says only an order of magnitude: dozens, thousands.
    Vague,
}

// `word=value`, with a letter for the role: a adds (the default), x multiplies, o ordinal, f fraction (value is the
// denominator), v vague.
const EN: &str = "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 \
thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 \
sixty=60 seventy=70 eighty=80 ninety=90 hundred=100x thousand=1e3x million=1e6x billion=1e9x trillion=1e12x mln=1e6x \
bn=1e9x dozen=12x score=20x half=2f halves=2f quarter=4f quarters=4f thirds=3f fifths=5f sixths=6f eighths=8f tenths=10f \
first=1o second=2o third=3o fourth=4o fifth=5o sixth=6o seventh=7o eighth=8o ninth=9o tenth=10o eleventh=11o twelfth=12o \
thirteenth=13o fourteenth=14o fifteenth=15o sixteenth=16o seventeenth=17o eighteenth=18o nineteenth=19o twentieth=20o \
thirtieth=30o fortieth=40o fiftieth=50o hundredth=100o thousandth=1e3o dozens=24v scores=40v tens=20v hundreds=200v \
thousands=2e3v millions=2e6v billions=2e9v couple=2v several=3v handful=3v lakh=1e5x crore=1e7x twice=2 thrice=3";
const DE: &str = "null=0 eins=1 zwei=2 drei=3 vier=4 funf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwolf=12 \
dreizehn=13 vierzehn=14 funfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19 zwanzig=20 dreissig=30 vierzig=40 \
funfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=100x tausend=1e3x million=1e6x millionen=1e6x mio=1e6x \
milliarde=1e9x milliarden=1e9x mrd=1e9x billion=1e12x billionen=1e12x dutzend=12x dutzende=24v dutzenden=24v hunderte=200v \
hunderten=200v tausende=2e3v tausenden=2e3v zehntausende=2e4v hunderttausende=2e5v halfte=2f drittel=3f viertel=4f \
funftel=5f erste=1o ersten=1o erster=1o erstes=1o zweite=2o zweiten=2o zweiter=2o zweites=2o dritte=3o dritten=3o dritter=3o \
vierte=4o vierten=4o funfte=5o funften=5o sechste=6o siebte=7o achte=8o neunte=9o zehnte=10o mehrere=3v";
const ES: &str = "cero=0 uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 \
trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiuno=21 veintiun=21 \
veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 \
treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200 \
doscientas=200 trescientos=300 trescientas=300 cuatrocientos=400 cuatrocientas=400 quinientos=500 quinientas=500 \
seiscientos=600 seiscientas=600 setecientos=700 setecientas=700 ochocientos=800 ochocientas=800 novecientos=900 \
novecientas=900 mil=1e3x millon=1e6x millones=1e6x billon=1e12x billones=1e12x docena=12x docenas=24v decenas=20v \
centenares=200v cientos=200v miles=2e3v mitad=2f tercios=3f primer=1o primera=1o primero=1o segundo=2o segunda=2o tercer=3o \
tercera=3o tercero=3o cuarto=4o cuarta=4o quinto=5o quinta=5o varios=3v varias=3v";
const FR: &str = "zero=0 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 \
quatorze=14 quinze=15 seize=16 vingt=20 vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante=80 \
nonante=90 cent=100x cents=100x mille=1e3x million=1e6x millions=1e6x milliard=1e9x milliards=1e9x douzaine=12x \
dizaine=10x vingtaine=20x trentaine=30x cinquantaine=50x centaine=100x millier=1e3x dizaines=20v douzaines=24v centaines=200v \
milliers=2e3v moitie=2f tiers=3f premier=1o premiere=1o deuxieme=2o troisieme=3o quatrieme=4o cinquieme=5o plusieurs=3v";
const IT: &str = "zero=0 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12 tredici=13 \
quattordici=14 quindici=15 sedici=16 diciassette=17 diciotto=18 diciannove=19 venti=20 trenta=30 quaranta=40 cinquanta=50 \
sessanta=60 settanta=70 ottanta=80 novanta=90 cento=100x mille=1e3x mila=1e3x milione=1e6x milioni=1e6x miliardo=1e9x \
miliardi=1e9x dozzina=12x decine=20v centinaia=200v migliaia=2e3v meta=2f primo=1o prima=1o secondo=2o seconda=2o terzo=3o \
terza=3o quarto=4o quinto=5o";
const PT: &str = "zero=0 dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 treze=13 \
catorze=14 quatorze=14 quinze=15 dezesseis=16 dezasseis=16 dezessete=17 dezoito=18 dezenove=19 vinte=20 trinta=30 quarenta=40 \
cinquenta=50 sessenta=60 setenta=70 oitenta=80 noventa=90 cem=100 cento=100 duzentos=200 duzentas=200 trezentos=300 \
quatrocentos=400 quinhentos=500 seiscentos=600 setecentos=700 oitocentos=800 novecentos=900 mil=1e3x milhao=1e6x milhoes=1e6x \
bilhao=1e9x bilhoes=1e9x trilhoes=1e12x duzia=12x dezenas=20v centenas=200v milhares=2e3v metade=2f primeiro=1o primeira=1o \
terceiro=3o terceira=3o";
const NL: &str = "nul=0 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12 dertien=13 \
veertien=14 vijftien=15 zestien=16 zeventien=17 achttien=18 negentien=19 twintig=20 dertig=30 veertig=40 vijftig=50 zestig=60 \
zeventig=70 tachtig=80 negentig=90 honderd=100x duizend=1e3x miljoen=1e6x miljard=1e9x biljoen=1e12x dozijn=12x \
tientallen=20v honderden=200v duizenden=2e3v helft=2f eerste=1o tweede=2o derde=3o vierde=4o vijfde=5o";
const RU: &str = "ноль=0 один=1 одна=1 одного=1 два=2 две=2 двух=2 двое=2 три=3 трех=3 трое=3 четыре=4 четырех=4 четверо=4 \
пять=5 пяти=5 пятеро=5 шесть=6 шести=6 семь=7 семи=7 восемь=8 восьми=8 девять=9 девяти=9 десять=10 десяти=10 одиннадцать=11 \
двенадцать=12 тринадцать=13 четырнадцать=14 пятнадцать=15 шестнадцать=16 семнадцать=17 восемнадцать=18 девятнадцать=19 \
двадцать=20 тридцать=30 сорок=40 пятьдесят=50 шестьдесят=60 семьдесят=70 восемьдесят=80 девяносто=90 сто=100 двести=200 \
триста=300 четыреста=400 пятьсот=500 шестьсот=600 семьсот=700 восемьсот=800 девятьсот=900 тысяча=1e3x тысячи=1e3x тысяч=1e3x \
тыс=1e3x миллион=1e6x миллиона=1e6x миллионов=1e6x млн=1e6x миллиард=1e9x миллиарда=1e9x миллиардов=1e9x млрд=1e9x \
трлн=1e12x десятки=20v сотни=200v половина=2f половины=2f треть=3f первый=1o первая=1o первого=1o второй=2o вторая=2o \
третий=3o";
const UK: &str = "нуль=0 один=1 одна=1 одного=1 два=2 дві=2 двох=2 двоє=2 три=3 трьох=3 троє=3 чотири=4 чотирьох=4 пять=5 \
п'ять=5 шість=6 сім=7 вісім=8 дев'ять=9 десять=10 одинадцять=11 дванадцять=12 тринадцять=13 чотирнадцять=14 п'ятнадцять=15 \
шістнадцять=16 сімнадцять=17 вісімнадцять=18 дев'ятнадцять=19 двадцять=20 тридцять=30 сорок=40 п'ятдесят=50 шістдесят=60 \
сімдесят=70 вісімдесят=80 дев'яносто=90 сто=100 двісті=200 триста=300 чотириста=400 п'ятсот=500 шістсот=600 тисяча=1e3x \
тисячі=1e3x тисяч=1e3x тис=1e3x мільйон=1e6x мільйона=1e6x мільйони=1e6x мільйонів=1e6x млн=1e6x мільярд=1e9x мільярди=1e9x \
мільярдів=1e9x млрд=1e9x десятки=20v сотні=200v половина=2f перший=1o перша=1o другий=2o третій=3o";
const PL: &str = "zero=0 jeden=1 jedna=1 dwa=2 dwie=2 dwoch=2 dwoje=2 trzy=3 trzech=3 cztery=4 czterech=4 piec=5 pieciu=5 szesc=6 \
siedem=7 osiem=8 dziewiec=9 dziesiec=10 jedenascie=11 dwanascie=12 trzynascie=13 czternascie=14 pietnascie=15 szesnascie=16 \
siedemnascie=17 osiemnascie=18 dziewietnascie=19 dwadziescia=20 trzydziesci=30 czterdziesci=40 piecdziesiat=50 szescdziesiat=60 \
siedemdziesiat=70 osiemdziesiat=80 dziewiecdziesiat=90 sto=100 dwiescie=200 trzysta=300 czterysta=400 piecset=500 tysiac=1e3x \
tysiace=1e3x tysiecy=1e3x tys=1e3x milion=1e6x miliony=1e6x milionow=1e6x mln=1e6x miliard=1e9x miliardy=1e9x miliardow=1e9x \
mld=1e9x dziesiatki=20v setki=200v polowa=2f polowe=2f";
const SV: &str = "noll=0 tva=2 tre=3 fyra=4 fem=5 sex=6 sju=7 atta=8 nio=9 tio=10 elva=11 tolv=12 tretton=13 fjorton=14 \
femton=15 sexton=16 sjutton=17 arton=18 nitton=19 tjugo=20 trettio=30 fyrtio=40 femtio=50 sextio=60 sjuttio=70 attio=80 \
nittio=90 hundra=100x tusen=1e3x miljon=1e6x miljoner=1e6x miljard=1e9x miljarder=1e9x dussin=12x tiotals=20v dussintals=24v \
hundratals=200v tusentals=2e3v forsta=1o andra=2o tredje=3o";
const TR: &str = "sifir=0 iki=2 uc=3 dort=4 bes=5 alti=6 yedi=7 sekiz=8 dokuz=9 on=10 yirmi=20 otuz=30 kirk=40 elli=50 altmis=60 \
yetmis=70 seksen=80 doksan=90 yuz=100x bin=1e3x milyon=1e6x milyar=1e9x trilyon=1e12x onlarca=20v yuzlerce=200v binlerce=2e3v \
yarisi=2f ilk=1o birinci=1o ikinci=2o ucuncu=3o";
const VI: &str = "nghin=1e3x ngan=1e3x trieu=1e6x ty=1e9x";

/// The words of a language with a sieve before them.
#[derive(Debug)]
struct Table {
    words: FxHashMap<String, NumberWord>,
    sieve: Sieve,
}

fn read(list: &str) -> Table {
    let entry = |item: &str| {
        let (word, meaning) = item.split_once('=')?;
        let (number, role) = match meaning.char_indices().next_back()? {
            (at, 'x') => (&meaning[..at], Role::Multiplies),
            (at, 'o') => (&meaning[..at], Role::Ordinal),
            (at, 'f') => (&meaning[..at], Role::Fraction),
            (at, 'v') => (&meaning[..at], Role::Vague),
            _ => (meaning, Role::Adds),
        };
        Some((fold(word), NumberWord { value: number.parse().ok()?, role }))
    };
    let words: FxHashMap<_, _> = list.split_whitespace().filter_map(entry).collect();
    let sieve = Sieve::of(words.keys().map(String::as_str));
    Table { words, sieve }
}

/// Bytes of a number word in ASCII at most, but for German compounds.
const LONGEST_PLAIN: usize = 24;

/// The number words of one language.
#[derive(Clone, Copy, Debug)]
pub struct NumberWords {
    table: &'static Table,
    german: bool,
}

impl NumberWords {
    /// The table of the language; English where we have none for it.
    pub fn new(language: Option<Language>) -> Self {
        macro_rules! tables {
            ($code:expr, $default:ident, $($name:literal $list:ident),*) => {
                match $code {
                    $($name => { static T: LazyLock<Table> = LazyLock::new(|| read($list)); &*T })*
                    _ => { static T: LazyLock<Table> = LazyLock::new(|| read($default)); &*T }
                }
            };
        }
        let code = language.as_ref().map_or("en", Language::as_str);
        let table: &'static Table = tables!(
            code, EN, "de" DE, "es" ES, "fr" FR, "it" IT, "pt" PT, "nl" NL, "ru" RU, "uk" UK, "pl" PL, "sv" SV, "tr" TR, "vi" VI
        );
        Self { table, german: code == "de" }
    }

    /// Whether a word, as written, may be a number word: a quick look before it is folded.
    pub fn may_have(&self, word: &str) -> bool {
        self.table.sieve.may_have(word) || self.german && may_be_compound(word)
    }

    /// Whether there may be a number in the text, in digits or in words: a quick no for half of all sentences, without
    /// cutting them into words. Always yes where other letters than those of ASCII are in it.
    pub fn may_stand_in(&self, text: &str) -> bool {
        // Quotation marks, dashes and no-break spaces are in most texts and in no number word.
        let plain = |letter: char| letter.is_ascii() || matches!(letter, '\u{a0}' | '\u{2010}'..='\u{201e}');
        if self.german || text.bytes().any(|byte| byte.is_ascii_digit()) || !text.chars().all(plain) {
            return true;
        }
        let mut lower = [0; LONGEST_PLAIN];
        text.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| {
            if word.is_empty() || word.len() > LONGEST_PLAIN || !self.table.sieve.may_have(word) {
                return false;
            }
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            std::str::from_utf8(lower).is_ok_and(|word| self.table.words.contains_key(word))
        })
    }

    /// What a folded word means, if it is a number word.
    pub fn get(&self, folded: &str) -> Option<NumberWord> {
        if let Some(found) = self.table.words.get(folded) {
            return Some(*found);
        }
        if self.german && folded.len() < 48 && may_be_compound(folded) {
            return self.german_compound(folded).map(|value| NumberWord { value, role: Role::Adds });
        }
        None
    }

    /// `zweihundertdreiundzwanzig`: German writes numbers below a million as one word.
    fn german_compound(&self, word: &str) -> Option<f64> {
        let (thousands, rest) = match word.split_once("tausend") {
            Some((left, right)) => {
                (Some(if left.is_empty() { 1.0 } else { self.below_thousand(left)? }), right)
            }
            None => (None, word),
        };
        let rest = if rest.is_empty() { 0.0 } else { self.below_thousand(rest)? };
        Some(thousands.unwrap_or(0.0) * 1e3 + rest)
    }

    fn below_thousand(&self, word: &str) -> Option<f64> {
        let (hundreds, rest) = match word.split_once("hundert") {
            Some((left, right)) => (if left.is_empty() { 1.0 } else { self.german_unit(left)? }, right),
            None => (0.0, word),
        };
        let rest = rest.strip_prefix("und").filter(|_| hundreds > 0.0).unwrap_or(rest);
        if rest.is_empty() {
            return Some(hundreds * 100.0);
        }
        let below = match self.german_unit(rest) {
            Some(value) => value,
            None => {
                let (unit, tens) = rest.split_once("und")?;
                let (unit, tens) = (self.german_unit(unit)?, self.german_unit(tens)?);
                if unit >= 10.0 || tens < 20.0 {
                    return None;
                }
                unit + tens
            }
        };
        Some(hundreds * 100.0 + below)
    }

    fn german_unit(&self, word: &str) -> Option<f64> {
        if word == "ein" {
            return Some(1.0);
        }
        self.table.words.get(word).filter(|found| found.role == Role::Adds).map(|found| found.value)
    }
}

/// Whether a word may be a German compound of numbers: it is long, and "und" (as in "hundert") or "tausend" is in it.
fn may_be_compound(word: &str) -> bool {
    let joins = |three: &[u8]| three.eq_ignore_ascii_case(b"und") || three.eq_ignore_ascii_case(b"aus");
    word.len() > 6 && word.as_bytes().windows(3).any(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(word: &str, code: &str) -> Option<f64> {
        NumberWords::new(Language::parse(code)).get(&fold(word)).map(|found| found.value)
    }

    #[test]
    fn words_mean_numbers() {
        assert_eq!(value("twelve", "en"), Some(12.0));
        assert_eq!(value("zwölf", "de"), Some(12.0));
        assert_eq!(value("zweihundertdreiundzwanzig", "de"), Some(223.0));
        assert_eq!(value("fünfzehntausend", "de"), Some(15_000.0));
        assert_eq!(value("EINUNDZWANZIG", "de"), Some(21.0));
        assert_eq!(value("hunderthaus", "de"), None);
        assert_eq!(value("millones", "es"), Some(1e6));
        assert_eq!(value("одиннадцать", "ru"), Some(11.0));
        assert_eq!(value("harbor", "en"), None);
    }
}
