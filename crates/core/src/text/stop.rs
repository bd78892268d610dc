//! Stop words: words that a text in a language has whatever it is about. Our own short lists, folded.

use crate::model::Language;
use rustc_hash::FxHashSet;
use std::sync::{LazyLock, OnceLock};

const EN: &str = "a about above after again against all also am an and another any are aren't as at be because been \
before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down \
during each either else even ever every few for from further get gets getting go goes going got had hadn't has hasn't \
have haven't having he he'd he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if \
in into is isn't it it's its itself just let's like made make many may me might mine more most much must my myself \
neither no nor not now of off on once one only or other our ours ourselves out over own per rather same say says said \
she she'd she'll she's should shouldn't since so some still such than that that's the their theirs them themselves \
then there there's these they they'd they'll they're they've this those though through to too under until up upon us \
very was wasn't we we'd we'll we're we've were weren't what what's when where which while who who's whom whose why \
will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves \
according among amid already although always around back despite next via whether mr mrs ms told";

const ES: &str = "a al algo alguna algunas alguno algunos ante antes aquel aquella aquello aqui asi aun aunque bajo bien \
cada casi como con contra cual cuales cuando cuanto de del desde donde dos durante e el ella ellas ello ellos en entre \
era eran es esa esas ese eso esos esta estaba estaban estan estar estas este esto estos fue fueron ha habia habian han \
hasta hay haya he hoy la las le les lo los mas me mi mientras mis mismo mucho muchos muy nada ni no nos nosotros o os \
otra otras otro otros para pero poco por porque pues que quien quienes se sea sean segun ser si sido sin sobre solo son \
su sus tal tambien tan tanto te tiene tienen toda todas todavia todo todos tras tu tus u un una unas uno unos usted \
vez y ya yo dijo";

const DE: &str = "aber ab alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim \
bereits bis bisher da dabei dadurch dafur dagegen daher dahin damit danach dann daran darauf daraus darf darum das dass \
davon dazu dein dem den denen denn der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch \
dort du durch ein eine einem einen einer eines einige einigen einmal er erst es etwa etwas euch euer fur ganz gegen \
gewesen gibt ging hab habe haben hat hatte hatten hatte hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer \
im immer in ins ist ja jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinem keinen keiner konnen konnte \
konnten machen man mehr mein meine mich mit mir muss mussen mussten nach nachdem nicht nichts noch nun nur ob oder ohne \
schon sehr sei sein seine seinem seinen seiner seit selbst sich sie sind so sogar soll sollen sollte sollten sondern \
sonst sowie uber um und uns unser unter vom von vor wahrend war ware waren was weil weiter welche welcher wenn wer \
werde werden wie wieder will wir wird wo wollen wurde wurden wurde zu zum zur zwar zwischen sagte";

const FR: &str = "a afin ai aient ainsi alors apres au aucun aucune aujourd'hui auquel aussi autre autres aux avaient avait \
avant avec avoir beaucoup bien c'est car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez comme \
comment contre d'un d'une dans de deja depuis derriere des desormais deux dit doit donc dont du elle elles en encore \
entre est et etaient etait ete etre eu eux fait faire fois font hors il ils j'ai je jusqu jusque l la le les leur leurs \
lors lorsque lui ma mais malgre me meme memes mes moi moins mon n'est ne ni non nos notre nous on ont ou par parce parmi \
pas pendant peu peut plus plusieurs pour pourquoi pres puis qu'il qu'elle quand que quel quelle quelles quels qui quoi \
qu'un qu'une s'est sa sans se selon sera ses si soit son sont sous sur ta tandis tant te tes ton toujours tous tout \
toute toutes tres trop tu un une vers voici voila vos votre vous y";

const IT: &str = "a abbiamo ad agli ai al alcuni all'alla alla alle allo anche ancora avere aveva avevano c'e che chi ci cio \
come con contro cosa cosi cui da dagli dai dal dalla dalle dallo degli dei del della delle dello di dopo dove due e ed \
era erano essere fa fatto fino fra gia gli ha hanno ho i il in invece io l la le lei li lo loro lui ma mentre mi mia mio \
molto nei nel nella nelle nello no noi non nostro o ogni oggi oltre per perche piu poi prima proprio qua quale quali \
quando quanto quasi quella quelle quelli quello quest'anno questa queste questi questo qui sara se secondo sempre senza \
si sia sono sotto stata state stati stato su sua sue sugli sui sul sulla sulle suo suoi tra tutta tutte tutti tutto un \
un'altra una uno vi";

