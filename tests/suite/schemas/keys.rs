//! The keys of the schemas are those of the readers. A key that no table has is put into each place in turn: the reader says
//! which keys there are.

use std::collections::BTreeSet;
use std::sync::Arc;

use language::grammar::FILES;
use plugins::plugin_test::read_tests;
use rules::case::TestProgram;
use rules::declare::read_manifest;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use serde_json::Value;
use tests::process::Folder;

/// A place of a schema, with a text that has a key `zzz` there.
struct Probe {
    schema: &'static str,
    /// The definition; empty for the whole file.
    place: &'static str,
    text: &'static str,
}

const fn probe(schema: &'static str, place: &'static str, text: &'static str) -> Probe {
    Probe { schema, place, text }
}

const MISSION: &str = "[mission]\nid = \"probe\"\ntitle = \"Probe\"\n";

const PROBES: [Probe; 90] = [
    probe("remit.json", "", "zzz = 1"),
    probe("remit.json", "project", "[project]\nzzz = 1"),
    probe("remit.json", "calendar", "[calendar]\nzzz = 1"),
    probe("remit.json", "feed", "[[feed]]\nzzz = 1"),
    probe("remit.json", "vintage_column", "[[feed]]\nvintage = { zzz = \"a\" }"),
    probe("remit.json", "receipt", "[[feed]]\nreceipt = { zzz = \"a\" }"),
    probe("remit.json", "feed_table", "[[feed]]\n[feed.table]\nzzz = 1"),
    probe("remit.json", "feed_sheet", "[[feed]]\n[[feed.sheet]]\nzzz = 1"),
    probe("remit.json", "header", "[[feed]]\n[feed.table]\nheader = { zzz = 1 }"),
    probe("remit.json", "source", "[[feed]]\n[feed.columns]\nperiod = { zzz = 1 }"),
    probe("remit.json", "columns", "[[feed]]\n[feed.columns]\nzzz = \"a\""),
    probe("remit.json", "feed_table", "[[feed]]\n[feed.table]\nzzz = \"a\""),
    probe("remit.json", "measure_columns", "[[feed]]\n[feed.columns]\nvalues = [{ zzz = 1 }]"),
    probe(
        "remit.json",
        "pull",
        "[[feed]]\nid = \"a\"\nfolder = \"b\"\nmeasure = \"m\"\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\nvalue = \"v\"\n[feed.pull]\nzzz = 1",
    ),
    probe(
        "remit.json",
        "sign_in",
        "[[feed]]\nid = \"a\"\nfolder = \"b\"\nmeasure = \"m\"\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\nvalue = \"v\"\n[feed.pull]\nsign_in = { zzz = 1 }",
    ),
    probe("remit.json", "codes", "[[feed]]\n[feed.codes.zzz]\na = \"b\""),
    probe("remit.json", "stdout", "[[notifier]]\nid = \"a\"\nkind = \"stdout\"\nzzz = 1"),
    probe("remit.json", "webhook", "[[notifier]]\nid = \"a\"\nkind = \"webhook\"\nzzz = 1"),
    probe("remit.json", "mail", "[[notifier]]\nid = \"a\"\nkind = \"mail\"\nzzz = 1"),
    probe("remit.json", "alertmanager", "[[notifier]]\nid = \"a\"\nkind = \"alertmanager\"\nzzz = 1"),
    probe("remit.json", "teams", "[[notifier]]\nid = \"a\"\nkind = \"teams\"\nzzz = 1"),
    probe("remit.json", "route", "[[route]]\nzzz = 1"),
    probe("remit.json", "time_interval", "[[time_interval]]\nzzz = 1"),
    probe("remit.json", "silence", "[[silence]]\nzzz = 1"),
    probe("remit.json", "plugin", "[[plugin]]\nzzz = 1"),
    probe("remit.json", "register_list", "[[register]]\nzzz = 1"),
    probe("remit.json", "store", "[store]\nzzz = 1"),
    probe(
        "remit.json",
        "stream",
        "[[feed]]\nid = \"a\"\nfolder = \"b\"\nmeasure = \"m\"\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\nvalue = \"v\"\n[feed.stream]\nzzz = 1",
    ),
    probe("remit.json", "checkpoints", "[checkpoints]\nzzz = 1"),
    probe("remit.json", "server", "[server]\nzzz = 1"),
    probe("remit.json", "identity", "[server]\nidentity = { zzz = 1 }"),
    probe(
        "remit.json",
        "identity_group",
        "[server]\npublic_url = \"https://a.example\"\n[server.identity]\n[[server.identity.group]]\nzzz = 1",
    ),
    probe("remit.json", "named_cadence", "[[cadence]]\nzzz = 1"),
    probe("remit.json", "person", "[[person]]\nzzz = 1"),
    probe("mission.json", "", "zzz = 1\n[mission]"),
    probe("remit.json", "lint", "[lint]\nzzz = 1"),
    probe("remit.json", "lint_allow", "[[lint.allow]]\nzzz = 1"),
    probe("mission.json", "budget", "[mission]\nbudget = { zzz = 1 }"),
    probe("mission.json", "mission", "[mission]\nzzz = 1"),
    probe("mission.json", "ladder", "[mission]\n[[ladder]]\nzzz = 1"),
    probe("mission.json", "step", "[mission]\n[[ladder]]\nsteps = [{ zzz = 1 }]"),
    probe("mission.json", "authority", "[mission]\nauthority = { zzz = 1 }"),
    probe("mission.json", "approver", "[mission]\napprovers = [{ zzz = 1 }]"),
    probe("mission.json", "measure", "[[measure]]\nzzz = 1"),
    probe("mission.json", "cadence", "[[measure]]\nevery = { zzz = 1 }"),
    probe("mission.json", "due", "[[measure]]\ndue = { zzz = 1 }"),
    probe("mission.json", "ratio", "[[measure]]\nadds_up = { zzz = 1 }"),
    probe("mission.json", "breakdown", "[[measure]]\nbreakdown = { zzz = 1 }"),
    probe("mission.json", "bounds", "[[measure]]\nbounds = { zzz = 1 }"),
    probe("mission.json", "within", "[[measure]]\nwithin = { zzz = 1 }"),
    probe("mission.json", "questionable", "[[measure]]\nquestionable = { zzz = 1 }"),
    probe("mission.json", "kind_group", "[[measure]]\nreported_by = { zzz = 1 }"),
    probe("mission.json", "target", "[[target]]\nzzz = 1"),
    probe("mission.json", "relation", "[[relation]]\nzzz = 1"),
    probe("mission.json", "point", "[[target]]\npoints = [{ zzz = 1 }]"),
    probe("mission.json", "obligation", "[[obligation]]\nzzz = 1"),
    probe("mission.json", "exception", "[[obligation]]\nexcept = [{ zzz = 1 }]"),
    probe("mission.json", "not_pursued", "[[obligation]]\nnot_pursued = { zzz = 1 }"),
    probe("mission.json", "wait", "[[obligation]]\nfor = { zzz = 1 }"),
    probe("mission.json", "document", "[[obligation]]\ndocument = { zzz = 1 }"),
    probe("mission.json", "by", "[[obligation]]\nby = { zzz = 1 }"),
    probe("mission.json", "needs", "[[obligation]]\nneeds = { zzz = 1 }"),
    probe("mission.json", "join", "[[obligation]]\njoin = { zzz = 1 }"),
    probe("mission.json", "contribution", "[[obligation]]\n[[obligation.contribution]]\nzzz = 1"),
    probe("mission.json", "terms", "[[obligation]]\n[[obligation.terms]]\nzzz = 1"),
    probe(
        "mission.json",
        "later_contribution",
        "[[obligation]]\n[[obligation.terms]]\n[[obligation.terms.contribution]]\nzzz = 1",
    ),
    probe("tests.json", "", "zzz = 1"),
    probe("tests.json", "test", "[[test]]\nzzz = 1"),
    probe("tests.json", "fixture", "[[fixture]]\nzzz = 1"),
    probe("tests.json", "test_target", "[[test]]\n[[test.target]]\nzzz = 1"),
    probe("tests.json", "test_table", "[[test]]\n[test.table]\nzzz = 1"),
    probe("tests.json", "given", "[[test]]\n[test.table]\ngiven = [{ zzz = 1 }]"),
    probe("tests.json", "series", "[[test]]\n[[test.input_series]]\nzzz = 1"),
    probe("tests.json", "feed_file", "[[test]]\n[[test.feed_file]]\nzzz = 1"),
    probe("tests.json", "reload", "[[test]]\n[[test.reload]]\nzzz = 1"),
    probe("tests.json", "response", "[[test]]\n[[test.response]]\nzzz = 1"),
    probe("tests.json", "edit", "[[test]]\n[[test.reload]]\nedit = [{ zzz = 1 }]"),
    probe("tests.json", "check", "[[test]]\n[[test.check]]\nzzz = 1"),
    probe("tests.json", "alert", "[[test]]\n[[test.check]]\nexp_alerts = [{ zzz = 1 }]"),
    probe("tests.json", "verdict", "[[test]]\n[[test.check]]\nexp_verdicts = { a = { zzz = 1 } }"),
    probe("tests.json", "part", "[[test]]\n[[test.check]]\nexp_message = { a = { zzz = 1 } }"),
    probe("plugin.json", "", "zzz = 1"),
    probe("plugin.json", "plugin", "[plugin]\nzzz = 1"),
    probe("plugin.json", "capabilities", "[plugin]\n[capabilities]\nzzz = 1"),
    probe("plugin.json", "setting", "[plugin]\n[settings.a]\nzzz = 1"),
    probe("plugin-tests.json", "", "zzz = 1"),
    probe("plugin-tests.json", "test", "[[test]]\nname = \"a\"\nzzz = 1"),
    probe("plugin-tests.json", "message", "[[test]]\nname = \"a\"\nmessage = { zzz = 1 }"),
    probe("plugin-tests.json", "answer", "[[test]]\nname = \"a\"\nanswer = { zzz = 1 }"),
    probe("plugin-tests.json", "expect", "[[test]]\nname = \"a\"\nexpect.zzz = 1"),
];

