//! The register of a project: `bodies.csv`, with the lists below it that `remit.toml` names.

use language::read::TomlText;
use rules::declare::{ListTexts, RegisterList, join_lists, register_lists};
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

use super::files::Files;

/// The file that makes a folder a project.
pub const PROJECT_FILE: &str = "remit.toml";
/// The register of bodies.
pub const BODIES_FILE: &str = "bodies.csv";

/// Reads the register with everything that is listed beside it; none where it cannot be read, or a list cannot.
pub(super) fn read_register(
    files: &dyn Files,
    project: Option<&TomlText<'_>>,
    faults: &mut Vec<Diagnostic>,
) -> Option<SourceText> {
    let mut keep = |text: Result<SourceText, Diagnostic>| text.map_err(|fault| faults.push(fault)).ok();
    let bodies = keep(files.read(BODIES_FILE));
    let lists = project.map(register_lists).unwrap_or_default();
    let texts = lists.into_iter().map(|list| {
        let text = keep(files.read(&list.file));
        let changes = match &list.changes {
            Some(path) => Some(keep(files.read(path))?),
            None => None,
        };
        Some(ListTexts { text: text?, changes, list })
    });
    // Every file is read before any is missed, so that each that is missing is told.
    let texts: Vec<Option<ListTexts>> = texts.collect();
    let texts: Option<Vec<ListTexts>> = texts.into_iter().collect();
    let (joined, list_faults) = join_lists(&bodies?, &texts?);
    let is_sound = list_faults.iter().all(|fault| !fault.is_error());
    faults.extend(list_faults);
    is_sound.then_some(joined)
}

/// The register as it stands, for whoever asks what is declared: without the lists where these cannot be read.
pub fn register_text(files: &dyn Files) -> Option<SourceText> {
    let project = files.read(PROJECT_FILE).ok();
    let text = project.as_ref().map(TomlText::parse);
    let joined = read_register(files, text.as_ref(), &mut Vec::new());
    joined.or_else(|| files.read(BODIES_FILE).ok())
}

/// The files of the lists that `remit.toml` names.
pub fn list_paths(project: &SourceText) -> Vec<String> {
    let paths = |list: RegisterList| std::iter::once(list.file).chain(list.changes);
    register_lists(&TomlText::parse(project)).into_iter().flat_map(paths).collect()
}
