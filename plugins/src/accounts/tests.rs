//! Accounts as administrators make them and as people use them.

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Account, Accounts, AccountsError, NewAccount, Role};

fn accounts() -> (TempDir, Accounts) {
    let folder = TempDir::new().expect("a folder");
    let accounts = Accounts::beside(&folder.path().join("ledger.sqlite")).expect("accounts");
    (folder, accounts)
}

fn reporter(name: &str) -> NewAccount {
    let bodies = vec!["north-council".to_owned()];
    let password = Some("correct horse battery".to_owned());
    NewAccount {
        name: name.to_owned(),
        role: Role::Reporter,
        bodies,
        missions: Vec::new(),
        password,
        identity: None,
    }
}

fn add(accounts: &Accounts, new: &NewAccount) -> Result<Account, AccountsError> {
    accounts.add(new, Timestamp::UNIX_EPOCH)
}

#[track_caller]
fn refused(accounts: &Accounts, new: &NewAccount) -> String {
    let error = add(accounts, new).expect_err("it is refused");
    format!("{error}; {}", error.help().unwrap_or_default())
}

#[test]
fn whoever_knows_the_password_signs_in_and_nobody_else() {
    let (_folder, accounts) = accounts();
    let made = add(&accounts, &reporter("Ann Hay")).expect("it is made");
    let signs_in = |name: &str, password: &str| {
        let credentials = accounts.credentials(name).expect("it can be asked");
        credentials.sign_in(password).expect("it can be hashed")
    };
    assert_eq!(signs_in("ann  hay", "correct horse battery"), Some(made));
    assert_eq!(signs_in("Ann Hay", "correct horse"), None);
    assert_eq!(signs_in("Bea Hay", "correct horse battery"), None);
    let without = NewAccount { password: None, ..reporter("Cy Hay") };
    add(&accounts, &without).expect("it is made");
    assert_eq!(signs_in("Cy Hay", ""), None);
}

#[test]
fn a_token_is_known_until_it_is_revoked_or_its_account_is_erased() {
    let (folder, accounts) = accounts();
    add(&accounts, &reporter("Ann Hay")).expect("it is made");
    let issue = |label| accounts.issue("Ann Hay", label, Timestamp::UNIX_EPOCH).expect("a token");
    let (first, second) = (issue("first"), issue("second"));
    let whose = |token: &str| accounts.of_token(token).expect("it can be asked").map(|account| account.name);
    assert_eq!(whose(&first.secret).as_deref(), Some("Ann Hay"));
    accounts.revoke(&first.id).expect("it is there");
    assert_eq!(whose(&first.secret), None);
    assert_eq!(whose(&second.secret).as_deref(), Some("Ann Hay"));
    // What is stored tells nobody the token.
    let stored = std::fs::read(folder.path().join("accounts.sqlite")).expect("the file is there");
    let holds = |text: &str| stored.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("Ann Hay") && !holds(&second.secret) && !holds("correct horse"));
    accounts.remove("Ann Hay").expect("it is there");
    assert_eq!(whose(&second.secret), None);
    assert!(accounts.is_empty().expect("it can be asked"));
}

#[test]
fn an_account_that_is_not_proper_is_refused_with_what_to_do() {
    let (_folder, accounts) = accounts();
    add(&accounts, &reporter("Ann Hay")).expect("it is made");
    let short = NewAccount { password: Some("too short".to_owned()), ..reporter("Bea") };
    insta::assert_snapshot!(refused(&accounts, &short), @"a password has at least 12 letters; choose another one");
    insta::assert_snapshot!(refused(&accounts, &reporter("ANN HAY")), @"there is an account `Ann Hay` already; remove that one first, or give this one another name");
    insta::assert_snapshot!(refused(&accounts, &reporter(" ")), @"an account needs a name; name it as the person is named in messages");
    let of_nobody = NewAccount { bodies: Vec::new(), ..reporter("Bea") };
    insta::assert_snapshot!(refused(&accounts, &of_nobody), @"a reporter speaks for bodies, and none is named; name each with --body");
    let auditor = NewAccount { role: Role::Auditor, ..reporter("Bea") };
    insta::assert_snapshot!(refused(&accounts, &auditor), @"an auditor speaks for no body and no mission of its own; leave --body and --mission out");
    let error = accounts.remove("An Hay").expect_err("there is none");
    insta::assert_snapshot!(format!("{error}; {}", error.help().unwrap_or_default()), @"there is no account `An Hay`; did you mean `Ann Hay`?");
}

#[test]
fn accounts_that_an_older_remit_wrote_are_taken_over() {
    let folder = TempDir::new().expect("a folder");
    let ledger = folder.path().join("ledger.sqlite");
    let older = rusqlite::Connection::open(Accounts::path_beside(&ledger)).expect("a file can be made");
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
    let accounts = Accounts::beside(&ledger).expect("they are there");
    let ann = accounts.of_id("acc_1").expect("it can be read").expect("Ann is known");
    assert_eq!((&*ann.name, ann.identity), ("Ann", None));
    let new = NewAccount { identity: Some("https://a.example 1".to_owned()), ..reporter("Bea") };
    let bea = accounts.add(&new, Timestamp::UNIX_EPOCH).expect("Bea is new");
    assert_eq!(accounts.of_identity("https://a.example 1").expect("it can be read"), Some(bea));
    let again = accounts.add(&NewAccount { name: "Cy".to_owned(), ..new }, Timestamp::UNIX_EPOCH);
    assert_eq!(again.expect_err("it is Bea's").to_string(), "the account `Bea` is of that identity already");
}
