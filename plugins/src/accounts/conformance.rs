//! What accounts are to administrators and to people, wherever they lie.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::rows::{Row, Rows, Task, Value};
use super::{Account, Accounts, AccountsError, Draft, HeldUpload, Looked, NewAccount, Role};

const START: Timestamp = Timestamp::UNIX_EPOCH;

/// Rows where everything is said twice, as where the first answer was lost.
pub(super) struct Twice<R>(pub(super) R);

impl<R: Rows> Rows for Twice<R> {
    fn ask(&self, question: &str, values: &[Value]) -> Result<Vec<Row>, AccountsError> {
        self.0.ask(question, values)
    }

    fn tell(&self, statement: &str, values: &[Value]) -> Result<(), AccountsError> {
        self.0.tell(statement, values)?;
        self.0.tell(statement, values)
    }

    fn alone(&self, task: Task<'_>) -> Result<(), AccountsError> {
        self.0.alone(&mut *task)?;
        self.0.alone(task)
    }
}

/// Checks all of it, each time over accounts that are begun anew.
pub(super) fn check(mut begin: impl FnMut() -> Accounts) {
    let checks: [fn(&Accounts); 8] = [
        whoever_knows_the_password_signs_in_and_nobody_else,
        a_token_is_known_until_it_is_revoked_or_its_account_is_erased,
        an_account_that_is_not_proper_is_refused_with_what_to_do,
        accounts_are_listed_by_name_and_know_what_they_speak_for,
        whom_a_provider_knows_is_one_account_and_follows_its_groups,
        a_draft_is_kept_until_it_is_erased_and_the_oldest_gives_way,
        a_mark_is_where_it_was_moved_last,
        a_file_waits_for_a_day_and_gives_way_to_the_next_one,
    ];
    for check in checks {
        check(&begin());
    }
}

