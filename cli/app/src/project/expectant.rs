//! A project whose register is still to be filled: missions may speak of kinds of bodies that nobody in it has yet.
//!
//! Only whoever looks for the missing bodies may load it so. Nothing is ever judged by it.

use language::read::Sheet;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use std::path::Path;

use super::files::{Disk, Files};
use super::load::{Project, compiler, load, load_again};
use super::register::BODIES_FILE;

/// A folder whose register has somebody of each of these kinds as well.
struct WithKinds<'a> {
    disk: Disk<'a>,
    kinds: Vec<String>,
}

/// Reads and compiles a project. Where that fails for want of bodies of some kind, it is read as if there were one of each.
pub fn load_expectant(dir: &Path) -> (Option<Project>, Vec<Diagnostic>) {
    let (project, faults) = load(dir, None);
    let kinds = missing_kinds(&faults);
    if kinds.is_empty() {
        return (project, faults);
    }
    let files = WithKinds { disk: Disk(dir), kinds };
    match load_again(&mut compiler(), dir, &files, None) {
        (Some(project), mut faults) => {
            faults.retain(|fault| fault.is_error() || fault.code != Code::UnknownBody);
            (Some(project), faults)
        }
        (None, _) => (None, faults),
    }
}

/// What stands where somebody is missing: it may be a kind.
fn missing_kinds(faults: &[Diagnostic]) -> Vec<String> {
    let missing = faults.iter().filter(|fault| fault.code == Code::UnknownBody);
    let spans = missing.filter_map(|fault| fault.labels.first()).map(|label| &label.span);
    let words = spans.filter_map(|span| span.source.text.get(span.range.clone()));
    let mut kinds: Vec<String> = words.map(|word| word.trim_matches(['"', '\'']).to_owned()).collect();
    kinds.retain(|kind| kind.chars().all(|letter| letter.is_alphanumeric() || letter == '-'));
    kinds.sort();
    kinds.dedup();
    kinds
}

impl WithKinds<'_> {
    fn register(&self, text: SourceText) -> SourceText {
        let Some(sheet) = Sheet::as_it_stands(&text) else { return text };
        let columns: Vec<&str> = sheet.columns().collect();
        let row = |kind: &String| {
            let field = |column: &&str| match *column {
                "id" => format!("nobody-yet-of-the-kind-{kind}"),
                "name" => format!("Nobody yet of the kind {kind}"),
                "kind" => kind.clone(),
                _ => String::new(),
            };
            columns.iter().map(field).collect::<Vec<_>>().join(",")
        };
        let rows: Vec<String> = self.kinds.iter().map(row).collect();
        SourceText::new(text.path.clone(), format!("{}\n{}\n", text.text.trim_end(), rows.join("\n")))
    }
}

impl Files for WithKinds<'_> {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        self.disk.check()
    }

    fn read(&self, path: &str) -> Result<SourceText, Diagnostic> {
        let text = self.disk.read(path)?;
        Ok(if path == BODIES_FILE { self.register(text) } else { text })
    }

    fn has(&self, path: &str) -> bool {
        self.disk.has(path)
    }

    fn list(&self, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
        self.disk.list(folder, extension)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.disk.folders(folder)
    }
}
