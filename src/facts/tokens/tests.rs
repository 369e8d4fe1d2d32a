use super::*;

fn cut(text: &str) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.read(text, Span::new(0, text.len()));
    (0..tokens.len())
        .map(|at| tokens.lower(at).to_owned())
        .collect()
}

#[test]
fn words_digits_and_signs_are_told_apart() {
    assert_eq!(
        cut("Don’t pay 5km²!"),
        ["don", "'", "t", "pay", "5", "km", "²", "!"]
    );
    assert_eq!(
        cut("Ngày 11/10, Huỳnh"),
        ["ngày", "11", "/", "10", ",", "huỳnh"]
    );
    assert_eq!(cut("1.º año"), ["1", ".", "º", "año"]);
    assert_eq!(cut("2022年10月"), ["2022", "年", "10", "月"]);
}

#[test]
fn digits_of_other_scripts_read_as_ascii() {
    assert_eq!(cut("٢٥ १२ ２０"), ["25", "12", "20"]);
}

#[test]
fn gaps_and_capitals_are_kept() {
    let text = "NATO McDonald\u{a0}1\u{202f}000\nend";
    let mut tokens = Tokens::default();
    tokens.read(text, Span::new(0, text.len()));
    assert_eq!(tokens[0].case, Case::Upper);
    assert_eq!(tokens[1].case, Case::Mixed);
    assert_eq!(tokens[2].gap, Gap::NoBreak);
    assert_eq!(tokens[3].gap, Gap::NoBreak);
    assert_eq!(tokens[4].gap, Gap::Line);
    assert_eq!(tokens.span(0, 2).of(text), "NATO McDonald");
    assert!(tokens.is_claimed(99));
}

#[test]
fn a_claimed_span_marks_its_tokens_only() {
    let text = "see 1524-QD/HU now";
    let mut tokens = Tokens::default();
    tokens.read(text, Span::new(0, text.len()));
    tokens.claim(Span::new(4, 14));
    assert_eq!(
        (0..tokens.len())
            .map(|at| tokens.is_claimed(at))
            .collect::<Vec<_>>(),
        [false, true, true, true, true, true, false]
    );
}
