//! A project's folder: its texts, read from disk.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::program::Program;
use indexmap::IndexMap;
use plugins::settings::Settings;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::{MissionSources, SourceText, Sources};

/// The file that makes a folder a project.
pub const PROJECT_FILE: &str = "remit.toml";
/// The register of bodies.
pub const BODIES_FILE: &str = "bodies.csv";
/// The folder of missions.
pub const MISSIONS_FOLDER: &str = "missions";
/// The folder of rules.
pub const RULES_FOLDER: &str = "rules";

/// The texts of a project as far as they can be read.
struct Texts {
    /// None where a file that all missions share cannot be read.
    sources: Option<Sources>,
    /// Every file that is missing or cannot be read. A mission or a rule among them stands empty in the sources, so that
    /// only what needs it is refused.
    faults: Vec<Diagnostic>,
    /// The paths of those missions and rules.
    unreadable: Vec<Arc<str>>,
}

fn read_texts(dir: &Path) -> Texts {
    if let Err(faults) = check_folder(dir) {
        return Texts { sources: None, faults, unreadable: Vec::new() };
    }
    let mut shared_faults = Vec::new();
    let mut keep =
        |text: Result<SourceText, Diagnostic>| text.map_err(|fault| shared_faults.push(fault)).ok();
    let project = keep(read_text(dir, PROJECT_FILE));
    let bodies = keep(read_text(dir, BODIES_FILE));
    let holidays = project.as_ref().and_then(rules::declare::bank_holidays_path);
    let bank_holidays = holidays.and_then(|path| keep(read_text(dir, &path)));
    let (mut faults, mut unreadable) = (Vec::new(), Vec::new());
    let mut texts = |folder, extension| -> Vec<SourceText> {
        let (paths, unlisted): (Vec<_>, Vec<_>) =
            list(dir, folder, extension).into_iter().partition(Result::is_ok);
        faults.extend(unlisted.into_iter().filter_map(Result::err));
        let text = |path: String| {
            read_text(dir, &path).unwrap_or_else(|fault| {
                faults.push(fault);
                let empty = SourceText::new(path, "");
                unreadable.push(Arc::clone(&empty.path));
                empty
            })
        };
        paths.into_iter().filter_map(Result::ok).map(text).collect()
    };
    let rules = by_id(texts(RULES_FOLDER, "rhai"));
    let missions = by_path(texts(MISSIONS_FOLDER, "toml"), &rules);
    let is_whole = shared_faults.is_empty();
    faults.splice(0..0, shared_faults);
    let shared = project.zip(bodies).filter(|_| is_whole);
    let sources = shared.map(|(project, bodies)| Sources { project, bodies, bank_holidays, missions });
    Texts { sources, faults, unreadable }
}

fn by_id(rules: Vec<SourceText>) -> Arc<IndexMap<String, SourceText>> {
    let stem = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or(path);
        file.strip_suffix(".rhai").unwrap_or(file).to_owned()
    };
    Arc::new(rules.into_iter().map(|rule| (stem(&rule.path), rule)).collect())
}

fn by_path(
    missions: Vec<SourceText>,
    rules: &Arc<IndexMap<String, SourceText>>,
) -> IndexMap<Arc<str>, MissionSources> {
    let mission = |declaration: SourceText| {
        (
            Arc::clone(&declaration.path),
            MissionSources { declaration, rules: Arc::clone(rules), libraries: Arc::default() },
        )
    };
    missions.into_iter().map(mission).collect()
}

/// The files of a folder that end in `extension`, in order of name; none where the folder is missing.
fn list(dir: &Path, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
    let path = dir.join(folder);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![Err(unreadable(folder, &error))],
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == extension) && !is_hidden(file));
    files.sort();
    let name = |file: PathBuf| match file.file_name().and_then(|name| name.to_str()) {
        Some(name) => Ok(format!("{folder}/{name}")),
        None => Err(missing(
            format!("the name of {} is not readable text", file.display()),
            "rename the file, with letters, digits and hyphens",
        )),
    };
    files.into_iter().map(name).collect()
}

