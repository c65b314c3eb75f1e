//! Figures on which reports disagree, a line for each.

use engine::Engine;
use words::names::Names;
use words::{contested, unreconciled};

use super::Ink;
use super::page::Page;

/// Those between whose reports nothing decides, then those that people contest; nothing where there is none.
pub fn disputed(engine: &Engine) -> String {
    let Some(program) = engine.program() else { return String::new() };
    let names = Names { program };
    let mut page = Page::default();
    let figures = app::unreconciled::unreconciled(engine);
    section(&mut page, unreconciled::HEADING, &unreconciled::lines(&figures, names));
    let figures = app::unreconciled::contested(engine);
    section(&mut page, contested::HEADING, &contested::lines(&figures, names));
    page.into_text()
}

fn section(page: &mut Page, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    page.put(0, &Ink::Title.paint(heading));
    for line in lines {
        page.put(2, line);
    }
    page.skip();
}
