//! Figures that are in doubt, a line for each.

use app::standing::ProjectStanding;
use app::unreconciled::Disagreements;
use engine::Engine;
use words::names::Names;
use words::{contested, questionable, unreconciled};

use super::Ink;
use super::page::Page;

/// Those between whose reports nothing decides, those that people contest, and those that are far from all before them; nothing where there is none.
pub fn doubts(engine: &Engine, standing: &ProjectStanding) -> String {
    let Some(program) = engine.program() else { return String::new() };
    let names = Names { program };
    let mut page = Page::default();
    let figures = Disagreements::of(engine);
    section(&mut page, unreconciled::HEADING, &unreconciled::lines(&figures.unreconciled, names));
    section(&mut page, contested::HEADING, &contested::lines(&figures.contested, names));
    let figures = app::doubts::questionable_in(engine, standing);
    section(&mut page, questionable::HEADING, &questionable::lines(&figures, names));
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
