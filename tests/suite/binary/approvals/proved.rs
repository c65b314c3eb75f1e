//! Signatures under changes as an outsider looks at them again.

use ledger::commit::Commit;
use ledger::entry::Entry;

use super::board::{Board, FIRING, check_says};
use crate::binary::proof::forger::write_again;

/// A change that two people signed, in force.
fn changed() -> Board {
    let board = Board::in_force();
    let revision = board.edit();
    for person in [&board.jane, &board.john] {
        person.approves(&board.folder, &revision);
    }
    check_says(&board.remit("run project"), FIRING);
    board
}

#[test]
fn a_change_that_two_people_signed_is_borne_out() {
    let answer = changed().remit("verify project");
    check_says(&answer, "All alerts and verdicts on record follow from what was known.");
    assert_eq!(answer.code, Some(0), "{answer}");
}

#[test]
fn a_rule_that_was_changed_without_signatures_is_named() {
    let board = changed();
    write_again(&board.folder, |commits| {
        for commit in &mut *commits {
            commit.entries.retain(|entry| !matches!(entry, Entry::Approved { .. }));
        }
        commits.retain(|commit| !commit.entries.is_empty());
    });
    let answer = board.remit("verify project");
    check_says(&answer, "texts came into force that lack the signatures of their approvers: homes");
    assert_eq!(answer.code, Some(1), "{answer}");
}

#[test]
fn a_signature_in_the_name_of_somebody_else_is_named() {
    let board = changed();
    let to_mary = |commit: &mut Commit| {
        for entry in &mut commit.entries {
            if let Entry::Approved { signer, .. } = entry
                && signer == "Jane"
            {
                "Mary".clone_into(signer);
            }
        }
    };
    write_again(&board.folder, |commits| commits.iter_mut().for_each(to_mary));
    let answer = board.remit("verify project");
    check_says(&answer, "the signature of Mary under a change of a mission is not theirs");
    assert_eq!(answer.code, Some(1), "{answer}");
}
