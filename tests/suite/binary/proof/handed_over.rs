//! One file that holds what an accusation rests on.

use std::fs;

use tests::process::{Folder, remit};

use super::asked::{ask, plain, published};

const ALERT: &str = "homelessness/duty-to-refer";

/// The example, signed, with what one of its alerts rests on in a file beside the project.
fn proved() -> Folder {
    let folder = published(Folder::joined_up());
    let wrote = remit(&folder, &format!("prove project {ALERT} -o alert.proof"));
    assert_eq!(wrote.code, Some(0), "{wrote}");
    folder
}

#[test]
fn it_says_what_it_holds_and_is_small() {
    let _plain = plain();
    let folder = published(Folder::joined_up());
    insta::assert_snapshot!(ask(&folder, &format!("prove project {ALERT} -o alert.proof")));
    let size = fs::metadata(folder.root().join("alert.proof")).unwrap().len();
    assert!(size < 25_000, "it takes {size} bytes");
}

#[test]
fn whoever_has_nothing_else_reads_the_same_explanation() {
    let _plain = plain();
    let folder = proved();
    let explained = remit(&folder, &format!("explain project {ALERT}"));
    // What a command in it names is the folder, which nobody has who only has the file.
    let explained = explained.out.replace("remit due project", "remit due .");
    let elsewhere = Folder::missing();
    fs::create_dir(elsewhere.project()).unwrap();
    fs::copy(folder.root().join("alert.proof"), elsewhere.root().join("alert.proof")).unwrap();
    let key = fs::read_to_string(folder.path("checkpoints/public-key.txt")).unwrap();
    let verified = remit(&elsewhere, &format!("verify alert.proof --key {}", key.trim()));
    assert_eq!((verified.code, verified.out), (Some(0), explained));
    insta::assert_snapshot!(verified.err);
}

#[test]
fn a_file_that_was_spoilt_proves_nothing() {
    let folder = proved();
    let whole = fs::read(folder.root().join("alert.proof")).unwrap();
    let key = fs::read_to_string(folder.path("checkpoints/public-key.txt")).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 24) {
        let mut spoilt = whole.clone();
        spoilt[place] ^= 1 << (place % 8);
        fs::write(folder.root().join("alert.proof"), spoilt).unwrap();
        let told = remit(&folder, &format!("verify alert.proof --key {}", key.trim()));
        assert!(told.code == Some(1) || told.code == Some(2), "byte {place}: {told}");
        assert!(told.err.contains("proves nothing"), "byte {place}: {told}");
    }
}

#[test]
fn a_file_that_another_key_signed_proves_nothing() {
    let _plain = plain();
    let folder = proved();
    let other =
        fs::read_to_string(published(Folder::two_missions()).path("checkpoints/public-key.txt")).unwrap();
    insta::assert_snapshot!(ask(&folder, &format!("verify alert.proof --key {}", other.trim())));
}

#[test]
fn names_of_which_nobody_gave_the_key_are_told_apart() {
    let verified = remit(&proved(), "verify alert.proof");
    assert_eq!(verified.code, Some(0), "{verified}");
    assert!(verified.err.contains("the ledger's signature was not checked"), "{verified}");
    assert!(
        verified.err.contains("Names under it that were not checked: example.gov.uk/remit"),
        "{verified}"
    );
    assert!(!verified.err.contains("signed by"), "{verified}");
}

#[test]
fn what_goes_with_a_folder_is_refused_with_a_file() {
    let folder = proved();
    for option in ["--checkpoint kept.checkpoint", "--cosign witness.key --name auditor.example"] {
        let refused = remit(&folder, &format!("verify alert.proof {option}"));
        assert_eq!(refused.code, Some(2), "{refused}");
        assert!(refused.err.contains("goes with the folder of a project"), "{refused}");
    }
}

#[test]
fn what_was_never_signed_cannot_be_proved() {
    let _plain = plain();
    let folder = Folder::joined_up();
    insta::assert_snapshot!(ask(&folder, &format!("prove project {ALERT} -o alert.proof")));
    assert_eq!(remit(&folder, "run project").code, Some(1));
    insta::assert_snapshot!(ask(&folder, &format!("prove project {ALERT} -o alert.proof")));
    let folder = published(folder);
    insta::assert_snapshot!(ask(&folder, "prove project homelessness/nothing -o alert.proof"));
    assert!(!folder.root().join("alert.proof").exists());
}
