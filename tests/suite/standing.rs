//! How a project stands is one query, narrowed to a mission or an obligation as well as whole.

use std::path::Path;

use app::as_of::look_back_in;
use app::progress::Unseen;
use app::project;
use app::standing::{ProjectStanding, Scope};
use engine::alert::Severity;
use jiff::civil::date;

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
