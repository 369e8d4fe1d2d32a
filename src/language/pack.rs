//! What is known of one language, as data: the form of `packs/<tag>.toml`.
//!
//! Nothing about a language stands in code. A pack is read once, when the first text in its language
//! comes along, and never again. Words are compared in lower case, in NFC, **with** their diacritics
//! (in Vietnamese *bảy* is seven and *bay* is to fly), so a pack lists every spelling that texts use.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One language, as its file says it. Every key is required in a complete pack; a basic pack
/// (`complete = false`) has what CLDR gives and leaves the rest out.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// BCP 47 primary language subtag, `es`.
    pub tag: String,
    /// English name, `Spanish`.
    pub name: String,
    /// Its own name, `español`.
    pub native_name: String,
    /// Whether every key is filled with care. The scripts of a basic pack's checks are narrower.
    pub complete: bool,
    /// Where the facts come from (CLDR and its version, hand additions).
    pub source: String,
    /// Number spelling.
    pub numbers: Numbers,
    /// Calendar dates.
    #[serde(default)]
    pub dates: Dates,
    /// Times of day.
    #[serde(default)]
    pub times: Times,
    /// Words for units of measure and of time: CLDR-like unit id (`kilometer`, `year`) to its spellings.
    #[serde(default)]
    pub units: BTreeMap<String, Vec<String>>,
    /// Whether its readers measure in miles, pounds and degrees Fahrenheit, as CLDR's measurement systems say.
    #[serde(default)]
    pub customary_units: bool,
    /// Words for currencies: ISO 4217 code to its spellings.
    #[serde(default)]
    pub currencies: BTreeMap<String, Vec<String>>,
    /// How the language denies.
    #[serde(default)]
    pub negation: Negation,
    /// What sentence splitting must know beyond UAX #29.
    #[serde(default)]
    pub sentences: Sentences,
    /// Quotation marks and reported speech.
    #[serde(default)]
    pub quotes: Quotes,
    /// Words before a number that make the distance after it the way of an hour: `時速`, `每小时`.
    #[serde(default)]
    pub per_hour_before: Vec<String>,
    /// Words by which a class of results takes in the better ones ("or better", "trở lên").
    #[serde(default)]
    pub claims: Claims,
    /// What stands around names, and names that have a known form in each language.
    #[serde(default)]
    pub names: Names,
    /// Known acronyms: the English acronym to this language's forms of it (`UN = ["ONU"]`).
    #[serde(default)]
    pub acronyms: BTreeMap<String, Vec<String>>,
    /// What the language calls things that others name by a code: the code, folded, to beginnings of its words in lower case
    /// (`covid-19 = ["新冠"]`).
    #[serde(default)]
    pub codes: BTreeMap<String, Vec<String>>,
    /// Text that belongs to the page and not to the article.
    #[serde(default)]
    pub furniture: Furniture,
    /// Letters that a text in this language takes for 100 letters of the same text in English, counted on handbooks and health
    /// notices in both; 0 where nobody has counted.
    #[serde(default)]
    pub length: f64,
    /// How many letters of English a Chinese character stands for in this language; 0 where it has none. A name of ten
    /// characters says more than a verb of ten kana.
    #[serde(default)]
    pub character: f64,
    /// How many letters of English a sign for a syllable stands for: a kana.
    #[serde(default)]
    pub syllable: f64,
    /// Marks before which the language sets a space: `;:!?»` in French.
    #[serde(default)]
    pub spaced_marks: String,
    /// What a noun takes at its end in the plural or in a case: `s`, `es`. Terms of a glossary are found with them.
    #[serde(default)]
    pub endings: Vec<String>,
    /// The commonest words that carry grammar; they tell residue of this language fast.
    #[serde(default)]
    pub function_words: Vec<String>,
    /// Words of grammar that never stand twice in a row in good text: articles, most prepositions and conjunctions.
    /// `that that` and `had had` are good English, `từ từ` is good Vietnamese.
    #[serde(default)]
    pub never_doubled: Vec<String>,
    /// Whether any word may be doubled to change its meaning (`xanh xanh`, `piano piano`).
    #[serde(default)]
    pub doubles_words: bool,
    /// Common words beyond those of the lexicon, each form by itself. A capitalised word that is one of them
    /// (`Premiership`, `Coroner`) may be no name.
    #[serde(default)]
    pub vocabulary: Vec<String>,
}

