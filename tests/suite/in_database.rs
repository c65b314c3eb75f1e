//! A ledger in PostgreSQL: the same answers as from a file word for word, one writer whatever happens to it, and nothing lost or repeated when the database goes away.
// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod accounts;
mod put;

use std::collections::BTreeSet;

use ledger::entry::{Entry, Recorded};
use tests::process::{Answer, Cluster, Folder, Receiver, Service, figures, remit, until};

const AS_OF: &str = "--as-of 2024-08-31";
const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";
const ORIGIN: &str = "example.gov.uk/remit";

/// What a command says: its exit code, and both of its outputs.
#[track_caller]
fn ask(folder: &Folder, line: &str) -> String {
    let Answer { code, out, err } = remit(folder, line);
    format!("{}\n{out}{err}", code.expect("it ends by itself"))
}

#[test]
fn a_run_says_the_same_whichever_place_it_writes_to() {
    let Some(cluster) = Cluster::start() else { return };
    let (in_file, in_database) = (Folder::joined_up(), Folder::joined_up());
    cluster.hold(&in_database, "ledger");
    for line in ["run project", "run project", "due project", "ledger repair nowhere"] {
        assert_eq!(ask(&in_database, line), ask(&in_file, line), "{line}");
    }
    assert!(!in_database.path(".remit/ledger.sqlite").exists(), "nothing is written into a file");
    assert_eq!(figures(&cluster.recorded("ledger")), figures(&tests::process::recorded(&in_file)));
}

#[test]
fn every_question_has_the_same_answer_word_for_word() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::joined_up();
    folder.append("remit.toml", &format!("\n[checkpoints]\norigin = \"{ORIGIN}\"\n"));
    assert_eq!(remit(&folder, &format!("ledger key project/checkpoints.key --name {ORIGIN}")).code, Some(0));
    assert_eq!(remit(&folder, "run project").code, Some(1));
    assert_eq!(remit(&folder, "ledger checkpoint project").code, Some(0));
    let report = remit(&folder, "run project --format json").out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let alert = report["alerts"][0]["id"].as_str().expect("an alert is open").to_owned();
    let address = cluster.database("ledger");
    let copied = remit(&folder, &format!("ledger copy project {address}"));
    assert_eq!((copied.code, &*copied.err), (Some(0), ""));
    let lines = [
        "ledger head project".to_owned(),
        "ledger verify project".to_owned(),
        "verify project".to_owned(),
        format!("prove project {alert} --out project/alert.proof"),
        format!("run project {AS_OF}"),
        format!("run project {AS_OF} --format json"),
        format!("explain project {alert}"),
        format!("explain project {alert} {AS_OF} --format json"),
        format!("due project {AS_OF}"),
        "replay project --from 2023-01-01 --to 2024-08-31".to_owned(),
        "approvals project".to_owned(),
        "silence list project".to_owned(),
        "ledger checkpoint project".to_owned(),
    ];
    let from_file: Vec<String> = lines.iter().map(|line| ask(&folder, line)).collect();
    folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
    std::fs::rename(folder.path(".remit/ledger.sqlite"), folder.path(".remit/moved.sqlite")).unwrap();
    for (line, expect) in lines.iter().zip(&from_file) {
        assert_eq!(&ask(&folder, line), expect, "{line}");
    }
    let back = remit(&folder, "ledger copy project project/back.sqlite");
    assert_eq!(back.out.replace("project/back.sqlite", "TO"), copied.out.replace(&address, "TO"));
}

