//! Who else names what stands at a place.

use rules::source::SourceText;

use super::project::{BODIES, HOUSING, RULE, marked};
use crate::analysis::{Declaration, references};

const SERIES: &str = "[[test]]\nmission = \"housing\"\n[[test.input_series]]\nseries = 'referrals{body=\"north\"}'\n\
    [[test.check]]\nexp_alerts = [\"housing/refer/mhclg\"]\nexp_state = { \"housing/refer/mhclg\" = \"firing\" }\n";
const WAITS: &str = "[mission]\nid = \"other\"\n[[obligation]]\nid = \"refer\"\nrule = \"keep-pace\"\n\
    depends_on = [\"housing/refer\", \"measure:referrals\"]\ntitle = \"referrals\"\n";
const READS: &str = "fn assess(my) { my.value(\"referrals\"); my.note(\"referrals\") }";

/// Where the project names what is marked, as path and the line's text.
#[track_caller]
fn check(path: &str, text: &str, declaration: Declaration) -> String {
    let (file, offset, _) = marked(path, text);
    let files = [
        ("bodies.csv", BODIES),
        ("missions/a.toml", HOUSING),
        ("missions/b.toml", WAITS),
        ("rules/keep-pace.rhai", RULE),
        ("rules/reads.rhai", READS),
        ("tests/a.toml", SERIES),
    ];
    let files = files
        .map(|(path, text)| if *path == *file.path { file.clone() } else { SourceText::new(path, text) });
    let names = crate::analysis::Names::of(&files);
    let found = references(&file, offset, &names, &files, declaration);
    let told = found.iter().map(|(source, range)| {
        let line = source.text.lines().nth(source.line(range.start) as usize - 1).unwrap_or_default();
        format!("{}: {line}", source.path)
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_measure_is_found_wherever_it_is_read_or_reported() {
    let measure = HOUSING.replacen("\"referrals", "\"refer|rals", 1);
    insta::assert_snapshot!(check("missions/a.toml", &measure, Declaration::Told), @r#"
    missions/a.toml: id = "referrals"
    missions/a.toml: measure = "referrals"
    missions/b.toml: depends_on = ["housing/refer", "measure:referrals"]
    rules/reads.rhai: fn assess(my) { my.value("referrals"); my.note("referrals") }
    tests/a.toml: series = 'referrals{body="north"}'
    "#);
    let reading = READS.replacen("refer", "ref|er", 1);
    insta::assert_snapshot!(check("rules/reads.rhai", &reading, Declaration::Untold), @r#"
    missions/a.toml: measure = "referrals"
    missions/b.toml: depends_on = ["housing/refer", "measure:referrals"]
    rules/reads.rhai: fn assess(my) { my.value("referrals"); my.note("referrals") }
    tests/a.toml: series = 'referrals{body="north"}'
    "#);
}

#[test]
fn obligations_of_one_name_are_told_apart_by_their_missions() {
    let waits = WAITS.replacen("housing/refer", "housing/re|fer", 1);
    insta::assert_snapshot!(check("missions/b.toml", &waits, Declaration::Told), @r#"
    missions/a.toml: id = "refer"
    missions/b.toml: depends_on = ["housing/refer", "measure:referrals"]
    tests/a.toml: exp_alerts = ["housing/refer/mhclg"]
    tests/a.toml: exp_state = { "housing/refer/mhclg" = "firing" }
    "#);
    let other = WAITS.replacen("id = \"refer", "id = \"re|fer", 1);
    insta::assert_snapshot!(check("missions/b.toml", &other, Declaration::Told), @r#"missions/b.toml: id = "refer""#);
}

#[test]
fn rules_and_bodies_are_found_too() {
    let rule = RULE.replacen("assess", "ass|ess", 1);
    insta::assert_snapshot!(check("rules/keep-pace.rhai", &rule, Declaration::Told), @r#"
    rules/keep-pace.rhai: //! What: nobody falls behind.
    missions/a.toml: rule = "keep-pace"
    missions/b.toml: rule = "keep-pace"
    "#);
    insta::assert_snapshot!(check("bodies.csv", &BODIES.replacen("north", "nor|th", 1), Declaration::Told), @r#"
    bodies.csv: north,NHS North,nhs-region
    missions/a.toml: by = "north"
    tests/a.toml: series = 'referrals{body="north"}'
    "#);
    assert_eq!(check("missions/a.toml", &HOUSING.replacen("title", "ti|tle", 1), Declaration::Told), "");
}