/// How numbers are written, in digits and in words.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// Decimal separator in running text.
    pub decimal: String,
    /// Grouping separators met in running text, the usual one first; no-break spaces are understood anyway.
    pub group: Vec<String>,
    /// Whether texts in this language also meet the other convention (`1,234.5` in a Mexican text):
    /// then an ambiguous number keeps both readings.
    #[serde(default)]
    pub both_conventions: bool,
    /// Words and signs after (or before) a number that make it a percentage.
    #[serde(default)]
    pub percent: Vec<String>,
    /// Words before a number that make it a percentage: `百分之`.
    #[serde(default)]
    pub percent_before: Vec<String>,
    /// Words that count tenths of a whole: `割`, `成`. Three of them are thirty percent.
    #[serde(default)]
    pub tenths: Vec<String>,
    /// What stands between the whole and the part of a fraction that is said whole first: `分の`, `分之`.
    #[serde(default)]
    pub parts_of: Vec<String>,
    /// Words between a number and its unit that say that it is more: `20多年`, `10余り`.
    #[serde(default)]
    pub and_more: Vec<String>,
    /// Words that add their value: zero to nineteen, the tens, fused hundreds (`doscientos`).
    #[serde(default)]
    pub words: BTreeMap<String, u64>,
    /// Words that multiply what stands before them: `hundred`, `mươi`, `mil`, `million`, `tỷ`.
    #[serde(default)]
    pub scales: BTreeMap<String, u64>,
    /// Scales that are a number with nothing before them: `mil`, `tausend` (English says *a thousand*).
    #[serde(default)]
    pub bare_scales: Vec<String>,
    /// Words before a number that make it known which things are meant, so that a version may leave the number out: `all three`,
    /// `los tres`.
    #[serde(default)]
    pub definite: Vec<String>,
    /// Words for a number of things: `dozen` = 12; they multiply too (`two dozen`).
    #[serde(default)]
    pub collectives: BTreeMap<String, u64>,
    /// Words inside one spelled number that add nothing: `and`, `y`, `linh`, `lẻ`.
    #[serde(default)]
    pub joiners: Vec<String>,
    /// Words before a heat that put it below zero: `minus`, `âm`.
    #[serde(default)]
    pub minus: Vec<String>,
    /// Phrases that end in such a word and do not: `au moins`, `más o menos`.
    #[serde(default)]
    pub not_minus: Vec<String>,
    /// Words behind a heat that put it below zero: `below zero`, `bajo cero`.
    #[serde(default)]
    pub below_zero: Vec<String>,
    /// Number words that are articles or pronouns when they stand alone: `one`, `un`, `una`, `một`.
    /// Alone they claim nothing; within a longer number they count.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Half a unit of the scale just said: `rưỡi` (`một triệu rưỡi` = 1,500,000), `y medio`, `and a half`.
    #[serde(default)]
    pub and_a_half: Vec<String>,
    /// Phrases that hold a number word and are no number: `one another`, `no one`, `một cách`, `một số`.
    #[serde(default)]
    pub not_numbers: Vec<String>,
    /// Fractions in words: `half = "1/2"`, `two thirds = "2/3"`.
    #[serde(default)]
    pub fractions: BTreeMap<String, String>,
    /// What stands between the numbers of a share: `of`, `out of`, `de cada`, `trên`, `trong tổng số`.
    #[serde(default)]
    pub share: Vec<String>,
    /// Ordinal words: `first = 1`. Homographs of other words (`second` of time) are left out.
    #[serde(default)]
    pub ordinals: BTreeMap<String, u64>,
    /// What a digit takes to become an ordinal, written together: `st`, `nd`, `º`, `ª`, `er`.
    #[serde(default)]
    pub ordinal_suffixes: Vec<String>,
    /// What stands before a cardinal to make it an ordinal: `thứ`, `lần thứ`.
    #[serde(default)]
    pub ordinal_prefixes: Vec<String>,
    /// Words between the ends of a range: `to`, `a`, `đến`, `and` after `between` is in `between`.
    #[serde(default)]
    pub range_words: Vec<String>,
    /// Pairs that enclose a range: `["from", "to"]`, `["between", "and"]`, `["entre", "y"]`, `["từ", "đến"]`.
    #[serde(default)]
    pub range_frames: Vec<(String, String)>,
    /// Words that join the members of a list: `and`, `y`, `e`, `và`.
    #[serde(default)]
    pub conjunctions: Vec<String>,
    /// Vague amounts, never compared as numbers: `hundreds`, `thousands of`, `vài`, `hàng trăm`.
    #[serde(default)]
    pub vague: Vec<String>,
    /// Words that hold a number and do not count with it: `twice` = 2, `decade` = 10, `trio` = 3, `sedicenne` = 16.
    /// They account for the number in another version, and claim nothing themselves.
    #[serde(default)]
    pub holding: BTreeMap<String, u64>,
    /// What is written together with a number word before it: Arabic `و`, `ب`.
    #[serde(default)]
    pub clitics: Vec<String>,
    /// What joins a ten to the unit said before it, in the same word as the ten: `خمسة وعشرون`. A second entry
    /// is the same for ordinals: `الخامس والعشرون`.
    #[serde(default)]
    pub units_first: Vec<String>,
    /// Where whole numbers are one word (`zweitausendeinundzwanzig`), what joins a unit to the ten in it; empty where
    /// nothing does.
    #[serde(default)]
    pub fused: Vec<String>,
}

