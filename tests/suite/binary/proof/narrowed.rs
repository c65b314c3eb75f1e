//! A proof of one mission's alert shows nothing of what another mission rests on, and nothing can be left out of it unnoticed.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;

use engine::model::{MeasureId, MissionId};
use ledger::bundle::{Bundle, BundleCommit, BundleScope, Disclosure};
use plugins::stores::SqliteStore;
use tests::process::{Folder, remit};

use super::asked::{ask, plain, published};

const ALERT: &str = "homes/warmth";

/// Two missions with an alert each, and what an official said to each.
fn both_broken() -> Folder {
    let folder = Folder::two_missions();
    folder.edit("feeds/warmth/2024.csv", "2024-02,north-council,96", "2024-02,north-council,12");
    folder.edit("feeds/trains/2024.csv", "2024-02,railway,86", "2024-02,railway,13");
    let run = remit(&folder, "run project");
    assert_eq!(run.code, Some(1), "{run}");
    for (alert, reason) in [(ALERT, "frost"), ("trains/punctuality", "leaves")] {
        let said = remit(&folder, &format!("respond project {alert} explain --by Ann_Hay --reason {reason}"));
        assert_eq!(said.code, Some(0), "{said}");
    }
    published(folder)
}

/// What a file beside the project holds.
fn read(folder: &Folder) -> Bundle {
    Bundle::parse(&fs::read(folder.root().join("alert.proof")).unwrap()).unwrap()
}

/// A file that is narrowed by hand to some missions and measures.
fn narrow_to(folder: &Folder, missions: &[&str], measures: &[&str]) {
    let scope = BundleScope {
        missions: missions.iter().map(|id| MissionId::new(*id)).collect(),
        measures: measures.iter().map(|id| MeasureId::new(*id)).collect(),
    };
    let store = SqliteStore::open_read_only(&folder.path(".remit/ledger.sqlite")).unwrap().unwrap();
    let mut commits = Vec::new();
    store
        .commits(0, &mut |commit| {
            commits.push(BundleCommit::of(commit, Disclosure { is_shown: &|_| false, scope: Some(&scope) }));
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    let bundle = Bundle { commits, ..read(folder) };
    fs::write(folder.root().join("alert.proof"), bundle.encode()).unwrap();
}

#[test]
fn nothing_of_another_mission_is_in_it() {
    let _plain = plain();
    let folder = both_broken();
    insta::assert_snapshot!(ask(&folder, &format!("prove project {ALERT} -o alert.proof")));
    let bundle = read(&folder);
    let told = format!("{:?}", bundle.commits.iter().flat_map(BundleCommit::shown).collect::<Vec<_>>());
    assert!(told.contains("frost") && told.contains("warm-homes"), "what it rests on is in it");
    assert!(!told.contains("leaves"), "what an official said of the other mission is not");
    let withheld: BTreeSet<&str> = bundle
        .commits
        .iter()
        .flat_map(BundleCommit::measures_withheld)
        .map(|rows| rows.measure.as_str())
        .collect();
    assert_eq!(withheld, ["punctual-trains"].into());
    let [explained, verified] = [format!("explain project {ALERT}"), "verify alert.proof".to_owned()]
        .map(|line| remit(&folder, &line).out.replace("remit due project", "remit due ."));
    assert_eq!(verified, explained);
    let whole = remit(&folder, &format!("prove project {ALERT} -o whole.proof --whole"));
    assert!(whole.code == Some(0) && !whole.out.contains("Nothing asked for"), "{whole}");
    let verified = remit(&folder, "verify whole.proof").out.replace("remit due project", "remit due .");
    assert_eq!(verified, explained);
}

#[test]
fn whatever_has_a_bearing_cannot_be_left_out() {
    let _plain = plain();
    let folder = both_broken();
    assert_eq!(remit(&folder, &format!("prove project {ALERT} -o alert.proof")).code, Some(0));
    let verify = |folder: &Folder| {
        let verified = remit(folder, "verify alert.proof");
        assert_eq!(verified.code, Some(1), "{verified}");
        verified.err
    };
    narrow_to(&folder, &["homes"], &[]);
    insta::assert_snapshot!(verify(&folder));
    narrow_to(&folder, &["trains"], &["warm-homes"]);
    insta::assert_snapshot!(verify(&folder));
    narrow_to(&folder, &["homes"], &["warm-homes"]);
    assert_eq!(remit(&folder, "verify alert.proof").code, Some(0));
}
