//! `remit ledger`, and what people are told when a ledger was spoilt, taken away, locked or written by a wrong clock.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::entry::Entry;
use plugins::stores::{SqliteStore, Store as _};
use tests::process::{Answer, Folder, Receiver, Service, as_nobody, remit, until};

const LEDGER: &str = ".remit/ledger.sqlite";

/// Leaves hashes and moments out of what is said, for as long as this lives.
fn plain() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("[0-9a-f]{64}", "HASH");
    settings.add_filter(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[0-9.]+Z| UTC)|\d{8}T\d+Z", "MOMENT");
    settings.bind_to_scope()
}

/// A command about the ledger: its exit code, and both of its outputs.
#[track_caller]
fn ask(folder: &Folder, line: &str) -> String {
    let Answer { code, out, err } = remit(folder, line);
    format!("{}\n{out}{err}", code.expect("it ends by itself"))
}

/// A ledger that was written once.
fn written() -> Folder {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    folder
}

/// Writes down that time has passed up to a moment, as a clock that runs ahead does.
fn run_ahead(folder: &Folder, days: i64) {
    let mut store = SqliteStore::open_within(&folder.path(LEDGER), Duration::from_secs(10)).unwrap();
    let then = Timestamp::now() + SignedDuration::from_hours(24 * days + 1);
    store.append(then, &[Entry::ClockAdvanced]).unwrap();
}

/// Puts the ledger back as it was before the last entries, and nothing else.
fn cut_off(folder: &Folder) {
    let before = fs::read(folder.path(LEDGER)).unwrap();
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,99\n");
    assert_eq!(remit(folder, "run project").code, Some(0));
    fs::write(folder.path(LEDGER), before).unwrap();
}