#[test]
fn a_copy_goes_on_where_it_was_broken_off_and_never_over_another_ledger() {
    let Some(cluster) = Cluster::start() else { return };
    let (folder, other) = (Folder::two_missions(), Folder::joined_up());
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let address = cluster.database("ledger");
    let copy = format!("ledger copy project {address}");
    insta::assert_snapshot!(words_of(&ask(&folder, &copy), &address), @r"
    0
    Copied two batches to DATABASE.
    Both ledgers end at position 4, with the hash HASH.
    ");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    insta::assert_snapshot!(words_of(&ask(&folder, &copy), &address), @r"
    0
    Copied one batch to DATABASE.
    Both ledgers end at position 6, with the hash HASH.
    ");
    assert_eq!(remit(&other, "run project").code, Some(1));
    insta::assert_snapshot!(words_of(&ask(&other, &copy), &address), @r"
    2
    remit: another ledger lies at DATABASE, which is not the beginning of this one; nothing was copied
    ");
    insta::assert_snapshot!(words_of(&ask(&folder, &format!("ledger copy nowhere.sqlite {address}")), &address), @r"
    2
    remit: there is no ledger at nowhere.sqlite
    ");
    insta::assert_snapshot!(ask(&folder, "ledger copy project postgres://remit:hunter2@localhost/remit"), @r"
    2
    remit: a password stands in the address; put it into a file that `password_file` names, or into the variable that `password_env` names
    ");
}

/// What is said, with what differs from run to run left out.
fn words_of(said: &str, address: &str) -> String {
    let said = said.replace(address, "DATABASE");
    let hash = |word: &str| word.trim_end_matches('.').len() == 64;
    said.split(' ')
        .map(|word| if hash(word.trim_end()) { "HASH.\n" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_works_on_files_says_what_to_do_with_a_database() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    cluster.hold(&folder, "ledger");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let address = cluster.address("ledger");
    insta::assert_snapshot!(words_of(&ask(&folder, "ledger repair project"), &address), @r"
    2
    remit: the ledger DATABASE lies in a database, and `remit ledger repair` works on files; put it back from the database's own backups
    ");
    insta::assert_snapshot!(words_of(&ask(&folder, "ledger rewind project --to 2024-01-01"), &address), @r"
    2
    remit: the ledger DATABASE lies in a database, and `remit ledger rewind` works on files; put it back from the database's own backups
    ");
    cluster.tell("ledger", "UPDATE remit_batch SET entries = substr(entries, 1, 40) WHERE last = 4");
    insta::assert_snapshot!(words_of(&ask(&folder, "ledger verify project"), &address), @r"
    1
    remit: the ledger DATABASE cannot be used: the batch of entries that ends at position 4 is damaged: it is not what was written, going by its checksum
      help: put the database back from its own backups, to the moment before the damage; `remit ledger verify DIR` checks it
    ");
}

#[test]
fn the_command_line_says_where_the_ledger_lies() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    let address = cluster.database("ledger");
    assert_eq!(remit(&folder, &format!("run project --store {address}")).code, Some(0));
    assert!(!folder.path(".remit/ledger.sqlite").exists());
    assert!(!cluster.recorded("ledger").is_empty());
    insta::assert_snapshot!(ask(&folder, "run project --store postgres://remit:hunter2@localhost/remit"), @r"
    2
    remit: a password stands in the address; put it into a file that `password_file` names, or into the variable that `password_env` names
    ");
    for spelling in
        ["Postgres://remit:hunter2@localhost/remit", "postgresql+psycopg://remit:hunter2@localhost/remit"]
    {
        insta::allow_duplicates!(
            insta::assert_snapshot!(ask(&folder, &format!("run project --store {spelling}")), @r"
        2
        remit: the address of a database begins with postgres://
        ")
        );
    }
    insta::assert_snapshot!(ask(&folder, "run project --store postgres:///remit"), @r"
    2
    remit: the address names no host; a socket is named as in `postgres:///remit?host=/var/run/postgresql`
    ");
}

#[test]
fn one_service_writes_and_another_takes_over_from_one_that_was_killed() {
    let Some(cluster) = Cluster::start() else { return };
    // Two machines: each has a folder of the project, and both have one database.
    let (first, second, receiver) = (Folder::two_missions(), Folder::two_missions(), Receiver::start());
    cluster.hold(&first, "ledger");
    receiver.declare_in(&first);
    second.drop_in("remit.toml", first.read("remit.toml"));
    let service = Service::start(&first);
    for folder in [&first, &second] {
        folder.drop_in("feeds/warmth/more.csv", MISSED);
    }
    let told = || {
        cluster.recorded("ledger").into_iter().filter(|it| matches!(it.entry, Entry::Settled { .. })).count()
    };
    until("the message is told, and that is on the ledger", || (told() == 1).then_some(()));
    for line in ["run project", "serve project --listen 127.0.0.1:0"] {
        let refused = words_of(&ask(&second, line), &cluster.address("ledger"));
        assert_eq!(refused, "2\nremit: the ledger DATABASE is in use by another process\n");
    }
    let before = cluster.recorded("ledger");
    let mut waiting = Service::begin(&second, "serve project --listen 127.0.0.1:0");
    service.kill();
    waiting.wait_for("serving; stop with SIGTERM");
    second.drop_in("feeds/warmth/still-more.csv", MET);
    receiver.wait_for("alert.corrected homes/warmth");
    assert_eq!(waiting.stop().code, Some(0));
    let after = cluster.recorded("ledger");
    assert_eq!(after[..before.len()], before, "what stood there stands there still");
    nothing_is_there_twice(&after);
    assert_eq!(receiver.titles(), ["alert.firing homes/warmth", "alert.corrected homes/warmth"]);
    assert!(ask(&second, "ledger verify project").starts_with("0\nSound: "));
}

#[test]
fn nothing_is_handed_in_where_the_service_is_on_another_machine() {
    let Some(cluster) = Cluster::start() else { return };
    let (first, second) = (Folder::joined_up(), Folder::joined_up());
    cluster.hold(&first, "ledger");
    second.drop_in("remit.toml", first.read("remit.toml"));
    let report: serde_json::Value =
        serde_json::from_str(&remit(&first, "run project --format json").out).unwrap();
    let alert = report["alerts"][0]["id"].as_str().expect("an alert is open").to_owned();
    let service = Service::start(&first);
    let respond = format!("respond project {alert} accept --by Officer");
    insta::assert_snapshot!(words_of(&ask(&second, &respond), &cluster.address("ledger")), @r"
    2
    remit: the ledger DATABASE is held by a process that does not read the inbox here, such as one on another machine; nothing was handed in
      help: `remit respond`, `approve` and `silence` take the address of a service in the place of the folder (docs/service.md); or do it on its machine
    ");
    assert!(!second.path(".remit/inbox").exists(), "nothing lies there to be carried out one day");
    let here = ask(&first, &respond);
    assert_eq!(here, "0\nRecorded by the service that holds the ledger.\n");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_copy_is_let_in_by_what_the_project_says() {
    let Some(mut cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    cluster.database("ledger");
    let key = rcgen::KeyPair::generate().unwrap();
    let names = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let certificate = names.self_signed(&key).unwrap().pem();
    cluster.encrypt(&certificate, &key.serialize_pem(), "hunter2");
    let address = format!("{}?sslmode=require", cluster.address_by_port("ledger"));
    folder.drop_in("database.pem", &certificate);
    folder.drop_in("database.secret", "hunter2\n");
    folder.append(
        "remit.toml",
        "\n[store]\npassword_file = \"database.secret\"\nauthorities_file = \"database.pem\"\n",
    );
    insta::assert_snapshot!(words_of(&ask(&folder, &format!("ledger copy project {address}")), &address), @r"
    0
    Copied two batches to DATABASE.
    Both ledgers end at position 4, with the hash HASH.
    ");
    let back = ask(&folder, &format!("ledger copy {address} project"));
    assert!(back.starts_with("0\nCopied no batches to project"), "{back}");
}

#[test]
fn a_service_that_was_frozen_and_lost_its_lease_writes_nothing_more_and_stops() {
    let Some(cluster) = Cluster::start() else { return };
    let (first, second) = (Folder::two_missions(), Folder::two_missions());
    cluster.hold(&first, "ledger");
    second.drop_in("remit.toml", first.read("remit.toml"));
    let mut frozen = Service::start(&first);
    frozen.signal("STOP");
    // As the server does by itself with a session that says nothing for some seconds.
    cluster.tell(
        "ledger",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit'",
    );
    let next = Service::start(&second);
    let before = cluster.recorded("ledger");
    first.drop_in("feeds/warmth/more.csv", MISSED);
    frozen.signal("CONT");
    frozen.wait_for("another process took the ledger over");
    let answer = frozen.ended();
    assert_eq!(answer.code, Some(2), "{answer}");
    assert_eq!(cluster.recorded("ledger"), before, "nothing of it is on the ledger");
    assert_eq!(next.stop().code, Some(0));
}

#[test]
fn a_database_that_is_started_again_under_a_service_loses_and_repeats_nothing() {
    let Some(mut cluster) = Cluster::start() else { return };
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    cluster.hold(&folder, "ledger");
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    for turn in 0..3 {
        let visitor = service.visitor();
        assert_eq!(
            visitor.get("/audit").status,
            200,
            "questions are answered, also over connections that were lost"
        );
        cluster.stop_at_once();
        let report = format!("month,body,percent\n2024-02,north-council,4{turn}\n");
        folder.drop_in(&format!("feeds/warmth/more-{turn}.csv"), &report);
        service.wait_for("what happened is kept in memory until the ledger can be written again");
        cluster.start_again();
        let row = format!("feeds/warmth/more-{turn}.csv 2");
        until("the figure is on the ledger", || {
            figures(&cluster.recorded("ledger")).contains(&row).then_some(())
        });
    }
    receiver.wait_for("alert.firing homes/warmth");
    assert_eq!(service.stop().code, Some(0));
    nothing_is_there_twice(&cluster.recorded("ledger"));
    let fired = receiver.titles().iter().filter(|title| *title == "alert.firing homes/warmth").count();
    assert_eq!(fired, 1, "nobody is told again");
    assert!(ask(&folder, "ledger verify project").starts_with("0\nSound: "));
}

#[track_caller]
fn nothing_is_there_twice(recorded: &[Recorded]) {
    let figures = figures(recorded);
    let once: BTreeSet<&String> = figures.iter().collect();
    assert_eq!(once.len(), figures.len(), "{figures:?}");
}

#[test]
fn a_person_whom_texts_named_is_in_no_table_after_an_erasure() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    cluster.hold(&folder, "ledger");
    folder.drop_in(
        "people.csv",
        "body,role,name,address\nministry,minister,Zelda Quill,zelda.quill@ministry.example\n",
    );
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    folder.drop_in("people.csv", "body,role,name,address\nministry,minister,Bo Lin,\n");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let having = || {
        let columns =
            [("batch", "entries"), ("source", "text"), ("personal", "value"), ("snapshot", "bytes")];
        let having = columns.map(|(table, column)| {
            let has = |name: &str| format!("position(convert_to('{name}', 'UTF8') IN {column}) > 0");
            let (name, address) = (has("Zelda"), has("zelda"));
            cluster.tell("ledger", &format!("SELECT count(*) FROM remit_{table} WHERE {name} OR {address}"))
        });
        having.join(" ")
    };
    assert_eq!(having(), "0 0 2 0", "the name and the address stand in one place each");
    let replay = "replay project --from 2024-01-01 --to 2024-08-31";
    let replayed = ask(&folder, replay);
    let erased =
        remit(&folder, "ledger erase project --by Registrar --reason article-17 --person Zelda_Quill --yes");
    assert_eq!(erased.code, Some(0), "{erased}");
    assert_eq!(having(), "0 0 0 0");
    assert_eq!(ask(&folder, replay), replayed);
    assert_eq!(remit(&folder, "verify project").code, Some(0));
    // Copied into a file, it is without the name there too.
    assert_eq!(remit(&folder, "ledger copy project project/copy.sqlite").code, Some(0));
    let copied = std::fs::read(folder.path("copy.sqlite")).unwrap();
    assert!(!copied.windows(5).any(|bytes| bytes.eq_ignore_ascii_case(b"zelda")));
}
