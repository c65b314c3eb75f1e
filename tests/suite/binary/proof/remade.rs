//! Messages made again: what a forger puts into one is named, and what cannot be made again is counted.

use std::sync::Arc;

use ledger::commit::Commit;
use ledger::entry::{Entry, Message};
use tests::process::Folder;

use super::asked::{ask, plain, published, sign};
use super::forger::write_again;

/// A project that publishes checkpoints and tells people of what is broken.
#[track_caller]
fn told() -> Folder {
    let folder = Folder::held_up();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    published(folder)
}

/// Changes every message of a kind.
fn forge(folder: &Folder, kind: &str, change: impl Fn(&mut Message)) {
    write_again(folder, |commits| {
        for entry in commits.iter_mut().flat_map(|commit| &mut commit.entries) {
            if let Entry::Queued { message, .. } = entry
                && message.kind.starts_with(kind)
            {
                change(Arc::make_mut(message));
            }
        }
    });
    std::fs::remove_dir_all(folder.path("checkpoints")).unwrap();
}

#[test]
fn a_message_that_says_something_else_is_named() {
    let _plain = plain();
    let folder = told();
    forge(&folder, "alert.", |message| message.text = message.text.replace("not met", "met"));
    insta::assert_snapshot!(ask(&folder, "verify project"));
}

#[test]
fn what_programs_read_in_a_message_is_made_again_as_well() {
    let folder = told();
    forge(&folder, "alert.", |message| message.json = message.json.replace("breach", "at-risk"));
    let said = ask(&folder, "verify project");
    assert!(said.starts_with("1\n"), "{said}");
    assert!(said.contains("its sentences are the same; what programs read in it is not"), "{said}");
}

#[test]
fn a_message_that_leads_elsewhere_is_named() {
    let folder = told();
    forge(&folder, "alert.", |message| {
        message.text = message
            .text
            .replace("Evidence: remit explain ", "Evidence: https://elsewhere.example/explanations/");
    });
    let said = ask(&folder, "verify project");
    assert!(said.starts_with("1\n") && said.contains("says something else than follows"), "{said}");
}

#[test]
fn a_message_that_follows_from_nothing_is_named() {
    let folder = told();
    write_again(&folder, |commits| {
        let queued = |commit: &Commit| {
            commit.entries.iter().find(|entry| matches!(entry, Entry::Queued { .. })).cloned()
        };
        let Some(Entry::Queued { notifier, message, hold }) = commits.iter().find_map(queued) else {
            panic!("somebody was told of something");
        };
        let kind = "alert.resolved".to_owned();
        let message = Arc::new(Message { kind, ..Message::clone(&message) });
        commits.last_mut().unwrap().entries.push(Entry::Queued { notifier, message, hold });
    });
    std::fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    let said = ask(&folder, "verify project");
    assert!(
        said.starts_with("1\n") && said.contains("does not follow from anything that was known"),
        "{said}"
    );
}

#[test]
fn messages_that_were_left_out_are_counted() {
    let folder = told();
    write_again(&folder, |commits| {
        for commit in commits {
            commit.entries.retain(|entry| {
                !matches!(entry, Entry::Queued { .. } | Entry::Settled { .. } | Entry::Attempted { .. })
            });
        }
    });
    std::fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    let said = ask(&folder, "verify project");
    assert!(said.starts_with("0\n") && said.contains("there is no message on the ledger"), "{said}");
}

#[test]
fn a_file_that_proves_an_alert_has_no_other_message_about_it() {
    let folder = told();
    forge(&folder, "alert.", |message| message.text.push_str("\nPay at once."));
    sign(&folder);
    let said = ask(&folder, "prove project works/permits -o alert.proof");
    assert!(
        said.starts_with("1\n") && said.contains("is in it, and does not follow: Pay at once."),
        "{said}"
    );
}
