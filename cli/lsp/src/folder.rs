//! One project that is open in the editor: its texts, what is wrong with them, and what the editor was told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use lsp_types::Diagnostic as Shown;
use plugins::watch::{FileChange, Watcher};
use rules::CompilerCache;
use rules::case::SHARED_FIXTURES;
use rules::declare::{PEOPLE_FILE, RELATIONS_FILE};
use rules::diagnostic::Diagnostic;
use rules::packs::{built_in_names, built_in_rule};
use rules::source::{LibrarySources, SourceText};

use super::analysis::Names;
use super::cases::{CaseFaults, CaseReader};
use super::declared::Declarations;
use super::fault;
use super::figures::{FigureReader, FiguresState};
use super::texts::Texts;
use app::cases::TESTS_FOLDER;
use app::project::{self, Files as _, MISSIONS_FOLDER, PROJECT_FILE, RULES_FOLDER, compiler, plugin_folders};

/// An open project.
pub(super) struct Folder {
    pub(super) texts: Texts,
    cache: CompilerCache<'static>,
    /// What is wrong with it, as far as it was compiled.
    faults: Vec<Diagnostic>,
    cases: CaseReader,
    /// What is wrong with its rule tests, as far as they were read.
    case_faults: Vec<Diagnostic>,
    told: BTreeMap<String, Vec<Shown>>,
    /// Files of which the editor must be told even what it was told before.
    again: BTreeSet<String>,
    /// What is known of its figures.
    pub(super) figures: FiguresState,
    figure_reader: FigureReader,
    declared: Declarations,
    /// None where the system gives no news of files; the editor may.
    _watcher: Option<Watcher>,
}

/// The project that a file belongs to: the nearest folder upward with a `remit.toml`.
pub(super) fn project_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| is_project(folder)).map(Path::to_owned)
}

/// Whether a folder is a project.
pub(super) fn is_project(folder: &Path) -> bool {
    folder.join(PROJECT_FILE).is_file()
}

impl Folder {
    /// Opens a project, and has its figures read. What changes in its folder is told to `deliver`.
    pub(super) fn open(
        dir: &Path,
        figure_reader: FigureReader,
        cases: CaseReader,
        deliver: impl FnMut(FileChange) + Send + 'static,
    ) -> Self {
        figure_reader.ask();
        let own = [dir.to_owned(), dir.join(MISSIONS_FOLDER), dir.join(RULES_FOLDER), dir.join(TESTS_FOLDER)];
        let folders: Vec<PathBuf> = own.into_iter().chain(plugin_folders(dir)).collect();
        let watcher = Watcher::new(dir, &folders, deliver);
        let watcher = watcher.map_err(|error| tracing::warn!("changes on disk go unnoticed: {error}")).ok();
        Self {
            texts: Texts::new(dir.to_owned()),
            cache: compiler(),
            faults: Vec::new(),
            cases,
            case_faults: Vec::new(),
            told: BTreeMap::new(),
            again: BTreeSet::new(),
            figures: FiguresState::default(),
            figure_reader,
            declared: Declarations::default(),
            _watcher: watcher,
        }
    }

    /// Looks at a file of the disk again, or at all of them. Says whether anything may be different.
    pub(super) fn look_at(&mut self, change: &FileChange) -> bool {
        self.declared.texts_changed();
        match change {
            FileChange::Rescan => {
                self.texts.forget_all();
                true
            }
            FileChange::Written(path) | FileChange::Removed(path) => match self.texts.path_within(path) {
                Some(path) => {
                    self.texts.forget(&path);
                    true
                }
                None => false,
            },
        }
    }

    /// Has the figures read again, unless all files are as they were.
    pub(super) fn read_figures(&self) {
        self.figure_reader.ask();
    }

    /// Keeps the figures that were read in the place of those before, and says in short what they are.
    pub(super) fn keep_figures(&mut self, figures: FiguresState) -> String {
        self.figure_reader.discard(std::mem::replace(&mut self.figures, figures));
        self.figures.in_short()
    }

    /// Everything that the project declares, by the texts as they are now.
    pub(super) fn names(&self) -> &Names {
        self.declared.names(|| (self.declarations(), self.libraries()))
    }

