//! What a project's texts cost, counted: it follows the change, and not the size of the project.

use std::time::Duration;

use app::command::{Activate, Asker, Command as _, Observe};
use app::connect;
use app::progress::Unseen;
use app::project::{Disk, KeptDisk, Project, load_again, load_with};
use app::published::{Gatherer, Moment, ShownBeside, Silences};
use app::reading::{Feeds, read_new};
use app::recorder::Recorder;
use app::stamp::FileStamp;
use jiff::Timestamp;
use language::read::parsed;
use ledger::entry::Position;
use plugins::stores::{MemoryStore, SqliteStore, Store as _};
use plugins::watch::Unclosed;
use rules::CompilerCache;
use tests::bulk::Bulk;
use tests::process::{Folder, until};

const SMALL: Bulk = Bulk { missions: 3, obligations: 2, bodies: 4 };

/// A project with whoever keeps it up to date.
struct Kept {
    folder: Folder,
    disk: KeptDisk,
    cache: CompilerCache<'static>,
    recorder: Recorder,
}

impl Kept {
    fn of(bulk: Bulk) -> Self {
        let folder = Folder::missing();
        bulk.texts().iter().for_each(|(path, source)| folder.drop_in(path, &*source.text));
        let recorder = Recorder::open(Box::new(MemoryStore::default())).expect("a ledger in memory");
        let disk = KeptDisk::new(folder.project());
        let mut kept = Self { folder, disk, cache: CompilerCache::new(), recorder };
        kept.load();
        kept
    }

    /// Reads what changed and puts it in force; how many texts in TOML were parsed for it.
    fn load(&mut self) -> u64 {
        let before = parsed();
        let in_force = self.recorder.in_force(Timestamp::UNIX_EPOCH);
        let dir = self.folder.project();
        let (project, faults) = load_with(&mut self.cache, &dir, &self.disk, in_force, None);
        let Some(Project { program, sources, .. }) = project else { panic!("{faults:?}") };
        let activate = Activate { asked_by: Asker::Service, program, sources };
        activate.carry_out(&mut self.recorder, Timestamp::UNIX_EPOCH).expect("a ledger in memory");
        parsed() - before
    }

    fn change(&mut self, path: &str, word: &str, other: &str) -> u64 {
        self.folder.edit(path, word, other);
        self.disk.forget(&self.folder.path(path));
        self.load()
    }
}

#[test]
fn a_reload_parses_what_changed_and_remit_toml_once() {
    let mut kept = Kept::of(SMALL);
    assert_eq!(kept.change("rules/rule-1-0.rhai", "met(said)", "met()"), 1, "remit.toml alone");
    assert_eq!(kept.change("missions/m1.toml", "Mission 1", "Mission one"), 2, "the mission as well");
    assert_eq!(kept.change("remit.toml", "Bulk", "Large"), 1, "nothing else");
}

#[test]
fn a_reload_where_people_must_sign_parses_no_more() {
    let mut kept = Kept::of(SMALL);
    let approvers = "approvers = [{ name = \"Jane\", key = \"KEY\" }, { name = \"John\", key = \"OTHER\" }]";
    let approvers = approvers.replace("KEY", JANE).replace("OTHER", JOHN);
    let title = "title = \"Mission 2\"";
    kept.change("missions/m2.toml", title, &format!("{title}\n{approvers}"));
    let program = kept.recorder.engine().program().expect("it is in force");
    assert_eq!(program.missions["m2"].approvers.len(), 2);
    assert_eq!(kept.change("rules/rule-1-0.rhai", "met(said)", "met()"), 1, "remit.toml alone");
}

#[test]
fn after_a_reload_what_hangs_together_with_the_change_is_gathered_anew_for_pages_and_nothing_else() {
    let mut kept = Kept::of(SMALL);
    let mut gatherer = Gatherer::default();
    let mut asked_anew = |kept: &mut Kept| {
        let touched = kept.recorder.take_touched();
        let (beside, silences) = (ShownBeside::default(), Silences::default());
        let moment = Moment { at: Timestamp::UNIX_EPOCH, position: 1, beside: &beside, silences: &silences };
        gatherer.gather(kept.recorder.engine(), &touched, moment).expect("it is in force");
        gatherer.gathered()
    };
    assert_eq!(asked_anew(&mut kept), 6, "all, the first time");
    kept.change("rules/rule-1-0.rhai", "met(said)", "met()");
    assert_eq!(asked_anew(&mut kept), 2, "one mission");
    kept.change(
        "missions/m2.toml",
        "from = \"2024-Q1\"",
        "from = \"2024-Q1\"\ndepends_on = [\"m0/owed-0-0\"]",
    );
    assert_eq!(asked_anew(&mut kept), 3, "a mission, and what it waits for");
    kept.change("rules/rule-0-0.rhai", "met(said)", "met()");
    assert_eq!(asked_anew(&mut kept), 4, "a mission, and what waits for it");
    kept.change("bodies.csv", "Lead Department", "Department of the Lead");
    assert_eq!(asked_anew(&mut kept), 6, "all, since names are those of everybody");
}