/// How dates are written.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Twelve lists, January first: full names, then abbreviations as texts write them (with and without point).
    /// Where months are numbers (`tháng 8`), both the digit form and the word form (`tháng tám`).
    pub months: Vec<Vec<String>>,
    /// Seven lists, Monday first.
    pub weekdays: Vec<Vec<String>>,
    /// Words right before a weekday that could be read as an ordinal: `hôm`, `vào`, `sáng` before *thứ ba*.
    #[serde(default)]
    pub weekday_cues: Vec<String>,
    /// Order of all-digit dates: `dmy`, `mdy` or `ymd`.
    pub order: String,
    /// Textual dates, longest first. Words are literal and compared in lower case; placeholders are `{day}` (1-31,
    /// with or without ordinal suffix), `{month}` (a name of `months`), `{month_number}` (1-12), `{year}` (1000-2999),
    /// `{weekday}`, `{days}` (two or more days joined: `9 and 15`, `3, 4 y 5`, `9th and 15th`).
    pub patterns: Vec<String>,
    /// Decades: `{year}s`, `años {decade}`, `thập niên {year}`; `{decade}` is two digits, `{year}` four.
    pub decades: Vec<String>,
    /// Centuries: `{ordinal} century`, `siglo {roman}`, `thế kỷ {number}`, `thế kỷ {roman}`.
    pub centuries: Vec<String>,
    /// Words that make the number after (or before) them a year: `năm`, `year`, `año`.
    pub year_words: Vec<String>,
    /// Reigns by which years are counted, each with the year before its first: `令和` = 2018.
    #[serde(default)]
    pub eras: BTreeMap<String, u16>,
    /// Dates said from the day of writing: the phrase to a language-neutral id (`yesterday`, `last-year`,
    /// `this-month`, `next-week`, `today`, `tomorrow`, `last-week`, `last-month`, `this-year`, `this-week`, `next-month`, `next-year`).
    pub relative: BTreeMap<String, String>,
}

