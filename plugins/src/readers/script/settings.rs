//! What a project says of a feed that a plugin reads.

use globset::{Glob, GlobBuilder};

use super::reader::ScriptReader;
use crate::host::ConfiguredPlugin;
use crate::readers::Layout;
use crate::readers::reader::Reader;

/// A plugin as the reader of a feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptFormat {
    pub engagement: ConfiguredPlugin,
}

impl ScriptFormat {
    /// Which files of a folder are taken where the settings do not say.
    pub fn files(&self) -> Option<Glob> {
        let pattern = self.engagement.manifest().and_then(|manifest| manifest.files()).unwrap_or("*");
        GlobBuilder::new(pattern).case_insensitive(true).build().ok()
    }

    /// Makes a reader for files of one layout, whose columns are those of the script's rows.
    pub fn reader(&self, layout: &Layout) -> Box<dyn Reader> {
        Box::new(ScriptReader::new(self.engagement.clone(), layout))
    }
}
