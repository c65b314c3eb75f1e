//! Files that somebody is writing while everything is read: half a file gives figures that nobody reported, so nothing of it is used.

use std::fs::File;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use tests::process::{Folder, Receiver, Service, remit};

const SLOW: &str = "feeds/warmth/slow.csv";
/// The beginning of a report of 93, which would be 9 by itself.
const HALF: &str = "month,body,percent\n2024-02,north-council,9";

fn begun(folder: &Folder) -> File {
    let mut file = File::create(folder.path(SLOW)).unwrap();
    file.write_all(HALF.as_bytes()).unwrap();
    file
}

#[test]
fn a_reload_leaves_alone_what_is_still_being_written() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    let mut file = begun(&folder);
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    service.wait_for("feeds/warmth/slow.csv is still being written");
    receiver.wait_for("alert.firing trains/punctuality");
    file.write_all(b"3\n").unwrap();
    drop(file);
    service.wait_for("file=\"feeds/warmth/slow.csv\" accepted=0 unchanged=0 revised=1");
    service.stop();
    assert_eq!(receiver.titles(), ["alert.restated trains/punctuality", "alert.firing trains/punctuality"]);
}

#[test]
fn a_start_waits_for_what_is_still_being_written() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"screen\"\nkind = \"stdout\"\n");
    let mut file = begun(&folder);
    let mut service = Service::begin(&folder, "serve project");
    service.wait_for("waiting for feeds/warmth/slow.csv, still being written");
    file.write_all(b"3\n").unwrap();
    drop(file);
    service.wait_for("serving; stop with SIGTERM");
    service.wait_for_output("93");
    insta::assert_snapshot!(service.stop().out, @"
    For the sender of feeds/warmth/2024.csv and feeds/warmth/slow.csv: your reports contradict each other, and the figure is unreconciled. Both are kept. Where nothing says which counts (a date, a status, the name of a file), what they decide is disputed.

    Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4) and 93% (feeds/warmth/slow.csv, line 2)

    Asked of you: agree on the figure, and send it again.
    ");
}

#[test]
fn a_run_reads_a_file_without_a_last_line_end_once_it_is_left_alone() {
    let folder = Folder::two_missions();
    drop(begun(&folder));
    let answer = remit(&folder, "run project --as-of 2024-08-31");
    assert!(answer.out.contains("feeds/warmth/slow.csv: 1 unreconciled"), "{answer}");
}

#[test]
fn a_run_names_the_file_that_is_still_being_written_at_its_end() {
    let folder = Folder::two_missions();
    let (file, is_done) = (begun(&folder), AtomicBool::new(false));
    let answer = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                file.set_modified(SystemTime::now()).unwrap();
                std::thread::yield_now();
            }
        });
        let answer = remit(&folder, "run project --format json");
        is_done.store(true, Ordering::Relaxed);
        answer
    });
    assert_eq!(answer.code, Some(2), "{answer}");
    insta::assert_snapshot!(answer.err, @"
    remit: feeds/warmth/slow.csv is still being written
      help: Nothing of it is used before it is whole; `serve` reads it then, and so does the next `run`
    ");
    let document: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    insta::assert_snapshot!(document["refused"], @r#"[{"file":"feeds/warmth/slow.csv","reason":"feeds/warmth/slow.csv is still being written"}]"#);
}
