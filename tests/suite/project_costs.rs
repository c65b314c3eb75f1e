//! What a project's texts cost, counted: it follows the change, and not the size of the project.

use app::command::{Activate, Asker, Command as _};
use app::project::{KeptDisk, Project, load_with};
use app::recorder::Recorder;
use jiff::Timestamp;
use language::read::parsed;
use plugins::stores::MemoryStore;
use rules::CompilerCache;
use tests::bulk::Bulk;
use tests::process::Folder;

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

const JANE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const JOHN: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";
