//! Accounts in a real database: what all accounts are, where they come from, and what becomes of them when connections are lost.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tempfile::TempDir;

use super::InDatabase;
use crate::accounts::conformance::{self, Twice, add, reporter, without_password};
use crate::accounts::{
    Accounts, AccountsError, AccountsPlace, AttemptRules, Draft, HeldUpload, Looked, Origin, SessionTimes,
};
use crate::stores::LedgerPlace;
use crate::stores::postgres::DatabaseAddress;
use crate::stores::postgres::test_cluster::Cluster;

const START: Timestamp = Timestamp::UNIX_EPOCH;

fn at(written: &str) -> LedgerPlace {
    LedgerPlace::database(DatabaseAddress::parse(written).expect("an address"), "")
}

/// With what belongs to a machine in a folder of its own.
fn beside(written: &str, folder: &TempDir) -> LedgerPlace {
    LedgerPlace::database(
        DatabaseAddress::parse(written).expect("an address"),
        folder.path().join("ledger.sqlite"),
    )
}

fn open(written: &str) -> Accounts {
    Accounts::of(&at(written)).expect("accounts")
}

fn after(minutes: i64) -> Timestamp {
    Timestamp::from_second(minutes * 60).expect("a moment")
}

/// What the user is told, with the changing part of the address left out.
fn told(written: &str, error: &AccountsError) -> String {
    error.to_string().replace(written, "DATABASE")
}

#[test]
fn in_a_database_they_are_what_accounts_are() {
    let Some(cluster) = Cluster::start() else { return };
    let mut made = 0;
    conformance::check(|| {
        made += 1;
        open(&cluster.database(&format!("accounts_{made}")))
    });
}

#[test]
fn what_is_said_twice_since_an_answer_was_lost_leaves_the_same() {
    let Some(cluster) = Cluster::start() else { return };
    let mut made = 0;
    let mut begin = || {
        made += 1;
        let database = cluster.database(&format!("accounts_{made}"));
        let database = InDatabase::at(DatabaseAddress::parse(&database).expect("an address"));
        database.begin(Path::new("")).expect("tables can be made");
        Accounts::over(Twice(database))
    };
    conformance::check(&mut begin);
    let accounts = begin();
    let ann = add(&accounts, &without_password("Ann")).expect("it is made").id;
    let word = accounts.begin_session(&ann, &Origin::Password, START).expect("it begins");
    assert!(accounts.session(&word, after(2)).expect("it can be asked").is_some());
    assert_eq!(accounts.end_session(&word).expect("it ends"), Some(Origin::Password));
    assert!(accounts.use_attempt("word", START).expect("it can be noted"));
    assert!(!accounts.use_attempt("word", START).expect("it can be noted"));
}

#[test]
fn nobody_has_an_account_until_somebody_makes_the_first() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut place = AccountsPlace::of(at(&written));
    assert!(place.find().expect("it can be asked").is_none());
    let tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(cluster.tell("ledger", tables), "0", "asking makes nothing");
    let ann = add(&open(&written), &without_password("Ann")).expect("it is made");
    let found = place.find().expect("it can be asked").expect("there are some now");
    assert_eq!(found.all().expect("they can be listed"), [ann]);
}

#[test]
fn two_who_make_one_account_at_once_make_one() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let made = std::thread::scope(|scope| {
        let makers: Vec<_> = ["Ann Hay", "ann hay", "ANN HAY", "Ann  Hay"]
            .map(|name| {
                let written = &written;
                scope.spawn(move || add(&open(written), &without_password(name)))
            })
            .into();
        makers.into_iter().filter_map(|maker| maker.join().expect("it ends").ok()).count()
    });
    assert_eq!((made, open(&written).all().expect("they can be listed").len()), (1, 1));
}

#[test]
fn accounts_of_a_file_come_along_once_and_the_file_stays() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = TempDir::new().expect("a folder");
    let in_file = LedgerPlace::file(folder.path().join("ledger.sqlite"));
    let file = Accounts::of(&in_file).expect("accounts");
    let ann = add(&file, &reporter("Ann")).expect("it is made");
    let token = file.issue("Ann", "for a script", START).expect("a token");
    let draft = Draft { fields: [("figure".to_owned(), "4".to_owned())].into(), saved: START };
    file.keep_draft(&ann.id, "return", &draft).expect("it is kept");
    let looked = Looked { entry: 7, at: START };
    file.look(&ann.id, looked).expect("it can be moved");
    let (key, feed, name) = ("key".to_owned(), "warmth".to_owned(), "a.csv".to_owned());
    let upload = HeldUpload { key, feed, name, bytes: vec![0, 1, 255], at: START };
    file.hold_upload(&ann.id, &upload).expect("it is kept");

    let written = cluster.database("ledger");
    let mut place = AccountsPlace::of(beside(&written, &folder));
    let moved = place.find().expect("they can be had").expect("they came along");
    assert_eq!(moved.all().expect("they can be listed"), std::slice::from_ref(&ann));
    assert_eq!(moved.of_token(&token.secret).expect("it can be asked").as_ref(), Some(&ann));
    let credentials = moved.credentials("Ann").expect("it can be asked");
    assert_eq!(credentials.sign_in("correct horse battery").expect("it can be hashed").as_ref(), Some(&ann));
    assert_eq!(moved.draft(&ann.id, "return").expect("it can be read"), Some(draft));
    assert_eq!(moved.looked(&ann.id).expect("it can be read"), Some(looked));
    assert_eq!(moved.held_upload(&ann.id, START).expect("it can be read"), Some(upload));

    moved.remove("Ann").expect("it is there");
    let again = Accounts::of(&beside(&written, &folder)).expect("accounts");
    assert!(again.is_empty().expect("it can be asked"), "who was erased does not come back");
    assert_eq!(file.all().expect("they can be listed"), [ann], "the file is as it was");
}

