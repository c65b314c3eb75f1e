//! Each way in which a ledger can be falsified, done to a real one, and what is said of it.

use std::sync::Arc;

use indexmap::IndexMap;
use ledger::entry::{Entry, Signed};
use ledger::source::{MissionSources, SourceText, Sources};
use tests::process::{Folder, remit};

use super::asked::{ORIGIN, ask, plain, published, sign};
use super::forger::write_again;

#[test]
fn a_ledger_that_was_left_alone_is_borne_out() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, "verify project --format json"));
    insta::assert_snapshot!(ask(&folder, "ledger checkpoint project"));
}

#[test]
fn a_history_that_was_written_again_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    // Remit itself works out another history from the same texts, with nothing wrong in it but that it is another one.
    std::fs::remove_dir_all(folder.path(".remit")).unwrap();
    assert!(remit(&folder, "run project").code.is_some());
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, "ledger checkpoint project"));
}

#[test]
fn an_entry_that_is_withheld_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    write_again(&folder, |commits| drop(commits.pop()));
    insta::assert_snapshot!(ask(&folder, "verify project"));
}

#[test]
fn a_rule_that_was_changed_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    write_again(&folder, |commits| {
        let entries = commits.iter_mut().flat_map(|commit| &mut commit.entries);
        for entry in entries {
            if let Entry::Activated(sources) = entry {
                *sources = Arc::new(lenient(sources));
            }
        }
    });
    std::fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    insta::assert_snapshot!(ask(&folder, "verify project"));
}

/// The same texts, by whose rules everybody delivers.
fn lenient(sources: &Sources) -> Sources {
    let missions = sources.missions.iter().map(|(path, mission)| {
        let rules = mission.rules.iter().map(|(id, text)| {
            let changed = text.text.replace("missed(", "met(");
            (id.clone(), SourceText::new(Arc::clone(&text.path), changed))
        });
        let rules: Arc<IndexMap<String, SourceText>> = Arc::new(rules.collect());
        (Arc::clone(path), MissionSources { rules, ..mission.clone() })
    });
    Sources { missions: missions.collect(), ..sources.clone() }
}

#[test]
fn an_alert_that_was_dropped_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    write_again(&folder, |commits| {
        for commit in commits {
            commit.entries.retain(|entry| !matches!(entry, Entry::Queued { .. }));
            if let Some(outcome) = &mut commit.outcome {
                outcome.parts.iter_mut().for_each(|part| drop(part.told.pop()));
            }
        }
    });
    std::fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    insta::assert_snapshot!(ask(&folder, "verify project"));
}

#[test]
fn a_checkpoint_that_somebody_else_signed_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    let theirs = std::fs::read_dir(folder.path("checkpoints")).unwrap();
    let theirs = theirs
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|it| it == "checkpoint"));
    let kept = folder.root().join("kept.checkpoint");
    std::fs::rename(theirs.unwrap(), &kept).unwrap();
    std::fs::remove_file(folder.path("checkpoints.key")).unwrap();
    assert_eq!(remit(&folder, &format!("ledger key project/checkpoints.key --name {ORIGIN}")).code, Some(0));
    sign(&folder);
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, "verify project --checkpoint nowhere.checkpoint"));
    insta::assert_snapshot!(ask(&folder, "verify project --checkpoint project/remit.toml"));
}

#[test]
fn a_signature_that_is_not_of_the_approver_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    write_again(&folder, |commits| {
        let signed = Signed { statement: "I approve".into(), signature: "nothing".into() };
        commits.last_mut().unwrap().entries.push(Entry::Approved { signed, signer: "Jane Doe".into() });
    });
    std::fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    insta::assert_snapshot!(ask(&folder, "verify project"));
}

#[test]
fn a_checkpoint_of_another_ledger_is_told_apart() {
    let _plain = plain();
    let (folder, other) = (published(Folder::held_up()), published(Folder::two_missions()));
    let theirs = other.path("checkpoints");
    let mut files = std::fs::read_dir(theirs).unwrap().map(|entry| entry.unwrap().path());
    let file = files.find(|path| path.extension().is_some_and(|it| it == "checkpoint")).unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(folder.root().join("other.checkpoint"), text.replace(ORIGIN, "example.gov.uk/other"))
        .unwrap();
    insta::assert_snapshot!(ask(&folder, "verify project --checkpoint other.checkpoint"));
}