const FEED: &str = r#"
[[feed]]
id = "figures"
folder = "feeds"
format = "csv"
measure = "measure-0-0"
vintage = "backfill"

[feed.columns]
period = "period"
body = "body"
value = "value"
"#;

/// Opens the ledger, reads what is new in the feeds and stops; how many files were read, and what was told of others.
fn run(folder: &Folder) -> (usize, Vec<(String, u32)>) {
    let mut cache = CompilerCache::new();
    let store =
        SqliteStore::open_within(&folder.path("ledger.sqlite"), Duration::from_secs(10)).expect("a ledger");
    let mut recorder = Recorder::open_with(&mut cache, Box::new(store)).expect("a sound ledger");
    let dir = folder.project();
    let (project, faults) =
        load_again(&mut cache, &dir, &Disk(&dir), recorder.in_force(Timestamp::UNIX_EPOCH));
    let Some(Project { program, sources, settings, .. }) = project else { panic!("{faults:?}") };
    let feeds = connect::feeds(&settings);
    let (catalogue, received) = (&program.catalogue, Timestamp::UNIX_EPOCH);
    let to_read = Feeds { project: &dir, feeds: &feeds, catalogue, received };
    let readings = read_new(recorder.known_files_mut(), to_read, &Unclosed::default(), &Unseen);
    let told =
        readings.unchanged.iter().map(|told| (told.file.path.clone(), told.counts.unchanged)).collect();
    let read = readings.files.len();
    let observe = Observe {
        asked_by: Asker::Service,
        readings: readings.files,
        refused: Vec::new(),
        handed_in: Vec::new(),
        files: Vec::new(),
    };
    observe.carry_out(&mut recorder, Timestamp::UNIX_EPOCH).expect("a ledger that can be written");
    let activate = Activate { asked_by: Asker::Service, program, sources };
    activate.carry_out(&mut recorder, Timestamp::UNIX_EPOCH).expect("a ledger that can be written");
    recorder.save_work().expect("a ledger that can be written");
    (read, told)
}

/// Where the ledger ended when what was worked out was last written down.
fn saved_at(folder: &Folder) -> Position {
    let mut store =
        SqliteStore::open_within(&folder.path("ledger.sqlite"), Duration::from_secs(10)).expect("a ledger");
    store.snapshot().expect("it can be read").expect("there is a snapshot").0
}

/// Puts a report into the feed, and waits until whatever is written later would show.
fn report(folder: &Folder, file: &str, rows: &str) {
    let path = format!("feeds/{file}");
    folder.drop_in(&path, format!("period,body,value\n{rows}"));
    let settled = || FileStamp::of(&folder.path(&path)).filter(FileStamp::is_settled);
    until("the clock of the file system moves on", settled);
}

#[test]
fn a_file_that_is_as_it_was_is_not_read_after_a_restart() {
    let folder = Folder::missing();
    SMALL.texts().iter().for_each(|(path, source)| folder.drop_in(path, &*source.text));
    folder.append("remit.toml", FEED);
    report(&folder, "a.csv", "2024-Q1,council-1,5\n2024-Q1,council-2,6\n");
    report(&folder, "odd.csv", "2024-Q1,nobody,5\n2024-Q2,council-1,6\n");
    assert_eq!(run(&folder), (2, Vec::new()));
    let odd = ("feeds/odd.csv".to_owned(), 1);
    let known = vec![("feeds/a.csv".to_owned(), 2), odd.clone()];
    assert_eq!(run(&folder), (0, known.clone()), "what of it cannot be used is known too");
    report(&folder, "a.csv", "2024-Q1,council-1,7\n2024-Q1,council-2,6\n");
    assert_eq!(run(&folder), (1, vec![odd]), "it was written");
    assert_eq!(run(&folder), (0, known));
    folder.append("bodies.csv", "another,Another,council,lead,\n");
    assert_eq!(run(&folder).1, Vec::new(), "the register is another");
}

#[test]
fn a_start_that_hears_of_nothing_but_time_writes_no_snapshot() {
    let folder = Folder::missing();
    SMALL.texts().iter().for_each(|(path, source)| folder.drop_in(path, &*source.text));
    folder.append("remit.toml", FEED);
    report(&folder, "a.csv", "2024-Q1,council-1,5\n");
    run(&folder);
    let saved = saved_at(&folder);
    let store =
        SqliteStore::open_within(&folder.path("ledger.sqlite"), Duration::from_secs(10)).expect("a ledger");
    let mut recorder = Recorder::open(Box::new(store)).expect("a sound ledger");
    recorder.resume(Timestamp::UNIX_EPOCH).expect("a ledger that can be written");
    recorder.save_work().expect("a ledger that can be written");
    assert!(recorder.position() > saved, "something was written since");
    drop(recorder);
    assert_eq!(saved_at(&folder), saved);
    assert_eq!(run(&folder).0, 0, "what was read is known all the same");
    assert_eq!(saved_at(&folder), saved);
    report(&folder, "b.csv", "2024-Q2,council-1,6\n");
    run(&folder);
    assert!(saved_at(&folder) > saved, "a report is worked out once");
}

const JANE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const JOHN: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";
