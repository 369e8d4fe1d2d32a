//! Facts made by hand, so that these tests say what matching does whatever the readers of facts make of a text.

mod calendar;

use std::sync::Arc;

use rust_decimal::Decimal;

use super::*;
use crate::align::{Bead, Bitext};
use crate::article::Kind;
use crate::checks::{Severity, Text};
use crate::document::{Block, BlockKind, Document, DocumentLanguage, Format, Segment, Source};
use crate::facts::{Amount, Currency, Date, Fact, Facts, Spelling, Time, Unit, Value};
use crate::language::Language;
use crate::text::{SourceMap, Span};

/// A document of one passage in which every line is a segment, with the facts that the pieces of text stand for.
fn text(lines: &str, values: &[(&str, Value)]) -> (Document, Facts) {
    let mut segments = Vec::new();
    let mut at = 0;
    for line in lines.split('\n') {
        segments.push(Segment {
            span: Span::new(at, at + line.len()),
            passage: 0,
        });
        at += line.len() + 1;
    }
    let block = Block {
        kind: BlockKind::Paragraph,
        span: Span::new(0, lines.len()),
        language: None,
        segments: 0..segments.len(),
    };
    let document = Document {
        path: "-".to_owned(),
        format: Format::Text,
        language: DocumentLanguage {
            language: Some(Language::EN),
            ..DocumentLanguage::default()
        },
        text: Arc::from(lines),
        source: Source::new(
            Arc::from(lines),
            SourceMap::identity(),
            SourceMap::identity(),
        ),
        blocks: [block].into_iter().collect(),
        segments: segments.into(),
        passages: [0].into_iter().collect(),
        directives: Vec::new(),
        wording: std::sync::OnceLock::new(),
        pack: std::sync::OnceLock::new(),
        bytes: crate::text::Bytes::of(lines),
        notices: Vec::new(),
    };
    let mut from = 0;
    let mut facts = Vec::new();
    for (words, value) in values {
        let start = from
            + lines
                .get(from..)
                .and_then(|rest| rest.find(words))
                .expect("the words stand in the text, in order");
        from = start + words.len();
        let digits = words.contains(|c: char| c.is_ascii_digit());
        let spelling = if digits {
            Spelling::Digits
        } else {
            Spelling::Words
        };
        facts.push(Fact {
            span: Span::new(start, from),
            value: value.clone(),
            spelling,
        });
    }
    (document, Facts::new(facts))
}

/// The same in a language of which only the digits are known.
fn in_digits_only((mut document, facts): (Document, Facts)) -> (Document, Facts) {
    document.language.language = None;
    (document, facts)
}

/// What the seven rules say of two texts whose lines are aligned one to one.
fn told(source: (&str, &[(&str, Value)]), target: (&str, &[(&str, Value)])) -> Vec<String> {
    told_of(&text(source.0, source.1), &text(target.0, target.1))
}

fn told_of(source: &(Document, Facts), target: &(Document, Facts)) -> Vec<String> {
    lined_up(source, target, told_of_pair)
}