    /// The texts that declare something, as far as they can be read.
    fn declarations(&self) -> Vec<SourceText> {
        let listed = [(MISSIONS_FOLDER, "toml"), (RULES_FOLDER, "rhai")];
        let listed = listed.into_iter().flat_map(|(folder, extension)| self.texts.list(folder, extension));
        let texts = listed.filter_map(Result::ok).filter_map(|path| self.texts.read(&path).ok());
        let beside = [RELATIONS_FILE, SHARED_FIXTURES];
        let beside = beside.into_iter().filter_map(|path| self.texts.read_if_there(path)?.ok());
        let project = self.texts.read(PROJECT_FILE).ok();
        let register = project::register_text(&self.texts).into_iter().chain(beside);
        let own: Vec<SourceText> = register.chain(texts).collect();
        let is_own = |name: &str| own.iter().any(|text| *text.path == *format!("{RULES_FOLDER}/{name}.rhai"));
        let built_in = built_in_names().filter(|name| !is_own(name)).filter_map(built_in_rule);
        let built_in: Vec<SourceText> = built_in.collect();
        own.into_iter().chain(built_in).chain(project).collect()
    }

    /// Every text that may name something declared.
    pub(super) fn all_texts(&self) -> Vec<SourceText> {
        let people = self.texts.read_if_there(PEOPLE_FILE).and_then(Result::ok);
        let tests = self.texts.list(TESTS_FOLDER, "toml").into_iter().filter_map(Result::ok);
        let tests =
            tests.filter(|path| *path != SHARED_FIXTURES).filter_map(|path| self.texts.read(&path).ok());
        let libraries = self.libraries();
        let scripts = libraries.values().map(|library| library.script.clone());
        self.declarations().into_iter().chain(people).chain(tests).chain(scripts).collect()
    }

    /// The libraries that rules can import.
    fn libraries(&self) -> Arc<IndexMap<String, LibrarySources>> {
        project::libraries(&project::read_plugins(&self.texts).0)
    }

    /// Takes in what a file says in the editor. Says whether the file is one of the project's folder.
    pub(super) fn take_in(&mut self, path: &Path, text: &str) -> bool {
        self.declared.texts_changed();
        let within = self.texts.path_within(path);
        within.map(|path| self.texts.open(&path, text)).is_some()
    }

    /// Goes back to what a file says on the disk. Says whether the file is one of the project's folder.
    pub(super) fn let_go(&mut self, path: &Path) -> bool {
        self.declared.texts_changed();
        let within = self.texts.path_within(path);
        within.map(|path| self.texts.close(&path)).is_some()
    }

    /// The editor is told of a file even what it was told before.
    pub(super) fn tell_again(&mut self, path: &Path) {
        self.again.extend(self.texts.path_within(path));
    }

    /// The files with which something is wrong, as far as the editor was told.
    pub(super) fn told(&self) -> impl Iterator<Item = &str> {
        self.told.keys().map(String::as_str)
    }

    /// Compiles the texts as they are now. Gives the files of which the editor must be told something else than before.
    pub(super) fn examine(&mut self) -> Vec<(String, Vec<Shown>)> {
        let (project, faults) = project::load_again(&mut self.cache, self.texts.dir(), &self.texts, None);
        self.faults = faults;
        self.cases.ask(project, &self.texts);
        self.news()
    }

    /// Takes in what is wrong with the rule tests, unless something has changed since. Gives the same as `examine`.
    pub(super) fn take_cases(&mut self, found: CaseFaults) -> Vec<(String, Vec<Shown>)> {
        if !self.cases.is_newest(&found) {
            return Vec::new();
        }
        self.case_faults = found.faults;
        self.news()
    }

    /// Everything that is wrong.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().chain(&self.case_faults)
    }

    /// The files of which the editor must be told something else than before.
    fn news(&mut self) -> Vec<(String, Vec<Shown>)> {
        let new = fault::by_file(self.texts.dir(), self.faults());
        let old = std::mem::take(&mut self.told);
        let again = std::mem::take(&mut self.again);
        let files: BTreeSet<&String> = old.keys().chain(new.keys()).chain(&again).collect();
        let is_news = |path: &&String| old.get(*path) != new.get(*path) || again.contains(*path);
        let shown = |path: &String| (path.clone(), new.get(path).cloned().unwrap_or_default());
        let news = files.into_iter().filter(is_news).map(shown).collect();
        self.told = new;
        news
    }
}
