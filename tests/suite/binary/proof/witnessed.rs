//! A witness, who signs only what it worked out again.

use std::fs;

use tests::process::{Folder, remit};

use super::asked::{ask, plain, published, sign};

/// Makes the key of a witness, and says by what it is believed.
fn witness(folder: &Folder) -> String {
    let made = remit(folder, "ledger key witness.key --name auditor.example");
    let line = made.out.lines().find(|line| line.contains("as a witness")).unwrap().to_owned();
    line.rsplit(' ').next().unwrap().to_owned()
}

#[test]
fn it_signs_what_it_worked_out_again() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    let key = witness(&folder);
    folder.append("remit.toml", &format!("witnesses = [\"{key}\"]\nneeded = 1\n"));
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, "verify project --cosign witness.key --name auditor.example"));
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, "verify project --cosign nowhere.key --name auditor.example"));
}

#[test]
fn it_signs_no_second_history() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    witness(&folder);
    let cosign = "verify project --cosign witness.key --name auditor.example";
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
    let cosign = "verify project --cosign witness.key --name auditor.example --out";
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