/// How times of day are written.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Forms, longest first: `{hour}:{minute} {half_day}`, `{hour} giờ {minute}`, `{hour}h{minute}`, `las {hour} y media`.
    /// Placeholders are `{hour}`, `{minute}`, `{second}`, `{half_day}` (a word of `am` or `pm`),
    /// `{-minute}` (minutes before the hour: `{hour} giờ kém {-minute}`), and at the end `{+30}` or `{-15}` where the words
    /// themselves say minutes (`half past {hour} {+30}`, `las {hour} menos cuarto {-15}`).
    pub patterns: Vec<String>,
    /// Words and signs of the first half of the day: `a.m.`, `de la mañana`, `sáng`.
    pub am: Vec<String>,
    /// Of the second half: `p.m.`, `de la tarde`, `de la noche`, `chiều`, `tối`.
    pub pm: Vec<String>,
    /// Noon.
    pub noon: Vec<String>,
    /// Words for the middle of the day that may mean noon, and claim nothing: `中午`, `昼`.
    #[serde(default)]
    pub midday: Vec<String>,
    /// Midnight.
    pub midnight: Vec<String>,
}

/// How the language denies.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Negation {
    /// Words that deny wherever they stand: `not`, `never`, `no`, `không`, `chưa`.
    pub words: Vec<String>,
    /// Endings that deny: `n't`.
    pub suffixes: Vec<String>,
    /// Words that deny by what they mean: `fail`, `refuse`, `sin`, `thiếu`. They excuse a missing cue, and never raise one.
    pub implicit: Vec<String>,
    /// Cues (also in `words`) for what has ended or has not begun: `no longer`, `không còn`, `chưa`. Another language may
    /// say the same as a change: *moved away*, *is going on*.
    #[serde(default)]
    pub changing: Vec<String>,
    /// Phrases that hold a cue and deny nothing: `not only`, `sin embargo`, `hàng không`.
    pub neutral: Vec<String>,
    /// Cues (also in `words`) that only repeat a denial made before them in the clause: `nada`, `nadie`, `nunca` after `no`.
    #[serde(default)]
    pub concord: Vec<String>,
    /// Cues (also in `words`) that ask and do not deny where a clause ends with them: `không`, `chưa`.
    #[serde(default)]
    pub asking: Vec<String>,
    /// Words that open a question which such a cue ends (`có`, `liệu`), and those by which the sentence goes on after it.
    #[serde(default)]
    pub opens_question: Vec<String>,
    /// The latter: `khi`, `nếu`.
    #[serde(default)]
    pub after_asking: Vec<String>,
    /// Cues (also in `words`) that, right after a word of content, deny only with a denial before them: `ninguna`, `nada`.
    #[serde(default)]
    pub bound: Vec<String>,
    /// Those of them that deny by themselves as the subject of a word behind them: `nadie vino`.
    #[serde(default)]
    pub subjects: Vec<String>,
    /// Words that stand only with a denial before them, or where a text asks, supposes or compares: `whatsoever`,
    /// `siquiera`, `hề`. Without any, a denial was lost.
    #[serde(default)]
    pub needing: Vec<String>,
    /// Phrases that hold such a word and need nothing: `at all costs`, `trò hề`.
    #[serde(default)]
    pub free: Vec<String>,
    /// Words that let them stand without a denial: `if`, `before`, `only`, `nếu`.
    #[serde(default)]
    pub allowing: Vec<String>,
    /// Words that compare (`más`, `mejor`), after which a cue of `concord` is *ever*: `más que nunca`.
    #[serde(default)]
    pub compares: Vec<String>,
    /// Words between the two: `que`.
    #[serde(default)]
    pub than: Vec<String>,
    /// Words for *only* that take back a denial some words before them: `no depende solo de la lluvia`.
    #[serde(default)]
    pub only: Vec<String>,
    /// The first half of a denial of two words (`ne` of `ne … pas`; also in `implicit`): it is none of its own before the
    /// second.
    #[serde(default)]
    pub leading: Vec<String>,
    /// Words by themselves no cues that end a denial which one of those begins: `ne chante plus`.
    #[serde(default)]
    pub closing: Vec<String>,
    /// Words behind such a word that make it restrict: `ne gagne plus que dix`.
    #[serde(default)]
    pub restricting: Vec<String>,
    /// Words that another language may deny with (`only`, `still`, `outside`), and that say much else. They excuse a
    /// missing cue only where they stand in its place.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Beginnings that deny the word they stand before: `un-` in `unfit`. They excuse a missing cue, and never raise one.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Ends that deny the word they stand after: `-less` in `powerless`. They excuse, too.
    #[serde(default)]
    pub endings: Vec<String>,
}

