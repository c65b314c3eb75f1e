//! What the lints that come with Remit find, each in a small project, and what a project's own may do.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::date;
use language::read::TomlText;

use super::{Linted, run, shipped_lints};
use crate::compile;
use crate::declare::{BesideProject, read_project};
use crate::diagnostic::{Colour, render};
use crate::lints::LintDoc;
use crate::packs::with_built_in;
use crate::source::{MissionSources, SourceText, Sources};

const BODIES: &str = "id,name,kind,parent,labels\n\
    dh,Department of Health,department,,\n\
    board,Health Board,board,dh,\n\
    north,North Council,council,,region=north\n\
    south,South Council,council,,region=south\n";

const MISSION: &str = "[mission]\nid = \"health\"\ntitle = \"Health\"\n";

/// A measure, and an obligation that is judged by it and says all that it may.
const WAITS: &str = "[[measure]]\nid = \"waits\"\ntitle = \"Waits\"\nevery = \"month\"\nclass = \"access\"\nbetter = \"lower\"\n\
    [[obligation]]\nid = \"short-waits\"\ntitle = \"People are seen soon\"\nlead = \"dh\"\nowner = \"Ann\"\nfrom = \"2026-01\"\n\
    measure = \"waits\"\nrule = \"at-most\"\nparams = { level = 4 }\nnext_step = \"Ring Ann.\"\nconsequence = \"A review.\"\n\
    authority = \"Act of 2017\"\n";

fn linted(project: &str, mission: &str, own: &[SourceText]) -> Linted {
    let mission = SourceText::new("missions/health.toml", mission);
    let rules = Arc::new(with_built_in(IndexMap::new(), [&*mission.text]));
    let texts = MissionSources { declaration: mission.clone(), rules, libraries: Arc::default() };
    let project = SourceText::new("remit.toml", project);
    let sources = Sources {
        project: project.clone(),
        bodies: SourceText::new("bodies.csv", BODIES),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: [(mission.path.clone(), texts)].into_iter().collect(),
    };
    let compiled = compile(&sources);
    let program =
        compiled.program.unwrap_or_else(|| panic!("{}", render(&compiled.diagnostics, Colour::Plain)));
    let read = read_project(&TomlText::parse(&project), &BesideProject::default());
    let settings = read.0.unwrap_or_else(|| panic!("{}", render(&read.1, Colour::Plain))).lint;
    run((&program, &sources), &settings, own, date(2026, 11, 28))
}

