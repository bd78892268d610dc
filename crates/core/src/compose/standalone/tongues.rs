//! How each language opens a sentence that leans on the one before, and how it speaks of itself.

use crate::model::Language;

/// The words of one language; all in lower case.
#[derive(Debug)]
pub(crate) struct Tongue {
    /// Words that open a sentence by pointing back; where no spaces are written, what such a sentence begins with.
    pub pointing: &'static [&'static str],
    /// Two words that do.
    pub pointing_pairs: &'static [&'static str],
    /// Pronouns that need somebody before them in their sentence; none where a capital does not tell who is named.
    pub needing: &'static [&'static str],
    /// Openings that may be cut off, with the comma behind them if there is one.
    pub connectives: &'static [&'static str],
    /// Openings that may be cut off only where a comma stands behind them.
    pub connectives_with_comma: &'static [&'static str],
    /// Words of the first and second person.
    pub personal: &'static [&'static str],
    /// Whether it is written without spaces between words.
    pub unspaced: bool,
}

#[rustfmt::skip]
const NOTHING: Tongue = Tongue {
    pointing: &[], pointing_pairs: &[], needing: &[], connectives: &[], connectives_with_comma: &[], personal: &[], unspaced: false,
};

#[rustfmt::skip]
const EN: Tongue = Tongue {
    pointing: &[
        "he", "she", "they", "it", "this", "that", "these", "those", "his", "her", "hers", "their", "its", "him", "them",
        "such", "both", "neither", "either", "others", "another", "here", "there", "then", "thus", "therefore", "so",
        "hence", "otherwise", "similarly", "likewise", "what", "why", "how", "who", "which", "whether", "because", "except",
    ],
    pointing_pairs: &[
        "the two", "the latter", "the former", "the other", "the others", "the same", "the pair", "the trio", "the duo",
        "one of", "some of", "all of", "most of", "none of", "for example", "for instance", "in addition", "in turn",
        "in response", "in contrast", "to that", "of those", "of these", "after that", "before that", "in between",
        "in return", "by then", "since then", "until then",
    ],
    needing: &["he", "she", "him", "his", "her"],
    connectives: &[
        "but", "and", "however", "meanwhile", "moreover", "also", "yet", "still", "nevertheless", "nonetheless",
        "furthermore", "instead", "additionally", "indeed", "besides",
    ],
    connectives_with_comma: &[],
    personal: &[
        "i", "we", "my", "our", "me", "you", "your", "ours", "i'm", "we're", "i've", "we've", "i'll", "i'd", "we'll", "we'd",
        "you're", "you'll", "you've", "you'd",
    ],
    unspaced: false,
};

#[rustfmt::skip]
const DE: Tongue = Tongue {
    pointing: &[
        "er", "sie", "es", "dies", "diese", "dieser", "dieses", "diesem", "diesen", "ihr", "ihre", "ihrem", "ihren", "ihm",
        "ihn", "ihnen", "sein", "seine", "seinem", "seinen", "dabei", "dazu", "damit", "daher", "deshalb", "deswegen",
        "darum", "dafür", "dagegen", "davon", "darin", "darauf", "daraufhin", "danach", "dadurch", "davor", "dort", "dann",
        "so", "solche", "beide", "hier", "hierzu", "zudem", "außerdem", "trotzdem", "dennoch", "allerdings", "jedoch",
        "stattdessen", "derselbe", "dieselbe", "letzterer", "jener", "jene",
    ],
    pointing_pairs: &["zum beispiel", "im gegenzug", "aus diesem", "vor diesem", "einer von", "eine von"],
    needing: &[],
    connectives: &["aber", "und", "doch", "denn"],
    connectives_with_comma: &[],
    personal: &["ich", "mich", "mir", "wir", "uns", "unser", "unsere", "mein", "meine"],
    unspaced: false,
};

