//! What can be written at a place.

use rules::source::{LibrarySources, SourceText};

use super::project::{BODIES, check, check_taken, marked};
use crate::analysis::{Names, complete, keys};

#[test]
fn keys_are_those_of_the_table() {
    check("missions/b.toml", "[|", "mission measure target obligation ladder relation");
    check(
        "missions/b.toml",
        "[[obligation.|",
        "about every by due needs join document for keep_firing_for authority except not_pursued contribution terms",
    );
    check("missions/b.toml", "[[target]]\nmea|", "measure body from until value by points authority except");
    check(
        "missions/b.toml",
        "[[measure]]\ndue = { |",
        "timely_days timely_working_days timely_months timely_on roll grace_days grace_working_days grace_months",
    );
    check("missions/b.toml", "[[measure]]\nadds_up = { numerator = \"a\", |", "numerator denominator");
    check("remit.toml", "[project]\n|", "title time_zone people hosts");
    check(
        "remit.toml",
        "[feed.columns]\n|\n[[notifier]]\n",
        "period body measure value values status unit embargo breakdown name from until title link",
    );
}

#[test]
fn values_are_those_of_the_key() {
    check("missions/b.toml", "[[measure]]\nbetter = |", "higher lower");
    check("missions/b.toml", "[[measure]]\nbetter = \"h|\nid = \"x\"\n", "higher lower");
    check("missions/b.toml", "[[obligation]]\nneeds = \"|\"", "all any in-order");
    check("missions/b.toml", "[[obligation]]\nlead = \"|\"", "mhclg north");
    check("missions/b.toml", "[[obligation]]\nrule = |", "keep-pace");
    check("missions/b.toml", "[[obligation]]\ndepends_on = [\"|", "housing/refer measure:referrals");
    check("missions/b.toml", "[[obligation.contribution]]\neach = { kind = \"|\" }", "department nhs-region");
    check("missions/b.toml", "[[obligation.contribution]]\neach = [\"mhclg\", |]", "mhclg north");
    check("remit.toml", "[feed.columns]\nvalues = { a = \"|\" }", "referrals");
    check("remit.toml", "[[feed]]\nformat = |", "csv spreadsheet ndjson adx dhis2-xml");
    check("remit.toml", "[[notifier]]\nkind = |", "stdout webhook mail alertmanager teams");
    check(
        "remit.toml",
        "[[notifier]]\n|",
        "id kind template url secret secret_file server security user password password_file from to url_file",
    );
    check("missions/b.toml", "[mission]\ntitle = \"|\"", "");
    check("missions/b.toml", "[mission] # bet|", "");
}

#[test]
fn a_suggestion_takes_the_place_of_what_was_begun() {
    check_taken(
        "missions/b.toml",
        "[[obligation]]\nlead = \"mh|c\"\n",
        "mhclg",
        "[[obligation]]\nlead = \"mhclg\"\n",
    );
    check_taken(
        "missions/b.toml",
        "[[obligation]]\nlead = |\n",
        "mhclg",
        "[[obligation]]\nlead = \"mhclg\"\n",
    );
    check_taken("missions/b.toml", "[[obligation]]\nle|\n", "lead", "[[obligation]]\nlead = \n");
    check_taken("rules/b.rhai", "fn assess(my) { my.va|lu() }", "value", "fn assess(my) { my.value() }");
    check_taken("rules/b.rhai", "my.has(\"ref|", "referrals", "my.has(\"referrals");
}

#[test]
fn rules_are_offered_what_fits_before_they_can_be_read() {
    check("rules/b.rhai", "fn assess(it) { it.body.|", "id name kind to_string");
    check("rules/b.rhai", "fn assess(my) { my.value(\"|", "referrals");
    check("rules/b.rhai", "fn assess(my) { my.value(\"referrals\", \"|\") }", "mhclg north");
    check("rules/b.rhai", "fn assess(my) { `${my.value(\"|\")}` }", "referrals");
    check("rules/keep-pace.rhai", "fn assess(my) { my.params.|", "floor against");
    check("rules/b.rhai", "fn assess(my) { met(\"|\") } // my.|", "");
    check("rules/b.rhai", "// my.|", "");
}