fn is_hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn read_text(dir: &Path, path: &str) -> Result<SourceText, Diagnostic> {
    let bytes = std::fs::read(dir.join(path)).map_err(|error| unreadable(path, &error))?;
    match String::from_utf8(bytes) {
        Ok(text) => {
            Ok(SourceText::new(path, text.strip_prefix('\u{feff}').map_or(text.as_str(), |rest| rest)))
        }
        Err(_) => Err(missing(format!("{path} is not UTF-8 text"), "save it again as UTF-8")),
    }
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::NotFound => missing(
            format!("{path} is missing"),
            "`remit init` writes a small working project to compare with",
        ),
        io::ErrorKind::PermissionDenied => missing(
            format!("{path} may not be read"),
            "give the account under which Remit runs the right to read it",
        ),
        _ => {
            missing(format!("{path} cannot be read: {error}"), "see whether the disk and the file are sound")
        }
    }
}

fn missing(message: String, help: &str) -> Diagnostic {
    Diagnostic::project_error(Code::MissingFile, message).with_help(help)
}

/// A project that can be used, wholly or in part.
pub struct Project {
    /// Its folder.
    pub dir: PathBuf,
    /// Its title.
    pub title: String,
    /// Feeds, notifiers and the ledger's place.
    pub settings: Settings,
    /// What is in force.
    pub program: Program,
    /// Its sources.
    pub sources: Arc<Sources>,
    /// Declarations that are not as their newest texts say, because those have faults.
    pub refused: Vec<Arc<str>>,
}

/// Reads and compiles a project; each mission that its newest texts break keeps its last good ones, where there are any.
///
/// All faults come back, also beside a project that can be used in part.
pub fn load(dir: &Path, last_good: Option<&Sources>) -> (Option<Project>, Vec<Diagnostic>) {
    let Texts { sources, mut faults, unreadable } = read_texts(dir);
    let Some(new) = sources else { return (None, faults) };
    let (settings, settings_faults) = plugins::settings::parse(&new.project);
    let settled = rules::compile::settle(&new, last_good);
    let is_about_text = |fault: &Diagnostic| {
        fault.labels.first().is_none_or(|label| !unreadable.contains(&label.span.source.path))
    };
    faults.extend(settings_faults);
    faults.extend(settled.compiled.diagnostics.into_iter().filter(is_about_text));
    let title = rules::declare::read_project(&new.project, new.bank_holidays.as_ref())
        .0
        .and_then(|project| project.title);
    let (Some(settings), Some(program)) = (settings, settled.compiled.program) else {
        return (None, faults);
    };
    let mut unknown = plugins::settings::check(&settings, &program.catalogue);
    if new.missions.keys().any(|path| !settled.sources.missions.contains_key(path)) {
        // A mission that is left out takes its measures along; that feeds name them is no fault of theirs.
        unknown.retain(|fault| fault.code != Code::UnknownMeasure);
    }
    faults.extend(unknown);
    rules::diagnostic::sort(&mut faults);
    let refused = settled.compiled.refused;
    let title = title.unwrap_or_else(|| dir.display().to_string());
    let project = Project {
        dir: dir.to_owned(),
        title,
        settings,
        program,
        sources: Arc::new(settled.sources),
        refused,
    };
    (Some(project), faults)
}

/// Where a project keeps its ledger.
///
/// # Errors
/// `remit.toml` cannot be read, or is at fault.
pub fn ledger_path(dir: &Path) -> Result<PathBuf, Vec<Diagnostic>> {
    check_folder(dir)?;
    let project = read_text(dir, PROJECT_FILE).map_err(|fault| vec![fault])?;
    let (settings, mut faults) = plugins::settings::parse(&project);
    if settings.is_none() {
        faults.extend(rules::declare::read_project(&project, None).1);
        rules::diagnostic::sort(&mut faults);
    }
    settings.map(|settings| dir.join(settings.store)).ok_or(faults)
}

fn check_folder(dir: &Path) -> Result<(), Vec<Diagnostic>> {
    if dir.is_dir() {
        return Ok(());
    }
    let fault = format!("there is no folder {}", dir.display());
    Err(vec![missing(fault, "`remit init` writes a small working project into a new folder")])
}