pub(super) fn reporter(name: &str) -> NewAccount {
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

/// One who does not sign in with a password, whose hash takes a while.
pub(super) fn without_password(name: &str) -> NewAccount {
    NewAccount { password: None, ..reporter(name) }
}

pub(super) fn add(accounts: &Accounts, new: &NewAccount) -> Result<Account, AccountsError> {
    accounts.add(new, START)
}

#[track_caller]
fn refused(accounts: &Accounts, new: &NewAccount) -> String {
    let error = add(accounts, new).expect_err("it is refused");
    format!("{error}; {}", error.help().unwrap_or_default())
}

fn whoever_knows_the_password_signs_in_and_nobody_else(accounts: &Accounts) {
    let made = add(accounts, &reporter("Ann Hay")).expect("it is made");
    let signs_in = |name: &str, password: &str| {
        let credentials = accounts.credentials(name).expect("it can be asked");
        credentials.sign_in(password).expect("it can be hashed")
    };
    assert_eq!(signs_in("ann  hay", "correct horse battery"), Some(made));
    assert_eq!(signs_in("Ann Hay", "correct horse"), None);
    assert_eq!(signs_in("Bea Hay", "correct horse battery"), None);
    add(accounts, &without_password("Cy Hay")).expect("it is made");
    assert_eq!(signs_in("Cy Hay", ""), None);
}

fn a_token_is_known_until_it_is_revoked_or_its_account_is_erased(accounts: &Accounts) {
    add(accounts, &without_password("Ann Hay")).expect("it is made");
    let issue = |label| accounts.issue("Ann Hay", label, START).expect("a token");
    let (first, second) = (issue("first"), issue("second"));
    let whose = |token: &str| accounts.of_token(token).expect("it can be asked").map(|account| account.name);
    assert_eq!(whose(&first.secret).as_deref(), Some("Ann Hay"));
    let labels = accounts.tokens().expect("they can be listed").into_iter().map(|token| token.label);
    assert_eq!(labels.collect::<std::collections::BTreeSet<_>>(), ["first".into(), "second".into()].into());
    accounts.revoke(&first.id).expect("it is there");
    assert!(matches!(accounts.revoke(&first.id), Err(AccountsError::NoSuchToken { .. })));
    assert_eq!(whose(&first.secret), None);
    assert_eq!(whose(&second.secret).as_deref(), Some("Ann Hay"));
    accounts.remove("Ann Hay").expect("it is there");
    assert_eq!(whose(&second.secret), None);
    assert!(accounts.is_empty().expect("it can be asked"));
}

fn an_account_that_is_not_proper_is_refused_with_what_to_do(accounts: &Accounts) {
    add(accounts, &reporter("Ann Hay")).expect("it is made");
    let short = NewAccount { password: Some("too short".to_owned()), ..reporter("Bea") };
    let of_nobody = NewAccount { bodies: Vec::new(), ..reporter("Bea") };
    let auditor = NewAccount { role: Role::Auditor, ..reporter("Bea") };
    let gone = accounts.remove("An Hay").expect_err("there is none");
    insta::allow_duplicates! {
        insta::assert_snapshot!(refused(accounts, &short), @"a password has at least 12 letters; choose another one");
        insta::assert_snapshot!(refused(accounts, &without_password("ANN HAY")), @"there is an account `Ann Hay` already; remove that one first, or give this one another name");
        insta::assert_snapshot!(refused(accounts, &reporter(" ")), @"an account needs a name; name it as the person is named in messages");
        insta::assert_snapshot!(refused(accounts, &of_nobody), @"a reporter speaks for bodies, and none is named; name each with --body");
        insta::assert_snapshot!(refused(accounts, &auditor), @"an auditor speaks for no body and no mission of its own; leave --body and --mission out");
        insta::assert_snapshot!(format!("{gone}; {}", gone.help().unwrap_or_default()), @"there is no account `An Hay`; did you mean `Ann Hay`?");
    }
    assert_eq!(accounts.all().expect("they can be listed").len(), 1, "what is refused leaves nothing");
}

fn accounts_are_listed_by_name_and_know_what_they_speak_for(accounts: &Accounts) {
    let board = NewAccount {
        role: Role::Board,
        bodies: Vec::new(),
        missions: vec!["homes".to_owned(), "trains".to_owned()],
        ..without_password("ann")
    };
    for new in [without_password("Zed"), board, without_password("Ébène"), without_password(" Bea ")] {
        add(accounts, &new).expect("it is made");
    }
    let all = accounts.all().expect("they can be listed");
    let names: Vec<&str> = all.iter().map(|account| &*account.name).collect();
    assert_eq!(names, ["Bea", "Zed", "ann", "Ébène"], "by their letters, whatever the language of the place");
    assert_eq!(
        (all[2].role, &*all[2].missions),
        (Role::Board, &["homes".to_owned(), "trains".to_owned()][..])
    );
    assert_eq!(accounts.of_id(&all[2].id).expect("it can be asked").as_ref(), Some(&all[2]));
    assert_eq!(accounts.of_id("acc_none").expect("it can be asked"), None);
}

fn whom_a_provider_knows_is_one_account_and_follows_its_groups(accounts: &Accounts) {
    let new = NewAccount { identity: Some("https://a.example 1".to_owned()), ..without_password("Bea") };
    let bea = add(accounts, &new).expect("Bea is new");
    let again = add(accounts, &NewAccount { name: "Cy".to_owned(), ..new }).expect_err("it is Bea's");
    assert_eq!(again.to_string(), "the account `Bea` is of that identity already");
    add(accounts, &without_password("Dee")).expect("those whom no provider knows are many");
    add(accounts, &without_password("Eve")).expect("those whom no provider knows are many");
    let of = |identity| accounts.of_identity(identity).expect("it can be asked");
    assert_eq!((of("https://a.example 1"), of("https://a.example 2")), (Some(bea.clone()), None));
    let is_by_groups = || accounts.is_by_groups(&bea.id).expect("it can be asked");
    assert!(!is_by_groups());
    let missions = ["homes".to_owned()];
    let followed = accounts.follow_groups(&bea.id, Role::Board, &[], &missions).expect("it can be written");
    assert_eq!(
        followed,
        Some(Account { role: Role::Board, bodies: vec![], missions: missions.into(), ..bea.clone() })
    );
    assert!(is_by_groups());
}

fn a_draft_is_kept_until_it_is_erased_and_the_oldest_gives_way(accounts: &Accounts) {
    let ann = add(accounts, &without_password("Ann")).expect("it is made").id;
    let draft = |second: i64, text: &str| Draft {
        fields: BTreeMap::from([("figure".to_owned(), text.to_owned())]),
        saved: Timestamp::from_second(second).expect("a moment"),
    };
    let kept = |subject: &str| accounts.draft(&ann, subject).expect("it can be read");
    let keep = |subject: &str, draft: &Draft| accounts.keep_draft(&ann, subject, draft).expect("it is kept");
    keep("return", &draft(1, "4"));
    keep("return", &draft(2, "a \u{0}\u{1F600} zero"));
    assert_eq!(kept("return"), Some(draft(2, "a \u{0}\u{1F600} zero")));
    accounts.erase_draft(&ann, "return").expect("it is erased");
    assert_eq!(kept("return"), None);
    for number in 0..201 {
        keep(&format!("subject {number}"), &draft(number, "4"));
    }
    assert_eq!((kept("subject 0"), kept("subject 1")), (None, Some(draft(1, "4"))));
}

fn a_mark_is_where_it_was_moved_last(accounts: &Accounts) {
    let ann = add(accounts, &without_password("Ann")).expect("it is made").id;
    assert_eq!(accounts.looked(&ann).expect("it can be read"), None);
    for entry in [7, 5] {
        let looked = Looked { entry, at: START };
        accounts.look(&ann, looked).expect("it can be moved");
        assert_eq!(accounts.looked(&ann).expect("it can be read"), Some(looked));
    }
    accounts.look("acc_none", Looked { entry: 1, at: START }).expect_err("nobody has that account");
}

fn a_file_waits_for_a_day_and_gives_way_to_the_next_one(accounts: &Accounts) {
    let ann = add(accounts, &without_password("Ann")).expect("it is made").id;
    let upload = |key: &str, hour: u64| HeldUpload {
        key: key.to_owned(),
        feed: "warmth".to_owned(),
        name: "a.csv".to_owned(),
        bytes: vec![0, 255, 10],
        at: START + Duration::from_hours(hour),
    };
    let held = |hour| accounts.held_upload(&ann, START + Duration::from_hours(hour)).expect("it can be read");
    accounts.hold_upload(&ann, &upload("one", 0)).expect("it is kept");
    accounts.hold_upload(&ann, &upload("two", 1)).expect("it is kept");
    assert_eq!(held(25), Some(upload("two", 1)));
    let odd = HeldUpload { name: "a\0b\u{1F600}.csv".to_owned(), ..upload("odd", 1) };
    accounts.hold_upload(&ann, &odd).expect("it is kept whatever it is called");
    assert_eq!(held(25).map(|held| held.name).as_deref(), Some("ab\u{1F600}.csv"));
    assert_eq!(held(26), None);
    accounts.hold_upload(&ann, &upload("three", 26)).expect("it is kept");
    accounts.erase_upload(&ann).expect("it is erased");
    assert_eq!(held(26), None);
}