#[test]
fn parameters_are_offered_by_what_the_rule_takes() {
    let under = |rule: &str, table: &str| format!("[[obligation]]\nid = \"o\"\nrule = \"{rule}\"\n{table}\n");
    check("missions/b.toml", &under("keep-pace", "params = { | }"), "floor");
    check("missions/b.toml", &under("keep-pace", "params = { floor = 1, | }"), "");
    check("missions/b.toml", &under("keep-pace", "[[obligation.terms]]\nparams = { | }"), "floor");
    check(
        "missions/b.toml",
        &under("other", "[[obligation.contribution]]\nrule = \"keep-pace\"\nparams = { | }"),
        "floor",
    );
    check_taken(
        "missions/b.toml",
        &under("keep-pace", "params = { fl| }"),
        "floor",
        &under("keep-pace", "params = { floor =  }"),
    );
}

#[test]
fn parameters_that_a_library_reads_are_offered_too() {
    let rule = SourceText::new(
        "rules/r.rhai",
        "import \"dates@1\" as dates;\n// params.not_this\nfn assess(my) { if my.params.contains(\"x\") { dates::f(my) } }",
    );
    let script = SourceText::new("plugins/dates/library.rhai", "fn f(my) { `${my.params.years}` }");
    let dates = LibrarySources { version: "1.2.0".to_owned(), script };
    let mission = SourceText::new("missions/b.toml", "[[obligation]]\nrule = \"r\"\nparams = {  }\n");
    let names = Names::of(&[rule, mission.clone()]).with_libraries(&[("dates".to_owned(), dates)].into());
    let offset = mission.text.find("{ ").expect("a table") + 2;
    let found: Vec<String> =
        complete(&mission, offset, &names).into_iter().map(|found| found.label).collect();
    assert_eq!(found, ["years"]);
}

#[test]
fn functions_and_variables_of_the_text_are_offered_too() {
    let (file, offset, names) =
        marked("rules/b.rhai", "fn assess(my) { let now = 1; | }\nfn halved(x) { x }");
    let labels: Vec<String> = complete(&file, offset, &names).into_iter().map(|found| found.label).collect();
    for wanted in ["met", "missed", "number", "now", "halved", "my"] {
        assert!(labels.iter().any(|label| label == wanted), "`{wanted}` is among {labels:?}");
    }
    assert!(!labels.iter().any(|label| label == "value"), "`value` needs a value before the dot");
}

/// Every key that the compiler knows of a table is explained here, and no other.
#[test]
fn the_keys_are_those_that_are_compiled() {
    let tables = [
        ("[mission]", "mission"),
        ("[[measure]]", "measure"),
        ("[[target]]", "target"),
        ("[[obligation]]", "obligation"),
        ("[[obligation]]\n[[obligation.contribution]]", "obligation.contribution"),
    ];
    for (header, path) in tables {
        let sources = rules::source::Sources {
            project: SourceText::new("remit.toml", ""),
            bodies: SourceText::new("bodies.csv", BODIES),
            bank_holidays: None,
            people: None,
            relations: None,
            missions: [(
                "m.toml".into(),
                rules::source::MissionSources {
                    declaration: SourceText::new("m.toml", format!("{header}\nno-such-key = 1\n")),
                    rules: std::sync::Arc::default(),
                    libraries: std::sync::Arc::default(),
                },
            )]
            .into(),
        };
        let faults = rules::compile(&sources).diagnostics;
        let help = faults
            .iter()
            .find(|fault| fault.message.contains("no-such-key"))
            .and_then(|fault| fault.help.clone());
        let help = help.expect("the keys are listed").replace(" and ", ", ");
        let mut compiled: Vec<&str> = help
            .trim_start_matches("the keys here are ")
            .split(", ")
            .map(|key| key.trim_matches('`'))
            .collect();
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        let keys = keys::keys_at(keys::root("missions/a.toml").expect("it is a mission"), &path);
        let mut explained: Vec<&str> = keys
            .iter()
            .map(|key| key.name)
            .filter(|name| *name != "contribution" || compiled.contains(name))
            .collect();
        compiled.sort_unstable();
        explained.sort_unstable();
        assert_eq!(explained, compiled, "{header}");
    }
}