/// What sentence splitting must know beyond UAX #29.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// Abbreviations after which a sentence does not end although a capital follows: `Dr.`, `Sr.`, `TP.`, `PGS.`.
    pub abbreviations: Vec<String>,
    /// Abbreviations that only go on before a digit or a code: `No.`, `núm.`, `p.`, `Fig.`.
    pub before_number: Vec<String>,
    /// Abbreviations that may end a sentence, and go on only before a lower-case word: `etc.`, `Inc.`, `v.v.`, `EE. UU.`.
    pub may_end: Vec<String>,
    /// Words with which a new sentence often begins; after a `may_end` abbreviation they begin one.
    pub starters: Vec<String>,
    /// Words that something must follow at once, not even a comma: `the`, `my`, `del`, `của`.
    #[serde(default)]
    pub open: Vec<String>,
    /// Words that no sentence ends with, and that a comma may follow: `and, after a while,`.
    #[serde(default)]
    pub leading: Vec<String>,
    /// Words that govern a noun and stand right before its phrase: `del`, `của`.
    #[serde(default)]
    pub governing: Vec<String>,
    /// Words that never stand right after one of those: verbs and conjunctions that ask for the noun first.
    #[serde(default)]
    pub never_governed: Vec<String>,
}

/// Quotation marks and reported speech.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// Opening and closing marks, the preferred pair first; `"` opens and closes everywhere and is listed too.
    pub pairs: Vec<(String, String)>,
    /// Verbs of saying, every form that attributes speech: `said`, `dijo`, `cho biết`, `nhấn mạnh`.
    pub speech: Vec<String>,
    /// Forms of the mood in which a language tells what others said, where it has one and no other form looks
    /// alike: `sei`, `er habe`.
    #[serde(default)]
    pub reported: Vec<String>,
    /// Words of the first person in all forms, in languages that never leave them out: `i`, `our`, `ich`, `je`;
    /// of elided ones what stands before the apostrophe.
    #[serde(default)]
    pub first_person: Vec<String>,
}

/// How results are counted by grade.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// After a grade or a number, these take in the better or the higher: `or better`, `o mejor`, `trở lên`.
    pub cumulative: Vec<String>,
    /// These take in the lower: `or less`, `o menos`, `trở xuống`.
    pub cumulative_down: Vec<String>,
    /// Words that say a share again in other terms: `accounting for`, `lo que representa`, `chiếm`.
    #[serde(default)]
    pub accounting: Vec<String>,
    /// Words of degree that tell grades apart: `well`, `fairly`, `excellently`, `bien`, `tốt`, `khá`, `xuất sắc`.
    pub grades: Vec<String>,
    /// Words beside a number that make it the whole of what is listed after it: `total`, `in all`, `tổng cộng`.
    #[serde(default)]
    pub totals: Vec<String>,
    /// Words that open the full list of a whole's parts: `made up of`, `dividido en`, `chia thành`. Those that may open a
    /// part of it (`including`, `bao gồm`) are none.
    #[serde(default)]
    pub made_of: Vec<String>,
    /// Words before a number that make it rough: `about`, `unos`, `khoảng`.
    #[serde(default)]
    pub roughly: Vec<String>,
}

/// What a capital within a sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Capitals {
    /// A name begins.
    #[default]
    Names,
    /// A name or any noun begins (German): only a run of capitalised words is taken for a name.
    Nouns,
    /// Words are written syllable by syllable (Vietnamese), and of many names only the first syllable has a
    /// capital: a name is a run of capitalised syllables.
    Syllables,
}