const PT: &str = "a ainda algo algum alguma algumas alguns ante antes ao aos apenas apos aquela aquelas aquele aqueles \
aquilo as assim ate bem cada com como contra da das de dela dele deles depois desde dessa desse desta deste disso disse \
do dois dos durante e ela elas ele eles em enquanto entre era eram essa essas esse esses esta estao estar estas estava \
estavam este estes eu foi for foram ha isso isto ja la lhe lhes mais mas me mesmo meu minha muito muitos na nao nas nem \
nessa nesse nesta neste no nos nossa nosso num numa o onde ontem hoje os ou outra outras outro outros para pela pelas \
pelo pelos por porem porque pois quais qual quando que quem se seja sem sendo ser sera seu seus si sido so sob sobre sua \
suas tambem te tem tem tinha tinham toda todas todo todos tu tudo um uma umas uns vai vez voce";

const NL: &str = "aan al alle alleen als altijd ander andere bij daar dan dat de deze die dit doch doen door dus een eens en \
er ge geen geweest haar had hadden heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kon kunnen maar me meer \
men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons ook op over reeds sinds te tegen tijdens tot \
tussen u uit uw van vanaf veel volgens voor waar waren was wat we wel werd werden wie wij wil wilde worden wordt zal ze \
zei zelf zich zij zijn zo zonder zou zouden";

const RU: &str = "а без более больше будет будут бы был была были было быть в вам вас ведь во вот все всего всех вы где да \
даже два для до его ее если есть еще ж же за здесь и из или им их к как какая какои когда который которая которые \
которых кто куда ли лишь между меня мне много может можно мы на над надо нас не него нее неи нет ни них но ну о об однако \
он она они оно от по под после потом потому при про раз с сам свою своего своих себе себя сегодня сеичас со среди так \
также такои там те тем теперь то того тоже тои только том тот три ты у уже хотя чего чем через что чтобы чуть эта эти \
этих это этого этои этом этот эту я сообщил сообщила сказал сказала заявил заявила";

const UK: &str = "а або але би без був була були було бути в вам вас весь вже ви вид вина від він вони вона воно все всіх \
втім де для до з за зі і із або й його іі її інші іх їх із ін іще к коли кого крім куди ли лише м ж же мене ми між мною \
на над нам нас наш не нема немає ні ним них ніж но о об один однак от по під після при про раз с сам свого своі свої \
своїх себе серед скоро сказав сказала со та так також такий там твій те тим тих то тобто тоді того тому той ти тільки \
три ту тут у усе хіба хто це цей ці цих цього цьому ця через чи чим чого що щоб щодо я як яка яке який якии які яких якщо \
заявив заявила повідомив повідомила";

const AR: &str = "في من على الى إلى إن أن ان عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت يكون تكون قد لقد لم لن لا ما \
ماذا هل هو هي هم هن نحن انا أنا انت كل بعض غير بين بعد قبل عند عندما حتى حيث كما لكن ثم أو او أي اي إذا اذا منذ خلال حول \
ضد تحت فوق أمام امام دون سوى مثل عبر لدى به بها له لها فيه فيها منه منها عليه عليها إنه انه أنه أنها انها ولا وقد وفي ومن \
وهو وهي كانوا قال قالت وقال وقالت أكد اكد أضاف اضاف واضاف وأضاف يوم اليوم تم يتم أكثر اكثر";

const ZH: &str = "的 了 在 是 和 与 與 及 或 而 也 都 就 还 還 但 被 把 对 對 从 從 到 向 于 於 由 以 为 為 等 这 這 那 其 此 之 将 將 \
并 並 一 不 有 我 你 他 她 它 们 們 上 下 中 个 個 人 说 說 着 著 让 讓 给 給 又 再 很 更 最 已 会 會 要 可 能 没 沒 年 月 日";

const JA: &str = "の に は を た が で て と し れ さ あ る い も す な り か ら こ と ま で よ う そ だ へ や ん け せ ば ど つ お え め \
く わ き み っ ー この その あの これ それ する した して ます です である から まで より など など";

const VI: &str = "va cua la co cho voi cac mot nhung trong duoc khong nay do khi da den o tu ra vao se con cung nhu ve theo \
nguoi nay nhieu tren tai lai phai neu hay thi ma bi boi sau truoc dang roi rat chi hon nua vi nen day ay gi ai sao tuy \
nhung moi bang qua giua va len xuong duoi noi ong ba anh chi toi ho minh no chung";

const SV: &str = "alla allt att av blev bli blir bara da dar de dem den denna deras dess dessa det detta dig din du efter \
ej eller en enligt er ett for fran fram ha hade han hans har hade hela hon honom hur i icke in inga ingen inte ja jag kan \
kommer kunde man med mellan men mer mig min mot mycket nagon nagot nar ni nu nya och ocksa om oss pa redan sa sade sager \
samma sedan sig sin sina sitt ska skall skulle som till under upp ut utan vad var vara varit vi vid vilka vilken vill \
aven an ar at over";

