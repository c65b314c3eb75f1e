//! Documents in the place of figures, and the days by which things are owed.

use super::check::{check, check_mission};
use super::texts::sources;
use crate::compile::compile;

/// An obligation of the north with these words, over a rule that asks for a document and one that reads a figure.
fn mission(words: &str) -> String {
    format!(
        "[mission]\nid = \"m\"\ntitle = \"M\"\n\n[[measure]]\nid = \"calls\"\ntitle = \"Calls\"\nevery = \"quarter\"\n\n\
         [[obligation]]\nid = \"plan\"\ntitle = \"There is a plan\"\nlead = \"north\"\n{words}\n"
    )
}

const RULES: &str = "=== rules/in-force.rhai\nfn assess(my) { if my.has_document() { met() } else { missed() } }\n\
                     === rules/enough.rhai\nfn assess(my) { if my.value() > 1 { met() } else { missed() } }\n";

#[track_caller]
fn refused(words: &str) -> String {
    let said = check(&format!("=== missions/m.toml\n{}{RULES}", mission(words)));
    said.lines().next().unwrap_or_default().to_owned()
}

/// The cadence, the first and the last period, and when the first is due.
#[track_caller]
fn owed(words: &str) -> String {
    let compiled = compile(&sources(&format!("=== missions/m.toml\n{}{RULES}", mission(words))));
    let program = compiled.program.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    let owed = &program.missions["m"].obligations[0];
    let until = owed.until.map_or("on".to_owned(), |last| last.to_string());
    let due = owed.terms.due;
    let by = due.is_by();
    let day = due.day(owed.from, &program.calendar);
    let rule = owed.terms.parts[0].duty.rule.id().to_string();
    format!(
        "{} to {until}, by a day: {by}, due {day}, {rule} over {}",
        owed.from, owed.terms.parts[0].duty.measure
    )
}

#[test]
fn a_document_is_owed_throughout_or_by_a_day() {
    let throughout = "document = \"NHS workforce plan\"\nevery = \"month\"\nfrom = \"2025-01\"";
    assert_eq!(
        owed(throughout),
        "2025-01 to on, by a day: false, due 2025-01-31, in-force over nhs-workforce-plan"
    );
    let once = "document = { id = \"plan\", title = \"plan\" }\nby = 2026-03-31";
    assert_eq!(owed(once), "2026-03-31 to 2026-03-31, by a day: true, due 2026-03-31, in-force over plan");
    let yearly = "document = \"declaration\"\nby = { every = \"year\", on = \"31 October\", from = 2025 }";
    assert_eq!(owed(yearly), "2025 to on, by a day: true, due 2025-10-31, in-force over declaration");
    let quarterly = "document = \"declaration\"\nby = { every = \"quarter\", on = 31, from = \"2025-Q2\" }";
    assert_eq!(owed(quarterly), "2025-Q2 to on, by a day: true, due 2025-06-30, in-force over declaration");
}

#[test]
fn the_day_that_comes_round_may_be_a_weekday() {
    let by = |every: &str, on: &str, from: &str| {
        format!(
            "document = \"declaration\"\nby = {{ every = \"{every}\", on = \"{on}\", from = \"{from}\" }}"
        )
    };
    let due = |words: &str| owed(words).split(", ").nth(2).unwrap_or_default().to_owned();
    assert_eq!(due(&by("year", "second Thursday of October", "2025")), "due 2025-10-09");
    assert_eq!(due(&by("financial-year", "last Friday of May", "2025/26")), "due 2025-05-30");
    assert_eq!(due(&by("quarter", "second Thursday", "2025-Q2")), "due 2025-06-12");
    assert_eq!(due(&by("month", "last Friday", "2025-02")), "due 2025-02-28");
    let said = |every: &str, on: &str| refused(&by(every, on, "2025"));
    assert_eq!(said("year", "second Thursday"), "error[invalid-period]: `second Thursday` names no month");
    assert_eq!(
        said("month", "second Thursday of October"),
        "error[invalid-period]: `second Thursday of October` is a day of the year, and comes round only with it"
    );
    assert_eq!(due(&by("month", "third working day", "2025-02")), "due 2025-02-05");
    assert_eq!(due(&by("year", "last working day of May", "2025")), "due 2025-05-30");
    assert_eq!(due(&by("month", "10 working days after the end", "2025-02")), "due 2025-03-14");
    assert_eq!(due(&by("year", "2 months after the end", "2025")), "due 2026-02-28");
    assert_eq!(
        said("month", "0 days after the end"),
        "error[invalid-period]: `0 days after the end` is no day"
    );
    assert_eq!(
        said("month", "10 weeks after the end"),
        "error[invalid-period]: `10 weeks after the end` is no day"
    );
    assert_eq!(
        said("month", "fifth Thursday"),
        "error[invalid-period]: not every month has a fifth Thursday"
    );
    assert_eq!(said("year", "31 June"), "error[invalid-period]: `31 June` is no day");
}

