//! Words that tell what was from what is to come, per language.

use crate::model::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word says about the time of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It is to happen.
    Future,
    /// It happened.
    Past,
    /// It is to happen where a noun that acts stands right before it: "Rovers return to the league". A noun of the same form has an
    /// article or the like there.
    Present,
    /// It may happen.
    Modal,
    /// It happened; with "until", a term that may still be to come: "adjourned until".
    PutOff,
    /// It happened, but what it asked for or promised comes after it: "agreed to meet".
    Asked,
    /// It happened, and what was meant came then or is still to come: "vowed to fight".
    Meant,
    /// Right before a date: what began then goes on.
    Since,
    /// Right before a date: a term that is still to come.
    Term,
}

/// Words of one language, joined with spaces, by what they say.
type List = &'static [(Says, &'static str)];

const EN: List = &[
    (
        Says::Future,
        "will won't won\u{2019}t shall upcoming scheduled expected expects plans planned due \
         tomorrow going hopes intends slated supposed poised starting beginning begins opens starts takes resumes resume continue \
         continues meets faces awaits would headed airs expires testifies decides launches reconvenes",
    ),
    (Says::Modal, "should may might must could"),
    (
        Says::Present,
        "return returns meet plan play plays hosts host travel travels reopen reopens face visits arrives heads leaves kicks speaks take",
    ),
    (
        Says::Past,
        "was were had did said told met held took went came left began won lost struck hit fell rose made gave saw found spoke wrote \
         broke kept sent shot got became led fought brought drew drove flew grew knew ran sat stood thought threw died fled sued tied dealt sought \
         spent sank slid taken given seen gone done been known shown driven written fallen risen stolen thrown sworn withdrew \
         oversaw laid paid slept swept woke wore rode burst chose felt heard understood bought caught taught sold built stuck \
         blew hung lay swore drank froze spread",
    ),
    (
        Says::Asked,
        "agreed called asked invited ordered summoned hoped wanted intended urged advised warned instructed gave given",
    ),
    (Says::Meant, "vowed pledged promised decided threatened voted chose offered prepared"),
    (
        Says::PutOff,
        "adjourned postponed delayed extended closed suspended recessed barred canceled cancelled",
    ),
    (Says::Since, "since"),
    (Says::Term, "by for"),
];
const DE: List = &[
    (
        Says::Future,
        "wird werden soll sollen will wollen kann könnte könnten dürfte dürften muss müssen geplant kommenden morgen",
    ),
    (
        Says::Past,
        "war waren hatte hatten hat haben wurde wurden sagte sagten kam kamen ging gab fand ließ starb starben traf trafen begann \
         begannen teilte erklärte berichtete wieß gewann verlor worden gewesen",
    ),
    (Says::Since, "seit"),
    (Says::Term, "ab bis"),
];
const ES: List = &[
    (
        Says::Future,
        "será serán celebrará reunirá tendrá habrá podría podrían debe deben próximo prevista previsto mañana",
    ),
    (Says::Past, "fue fueron era dijo había ha han anunció murió aseguró informó"),
    (Says::Since, "desde"),
    (Says::Term, "hasta"),
];
const FR: List = &[
    (
        Says::Future,
        "sera seront aura auront doit doivent devrait devraient pourrait pourraient prochain prévu prévue demain",
    ),
    (Says::Past, "a ont était étaient avait avaient été fut"),
    (Says::Since, "depuis"),
    (Says::Term, "dès"),
];
const IT: List = &[
    (Says::Future, "sarà saranno terrà avrà dovrà dovrebbe potrebbe previsto prevista prossimo"),
    (Says::Past, "ha hanno era erano stato stata stati aveva"),
    (Says::Since, "dal dalla"),
    (Says::Term, "entro"),
];
const PT: List = &[
    (Says::Future, "será serão ocorrerá terá deve devem deverá poderá previsto prevista próximo"),
    (Says::Past, "foi foram era disse havia tinha afirmou anunciou morreu"),
    (Says::Since, "desde"),
    (Says::Term, "até"),
];
const NL: List = &[
    (Says::Future, "zal zullen kan moet moeten gepland komende"),
    (Says::Past, "was waren had hadden heeft hebben werd werden zei kwam ging"),
    (Says::Since, "sinds"),
    (Says::Term, "vanaf tot"),
];
const RU: List = &[
    (Says::Future, "будет будут состоится состоятся пройдет пройдёт пройдут запланировано завтра"),
    (
        Says::Past,
        "был была было были заявил заявила сообщил сообщили прошел прошёл прошла состоялась состоялся",
    ),
];
const UK: List = &[
    (Says::Future, "буде будуть відбудеться відбудуться пройде завтра"),
    (Says::Past, "був була було були заявив заявила повідомив повідомили пройшов пройшла відбулася відбувся"),
];
const PL: List = &[
    (Says::Future, "będzie będą odbędzie odbędą zaplanowano jutro"),
    (Says::Past, "był była było byli powiedział powiedziała odbył odbyła"),
];
const SV: List = &[
    (Says::Future, "ska kommer imorgon"),
    (Says::Past, "var hade sade sa har blev"),
    (Says::Since, "sedan"),
];
const DA: List = &[
    (Says::Future, "skal vil"),
    (Says::Past, "var hadde havde sagde sa har ble blev"),
    (Says::Since, "siden"),
];

/// The words of a language.
#[derive(Debug)]
pub(super) struct Verbs {
    said: FxHashMap<&'static str, Says>,
    english: bool,
}

fn read(list: List, english: bool) -> Verbs {
    let words = list.iter().flat_map(|(says, words)| words.split_whitespace().map(|word| (word, *says)));
    // Later entries win.
    Verbs { said: words.collect(), english }
}

/// The words of a language; the English ones where we have none for it.
pub(super) fn verbs(language: Option<Language>) -> &'static Verbs {
    macro_rules! lists {
        ($($code:literal $list:ident),*) => {
            match language.as_ref().map_or("en", Language::as_str) {
                $($code => { static T: LazyLock<Verbs> = LazyLock::new(|| read($list, false)); &T })*
                _ => { static T: LazyLock<Verbs> = LazyLock::new(|| read(EN, true)); &T }
            }
        };
    }
    lists!("de" DE, "es" ES, "fr" FR, "it" IT, "pt" PT, "nl" NL, "ru" RU, "uk" UK, "pl" PL, "sv" SV, "da" DA, "no" DA)
}

impl Verbs {
    /// What a word says.
    pub(super) fn says(&self, word: &str) -> Option<Says> {
        if let Some(says) = self.said.get(word) {
            return Some(*says);
        }
        let regular = self.english
            && word.len() > 4
            && word.ends_with("ed")
            && word.starts_with(|first: char| first.is_ascii_lowercase())
            && !matches!(word, "indeed" | "speed" | "need" | "united" | "hundred" | "exceed" | "proceed");
        regular.then_some(Says::Past)
    }

    /// Whether they are those of English.
    pub(super) fn english(&self) -> bool {
        self.english
    }
}
