//! A project in which one text is another than on the disk.

use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

use crate::project::Files;

/// Files of which one holds something else.
pub struct WithText<'f> {
    pub under: &'f dyn Files,
    /// Its path within the project.
    pub path: &'f str,
    pub text: &'f str,
}

impl Files for WithText<'_> {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        self.under.check()
    }

    fn read(&self, path: &str) -> Result<SourceText, Diagnostic> {
        if path == self.path { Ok(SourceText::new(path, self.text)) } else { self.under.read(path) }
    }

    fn has(&self, path: &str) -> bool {
        self.under.has(path)
    }

    fn list(&self, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
        self.under.list(folder, extension)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.under.folders(folder)
    }
}
