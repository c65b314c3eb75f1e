//! How the files of one feed are written: in a format that Remit knows, or in a way that a plugin knows.

use crate::readers::Reader;
use crate::readers::{Format, Layout, ScriptFormat};

/// How the files of one feed are written.
#[derive(Clone, PartialEq, Debug)]
pub enum FeedFormat {
    /// In a format that Remit knows.
    Known(&'static Format),
    /// In a way that a plugin knows.
    Script(Box<ScriptFormat>),
}

impl FeedFormat {
    /// Its name in settings.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(format) => format.name,
            Self::Script(format) => format.engagement.name(),
        }
    }

    /// Makes a reader for files of one layout.
    pub fn reader(&self, layout: &Layout) -> Box<dyn Reader> {
        match self {
            Self::Known(format) => (format.reader)(layout),
            Self::Script(format) => format.reader(layout),
        }
    }
}
