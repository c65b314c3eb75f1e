//! Starting and reloading are one path: what is new is built and read before anything old stops.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use plugins::feeds::Feed;
use plugins::notifiers::templated::TEMPLATES_FOLDER;
use plugins::watch::{FileChange, Unclosed, Watcher};
use rules::declare::{PEOPLE_FILE, PLUGINS_FOLDER, RELATIONS_FILE};
use rules::diagnostic::{Diagnostic, render_places};

use super::Daemon;
use super::happening::Happening;
use app::chasing::supply;
use app::command::{Activate, Asker, Command as _};
use app::connect::{self, Notifiers, Print};
use app::intake::Intake;
use app::project::{
    self, BODIES_FILE, Disk, MISSIONS_FOLDER, PROJECT_FILE, Project, RULES_FOLDER, list_paths, plugin_folders,
};
use app::published::{TextsWaiting, UnusableTexts};
use app::recorder::Accounting;
use app::wire::WireWaiting;

/// What came of reading the project again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reloaded {
    InForce,
    /// The new texts cannot be used.
    AsBefore,
}

impl Daemon {
    /// Reloads where a declaration changed, reads the files of feeds that did, and carries out what was put into the inbox.
    pub(super) fn look_at(&mut self, changes: Vec<FileChange>) {
        let mut files = Vec::new();
        let (mut reload, mut rescan, mut requests) = (false, false, false);
        for change in changes {
            self.forget_text(&change);
            match change {
                FileChange::Rescan => rescan = true,
                FileChange::Written(path) | FileChange::Removed(path) if self.is_declaration(&path) => {
                    reload = true;
                }
                FileChange::Written(path) if path.parent() == Some(self.inbox.folder()) => requests = true,
                FileChange::Written(path) => files.push(path),
                // A report that was taken in stays on the ledger, whatever becomes of its file.
                FileChange::Removed(path) => {
                    self.look_for_gone();
                    // What it held up of its release waits no longer.
                    files.extend(self.under_embargo.remove_entry(&path).map(|(path, _)| path));
                }
            }
        }
        let reloaded = (reload || rescan).then(|| self.reload_changed());
        match (reloaded, self.recorder.engine().program().cloned()) {
            // All feeds were read with it.
            (Some(Reloaded::InForce), _) => {}
            (Some(Reloaded::AsBefore), Some(program)) if rescan => self.receive_new(&program.catalogue),
            // A text that cannot be used holds up no report that came with it.
            _ => self.receive(&files),
        }
        if requests || rescan {
            self.carry_out_requests();
        }
    }

    fn forget_text(&self, change: &FileChange) {
        match change {
            FileChange::Rescan => self.texts.forget_all(),
            FileChange::Written(path) | FileChange::Removed(path) => self.texts.forget(path),
        }
    }

    /// Reads what is written now, also where the watcher told no change. Where the new texts cannot be used, the old ones stay in force.
    pub(super) fn reload(&mut self) -> Reloaded {
        self.texts.look_again();
        self.reload_changed()
    }

    /// The same for what the watcher told, at the cost of that.
    fn reload_changed(&mut self) -> Reloaded {
        // A start that could not be kept is not tried again and again; the next change of a file does.
        self.next_start = None;
        let in_force = self.recorder.in_force(self.recorder.moment(Timestamp::now()));
        let (project, faults) =
            project::load_with(&mut self.cache, &self.dir, &self.texts, in_force, Some(&self.plugins));
        let Some(project) = project else {
            tracing::error!(
                "the change cannot be used; everything stays as it was\n{}",
                render_places(&faults)
            );
            self.announce_refusal(&["the project".to_owned()], &faults);
            return Reloaded::AsBefore;
        };
        let notifiers = self.connect(&project);
        if !notifiers.faults.is_empty() {
            // The notifiers that work are kept, and hear of it.
            tracing::error!(
                "the change is not in force: its notifiers cannot be used\n{}",
                render_places(&notifiers.faults)
            );
            self.announce_refusal(&notifiers.refused(), &notifiers.faults);
            return Reloaded::AsBefore;
        }
        if let Err(error) = self.adopt(project, notifiers, faults) {
            tracing::error!("the change is not in force: {error:#}");
            return Reloaded::AsBefore;
        }
        Reloaded::InForce
    }