/// What stands around names.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// What a capital within a sentence tells.
    #[serde(default)]
    pub capitals: Capitals,
    /// Titles of persons: `Mr`, `Sra.`, `ông`, `đồng chí`.
    pub titles: Vec<String>,
    /// First words of full names that tell a person where every syllable is written apart: `Nguyễn`, `Trần`.
    #[serde(default)]
    pub surnames: Vec<String>,
    /// Head words of organisations and offices: `Committee`, `Departamento`, `Ban`, `Ủy ban`.
    pub organisations: Vec<String>,
    /// Head words of places: `district`, `río`, `tỉnh`, `xã`.
    pub places: Vec<String>,
    /// Small words inside a name: `de`, `van`, `y`, `of`.
    pub particles: Vec<String>,
    /// Words of grammar that join two words of one name (`Game of Thrones`, `Casa de la Moneda`), with their article.
    #[serde(default)]
    pub joining: Vec<String>,
    /// Capitalised words that are no names: `I`, `Internet`, weekday-like and sentence-initial words not seen elsewhere in the pack.
    pub common: Vec<String>,
    /// Pronouns of the third person and possessives, in lower case: `he`, `su`, `ông ấy`.
    #[serde(default)]
    pub pronouns: Vec<String>,
    /// Nouns by which a text goes on about what it has named, in lower case: `the country`, `the singer`, `the club`.
    #[serde(default)]
    pub stand_ins: Vec<String>,
    /// Prefixes with which words are made that lists leave out, folded: `pretrial`, `reborn`.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Endings of verbs in forms that lists of words leave out, folded: `fracasamos`, `encárguese`.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Letters that link a word to the one that it is written together with, folded: the `s` of `Unabhängigkeitstag`.
    #[serde(default)]
    pub links: Vec<String>,
    /// Ends that a word loses before another one, folded: the `en` of `fernsehen` in `Fernsehturm`.
    #[serde(default)]
    pub cut_ends: Vec<String>,
    /// Endings that make people or an adjective of a place's or a person's name, folded: `californiens`, `freudiano`.
    #[serde(default)]
    pub people: Vec<String>,
    /// What this language writes for letters of English transcriptions, in names from other scripts: `["sh", "sch"]`.
    #[serde(default)]
    pub transcription: Vec<[String; 2]>,
    /// ISO 3166 code (or UN M49 for continents and regions) to this language's names of it, CLDR's first.
    pub territories: BTreeMap<String, Vec<String>>,
    /// ISO 639 code to this language's names of it, CLDR's first.
    pub languages: BTreeMap<String, Vec<String>>,
    /// ISO 3166 code to adjectives and names of inhabitants: `ES = ["Spanish", "Spaniard", "Spaniards"]`.
    pub demonyms: BTreeMap<String, Vec<String>>,
    /// Cities, rivers, bodies and persons whose names differ between languages: an English id to this language's forms.
    pub exonyms: BTreeMap<String, Vec<String>>,
}

/// Text that belongs to the page. A line that is one of these (digits in brackets aside) is furniture.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// Share buttons: `Share this article`, `Chia sẻ bài viết`.
    pub share: Vec<String>,
    /// Comment counters: `Comment`, `Comments`, `Kommentar`, `Bình luận`.
    pub comments: Vec<String>,
    /// Links to the source: `Source link`, `Enlace de origen`.
    pub source_link: Vec<String>,
    /// Empty widgets: `No data`, `No videos available`, `Không có dữ liệu`.
    pub empty: Vec<String>,
    /// Headings of lists of other articles: `Same category`, `Related articles`, `Cùng chuyên mục`.
    pub related: Vec<String>,
    /// Navigation and widgets: `Event Calendar`, `Home`, `News`, `Business`.
    pub navigation: Vec<String>,
    /// What opens a line of credits: `Article and photos`, `By`, `Artículo y fotos`, `Bài, ảnh`.
    pub byline: Vec<String>,
    /// What writers leave in a text for later, in the case in which they write it: `TODO`, `TBD`, `Lorem ipsum`.
    #[serde(default)]
    pub leftovers: Vec<String>,
    /// What credits a picture within or after a caption: `Photo`, `Photo by`, `Foto`, `Ảnh`.
    pub photo_credit: Vec<String>,
}

impl Pack {
    /// Reads a pack; the message names the line and the column of what does not fit.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, pack, packs};

    /// The keys of a table and of the tables in it, dotted. Tables of words (`units`, `names.territories`) have no keys of their own.
    fn keys(table: &toml::Table, before: &str, out: &mut Vec<String>) {
        for (key, value) in table {
            let name = format!("{before}{key}");
            if let toml::Value::Table(inner) = value {
                keys(inner, &format!("{name}."), out);
            }
            out.push(name);
        }
    }

