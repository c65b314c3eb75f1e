//! The ledger of a service, worked out again by somebody who has nothing but its address.

use std::fs;

use tests::process::{Folder, remit};

use super::super::handing_in::known::{Up, token, with_people};
use super::asked::{ask, plain, published, sign};
use super::forger::write_again;

/// A service with checkpoints, and the end of a line that asks it as somebody.
fn up(folder: Folder) -> (Up, impl Fn(&str) -> String) {
    let made = remit(&folder, "account add project Ada --role administrator");
    assert_eq!(made.code, Some(0), "{made}");
    let ada = token(&folder, "Ada").replace("Authorization: Bearer ", "");
    let up = Up::start(folder);
    let address = up.visitor.front();
    (up, move |more: &str| format!("verify {address} --token {ada}{more}"))
}

#[test]
fn a_service_is_verified_as_its_folder_is() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    let kept = fs::read_dir(folder.path("checkpoints")).unwrap().map(|file| file.unwrap().path());
    let kept = kept.filter(|file| file.extension().is_some_and(|ending| ending == "checkpoint"));
    let kept = kept.last().expect("one was published");
    fs::copy(&kept, folder.path("kept.checkpoint")).unwrap();
    let (up, line) = up(folder);
    let said = ask(&up.folder, &line(""));
    insta::assert_snapshot!(said);
    let with_kept = ask(&up.folder, &line(" --checkpoint project/kept.checkpoint"));
    assert!(with_kept.starts_with("0\n") && with_kept.contains("kept.checkpoint: borne out"), "{with_kept}");
    let public = fs::read_to_string(up.folder.path("checkpoints/public-key.txt")).unwrap();
    let signed = ask(&up.folder, &line(&format!(" --key {}", public.trim())));
    assert!(signed.starts_with("0\n") && !signed.contains("No public key was given"), "{signed}");
    let tree = |said: &str| said.lines().find(|line| line.starts_with("Tree: ")).map(str::to_owned);
    assert!(tree(&said).is_some());
    assert_eq!(tree(&ask(&up.folder, "verify project")), tree(&said));
}

#[test]
fn a_service_that_falsifies_its_ledger_is_named() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    write_again(&folder, |commits| {
        for outcome in commits.iter_mut().filter_map(|commit| commit.outcome.as_mut()) {
            outcome.parts.iter_mut().for_each(|part| drop(part.told.pop()));
        }
    });
    fs::remove_dir_all(folder.path("checkpoints")).unwrap();
    let (up, line) = up(folder);
    let said = ask(&up.folder, &line(""));
    assert!(said.starts_with("1\n"), "{said}");
    assert!(said.contains("the alerts and verdicts on record do not follow from what was known"), "{said}");
}

#[test]
fn a_history_that_was_written_again_is_named_by_whoever_kept_a_checkpoint() {
    let _plain = plain();
    let folder = published(Folder::held_up());
    fs::rename(folder.path("checkpoints"), folder.path("kept")).unwrap();
    write_again(&folder, |commits| drop(commits.pop()));
    sign(&folder);
    let kept = fs::read_dir(folder.path("kept")).unwrap().map(|file| file.unwrap().path());
    let kept = kept.filter(|file| file.extension().is_some_and(|ending| ending == "checkpoint"));
    fs::copy(kept.last().expect("one was published"), folder.path("kept.checkpoint")).unwrap();
    let (up, line) = up(folder);
    let said = ask(&up.folder, &line(" --checkpoint project/kept.checkpoint"));
    assert!(said.starts_with("1\n") && said.contains("history was written again"), "{said}");
}

#[test]
fn a_ledger_is_handed_out_to_those_alone_who_may_see_it() {
    let folder = with_people(Folder::two_missions());
    let ola = token(&folder, "Ola").replace("Authorization: Bearer ", "");
    let up = Up::start(folder);
    let address = up.visitor.front();
    let ask = |line: &str| ask(&up.folder, line).replace(&*address, "ADDRESS");
    insta::assert_snapshot!(ask(&format!("verify {address} --token {ola}")), @"
    2
    remit: The account may not do this: Its role does not include it
      help: ask the people who look after accounts; `remit account add` says who may do what
    ");
    insta::assert_snapshot!(ask(&format!("verify {address} --token {ola} --cosign key --name me")), @"
    2
    remit: `--cosign` goes with the folder of a project, and ADDRESS is a service
    ");
    let nobody = remit(&up.folder, "verify http://127.0.0.1:1");
    assert_eq!(nobody.code, Some(2), "{nobody}");
    assert!(nobody.err.contains("cannot be reached"), "{nobody}");
}