#[rustfmt::skip]
const ES: Tongue = Tongue {
    pointing: &[
        "él", "ella", "ellos", "ellas", "esto", "eso", "ello", "este", "esta", "estos", "estas", "ese", "esa", "esos", "esas",
        "aquel", "aquella", "su", "sus", "lo", "le", "les", "así", "ahí", "allí", "entonces", "ambos", "ambas", "dicho",
        "dicha", "dichos", "dichas", "tal", "tales", "otro", "otra", "otros", "otras", "es", "son", "fue",
    ],
    pointing_pairs: &[
        "por eso", "por ello", "por lo", "por tanto", "por ejemplo", "tras ello", "uno de", "una de", "los dos", "las dos",
        "el mismo", "la misma", "en cambio", "a cambio", "de ahí", "desde entonces",
    ],
    needing: &[],
    connectives: &["pero", "y"],
    connectives_with_comma: &["sin embargo", "no obstante", "además", "asimismo", "por su parte", "mientras tanto", "en tanto"],
    personal: &["yo", "nosotros", "nuestro", "nuestra", "nuestros", "nuestras", "mi", "mis", "usted", "ustedes"],
    unspaced: false,
};

#[rustfmt::skip]
const FR: Tongue = Tongue {
    pointing: &[
        "il", "elle", "ils", "elles", "ce", "cet", "cette", "ces", "cela", "ceci", "c", "son", "sa", "ses", "leur",
        "leurs", "lui", "celui", "celle", "ceux", "celles", "ainsi", "alors", "donc", "là", "ici", "puis", "pourtant", "aussi",
        "tel", "telle", "tels", "telles",
    ],
    pointing_pairs: &[
        "les deux", "par exemple", "le même", "la même", "en retour", "depuis lors",
        "à cet", "à cette", "de ce", "dans ce",
    ],
    needing: &[],
    connectives: &["mais", "et", "or"],
    connectives_with_comma: &[
        "cependant", "toutefois", "par ailleurs", "en revanche", "de plus", "en outre", "de son côté", "enfin", "néanmoins",
    ],
    personal: &["je", "j'ai", "nous", "notre", "nos", "vous", "votre", "vos", "mon", "ma", "mes", "moi"],
    unspaced: false,
};

#[rustfmt::skip]
const IT: Tongue = Tongue {
    pointing: &[
        "egli", "lui", "lei", "loro", "essi", "esse", "esso", "essa", "questo", "questa", "questi", "queste", "quello",
        "quella", "quelli", "quelle", "ciò", "suo", "sua", "suoi", "sue", "così", "qui", "lì", "là", "allora", "quindi",
        "pertanto", "perciò", "entrambi", "entrambe", "tale", "tali", "poi", "è", "sono",
    ],
    pointing_pairs: &[
        "il suo", "la sua", "i suoi", "le sue", "il loro", "la loro", "i due", "le due", "per questo", "per esempio",
        "ad esempio", "uno dei", "una delle", "lo stesso", "la stessa", "da allora",
    ],
    needing: &[],
    connectives: &["ma", "e", "però"],
    connectives_with_comma: &["tuttavia", "inoltre", "invece", "intanto", "infine", "nel frattempo", "dal canto suo"],
    personal: &["io", "noi", "nostro", "nostra", "nostri", "nostre", "mio", "mia", "miei", "mie", "voi"],
    unspaced: false,
};

#[rustfmt::skip]
const PT: Tongue = Tongue {
    pointing: &[
        "ele", "ela", "eles", "elas", "isto", "isso", "este", "esta", "estes", "estas", "esse", "essa", "esses", "essas",
        "aquele", "aquela", "seu", "sua", "seus", "suas", "assim", "aqui", "ali", "lá", "então", "portanto", "ambos", "ambas",
        "tal", "tais", "outro", "outra", "é", "são", "foi",
    ],
    pointing_pairs: &[
        "o seu", "a sua", "por isso", "por exemplo", "um dos", "uma das", "os dois", "as duas", "o mesmo", "a mesma",
        "desde então", "em troca",
    ],
    needing: &[],
    connectives: &["mas", "e"],
    connectives_with_comma: &["no entanto", "porém", "contudo", "além disso", "entretanto", "todavia", "por sua vez"],
    personal: &["eu", "nós", "nosso", "nossa", "nossos", "nossas", "meu", "minha", "você", "vocês"],
    unspaced: false,
};

