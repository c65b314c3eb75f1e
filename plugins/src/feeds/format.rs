//! The formats in which files are written.

use super::script::ScriptFormat;
use super::settings::Layout;
use super::{csv, ndjson};
use crate::port::Reader;

/// A way in which files are written.
#[derive(Debug)]
pub struct Format {
    /// Its name in settings.
    pub name: &'static str,
    /// Which files of a folder are taken where the settings do not say.
    pub files: &'static str,
    /// Makes a reader for files of one layout.
    pub reader: fn(&Layout) -> Box<dyn Reader>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

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

/// Every format.
pub const FORMATS: &[Format] = &[csv::FORMAT, ndjson::FORMAT];
