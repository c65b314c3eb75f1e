//! What a format is: a name, a pattern of files, and a reader for each layout. `registry` lists those there are.

use super::layout::Layout;
use super::reader::Reader;

/// A way in which files are written.
#[derive(Debug)]
pub struct Format {
    /// Its name in settings.
    pub name: &'static str,
    /// Which files of a folder are taken where the settings do not say.
    pub files: &'static str,
    pub holds: Holds,
    /// Makes a reader for files of one layout.
    pub reader: fn(&Layout) -> Box<dyn Reader>,
}

/// What files of a format hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Cells in rows and columns.
    Tables,
    /// Objects with keys.
    Objects,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