#[test]
fn a_milestone_is_the_last_period_that_ends_by_the_day() {
    let milestone = |day: &str| owed(&format!("measure = \"calls\"\nrule = \"enough\"\nby = {day}"));
    let expect = |period: &str, due: &str| {
        format!("{period} to {period}, by a day: false, due {due}, enough over calls")
    };
    assert_eq!(milestone("2025-03-31"), expect("2025-Q1", "2025-03-31"));
    assert_eq!(milestone("2025-03-30"), expect("2024-Q4", "2024-12-31"));
}

#[test]
fn what_is_said_twice_or_not_at_all_is_refused() {
    let monthly = "every = \"month\"\nfrom = \"2025-01\"";
    assert_eq!(
        refused(&format!("document = \"plan\"\nmeasure = \"calls\"\n{monthly}")),
        "error[invalid-value]: `document` and `measure` exclude each other"
    );
    assert_eq!(
        refused(&format!("document = \"plan\"\nby = 2025-01-31\n{monthly}")),
        "error[invalid-value]: `by` says when it is owed, and so does `every`"
    );
    assert_eq!(
        refused("document = \"plan\"\nby = 2025-01-31\ndue = { timely_days = 30, grace_days = 5 }"),
        "error[invalid-value]: `by` says when a document is owed, and so does `timely_days`"
    );
    assert_eq!(
        refused("document = \"plan\"\nfrom = \"2025-01\""),
        "error[invalid-value]: it is not said when `plan` is owed"
    );
    assert_eq!(
        refused("document = \"plan\"\nevery = \"month\""),
        "warning[not-measurable]: `plan` is not yet measurable: it lacks `from`"
    );
    assert_eq!(refused("document = \"!\"\nby = 2025-01-31"), "error[malformed-id]: no id can be made of `!`");
    assert_eq!(
        refused("document = \"plan\"\nby = 2025-01-31\nuntil = \"2025-02-01\""),
        "error[invalid-value]: `by` is one day, after which nothing is owed"
    );
}

#[test]
fn a_day_that_comes_round_is_one() {
    let on = |every: &str, on: &str| {
        refused(&format!("document = \"plan\"\nby = {{ every = \"{every}\", on = {on}, from = 2025 }}"))
    };
    assert_eq!(on("year", "\"30 February\""), "error[invalid-period]: `30 February` is no day");
    assert_eq!(on("year", "\"20\""), "error[invalid-period]: `20` names no month");
    assert_eq!(
        on("month", "\"20 May\""),
        "error[invalid-period]: `20 May` is a day of the year, and comes round only with it"
    );
    assert_eq!(
        refused("document = \"plan\"\nby = { every = \"year\", on = \"1 May\", from = 2025 }\nuntil = 2024"),
        "error[invalid-value]: `until` is 2024, before `from`, which is 2025"
    );
}

#[test]
fn a_rule_asks_for_what_is_owed() {
    assert_eq!(
        refused("document = \"plan\"\nrule = \"enough\"\nby = 2025-01-31"),
        "error[invalid-value]: `plan` is a document, and this reads a figure of it"
    );
    assert_eq!(
        refused("measure = \"calls\"\nrule = \"in-force\"\nfrom = \"2025-Q1\""),
        "error[invalid-value]: `calls` is a measure of figures, and this asks for a document"
    );
}

#[test]
fn a_document_needs_a_rule_to_judge_it() {
    let said = check_mission(&mission("document = \"plan\"\nby = 2025-01-31"));
    assert!(said.starts_with("error[unknown-rule]: there is no rule `in-force`"), "{said}");
}
