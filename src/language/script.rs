//! What the script of a text says of its language: many scripts name it, and need no model.

use unicode_script::{Script, UnicodeScript};

use super::Language;
use crate::text::{beyond_ascii, count_bytes};

/// What the letters of a text say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    /// No letters to speak of.
    Nothing,
    /// Written in Latin letters, which many languages share.
    Latin,
    /// A language, with the share of the letters that are of its script.
    Language(Language, f64),
}

/// Scripts that one language of the news is written in, or nearly.
const NAMED: &[(Script, &str)] = &[
    (Script::Thai, "th"),
    (Script::Greek, "el"),
    (Script::Hebrew, "he"),
    (Script::Armenian, "hy"),
    (Script::Georgian, "ka"),
    (Script::Bengali, "bn"),
    (Script::Tamil, "ta"),
    (Script::Telugu, "te"),
    (Script::Kannada, "kn"),
    (Script::Malayalam, "ml"),
    (Script::Gujarati, "gu"),
    (Script::Gurmukhi, "pa"),
    (Script::Oriya, "or"),
    (Script::Sinhala, "si"),
    (Script::Khmer, "km"),
    (Script::Lao, "lo"),
    (Script::Myanmar, "my"),
    (Script::Tibetan, "bo"),
    (Script::Ethiopic, "am"),
    (Script::Thaana, "dv"),
    (Script::Hangul, "ko"),
];

/// Scripts that several languages share and whose letters tell them apart: the first row whose letters
/// are met wins, the row without letters is what is left.
const SHARED: &[(Script, &[(&str, &str)])] = &[
    (
        Script::Cyrillic,
        &[
            ("mk", "ѓќѕ"),
            ("sr", "ђјљњћџ"),
            ("kk", "әғқұ"),
            ("mn", "өү"),
            ("be", "ў"),
            ("uk", "їєґі"),
            ("ru", "ыэё"),
            ("bg", "ъ"),
            ("ru", ""),
        ],
    ),
    (
        Script::Arabic,
        &[
            ("ps", "ښډړټځڅې"),
            ("ur", "ٹڈڑےں"),
            ("fa", "پچژگ"),
            ("ar", ""),
        ],
    ),
    (Script::Devanagari, &[("mr", "ळ"), ("hi", "")]),
];

/// A character of these scripts is worth about three Latin letters.
const IDEOGRAPH: usize = 3;

/// Whether a language is told by its script alone.
pub(super) fn tells(language: Language) -> bool {
    let tag = language.as_str();
    let shared = SHARED
        .iter()
        .flat_map(|(_, rows)| rows.iter())
        .any(|&(known, _)| known == tag);
    shared || matches!(tag, "zh" | "ja") || NAMED.iter().any(|&(_, known)| known == tag)
}

/// What the letters of `text` say of its language.
pub(super) fn said(text: &str) -> Said {
    let is_plain = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    let mut latin = count_bytes(text.as_bytes(), is_plain);
    if text.is_ascii() {
        return if latin == 0 {
            Said::Nothing
        } else {
            Said::Latin
        };
    }
    let (mut han, mut kana) = (0, 0);
    let mut others: Vec<(Script, usize)> = Vec::new();
    for (_, c) in beyond_ascii(text).filter(|(_, c)| c.is_alphabetic()) {
        match c.script() {
            Script::Latin => latin += 1,
            Script::Han => han += IDEOGRAPH,
            Script::Hiragana | Script::Katakana => kana += IDEOGRAPH,
            Script::Common | Script::Inherited | Script::Unknown => {}
            script => match others.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => others.push((script, 1)),
            },
        }
    }
    let all = latin + han + kana + others.iter().map(|(_, count)| count).sum::<usize>();
    let (script, most) = others
        .into_iter()
        .max_by_key(|&(_, count)| count)
        .unwrap_or((Script::Unknown, 0));
    if all == 0 {
        Said::Nothing
    } else if han + kana > latin.max(most) {
        // Japanese has kana in every sentence; a stray one in a Chinese text is fashion.
        let tag = if kana * 10 >= han + kana { "ja" } else { "zh" };
        language(tag, han + kana, all)
    } else if latin >= most {
        Said::Latin
    } else {
        language(named(script, text), most, all)
    }
}

/// Letters by which languages of one script differ: all that each of them has.
const ALPHABETS: &[&[(&str, &str)]] = &[
    &[
        ("ru", "ыэёъ"),
        ("uk", "їєґі"),
        ("be", "ўіыэё"),
        ("bg", "ъ"),
        ("sr", "ђјљњћџ"),
        ("mk", "ѓќѕјљњџ"),
        ("kk", "әғқұіңөүһыэё"),
        ("mn", "өүыэёъ"),
    ],
    &[
        ("ar", ""),
        ("fa", "پچژگ"),
        ("ur", "ٹڈڑےںپچژگ"),
        ("ps", "ښډړټځڅېپچژگ"),
    ],
    &[("hi", ""), ("mr", "ळ")],
];

/// What a table says of a language.
fn row_of<T: Copy>(rows: &[(&str, T)], language: Language) -> Option<T> {
    let row = rows.iter().find(|(tag, _)| *tag == language.as_str());
    row.map(|&(_, says)| says)
}

/// Whether a text that its letters give to `said` may be in `own` all the same: it has no letter that
/// `own` has not.
pub(super) fn may_be(text: &str, own: Language, said: Language) -> bool {
    if (own.as_str(), said.as_str()) == ("ja", "zh") {
        return true;
    }
    ALPHABETS.iter().any(|rows| {
        let (Some(ours), Some(_)) = (row_of(rows, own), row_of(rows, said)) else {
            return false;
        };
        let tells = |c: &char| rows.iter().any(|(_, letters)| letters.contains(*c));
        text.chars()
            .flat_map(char::to_lowercase)
            .filter(tells)
            .all(|c| ours.contains(c))
    })
}

