//! A witness, who signs only what it worked out again.

use std::fs;

use ledger::commit::{Commit, LeafForm};
use ledger::entry::Entry;
use tests::process::{Folder, remit};

use super::asked::{ask, plain, published, sign};
use super::forger::write_again;

/// Makes the key of a witness, and says by what it is believed.
fn witness(folder: &Folder) -> String {
    let made = remit(folder, "ledger key witness.key --name auditor.example");
    let line = made.out.lines().find(|line| line.contains("as a witness")).unwrap().to_owned();
    line.rsplit(' ').next().unwrap().to_owned()
}

/// The key by which the ledger of a folder is believed, as somebody was told it.
fn log_key(folder: &Folder) -> String {
    folder.read("checkpoints/public-key.txt").trim().to_owned()
}

#[test]
fn it_signs_what_it_worked_out_again() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    let (key, log) = (witness(&folder), log_key(&folder));
    folder.append("remit.toml", &format!("witnesses = [\"{key}\"]\nneeded = 1\n"));
    let cosign = |key: &str| format!("verify project --key {log} --cosign {key} --name auditor.example");
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, &cosign("witness.key")));
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, &cosign("nowhere.key")));
}

#[test]
fn it_signs_for_no_ledger_whose_key_it_was_not_told() {
    let folder = published(Folder::held_up());
    witness(&folder);
    insta::assert_snapshot!(ask(&folder, "verify project --cosign witness.key --name auditor.example"), @r"
    2
    remit: `--cosign` needs `--key`: a witness signs for no ledger whose key it was not told
      help: get the public key from the owner of the ledger by another way; `public-key.txt` in the folder of checkpoints proves nothing, since whoever writes the ledger can write it as well
    ");
    let other = log_key(&published(Folder::two_missions()));
    let refused =
        remit(&folder, &format!("verify project --key {other} --cosign witness.key --name auditor.example"));
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.err.contains("did not sign it"), "{refused}");
    assert!(!folder.root().join("witness.key.signed").exists(), "nothing was signed");
}

#[test]
fn it_signs_no_second_history() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    witness(&folder);
    let log = log_key(&folder);
    let cosign = &format!("verify project --key {log} --cosign witness.key --name auditor.example");
    assert_eq!(remit(&folder, cosign).code, Some(0));
    fs::remove_dir_all(folder.path(".remit")).unwrap();
    fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    assert!(remit(&folder, "run project").code.is_some());
    sign(&folder);
    insta::assert_snapshot!(ask(&folder, cosign));
}

#[test]
fn who_signed_two_histories_is_named_with_both() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    let key = witness(&folder);
    let log = log_key(&folder);
    let cosign = format!("verify project --key {log} --cosign witness.key --name auditor.example --out");
    assert_eq!(remit(&folder, &format!("{cosign} one.checkpoint")).code, Some(0));
    fs::remove_dir_all(folder.path(".remit")).unwrap();
    fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    fs::remove_file(folder.root().join("witness.key.signed")).unwrap();
    assert!(remit(&folder, "run project").code.is_some());
    sign(&folder);
    assert_eq!(remit(&folder, &format!("{cosign} other.checkpoint")).code, Some(0));
    let both =
        format!("verify project --checkpoint one.checkpoint --checkpoint other.checkpoint --witness {key}");
    insta::assert_snapshot!(ask(&folder, &both));
}

#[test]
fn a_witness_who_is_named_must_have_signed() {
    let folder = published(Folder::held_up());
    let key = witness(&folder);
    let verified = remit(&folder, &format!("verify project --witness {key}"));
    assert_eq!(verified.code, Some(1), "{verified}");
    assert!(verified.err.contains("did not sign it"), "{verified}");
    fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    let verified = remit(&folder, &format!("verify project --witness {key}"));
    assert_eq!(verified.code, Some(1), "{verified}");
    assert!(verified.err.contains("there is no checkpoint to hold it against"), "{verified}");
    let verified = remit(&folder, &format!("verify project --key {key}"));
    assert_eq!(verified.code, Some(2), "{verified}");
    assert!(verified.err.contains("is the key of a witness"), "{verified}");
}

#[test]
fn who_is_named_twice_is_refused() {
    let folder = published(Folder::held_up());
    let key = witness(&folder);
    folder.append("remit.toml", &format!("witnesses = [\"{key}\", \"{key}\"]\nneeded = 2\n"));
    let verified = remit(&folder, "verify project");
    assert_eq!(verified.code, Some(2), "{verified}");
    assert!(verified.err.contains("this key stands in the list already"), "{verified}");
}

#[test]
fn witnesses_of_an_older_checkpoint_cover_what_it_covers() {
    let folder = published(Folder::held_up());
    let key = witness(&folder);
    let log = log_key(&folder);
    let cosign = &format!("verify project --key {log} --cosign witness.key --name auditor.example");
    assert_eq!(remit(&folder, cosign).code, Some(0));
    write_again(&folder, |commits| {
        let last = commits.last().unwrap();
        let next = Commit {
            first: last.last() + 1,
            at: last.at,
            entries: vec![Entry::Resumed],
            outcome: None,
            personal: None,
            leaf_form: LeafForm::Parted,
        };
        commits.push(next);
    });
    sign(&folder);
    folder.append("remit.toml", &format!("witnesses = [\"{key}\"]\nneeded = 1\n"));
    let verified = remit(&folder, "verify project");
    assert_eq!(verified.code, Some(0), "{verified}");
    assert!(verified.out.contains("the newest that has enough covers three entries."), "{verified}");
}
