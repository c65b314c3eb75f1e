//! What a person sees who edits a mission that names approvers, and those who sign.

use std::fs;

use tests::process::{Person, keygen};

use super::board::{Board, FIRING, HOMES, MET, check_refused, check_says};

#[test]
fn a_change_is_in_force_once_two_people_have_signed_it() {
    let board = Board::in_force();
    let revision = board.edit();
    check_says(
        &board.remit("check project"),
        "Nobody has signed it yet; two people must: Jane, John or Mary",
    );
    let answer = board.remit("run project");
    check_says(&answer, MET);
    check_says(&answer, &format!("remit approve project {revision} --key FILE"));

    let answer = board.jane.approves(&board.folder, &revision);
    check_says(&answer, "-params = { floor = 90 }\n+params = { floor = 99 }\n");
    check_says(&answer, "Jane has signed it; a second person must: John or Mary.");
    assert!(!answer.err.contains("remit:"), "nothing went wrong: {answer}");
    let again = board.jane.approves(&board.folder, &revision);
    check_refused(&board, &again, "Jane has signed this change already; a second person must");
    check_says(&board.remit("run project"), MET);

    let answer = board.john.approves(&board.folder, &revision);
    check_says(&answer, "The change is approved. The next `remit run project`");
    let answer = board.remit("run project");
    check_says(&answer, FIRING);
    assert!(!answer.err.contains("waits"), "{answer}");
    check_says(&board.remit("approvals project"), "Jane signed revision");
    let late = board.remit(&format!("approve project {revision} --key John --reason late --yes"));
    check_refused(&board, &late, "no change waits for approval");
}

#[test]
fn looking_back_and_explaining_go_by_what_is_in_force() {
    let board = Board::in_force();
    board.edit();
    let (then, why) =
        (board.remit("run project --as-of 2025-12-31"), board.remit("explain project homes/warmth"));
    check_says(&then, MET);
    check_says(&why, "against a floor of 90");
    for answer in [then, why] {
        check_says(&answer, "two people must: Jane, John or Mary");
    }
}

#[test]
fn a_mission_without_approvers_changes_meanwhile() {
    let board = Board::in_force();
    board.edit();
    board.folder.edit("missions/trains.toml", "floor = 80", "floor = 99");
    let answer = board.remit("run project");
    check_says(&answer, MET);
    check_says(&answer, "FIRING  The railway runs on time");
}

#[test]
fn a_removal_waits_as_well() {
    let board = Board::in_force();
    fs::remove_file(board.folder.path(HOMES)).unwrap();
    let answer = board.remit("run project");
    check_says(&answer, MET);
    check_says(&answer, "the removal waits");
    board.jane.approves(&board.folder, "removed");
    board.john.approves(&board.folder, "removed");
    let answer = board.remit("run project");
    assert!(!answer.out.contains("keep homes warm"), "{answer}");
}

#[test]
fn an_approved_change_waits_for_its_day() {
    let board = Board::in_force();
    let revision = board.edit();
    let line = |name: &str, from: &str| {
        format!("approve project {revision} --key {name} --reason agreed --yes --until 2100-01-31{from}")
    };
    board.remit(&line("Jane", " --from 2100-01-01"));
    let answer = board.remit(&line("John", ""));
    check_says(&answer, "Takes effect: 2100-01-01");
    check_says(&answer, "until 1 January 2100, when revision");
    check_says(&board.remit("run project"), MET);
    let past = board.remit(&line("Mary", " --from 2020-01-01"));
    check_refused(&board, &past, "1 January 2020 is over");
}

#[test]
fn a_statement_can_be_signed_elsewhere() {
    let board = Board::in_force();
    let revision = board.edit();
    let line = format!("approve project {revision} --statement change.txt");
    let answer = board.remit(&format!("{line} --name Jane --reason agreed"));
    check_says(&answer, "ssh-keygen -Y sign -f KEY -n remit change.txt");
    let again = board.remit(&format!("{line} --name Jane --reason agreed"));
    check_refused(&board, &again, "change.txt cannot be written");
    keygen(&board.folder, &["-q", "-Y", "sign", "-f", "Jane", "-n", "remit", "change.txt"], None);
    let answer = board.remit(&format!("{line} --signature change.txt.sig"));
    check_says(&answer, &format!("Jane has signed revision {revision} of homes."));

    let forged = fs::read_to_string(board.folder.root().join("change.txt")).unwrap();
    fs::write(board.folder.root().join("forged.txt"), forged.replace("Jane", "John")).unwrap();
    let forged = format!("approve project {revision} --statement forged.txt --signature change.txt.sig");
    check_refused(&board, &board.remit(&forged), "the signature does not stand under this statement");
}

#[test]
fn what_stands_on_the_ledger_can_be_verified_with_ssh_keygen() {
    let board = Board::in_force();
    let revision = board.edit();
    board.jane.approves(&board.folder, &revision);
    let (signer, statement, signature) = board.signatures().pop().unwrap();
    assert_eq!(signer, "Jane");
    let write = |name: &str, text: &str| fs::write(board.folder.root().join(name), text).unwrap();
    write("statement", &statement);
    write("statement.sig", &signature);
    write("allowed_signers", &format!("Jane {}\n", board.jane.key));
    let verify =
        ["-Y", "verify", "-f", "allowed_signers", "-I", "Jane", "-n", "remit", "-s", "statement.sig"];
    keygen(&board.folder, &verify, Some("statement"));
}

#[test]
fn keys_of_others_do_not_count() {
    let board = Board::in_force();
    let eve = Person::new(&board.folder, "Eve");
    board.folder.edit(HOMES, &board.john.key, &eve.key);
    let revision = board.waiting();
    let answer = eve.approves(&board.folder, &revision);
    check_refused(&board, &answer, "this is not the key of an approver in force of `homes`");
    let statement = format!("approve project {revision} --statement change.txt");
    board.remit(&format!("{statement} --name John --reason agreed"));
    keygen(&board.folder, &["-q", "-Y", "sign", "-f", "Eve", "-n", "remit", "change.txt"], None);
    let answer = board.remit(&format!("{statement} --signature change.txt.sig"));
    check_refused(&board, &answer, "is named only in the text that waits");
}

#[test]
fn nobody_signs_unasked() {
    let board = Board::in_force();
    let revision = board.edit();
    let answer = board.remit(&format!("approve project {revision} --key Jane --reason agreed"));
    check_refused(&board, &answer, "there is no terminal to ask on");
    let answer = board.remit(&format!("approve project {revision} --key Mary --reason agreed --yes"));
    check_refused(&board, &answer, "has a passphrase, and there is no terminal to ask for it");
    let answer = board.remit("approve project 0000 --key Jane --reason agreed --yes");
    check_refused(&board, &answer, "no change that waits has a revision that begins with `0000`");
    let answer = board.remit(&format!("approve project {revision} --key Jane.pub --reason agreed --yes"));
    check_refused(&board, &answer, "this is the public key");
}
