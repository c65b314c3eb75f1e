//! A ledger that another version of Remit wrote: this one goes on where it comes to the same, and where it does not only if that is accepted by its name.

use ledger::entry::{AcceptedDifference, Entry};
use tests::process::{Answer, Cluster, Folder, recorded, remit};

use super::forger::{opened, write_again};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";

/// A project with a ledger on which an alert stands.
fn project() -> Folder {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    folder
}

/// As if this version had written the ledger last.
fn write_as(folder: &Folder, version: &str) {
    let mut store = opened(&folder.path(".remit/ledger.sqlite"));
    store.sign(version).unwrap();
}

/// What a command says, with this version's number left out.
#[track_caller]
fn ask(folder: &Folder, line: &str) -> String {
    let Answer { code, err, .. } = remit(folder, line);
    let moment = recorded(folder).last().map(|last| last.at.to_string()).unwrap_or_default();
    let said = format!("{}\n{err}", code.expect("it ends by itself"));
    said.replace(&moment, "MOMENT").replace(VERSION, "VERSION")
}

/// An outcome is left out, as an engine with a fault might have.
fn forget_the_alert(folder: &Folder) {
    write_again(folder, |commits| {
        let told = commits.iter_mut().filter_map(|commit| commit.outcome.as_mut());
        let parts = told.flat_map(|outcome| &mut outcome.parts);
        parts.for_each(|part| part.told.clear());
    });
}

