//! What sound texts become.

use std::fmt::Write;

use engine::model::{
    AddsUp, Better, BodyId, Cadence, Class, Due, Measure, MeasureId, Needs, Reporters, Unit, Wait,
};
use engine::program::{Mission, Obligation, Part, Program, Terms};
use insta::assert_snapshot;
use jiff::civil::date;

use super::texts::{BODIES, HOUSING, sources};
use crate::compile::compile;

#[track_caller]
fn program(texts: &str) -> Program {
    compile(&sources(texts)).program.expect("the texts are sound")
}

/// Obligations as a reader would retell them.
fn retell(mission: &Mission) -> String {
    let mut text = String::new();
    for obligation in &mission.obligations {
        let Obligation { id, lead, every, from, until, terms, patience, .. } = obligation;
        let Terms { due, needs, depends_on, .. } = &**terms;
        writeln!(
            text,
            "{id}: {lead}, every {} from {from} until {until:?}",
            language::english::cadence(*every)
        )
        .unwrap();
        writeln!(text, "  due {due:?}\n  {patience:?}\n  waits for {depends_on:?}").unwrap();
        if terms.is_joint() {
            writeln!(text, "  needs {needs:?}").unwrap();
        }
        for part in &terms.parts {
            writeln!(text, "  {}", retell_part(part)).unwrap();
        }
    }
    text
}

fn retell_part(part: &Part) -> String {
    let Part { id, by, of, owner, weight, from, until, duty, .. } = part;
    let Some(id) = id.contribution() else {
        return format!("alone by {} with {:?}", duty.measure, duty.params);
    };
    let owner = owner.as_deref().unwrap_or("nobody");
    let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
    let periods = [("from", from), ("until", until)];
    let periods =
        periods.iter().filter_map(|(word, period)| period.map(|period| format!(" {word} {period}")));
    let periods: String = periods.collect();
    format!("{id} by {by}{of} ({owner}), weight {weight}{periods}: {} with {:?}", duty.measure, duty.params)
}

#[test]
fn every_key_of_a_mission_arrives() {
    let program = program(&format!("=== missions/m.toml\n{}", include_str!("full.toml")));
    assert_snapshot!(retell(&program.missions["everything"]));
    let Measure { unit, better, class, every, adds_up, reporters, .. } = &program.catalogue.measures["seen"];
    assert_eq!(
        (unit, better, class),
        (&Unit::Other("patients".to_owned()), &Better::Higher, &Some(Class::Access))
    );
    assert_eq!(
        (every, adds_up, reporters),
        (&Cadence::Month, &AddsUp::Sum, &Reporters::Kind("nhs-region".to_owned()))
    );
    let ratio = &program.catalogue.measures["four-hours"];
    let [numerator, denominator] = ["seen", "attendances"].map(MeasureId::new);
    assert_eq!((&ratio.adds_up, &ratio.unit), (&AddsUp::Ratio { numerator, denominator }, &Unit::Percent));
    let due = Due::new(Wait::WorkingDays(10), Wait::Days(5));
    assert_eq!(ratio.due, due);
    assert_eq!(program.catalogue.measures["cost"].every, Cadence::Rolling { months: 12, step: 3 });
}

#[test]
fn targets_arrive_with_their_exact_values() {
    let program = program(&format!("=== missions/m.toml\n{}", include_str!("full.toml")));
    let [trajectory, general] = program.catalogue.targets.as_slice() else {
        panic!("two targets are declared")
    };
    assert_eq!(trajectory.body, Some(BodyId::new("dhsc")));
    assert_eq!(
        (trajectory.effective_from, trajectory.effective_to),
        (date(2023, 1, 1), Some(date(2025, 12, 31)))
    );
    let points: Vec<String> =
        trajectory.points.iter().map(|point| format!("{} by {}", point.value, point.by)).collect();
    assert_eq!(points, ["76 by 2024-03-31", "78.50 by 2025-03-31"]);
    assert_eq!((&general.body, general.effective_to, general.points.len()), (&None, None, 1));
}

#[test]
fn what_is_left_out_is_filled_in() {
    let program =
        program(&format!("=== missions/m.toml\n{HOUSING}[[obligation.contribution]]\nby = \"north\"\n"));
    let obligation = &program.missions["housing"].obligations[0];
    assert_eq!(obligation.terms.due, program.catalogue.measures["referrals"].due);
    let (id, part) = obligation.contributions().next().expect("it has a contribution");
    assert_eq!((obligation.terms.needs, id.as_str()), (Needs::All, "north"));
    assert_eq!(part.by, BodyId::new("north"));
}

#[test]
fn one_rule_is_compiled_once_for_all_contributions() {
    let parts = "[[obligation.contribution]]\neach = { kind = \"nhs-region\" }\n";
    let program = program(&format!("=== missions/m.toml\n{HOUSING}{parts}"));
    let [north, south] = &*program.missions["housing"].obligations[0].terms.parts else {
        panic!("the region that had closed owes nothing")
    };
    assert!(std::sync::Arc::ptr_eq(&north.duty.rule, &south.duty.rule));
}

/// Which revisions change from one set of texts to another: the program's, the catalogue's, each mission's.
#[track_caller]
fn check_revisions(change: (&str, &str, &str), expected: &[&str]) {
    let (path, from, to) = change;
    let other = HOUSING.replace("housing", "homes").replace("id = \"referrals\"", "id = \"visits\"");
    let other = other.replace("rule = \"always\"", "rule = \"other\"");
    let texts = format!(
        "=== bodies.csv\n{BODIES}=== remit.toml\n[project]\n=== rules/other.rhai\nfn assess(my) {{ met() }}\n\
         === missions/a.toml\n{HOUSING}=== missions/b.toml\n{other}"
    );
    let (before, after) = texts.split_at(texts.find(&format!("=== {path}\n")).expect("the file is there"));
    let changed = format!("{before}{}", after.replacen(from, to, 1));
    let (old, new) = (program(&texts), program(&changed));
    let mut found = Vec::new();
    found.extend((old.revision != new.revision).then_some("program"));
    found.extend((old.catalogue.revision != new.catalogue.revision).then_some("catalogue"));
    for (id, mission) in &old.missions {
        let differs = new.missions[id].revision != mission.revision;
        found.extend(differs.then_some(id.as_str()));
    }
    assert_eq!(found, expected);
}

#[test]
fn a_revision_changes_with_what_a_mission_sees_and_nothing_else() {
    check_revisions(("missions/a.toml", "A home", "A home"), &[]);
    check_revisions(("missions/a.toml", "A home", "One home"), &["program", "housing"]);
    // The second mission is judged by the first one's measure.
    let measure =
        ("missions/a.toml", "every = \"quarter\"\ndue", "every = \"quarter\"\nbetter = \"lower\"\ndue");
    check_revisions(measure, &["program", "catalogue", "housing", "homes"]);
    check_revisions(
        ("missions/b.toml", "timely_days = 120", "timely_days = 90"),
        &["program", "catalogue", "homes"],
    );
    check_revisions(("rules/other.rhai", "met()", "missed(\"\")"), &["program", "homes"]);
    check_revisions(
        ("bodies.csv", "NHS North", "NHS Far North"),
        &["program", "catalogue", "housing", "homes"],
    );
    check_revisions(("remit.toml", "[project]", "[project]\ntitle = \"T\""), &[]);
    let zone = ("remit.toml", "[project]", "[project]\ntime_zone = \"Europe/Paris\"");
    check_revisions(zone, &["program", "housing", "homes"]);
}
