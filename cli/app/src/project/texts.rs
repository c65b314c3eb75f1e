//! The texts of a project, wherever they are had from. What they say is for others to find out.

use std::sync::Arc;

use indexmap::IndexMap;
use language::read::TomlText;
use plugins::host::PluginTexts;
use rules::declare::{PEOPLE_FILE, RELATIONS_FILE, bank_holidays_path};
use rules::diagnostic::Diagnostic;
use rules::packs::with_built_in;
use rules::source::{LibrarySources, MissionSources, SourceText, Sources};

use super::files::Files;
use super::plugins::{libraries, read_plugins};
use super::register::read_register;

pub const MISSIONS_FOLDER: &str = "missions";
pub const RULES_FOLDER: &str = "rules";

/// The texts of a project as far as they can be read.
pub(super) struct Texts {
    /// None where a file that all missions share cannot be read.
    pub(super) sources: Option<Sources>,
    /// The texts of the project's own plugins.
    pub(super) plugins: Vec<PluginTexts>,
    /// Every file that is missing or cannot be read. A mission or a rule among them stands empty in the sources, so that
    /// only what needs it is refused.
    pub(super) faults: Vec<Diagnostic>,
    /// The paths of those missions and rules.
    pub(super) unreadable: Vec<Arc<str>>,
}

/// Reads the texts that stand beside `remit.toml`, which was parsed where it can be read.
pub(super) fn read_texts(files: &dyn Files, project: Result<&TomlText<'_>, Diagnostic>) -> Texts {
    let (mut shared_faults, mut register_faults) = (Vec::new(), Vec::new());
    let mut keep =
        |text: Result<SourceText, Diagnostic>| text.map_err(|fault| shared_faults.push(fault)).ok();
    let lists = project.as_ref().ok().copied();
    let holidays = project.as_ref().ok().and_then(|text| bank_holidays_path(text));
    let project = keep(project.map(|text| text.source().clone()));
    let bodies = read_register(files, lists, &mut register_faults);
    let bank_holidays = holidays.and_then(|path| keep(files.read(&path)));
    let [people, relations] = [PEOPLE_FILE, RELATIONS_FILE].map(|path| keep(files.read_if_there(path)?));
    let (mut faults, mut unreadable) = (Vec::new(), Vec::new());
    let mut texts = |folder, extension| -> Vec<SourceText> {
        let (paths, unlisted): (Vec<_>, Vec<_>) =
            files.list(folder, extension).into_iter().partition(Result::is_ok);
        faults.extend(unlisted.into_iter().filter_map(Result::err));
        let text = |path: String| {
            files.read(&path).unwrap_or_else(|fault| {
                faults.push(fault);
                let empty = SourceText::new(path, "");
                unreadable.push(Arc::clone(&empty.path));
                empty
            })
        };
        paths.into_iter().filter_map(Result::ok).map(text).collect()
    };
    let own = by_id(texts(RULES_FOLDER, "rhai"));
    let missions = texts(MISSIONS_FOLDER, "toml");
    let rules = Arc::new(with_built_in(own, missions.iter().map(|mission| &*mission.text)));
    let (plugins, plugin_faults) = read_plugins(files);
    faults.extend(plugin_faults);
    let missions = by_path(missions, &rules, &libraries(&plugins));
    let is_whole = shared_faults.is_empty();
    shared_faults.extend(register_faults);
    faults.splice(0..0, shared_faults);
    let shared = project.zip(bodies).filter(|_| is_whole);
    let sources = shared.map(|(project, bodies)| Sources {
        project,
        bodies,
        bank_holidays,
        people,
        relations,
        missions,
    });
    Texts { sources, plugins, faults, unreadable }
}

fn by_id(rules: Vec<SourceText>) -> IndexMap<String, SourceText> {
    let stem = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or(path);
        file.strip_suffix(".rhai").unwrap_or(file).to_owned()
    };
    rules.into_iter().map(|rule| (stem(&rule.path), rule)).collect()
}

fn by_path(
    missions: Vec<SourceText>,
    rules: &Arc<IndexMap<String, SourceText>>,
    libraries: &Arc<IndexMap<String, LibrarySources>>,
) -> IndexMap<Arc<str>, MissionSources> {
    let mission = |declaration: SourceText| {
        (
            Arc::clone(&declaration.path),
            MissionSources { declaration, rules: Arc::clone(rules), libraries: Arc::clone(libraries) },
        )
    };
    missions.into_iter().map(mission).collect()
}