/// What one lint finds, a line for each.
fn found(linted: &Linted, code: &str) -> String {
    let lines = linted.findings.iter().filter(|one| *one.lint.code == *code).map(|one| {
        let place = one.place.as_ref().map(|place| place.source.line(place.range.start));
        format!("{} (line {}): {}", one.at, place.unwrap_or_default(), one.says)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(code: &str, mission: &str, expected: &str) {
    let linted = linted("", &format!("{MISSION}{mission}"), &[]);
    assert_eq!(linted.faults, [], "every lint runs");
    assert_eq!(found(&linted, code), expected);
}

#[test]
fn every_lint_says_what_it_finds_why_and_what_to_do() {
    let docs: Vec<LintDoc> = shipped_lints().map(|text| LintDoc::of(&text)).collect();
    for doc in &docs {
        let says = [&doc.what, &doc.why, &doc.to_do].into_iter().all(Option::is_some);
        assert!(says && !doc.examples.is_empty(), "{}", doc.code);
    }
    assert!(docs.is_sorted_by_key(|doc| doc.code.clone()));
}

#[test]
fn a_project_in_which_all_is_said_has_no_finding() {
    let second = WAITS.replace("short-waits", "fair-waits").replace("lead = \"dh\"", "lead = \"north\"");
    let second = second.split_once("[[obligation]]").expect("a measure, then an obligation").1;
    let linted = linted("", &format!("{MISSION}{WAITS}[[obligation]]{second}"), &[]);
    assert_eq!(linted.faults, []);
    let told: Vec<&str> = linted.findings.iter().map(|one| one.says.as_str()).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn warm_words_are_told() {
    check(
        "warm-words",
        "[[obligation]]\nid = \"well\"\ntitle = \"Everybody is well\"\nlead = \"dh\"\n",
        "health/well (line 4): \"Everybody is well\" has nothing that it is judged by, no date, no owner, no consequence",
    );
    check("warm-words", WAITS, "");
}

#[test]
fn a_duty_that_leads_nobody_anywhere_is_told() {
    let bare = WAITS.replace("owner = \"Ann\"\n", "").replace("next_step = \"Ring Ann.\"\n", "");
    check(
        "bare-duty",
        &bare,
        "health/short-waits (line 10): \"People are seen soon\" lacks `owner`, `next_step`",
    );
    check("bare-duty", WAITS, "");
    let over = bare.replace("from = \"2026-01\"", "from = \"2026-01\"\nuntil = \"2026-03\"");
    check("bare-duty", &over, "");
}

#[test]
fn an_outcome_that_nobody_owes_is_told() {
    let outcome =
        "[[measure]]\nid = \"life\"\ntitle = \"Healthy life\"\nevery = \"year\"\nclass = \"outcome\"\n";
    let said = "measure:life (line 5): nobody answers for the outcome \"Healthy life\"";
    check("outcome-unowed", outcome, said);
    // A rule that is handed the measure judges by it.
    let handed = WAITS.replace("params = { level = 4 }", "rule2 = 1").replace("rule2 = 1\n", "");
    let handed = handed.replace("rule = \"at-most\"", "rule = \"adds-up\"\nparams = { of = [\"life\"] }");
    check("outcome-unowed", &format!("{}{handed}", outcome.replace("\"year\"", "\"month\"")), "");
}

#[test]
fn what_drives_a_harm_and_is_owned_by_nobody_is_told() {
    let gambling = "[[measure]]\nid = \"gambling\"\ntitle = \"Gambling\"\nevery = \"month\"\n\
        [[relation]]\nid = \"bets\"\nkind = \"drives\"\nfrom = \"measure:gambling\"\nto = \"measure:waits\"\n";
    let said = "relation:bets (line 8): nobody answers for measure:gambling, which drives measure:waits";
    check("driver-unowned", &format!("{gambling}{WAITS}"), said);
    let owned = gambling.replace(
        "from = \"measure:gambling\"\nto = \"measure:waits\"",
        "from = \"measure:waits\"\nto = \"measure:gambling\"",
    );
    check("driver-unowned", &format!("{owned}{WAITS}"), "");
}

#[test]
fn a_law_that_nobody_looked_at_for_long_is_told() {
    let checked = |day: &str| {
        WAITS.replace("\"Act of 2017\"", &format!("{{ title = \"Act of 2017\", checked = {day} }}"))
    };
    let said =
        "health/short-waits (line 10): \"Act of 2017\" was last looked at 637 days ago, on 1 March 2025";
    check("authority-unchecked", &checked("2025-03-01"), said);
    check("authority-unchecked", &checked("2026-03-01"), "");
}

#[test]
fn what_is_asked_for_twice_is_told() {
    let again = "[[measure]]\nid = \"delays\"\ntitle = \"waits\"\nevery = \"month\"\n";
    let said = "measure:delays (line 23): \"waits\" is asked for twice: as measure:waits too";
    check("asked-twice", &format!("{WAITS}{again}"), said);
    check("asked-twice", &format!("{WAITS}{}", again.replace("month", "year")), "");
}

#[test]
fn a_circle_of_reports_is_told() {
    // The board is a part of the department.
    let reports = "[[relation]]\nid = \"up\"\nkind = \"reports-to\"\nfrom = \"dh\"\nto = \"board\"\n";
    check(
        "reports-in-circle",
        reports,
        "relation:up (line 4): dh reports to board, which answers to dh itself",
    );
    check("reports-in-circle", &reports.replace("to = \"board\"", "to = \"north\""), "");
}

#[test]
fn a_lonely_struggle_is_told() {
    let joint = format!(
        "{WAITS}[[obligation.contribution]]\nid = \"a\"\nby = \"dh\"\n[[obligation.contribution]]\nid = \"b\"\nby = \"BODY\"\nof = \"north\"\n"
    );
    let said = "health/short-waits (line 10): \"People are seen soon\" is declared as joint, and Department of Health owes every part of it";
    check("carried-alone", &joint.replace("BODY", "dh"), said);
    check("carried-alone", &joint.replace("BODY", "south"), "");
    let second = WAITS.replace("waits", "calls");
    let said = "mission:health (line 2): Department of Health owes all 2 obligations of \"Health\"";
    check("carried-alone", &format!("{WAITS}{second}"), said);
}

#[test]
fn goalposts_that_move_are_told() {
    let targets = |later: u32, from: &str| {
        format!(
            "{WAITS}[[target]]\nmeasure = \"waits\"\nfrom = 2025-01-01\nvalue = 4\nby = 2026-03-31\n\
             [[target]]\nmeasure = \"waits\"\nfrom = {from}\nvalue = {later}\nby = 2026-03-31\n"
        )
    };
    let said = "target:waits@2026-01-01 (line 28): \"Waits\" was to reach 4 by 31 March 2026; 89 days before that it became 6";
    check("goalposts-moved", &targets(6, "2026-01-01"), said);
    check("goalposts-moved", &targets(3, "2026-01-01"), "");
    check("goalposts-moved", &targets(6, "2025-02-01"), "");
}

#[test]
fn a_measure_that_replaces_what_is_meant_is_told() {
    let proxy = "[[measure]]\nid = \"life\"\ntitle = \"Healthy life\"\nevery = \"year\"\nclass = \"outcome\"\n\
        [[relation]]\nid = \"stands\"\nkind = \"proxy-for\"\nfrom = \"measure:waits\"\nto = \"measure:life\"\n";
    let said = "relation:stands (line 9): people are judged by \"Waits\" (access), and nobody by \"Healthy life\" (outcome), for which it stands";
    check("stands-for-another", &format!("{proxy}{WAITS}"), said);
    check("stands-for-another", &format!("{}{WAITS}", proxy.replace("outcome", "access")), "");
}

#[test]
fn a_mission_keeps_to_its_budget() {
    let budget = |obligations: u32, reports: u32| {
        format!("budget = {{ obligations = {obligations}, reports_a_year = {reports} }}\n{WAITS}")
    };
    check("over-budget", &budget(1, 12), "");
    let said = "mission:health (line 2): \"Health\" goes over its budget of 0 obligations: it has 1\n\
        mission:health (line 2): \"Health\" goes over its budget of 11 reports a year: it asks for 12";
    check("over-budget", &budget(0, 11), said);
}

#[test]
fn a_project_may_live_with_a_finding_for_a_while() {
    let allow = |code: &str, until: &str| {
        format!(
            "[[lint.allow]]\ncode = \"{code}\"\nat = \"health/well\"\nreason = \"Being worked out\"\n{until}"
        )
    };
    let mission = format!("{MISSION}[[obligation]]\nid = \"well\"\ntitle = \"Everybody is well\"\n");
    let allowed = linted(&allow("warm-words", "until = 2026-11-28"), &mission, &[]);
    assert_eq!(found(&allowed, "warm-words"), "");
    assert_eq!(allowed.allowed[0].1.reason, "Being worked out");
    let over = linted(&allow("warm-words", "until = 2026-11-27"), &mission, &[]);
    assert_eq!(over.findings[0].lapsed.as_ref().map(|given| given.reason.as_str()), Some("Being worked out"));
    let needless = linted(&allow("bare-duty", ""), &mission, &[]);
    assert_eq!(
        needless.faults[0].message,
        "`bare-duty` finds nothing at `health/well`, so nothing need be allowed there"
    );
    let unknown = linted(&allow("warm-word", ""), &mission, &[]);
    assert_eq!(unknown.faults[0].help.as_deref(), Some("did you mean `warm-words`?"));
}

#[test]
fn a_board_writes_lints_of_its_own() {
    let own = |text: &str| vec![SourceText::new("lints/councils-lead.rhai", text)];
    let mission = format!("{MISSION}{WAITS}");
    let sound = own("//! What: duties that no council leads.\n//! Do: ask a council.\n\
        fn lint(my) { my.obligations.filter(|owed| owed.lead == \"dh\").map(|owed| #{ at: owed.name, says: `${owed.lead} leads` }) }");
    let linted_own = linted("", &mission, &sound);
    assert_eq!(found(&linted_own, "councils-lead"), "health/short-waits (line 10): dh leads");
    assert_eq!(linted_own.findings[0].to_do(), Some("ask a council."));
    let fault = |text: &str| {
        let linted = linted("", &mission, &own(text));
        linted.faults.iter().map(|fault| fault.message.clone()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        fault("fn lint(my) { [#{ at: \"health/nowhere/at\", says: \"x\" }] }"),
        "a finding is about `health/nowhere/at`, and nothing has that name: give the `name` of what it is about"
    );
    assert_eq!(
        fault("fn lint(my) { [1] }"),
        "a finding is a map such as `#{ at: owed.name, says: \"it has no owner\" }`"
    );
    assert_eq!(fault("fn lint(my) { 1 }"), "`lint` gave a number, and must give a list of findings");
    let broken = own("fn lint(my) { 1 }");
    let settings =
        "[[lint.allow]]\ncode = \"councils-lead\"\nat = \"health/short-waits\"\nreason = \"Later\"\n";
    assert_eq!(linted(settings, &mission, &broken).faults.len(), 1, "nothing is known of what it would find");
    assert_ne!(fault("fn lint(my) { loop { } }"), "", "it is stopped");
    assert_ne!(fault("fn lint(my) { my.obligations.each() }"), "");
}

#[test]
fn a_lint_sees_labels_and_whom_a_target_does_not_bind() {
    let own = |text: &str| {
        vec![SourceText::new("lints/own.rhai", format!("//! What: w.\n//! Do: d.\nfn lint(my) {{ {text} }}"))]
    };
    let labelled = WAITS.replace("class = \"access\"", "class = \"access\"\nlabels = { theme = \"care\" }");
    let target = "[[target]]\nmeasure = \"waits\"\nfrom = 2026-01-01\nby = 2026-12-31\nvalue = 4\n\
        except = [{ bodies = [\"north\"], reason = \"It has no hospital\", until = \"2026-03\" }]\n";
    let mission = format!("{MISSION}{labelled}labels = {{ tier = \"upper\" }}\n{target}");
    let finds = |text: &str| found(&linted("", &mission, &own(text)), "own");
    let by_label = "my.measures.filter(|one| one.labels.theme == \"care\").map(|one| #{ at: one.name, says: one.labels.theme })";
    assert_eq!(finds(by_label), "measure:waits (line 5): care");
    let of_duty = "my.obligations.map(|one| #{ at: one.name, says: one.labels.tier })";
    assert!(finds(of_duty).ends_with("upper"));
    let of_body = "my.bodies.filter(|one| one.id == \"north\").map(|one| #{ at: one.name, says: `${one.labels.region}, ${one.jurisdiction}.` })";
    assert!(finds(of_body).ends_with("north, ."));
    let excepted = "let found = []; for target in my.targets { for one in target.except { \
        found.push(#{ at: target.name, says: `${one.body}: ${one.reason} until ${one.last}` }); } } found";
    let told = finds(excepted);
    assert!(told.ends_with("body:north: It has no hospital until 2026-03"), "{told}");
}
