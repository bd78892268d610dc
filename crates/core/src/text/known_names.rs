//! Given names, and the names of countries and large cities, folded.

use super::normalize::fold;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Given names.
pub(crate) const GIVEN: &str = "aaron abdul abdullah abigail abraham adam adrian ahmad ahmed aisha alan albert alberto alejandro alex \
alexander alexandra alexei alexey alfred ali alice alicia alina alison allen amanda amber amina amir amy ana anastasia anders \
andre andrea andreas andrei andres andrew andrey andriy angela angelina anita ann anna anne annie anthony anton antonio arash \
ariel arnold arthur asif astrid audrey ayesha barack barbara barry beatrice ben benjamin bernard bernie beth bill billy bob \
bogdan boris brad bradley brandon brenda brett brian bruce bruno carl carla carlo carlos carmen carol caroline carrie catherine \
cecilia chad charles charlie charlotte chelsea chen cheryl chris christian christina christine christopher cindy claire clara \
claude claudia colin connor craig crystal cynthia daniel daniela danielle danny daria darren dave david dawn dean deborah \
debra denis dennis derek diana diane diego dieter dimitri dinesh dirk dmitri dmitry dmytro dominic don donald donna doris \
dorothy doug douglas dustin dylan eddie edgar eduardo edward elena eli elias elisabeth elizabeth ella ellen emil emily emma \
emmanuel enrique eric erica erik erin ernest esther ethan eugene eva evan evelyn fabian farah fatima felipe felix fernando \
florian frances francesca francesco francis francisco francois frank franz fred frederic frederick friedrich fumio gabriel \
gabriela gareth gary gavin george georgia gerald gerard gerhard giorgia giovanni giulia giuseppe gloria gordon grace graham \
greg gregory greta guillermo gustavo hans harold harry hassan heather hector heidi heinz helen helena henri henrik henry \
herbert hillary holly howard hugh hugo hussein ian ibrahim igor ingrid irene irina isaac isabel isabella ivan ivana ivanka \
jack jackie jacob jacqueline jaime jair jake jakob james jamie jan jane janet janice jared jason javier jay jean jeff jeffrey \
jennifer jenny jens jeremy jerome jerry jesse jessica jesus jill jim jimmy joachim joan joanna joao joe joel johan johanna john \
johnny jon jonas jonathan jordan jorge jose josef joseph josh joshua joy joyce juan juana judith judy julia julian julie june \
justin kamala karen karim karin karl karla kate katherine kathleen kathryn kathy katie katrina keith kelly ken kenneth kenny \
kevin khalid kim kimberly kirsten klaus kofi konstantin kristen kristina kurt kyle lara larry lars laura lauren laurent lawrence \
lea leah lee leila lena leo leon leonard leonid leslie lewis li liam lidia lily linda lindsay lindsey lisa liz liza lloyd lois \
lorenzo louis louise luca lucas lucia lucy luis luisa lukas luke lydia lynn madison magnus mahmoud maia malcolm manuel marc \
marcel marcia marco marcos marcus margaret maria marie marina mario marion mark markus martha martin martina mary maryam mateo \
mathieu matt matteo matthew matthias maureen maurice max maya megan mehmet melania melanie melissa mercedes mia michael michel \
michelle miguel mika mike mikhail miles milan mitch mitt mohamed mohammad mohammed moira monica morgan muhammad mustafa \
mykhailo mykola nadia nancy naomi narendra natalia natalie natasha nathan neil nelson nicholas nick nicola nicolas nicole nigel \
nikita nikolai nina noah nora norman olaf oleg oleh oleksandr oleksii olena olga oliver olivia olivier omar oscar otto owen pablo \
pamela paolo pascal patricia patrick paul paula paulo pavel pedro peggy penny peter petra petro phil philip philippe phillip \
pierre priya rachel rafael rahul ralph ramon randy raul ravi ray raymond rebecca recep reince renee ricardo richard rick ricky \
rishi rita rob robert roberto robin rodrigo roger roland roman romano ron ronald rosa rose ross roy ruben rudolf rudy rupert \
russell ruth ryan sabine sabrina sally salma sam samantha samir samuel sandra sandy sara sarah scott sean sebastian serena \
sergei sergey sergio serhii seth shane shannon sharon sheila shinzo simon simone sofia sonia sophia sophie stacy stefan stella \
stephan stephanie stephen steve steven stuart susan suzanne svetlana sven sylvia takeshi tamara tanya tara tatiana ted teresa \
terry thea theo theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony tracy travis trevor tyler ulrich ursula \
valentina valerie vanessa vera veronica vicente victor victoria viktor vincent viola virginia vitali vitalii vladimir volodymyr \
walter wanda warren wayne wei wendy werner wilhelm will william willy wolfgang xavier xi yan yasmin yevgeny yoko yuki yulia yuri \
yusuf yves zachary zara zoe \
владимир александр алексеи сергеи дмитрии андреи михаил иван николаи олег игорь юрии виктор павел максим анна мария елена ольга \
татьяна наталья ирина екатерина светлана денис роман антон евгении кирилл володимир олександр сергіи дмитро андріи михаило \
микола ігор юріи віктор павло олена марія наталія ірина";