/// The letters beyond ASCII of languages in Latin letters, as CLDR's main exemplar characters have them.
const LATIN: &[(&str, &str)] = &[
    ("ca", "àçéèíïòóúü"),
    ("de", "äöüß"),
    ("en", ""),
    ("es", "áéíóúüñ"),
    ("fr", "àâæçéèêëîïôùûüÿœ"),
    ("id", ""),
    ("it", "àéèìíîòóùú"),
    ("nl", "áäéëíïóöúüèêç"),
    ("pt", "áâãàçéêíóôõúü"),
    (
        "vi",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
    ),
];

/// Whether many words of a text, names aside, have Latin letters that a language has not: `řekl` is no Portuguese. A few
/// are borrowed.
pub(super) fn is_strange(text: &str, language: Language) -> bool {
    /// Of so many words one may be borrowed.
    const BORROWED: usize = 8;
    let Some(letters) = row_of(LATIN, language) else {
        return false;
    };
    let is_strange = |c: char| !c.is_ascii() && c.is_alphabetic() && !letters.contains(c);
    let (mut words, mut strange) = (0, 0);
    for (_, word) in crate::text::words(text) {
        if word.starts_with(char::is_lowercase) {
            words += 1;
            strange += usize::from(word.chars().any(is_strange));
        }
    }
    strange * BORROWED > words
}

/// Languages that are written nearly as others are: a passage in one reads as one in the other.
const CLOSE: &[(&str, &[&str])] = &[
    ("af", &["nl"]),
    ("an", &["es", "ca"]),
    ("ast", &["es", "pt"]),
    ("co", &["it"]),
    ("eo", &["ca", "es", "it", "pt"]),
    ("ext", &["es"]),
    ("fur", &["it"]),
    ("fy", &["nl"]),
    ("gl", &["pt", "es", "ca"]),
    ("gsw", &["de"]),
    ("ia", &["it", "es"]),
    ("ie", &["it", "es", "ca", "fr"]),
    ("io", &["it", "es", "ca"]),
    ("jv", &["id"]),
    ("la", &["it", "es", "pt", "ca"]),
    ("lad", &["es"]),
    ("lb", &["de"]),
    ("li", &["nl"]),
    ("lmo", &["it"]),
    ("min", &["id"]),
    ("ms", &["id"]),
    ("mwl", &["pt", "es"]),
    ("nap", &["it"]),
    ("nds", &["de", "nl"]),
    ("oc", &["ca", "fr", "es"]),
    ("pms", &["it"]),
    ("sc", &["it"]),
    ("scn", &["it"]),
    ("sco", &["en"]),
    ("su", &["id"]),
    ("vec", &["it"]),
    ("wa", &["fr"]),
    ("zea", &["nl"]),
];

/// Whether a passage of a text in `own` reads as one in `other` for no other reason than that the languages are close.
pub(super) fn is_close(own: Language, other: Language) -> bool {
    row_of(CLOSE, own).is_some_and(|others| others.contains(&other.as_str()))
}

fn language(tag: &str, of: usize, all: usize) -> Said {
    #[expect(clippy::cast_precision_loss, reason = "counts of letters in a sample")]
    let share = of as f64 / all as f64;
    Language::new(tag).map_or(Said::Nothing, |language| Said::Language(language, share))
}

fn named(script: Script, text: &str) -> &'static str {
    if let Some((_, tag)) = NAMED.iter().find(|(known, _)| *known == script) {
        return tag;
    }
    let Some((_, rows)) = SHARED.iter().find(|(known, _)| *known == script) else {
        return "";
    };
    let has = |letters: &str| {
        text.chars()
            .any(|c| letters.contains(c) || c.to_lowercase().any(|c| letters.contains(c)))
    };
    rows.iter()
        .find(|(_, letters)| letters.is_empty() || has(letters))
        .map_or("", |(tag, _)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> String {
        match said(text) {
            Said::Language(language, _) => language.to_string(),
            Said::Latin => "latin".into(),
            Said::Nothing => "nothing".into(),
        }
    }

    #[test]
    fn a_script_of_one_language_names_it() {
        assert_eq!(tag("안녕하세요 여러분"), "ko");
        assert_eq!(tag("สวัสดีครับ"), "th");
        assert_eq!(tag("Καλημέρα σας"), "el");
        assert_eq!(tag("नमस्ते दुनिया"), "hi");
    }

    #[test]
    fn kana_tells_japanese_from_chinese() {
        assert_eq!(tag("今日は良い天気です"), "ja");
        assert_eq!(tag("今天天气很好"), "zh");
        assert_eq!(tag("使用 PyTorch 训练模型"), "zh");
    }

    #[test]
    fn single_letters_tell_languages_of_one_script_apart() {
        assert_eq!(tag("Это русский текст"), "ru");
        assert_eq!(tag("Це український текст"), "uk");
        assert_eq!(tag("Гэта беларускі тэкст, ён доўгі"), "be");
        assert_eq!(tag("Ово је српски текст"), "sr");
        assert_eq!(tag("Това е български, което се вижда от буквата ъ"), "bg");
        assert_eq!(tag("این یک متن است که گفته شد"), "fa");
        assert_eq!(tag("هذا نص عربي"), "ar");
    }

    #[test]
    fn latin_letters_and_digits_name_none() {
        assert_eq!(tag("Hello"), "latin");
        assert_eq!(tag("12/3 – 4"), "nothing");
    }
}
