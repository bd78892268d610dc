//! Word lists, folded: roles, given names, verbs of speech, countries, and the small words between names.

use super::class;
use crate::model::Language;
use crate::text::known_names::{GIVEN, PLACES};
use crate::text::normalize::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TITLES: &str = "president vice-president vice premier minister chancellor secretary senator sen rep representative \
congressman congresswoman governor gov mayor mr mrs ms miss mx dr doctor prof professor sir dame lord lady king queen prince \
princess pope cardinal archbishop bishop rev reverend father sister rabbi imam sheikh ayatollah general gen colonel col \
lieutenant lt major maj captain capt sergeant sgt admiral commander officer detective inspector judge justice attorney \
prosecutor ambassador envoy commissioner spokesman spokeswoman spokesperson director chairman chairwoman chair chief ceo cfo \
coach manager leader premier deputy prime foreign speaker councilman councilwoman councillor councilor superintendent sheriff \
constable analyst economist lawyer author actor actress singer director-general secretary-general counsel advisor adviser aide \
candidate nominee founder co-founder editor reporter correspondent columnist activist dean head researcher scientist \
midfielder striker goalkeeper defender captain historian corporal brigadier sub-officer senators sens reps \
prasident prasidentin kanzler kanzlerin ministerin aussenminister aussenministerin burgermeister burgermeisterin herr frau \
sprecher sprecherin chef chefin konig konigin papst general innenminister finanzminister ministerprasident bundeskanzler \
presidente presidenta ministro ministra alcalde alcaldesa senor senora rey reina papa portavoz gobernador gobernadora senador \
senadora diputado diputada juez jueza fiscal canciller don dona \
president presidente ministre premier maire roi reine pape porte-parole monsieur madame m mme general depute deputee senateur \
juge procureur \
primo sindaco re regina portavoce signor signora onorevole procuratore \
minister-president premier burgemeester koning koningin woordvoerder meneer mevrouw \
президент министр премьер-министр премьер мэр губернатор генерал глава господин канцлер депутат король папа \
президента міністр прем'єр-міністр прем'єр мер губернатор голова пан пані король \
prezydent premier burmistrz kanclerz pan pani krol papiez posel";

const SPEECH: &str = "said says say saying added adds told tells asked asks wrote writes explained explains stated states \
noted notes replied replies announced announces warned warns insisted insists argued argues claimed claims commented comments \
concluded concludes continued continues declared declares recalled recalls remarked remarks responded responds tweeted tweets \
posted vowed vows admitted admits acknowledged acknowledges agreed alleged alleges asserted asserts boasted cautioned cautions \
complained conceded concedes confirmed confirms contended contends countered cried denied described describes emphasized \
emphasizes exclaimed joked jokes lamented laments maintained observed observes pledged predicted predicts proclaimed promised \
pointed quipped reiterated repeated reported reports shouted stressed stresses suggested suggests testified thundered urged \
urges wondered yelled quoted recounted recounts reflected opined opines mused muses grumbled fumed demanded elaborated declared \
tweeting writing adding telling arguing explaining noting stating insisting warning asking calling claiming interjected \
chimed echoed bragged mocked ranted texted emailed blogged retorted deadpanned huffed snapped gushed ventured volunteered surmised speculated snarked scoffed barked remarking responding replying testifying texts boasts opining shouting yelling crying declaring predicting concluding observing suggesting asserting stressing emphasizing pointing warning joking quipping marveled sighed chuckled blurted croaked bellowed hollered sneered wailed theorized assessed advised counseled counselled assured reassured instructed commanded ordered informed notified relayed recited chanted sang prayed pleaded begged cheered teased taunted lectured preached tweets concurred allowed enthused exulted rejoiced bemoaned decried whispered screamed intoned implored clarified reasoned summarized summed \
sagte sagten sagt erklarte erklarten erklart teilte betonte betont schrieb schreibt meinte fragte antwortete berichtete \
kundigte forderte warnte kritisierte \
dijo dijeron dice afirmo aseguro explico anadio senalo declaro indico manifesto sostuvo agrego escribio advirtio \
dit declare declarait affirme explique ajoute assure souligne estime indique ecrit annonce confie raconte lance \
disse detto dichiarato affermato spiegato aggiunto scritto ha \
afirmou declarou explicou acrescentou falou escreveu \
zei zeggen zegt verklaarde vertelde schreef voegde \
сказал сказала сказали заявил заявила заявили сообщил сообщила отметил отметила подчеркнул подчеркнула добавил добавила \
рассказал рассказала написал написала пояснил пояснила \
сказав заявив зазначив зазначила підкреслив додав додала розповів розповіла написав написала повідомив пояснив наголосив \
powiedzial powiedziala stwierdzil stwierdzila dodal dodala podkreslil podkreslila napisal \
sade sager sa berattar skrev uppgav dedi soyledi belirtti ifade kaydetti";