/// Those of [`GIVEN`] that women have.
pub(crate) const WOMEN: &str = "abigail aisha alexandra alice alicia alina alison amanda amber amina amy ana anastasia angela angelina anita ann anna \
anne annie astrid audrey ayesha barbara beatrice beth brenda carla carmen caroline carrie catherine cecilia charlotte \
chelsea cheryl christina christine cindy claire clara claudia crystal cynthia daniela danielle daria dawn deborah debra \
diana diane donna doris dorothy elena elisabeth elizabeth ella ellen emily emma erica erin esther eva evelyn farah \
fatima frances francesca gabriela georgia giorgia giulia gloria grace greta heather heidi helen helena hillary holly \
ingrid irene irina isabel isabella ivana ivanka jacqueline jane janet janice jennifer jenny jessica jill joanna johanna \
joyce juana judith judy julia julie june kamala karen karin karla kate katherine kathleen kathryn kathy katie katrina \
kirsten kristen kristina lara laura lauren lea leah leila lena lidia lily linda lindsay lindsey lisa liz liza lois \
louise lucia lucy luisa lydia maia marcia margaret maria marie marina martha martina mary maryam maureen maya megan \
melania melanie mercedes mia michelle moira monica nadia nancy naomi natalia natalie natasha nicole nina nora olena olga \
olivia pamela patricia paula peggy penny petra priya rachel rebecca renee rita rosa rose ruth sabine sabrina sally salma \
samantha sandra sara sarah serena shannon sharon sheila sofia sonia sophia sophie stacy stella stephanie susan suzanne \
svetlana sylvia tamara tanya tara tatiana teresa thea theresa tiffany tina ursula valentina valerie vanessa vera \
veronica victoria viola virginia wanda wendy yasmin yoko yulia zara zoe екатерина ирина марія наталья наталія олена \
светлана татьяна ірина";

/// Those of [`GIVEN`] that say nothing about who has them, since both have them or they are family names too.
pub(crate) const EITHER: &str = "alex ali andrea ariel carol charlie chen chris claude dean francis jackie jaime jamie jan jean jesse joan jordan kelly \
kim lee leslie li lynn madison marion mika morgan nicola nikita robin sam sandy simone terry toni tony tracy wei xi yan \
yuki";

