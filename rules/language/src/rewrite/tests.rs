//! Values in the text of a mission are found, changed and added.

use super::*;

const TEXT: &str = r#"# The mission.
[mission]
id = "health"
title = "Health"

[[measure]]
id = "four-hours"
title = "Seen within four hours" # as published
unit = "%"

[[target]]
measure = "four-hours"
from = "2023-12-22"
points = [{ by = "2024-03-31", value = 76 }, { by = "2025-03-31", value = 78 }] # of the plan

[[obligation]]
id = "a-and-e"
title = "A&E departments see people"
lead = "nhs-england"
from = "2024-Q1"
due = { timely_days = 20, grace_days = 5 }
rule = "at-least"
params = { floor = 0.8, word = "all" }

# The parts.
[[obligation.contribution]]
by = "north"
weight = 2

[[obligation.contribution]]
by = "south""#;

fn place(text: &str) -> ValuePlace {
    text.parse().expect("a place")
}

/// What was put into the text. All else stays, letter for letter.
#[track_caller]
fn put(at: &str, value: &str, from: Option<&str>) -> String {
    put_all(&[(at, value, from)])
}

/// The same of several values, each part behind the other.
#[track_caller]
fn put_all(changes: &[(&str, &str, Option<&str>)]) -> String {
    let places: Vec<ValuePlace> = changes.iter().map(|(at, ..)| place(at)).collect();
    let wanted =
        places.iter().zip(changes).map(|(place, (_, value, from))| Wanted { place, value, from: *from });
    let wanted: Vec<Wanted<'_>> = wanted.collect();
    match rewrite(TEXT, &wanted) {
        Ok(Rewritten { text, puts, .. }) => {
            toml::de::DeTable::parse(&text).expect("it is TOML still");
            assert!(says_already(&text, &wanted) && !says_already(TEXT, &wanted));
            assert_eq!(without(&text, &puts), without(TEXT, &written(changes)));
            let parts = puts.into_iter().map(|put| text.get(put).expect("it was put there").to_owned());
            parts.collect::<Vec<_>>().join("~")
        }
        Err(RewriteRefused { why, .. }) => why.to_string(),
    }
}

