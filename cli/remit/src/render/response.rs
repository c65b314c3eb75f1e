//! What was recorded of an official's response, with what it changes below it.

use app::recorder::Responded;
use engine::Engine;
use words::response::{consequences, recorded};

use super::page::Page;

/// What was recorded and what it changes.
pub fn response(responded: &Responded, engine: &Engine) -> String {
    let mut page = Page::default();
    let Some(program) = engine.program() else { return page.into_text() };
    let Responded { response, effects } = responded;
    page.put(0, &recorded(response));
    for consequence in consequences(response, effects, &program.catalogue) {
        page.put(2, &consequence);
    }
    page.into_text()
}