/// Names of countries, states and large cities, of one word each.
pub(crate) const PLACES: &str = "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain \
bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon \
canada chad chile china colombia comoros congo croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt eritrea estonia \
eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece grenada guatemala guinea guyana haiti honduras \
hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos \
latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania \
mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria \
norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa senegal serbia \
seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand \
togo tonga tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam yemen zambia zimbabwe britain \
england scotland wales gaza crimea europe asia africa america antarctica london paris berlin moscow kyiv kiev beijing tokyo delhi \
mumbai washington brussels madrid rome vienna warsaw prague budapest athens ankara istanbul cairo jerusalem tehran baghdad \
damascus beirut riyadh dubai doha kabul islamabad karachi lahore dhaka bangkok jakarta manila seoul pyongyang shanghai sydney \
melbourne toronto ottawa montreal vancouver chicago boston houston dallas philadelphia detroit seattle denver miami atlanta \
baltimore cleveland pittsburgh manhattan brooklyn hollywood california texas florida ohio michigan pennsylvania virginia \
illinois arizona nevada oregon alaska hawaii kansas iowa nebraska oklahoma louisiana mississippi alabama tennessee kentucky \
indiana wisconsin minnesota missouri arkansas colorado utah idaho montana wyoming maryland delaware massachusetts connecticut \
vermont maine milan naples turin barcelona lisbon munich hamburg frankfurt cologne stuttgart dusseldorf leipzig dresden zurich \
geneva basel bern amsterdam rotterdam antwerp copenhagen stockholm oslo helsinki dublin edinburgh glasgow manchester liverpool \
birmingham leeds sheffield bristol cardiff belfast lyon marseille toulouse nice strasbourg bordeaux lille kharkiv odesa lviv \
donetsk luhansk donbas kherson zaporizhzhia mariupol dnipro minsk vilnius riga tallinn sofia bucharest belgrade zagreb sarajevo \
lagos nairobi johannesburg khartoum tripoli tunis algiers kinshasa accra harare lima bogota caracas santiago havana \
deutschland osterreich schweiz frankreich italien spanien polen russland ukraine grossbritannien europa turkei griechenland \
ungarn wien munchen koln moskau kiew warschau rom brussel espana francia alemania italia rusia ucrania reino unidos estados \
mexico londres moscu kiev bruselas allemagne espagne italie russie royaume-uni etats-unis europe chine japon moscou varsovie \
россия украина москва киев китаи сша европа германия франция україна росія київ європа німеччина";

/// Names of countries and states of several words.
const LONG_PLACES: &[&str] = &[
    "united states",
    "united states of america",
    "united kingdom",
    "united arab emirates",
    "new york",
    "new york city",
    "new zealand",
    "new delhi",
    "new jersey",
    "new mexico",
    "new hampshire",
    "new orleans",
    "north carolina",
    "south carolina",
    "north dakota",
    "south dakota",
    "west virginia",
    "rhode island",
    "north korea",
    "south korea",
    "south africa",
    "south sudan",
    "saudi arabia",
    "sri lanka",
    "costa rica",
    "puerto rico",
    "hong kong",
    "los angeles",
    "san francisco",
    "san diego",
    "las vegas",
    "el salvador",
    "middle east",
    "north america",
    "south america",
    "latin america",
    "central america",
    "northern ireland",
    "west bank",
    "czech republic",
    "dominican republic",
    "ivory coast",
    "papua new guinea",
    "bosnia and herzegovina",
    "tel aviv",
    "abu dhabi",
    "cape town",
    "buenos aires",
    "sao paulo",
    "mexico city",
    "washington dc",
    "washington d.c",
];

static GIVEN_NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| GIVEN.split_whitespace().collect());
static PLACE_NAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let short = ["us", "u.s", "usa", "u.s.a", "uk", "u.k", "uae", "ussr"];
    PLACES
        .split_whitespace()
        .map(fold)
        .chain(short.iter().chain(LONG_PLACES).map(|name| (*name).to_owned()))
        .collect()
});

/// Whether a folded word is a given name.
pub(crate) fn is_given(folded: &str) -> bool {
    GIVEN_NAMES.contains(folded)
}

/// Whether a folded name is that of a country, a state or a large city.
pub(crate) fn is_place(folded: &str) -> bool {
    PLACE_NAMES.contains(folded.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known() {
        assert!(is_given("ada") || is_given("anna"));
        assert!(is_place("kenya") && is_place("united states") && is_place("u.s."));
        assert!(!is_place("quill") && !is_given("river"));
    }
}