#[rustfmt::skip]
const NL: Tongue = Tongue {
    pointing: &[
        "hij", "zij", "ze", "dit", "dat", "deze", "die", "haar", "hun", "hem", "hen", "daar", "daarom", "daarmee", "daarbij",
        "daarna", "daarvoor", "daardoor", "daarnaast", "hierdoor", "hiermee", "dus", "toen", "zo", "beide", "er", "bovendien",
        "echter",
    ],
    pointing_pairs: &["een van", "zijn vader", "in ruil", "om die", "de twee", "het is", "het was"],
    needing: &[],
    connectives: &["maar", "en", "want"],
    connectives_with_comma: &[],
    personal: &["ik", "wij", "we", "ons", "onze", "mijn", "mij", "jij", "je", "jullie"],
    unspaced: false,
};

#[rustfmt::skip]
const RU: Tongue = Tongue {
    pointing: &[
        "он", "она", "они", "оно", "его", "её", "ее", "их", "ему", "ей", "им", "это", "этот", "эта", "эти", "этого", "этому",
        "тот", "та", "те", "там", "тут", "здесь", "тогда", "поэтому", "такой", "такая", "такие", "так", "оба", "обе", "затем",
        "потом",
    ],
    pointing_pairs: &[
        "по его", "по её", "по ее", "по их", "при этом", "в этом", "после этого", "до этого", "из-за этого", "для этого",
        "один из", "одна из", "в ответ", "с тех", "кроме того", "в результате", "к тому",
    ],
    needing: &[],
    connectives: &["но", "а", "и", "однако"],
    connectives_with_comma: &["между тем", "тем временем", "впрочем"],
    personal: &["я", "мы", "наш", "наша", "наши", "нам", "нас", "мне", "меня", "мой", "моя", "вы", "вам", "вас", "ваш"],
    unspaced: false,
};

#[rustfmt::skip]
const UK: Tongue = Tongue {
    pointing: &[
        "він", "вона", "вони", "воно", "його", "її", "їх", "їхній", "їхня", "йому", "їй", "їм", "це", "цей", "ця", "ці", "цього",
        "той", "та", "ті", "там", "тут", "тоді", "тому", "такий", "така", "такі", "так", "обидва", "обидві", "потім", "згодом",
    ],
    pointing_pairs: &[
        "за його", "за її", "за їхніми", "при цьому", "у цьому", "після цього", "до цього", "через це", "для цього",
        "один із", "один з", "одна з", "у відповідь", "з того", "крім того", "окрім цього", "у результаті", "до того",
    ],
    needing: &[],
    connectives: &["але", "а", "і", "й", "проте", "однак"],
    connectives_with_comma: &["тим часом", "водночас", "натомість", "втім"],
    personal: &["я", "ми", "наш", "наша", "наші", "нам", "нас", "мені", "мене", "мій", "моя", "ви", "вам", "вас", "ваш"],
    unspaced: false,
};

#[rustfmt::skip]
const AR: Tongue = Tongue {
    pointing: &[
        "هو", "هي", "هم", "هما", "هذا", "هذه", "ذلك", "تلك", "هؤلاء", "وهو", "وهي", "وهم", "وهذا", "وهذه", "وذلك", "هناك", "هنا",
        "حينها", "لذلك", "كذلك", "إنه", "إنها", "وكان", "وكانت",
    ],
    pointing_pairs: &["في ذلك", "بعد ذلك", "قبل ذلك", "على ذلك", "ومع ذلك", "إلى ذلك", "في هذا", "في هذه"],
    needing: &[],
    connectives: &["لكن", "ولكن"],
    connectives_with_comma: &[],
    personal: &["أنا", "نحن", "إننا", "إنني", "لدينا", "أنت", "أنتم"],
    unspaced: false,
};

#[rustfmt::skip]
const ZH: Tongue = Tongue {
    pointing: &[
        "他", "她", "它", "这", "那", "其", "该", "此", "對此", "对此", "因此", "所以", "于是", "於是", "随后", "隨後", "之后", "之後",
        "同时", "同時", "此外", "另外", "而且", "并且", "並且", "例如", "比如", "后者", "後者", "前者", "两者", "兩者", "為此", "为此",
        "這", "該",
    ],
    pointing_pairs: &[],
    needing: &[],
    connectives: &["但是", "不过", "不過", "然而", "可是"],
    connectives_with_comma: &["但", "而"],
    personal: &["我", "咱", "你", "您"],
    unspaced: true,
};

