//! A ledger in PostgreSQL: the same answers as from a file word for word, one writer whatever happens to it, and nothing lost or repeated when the database goes away.

use ledger::entry::{Entry, Recorded};
use tests::process::{Answer, Cluster, Folder, Service, remit, until};

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

/// Figures that are on a ledger, each as it was reported.
fn figures(recorded: &[Recorded]) -> Vec<String> {
    let observed = recorded.iter().filter_map(|recorded| match &recorded.entry {
        Entry::Observed(observations) => Some(observations),
        _ => None,
    });
    observed.flatten().map(|one| format!("{} {}", one.source.file.path, one.source.line)).collect()
}

/// How many messages of a kind are on a ledger.
fn messages(recorded: &[Recorded], kind: &str) -> usize {
    recorded
        .iter()
        .filter(|it| matches!(&it.entry, Entry::Queued { message, .. } if message.kind == kind))
        .count()
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
    insta::assert_snapshot!(words_of(&ask(&folder, &copy), &address), @"");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    insta::assert_snapshot!(words_of(&ask(&folder, &copy), &address), @"");
    assert_eq!(remit(&other, "run project").code, Some(1));
    insta::assert_snapshot!(words_of(&ask(&other, &copy), &address), @"");
    insta::assert_snapshot!(words_of(&ask(&folder, &format!("ledger copy nowhere.sqlite {address}")), &address), @"");
    insta::assert_snapshot!(ask(&folder, "ledger copy project postgres://remit:hunter2@localhost/remit"), @"");
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
    insta::assert_snapshot!(words_of(&ask(&folder, "ledger repair project"), &address), @"");
    insta::assert_snapshot!(words_of(&ask(&folder, "ledger rewind project --to 2024-01-01"), &address), @"");
    cluster.tell("ledger", "UPDATE remit_batch SET entries = substr(entries, 1, 40) WHERE last = 4");
    insta::assert_snapshot!(words_of(&ask(&folder, "ledger verify project"), &address), @"");
}

#[test]
fn the_command_line_says_where_the_ledger_lies() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    let address = cluster.database("ledger");
    assert_eq!(remit(&folder, &format!("run project --store {address}")).code, Some(0));
    assert!(!folder.path(".remit/ledger.sqlite").exists());
    assert!(!cluster.recorded("ledger").is_empty());
    insta::assert_snapshot!(ask(&folder, "run project --store postgres://remit:hunter2@localhost/remit"), @"");
    insta::assert_snapshot!(ask(&folder, "run project --store postgres:///remit"), @"");
}

#[test]
fn two_services_do_not_write_one_ledger_and_one_takes_over_from_one_that_was_killed() {
    let Some(cluster) = Cluster::start() else { return };
    // Two machines: a folder of the project for each, and one database.
    let (first, second) = (Folder::two_missions(), Folder::two_missions());
    cluster.hold(&first, "ledger");
    second.append("remit.toml", &format!("\n[store]\nurl = \"{}\"\n", cluster.address("ledger")));
    let mut service = Service::start(&first);
    first.drop_in("feeds/warmth/more.csv", MISSED);
    service.wait_for("change=");
    let refused = ask(&second, "run project");
    insta::assert_snapshot!(words_of(&refused, &cluster.address("ledger")), @"");
    until("the alert is on the ledger", || {
        (messages(&cluster.recorded("ledger"), "alert.firing") == 1).then_some(())
    });
    let before = cluster.recorded("ledger");
    let waiting = Service::begin(&second, "serve project --listen 127.0.0.1:0");
    second.drop_in("feeds/warmth/more.csv", MISSED);
    service.kill();
    let mut waiting = waiting;
    waiting.wait_for("serving; stop with SIGTERM");
    second.drop_in("feeds/warmth/still-more.csv", MET);
    waiting.wait_for("change=");
    assert_eq!(waiting.stop().code, Some(0));
    let after = cluster.recorded("ledger");
    assert_eq!(after[..before.len()], before, "what stood there stands there still");
    let figures = figures(&after);
    let mut once = figures.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), figures.len(), "nothing is there twice: {figures:?}");
    assert_eq!(messages(&after, "alert.firing"), 1, "nobody is told again");
    assert!(ask(&second, "ledger verify project").starts_with("0\nSound: "));
}

#[test]
fn a_database_that_is_started_again_under_a_service_loses_and_repeats_nothing() {
    let Some(mut cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    cluster.hold(&folder, "ledger");
    let mut service = Service::start(&folder);
    for turn in 0..3 {
        cluster.stop_at_once();
        let report = format!("month,body,percent\n2024-02,north-council,4{turn}\n");
        folder.drop_in(&format!("feeds/warmth/more-{turn}.csv"), &report);
        service.wait_for("what happened is kept in memory until the ledger can be written again");
        cluster.start_again();
        let path = format!("feeds/warmth/more-{turn}.csv 2");
        until("the figure is on the ledger", || {
            figures(&cluster.recorded("ledger")).contains(&path).then_some(())
        });
    }
    let page = service.visitor().page("/");
    assert!(page.contains("Councils keep homes warm"), "pages are shown: {page}");
    assert_eq!(service.stop().code, Some(0));
    let found = figures(&cluster.recorded("ledger"));
    let mut once = found.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), found.len(), "nothing is there twice: {found:?}");
    assert_eq!(messages(&cluster.recorded("ledger"), "alert.firing"), 1);
    assert!(ask(&folder, "ledger verify project").starts_with("0\nSound: "));
}