#[test]
fn another_version_goes_on_where_it_comes_to_the_same() {
    let folder = project();
    write_as(&folder, "0.0.9");
    let before = recorded(&folder).len();
    insta::assert_snapshot!(ask(&folder, "run project"), @r"
    1
    Remit 0.0.9 wrote the ledger last; all that stands on it was worked out anew, and comes to the same.
    ");
    assert_eq!(recorded(&folder).len(), before, "nothing is written down of it");
    insta::assert_snapshot!(ask(&folder, "run project"), @"1");
}

#[test]
fn a_version_that_comes_to_something_else_writes_nothing_until_that_is_accepted() {
    let folder = project();
    forget_the_alert(&folder);
    write_as(&folder, "0.0.9");
    let before = recorded(&folder);
    insta::assert_snapshot!(ask(&folder, "run project"), @r"
    2
    remit: Remit 0.0.9 wrote this ledger last, and Remit VERSION does not come to what stands on it; nothing was written: position 6, written at MOMENT: the alerts and verdicts on record do not follow from what was known
      follows, and is not on the ledger: homes/warmth firing MOMENT firing breach since=2024-03-21T00:00:00Z lead=ministry periods=2024-02 named=north-council/north-council:missed
      help: see first what is judged otherwise and why: CHANGELOG.md says what changed, and `remit replay DIR` shows it; the version before can go on meanwhile. `remit run` and `remit serve` go on with `--accept-difference VERSION`, and write that down
    ");
    let refused = ask(&folder, "run project");
    for line in [
        "serve project --listen 127.0.0.1:0",
        "serve project --listen 127.0.0.1:0 --standby",
        "respond project homes/warmth accept --by Officer",
    ] {
        assert!(refused.starts_with("2\n") && ask(&folder, line).contains("nothing was written"), "{line}");
    }
    insta::assert_snapshot!(ask(&folder, "run project --accept-difference 99.0.0"), @r"
    2
    remit: `--accept-difference` names Remit 99.0.0, and this is Remit VERSION
      help: name the version that goes on: `--accept-difference VERSION`
    ");
    assert_eq!(recorded(&folder), before);
    let accepted = ask(&folder, &format!("run project --accept-difference {VERSION}"));
    insta::assert_snapshot!(accepted, @r"
    1
    remit: Remit 0.0.9 wrote the ledger last, and this version does not come to the same from position 6 on; as you accepted that, it goes on, and what people were told stays told
    ");
    let written = recorded(&folder).into_iter().nth(before.len()).map(|recorded| recorded.entry);
    let (version, earlier) = (VERSION.to_owned(), Some("0.0.9".to_owned()));
    let Some(Entry::DifferenceAccepted(AcceptedDifference { first, .. })) = &written else {
        panic!("{written:?}");
    };
    let expected = AcceptedDifference { version, before: earlier, first: *first };
    assert_eq!(written, Some(Entry::DifferenceAccepted(expected)));
    // What was accepted is not asked about by the version after the next.
    write_as(&folder, "0.0.8");
    insta::assert_snapshot!(ask(&folder, "run project"), @r"
    1
    Remit 0.0.8 wrote the ledger last; all that stands on it was worked out anew, and comes to the same.
    ");
}

/// How versions that came before laid a ledger out, each by what makes it of this one's.
const LAID_OUT_BEFORE: [&str; 2] = [
    "DROP TABLE writer; PRAGMA user_version = 2",
    "DROP TABLE writer; ALTER TABLE batch DROP COLUMN link; DROP TABLE piece; PRAGMA user_version = 1",
];

#[test]
fn a_version_that_is_refused_leaves_an_older_layout_as_it_is() {
    for older in LAID_OUT_BEFORE {
        let folder = project();
        forget_the_alert(&folder);
        let ledger = folder.path(".remit/ledger.sqlite");
        let open = || rusqlite::Connection::open(&ledger).unwrap();
        open().execute_batch(older).unwrap();
        let before = std::fs::read(&ledger).unwrap();
        for line in [
            "run project",
            "serve project --listen 127.0.0.1:0",
            "serve project --listen 127.0.0.1:0 --standby",
            "respond project homes/warmth accept --by Officer",
        ] {
            let said = ask(&folder, line);
            assert!(said.starts_with("2\n") && said.contains("nothing was written"), "{line}: {said}");
            assert!(std::fs::read(&ledger).unwrap() == before, "{line}");
        }
        assert_eq!(remit(&folder, &format!("run project --accept-difference {VERSION}")).code, Some(1));
        let version = open().pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0)).unwrap();
        assert_eq!(version, 4);
        assert_eq!(remit(&folder, "ledger verify project").code, Some(0));
    }
}

#[test]
fn an_older_version_writes_nothing_behind_a_newer_one() {
    let folder = project();
    write_as(&folder, "99.0.0");
    let before = recorded(&folder);
    insta::assert_snapshot!(ask(&folder, "run project"), @r"
    2
    remit: the ledger project/.remit/ledger.sqlite was last written by Remit 99.0.0, and this is Remit VERSION, which is older
      help: use Remit 99.0.0 or a newer one; to go back to an older one, put back a copy of the ledger from before
    ");
    assert_eq!(recorded(&folder), before);
    assert_eq!(remit(&folder, "ledger verify project").code, Some(0), "what it can read it reads");
}

#[test]
fn so_it_is_with_a_ledger_in_a_database() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    cluster.hold(&folder, "ledger");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let address = cluster.address("ledger");
    let asked = |version: &str| {
        cluster.tell("ledger", &format!("UPDATE remit_head SET written_by = '{version}'"));
        let Answer { code, err, .. } = remit(&folder, "run project");
        format!("{code:?}\n{err}").replace(&address, "DATABASE").replace(VERSION, "VERSION")
    };
    insta::assert_snapshot!(asked("0.0.9"), @r"
    Some(0)
    Remit 0.0.9 wrote the ledger last; all that stands on it was worked out anew, and comes to the same.
    ");
    insta::assert_snapshot!(asked("99.0.0"), @r"
    Some(2)
    remit: the ledger DATABASE was last written by Remit 99.0.0, and this is Remit VERSION, which is older
      help: use Remit 99.0.0 or a newer one; to go back to an older one, put back a copy of the ledger from before
    ");
    assert_eq!(cluster.tell("ledger", "SELECT written_by FROM remit_head"), "99.0.0");
}

#[test]
fn so_it_is_with_an_older_layout_in_a_database() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = project();
    forget_the_alert(&folder);
    let address = cluster.database("ledger");
    assert_eq!(remit(&folder, &format!("ledger copy project {address}")).code, Some(0));
    folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
    cluster
        .tell("ledger", "DROP INDEX remit_personal_address; ALTER TABLE remit_head DROP COLUMN written_by; UPDATE remit_head SET version = 2");
    let laid_out = || cluster.tell("ledger", "SELECT to_jsonb(remit_head) - 'epoch' FROM remit_head");
    let before = laid_out();
    let refused = remit(&folder, "run project");
    assert!(refused.code == Some(2) && refused.err.contains("nothing was written"), "{refused}");
    assert_eq!(laid_out(), before);
    assert_eq!(remit(&folder, &format!("run project --accept-difference {VERSION}")).code, Some(1));
    assert_eq!(cluster.tell("ledger", "SELECT version, written_by FROM remit_head"), format!("4|{VERSION}"));
    assert_eq!(remit(&folder, "ledger verify project").code, Some(0));
}
