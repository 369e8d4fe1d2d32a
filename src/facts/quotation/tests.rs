//! What is read between marks.

use super::*;

/// Each quotation with `<` where an opening and `>` where a closing mark is missing.
fn quotations(language: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    extract(&BlockText::of(language, text), 0, &mut found);
    found.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
    let show = |fact: Fact| match fact.value {
        Value::Quotation(it) => format!(
            "{}{}{}",
            if it.opened { "" } else { "<" },
            it.inner.of(text),
            if it.closed { "" } else { ">" }
        ),
        other => panic!("{other:?}"),
    };
    found.into_iter().map(show).collect()
}

#[test]
fn pairs_of_every_kind_are_read_with_what_they_hold() {
    assert_eq!(
        quotations("en", "“Thanks to the \"grasp\" motto, it grew,” he said"),
        ["Thanks to the \"grasp\" motto, it grew,", "grasp"]
    );
    assert_eq!(
        quotations("es", "El lema \"captar\" y «otro lema» («aquí»)"),
        ["captar", "otro lema", "aquí"]
    );
    assert_eq!(
        quotations("vi", "phương châm “nắm”, \"4 góp\""),
        ["nắm", "4 góp"]
    );
    assert_eq!(
        quotations("de", "Er sagte: „Gut“ und »schön«"),
        ["Gut", "schön"]
    );
    assert_eq!(quotations("fr", "le mot « mot » ici"), ["mot"]);
    assert_eq!(quotations("en", "She said ‘no way’ and 'a "), ["no way"]);
    assert_eq!(quotations("zh", "他说「好」。"), ["好"]);
}

#[test]
fn a_mark_without_its_partner_is_told() {
    assert_eq!(
        quotations("es", "dijo: \"Al usar el lema \"captar\", todos ayudan."),
        ["Al usar el lema \"captar\", todos ayudan.>", "captar"]
    );
    assert_eq!(
        quotations("es", "\"Ha sido eficaz. \"Los cuadros son maduros\", dijo"),
        [
            "Ha sido eficaz. \"Los cuadros son maduros\", dijo>",
            "Los cuadros son maduros"
        ]
    );
    assert_eq!(
        quotations("vi", "đều “đồng thuận” và vượt chỉ tiêu”."),
        ["đồng thuận", "<và vượt chỉ tiêu"]
    );
    assert_eq!(
        quotations("es", "el lema “La provincia; el plan \"comunal\" fue"),
        ["La provincia; el plan \"comunal\" fue>", "comunal"]
    );
}

#[test]
fn marks_the_wrong_way_round_still_pair_where_no_blank_tells_their_direction() {
    assert_eq!(quotations("zh", "他称之为”新桥“的工程。"), ["新桥"]);
    assert_eq!(
        quotations("zh", "他说：“昨天，“新桥”开放了。”"),
        ["昨天，“新桥”开放了。", "新桥"]
    );
    assert_eq!(
        quotations("ja", "「もし明日、「新橋」が開けば。」"),
        ["もし明日、「新橋」が開けば。", "新橋"]
    );
    assert_eq!(
        quotations("en", "She calls it\"the last bridge\" of the town"),
        ["the last bridge"]
    );
    assert_eq!(quotations("de", "Das ‚neue Brücke“-Fest"), ["neue Brücke"]);
}

#[test]
fn marks_of_two_kinds_still_pair() {
    assert_eq!(
        quotations("en", "the “grasp\" motto and \"grasp” too"),
        ["grasp", "grasp"]
    );
    assert_eq!(
        quotations("es", "el ”lema” nuevo y el “otro“ plan"),
        ["lema", "otro"]
    );
}

#[test]
fn apostrophes_feet_and_inches_are_no_quotations() {
    for (language, text) in [
        (
            "en",
            "Don't say the boys' club isn’t rock 'n' roll in the ’90s; a 5' 6\" man and a 12\" pipe",
        ),
        ("en", "James’ and Jess' dogs, 'tis so, O'Brien"),
        ("it", "l'arte dell'uomo"),
        ("es", "los ochenta, d'Angelo y 6\""),
        ("vi", "toạ độ 10° 5' 6\""),
    ] {
        assert_eq!(quotations(language, text), Vec::<String>::new(), "{text}");
    }
}