fn keys_of_schema(probe: &Probe) -> BTreeSet<String> {
    let file = FILES.iter().find(|file| file.schema == probe.schema).expect("a schema");
    let schema: Value = serde_json::from_str(&language::schema(file)).expect("JSON");
    let object = if probe.place.is_empty() { &schema } else { &schema["definitions"][probe.place] };
    object["properties"].as_object().expect("an object with keys").keys().cloned().collect()
}

/// The keys that the reader names when it comes upon `zzz`.
fn keys_of_reader(probe: &Probe) -> BTreeSet<String> {
    let faults = read(probe);
    let is_meant = |fault: &&Diagnostic| fault.message.ends_with("has no key `zzz`");
    let fault = faults.iter().find(is_meant);
    let fault = fault.unwrap_or_else(|| panic!("{} {} is not read: {faults:?}", probe.schema, probe.place));
    let help = fault.help.as_deref().expect("help");
    let (_, named) = help.split_once("key").expect("the keys are named");
    named.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn read(probe: &Probe) -> Vec<Diagnostic> {
    let folder = Folder::two_missions();
    match probe.schema {
        "plugin-tests.json" => {
            let source = SourceText::new("plugins/probe/tests/a.toml", probe.text);
            let fault = read_tests(&source, &|_| Ok(String::new())).expect_err("it has a key too many");
            let reason = fault.reason.to_string();
            let (message, help) = reason.split_once("; ").expect("the keys are named");
            vec![Diagnostic::project_error(Code::Toml, message).with_help(help)]
        }
        "plugin.json" => read_manifest(&SourceText::new("plugins/probe/plugin.toml", probe.text)).1,
        "tests.json" => {
            let project = app::project::load(&folder.project(), None).0.expect("a project");
            let stage = TestProgram::new(project.sources, Arc::new(project.program));
            stage.read(&SourceText::new("tests/probe.toml", probe.text)).faults
        }
        "mission.json" => {
            let head = if probe.text.contains("[mission]") { "" } else { MISSION };
            folder.drop_in("missions/probe.toml", format!("{head}{}", probe.text));
            app::project::load(&folder.project(), None).1
        }
        _ => {
            folder.drop_in("remit.toml", probe.text);
            app::project::load(&folder.project(), None).1
        }
    }
}

#[test]
fn every_table_has_the_same_keys_in_its_schema_and_in_its_reader() {
    for probe in &PROBES {
        assert_eq!(keys_of_schema(probe), keys_of_reader(probe), "{} {}", probe.schema, probe.place);
    }
}

#[test]
fn every_table_of_every_schema_is_held_to_its_reader() {
    let mut places = BTreeSet::new();
    for file in FILES {
        let value: Value = serde_json::from_str(&language::schema(file)).expect("JSON");
        places.insert((file.schema, String::new()));
        let definitions = value["definitions"].as_object().expect("definitions").iter();
        let tables =
            definitions.filter(|(_, definition)| definition["additionalProperties"] == Value::Bool(false));
        places.extend(tables.map(|(place, _)| (file.schema, place.clone())));
    }
    let probed: BTreeSet<(&str, String)> =
        PROBES.iter().map(|probe| (probe.schema, probe.place.to_owned())).collect();
    assert_eq!(probed, places);
}