    /// Makes the notifiers of a project, those with faults among them.
    pub(super) fn connect(&self, project: &Project) -> Notifiers {
        connect::notifiers(&project.settings, &project.sources.project, &self.dir, Print::ToOutput)
    }

    /// Puts a project in force: watches its folders, reads its feeds, and only then activates its program.
    pub(super) fn adopt(
        &mut self,
        project: Project,
        notifiers: Notifiers,
        mut faults: Vec<Diagnostic>,
    ) -> anyhow::Result<()> {
        let next_start = project.next_start();
        let Project { title, settings, program, sources, refused, waiting, plugins, .. } = project;
        let refused: Vec<String> =
            refused.iter().map(ToString::to_string).chain(notifiers.refused()).collect();
        faults.extend(notifiers.faults);
        if !faults.is_empty() {
            tracing::warn!("the project has faults\n{}", render_places(&faults));
        }
        self.showing.beside.title = title;
        self.showing.beside.supply = Arc::new(supply(&settings));
        let feeds = connect::feeds(&settings);
        let lists = list_paths(&sources.project);
        let heard = (&self.sender, &self.unclosed);
        let watcher = watch(&self.dir, &feeds, &lists, self.inbox.folder(), heard)?;
        self.watcher = Some(watcher);
        self.texts.follow();
        self.plugins = plugins;
        self.look_again_at_plugins();
        self.feeds = feeds;
        self.pulls.replace(settings.pulls.clone());
        let streams = settings.streams.clone();
        let checkpoints = settings.checkpoints.clone();
        self.script_readers.replace(&self.dir, &settings.feeds, &self.sender);
        self.couriers.replace(notifiers.all, &self.sender);
        self.recorder.set_notifiers(self.couriers.notifiers());
        self.recorder.set_letters(settings.letters());
        self.recorder.set_routes(settings.routes.clone());
        self.recorder.set_pages(settings.server.public_url.clone());
        self.recorder.set_hooks(connect::hooks(&settings, &self.dir));
        self.recorder.set_accounting(Accounting::of(&settings.feeds));
        self.recorder.expect_files_of(&settings.feeds);
        self.receive_new(&program.catalogue);
        self.look_for_gone();
        let revision = program.revision.clone();
        let activate = Activate { asked_by: Asker::Service, program, sources };
        let activated = activate.carry_out(&mut self.recorder, Timestamp::now());
        self.note(activated);
        self.write_receipts();
        self.set_intake(connect::feeds(&settings));
        self.follow_streams(streams);
        self.follow_checkpoints(checkpoints.as_ref());
        tracing::info!(%revision, "in force");
        if let Some(untold) = words::notice::untold(self.recorder.untold_alerts()) {
            tracing::warn!("{untold}");
        }
        self.recorder.set_waiting(waiting);
        self.next_start = next_start;
        self.announce_waiting();
        if refused.is_empty() {
            self.showing.beside.unusable = Arc::default();
            let announced = self.recorder.announce_repair(Timestamp::now());
            self.note(announced);
        } else {
            tracing::warn!(
                "{} cannot be used as written; the last good revision stays in force",
                refused.join(", ")
            );
            self.announce_refusal(&refused, &faults);
        }
        Ok(())
    }

    /// Reports that are handed in are read by these feeds and by what is in force.
    fn set_intake(&self, feeds: Vec<Feed>) {
        if let Some(program) = self.recorder.engine().program().cloned() {
            self.tasks.set_intake(Intake { project: self.dir.clone(), feeds, program });
        }
    }

