//! One file of a feed that was read.

use std::sync::Arc;

use engine::model::SourceFile;
use plugins::readers::Reading;

/// What a reader found in one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReading {
    pub file: Arc<SourceFile>,
    pub reading: Reading,
}

impl FileReading {
    /// Notes something of the file, for all that it says.
    pub(crate) fn mark(&mut self, note: impl FnOnce(&mut SourceFile)) {
        note(Arc::make_mut(&mut self.file));
        for observation in &mut self.reading.observations {
            observation.source.file = Arc::clone(&self.file);
        }
    }
}