fn lined_up<T>(
    source: &(Document, Facts),
    target: &(Document, Facts),
    ask: impl FnOnce(&Pair<'_>) -> T,
) -> T {
    let lines = source.0.segments().len().min(target.0.segments().len());
    let bead = |at: usize| Bead {
        source: at..at + 1,
        target: at..at + 1,
        score: 0.9,
    };
    let bitext = Bitext {
        segments: (0..lines).map(bead).collect(),
        ..Bitext::default()
    };
    let pair = Pair::new(
        Text {
            document: &source.0,
            facts: &source.1,
        },
        Text {
            document: &target.0,
            facts: &target.1,
        },
        &bitext,
        Kind::Translation,
    );
    ask(&pair)
}

fn told_of_pair(pair: &Pair<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let of_values = |check: &&&dyn crate::checks::Check| RULES.contains(&check.meta().name);
    for check in crate::checks::CHECKS.iter().filter(of_values) {
        check.pair(pair, &mut found);
    }
    found
        .iter()
        .map(|draft| {
            format!(
                "{}{}",
                if draft.severity == Severity::Major {
                    ""
                } else {
                    "less: "
                },
                draft.message
            )
        })
        .collect()
}

fn number(value: i64) -> Value {
    Value::Number(Amount::exactly(value))
}

fn percent(value: Decimal) -> Value {
    Value::Percentage(Amount::exactly(value))
}

fn share(part: i64, whole: i64) -> Value {
    Value::Fraction {
        part: Amount::exactly(part),
        whole: Amount::exactly(whole),
    }
}

fn date(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Value {
    Value::Date(Date {
        year,
        month,
        day,
        ..Date::default()
    })
}

fn weekday(day: u8) -> Value {
    Value::Date(Date {
        weekday: Some(day),
        ..Date::default()
    })
}

const SILENT: [&str; 0] = [];

#[test]
fn a_value_is_met_where_all_of_it_is() {
    let june = |day| date(None, Some(6), Some(day));
    let source = text(
        "on 5 June, on 9 June, 40 boats",
        &[("5 June", june(5)), ("9 June", june(9)), ("40", number(40))],
    );
    let target = text(
        "5. 6., 8. 6., 40",
        &[("5. 6.", june(5)), ("8. 6.", june(8)), ("40", number(40))],
    );
    let met = |side: Side| {
        lined_up(&source, &target, |pair| {
            let met = pair.values().met(side).iter();
            met.map(|&span| side.text(pair).str(span).to_owned())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(met(Side::Source), ["5 June", "40"]);
    assert_eq!(met(Side::Target), ["5. 6.", "40"]);
}

#[test]
fn a_changed_number_is_one_change_and_not_two() {
    assert_eq!(
        told(
            ("18/21 committees", &[("18/21", share(18, 21))]),
            ("17/21 comités", &[("17/21", share(17, 21))])
        ),
        ["“18/21” became “17/21”"]
    );
}

#[test]
fn words_and_digits_are_one_value() {
    assert_eq!(
        told(
            ("twelve boats", &[("twelve", number(12))]),
            ("12 barcas", &[("12", number(12))])
        ),
        SILENT
    );
}

#[test]
fn an_ambiguous_spelling_agrees_by_any_reading() {
    let unsure = Value::Number(Amount::exactly(1250).or(Decimal::new(125, 2)));
    assert_eq!(
        told(
            (
                "1.25 m",
                &[("1.25", Value::Number(Amount::exactly(Decimal::new(125, 2))))]
            ),
            ("1.250 m", &[("1.250", unsure)])
        ),
        SILENT
    );
}

#[test]
fn a_share_may_be_a_percentage_or_two_numbers() {
    assert_eq!(
        told(
            ("half of them", &[("half", share(1, 2))]),
            ("el 50 %", &[("50 %", percent(50.into()))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("9 of the 39", &[("9 of the 39", share(9, 39))]),
            ("de los 39, 9", &[("39", number(39)), ("9", number(9))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("a third", &[("third", Value::Ordinal(3))]),
            ("1/3", &[("1/3", share(1, 3))])
        ),
        SILENT
    );
}

#[test]
fn a_percentage_that_became_a_plain_number_is_told() {
    assert_eq!(
        told(
            ("40% of the houses", &[("40%", percent(40.into()))]),
            ("40 casas", &[("40", number(40))])
        ),
        ["“40%” became “40”: only one of them is a percentage"]
    );
    assert_eq!(
        told(
            (
                "3 and 4 percent",
                &[("3", number(3)), ("4 percent", percent(4.into()))]
            ),
            (
                "3 % y 4 %",
                &[("3 %", percent(3.into())), ("4 %", percent(4.into()))]
            )
        ),
        SILENT
    );
}

#[test]
fn ranges_meet_however_they_are_grouped() {
    let may = |day| date(None, Some(5), Some(day));
    assert_eq!(
        told(
            (
                "5-12 May",
                &[(
                    "5-12 May",
                    Value::Range(Box::new(date(None, None, Some(5))), Box::new(may(12)))
                )]
            ),
            (
                "del 5 al 12 de mayo",
                &[("5", number(5)), ("12 de mayo", may(12))]
            )
        ),
        SILENT
    );
}

#[test]
fn a_currency_may_not_change_and_a_dollar_sign_is_any_dollar() {
    let money = |code: [u8; 3]| Value::Money(Amount::exactly(500), Currency(code));
    assert_eq!(
        told(
            ("$500", &[("$500", money(*b"$\0\0"))]),
            ("500 pesos", &[("500 pesos", money(*b"MXN"))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("£500", &[("£500", money(*b"GBP"))]),
            ("500 euros", &[("500 euros", money(*b"EUR"))])
        ),
        ["“£500” became “500 euros”: the amount stayed, the currency did not"]
    );
}

#[test]
fn a_conversion_is_the_same_measure_and_a_bare_change_of_unit_is_not() {
    let long = |value: i64, unit| Value::Quantity(Amount::exactly(value), Unit(unit));
    let mile = ("5 miles long", &[("5 miles", long(5, "mile"))][..]);
    assert_eq!(
        told(mile, ("8 km", &[("8 km", long(8, "kilometer"))])),
        SILENT
    );
    assert_eq!(
        told(mile, ("5 km", &[("5 km", long(5, "kilometer"))])),
        ["“5 miles” became “5 km”: the number stayed, the unit did not"]
    );
    assert_eq!(
        told(
            (
                "72 km (45 miles)",
                &[
                    ("72 km", long(72, "kilometer")),
                    ("45 miles", long(45, "mile"))
                ]
            ),
            ("72 km", &[("72 km", long(72, "kilometer"))])
        ),
        SILENT
    );
}

#[test]
fn months_may_become_years() {
    let long = |value: i64, unit| Value::Duration(Amount::exactly(value), Unit(unit));
    assert_eq!(
        told(
            ("24 months", &[("24 months", long(24, "month"))]),
            ("2 años", &[("2 años", long(2, "year"))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("18 years ago", &[("18 years", long(18, "year"))]),
            ("hace 18 meses", &[("18 meses", long(18, "month"))])
        ),
        ["“18 years” became “18 meses”: the number stayed, the unit did not"]
    );
}

#[test]
fn a_small_number_in_words_may_be_rephrased_but_not_changed() {
    assert_eq!(
        told(
            ("the two sides", &[("two", number(2))]),
            ("ambas partes", &[])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("two stores", &[("two", number(2))]),
            ("tres tiendas", &[("tres", number(3))])
        ),
        ["“two” became “tres”"]
    );
}

#[test]
fn a_number_in_a_code_is_not_missing() {
    assert_eq!(
        told(
            ("flight 370", &[("370", number(370))]),
            ("vuelo MH370", &[])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("flight 370", &[("370", number(370))]),
            ("vuelo MH371", &[])
        ),
        ["“370” is missing in this version"]
    );
}

#[test]
fn a_number_that_moved_to_the_next_sentence_is_there() {
    assert_eq!(
        told(
            ("It has 370 seats.\nIt is new.", &[("370", number(370))]),
            ("Es nuevo.\nTiene 370 asientos.", &[("370", number(370))])
        ),
        SILENT
    );
}

#[test]
fn what_is_said_twice_may_be_said_once() {
    assert_eq!(
        told(
            ("370 of 370", &[("370", number(370)), ("370", number(370))]),
            ("los 370", &[("370", number(370))])
        ),
        SILENT
    );
}

#[test]
fn a_long_table_row_is_matched_by_value() {
    let cells: Vec<_> = (1000..1400)
        .map(|value: i64| (value.to_string(), number(value)))
        .collect();
    let row = |cells: &[(String, Value)]| {
        cells
            .iter()
            .map(|cell| cell.0.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let borrowed: Vec<_> = cells
        .iter()
        .map(|(words, value)| (words.as_str(), value.clone()))
        .collect();
    let mut changed = cells.clone();
    changed[200] = ("7777".to_owned(), number(7777));
    let other: Vec<_> = changed
        .iter()
        .map(|(words, value)| (words.as_str(), value.clone()))
        .collect();
    assert_eq!(
        told((&row(&cells), &borrowed), (&row(&changed), &other)),
        ["“1200” became “7777”"]
    );
}

#[test]
fn a_bare_age_is_in_years() {
    let long = |value: i64, unit| Value::Duration(Amount::exactly(value), Unit(unit));
    assert_eq!(
        told(
            ("Ann, 45, sings", &[("45", number(45))]),
            ("Ann, de 45 años, canta", &[("45 años", long(45, "year"))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("Ann, 45, sings", &[("45", number(45))]),
            (
                "Ann, de 45 meses, canta",
                &[("45 meses", long(45, "month"))]
            )
        ),
        ["“45” became “45 meses”: the number stayed, the unit did not"]
    );
}

#[test]
fn degrees_may_tell_how_warm_it_is_or_how_much_warmer() {
    let degrees = |value: i64, unit| Value::Quantity(Amount::exactly(value), Unit(unit));
    let warm = ("80 degrees", &[("80 degrees", degrees(80, "degree"))][..]);
    assert_eq!(
        told(warm, ("27 grados", &[("27 grados", degrees(27, "degree"))])),
        SILENT
    );
    let warmer = (
        "20 degrees more",
        &[("20 degrees", degrees(20, "degree"))][..],
    );
    assert_eq!(
        told(warmer, ("11 °C más", &[("11 °C", degrees(11, "celsius"))])),
        SILENT
    );
    assert_eq!(
        told(
            warmer,
            ("7 grados más", &[("7 grados", degrees(7, "degree"))])
        ),
        ["“20 degrees” became “7 grados”"]
    );
}

#[test]
fn a_less_likely_reading_counts_only_where_it_was_copied() {
    let unsure = |value: i64, less: Decimal| Value::Number(Amount::exactly(value).or(less));
    assert_eq!(
        told(
            ("16.000 personas", &[("16.000", unsure(16000, 16.into()))]),
            ("16,0 người", &[("16,0", number(16))])
        ),
        ["“16.000” became “16,0”"]
    );
    assert_eq!(
        told(
            ("26,750 dollars", &[("26,750", number(26750))]),
            (
                "26,750 đô la",
                &[(
                    "26,750",
                    Value::Number(Amount::exactly(Decimal::new(2675, 2)).or(26750))
                )]
            )
        ),
        SILENT
    );
}

#[test]
fn only_digits_are_compared_where_the_words_are_not_known() {
    let english = || {
        text(
            "20 million of 48",
            &[("20 million", number(20_000_000)), ("48", number(48))],
        )
    };
    let other = |words: &str, last: i64| {
        let last_words = last.to_string();
        in_digits_only(text(
            words,
            &[("20", number(20)), (last_words.as_str(), number(last))],
        ))
    };
    assert_eq!(told_of(&english(), &other("20 млн из 48", 48)), SILENT);
    assert_eq!(
        told_of(&english(), &other("20 млн из 84", 84)),
        ["“48” became “84”"]
    );
}