#[rustfmt::skip]
const JA: Tongue = Tongue {
    pointing: &[
        "彼", "これ", "それ", "あれ", "この", "その", "あの", "ここ", "そこ", "こう", "そう", "同氏", "同社", "同日", "同じ", "両者",
        "例えば", "たとえば", "だから", "なお", "従って", "したがって",
    ],
    pointing_pairs: &[],
    needing: &[],
    connectives: &[],
    connectives_with_comma: &["しかし", "また", "一方", "一方で", "さらに", "ただ", "ただし", "だが", "そして", "加えて"],
    personal: &["私", "僕", "俺", "我々", "あなた"],
    unspaced: true,
};

#[rustfmt::skip]
const PL: Tongue = Tongue {
    pointing: &[
        "on", "ona", "oni", "one", "to", "ten", "ta", "te", "tego", "tej", "tym", "tych", "jego", "jej", "ich", "im", "tam", "tu",
        "wtedy", "dlatego", "tak", "taki", "taka", "takie", "zatem", "więc", "potem", "oboje", "obaj", "ponadto",
    ],
    pointing_pairs: &["po tym", "przed tym", "w tym", "z tego", "na przykład", "jeden z", "jedna z", "w odpowiedzi", "poza tym"],
    needing: &[],
    connectives: &["ale", "a", "i", "jednak"],
    connectives_with_comma: &["tymczasem"],
    personal: &["ja", "my", "mnie", "mi", "nas", "nam", "nasz", "nasza", "nasze", "mój", "moja", "moje", "ty", "wy", "wam"],
    unspaced: false,
};

#[rustfmt::skip]
const SV: Tongue = Tongue {
    pointing: &[
        "han", "hon", "denna", "detta", "dessa", "hans", "hennes", "deras", "dess", "där", "här", "så", "därför", "då",
        "därefter", "därmed", "dessutom", "båda", "sådana", "honom", "henne",
    ],
    pointing_pairs: &["de två", "en av", "ett av", "till exempel", "efter det", "i stället", "det är", "det var"],
    needing: &[],
    connectives: &["men", "och"],
    connectives_with_comma: &[],
    personal: &["jag", "vi", "mig", "oss", "min", "mitt", "mina", "vår", "vårt", "våra", "du", "ni", "er"],
    unspaced: false,
};

#[rustfmt::skip]
const DA: Tongue = Tongue {
    pointing: &[
        "han", "hun", "denne", "dette", "disse", "hans", "hendes", "hennes", "deres", "dets", "der", "dér", "her", "så", "derfor",
        "derefter", "dermed", "desuden", "dessuten", "begge", "sådan", "slik", "ham", "hende", "da",
    ],
    pointing_pairs: &["de to", "en af", "et af", "en av", "et av", "for eksempel", "efter det", "etter det", "det er", "det var"],
    needing: &[],
    connectives: &["men", "og"],
    connectives_with_comma: &[],
    personal: &["jeg", "vi", "mig", "meg", "os", "oss", "min", "mit", "mitt", "mine", "vores", "vår", "våre", "du", "dere"],
    unspaced: false,
};

#[rustfmt::skip]
const TR: Tongue = Tongue {
    pointing: &[
        "o", "bu", "şu", "onlar", "bunlar", "onun", "bunun", "onların", "bunların", "ona", "buna", "böylece", "böyle", "öyle",
        "orada", "burada", "bundan", "ondan", "daha", "ayrıca",
    ],
    pointing_pairs: &["bunun için", "bu nedenle", "her iki", "daha sonra"],
    needing: &[],
    connectives: &["ama", "ancak", "fakat", "ve"],
    connectives_with_comma: &[],
    personal: &["ben", "biz", "beni", "bizi", "bana", "bize", "benim", "bizim", "siz", "sizin", "sen"],
    unspaced: false,
};

