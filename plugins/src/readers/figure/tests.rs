//! What is read as a figure, what as a reason for there being none, and what is refused.

use insta::assert_snapshot;

use engine::model::{Absence, Report, Status};

use super::*;
use crate::readers::Layout;
use crate::readers::test_register::referrals;

fn style_of(layout: &Layout) -> FigureStyle {
    FigureStyle::new(layout.numerals, &layout.marks, &layout.codes.statuses)
}

/// A feed that says nothing of how it writes figures.
fn plain() -> FigureStyle {
    style_of(&referrals())
}

fn with_marks(marks: &[(&str, Report)]) -> FigureStyle {
    let marks = marks.iter().map(|(mark, report)| ((*mark).to_owned(), *report)).collect();
    style_of(&Layout { marks, ..referrals() })
}

fn with_numerals(decimal: DecimalSign, thousands: Option<ThousandsSign>) -> FigureStyle {
    style_of(&Layout { numerals: Numerals { decimal, thousands }, ..referrals() })
}

/// What a text comes to: a figure, a reason, or why it is neither.
fn come_to(text: &str, style: &FigureStyle) -> String {
    match read(text, style) {
        Ok(WrittenFigure { report: Report::Value(value), .. }) => value.to_string(),
        Ok(WrittenFigure { report: Report::Absent(absence), .. }) => absence.as_str().to_owned(),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn value(text: &str) -> String {
    match read(text, &plain()) {
        Ok(WrittenFigure { report: Report::Value(value), .. }) => value.to_string(),
        other => panic!("{text} is no value: {other:?}"),
    }
}

#[track_caller]
fn refusal(text: &str) -> String {
    read(text, &plain()).expect_err("a text that is no figure").to_string()
}

#[test]
fn figures_are_exact_however_they_are_dressed() {
    let pairs = [
        ("230", "230"),
        (" 230 ", "230"),
        ("0", "0"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("0.1", "0.1"),
        (".5", "0.5"),
        ("5.", "5"),
        ("21289.0", "21289"),
        ("1,234", "1234"),
        ("12,345,678.90", "12345678.9"),
        ("84.5%", "84.5"),
        ("84.5 %", "84.5"),
        ("£1,200", "1200"),
        ("-£3", "-3"),
        ("£-3", "-3"),
        ("999999999999999999", "999999999999999999"),
        ("000000000000000000000123", "123"),
        ("-0", "0"),
        ("0.000000000000000001", "0.000000000000000001"),
    ];
    for (text, expected) in pairs {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn a_mark_says_why_there_is_no_figure() {
    let style = with_marks(&[
        ("n/a", Report::Absent(Absence::NotApplicable)),
        ("-", Report::Absent(Absence::Confidential)),
    ]);
    let absent = |text| match read(text, &style).expect("a marker").report {
        Report::Absent(absence) => absence,
        Report::Value(value) => panic!("{text} was taken for {value}"),
    };
    assert_eq!(absent(".."), Absence::NotAvailable);
    assert_eq!(absent("[x]"), Absence::NotAvailable);
    assert_eq!(absent("[Z]"), Absence::NotApplicable);
    assert_eq!(absent("[c]"), Absence::Confidential);
    assert_eq!(absent("[low]"), Absence::Unreliable);
    assert_eq!(absent("[u]"), Absence::Unreliable);
    assert_eq!(absent("  "), Absence::Blank);
    assert_eq!(absent("N/A"), Absence::NotApplicable);
    assert_eq!(absent("*"), Absence::NotDeclared, "nobody has said what it means");
    assert_eq!(absent("-"), Absence::Confidential, "the feed's own marker goes first");
}

#[test]
fn a_mark_beside_a_figure_says_how_settled_it_is() {
    let read = |text| read(text, &plain()).expect("a figure");
    assert_eq!(read("1,200 [p]").status, Some(Status::Provisional));
    assert_eq!(read("7[R]").status, Some(Status::Revised));
    assert_eq!(read("7").status, None);
    assert_eq!(read("84%[p]").sign, Some(Sign::Percent));
    assert_eq!(read("£5").sign, Some(Sign::Pounds));
}

#[test]
fn notes_beside_a_figure_change_nothing_of_it() {
    for text in ["12 [e]", "12[b]", "12 [note 1]", "12 [Note 1][note 2]", "12 [notes 1, 2] [b]", "12 [u]"] {
        assert_eq!(value(text), "12", "{text}");
    }
    assert_eq!(read("12 [p] [note 3]", &plain()).expect("a figure").status, Some(Status::Provisional));
    assert_eq!(read("12 [e] [r]", &plain()).expect("a figure").status, Some(Status::Revised));
    for text in ["12 [c]", "12 [x]", "12 [f]", "[e]", "[note 1]", "12 [nota]"] {
        assert!(refusal(text).contains("is not a figure"), "{text}");
    }
}

#[test]
fn what_is_no_figure_is_refused_with_its_reason() {
    assert_snapshot!(refusal("NB"), @"`NB` is not a figure; if it marks a missing one, name it under `[feed.absence]`");
    assert_snapshot!(refusal("1.5e6"), @"`1.5e6` is in scientific notation, which may have lost digits; write the figure out in full");
    assert_snapshot!(refusal("1,23"), @r#"the commas in `1,23` do not part thousands, so the figure is in doubt; if it is a decimal comma, write `decimal = ","` in `[feed.table]`"#);
    assert_snapshot!(refusal("1234567890.123456789"), @"`1234567890.123456789` has more than 18 significant digits, which no figure here can hold");
    for text in ["1 234", "1..2", "1.2.3", "--1", "£", "%", "[p]7", "e5", "NaN", "inf", "٣", "12a", ".,"] {
        assert!(refusal(text).contains("is not a figure"), "{text}");
    }
    for text in ["1000000000000000000", "0.0000000000000000001"] {
        assert!(refusal(text).contains("more than 18"), "{text}");
    }
    for text in [",123", "1,,234", "1234,567", "1,234,56", "1,234,"] {
        assert!(refusal(text).contains("commas"), "{text}");
    }
}

#[test]
fn what_a_feed_has_not_explained_is_absent_and_never_nought() {
    for mark in ["-", ".", "...", "…", ":", "#", "NA", "n/a", ": p", "- [r]"] {
        assert_eq!(come_to(mark, &plain()), "not-declared", "{mark}");
    }
    assert_eq!(undeclared_mark(": p", &plain()), Some(":"));
    assert_eq!(undeclared_mark("-", &with_marks(&[("-", Report::Value(0.into()))])), None);
    // Letters may be anything until the feed says what they are.
    for letter in ["k", "x", "c", "z", "nil"] {
        assert!(refusal(letter).contains("name it under `[feed.absence]`"), "{letter}");
    }
}

#[test]
fn a_mark_may_stand_for_a_figure_and_a_figure_for_a_mark() {
    let style = with_marks(&[
        ("-", Report::Value(0.into())),
        ("k", Report::Value(0.into())),
        ("9999", Report::Absent(Absence::NotAvailable)),
        ("20 or less", Report::Absent(Absence::Confidential)),
    ]);
    let read = ["-", "K", "- [p]", "9999", "20 or less", "0", "99", "[x]"].map(|text| come_to(text, &style));
    assert_eq!(read.join(" "), "0 0 0 not-available confidential 0 99 not-available");
}

#[test]
fn numbers_are_read_as_the_feed_writes_them() {
    let german = with_numerals(DecimalSign::Comma, Some(ThousandsSign::Stop));
    let french = with_numerals(DecimalSign::Comma, Some(ThousandsSign::Blank));
    let swiss = with_numerals(DecimalSign::Stop, Some(ThousandsSign::Apostrophe));
    let bare = with_numerals(DecimalSign::Comma, None);
    let read = |style: &FigureStyle, texts: &[&str]| {
        texts.iter().map(|text| come_to(text, style)).collect::<Vec<_>>()
    };
    assert_eq!(
        read(&german, &["1.234.567,8", "-0,5", "12", "17,1 %", "1.234"]),
        ["1234567.8", "-0.5", "12", "17.1", "1234"]
    );
    assert_eq!(
        read(&french, &["1 234,5", "1\u{a0}234", "12\u{202f}345,6", "1\u{2009}234"]),
        ["1234.5", "1234", "12345.6", "1234"]
    );
    assert_eq!(read(&swiss, &["1'234.5", "1’234’567"]), ["1234.5", "1234567"]);
    assert_eq!(read(&bare, &["12,4", "10,8 p"]), ["12.4", "10.8"]);
    assert_snapshot!(come_to("1.234", &bare), @r#"the stops in `1.234` may part thousands or stand for a decimal comma, so the figure is in doubt; if they part thousands, write `thousands = "."` in `[feed.table]`"#);
    assert_snapshot!(come_to("1,234.5", &german), @"the digits of `1,234.5` do not stand in groups of three, so the figure is in doubt");
    assert_snapshot!(come_to("12 34", &french), @"the digits of `12 34` do not stand in groups of three, so the figure is in doubt");
    assert_snapshot!(refusal("12,4"), @r#"the commas in `12,4` do not part thousands, so the figure is in doubt; if it is a decimal comma, write `decimal = ","` in `[feed.table]`"#);
    assert_snapshot!(refusal("12.345,6"), @r#"the commas in `12.345,6` do not part thousands, so the figure is in doubt; if it is a decimal comma, write `decimal = ","` in `[feed.table]`"#);
}

#[test]
fn the_blanks_between_digits_are_told_apart() {
    assert_snapshot!(refusal("1 234"), @r#"`1 234` is not a figure: a blank stands between its digits; if it parts thousands, write `thousands = " "` in `[feed.table]`"#);
    assert_snapshot!(refusal("1\u{a0}234"), @r#"`1 234` is not a figure: a no-break blank (U+00A0) stands between its digits; if it parts thousands, write `thousands = " "` in `[feed.table]`"#);
    assert_snapshot!(refusal("1\u{202f}234"), @r#"`1 234` is not a figure: a narrow no-break blank (U+202F) stands between its digits; if it parts thousands, write `thousands = " "` in `[feed.table]`"#);
    let told = refusal("1\u{200b}234").replace('\u{200b}', "");
    assert_snapshot!(told, @"`1234` is not a figure: a blank of no width, which nobody sees, stands between its digits; take it out and send the file again");
    assert_snapshot!(refusal("1'234"), @r#"`1'234` is not a figure: an apostrophe stands between its digits; if it parts thousands, write `thousands = "'"` in `[feed.table]`"#);
}

#[test]
fn letters_of_eurostat_and_keys_of_footnotes_stand_beside_figures() {
    for text in [
        "5.4 b",
        "5.4 bep",
        "5.4 (r)",
        "5.4 p",
        "5.4 (1)",
        "5.4(1,2)",
        "5.4¹",
        "5.4 u (3)",
        "5.4 [d]",
        "5.4 n",
        "5.4 s",
    ] {
        assert_eq!(value(text), "5.4", "{text}");
    }
    let status = |text| read(text, &plain()).expect("a figure").status;
    assert_eq!(
        (status("12 p"), status("12 (r)"), status("5.4 bep")),
        (Some(Status::Provisional), Some(Status::Revised), Some(Status::Provisional))
    );
    assert_eq!(
        (come_to(": c", &plain()), come_to(":z", &plain()), come_to(": u", &plain())),
        ("confidential".into(), "not-applicable".into(), "not-declared".into())
    );
    // Units and words are no such letters.
    for text in ["12p", "12 bn", "12 M", "12 per", "12 (34567)", "(12)", "p", "12 (q)"] {
        assert!(refusal(text).contains("is not a figure"), "{text}");
    }
}

#[test]
fn a_mark_that_denies_the_figure_beside_it_leaves_none() {
    assert_snapshot!(refusal("12 c"), @"`12 c` is not a figure that can be used: it is marked as confidential");
    assert_snapshot!(refusal("12 (f)"), @"`12 (f)` is not a figure that can be used: it is marked as a forecast; where the feed is about forecasts, name `f` under `[feed.codes.status]`");
    assert_snapshot!(refusal("12*"), @"`12*` is not a figure: `*` stands beside it; if it says how settled the figure is, name it under `[feed.codes.status]`");
    let mut layout = referrals();
    for (word, status) in [("f", Status::Provisional), ("*", Status::Revised), ("1", Status::Final)] {
        layout.codes.statuses.insert(word.to_owned(), status);
    }
    let style = style_of(&layout);
    let status = |text| read(text, &style).expect("a figure").status;
    assert_eq!(
        (status("12 f"), status("12*"), status("12 (1)")),
        (Some(Status::Provisional), Some(Status::Revised), None)
    );
    assert!(read("12 1", &style).is_err(), "a digit is no mark");
}

#[test]
fn a_bound_is_no_figure() {
    assert_snapshot!(refusal("> 100%"), @"`> 100%` is not a figure but a bound of one; say under `[feed.absence]` why there is none, or what it stands for");
    assert_snapshot!(refusal("#DIV/0!"), @"`#DIV/0!` is not a figure but an error of a formula; mend the sheet and send it again");
    for text in [">950", "20 or less", "<5", "≤5", "fewer than 5", "90+"] {
        assert!(refusal(text).contains("a bound"), "{text}");
    }
}
