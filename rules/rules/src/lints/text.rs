//! A lint as a text: what it says of itself, and its script, which turns what is declared into findings. What is declared is put together elsewhere.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::script::plugin::{EntryPoints, Script};
use crate::script::{RuleDoc, TO_DO};
use crate::source::SourceText;

/// The function that finds.
pub(super) const ENTRY: &str = "lint";

/// What a lint says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LintDoc {
    /// By what it is known: the name of its file.
    pub code: Arc<str>,
    /// What it finds.
    pub what: Option<String>,
    /// Why that matters.
    pub why: Option<String>,
    pub examples: Vec<String>,
    /// What to do about it.
    pub to_do: Option<String>,
}

impl LintDoc {
    /// Reads the head of a lint.
    pub fn of(source: &SourceText) -> Self {
        let RuleDoc { what, why, examples, remarks, .. } = RuleDoc::of(source);
        let to_do = remarks.iter().find_map(|remark| remark.strip_prefix(TO_DO)).map(str::trim);
        Self { code: code_of(&source.path), what, why, examples, to_do: to_do.map(str::to_owned) }
    }
}

/// A lint that can be run.
pub(super) struct Lint {
    pub(super) doc: LintDoc,
    pub(super) script: Script,
}

impl Lint {
    /// # Errors
    /// Every fault that can be seen before it runs.
    pub(super) fn read(source: &SourceText) -> Result<Self, Vec<Diagnostic>> {
        let points = EntryPoints { entry: ENTRY, optional: &[] };
        Ok(Self { doc: LintDoc::of(source), script: Script::compile(source, points)? })
    }
}

/// The name of a file without its folder and its ending.
fn code_of(path: &str) -> Arc<str> {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".rhai").unwrap_or(file).into()
}
