//! A project that can be used: its texts compiled, with what its settings say of feeds, notifiers and the ledger.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::program::Program;
use jiff::Timestamp;
use language::read::TomlText;
use plugins::feeds::Feed;
use plugins::host::Plugins;
use plugins::settings::{CheckpointSettings, ServerSettings, Settings};
use plugins::stores::{AddressError, LedgerPlace, StoreError};
use rules::CompilerCache;
use rules::compile::{Settled, TextsInForce, Waiting};
use rules::declare::{BesideProject, LintSettings, PLUGINS_FOLDER, Project as Declared};
use rules::diagnostic::{Code, Diagnostic};
use rules::source::{SourceText, Sources};

use super::files::{Disk, Files, check_folder, read_text};
use super::other_store::place_of;
use super::own_ledger::{Told, check_own};
use super::plugins::read_plugins;
use super::register::PROJECT_FILE;
use super::texts::{Texts, read_texts};
use crate::agreed::Agreed;
use crate::connect::feeds;
use crate::cores::on_all_cores;

/// A project that can be used, wholly or in part.
pub struct Project {
    pub dir: PathBuf,
    pub title: String,
    /// Feeds, notifiers and the ledger's place.
    pub settings: Settings,
    /// What is in force.
    pub program: Program,
    pub sources: Arc<Sources>,
    /// The plugins that it may use.
    pub plugins: Plugins,
    /// What its lints go by.
    pub lint: LintSettings,
    /// Declarations that are not as their newest texts say, because those have faults.
    pub refused: Vec<Arc<str>>,
    /// Sound changes that wait for signatures, or for their day.
    pub waiting: Vec<Waiting>,
}

impl Project {
    /// Where it keeps its ledger.
    pub fn ledger(&self) -> LedgerPlace {
        place_of(&self.settings.store, &self.dir)
    }

    /// When the next change that has its signatures takes effect.
    pub fn next_start(&self) -> Option<Timestamp> {
        let days = self.waiting.iter().filter_map(|waiting| waiting.starts);
        days.min().map(|day| self.program.calendar.start_of_day(day))
    }
}

/// What projects are compiled with: it reads their rules on all cores.
pub fn compiler() -> CompilerCache<'static> {
    CompilerCache::new().spread_by(on_all_cores)
}

/// Reads and compiles a project. Over what is in force, each mission that its newest texts break keeps its last good ones, and
/// each that names approvers keeps its own until two of them have signed the new ones.
///
/// All faults come back, also beside a project that can be used in part.
pub fn load(dir: &Path, in_force: Option<TextsInForce<'_>>) -> (Option<Project>, Vec<Diagnostic>) {
    load_again(&mut compiler(), dir, &Disk(dir), in_force)
}

/// The same over what is in force by the ledger, which is read beside whoever holds it.
///
/// # Errors
/// The ledger cannot be read.
pub fn load_agreed(
    cache: &mut CompilerCache<'_>,
    dir: &Path,
    now: Timestamp,
) -> Result<(Option<Project>, Vec<Diagnostic>), StoreError> {
    match ledger_place(dir) {
        Ok(ledger) => Ok(load_again(cache, dir, &Disk(dir), Agreed::at(&ledger)?.in_force(now))),
        Err(faults) => Ok((None, faults)),
    }
}

/// The same at the cost of what changed since the cache was last used, with texts that need not be on the disk.
pub fn load_again(
    cache: &mut CompilerCache<'_>,
    dir: &Path,
    files: &dyn Files,
    in_force: Option<TextsInForce<'_>>,
) -> (Option<Project>, Vec<Diagnostic>) {
    load_with(cache, dir, files, in_force, None)
}

/// The same, where each plugin that its newest texts break keeps its last good ones as well.
pub fn load_with(
    cache: &mut CompilerCache<'_>,
    dir: &Path,
    files: &dyn Files,
    in_force: Option<TextsInForce<'_>>,
    last_plugins: Option<&Plugins>,
) -> (Option<Project>, Vec<Diagnostic>) {
    if let Err(faults) = files.check() {
        return (None, faults);
    }
    // Everything that `remit.toml` says is read from this one parsing of it.
    let project = files.read(PROJECT_FILE);
    let text = project.as_ref().map(TomlText::parse);
    let Texts { sources, plugins, mut faults, unreadable } =
        read_texts(files, text.as_ref().map_err(|fault| Diagnostic::clone(fault)));
    let (Some(mut new), Ok(text)) = (sources, text) else { return (None, faults) };
    let (plugins, plugin_faults) = Plugins::load(&plugins, last_plugins);
    faults.extend(plugin_faults);
    let declared = cache.read_project(&text, BesideProject::of(&new));
    let (settings, settings_faults) = plugins::settings::read_settings(&text, &plugins);
    if let Some(settings) = &settings {
        new.project = settings.without_secrets(&new.project);
    }
    // Whoever is up knows whose ledger it writes, and has plugins in force.
    if let (Some(in_force), Some(settings), Some(project), None) =
        (in_force, &settings, &declared.0, last_plugins)
        && let Err(fault) =
            check_ledger(cache, (project, &new), in_force.sources, &place_of(&settings.store, dir))
    {
        faults.push(fault);
        return (None, faults);
    }
    let settled = match in_force {
        Some(in_force) => cache.settle_signed(&new, in_force),
        None => cache.settle(&new, None),
    };
    let Settled { sources, compiled, waiting } = settled;
    let is_about_text = |fault: &Diagnostic| {
        fault.labels.first().is_none_or(|label| !unreadable.contains(&label.span.source.path))
    };
    faults.extend(settings_faults);
    faults.extend(compiled.diagnostics.into_iter().filter(is_about_text));
    let lint = declared.0.as_ref().map(|project| project.lint.clone()).unwrap_or_default();
    let title = declared.0.as_ref().and_then(|project| project.title.clone());
    let (Some(settings), Some(program)) = (settings, compiled.program) else {
        return (None, faults);
    };
    let mut unknown = plugins::settings::check(&settings, &program);
    unknown.extend(plugins::settings::check_routes(&settings, &program));
    if !waiting.is_empty() || new.missions.keys().any(|path| !sources.missions.contains_key(path)) {
        // A mission that is left out or waits takes what it declares along; that feeds and routes name it is no fault of theirs.
        let of_missions = [Code::UnknownMeasure, Code::UnknownMission, Code::UnknownObligation, Code::Route];
        unknown.retain(|fault| !of_missions.contains(&fault.code));
    }
    faults.extend(unknown);
    rules::diagnostic::sort(&mut faults);
    let mut refused = compiled.refused;
    let folder = |name: &str| Arc::from(format!("{PLUGINS_FOLDER}/{name}"));
    refused.extend(plugins.faulty().into_iter().map(folder));
    let title = title.unwrap_or_else(|| dir.display().to_string());
    let project = Project {
        dir: dir.to_owned(),
        title,
        settings,
        program,
        sources: Arc::new(sources),
        plugins,
        lint,
        refused,
        waiting,
    };
    (Some(project), faults)
}