    /// A new plugin's folder is watched from now on; what was put into it since it was read is looked at in a moment.
    fn look_again_at_plugins(&self) {
        if !self.plugins.are_of(&project::read_plugins(&Disk(&self.dir)).0) {
            drop(self.sender.send(Happening::Changed(FileChange::Rescan)));
        }
    }

    /// Tells people that what is written is not what is in force.
    fn announce_refusal(&mut self, refused: &[String], faults: &[Diagnostic]) {
        self.showing.beside.unusable = Arc::new(UnusableTexts::of(refused, faults));
        let announced = self.recorder.announce_refusal(Timestamp::now(), refused, faults);
        self.note(announced);
    }

    /// Says what waits for signatures, or for its day.
    fn announce_waiting(&mut self) {
        let project = self.dir.display().to_string();
        let today = self.recorder.day(Timestamp::now());
        let changes = self.recorder.waiting().iter().map(|waiting| TextsWaiting::new(waiting, today));
        self.showing.beside.changes = changes.collect();
        for waiting in self.recorder.waiting() {
            tracing::warn!("{}", WireWaiting::new(waiting, today).facts().in_words(&project).trim_end());
        }
        let announced = self.recorder.announce_waiting(Timestamp::now(), &project);
        self.note(announced);
    }

    fn is_declaration(&self, path: &Path) -> bool {
        let inside = |folder: &str| path.parent().is_some_and(|parent| parent == self.dir.join(folder));
        let is_text = |extension: &str| path.extension().is_some_and(|found| found == extension);
        let is_shared = || {
            let sources = self.recorder.sources();
            let holidays = sources.and_then(|sources| sources.bank_holidays.as_ref()).map(|text| &*text.path);
            let own = [PROJECT_FILE, BODIES_FILE, PEOPLE_FILE, RELATIONS_FILE];
            let lists = sources.map(|sources| list_paths(&sources.project)).unwrap_or_default();
            let shared = own.into_iter().chain(holidays).chain(lists.iter().map(String::as_str));
            shared.into_iter().any(|name| path == self.dir.join(name))
        };
        (inside(MISSIONS_FOLDER) && is_text("toml"))
            || (inside(RULES_FOLDER) && is_text("rhai"))
            || inside(TEMPLATES_FOLDER)
            || self.is_of_plugin(path)
            || is_shared()
    }

    /// Whether a file is the manifest or a script of one of the project's own plugins.
    fn is_of_plugin(&self, path: &Path) -> bool {
        let folder = path.parent().and_then(Path::parent);
        folder.is_some_and(|folder| folder == self.dir.join(PLUGINS_FOLDER))
            && path.extension().is_some_and(|found| found == "toml" || found == "rhai")
    }
}

/// Watches declarations, rules, templates, lists beside the register, the inbox and the folders of feeds.
fn watch(
    dir: &Path,
    feeds: &[Feed],
    lists: &[String],
    inbox: &Path,
    (sender, unclosed): (&std::sync::mpsc::Sender<Happening>, &Unclosed),
) -> anyhow::Result<Watcher> {
    let feeds = feeds.iter().flat_map(|feed| feed.folders(dir));
    let lists = lists.iter().filter_map(|list| Some(dir.join(list).parent()?.to_owned()));
    let own = [MISSIONS_FOLDER, RULES_FOLDER, TEMPLATES_FOLDER].map(|folder| dir.join(folder));
    let own = own.into_iter().chain([dir.to_owned(), inbox.to_owned()]);
    let folders: Vec<PathBuf> = own.chain(plugin_folders(dir)).chain(feeds).chain(lists).collect();
    let sender = sender.clone();
    // The loop outlives its watcher; when it is gone, nobody wants to know.
    let tell = move |change| drop(sender.send(Happening::Changed(change)));
    Ok(Watcher::noting(unclosed, dir, &folders, tell)?)
}