/// Where the values stand in the text that give way to others.
fn written(changes: &[(&str, &str, Option<&str>)]) -> Vec<std::ops::Range<usize>> {
    let in_place = changes.iter().filter(|(.., from)| from.is_none());
    let mut spans: Vec<_> = in_place
        .filter_map(|(at, ..)| {
            find(TEXT, &place(at), |value| match &value.slot {
                value::Slot::Written(at) => Some(at.clone()),
                value::Slot::Missing(_) => None,
            })
            .flatten()
        })
        .collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// A text without some of its spans.
fn without(text: &str, spans: &[std::ops::Range<usize>]) -> String {
    let (mut rest, mut copied) = (String::new(), 0);
    for span in spans {
        rest.push_str(text.get(copied..span.start).expect("spans stand in order"));
        copied = span.end;
    }
    rest + text.get(copied..).expect("spans stand in the text")
}

#[test]
fn one_value_gives_way_to_another_and_nothing_else_changes() {
    assert_eq!(put("target/four-hours:2023-12-22/points/2025-03-31/value", "80.5", None), "80.5");
    assert_eq!(
        put("target/four-hours:2023-12-22/points/2025-03-31/by", "2026-03-31", None),
        "\"2026-03-31\""
    );
    assert_eq!(put("obligation/a-and-e/due/timely_days", "30", None), "30");
    assert_eq!(put("obligation/a-and-e/params/floor", "0.85", None), "0.85");
    assert_eq!(put("obligation/a-and-e/params/word", "say \"all\"", None), r#""say \"all\"""#);
    assert_eq!(put("obligation/a-and-e/contribution/north/weight", "3", None), "3");
    assert_eq!(put("measure/four-hours/title", "Seen in time", None), "\"Seen in time\"");
}

#[test]
fn a_key_that_is_not_written_is_added_behind_the_name() {
    assert_eq!(put("obligation/a-and-e/until", "2026-Q4", None), "until = \"2026-Q4\"\n");
    assert_eq!(put("obligation/a-and-e/contribution/south/weight", "2", None), "\nweight = 2\n");
}

#[test]
fn from_a_day_on_a_target_has_a_further_version() {
    let told = put("target/four-hours:2023-12-22/points/2025-03-31/value", "80", Some("2024-07-01"));
    insta::assert_snapshot!(told, @r#"

    [[target]]
    measure = "four-hours"
    from = "2024-07-01"
    points = [{ by = "2024-03-31", value = 76 }, { by = "2025-03-31", value = 80 }]
    "#);
}

#[test]
fn from_a_period_on_an_obligation_has_other_terms() {
    let told = put("obligation/a-and-e/params/floor", "0.9", Some("2025-Q1"));
    insta::assert_snapshot!(told, @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    params = { floor = 0.9 }
    "#);
    let told = put("obligation/a-and-e/due/timely_days", "40", Some("2025-Q1"));
    insta::assert_snapshot!(told, @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    due = { timely_days = 40, grace_days = 5 }
    "#);
}

#[test]
fn several_values_are_put_in_together() {
    let point = "target/four-hours:2023-12-22/points/2025-03-31";
    let told = put_all(&[
        (&format!("{point}/value"), "80", None),
        ("obligation/a-and-e/due/timely_days", "30", None),
        (&format!("{point}/by"), "2026-03-31", None),
        ("obligation/a-and-e/until", "2026-Q4", None),
    ]);
    insta::assert_snapshot!(told, @r#"
    "2026-03-31"~80~until = "2026-Q4"
    ~30
    "#);
}

#[test]
fn what_begins_together_in_one_table_is_one_version_of_it() {
    let point = "target/four-hours:2023-12-22/points/2025-03-31";
    let day = Some("2024-07-01");
    let told =
        put_all(&[(&format!("{point}/value"), "80", day), (&format!("{point}/by"), "2026-03-31", day)]);
    insta::assert_snapshot!(told, @r#"

    [[target]]
    measure = "four-hours"
    from = "2024-07-01"
    points = [{ by = "2024-03-31", value = 76 }, { by = "2026-03-31", value = 80 }]
    "#);
    let quarter = Some("2025-Q1");
    let told = put_all(&[
        ("obligation/a-and-e/params/floor", "0.9", quarter),
        ("obligation/a-and-e/due/timely_days", "40", quarter),
        ("obligation/a-and-e/params/word", "most", quarter),
        ("obligation/a-and-e/rule", "at-most", Some("2026-Q1")),
    ]);
    insta::assert_snapshot!(told, @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    params = { floor = 0.9, word = "most" }
    due = { timely_days = 40, grace_days = 5 }
    ~

    [[obligation.terms]]
    from = "2026-Q1"
    rule = "at-most"
    "#);
}

#[test]
fn a_further_version_says_as_well_what_is_changed_for_all_time() {
    let points = "target/four-hours:2023-12-22/points";
    let told = put_all(&[
        (&format!("{points}/2025-03-31/value"), "80", Some("2024-07-01")),
        (&format!("{points}/2024-03-31/value"), "75", None),
    ]);
    insta::assert_snapshot!(told, @r#"
    75~
    [[target]]
    measure = "four-hours"
    from = "2024-07-01"
    points = [{ by = "2024-03-31", value = 75 }, { by = "2025-03-31", value = 80 }]
    "#);
}

#[test]
fn a_later_version_says_as_well_what_begins_before_it() {
    let points = "target/four-hours:2023-12-22/points";
    let told = put_all(&[
        (&format!("{points}/2024-03-31/value"), "75", Some("2025-01-01")),
        (&format!("{points}/2025-03-31/value"), "80", Some("2024-07-01")),
    ]);
    insta::assert_snapshot!(told, @r#"

    [[target]]
    measure = "four-hours"
    from = "2024-07-01"
    points = [{ by = "2024-03-31", value = 76 }, { by = "2025-03-31", value = 80 }]
    ~
    [[target]]
    measure = "four-hours"
    from = "2025-01-01"
    points = [{ by = "2024-03-31", value = 75 }, { by = "2025-03-31", value = 80 }]
    "#);
    let told = put_all(&[
        ("obligation/a-and-e/due/grace_days", "9", Some("2026-Q1")),
        ("obligation/a-and-e/due/timely_days", "40", Some("2025-Q1")),
        ("obligation/a-and-e/rule", "at-most", Some("2025-Q3")),
    ]);
    insta::assert_snapshot!(told, @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    due = { timely_days = 40, grace_days = 5 }
    ~

    [[obligation.terms]]
    from = "2025-Q3"
    rule = "at-most"
    ~

    [[obligation.terms]]
    from = "2026-Q1"
    due = { timely_days = 40, grace_days = 9 }
    "#);
}

#[test]
fn what_is_changed_for_all_time_and_from_a_day_on_is_known_again() {
    let point = "target/four-hours:2023-12-22/points/2025-03-31";
    let told = put_all(&[
        (&format!("{point}/by"), "2026-03-31", None),
        (&format!("{point}/value"), "80", Some("2024-07-01")),
        ("target/four-hours:2023-12-22/from", "2024-01-01", None),
    ]);
    insta::assert_snapshot!(told, @r#"
    "2024-01-01"~"2026-03-31"~
    [[target]]
    measure = "four-hours"
    from = "2024-07-01"
    points = [{ by = "2024-03-31", value = 76 }, { by = "2026-03-31", value = 80 }]
    "#);
}

#[test]
fn a_version_begins_later_than_what_begins_otherwise_in_the_same_change() {
    let value = "target/four-hours:2023-12-22/points/2025-03-31/value";
    let from = "target/four-hours:2023-12-22/from";
    let told = put_all(&[(value, "80", Some("2024-07-01")), (from, "2024-09-01", None)]);
    insta::assert_snapshot!(told, @"the change would begin on 2024-07-01, and what it changes holds only from 2024-09-01 on");
    let told = put_all(&[(value, "80", Some("2023-07-01")), (from, "2023-04-01", None)]);
    insta::assert_snapshot!(told, @r#"
    "2023-04-01"~
    [[target]]
    measure = "four-hours"
    from = "2023-07-01"
    points = [{ by = "2024-03-31", value = 76 }, { by = "2025-03-31", value = 80 }]
    "#);
    let terms = "obligation/a-and-e/due/timely_days";
    let told = put_all(&[(terms, "30", Some("2024-Q2")), ("obligation/a-and-e/from", "2024-Q3", None)]);
    insta::assert_snapshot!(told, @"the change would begin on 2024-Q2, and what it changes holds only from 2024-Q3 on");
}

#[test]
fn a_version_that_others_follow_is_changed_up_to_them_alone() {
    let followed =
        format!("{TEXT}\n\n[[target]]\nmeasure = \"four-hours\"\nfrom = \"2024-07-01\"\npoints = []\n");
    let told = |from| {
        let place = place("target/four-hours:2023-12-22/points/2025-03-31/value");
        let wanted = [Wanted { place: &place, value: "80", from: Some(from) }];
        rewrite(&followed, &wanted).map_or_else(|refused| refused.to_string(), |_| "it is written".to_owned())
    };
    assert_eq!(told("2024-04-01"), "it is written");
    for late in ["2024-07-01", "2025-01-01"] {
        let expected = "from 2024-07-01 on another version holds in the place of this one; change that one";
        assert_eq!(told(late), expected);
    }
}

#[test]
fn a_number_is_known_again_however_it_was_typed() {
    let floor = "obligation/a-and-e/params/floor";
    assert_eq!(put(floor, ".97", None), "0.97");
    insta::assert_snapshot!(put(floor, "1_000", Some("2025-Q1")), @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    params = { floor = 1000 }
    "#);
    assert_eq!(put("obligation/a-and-e/due/timely_days", "+97", None), "97");
    insta::assert_snapshot!(put(floor, ".8", None), @"it says that already");
}

#[test]
fn of_several_values_none_is_put_in_where_one_cannot_be() {
    let floor = "obligation/a-and-e/params/floor";
    let told = |changes: &[(&str, &str)]| {
        let places: Vec<ValuePlace> = changes.iter().map(|(at, _)| place(at)).collect();
        let wanted =
            places.iter().zip(changes).map(|(place, (_, value))| Wanted { place, value, from: None });
        let refused = rewrite(TEXT, &wanted.collect::<Vec<_>>()).expect_err("it is refused");
        format!("{}: {}", refused.place, refused.why)
    };
    insta::assert_snapshot!(told(&[(floor, "0.9"), ("obligation/a-and-e/due/timely_days", "soon")]), @"obligation/a-and-e/due/timely_days: write a whole number from 0 to 3660");
    insta::assert_snapshot!(told(&[(floor, "0.9"), (floor, "0.95")]), @"obligation/a-and-e/params/floor: it is asked for twice in one change");
}

#[test]
fn what_cannot_stand_there_is_refused() {
    let value = "target/four-hours:2023-12-22/points/2025-03-31/value";
    insta::assert_snapshot!(put(value, "many", None), @"write a number, such as 78");
    insta::assert_snapshot!(put(value, "78", None), @"it says that already");
    insta::assert_snapshot!(put(value, "80", Some("2023-01-01")), @"the change would begin on 2023-01-01, and what it changes holds only from 2023-12-22 on");
    insta::assert_snapshot!(put("obligation/a-and-e/title", "x", Some("2025-Q1")), @"a change of this value begins with no day of its own; leave it out");
    insta::assert_snapshot!(put("obligation/a-and-e/id", "other", None), @"nothing that can be changed stands at `obligation/a-and-e/id` in the mission's text");
    insta::assert_snapshot!(put("obligation/nobody/title", "other", None), @"nothing that can be changed stands at `obligation/nobody/title` in the mission's text");
    insta::assert_snapshot!(put("obligation/a-and-e/title", "two\nlines", None), @"write it on one line, with no more than 2000 letters");
    assert!("obligation".parse::<ValuePlace>().is_err() && "a//b".parse::<ValuePlace>().is_err());
}

#[test]
fn all_that_can_be_changed_is_found_by_the_grammar() {
    let told = values(TEXT, |values| {
        let written = values.iter().filter(|value| value.plain.is_some());
        let told =
            written.map(|value| format!("{} = {}", value.place, value.plain.clone().unwrap_or_default()));
        told.collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(told.expect("TOML"), @"
    mission/title = Health
    measure/four-hours/title = Seen within four hours
    measure/four-hours/unit = %
    target/four-hours:2023-12-22/from = 2023-12-22
    target/four-hours:2023-12-22/points/2024-03-31/by = 2024-03-31
    target/four-hours:2023-12-22/points/2024-03-31/value = 76
    target/four-hours:2023-12-22/points/2025-03-31/by = 2025-03-31
    target/four-hours:2023-12-22/points/2025-03-31/value = 78
    obligation/a-and-e/title = A&E departments see people
    obligation/a-and-e/lead = nhs-england
    obligation/a-and-e/from = 2024-Q1
    obligation/a-and-e/due/grace_days = 5
    obligation/a-and-e/due/timely_days = 20
    obligation/a-and-e/rule = at-least
    obligation/a-and-e/params/floor = 0.8
    obligation/a-and-e/params/word = all
    obligation/a-and-e/contribution/north/weight = 2
    ");
}

#[test]
fn two_tables_of_one_name_are_neither() {
    let text = TEXT.replace("by = \"south\"", "by = \"north\"");
    let found = find(&text, &place("obligation/a-and-e/contribution/north/weight"), |_| ());
    assert_eq!(found, None);
}
