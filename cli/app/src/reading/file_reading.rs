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