/// The texts of a project as they are written now, whatever is wrong with them; none where those cannot be read that all missions share.
pub fn written_texts(dir: &Path) -> Option<Sources> {
    let files = Disk(dir);
    let project = files.read(PROJECT_FILE);
    let text = project.as_ref().map(TomlText::parse);
    read_texts(&files, text.as_ref().map_err(|fault| Diagnostic::clone(fault))).sources
}

/// Whether the ledger is the project's own, by what is in force on it. What can no longer be read as a project says nothing.
fn check_ledger(
    cache: &mut CompilerCache<'_>,
    (project, sources): (&Declared, &Sources),
    in_force: &Sources,
    place: &LedgerPlace,
) -> Result<(), Diagnostic> {
    if !place.is_in_database() {
        return Ok(());
    }
    let known = cache.read_project(&TomlText::parse(&in_force.project), BesideProject::of(in_force));
    let Some(known) = &known.0 else { return Ok(()) };
    let told = Told { title: project.title.as_deref(), sources };
    check_own(told, Told { title: known.title.as_deref(), sources: in_force }, place)
}

/// Where a project keeps its ledger.
///
/// # Errors
/// `remit.toml` cannot be read, or is at fault.
pub fn ledger_place(dir: &Path) -> Result<LedgerPlace, Vec<Diagnostic>> {
    settings(dir).map(|settings| place_of(&settings.store, dir))
}

/// The same, where somebody says that it lies elsewhere: in a database, which lets one in by what `remit.toml` says, or in a file as from here.
///
/// # Errors
/// As [`ledger_place`]; and, within, what begins like the address of a database is none.
pub fn ledger_place_at(dir: &Path, said: &str) -> Result<Result<LedgerPlace, AddressError>, Vec<Diagnostic>> {
    settings(dir).map(|settings| settings.store.place_at(dir, said))
}

/// What `remit.toml` says of the service of a project, whose files are named as from here, and where the ledger lies.
///
/// # Errors
/// As [`ledger_place`].
pub fn server_settings(dir: &Path) -> Result<(LedgerPlace, ServerSettings), Vec<Diagnostic>> {
    let Settings { store, mut server, .. } = settings(dir)?;
    server.files_mut().for_each(|file| *file = dir.join(&*file));
    Ok((place_of(&store, dir), server))
}

/// Where the ledger of a project lies, and how it publishes what that came to, whose files are named as from here; none where it does not.
///
/// # Errors
/// As [`ledger_place`].
pub fn checkpoint_settings(dir: &Path) -> Result<(LedgerPlace, Option<CheckpointSettings>), Vec<Diagnostic>> {
    let Settings { store, checkpoints, .. } = settings(dir)?;
    Ok((place_of(&store, dir), checkpoints.map(|settings| settings.from_folder(dir))))
}

/// The feeds of a project whose `remit.toml` is as it is in force; none where it is not.
pub fn feeds_as_in_force(dir: &Path, in_force: &SourceText) -> Option<Vec<Feed>> {
    let text = read_text(dir, PROJECT_FILE).ok()?;
    let settings = settings(dir).ok()?;
    (settings.without_secrets(&text) == *in_force).then(|| feeds(&settings))
}

/// The feeds of a project as its `remit.toml` is written; none where that cannot be used.
pub fn feeds_as_written(dir: &Path) -> Option<Vec<Feed>> {
    settings(dir).ok().map(|settings| feeds(&settings))
}

fn settings(dir: &Path) -> Result<Settings, Vec<Diagnostic>> {
    check_folder(dir)?;
    let project = read_text(dir, PROJECT_FILE).map_err(|fault| vec![fault])?;
    let plugins = Plugins::load(&read_plugins(&Disk(dir)).0, None).0;
    let text = TomlText::parse(&project);
    let (settings, mut faults) = plugins::settings::read_settings(&text, &plugins);
    if settings.is_none() {
        faults.extend(rules::declare::read_project(&text, &BesideProject::default()).1);
        rules::diagnostic::sort(&mut faults);
    }
    settings.ok_or(faults)
}