#[test]
fn tables_of_a_newer_remit_are_not_touched_and_a_role_that_only_reads_makes_none() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    cluster.tell("ledger", "CREATE ROLE reader LOGIN");
    let as_reader = written.replace("user=remit", "user=reader");
    let error = Accounts::of(&at(&as_reader)).err().expect("it may not");
    insta::assert_snapshot!(told(&as_reader, &error), @"the accounts in DATABASE cannot be read or written: this role may not do that (permission denied for schema public)");
    add(&open(&written), &without_password("Ann")).expect("it is made");
    cluster.tell("ledger", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    assert_eq!(open(&as_reader).all().expect("it may read").len(), 1);
    cluster.tell("ledger", "UPDATE remit_account_layout SET version = 2");
    let error = Accounts::of(&at(&written)).err().expect("it is newer");
    insta::assert_snapshot!(told(&written, &error), @"the accounts in DATABASE were written by a newer Remit");
}

#[test]
fn whoever_signed_in_at_one_machine_is_signed_in_at_all_until_he_signs_out_at_one() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let (one, other) = (open(&written), open(&written));
    let ann = add(&one, &without_password("Ann")).expect("it is made");
    let origin = Origin::Elsewhere(Some("said".to_owned()));
    let word = one.begin_session(&ann.id, &origin, START).expect("it begins");
    let (whose, form_token) = other.session(&word, START).expect("it can be asked").expect("it is open");
    assert_eq!((&whose, form_token.len()), (&ann, 32));
    assert_eq!(one.session(&word, START).expect("it can be asked"), Some((ann.clone(), form_token)));
    assert_eq!(other.session("another", START).expect("it can be asked"), None);
    assert_eq!(other.end_session(&word).expect("it ends"), Some(origin));
    assert_eq!(one.session(&word, START).expect("it can be asked"), None);
    assert_eq!(one.end_session(&word).expect("it can be asked"), None);
    let word = one.begin_session(&ann.id, &Origin::Password, START).expect("it begins");
    let dump = cluster.tell("ledger", "SELECT * FROM remit_session");
    assert!(!dump.contains(&word), "what is stored lets nobody in");
    one.remove("Ann").expect("it is there");
    assert_eq!(other.session(&word, START).expect("it can be asked"), None);
}

#[test]
fn a_session_ends_when_it_is_idle_or_old() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let accounts = open(&written);
    let ann = add(&accounts, &without_password("Ann")).expect("it is made").id;
    let begin = || accounts.begin_session(&ann, &Origin::Password, START).expect("it begins");
    let word = begin();
    let is_open =
        |word: &str, minutes| accounts.session(word, after(minutes)).expect("it can be asked").is_some();
    assert!((0..15).all(|turn| is_open(&word, turn * 50)));
    assert!(!is_open(&word, 12 * 60), "it is old");
    let idle = begin();
    assert!(is_open(&idle, 59) && is_open(&idle, 118));
    assert!(!is_open(&idle, 178), "nothing was done for an hour");
    accounts.begin_session(&ann, &Origin::Password, after(12 * 60)).expect("it begins");
    assert_eq!(
        cluster.tell("ledger", "SELECT count(*) FROM remit_session"),
        "1",
        "those that are over are erased"
    );
}

#[test]
fn that_something_is_done_in_a_session_is_noted_once_a_minute() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let accounts = open(&written);
    let ann = add(&accounts, &without_password("Ann")).expect("it is made").id;
    let word = accounts.begin_session(&ann, &Origin::Password, START).expect("it begins");
    let used = || cluster.tell("ledger", "SELECT used FROM remit_session");
    let use_at = |second| accounts.session(&word, Timestamp::from_second(second).expect("a moment"));
    for (second, noted) in [(1, "0"), (59, "0"), (61, "61"), (120, "61"), (121, "121"), (30, "121")] {
        assert!(use_at(second).expect("it can be asked").is_some());
        assert_eq!(used(), noted, "after {second} seconds");
    }
}

