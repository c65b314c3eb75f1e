//! The watcher on real folders. No test waits for a time: each waits for news, up to a limit that fails it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::change::is_news;
use super::folders::Folders;
use super::watcher::{Signal, run};
use super::{FileChange, Unclosed, Watcher};

const LIMIT: Duration = Duration::from_secs(10);

struct Watched {
    project: TempDir,
    changes: Receiver<FileChange>,
    unclosed: Unclosed,
    _watcher: Watcher,
}

/// A project with a watched feed folder, which exists if it says so.
fn watch(folder: &str, exists: Exists) -> Watched {
    let project = TempDir::new().expect("a temporary folder");
    let path = project.path().join(folder);
    if matches!(exists, Exists::Already) {
        fs::create_dir_all(&path).expect("a folder");
    }
    let (sender, changes) = channel();
    let unclosed = Unclosed::default();
    let tell = move |change| sender.send(change).unwrap();
    let watcher = Watcher::noting(&unclosed, project.path(), &[path], tell);
    Watched { changes, unclosed, _watcher: watcher.expect("a watcher"), project }
}

#[derive(Clone, Copy)]
enum Exists {
    Already,
    NotYet,
}

impl Watched {
    fn path(&self, name: &str) -> PathBuf {
        self.project.path().join(name)
    }

    /// The next change, with its path as the project names it.
    #[track_caller]
    fn next(&self) -> String {
        let change = self.changes.recv_timeout(LIMIT).expect("a change within the limit");
        let inside = |path: PathBuf| path.strip_prefix(self.project.path()).unwrap().display().to_string();
        match change {
            FileChange::Written(path) => format!("written {}", inside(path)),
            FileChange::Removed(path) => format!("removed {}", inside(path)),
            FileChange::Rescan => "rescan".to_owned(),
        }
    }

    /// Waits for a change, over others.
    #[track_caller]
    fn wait_for(&self, change: &str) {
        while self.next() != change {}
    }
}

#[test]
fn a_file_is_told_of_when_it_is_closed_and_not_before() {
    let watched = watch("feeds", Exists::Already);
    let mut slow = File::create(watched.path("feeds/slow.csv")).unwrap();
    slow.write_all(b"period,").unwrap();
    slow.sync_all().unwrap();
    fs::write(watched.path("feeds/quick.csv"), "period\n").unwrap();
    assert_eq!(watched.next(), "written feeds/quick.csv", "the slow one is still being written");
    assert!(watched.unclosed.holds(&watched.path("feeds/slow.csv")));
    assert!(!watched.unclosed.holds(&watched.path("feeds/quick.csv")));
    drop(slow);
    assert_eq!(watched.next(), "written feeds/slow.csv");
    assert!(!watched.unclosed.holds(&watched.path("feeds/slow.csv")));
}

#[test]
fn a_file_that_is_renamed_into_place_is_told_of_under_its_new_name_only() {
    let watched = watch("feeds", Exists::Already);
    fs::write(watched.path("feeds/june.csv.part"), "period\n").unwrap();
    fs::write(watched.path("feeds/.hidden.csv"), "period\n").unwrap();
    fs::rename(watched.path("feeds/june.csv.part"), watched.path("feeds/june.csv")).unwrap();
    assert_eq!(watched.next(), "written feeds/june.csv");
    fs::write(watched.path("july.csv"), "period\n").unwrap();
    fs::rename(watched.path("july.csv"), watched.path("feeds/july.csv")).unwrap();
    assert_eq!(watched.next(), "written feeds/july.csv", "from a folder that nobody asked for");
}

#[test]
fn a_file_that_is_linked_into_place_is_told_of_however_much_else_happens() {
    let watched = watch("feeds", Exists::Already);
    fs::write(watched.path("made.csv"), "period\n").unwrap();
    fs::hard_link(watched.path("made.csv"), watched.path("feeds/june.csv")).unwrap();
    let begun = Instant::now();
    fs::write(watched.path("feeds/other.csv"), "period\n").unwrap();
    // Something happens all the time.
    while watched.next() != "written feeds/june.csv" {
        fs::write(watched.path("feeds/other.csv"), "period\n").unwrap();
        assert!(begun.elapsed() < LIMIT, "it is told of meanwhile");
    }
}

#[test]
fn a_file_that_is_linked_into_place_is_told_of() {
    let watched = watch("feeds", Exists::Already);
    fs::write(watched.path("made.csv"), "period\n").unwrap();
    fs::hard_link(watched.path("made.csv"), watched.path("feeds/june.csv")).unwrap();
    assert_eq!(watched.next(), "written feeds/june.csv");
}