impl Tongue {
    /// The words of a language. Without one, those of English; none for languages that nothing is known of.
    pub fn of(language: Option<Language>) -> &'static Self {
        match language.as_ref().map_or("en", Language::as_str) {
            "en" => &EN,
            "de" => &DE,
            "es" => &ES,
            "fr" => &FR,
            "it" => &IT,
            "pt" => &PT,
            "nl" => &NL,
            "ru" => &RU,
            "uk" => &UK,
            "ar" => &AR,
            "zh" => &ZH,
            "ja" => &JA,
            "pl" => &PL,
            "sv" => &SV,
            "da" | "no" | "nb" | "nn" => &DA,
            "tr" => &TR,
            _ => &NOTHING,
        }
    }

    /// Whether a sentence, without its opening, begins by pointing back; `first` and `second` are its first words in lower case.
    pub fn points_back(&self, sentence: &str, first: &str, second: &str) -> bool {
        if self.unspaced {
            let sentence = sentence.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            return self.pointing.iter().any(|opening| sentence.starts_with(opening))
                || pronoun_after_time(sentence);
        }
        let pair = |pair: &&str| pair.split_once(' ') == Some((first, second));
        self.pointing.contains(&first) || self.pointing_pairs.iter().any(pair)
    }

    /// Bytes of a connective that opens the sentence and may be cut off, with what stands behind it; 0 where there is none.
    pub fn connective(&self, sentence: &str) -> usize {
        let comma = |letter: char| matches!(letter, ',' | '，' | '、' | '،');
        let cut = |opening: &str, with_comma: bool| {
            let rest = &sentence[begins(sentence, opening)?..];
            let tail = rest.trim_start_matches(|letter: char| comma(letter) || letter.is_whitespace());
            let parted =
                if with_comma { rest.starts_with(comma) } else { self.unspaced || tail.len() < rest.len() };
            (parted && !tail.is_empty()).then(|| sentence.len() - tail.len())
        };
        let plain = self.connectives.iter().find_map(|opening| cut(opening, false));
        let with_comma = || self.connectives_with_comma.iter().find_map(|opening| cut(opening, true));
        plain.or_else(with_comma).unwrap_or(0)
    }
}

/// Bytes of `opening`, which is in lower case, at the start of a sentence in any case.
fn begins(sentence: &str, opening: &str) -> Option<usize> {
    let mut letters = sentence.char_indices();
    for wanted in opening.chars() {
        letters.next().filter(|(_, letter)| *letter == wanted || letter.to_lowercase().eq([wanted]))?;
    }
    Some(letters.next().map_or(sentence.len(), |(at, _)| at))
}

/// Whether a Chinese sentence tells of somebody by a pronoun with nothing before it but when that was: "那天晚上他".
fn pronoun_after_time(sentence: &str) -> bool {
    const WHEN: &str = "可但而那这当天日时晚上下午早昨今年月周后来前之随在一二三四五六七八九十";
    let when = |letter: char| letter.is_ascii_digit() || WHEN.contains(letter);
    let rest = sentence.trim_start_matches(when).trim_start_matches('，');
    rest.len() < sentence.len() && rest.starts_with(['他', '她', '它'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> &'static Tongue {
        Tongue::of(Language::parse(tag))
    }

    #[test]
    fn each_language_points_back_in_its_own_words() {
        let check = |tag: &str, sentence: &str, expected: bool| {
            let lower = sentence.to_lowercase();
            let mut words = lower.split(' ');
            let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            assert_eq!(of(tag).points_back(sentence, first, second), expected, "{sentence}");
        };
        check("en", "The two ferries sank.", true);
        check("de", "Der Hafen von Lumen ist zu.", false);
        check("de", "Dabei sank die Fähre.", true);
        check("it", "Il governo chiude il porto di Lumen.", false);
        check("it", "Questo accordo chiude il porto.", true);
        check("fr", "Il ferme le port de Lumen.", true);
        check("ru", "Он закрыл порт.", true);
        check("zh", "他关闭了港口。", true);
        check("zh", "那天晚上他关闭了港口。", true);
        check("zh", "港口关闭了。", false);
        check("vi", "So la cang Lumen.", false);
    }

    #[test]
    fn connectives_are_cut_where_what_follows_stands() {
        let check = |tag: &str, sentence: &str, expected: &str| {
            assert_eq!(&sentence[of(tag).connective(sentence)..], expected);
        };
        check("en", "However, the ferry sank.", "the ferry sank.");
        check("en", "Butter sank.", "Butter sank.");
        check("es", "Sin embargo, el ferry se hundió.", "el ferry se hundió.");
        check("es", "Además del ferry se hundió un bote.", "Además del ferry se hundió un bote.");
        check("ru", "Но порт закрыт.", "порт закрыт.");
        check("ja", "しかし、港は閉じた。", "港は閉じた。");
        check("zh", "但是港口关闭了。", "港口关闭了。");
        check("zh", "但愿港口关闭了。", "但愿港口关闭了。");
    }
}