const WEAK_SPEECH: &str = "called calls put puts thought thinks think believes believed hopes hoped feels felt went began \
begins read reads accused accuses praised blasted slammed dismissed dubbed labeled criticized criticizes referred cited cites \
tells criticised branded denounced touted used uses using referring mentioned promises supports opposed blamed defended \
proposed offered published hailed condemned rejected characterized compared invoked referenced termed discussed addressed \
introduced opened closed ended started finished replying signed wanted wants knew knows considers considered worried sees saw \
revealed indicated expressed issued detailed highlighted outlined appeared interrupted pressed challenged encouraged thanked \
asserting citing describing found heard learned got gave made makes took talked speaks spoke talking speaking shot fired hit pushed pressed piped struck followed lashed jumped cut turned noting chided scolded rebuked berated charged hinted implied swore tried attempted signaled hammered ripped assailed attacked lambasted pitched painted portrayed depicted likened attributed";

const DEMONYMS: &str = "afghan african albanian algerian american angolan arab argentine argentinian armenian asian australian \
austrian azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian \
canadian catalan chechen chilean chinese colombian congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian english \
estonian ethiopian european filipino finnish french georgian german ghanaian greek guatemalan haitian hungarian icelandic indian \
indonesian iranian iraqi irish israeli italian jamaican japanese jewish jordanian kazakh kenyan korean kurdish kuwaiti latvian \
lebanese libyan lithuanian malaysian mexican moldovan moroccan nepalese nigerian norwegian pakistani palestinian peruvian polish \
portuguese qatari romanian russian rwandan saudi scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese \
swedish swiss syrian taiwanese tanzanian thai tibetan tunisian turkish ugandan ukrainian uzbek venezuelan vietnamese welsh yemeni \
zambian zimbabwean muslim muslims christian christians catholic jews islamic democratic republican conservative liberal labour \
democrat democrats republicans americans russians ukrainians israelis palestinians germans europeans africans asians chinese";

const ORGANISATION_WORDS: &str = "ministry department inc corp corporation company co ltd llc plc group holdings bank university \
college school institute institution party agency council committee commission association federation union court police army navy \
force forces guard bureau office service services administration authority board cabinet congress parliament senate assembly \
house foundation fund trust society club league team united fc airlines airways motors industries international times post news \
journal tribune gazette herald press radio television broadcasting network media hospital clinic center centre centers centres laboratory \
organization organisation alliance coalition movement front brigade battalion division regiment command embassy church orchestra \
theater theatre museum studios pictures entertainment records technologies systems software energy petroleum oil gas electric \
partners capital insurance consulting brothers sons campaign caucus program project initiative brotherhood \
ministerium partei bundestag bundesrat verband gesellschaft universitat polizei gericht gmbh ag verein \
ministerio partido universidad gobierno congreso tribunal banco asociacion policia \
ministere parti universite gouvernement assemblee tribunal banque association police \
ministero partito universita governo banca associazione polizia ministerie partij universiteit politie";

const PLACE_WORDS: &str = "river lake sea ocean bay gulf strait island islands mountain mountains mount valley desert forest park \
city town village county district province region state republic kingdom street avenue road boulevard square bridge airport port \
harbor harbour station beach coast peninsula hills heights creek falls canyon territory oblast highway plaza north south east west \
northern southern eastern western central";

const LOOSE: &str = "the former late new old senior local police officials authorities experts residents witnesses critics supporters \
opponents investigators prosecutors lawyers doctors scientists researchers analysts economists lawmakers protesters reporters people \
men women children students teachers workers farmers drivers parents families members leaders voters candidates troops soldiers \
rebels forces state federal national international public government president minister sources reports figures data results \
details questions efforts talks plans prices shares stocks sales thousands hundreds dozens millions nearly almost about around \
more most many several some few other another every each both all any no one two three four five six seven eight nine ten last next \
first second third final early earlier later today yesterday tomorrow tonight now then soon recently currently previously also \
still even just only perhaps maybe indeed instead rather thus hence therefore moreover furthermore additionally finally \
meanwhile however nevertheless nonetheless although though while whereas because since unless until after before during under over \
between among amid within without despite according based given following including regarding speaking asked sitting standing \
looking born see click read watch follow share subscribe photo image video file related advertisement update breaking exclusive \
besides whenever wherever whoever whether unlike except beyond alongside aboard editor note good great big small high low long short top best better real right left free full open true yes ok okay please thank \
thanks sorry hello dear welcome happy us let here there where when why how what who which whose";

fn add(table: &mut FxHashMap<String, u32>, list: &str, bits: u32) {
    for word in list.split_whitespace() {
        *table.entry(fold(word)).or_default() |= bits;
    }
}

