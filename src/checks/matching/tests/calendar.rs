//! Dates, weekdays, years and times.

use super::*;

#[test]
fn a_month_in_words_that_changed_is_told_with_both_dates() {
    assert_eq!(
        told(
            (
                "on 4 March 2019",
                &[("4 March 2019", date(Some(2019), Some(3), Some(4)))]
            ),
            (
                "el 4 de mayo de 2019",
                &[("4 de mayo de 2019", date(Some(2019), Some(5), Some(4)))]
            )
        ),
        ["“4 March 2019” became “4 de mayo de 2019”"]
    );
}

#[test]
fn a_date_may_be_fuller_on_one_side() {
    assert_eq!(
        told(
            (
                "on 30 September",
                &[("30 September", date(None, Some(9), Some(30)))]
            ),
            (
                "30/09/2018",
                &[("30/09/2018", date(Some(2018), Some(9), Some(30)))]
            )
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("in October", &[("October", date(None, Some(10), None))]),
            (
                "ngày 10 tháng 10",
                &[("ngày 10 tháng 10", date(None, Some(10), Some(10)))]
            )
        ),
        ["less: “October” became “ngày 10 tháng 10”: one of them says less of the date"]
    );
}

#[test]
fn a_weekday_is_compared_by_what_it_means() {
    assert_eq!(
        told(
            ("Tuesday", &[("Tuesday", weekday(2))]),
            ("thứ Năm", &[("thứ Năm", weekday(4))])
        ),
        ["“Tuesday” became “thứ Năm”"]
    );
}

#[test]
fn a_year_that_became_relative_is_minor() {
    assert_eq!(
        told(
            ("in 2016", &[("2016", Value::Year(2016))]),
            (
                "năm ngoái",
                &[("năm ngoái", Value::RelativeDate("last-year".into()))]
            )
        ),
        ["less: “2016” became “năm ngoái”: only one of them stays true when it is read later"]
    );
}

#[test]
fn decades_and_centuries_have_several_forms() {
    assert_eq!(
        told(
            ("the 1980s", &[("1980s", Value::Decade(1980))]),
            ("los años 80", &[("80", number(80))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("the 1800s", &[("1800s", Value::Decade(1800))]),
            ("siglo XIX", &[("siglo XIX", Value::Century(19))])
        ),
        SILENT
    );
}

#[test]
fn twelve_hours_meet_twenty_four_where_the_half_is_unsaid() {
    let at = |hour, half_unsure| {
        Value::Time(Time {
            hour,
            minute: 30,
            second: None,
            half_unsure,
        })
    };
    assert_eq!(
        told(
            ("at 5:30", &[("5:30", at(5, true))]),
            ("a las 17:30", &[("17:30", at(17, false))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            ("at 19:30", &[("19:30", at(19, false))]),
            ("a las 8:30", &[("8:30", at(8, true))])
        ),
        ["“19:30” became “8:30”"]
    );
}

#[test]
fn a_weekday_that_only_one_side_says_is_neutral() {
    assert_eq!(
        told(("on Tuesday", &[("Tuesday", weekday(2))]), ("ayer", &[])),
        ["less: “Tuesday” is missing in this version"]
    );
}

#[test]
fn a_name_that_is_copied_is_no_date() {
    assert_eq!(
        told(
            ("Mrs May left", &[("May", date(None, Some(5), None))]),
            ("La Sra. May se fue", &[])
        ),
        SILENT
    );
}

#[test]
fn a_weekday_beside_the_same_date_may_be_added_but_not_changed() {
    let on = |weekday| {
        Value::Date(Date {
            month: Some(9),
            day: Some(29),
            weekday,
            ..Date::default()
        })
    };
    assert_eq!(
        told(
            (
                "on Saturday, 29 September",
                &[("Saturday, 29 September", on(Some(6)))]
            ),
            ("el 29 de septiembre", &[("29 de septiembre", on(None))])
        ),
        SILENT
    );
    assert_eq!(
        told(
            (
                "on Saturday, 29 September",
                &[("Saturday, 29 September", on(Some(6)))]
            ),
            (
                "el lunes 29 de septiembre",
                &[("lunes 29 de septiembre", on(Some(1)))]
            )
        ),
        ["“Saturday, 29 September” became “lunes 29 de septiembre”"]
    );
}
