//! A mission whose board has approvers with keys of their own, and what the tests of its changes ask.

use ledger::entry::Entry;
use tests::process::{Answer, Folder, Person, recorded, remit};

pub(super) const HOMES: &str = "missions/homes.toml";
pub(super) const MET: &str = "MET  Councils keep homes warm";
pub(super) const FIRING: &str = "FIRING  Councils keep homes warm";

/// A project in force whose mission `homes` names three approvers.
pub(super) struct Board {
    pub(super) folder: Folder,
    pub(super) jane: Person,
    pub(super) john: Person,
}

impl Board {
    #[track_caller]
    pub(super) fn in_force() -> Self {
        let folder = Folder::two_missions();
        let (jane, john) = (Person::new(&folder, "Jane"), Person::new(&folder, "John"));
        let mary = Person::with_passphrase(&folder, "Mary", "open sesame");
        let named = |person: &Person| format!("{{ name = \"{}\", key = \"{}\" }}", person.name, person.key);
        let approvers = [&jane, &john, &mary].map(named).join(", ");
        let title = "title = \"Warm homes\"";
        folder.edit(HOMES, title, &format!("{title}\napprovers = [{approvers}]"));
        let board = Self { folder, jane, john };
        let answer = board.remit("run project");
        assert!(answer.out.contains(MET), "naming approvers needs no signature: {answer}");
        board
    }

    /// Makes the mission's floor one that is missed, which waits; gives the revision.
    #[track_caller]
    pub(super) fn edit(&self) -> String {
        self.folder.edit(HOMES, "floor = 90", "floor = 99");
        self.waiting()
    }

    /// The short revision that waits.
    #[track_caller]
    pub(super) fn waiting(&self) -> String {
        let answer = self.remit("approvals project --format json");
        let answer: serde_json::Value = serde_json::from_str(&answer.out).expect("it is JSON");
        let revision = answer["waiting"][0]["revision"].as_str().expect("something waits");
        revision.chars().take(12).collect()
    }

    #[track_caller]
    pub(super) fn remit(&self, line: &str) -> Answer {
        remit(&self.folder, line)
    }

    /// Every signature on the ledger: who, and what was signed.
    pub(super) fn signatures(&self) -> Vec<(String, String, String)> {
        let entries = recorded(&self.folder).into_iter().filter_map(|recorded| match recorded.entry {
            Entry::Approved { signed, signer } => Some((signer, signed.statement, signed.signature)),
            _ => None,
        });
        entries.collect()
    }
}

#[track_caller]
pub(super) fn check_says(answer: &Answer, expected: &str) {
    assert!(answer.to_string().contains(expected), "`{expected}` is not in\n{answer}");
}

#[track_caller]
pub(super) fn check_refused(board: &Board, answer: &Answer, expected: &str) {
    let before = board.signatures();
    check_says(answer, expected);
    assert_eq!(answer.code, Some(2), "{answer}");
    assert_eq!(board.signatures(), before, "the ledger is as it was");
}
