//! An approved change in the text of a mission: found once more where it is to stand, put in, and looked at as a whole before anything is written.

use std::path::{Path, PathBuf};

use language::rewrite::{Rewritten, says_already};
use ledger::asked::TextChange;
use plugins::host::Plugins;
use rules::CompilerCache;
use rules::compile::TextsInForce;
use rules::diagnostic::{Diagnostic, Severity};
use rules::source::Sources;

use super::fault::ChangeFault;
use super::file::MissionFile;
use super::overlay::WithText;
use super::wanted::{WantedValues, check_unmoved};
use crate::edited::texts_of;
use crate::project::{Files, load_with};

/// Writes a change into the file of its mission, all of it at once. Where the file says so already, nothing is written. What is given back is the file.
///
/// # Errors
/// What stands around a value is not what it was when somebody asked, the text could not be used with it, or the file cannot be written. The file is
/// as it was.
pub fn put_in(
    cache: &mut CompilerCache<'_>,
    (dir, files): (&Path, &dyn Files),
    in_force: TextsInForce<'_>,
    plugins: &Plugins,
    change: &TextChange,
) -> Result<PathBuf, ChangeFault> {
    let file = MissionFile::read(dir, in_force.sources, &change.mission)?;
    let wanted = WantedValues::of(&change.values)?;
    // It was written before the service ended, or by hand; it is put in once.
    if says_already(&file.text, &wanted.all()) {
        return Ok(file.place().to_owned());
    }
    check_unmoved(&file.text, &change.values)?;
    file.check_writable()?;
    let Rewritten { text, .. } = wanted.put_into(&file.text)?;
    let with = WithText { under: files, path: &file.path, text: &text };
    let (project, faults) = load_with(cache, dir, &with, Some(in_force), Some(plugins));
    let is_usable = project.is_some_and(|project| !project.refused.iter().any(|path| **path == *file.path));
    if !is_usable {
        return Err(ChangeFault::Faults(told(&faults, &file.path)));
    }
    file.write(&text)?;
    Ok(file.place().to_owned())
}

/// That what stands around a value in the texts in force is not what it was when somebody asked, in a sentence; none where it is.
pub fn moved(in_force: &Sources, change: &TextChange) -> Option<String> {
    let (_, texts, _) = texts_of(in_force, &change.mission)?;
    let fault = check_unmoved(&texts.declaration.text, &change.values).err()?;
    matches!(fault, ChangeFault::Moved { .. }).then(|| format!("{fault}."))
}

/// The errors of a text, each in a sentence without a full stop.
pub(super) fn told(faults: &[Diagnostic], path: &str) -> Vec<String> {
    let is_of_text = |fault: &&Diagnostic| {
        fault.severity == Severity::Error
            && fault.labels.first().is_none_or(|label| &*label.span.source.path == path)
    };
    faults.iter().filter(is_of_text).map(in_words).collect()
}

/// A fault with what to do about it, without a full stop.
pub(crate) fn in_words(fault: &Diagnostic) -> String {
    let help = fault.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{}{help}", fault.message)
}
