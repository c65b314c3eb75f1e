//! Figures that were reported in two ways, a line for each.

use engine::Engine;
use words::names::Names;
use words::unreconciled::{HEADING, lines};

use super::Ink;
use super::page::Page;

/// One line for each figure; nothing where there is none.
pub fn unreconciled(engine: &Engine) -> String {
    let figures = app::unreconciled::unreconciled(engine);
    let Some(program) = engine.program().filter(|_| !figures.is_empty()) else { return String::new() };
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(HEADING));
    for line in lines(&figures, Names { program }) {
        page.put(2, &line);
    }
    page.skip();
    page.into_text()
}
