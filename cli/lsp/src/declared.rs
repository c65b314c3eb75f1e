//! What a project declares, found in its texts once for all questions until one of them changes; and then only in that one.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use rules::source::{LibrarySources, SourceText};

use super::analysis::{Declared, Names, declared_in};

/// What the texts of a project declare.
#[derive(Default)]
pub(super) struct Declarations {
    names: OnceCell<Names>,
    by_file: RefCell<BTreeMap<Arc<str>, OfFile>>,
}

/// What one text declares.
struct OfFile {
    text: Arc<str>,
    declared: Vec<Declared>,
}

impl Declarations {
    /// Some text is not as it was.
    pub(super) fn texts_changed(&mut self) {
        self.names.take();
    }

    /// All names. The texts are asked for only where something has changed.
    pub(super) fn names(
        &self,
        texts: impl FnOnce() -> (Vec<SourceText>, Arc<IndexMap<String, LibrarySources>>),
    ) -> &Names {
        self.names.get_or_init(|| {
            let (files, libraries) = texts();
            let mut known = self.by_file.take();
            let mut all = Vec::new();
            for file in files {
                let declared = match known.remove(&file.path).filter(|known| known.text == file.text) {
                    Some(OfFile { declared, .. }) => declared,
                    None => declared_in(&file),
                };
                all.extend(declared.iter().cloned());
                self.by_file.borrow_mut().insert(file.path, OfFile { text: file.text, declared });
            }
            Names::new(all).with_libraries(&libraries)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn texts_are_asked_for_again_only_after_a_change() {
        let asked = Cell::new(0);
        let texts = || {
            asked.set(asked.get() + 1);
            let text = "[mission]\nid = \"homes\"\ntitle = \"Homes\"\n";
            (vec![SourceText::new("missions/homes.toml", text)], Arc::default())
        };
        let mut declarations = Declarations::default();
        let ids = |names: &Names| names.all.iter().map(|found| found.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(declarations.names(texts)), ["homes"]);
        assert_eq!(ids(declarations.names(texts)), ["homes"]);
        assert_eq!(asked.get(), 1);
        declarations.texts_changed();
        assert_eq!(ids(declarations.names(texts)), ["homes"]);
        assert_eq!(asked.get(), 2);
    }
}