#[test]
fn an_editor_that_replaces_a_file_is_told_of() {
    let watched = watch("missions", Exists::Already);
    let path = watched.path("missions/health.toml");
    fs::write(&path, "old").unwrap();
    assert_eq!(watched.next(), "written missions/health.toml");
    fs::write(watched.path("missions/health.toml~"), "new").unwrap();
    fs::rename(watched.path("missions/health.toml~"), &path).unwrap();
    assert_eq!(watched.next(), "written missions/health.toml");
}

#[test]
fn a_file_that_goes_is_told_of() {
    let watched = watch("missions", Exists::Already);
    let (first, second) = (watched.path("missions/a.toml"), watched.path("missions/b.toml"));
    fs::write(&first, "").unwrap();
    fs::rename(&first, &second).unwrap();
    fs::remove_file(&second).unwrap();
    let changes = [watched.next(), watched.next(), watched.next(), watched.next()];
    let expected = [
        "written missions/a.toml",
        "removed missions/a.toml",
        "written missions/b.toml",
        "removed missions/b.toml",
    ];
    assert_eq!(changes, expected);
}

#[test]
fn reading_is_no_news() {
    let watched = watch("feeds", Exists::Already);
    fs::write(watched.path("feeds/a.csv"), "1").unwrap();
    assert_eq!(watched.next(), "written feeds/a.csv");
    fs::read(watched.path("feeds/a.csv")).unwrap();
    fs::write(watched.path("feeds/b.csv"), "1").unwrap();
    assert_eq!(watched.next(), "written feeds/b.csv");
}

#[test]
fn a_folder_that_comes_late_is_watched_from_then_on() {
    let watched = watch("feeds/duty", Exists::NotYet);
    fs::create_dir_all(watched.path("feeds/duty")).unwrap();
    watched.wait_for("rescan");
    // Whether the news of the outer folder or of the inner one came first, a file is told of in the end: by name, or by
    // the rescan that follows the watch.
    fs::write(watched.path("feeds/duty/early.csv"), "1").unwrap();
    let told = watched.next();
    assert!(told == "written feeds/duty/early.csv" || told == "rescan", "{told}");
}

#[test]
fn a_folder_that_is_deleted_and_made_again_is_still_watched() {
    let watched = watch("feeds/duty", Exists::Already);
    fs::remove_dir(watched.path("feeds/duty")).unwrap();
    watched.wait_for("rescan");
    fs::create_dir(watched.path("feeds/duty")).unwrap();
    check_is_watched_again(&watched);
}

#[test]
fn a_folder_that_is_replaced_with_its_parent_is_still_watched() {
    let watched = watch("feeds/duty", Exists::Already);
    fs::rename(watched.path("feeds"), watched.path("feeds.old")).unwrap();
    fs::create_dir_all(watched.path("feeds/duty")).unwrap();
    check_is_watched_again(&watched);
    fs::write(watched.path("feeds.old/duty/stray.csv"), "1").unwrap();
    fs::write(watched.path("feeds/duty/last.csv"), "1").unwrap();
    let told = || watched.next();
    let until_last: Vec<_> =
        std::iter::repeat_with(told).take_while(|told| !told.ends_with("last.csv")).collect();
    assert!(!until_last.iter().any(|told| told.contains("stray")), "the old folder is nobody's business now");
}

/// Writes one file after another until one is told of by name: then the new folder is watched.
#[track_caller]
fn check_is_watched_again(watched: &Watched) {
    for number in 0..100 {
        let name = format!("feeds/duty/{number}.csv");
        fs::write(watched.path(&name), "1").unwrap();
        if watched.next().starts_with("written feeds/duty/") {
            return;
        }
    }
    panic!("the folder was made again, and no file in it was told of");
}

#[test]
fn lost_news_ask_for_a_rescan() {
    let event = notify::Event::new(notify::EventKind::Other).set_flag(notify::event::Flag::Rescan);
    assert!(is_news(&event));
    let project = TempDir::new().expect("a temporary folder");
    let folders = Folders::watch(project.path(), &[], |_| ()).expect("a watcher");
    let (signals, received) = channel();
    for event in [Ok(event), Err(notify::Error::generic("out of memory"))] {
        signals.send(Signal::Event(event)).unwrap();
    }
    signals.send(Signal::Stop).unwrap();
    let mut changes = Vec::new();
    run(folders, &Unclosed::default(), &received, |change| changes.push(change));
    assert_eq!(changes, [FileChange::Rescan, FileChange::Rescan]);
}

#[test]
fn a_project_that_does_not_exist_cannot_be_watched() {
    let refusal = Watcher::new(&PathBuf::from("/nowhere/at/all"), &[], |_| ()).err().expect("no such folder");
    insta::assert_snapshot!(refusal, @"/nowhere/at/all cannot be watched: it does not exist");
}