const PL: &str = "a aby ale albo ani az bardzo bez bo bedzie beda by byc byl byla byli bylo byly chce chociaz ci co czy czyli \
dla do dzis gdy gdzie go i ich ile im inne inny iz ja jak jaka jakie jako je jeden jednak jednym jego jej jest jeszcze \
jesli juz kiedy kilka kto ktora ktore ktorego ktorej ktory ktorych ktorym ktorzy lat lecz lub ma maja mi mimo miedzy mnie \
moga moze mozna my na nad nam nas nasz nawet nic nich nie niego niej nim niz no o obok od okolo on ona one oni oraz pan \
po pod podczas pomimo ponad poniewaz poza przed przede przez przy roku rowniez sa sam sie skad sobie swoje ta tak takie \
tam te tego tej temu ten to tu tutaj ty tych tylko tym u w we wiec wedlug wiele wiecej w wsrod wszystkie wszystko z za zas \
ze zeby powiedzial powiedziala";

const TR: &str = "acaba ama ancak artik aslinda az bana bazi belki ben beni benim bir biraz biz bize bizim bu buna bunda bundan \
bunlar bunu bunun burada cok cunku da daha dahi de defa degil diger diye dolayi en etti ettigi gibi gore halen hem henuz \
hep hepsi her hic icin ile ilgili ise iste itibaren kadar karsi kendi kendisi ki kim mi mu mı mü nasil ne neden nedenle o \
olan olarak oldu oldugu olduğunu olmak olmasi olsun on ona ondan onlar onu onun orada oysa oyle pek ragmen sadece sana \
sen siz son sonra su sunu tarafindan tum var ve veya ya yani yapilan yer yok yine zaten dedi";

const LISTS: [(&str, &str); 16] = [
    ("en", EN),
    ("es", ES),
    ("de", DE),
    ("fr", FR),
    ("it", IT),
    ("pt", PT),
    ("nl", NL),
    ("ru", RU),
    ("uk", UK),
    ("ar", AR),
    ("zh", ZH),
    ("ja", JA),
    ("vi", VI),
    ("sv", SV),
    ("pl", PL),
    ("tr", TR),
];

fn folded(list: &str) -> impl Iterator<Item = String> {
    list.split_whitespace().map(super::normalize::fold)
}

fn table(code: &str) -> Option<&'static FxHashSet<String>> {
    static TABLES: [OnceLock<FxHashSet<String>>; LISTS.len()] = [const { OnceLock::new() }; LISTS.len()];
    let at = LISTS.iter().position(|(known, _)| *known == code)?;
    Some(TABLES[at].get_or_init(|| folded(LISTS[at].1).collect()))
}

/// Whether a word, folded by [`super::normalize::fold`], is a stop word of any language that we have a list for.
pub fn is_stop_anywhere(word_folded: &str) -> bool {
    static ALL: LazyLock<FxHashSet<String>> =
        LazyLock::new(|| LISTS.iter().flat_map(|(_, list)| folded(list)).collect());
    ALL.contains(word_folded)
}

/// The stop words of one language, looked up once for many words.
#[derive(Clone, Copy, Debug)]
pub struct StopWords(Option<&'static FxHashSet<String>>);

impl StopWords {
    /// The list of the language; English where none is given, empty where we have none for it.
    pub fn new(language: Option<Language>) -> Self {
        Self(table(language.as_ref().map_or("en", Language::as_str)))
    }

    /// Whether the word, folded by [`super::normalize::fold`], is on the list.
    pub fn has(&self, folded: &str) -> bool {
        self.0.is_some_and(|list| list.contains(folded))
    }
}

/// Whether a word, folded by [`super::normalize::fold`], is a stop word of the language (English where none is given).
/// For many words of one text, [`StopWords`] looks the list up once.
pub fn is_stop(word_folded: &str, language: Option<Language>) -> bool {
    StopWords::new(language).has(word_folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let is =
            |word: &str, code: &str| is_stop(&super::super::normalize::fold(word), Language::parse(code));
        assert!(is("The", "en") && !is("harbor", "en"));
        assert!(is("für", "de") && is("También", "es") && is("été", "fr"));
        assert!(is("который", "ru") && is("який", "uk") && is("được", "vi"));
        assert!(!is("the", "xx"));
        assert!(is_stop("the", None));
        assert!(
            is_stop_anywhere("the")
                && is_stop_anywhere(&super::super::normalize::fold("который"))
                && !is_stop_anywhere("harbor")
        );
    }
}