#[test]
fn the_head_is_shown() {
    let _plain = plain();
    let folder = Folder::two_missions();
    insta::assert_snapshot!(ask(&folder, "ledger head project"), @r"
    0
    There is no ledger yet; `remit run project` begins it.
    ");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    insta::assert_snapshot!(ask(&folder, "ledger head project"), @r"
    0
    Position  4
    Holds     four entries in two batches
    Written   MOMENT
    Hash      HASH
    ");
    insta::assert_snapshot!(ask(&folder, "ledger head project --format json"), @r#"
    0
    {
      "position": 4,
      "entries": 4,
      "batches": 2,
      "at": "MOMENT",
      "hash": "HASH"
    }
    "#);
    insta::assert_snapshot!(ask(&folder, "ledger verify project"), @r"
    0
    Sound: four entries in two batches, up to HASH.
    ");
    insta::assert_snapshot!(ask(&folder, "ledger repair project"), @r"
    0
    Nothing to repair: four entries in two batches, all of it sound.
    ");
}

#[test]
fn an_end_that_was_cut_off_is_told_and_repaired() {
    let _plain = plain();
    let folder = written();
    cut_off(&folder);
    insta::assert_snapshot!(ask(&folder, "run project"), @r"
    2
    remit: the ledger project/.remit/ledger.sqlite cannot be used: its end is missing: it ends at position 4, and entries up to position 6 were written
      help: put it back from a backup, or let `remit ledger repair DIR` cut it back to the last sound entry; it keeps a copy of the whole
    ");
    insta::assert_snapshot!(ask(&folder, "ledger verify project"), @r"
    1
    remit: the ledger project/.remit/ledger.sqlite cannot be used: its end is missing: it ends at position 4, and entries up to position 6 were written
      help: put it back from a backup, or let `remit ledger repair DIR` cut it back to the last sound entry; it keeps a copy of the whole
    ");
    insta::assert_snapshot!(ask(&folder, "ledger verify project --format json"), @r#"
    1
    {
      "head": null,
      "fault": "the ledger project/.remit/ledger.sqlite cannot be used: its end is missing: it ends at position 4, and entries up to position 6 were written"
    }
    remit: the ledger project/.remit/ledger.sqlite cannot be used: its end is missing: it ends at position 4, and entries up to position 6 were written
      help: put it back from a backup, or let `remit ledger repair DIR` cut it back to the last sound entry; it keeps a copy of the whole
    "#);
    insta::assert_snapshot!(ask(&folder, "ledger repair project"), @r"
    0
    The ledger ends at position 4 now: four entries in two batches.
    Entries up to position 6 were written once. Reports are read from the feeds again; responses, signatures and what was sent are lost with the entries that held them.
    The whole, as it was, is kept in project/.remit/ledger.sqlite.before-repair-MOMENT
    ");
    assert_eq!(remit(&folder, "run project").code, Some(0));
}

#[test]
fn a_clock_that_ran_ahead_is_told_and_taken_back() {
    let _plain = plain();
    let folder = written();
    run_ahead(&folder, 300);
    let refused = ask(&folder, "run project");
    insta::assert_snapshot!(refused, @r"
    2
    remit: the ledger was last written at MOMENT, which is 300 days ahead of this machine's clock
      help: where the clock ran ahead then, `remit ledger rewind DIR --to MOMENT` takes back what was written by it and keeps a copy; where it is slow now, set it
    ");
    assert_eq!(ask(&folder, "serve project").lines().nth(1), refused.lines().nth(1));
    let now = Timestamp::now();
    insta::assert_snapshot!(ask(&folder, &format!("ledger rewind project --to {now}")), @r"
    0
    Taken back: one entry from MOMENT to MOMENT.
    The ledger ends at position 4 now: four entries in two batches.
    The whole, as it was, is kept in project/.remit/ledger.sqlite.before-rewind-MOMENT
    Reports are read from the feeds again by the next `remit run` or `remit serve`.
    ");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    insta::assert_snapshot!(ask(&folder, &format!("ledger rewind project --to {}", Timestamp::now())), @r"
    0
    Nothing was written after MOMENT; the ledger is as it was.
    ");
    insta::assert_snapshot!(ask(&folder, "ledger rewind project --to soon"), @r"
    2
    error: invalid value 'soon' for '--to <MOMENT>': it is not a moment; write it like MOMENT or 2024-08-31

    For more information, try '--help'.
    ");
}

#[test]
fn a_clock_that_is_put_right_by_hours_is_told() {
    let _plain = plain();
    let folder = written();
    let mut store = SqliteStore::open_within(&folder.path(LEDGER), Duration::from_secs(10)).unwrap();
    store.append(Timestamp::now() + SignedDuration::from_mins(150), &[Entry::ClockAdvanced]).unwrap();
    drop(store);
    let Answer { code, err, .. } = remit(&folder, "run project");
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(err, @r"
    remit: the ledger was last written at MOMENT, which is two hours ahead of this machine's clock; time stands still until then
      help: where the clock ran ahead then, `remit ledger rewind DIR --to MOMENT` takes back what was written by it and keeps a copy; where it is slow now, set it
    ");
}

#[test]
fn a_project_that_may_only_be_read_answers_questions() {
    let folder = written();
    fs::set_permissions(folder.path(LEDGER), fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(folder.path(LEDGER).with_extension("sqlite.head"), fs::Permissions::from_mode(0o644))
        .unwrap();
    let closed = fs::Permissions::from_mode(0o555);
    fs::set_permissions(folder.path(".remit"), closed).unwrap();
    let own = remit(&folder, "run project --as-of 2024-08-31");
    if let Some(asked) = as_nobody(&folder, "run project --as-of 2024-08-31") {
        assert_eq!((asked.code, asked.out, asked.err), (own.code, own.out, own.err));
        for line in ["explain project homes/warmth", "ledger verify project", "ledger head project"] {
            let asked = as_nobody(&folder, line).expect("it could be done before");
            assert_eq!((asked.code, &*asked.err), (Some(0), ""), "{line}");
        }
        let refused = as_nobody(&folder, "run project").expect("it could be done before");
        assert_eq!(refused.code, Some(2), "{}", refused.out);
    }
    fs::set_permissions(folder.path(".remit"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_service_waits_a_while_for_the_ledger() {
    let folder = written();
    let held = SqliteStore::open_within(&folder.path(LEDGER), Duration::from_secs(10)).unwrap();
    let mut service = Service::begin(&folder, "serve project");
    service.wait_for("another process holds the ledger; waiting for it up to 10 seconds");
    drop(held);
    service.wait_for("serving; stop with SIGTERM");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_service_stops_when_its_ledger_is_taken_away() {
    let folder = written();
    let mut service = Service::start(&folder);
    fs::rename(folder.path(".remit"), folder.path("aside")).unwrap();
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    service.wait_for("its file was removed or replaced while it was in use; what it held is kept in");
    let again = remit(&folder, "run project");
    assert_eq!(again.code, Some(2), "nothing is begun anew\n{}", again.err);
    fs::remove_dir_all(folder.path(".remit")).unwrap();
    fs::rename(folder.path("aside"), folder.path(".remit")).unwrap();
    until("the service is gone", || (remit(&folder, "run project").code == Some(1)).then_some(()));
}

#[test]
fn no_secret_reaches_the_ledger() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    assert!(folder.read("remit.toml").contains("whsec_"), "the project writes its secret out");
    remit(&folder, "run project");
    let mut kept = Vec::new();
    for file in fs::read_dir(folder.path(".remit")).unwrap() {
        kept.extend(fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &str| kept.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("kind = \"webhook\""), "texts lie on the ledger as they are");
    assert!(!holds("whsec_"), "a secret is on the ledger");
}
