//! Files of reports that a ledger keeps, put into the folders of one machine.

use std::fs;
use std::sync::Arc;

use app::intake::{Expected, LoggedReports};
use app::project::feeds_as_written;
use engine::model::{Edition, FeedId, Load, Sheets, SourceFile};
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt};
use ledger::file_contents::FileContents;
use plugins::feeds::Feed;
use plugins::stores::{Alongside, DatabaseAddress, Head, KeptLedger, LedgerPlace, LoggedReport};
use tests::process::{Cluster, Folder};

/// One machine, and whoever holds the ledger elsewhere.
struct Machine {
    folder: Folder,
    place: LedgerPlace,
    store: Box<dyn KeptLedger>,
    contents: FileContents,
    feeds: Vec<Feed>,
}

impl Machine {
    fn new(cluster: &Cluster, name: &str) -> Self {
        let folder = Folder::two_missions();
        let address = DatabaseAddress::parse(&cluster.database(name)).unwrap();
        let place = LedgerPlace::database(address, folder.path(".remit/ledger.sqlite"));
        let feeds = feeds_as_written(&folder.project()).expect("it can be used");
        Self { store: place.open().unwrap(), folder, place, contents: FileContents::default(), feeds }
    }

    /// A report is handed in elsewhere.
    fn hand_in(&mut self, path: &str, text: &str) {
        let bytes: Arc<[u8]> = text.as_bytes().into();
        let file = SourceFile {
            feed: FeedId::new("warmth"),
            path: path.to_owned(),
            hash: blake3::hash(&bytes).to_hex().to_string(),
            load: Load::Later,
            edition: Edition::default(),
            speaks_for: None,
            sheets: Sheets::default(),
        };
        let receipt = FileReceipt::of(Arc::new(file));
        self.contents.note(&receipt, Timestamp::UNIX_EPOCH);
        let report = LoggedReport { path: path.to_owned(), bytes };
        let alongside = Alongside { reports: &[report], ..Alongside::default() };
        self.store.append_with(Timestamp::UNIX_EPOCH, &[Entry::Received(receipt)], alongside).unwrap();
    }

    /// What has been put is looked after by this.
    fn logged(&self) -> LoggedReports {
        LoggedReports::of(&self.folder.project(), &self.place)
    }

    fn put(&mut self, logged: &mut LoggedReports) -> Head {
        let end = self.store.head();
        let expected = Expected { contents: &self.contents, feeds: &self.feeds };
        logged.put(&mut *self.store, expected, end).unwrap();
        end
    }

    /// What stands in some files; nothing where there is none.
    fn stands(&self, paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| fs::read_to_string(self.folder.path(path)).unwrap_or_default()).collect()
    }
}

const JUNE: &str = "feeds/warmth/june.csv";
const JULY: &str = "feeds/warmth/july.csv";

#[test]
fn each_is_put_once_also_by_the_next_start() {
    let Some(cluster) = Cluster::start() else { return };
    let mut machine = Machine::new(&cluster, "ledger");
    machine.hand_in(JUNE, "one");
    let mut logged = machine.logged();
    machine.put(&mut logged);
    fs::remove_file(machine.folder.path(JUNE)).unwrap();
    machine.hand_in(JULY, "two");
    machine.put(&mut logged);
    assert_eq!(machine.stands(&[JUNE, JULY]), ["", "two"]);
    machine.put(&mut machine.logged());
    assert_eq!(machine.stands(&[JUNE, JULY]), ["", "two"]);
}

#[test]
fn of_two_with_one_name_the_later_one_stands_there_and_what_nobody_handed_in_is_left() {
    let Some(cluster) = Cluster::start() else { return };
    let mut machine = Machine::new(&cluster, "ledger");
    let mut logged = machine.logged();
    machine.hand_in(JUNE, "one");
    machine.put(&mut logged);
    machine.hand_in(JUNE, "two");
    machine.folder.drop_in(JULY, "by hand");
    machine.hand_in(JULY, "three");
    machine.put(&mut logged);
    assert_eq!(machine.stands(&[JUNE, JULY]), ["two", "by hand"]);
    // As after a power cut, before the disk had all of it.
    machine.hand_in("feeds/warmth/may.csv", "four");
    machine.folder.drop_in("feeds/warmth/may.csv", "fo");
    machine.put(&mut logged);
    assert_eq!(machine.stands(&["feeds/warmth/may.csv"]), ["four"]);
    fs::remove_file(machine.folder.path(JUNE)).unwrap();
    fs::remove_dir_all(machine.folder.path(".remit")).unwrap();
    fs::create_dir(machine.folder.path(".remit")).unwrap();
    machine.put(&mut machine.logged());
    assert_eq!(machine.stands(&[JUNE]), ["two"], "a machine that is new is given no other");
}

#[test]
fn nothing_is_put_where_no_feed_takes_it_and_what_one_takes_later_is_put_then() {
    let Some(cluster) = Cluster::start() else { return };
    let mut machine = Machine::new(&cluster, "ledger");
    let feeds = std::mem::take(&mut machine.feeds);
    machine.hand_in(JUNE, "one");
    machine.hand_in("missions/more.toml", "title = 'more'");
    let mut logged = machine.logged();
    machine.put(&mut logged);
    assert_eq!(machine.stands(&[JUNE]), [""]);
    machine.feeds = feeds;
    machine.put(&mut logged);
    assert_eq!(machine.stands(&[JUNE, "missions/more.toml"]), ["one", ""]);
}

#[test]
fn what_the_disk_does_not_take_is_put_later_and_a_ledger_that_went_back_is_looked_at_anew() {
    let Some(cluster) = Cluster::start() else { return };
    let mut machine = Machine::new(&cluster, "ledger");
    let folder = machine.folder.path("feeds/warmth");
    let aside = machine.folder.path("aside");
    fs::rename(&folder, &aside).unwrap();
    machine.folder.drop_in("feeds/warmth", "no folder");
    machine.hand_in(JUNE, "one");
    let mut logged = machine.logged();
    machine.put(&mut logged);
    fs::remove_file(&folder).unwrap();
    fs::rename(&aside, &folder).unwrap();
    let mut logged = machine.logged();
    machine.put(&mut logged);
    assert_eq!(machine.stands(&[JUNE]), ["one"]);
    let Head { position, .. } = machine.put(&mut logged);
    // As where the ledger was put back, and others wrote on from there.
    let mark = format!("{} {}\n", position, "5e".repeat(32));
    machine.folder.drop_in(".remit/reports-put", mark);
    fs::remove_file(machine.folder.path(JUNE)).unwrap();
    machine.put(&mut machine.logged());
    assert_eq!(machine.stands(&[JUNE]), ["one"]);
}
