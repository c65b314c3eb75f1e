//! What stands around every page.

use engine::program::Program;

/// What stands around every page.
pub(in crate::catalogue) struct Frame {
    /// The project's title.
    pub(super) title: String,
    /// The beginning of its revision.
    pub(super) revision: String,
    /// The menu: addresses with what they are called.
    menu: [(&'static str, &'static str); 6],
}

/// A part of the catalogue, in the menu.
pub(super) struct Section {
    pub(super) href: &'static str,
    pub(super) text: &'static str,
    /// Whether the page belongs to it.
    pub(super) is_here: bool,
}

const MENU: [(&str, &str); 6] = [
    ("index.html", "Missions"),
    ("bodies.html", "Who owes what"),
    ("measures.html", "Measures"),
    ("rules.html", "Rules"),
    ("plugins.html", "Plugins"),
    ("verdicts.html", "Verdicts"),
];

impl Frame {
    pub(in crate::catalogue) fn new(title: &str, program: &Program) -> Self {
        let revision = program.revision.as_str().chars().take(12).collect();
        Self { title: title.to_owned(), revision, menu: MENU }
    }

    /// The menu, on a page that belongs to the section with this address.
    pub(super) fn sections(&self, here: &str) -> Vec<Section> {
        self.menu.iter().map(|(href, text)| Section { href, text, is_here: *href == here }).collect()
    }
}
