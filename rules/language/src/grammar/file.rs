//! The files that people write, each with the table that it is.

use super::table::TableType;

/// One kind of file of a project.
#[derive(Debug)]
pub struct FileGrammar {
    /// What people call such a file.
    pub title: &'static str,
    /// The name of the file that its schema is written to.
    pub schema: &'static str,
    /// The files that it describes, within a project; an asterisk stands for one name or the beginning of one.
    pub describes: &'static str,
    pub root: &'static TableType,
}

impl FileGrammar {
    /// The text that counts where a key of one of its tables is not written.
    ///
    /// # Panics
    /// The file has no such table, or its table no such key.
    pub fn default_text(&self, table: &str, key: &str) -> &'static str {
        let table = self.root.key(table).and_then(|key| key.holds.table());
        let key = table.and_then(|table| table.key(key)).expect("the key is in the grammar");
        key.default.trim_matches('"')
    }

    /// Whether a file is of this kind, by its path within the project.
    pub fn is_of(&self, path: &str) -> bool {
        let (mut patterns, mut names) = (self.describes.split('/'), path.split('/'));
        loop {
            match (patterns.next(), names.next()) {
                (None, None) => return true,
                (Some(pattern), Some(name)) if fits(pattern, name) => {}
                _ => return false,
            }
        }
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(end) => name.ends_with(end),
        None => name == pattern,
    }
}
