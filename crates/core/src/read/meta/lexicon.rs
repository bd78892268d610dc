//! Words that stand in bylines and are no names.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word is; a word may be several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    /// Words before a name: "by" in the languages of the news, and what goes with it.
    pub const OPENER: Self = Self(1);
    /// Words that close an opener, so that what stands before them is no name.
    pub const STRONG_OPENER: Self = Self(2);
    /// Words of roles: at the end of a name they are taken off, alone they are no name.
    pub const ROLE: Self = Self(4);
    /// Words of desks and organizations: a name with one is nobody's own.
    pub const ORGANIZATION: Self = Self(8);
    /// Words that no name holds: what holds one is navigation or a sentence.
    pub const NEVER: Self = Self(16);
    /// Months, weekdays and parts of the day.
    pub const CALENDAR: Self = Self(32);

    /// Whether it is one of `other`.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a word in lower case is.
pub(super) fn kinds(word: &str) -> Kinds {
    WORDS.get(word).copied().unwrap_or_default()
}

static WORDS: LazyLock<FxHashMap<&'static str, Kinds>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Kinds> = FxHashMap::default();
    let lists = [
        (OPENERS, Kinds::OPENER),
        (STRONG_OPENERS, Kinds::STRONG_OPENER),
        (ROLES, Kinds::ROLE),
        (ORGANIZATIONS, Kinds::ORGANIZATION),
        (NEVER, Kinds::NEVER),
        (CALENDAR, Kinds::CALENDAR),
    ];
    for (list, kind) in lists {
        for word in list.split_ascii_whitespace() {
            let known = words.entry(word).or_default();
            *known = known.or(kind);
        }
    }
    words
});

const OPENERS: &str = "\
    by von vom par por di da door av af przez od de door: oleh bởi autor autorin autoren author authors \
    auteur auteurs autore autores text texte tekst testo texto words story report written posted published \
    publié publicado pubblicato escrito redactado scritto écrit redigé rédigé reported reporter updated \
    edited contributed contributor contributors created submitted geschreven geschrieben verfasst skrevet \
    skriven geplaatst protokoll interview analyse analysis opinion kommentar commentary column review \
    reviewed news exclusive guest post article artikel bericht ein eine a an the gastbeitrag essay op-ed \
    perspective perspectives medically fact checked last on автор текст автори 作者 記者 记者 文 글 作成者 著者";

const STRONG_OPENERS: &str = "\
    by von par por door av af przez oleh bởi by: von: autor: author: authors: text: tekst: автор: 作者: 作者：";

const ROLES: &str = "\
    editor editorial editor-in-chief writer reporter correspondent correspondents contributor contributing \
    columnist journalist journalists author admin administrator webmaster redakteur redakteurin redaktor \
    redaktorin korrespondent korrespondentin volontär volontärin redactor redactora journaliste periodista \
    giornalista senior chief managing associate assistant deputy executive freelance freelancer special \
    guest political politics business technology tech sports sport science health environment entertainment \
    national international investigative investigations features online breaking producer photographer \
    fotograf fotografin videographer presenter analyst critic blogger intern director manager founder \
    co-founder ceo coo cto president professor head lead expert specialist consultant strategist researcher \
    fellow gastautor gastautorin autor autorin reporterin journalistin ressortleiter ressortleiterin \
    kolumnist kolumnistin leiter leiterin moderator commerce copywriter content creator jd phd md 기자 특파원 記者 \
    编辑 編集部 sponsored moderatorin web release today officer attorney landespolitische reviewer anchor host \
    meteorologist strategin volontäre korrespondenten dvm cpa mba rn rd esq jr-editor secretary minister \
    partner trainee student graphics data technologist engineer architect coach psychologist therapist \
    physician economist historian cartoonist illustrator photojournalist photographers cofounder owner \
    principal chairman vice";

const ORGANIZATIONS: &str = "\
    agency agencies agentur agenturen wire service services bureau office department press newswire media \
    group inc llc ltd gmbh magazine magazin newspaper zeitung nachrichten times post journal gazette herald \
    tribune daily tv radio network university institute school college association society foundation \
    company nachrichtenagentur team staff newsroom newsdesk desk redaktion redaktionsteam onlineredaktion \
    redacción redaccion redazione rédaction redactie redakcja redakce redaksi redacao redação toimitus \
    redaksjonen redaktionen editors contributors writers reporters news council committee center centre \
    ministry government security store studio marketing digital editorteam newsletter ajansı haber agence \
    associated partners solutions technologies club";

const NEVER: &str = "\
    share follow subscribe newsletter comment comments read more min mins minutes minute view views all \
    articles posts about this your you our is was are has have with facebook twitter instagram linkedin \
    bluesky whatsapp email copy link profile profiles bio photo image getty images courtesy updated \
    published ago home menu search login sign click contact privacy terms cookie cookies people disclaimer \
    topics www mehr lesen folgen teilen bild foto uhr aktualisiert veröffentlicht minuten lesezeit artikel \
    alle editorial-guidelines guidelines policy process unknown null undefined none anonymous sponsored \
    advertisement default user admin n/a account accounts video videos library photography create switch trends \
    journey guide tips repair platform";

const CALENDAR: &str = "\
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct \
    october nov november dec december monday tuesday wednesday thursday friday saturday sunday mon tue tues \
    wed thu thurs fri sat sun januar februar märz mai juni juli oktober dezember montag dienstag mittwoch \
    donnerstag freitag samstag sonntag today yesterday heute gestern am pm enero febrero marzo abril mayo \
    junio julio agosto septiembre octubre noviembre diciembre janvier février mars avril juin juillet août \
    septembre octobre novembre décembre";