#[test]
fn no_more_sessions_are_open_than_there_may_be() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let accounts = open(&written);
    let ann = add(&accounts, &without_password("Ann")).expect("it is made").id;
    let idlest = accounts.begin_session(&ann, &Origin::Password, START).expect("it begins");
    let next = accounts.begin_session(&ann, &Origin::Password, after(1)).expect("it begins");
    let others = SessionTimes::MOST_OPEN - 2;
    cluster.tell(
        "ledger",
        &format!(
            "INSERT INTO remit_session SELECT sha256(number::text::bytea), '{ann}', '', 'password', NULL, 120, 120
             FROM generate_series(1, {others}) AS number"
        ),
    );
    accounts.begin_session(&ann, &Origin::Password, after(3)).expect("it begins");
    let is_open = |word: &str| accounts.session(word, after(3)).expect("it can be asked").is_some();
    assert_eq!((is_open(&idlest), is_open(&next)), (false, true));
    let open: usize = cluster.tell("ledger", "SELECT count(*) FROM remit_session").parse().expect("a number");
    assert_eq!(open, SessionTimes::MOST_OPEN);
}

#[test]
fn an_attempt_comes_back_once_to_whichever_machine() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let (one, other) = (open(&written), open(&written));
    assert_eq!(one.attempt_key().expect("it is there"), other.attempt_key().expect("it is there"));
    assert!(one.use_attempt("word", START).expect("it can be noted"));
    assert!(!other.use_attempt("word", START).expect("it can be noted"));
    assert!(other.use_attempt("another", START).expect("it can be noted"));
    other.use_attempt("later", after(11)).expect("it can be noted");
    let words = "SELECT string_agg(word, ' ') FROM remit_attempt";
    assert_eq!(cluster.tell("ledger", words), "later", "what would be believed no longer is not kept");
    let fill = format!(
        "INSERT INTO remit_attempt SELECT number::text, '', 660 FROM generate_series(2, {}) AS number",
        AttemptRules::MOST_USED
    );
    cluster.tell("ledger", &fill);
    assert!(!one.use_attempt("one too many", after(11)).expect("it can be noted"));
}

#[test]
fn a_connection_that_is_lost_is_made_anew_and_nothing_is_done_twice() {
    let Some(mut cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let accounts = open(&written);
    let ann = add(&accounts, &without_password("Ann")).expect("it is made");
    let word = accounts.begin_session(&ann.id, &Origin::Password, START).expect("it begins");
    for turn in 0..3 {
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit'";
        cluster.tell("ledger", end);
        add(&accounts, &without_password(&format!("Bea {turn}")))
            .expect("it is made over another connection");
    }
    assert_eq!(accounts.all().expect("they can be listed").len(), 4);
    cluster.tell("ledger", "ALTER TABLE remit_session ADD CHECK (used < 60)");
    assert!(
        accounts.session(&word, after(2)).is_ok_and(|found| found.is_some()),
        "known although nothing is noted"
    );
    cluster.stop_at_once();
    let error = accounts.is_empty().expect_err("the database is down");
    assert!(matches!(error, AccountsError::Unavailable { .. }), "{error}");
    cluster.start_again();
    let end = Instant::now() + Duration::from_mins(1);
    while accounts.session(&word, START).is_err() {
        assert!(Instant::now() < end, "it is asked again");
        std::thread::yield_now();
    }
    assert_eq!(accounts.session(&word, START).expect("it can be asked").map(|(whose, _)| whose), Some(ann));
}

#[test]
fn a_task_that_fails_half_way_leaves_nothing() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let accounts = open(&written);
    cluster.tell("ledger", "ALTER TABLE remit_session ADD CHECK (begun < 100)");
    let ann = add(&accounts, &without_password("Ann")).expect("it is made").id;
    accounts.begin_session(&ann, &Origin::Password, START).expect("it begins");
    let refused = accounts.begin_session(&ann, &Origin::Password, after(12 * 60)).expect_err("it is refused");
    assert!(told(&written, &refused).contains("violates check constraint"), "{refused}");
    assert_eq!(
        cluster.tell("ledger", "SELECT count(*) FROM remit_session"),
        "1",
        "nothing was erased before it"
    );
    accounts.begin_session(&ann, &Origin::Password, START).expect("the connection serves on");
}

#[test]
fn a_server_that_says_nothing_is_given_up_and_not_asked_again_at_once() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("it has one").port();
    let written = format!("postgres://remit@127.0.0.1:{port}/remit");
    let mut place = AccountsPlace::of(at(&written));
    let mut error = || told(&written, &place.find().err().expect("nobody answers"));
    let first = error();
    insta::assert_snapshot!(first, @"the accounts in DATABASE cannot be read or written: the server did not answer within 5 seconds");
    let begun = Instant::now();
    assert_eq!(error(), first);
    assert!(begun.elapsed() < Duration::from_secs(4), "nobody waits for what another one waited for");
}
