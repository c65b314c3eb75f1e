//! The texts of a project, read from disk. What they say is for others to find out.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::{LibrarySources, MissionSources, SourceText, Sources};

use super::plugins::{libraries, read_plugins};

/// The file that makes a folder a project.
pub const PROJECT_FILE: &str = "remit.toml";
/// The register of bodies.
pub const BODIES_FILE: &str = "bodies.csv";
/// The folder of missions.
pub const MISSIONS_FOLDER: &str = "missions";
/// The folder of rules.
pub const RULES_FOLDER: &str = "rules";

/// The texts of a project as far as they can be read.
pub(super) struct Texts {
    /// None where a file that all missions share cannot be read.
    pub(super) sources: Option<Sources>,
    /// Every file that is missing or cannot be read. A mission or a rule among them stands empty in the sources, so that
    /// only what needs it is refused.
    pub(super) faults: Vec<Diagnostic>,
    /// The paths of those missions and rules.
    pub(super) unreadable: Vec<Arc<str>>,
}

pub(super) fn read_texts(dir: &Path) -> Texts {
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
    let missions = texts(MISSIONS_FOLDER, "toml");
    let (plugins, plugin_faults) = read_plugins(dir);
    faults.extend(plugin_faults);
    let missions = by_path(missions, &rules, &libraries(&plugins));
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

/// The files of a folder that end in `extension`, in order of name; none where the folder is missing.
pub(crate) fn list(dir: &Path, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
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

pub(super) fn is_hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

pub(crate) fn read_text(dir: &Path, path: &str) -> Result<SourceText, Diagnostic> {
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

pub(super) fn missing(message: String, help: &str) -> Diagnostic {
    Diagnostic::project_error(Code::MissingFile, message).with_help(help)
}

pub(super) fn check_folder(dir: &Path) -> Result<(), Vec<Diagnostic>> {
    if dir.is_dir() {
        return Ok(());
    }
    let fault = format!("there is no folder {}", dir.display());
    Err(vec![missing(fault, "`remit init` writes a small working project into a new folder")])
}
