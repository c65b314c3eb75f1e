//! How a project stands is one query, narrowed to a mission or an obligation as well as whole.

use std::path::Path;
use std::sync::Arc;

use app::as_of::look_back_in;
use app::progress::Unseen;
use app::project;
use app::standing::{ProjectStanding, Scope};
use engine::alert::Severity;
use engine::{Engine, Event};
use jiff::Timestamp;
use jiff::civil::date;
use rules::source::{SourceText, Sources};
use tests::bulk::{Bulk, sources};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/joined-up");

#[test]
fn the_scopes_of_a_project_together_hold_what_the_whole_holds() {
    let (project, faults) = project::load(Path::new(EXAMPLE), None);
    let project = project.unwrap_or_else(|| panic!("{faults:?}"));
    let (past_state, _) = look_back_in(&project, Some(date(2024, 8, 31)), &Unseen).expect("it has no ledger");
    let standing = |scope: &Scope| ProjectStanding::of(&past_state.engine, scope);
    let counts = |standing: &ProjectStanding| (standing.verdicts.len(), standing.alerts.len());
    let sum = |scopes: &[Scope]| {
        let own = scopes.iter().map(|scope| counts(&standing(scope)));
        own.fold((0, 0), |(verdicts, alerts), own| (verdicts + own.0, alerts + own.1))
    };
    let whole = standing(&Scope::Project);
    assert!(whole.is_firing(Severity::Breach) && counts(&whole).0 > 0);
    let missions: Vec<Scope> = project.program.missions.keys().cloned().map(Scope::Mission).collect();
    assert_eq!(sum(&missions), counts(&whole));
    let obligations = whole.clone().into_obligations();
    let scopes: Vec<Scope> = obligations.keys().cloned().map(Scope::Obligation).collect();
    assert_eq!(sum(&scopes), counts(&whole));
    for (obligation, own) in obligations {
        let alone = standing(&Scope::Obligation(obligation));
        assert_eq!((alone.verdicts, alone.alerts), (own.verdicts, own.alerts));
    }
}

#[test]
fn what_fell_due_before_an_edit_stands_otherwise_too() {
    let mut texts = Bulk { missions: 2, obligations: 1, bodies: 2 }.texts();
    let compiled = |texts: Sources| Arc::new(rules::compile(&texts).program.expect("the project is sound"));
    let at = |text: &str| -> Timestamp { text.parse().expect("a moment") };
    let mut engine = Engine::new();
    engine.step(at("2024-02-01T00:00:00Z"), Event::Activated(compiled(sources(&texts))));
    let edited = texts.get_mut("missions/m1.toml").expect("there are two missions");
    *edited = SourceText::new("missions/m1.toml", format!("{}\n# edited\n", edited.text));
    engine.step(at("2024-06-01T00:00:00Z"), Event::Activated(compiled(sources(&texts))));
    let missions: Vec<String> =
        engine.touched().into_iter().map(|reference| reference.mission.to_string()).collect();
    assert_eq!(missions, ["m0", "m1"], "months began for both, although one was edited");
}
