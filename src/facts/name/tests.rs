//! Names in English, Spanish and Vietnamese, and what is none.

use super::super::{BlockText, Facts, Name, NameKind, Value, acronym};
use super::extract;

/// The names of a text that ask for a counterpart: known ids, else words.
fn names(language: &str, text: &str) -> Vec<String> {
    found(language, text)
        .into_iter()
        .filter(|name| !name.opens_sentence)
        .map(|name| name.known.unwrap_or_else(|| name.words.join(" ")))
        .collect()
}

fn found(language: &str, text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    let block = BlockText::of(language, text);
    acronym::extract(&block, &mut found);
    extract(&block, &mut found);
    let names = Facts::new(found).all().to_vec().into_iter();
    names
        .filter_map(|fact| match fact.value {
            Value::Name(name) => Some(name),
            _ => None,
        })
        .collect()
}

fn kind(language: &str, text: &str) -> NameKind {
    found(language, text)[0].kind
}

#[test]
fn runs_of_capitals_are_names_with_their_small_words() {
    assert_eq!(
        names(
            "en",
            "when Ursula von der Leyen and Marjorie O'Brien met Jean-Luc K. Dupont"
        ),
        [
            "ursula von der leyen",
            "marjorie o brien",
            "jean luc k dupont"
        ]
    );
    assert_eq!(
        names("es", "cuando Marjorie Okafor habló en Encinitas"),
        ["marjorie okafor", "encinitas"]
    );
    assert_eq!(
        names("vi", "khi Huỳnh Văn Sáu đến huyện Châu Thành"),
        ["huynh van sau", "chau thanh"]
    );
}

#[test]
fn what_a_pack_knows_has_one_id_in_every_language() {
    for (id, texts) in [
        (
            "territory:DE",
            [
                ("en", "goes to Germany"),
                ("es", "va a Alemania"),
                ("vi", "đi sang Đức"),
            ],
        ),
        (
            "exonym:london",
            [
                ("en", "in London"),
                ("es", "en Londres"),
                ("vi", "ở Luân Đôn"),
            ],
        ),
    ] {
        for (language, text) in texts {
            assert_eq!(names(language, text), [id], "{text}");
        }
    }
    assert!(names("en", "the Spanish team").contains(&"demonym:ES".to_owned()));
    assert!(names("vi", "sách tiếng Đức").contains(&"territory:DE".to_owned()));
}

#[test]
fn a_name_spelled_without_a_capital_answers_and_asks_for_nothing() {
    assert!(names("es", "el equipo español").is_empty());
    assert_eq!(
        found("es", "el equipo español")[0].known.as_deref(),
        Some("demonym:ES")
    );
}

#[test]
fn titles_are_no_part_of_a_name_and_tell_a_person() {
    assert_eq!(
        names(
            "en",
            "thanks to Mr. Okafor and Foreign Secretary Jane Miles"
        ),
        ["okafor", "jane miles"]
    );
    assert_eq!(
        names("es", "según la señora Okafor y el doctor Ruiz"),
        ["okafor", "ruiz"]
    );
    assert_eq!(
        names("vi", "gặp ông Sáu và đồng chí Trần Thị Lan"),
        ["sau", "tran thi lan"]
    );
    assert_eq!(kind("en", "with Mr. Okafor"), NameKind::Person);
    assert_eq!(kind("vi", "với Trần Thị Lan"), NameKind::Person);
}

#[test]
fn a_body_is_parted_from_the_person_after_it() {
    assert_eq!(
        names(
            "en",
            "head of the District's Internal Affairs Department Huynh Van Sau said"
        ),
        ["internal affairs department", "huynh van sau"]
    );
    assert_eq!(
        names("es", "el Departamento de Asuntos Internos, Huynh Van Sau"),
        ["departamento de asuntos internos", "huynh van sau"]
    );
    assert_eq!(
        names(
            "vi",
            "Bí thư Chi bộ ấp Phú Thạnh Trần Thanh Phương cho biết"
        ),
        ["phu thanh", "tran thanh phuong"]
    );
}

#[test]
fn what_is_known_within_a_longer_name_is_a_reading_of_its_own() {
    assert_eq!(
        names("en", "the University of London"),
        ["university of london", "exonym:london"]
    );
    assert_eq!(
        names("es", "la Universidad de Londres"),
        ["universidad de londres", "exonym:london"]
    );
}

#[test]
fn lone_syllables_and_heads_of_bodies_are_no_names() {
    assert!(names("vi", "Ban Thường vụ Huyện ủy và Sở Nông nghiệp họp").is_empty());
    assert!(names("vi", "các Ban Tổ chức cấp trên").is_empty());
    assert_eq!(names("vi", "mạng xã hội của Zuckerberg"), ["zuckerberg"]);
}

#[test]
fn months_weekdays_common_words_and_acronyms_are_no_names() {
    assert!(names("en", "It was on Tuesday in March, I know, at the NDTQ").is_empty());
    assert!(names("es", "Fue el martes 3 de marzo. El NDTQ, Según él").is_empty());
    assert!(names("vi", "Vào thứ Ba, tháng Ba. Tuy nhiên, Hôm nay").is_empty());
    assert!(names("en", "according to Regulation No. 1524-QD/HU").is_empty());
}

#[test]
fn capitals_of_headings_and_sentences_prove_nothing() {
    assert!(names("en", "New Rules Agreed for Fishing Boats").is_empty());
    assert!(names("en", "STOP THE BOATS NOW").is_empty());
    assert!(
        names(
            "en",
            "Regularly, they met. “Leaders should know,” she said: Maintain it."
        )
        .is_empty()
    );
    assert!(names("es", "Organizar reuniones; Mantener el ritmo").is_empty());
}

#[test]
fn a_cry_is_no_name_however_it_is_drawn_out() {
    for cry in ["Mmm, we saw it.", "Ooo, we saw it.", "Ahhhh, we saw it."] {
        assert!(found("en", cry).is_empty(), "{cry}");
    }
    assert_eq!(found("en", "We met Aaron there.").len(), 1);
}