    /// What a complete pack may do without: no complete language has need of all of these.
    const OPTIONAL: [&str; 58] = [
        "numbers.not_minus",
        "numbers.minus",
        "numbers.below_zero",
        "names.transcription",
        "codes",
        "dates.eras",
        "numbers.and_more",
        "numbers.parts_of",
        "numbers.tenths",
        "times.midday",
        "names.links",
        "names.cut_ends",
        "names.endings",
        "names.people",
        "names.prefixes",
        "negation.after_asking",
        "negation.bound",
        "negation.compares",
        "negation.free",
        "negation.than",
        "negation.only",
        "negation.closing",
        "negation.leading",
        "negation.restricting",
        "negation.opens_question",
        "numbers.clitics",
        "numbers.fused",
        "numbers.holding",
        "numbers.units_first",
        "per_hour_before",
        "quotes.first_person",
        "quotes.reported",
        "negation.asking",
        "doubles_words",
        "endings",
        "numbers.both_conventions",
        "numbers.percent_before",
        "dates.weekday_cues",
        "negation.concord",
        "numbers.ordinal_prefixes",
        "numbers.ordinal_suffixes",
        "numbers.articles",
        "negation.suffixes",
        "numbers.joiners",
        "numbers.and_a_half",
        "names.particles",
        "negation.prefixes",
        "negation.endings",
        "vocabulary",
        "spaced_marks",
        "furniture.leftovers",
        "names.surnames",
        "names.capitals",
        "numbers.bare_scales",
        "numbers.definite",
        "negation.subjects",
        "numbers.conjunctions",
        "names.joining",
    ];

    #[test]
    fn every_pack_parses_and_is_named_as_its_file() {
        for language in packs() {
            let pack = pack(language).expect("it was listed");
            assert_eq!(pack.tag, language.as_str());
            assert!(
                pack.dates.months.is_empty() || pack.dates.months.len() == 12,
                "{language}: months"
            );
            assert!(
                pack.dates.weekdays.is_empty() || pack.dates.weekdays.len() == 7,
                "{language}: weekdays"
            );
            assert!(
                pack.numbers
                    .fractions
                    .values()
                    .all(|value| value
                        .split_once('/')
                        .is_some_and(|(part, whole)| part.parse::<u32>().is_ok()
                            && whole.parse::<u32>().is_ok())),
                "{language}: fractions"
            );
        }
    }

    #[test]
    fn a_complete_pack_has_every_key_filled() {
        let mut missing = Vec::new();
        let mut wanted = Vec::new();
        keys(
            &toml::Table::try_from(Pack::default()).unwrap(),
            "",
            &mut wanted,
        );
        for tag in ["en", "es", "vi", "de", "fr", "it", "pt"] {
            let pack = pack(Language::new(tag).unwrap()).expect("it is complete");
            assert!(pack.complete, "{tag}");
            let table = toml::Table::try_from(pack.clone()).unwrap();
            for key in &wanted {
                let value = key
                    .split('.')
                    .try_fold(&toml::Value::Table(table.clone()), |value, part| {
                        value.get(part)
                    })
                    .cloned();
                let filled = match value {
                    Some(toml::Value::Array(list)) => !list.is_empty(),
                    Some(toml::Value::Table(words)) => !words.is_empty(),
                    Some(toml::Value::String(text)) => !text.is_empty(),
                    other => other.is_some(),
                };
                if !filled && !OPTIONAL.contains(&key.as_str()) {
                    missing.push(format!("{tag}: {key}"));
                }
            }
        }
        assert!(missing.is_empty(), "empty: {missing:?}");
    }

    #[test]
    fn a_key_that_is_not_known_is_named_with_its_line() {
        let error = Pack::parse("tag = \"xx\"\nname = \"X\"\nnative_name = \"X\"\ncomplete = false\nsource = \"\"\nmoths = []\n[numbers]\ndecimal = \",\"\ngroup = []\n").unwrap_err();
        assert!(
            error.contains("line 6") && error.contains("moths"),
            "{error}"
        );
    }
}