static TABLE: LazyLock<FxHashMap<String, u32>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    let t = &mut table;
    add(t, TITLES, class::TITLE);
    add(t, GIVEN, class::GIVEN);
    add(t, SPEECH, class::SPEECH);
    add(t, WEAK_SPEECH, class::WEAK_SPEECH);
    add(t, PLACES, class::PLACE);
    add(t, DEMONYMS, class::DEMONYM);
    add(t, ORGANISATION_WORDS, class::ORGANISATION_WORD);
    add(t, PLACE_WORDS, class::PLACE_WORD);
    add(t, LOOSE, class::LOOSE);
    add(
        t,
        "in at from near to across outside into throughout toward towards around inside aus nach bei en desde hacia a vers dans nel nella в из у",
        class::WHERE,
    );
    add(t, "of de del della di da do dos das du des la le van von zu bin ibn al el ben y", class::CONNECTOR);
    add(
        t,
        "he she they it we i who er sie es wir ich el ella ellos il elle ils on lui lei он она они він вона вони hij zij",
        class::PRONOUN,
    );
    add(
        t,
        "the a an his her its their our my this that these those one another each every der die das den dem des ein eine einen einem el la los las un una le les une il lo gli i uno",
        class::DETERMINER,
    );
    add(
        t,
        "also then later has had have has been was were is are be did does do would could will may might must should never not \
        recently previously once first finally repeatedly famously reportedly apparently simply just still further often \
        always even now again himself herself themselves subsequently quickly jokingly ha habia hat hatte haben a ont avait",
        class::BETWEEN,
    );
    add(
        t,
        "of in on at by for from with to about as into during after before against under over through between among amid via per \
        despite including without within near like than outside inside across regarding following",
        class::PREPOSITION,
    );
    add(
        t,
        "and but or that which who whom whose when while where because if so although though as after before since until whether what how why",
        class::CLAUSE,
    );
    add(
        t,
        "statement report letter article book column memo email e-mail study document website blog post filing complaint lawsuit \
        indictment editorial headline poster banner ad advertisement caption tweet message note poll survey release page sign sheet \
        paper newspaper magazine outlet site",
        class::DOCUMENT,
    );
    add(
        t,
        "police residents officials mayor city suburb suburbs area region metro county airport hospital neighborhood streets downtown \
        firefighters prosecutors authorities",
        class::CITY_NOUN,
    );
    table
});

/// The classes that a folded word is in by itself.
pub(super) fn classes(folded: &str, language: Option<Language>) -> u32 {
    let mut bits = TABLE.get(folded).copied().unwrap_or(0);
    let english = language.is_none_or(|language| language.as_str() == "en");
    if !english {
        // English function words mean other things elsewhere; the lists of names and roles hold everywhere.
        bits &= !(class::BETWEEN | class::PREPOSITION | class::CLAUSE | class::LOOSE);
        if bits & class::SPEECH != 0 && matches!(folded, "ha" | "sa" | "dit") {
            bits &= if folded == "dit" { !0 } else { !class::SPEECH };
        }
    } else if matches!(
        folded,
        "el" | "il"
            | "er"
            | "es"
            | "sie"
            | "i"
            | "on"
            | "a"
            | "la"
            | "le"
            | "die"
            | "den"
            | "des"
            | "das"
            | "en"
            | "y"
    ) {
        let keep = match folded {
            "i" => class::PRONOUN,
            "a" => class::DETERMINER,
            "on" => class::PREPOSITION,
            "el" | "la" | "le" | "y" => class::CONNECTOR,
            _ => 0,
        };
        bits &= keep;
    }
    if english && folded.len() > 4 && folded.ends_with("ly") {
        bits |= class::BETWEEN;
    }
    if language.is_some_and(|language| language.as_str() == "de") {
        bits |= compound(folded);
    }
    bits
}

/// The class of a German compound, which its last part has: `Hafensprecherin`, `Fischereiverband`.
fn compound(folded: &str) -> u32 {
    #[rustfmt::skip]
    const ROLES: [&str; 33] = [
        "sprecher", "chef", "minister", "prasident", "kanzler", "leiter", "meister", "richter", "anwalt", "forscher", "experte",
        "trainer", "professor", "direktor", "vorsitzende", "vorsitzender", "politiker", "beauftragte", "beauftragter", "kommissar",
        "schauspieler", "regisseur", "autor", "wissenschaftler", "loge", "sanger", "okonom", "kapitan", "kollege", "koordinator",
        "spezialist", "gewerkschafter", "prediger",
    ];
    #[rustfmt::skip]
    const BODIES: [&str; 18] = [
        "schule", "ministerium", "gesellschaft", "verband", "behorde", "partei", "universitat", "verein", "gericht", "polizei",
        "konzern", "institut", "agentur", "stiftung", "kommission", "bank", "feuerwehr", "fraktion",
    ];
    let bare = folded.strip_suffix("in").unwrap_or(folded);
    let ends = |word: &str, parts: &[&str]| parts.iter().any(|part| word.ends_with(part));
    if ends(folded, &BODIES) {
        class::ORGANISATION_WORD
    } else if ends(bare, &ROLES) || ends(folded, &["expertin", "login", "kollegin"]) {
        class::TITLE
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_words() {
        let of = |word: &str| classes(&fold(word), Language::parse("en"));
        assert!(of("President") & class::TITLE != 0);
        assert!(of("said") & class::SPEECH != 0);
        assert!(of("Kenya") & class::PLACE != 0);
        assert!(of("quietly") & class::BETWEEN != 0);
        assert_eq!(of("granite"), 0);
    }
}
