//! Accounts in a file, as this version and older ones write it.

use jiff::Timestamp;
use tempfile::TempDir;

use super::conformance::{self, add, reporter};
use super::{Accounts, NewAccount};
use crate::stores::LedgerPlace;

fn in_folder(folder: &TempDir) -> LedgerPlace {
    LedgerPlace::file(folder.path().join("ledger.sqlite"))
}

#[test]
fn in_a_file_they_are_what_accounts_are() {
    let mut folders = Vec::new();
    conformance::check(|| {
        let folder = TempDir::new().expect("a folder");
        let accounts = Accounts::of(&in_folder(&folder)).expect("accounts");
        folders.push(folder);
        accounts
    });
}

#[test]
fn what_is_stored_tells_nobody_a_token_or_a_password() {
    let folder = TempDir::new().expect("a folder");
    let accounts = Accounts::of(&in_folder(&folder)).expect("accounts");
    add(&accounts, &reporter("Ann Hay")).expect("it is made");
    let token = accounts.issue("Ann Hay", "first", Timestamp::UNIX_EPOCH).expect("a token");
    let stored = std::fs::read(folder.path().join("accounts.sqlite")).expect("the file is there");
    let holds = |text: &str| stored.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("Ann Hay") && !holds(&token.secret) && !holds("correct horse"));
}

#[test]
fn accounts_that_an_older_remit_wrote_are_taken_over() {
    let folder = TempDir::new().expect("a folder");
    let older =
        rusqlite::Connection::open(folder.path().join("accounts.sqlite")).expect("a file can be made");
    older
        .execute_batch(
            "CREATE TABLE account (
                id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, bodies TEXT NOT NULL, missions TEXT NOT NULL,
                salt BLOB, password BLOB, created TEXT NOT NULL
            ) STRICT;
            INSERT INTO account VALUES ('acc_1', 'Ann', 'viewer', '', '', NULL, NULL, '2026-01-01T00:00:00Z');
            PRAGMA user_version = 1;",
        )
        .expect("it takes tables");
    drop(older);
    let accounts = Accounts::of(&in_folder(&folder)).expect("they are there");
    let ann = accounts.of_id("acc_1").expect("it can be read").expect("Ann is known");
    assert_eq!((&*ann.name, ann.identity), ("Ann", None));
    let new = NewAccount { identity: Some("https://a.example 1".to_owned()), ..reporter("Bea") };
    let bea = add(&accounts, &new).expect("Bea is new");
    assert_eq!(accounts.of_identity("https://a.example 1").expect("it can be read"), Some(bea));
}

#[test]
fn those_that_a_newer_remit_wrote_are_not_touched() {
    let folder = TempDir::new().expect("a folder");
    let newer =
        rusqlite::Connection::open(folder.path().join("accounts.sqlite")).expect("a file can be made");
    newer.execute_batch("PRAGMA user_version = 4").expect("it takes a number");
    drop(newer);
    let error = Accounts::of(&in_folder(&folder)).err().expect("it is refused").to_string();
    assert!(error.ends_with("accounts.sqlite were written by a newer Remit"), "{error}");
}
