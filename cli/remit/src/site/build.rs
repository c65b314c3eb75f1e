//! All pages of a project, in a fixed order.

use super::address;
use super::owed::{obligations, owing};
use super::pages::{self, Frame};
use super::uses::rules;
use app::project::{Files, Project};
use language::visible::visible_lines;

/// The style of all pages.
const STYLE: &str = include_str!("../../templates/docs/style.css");

/// One file of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name; all stand in one folder.
    pub name: String,
    pub text: String,
}

/// The catalogue of a project, with the tests of its plugins among its files. Equal projects give equal catalogues.
///
/// # Errors
/// A page cannot be put together, which is no fault of the project.
pub fn build(project: &Project, tests: &dyn Files) -> Result<Vec<File>, askama::Error> {
    let program = &project.program;
    let frame = Frame::new(&project.title, program);
    let mut files = vec![File { name: "style.css".to_owned(), text: STYLE.to_owned() }];
    let mut put = |name: String, text: String| {
        let text = visible_lines(&text).into_owned();
        files.push(File { name, text });
    };
    put("index.html".to_owned(), pages::home(&frame, program)?);
    put("bodies.html".to_owned(), pages::bodies(&frame, program)?);
    put("measures.html".to_owned(), pages::measures(&frame, program)?);
    put("rules.html".to_owned(), pages::rules(&frame, project)?);
    put("plugins.html".to_owned(), pages::plugins(&frame, project)?);
    put("verdicts.html".to_owned(), pages::verdicts(&frame)?);
    for mission in program.missions.values() {
        put(address::mission(&mission.id), pages::mission(&frame, program, mission)?);
    }
    for (mission, obligation) in obligations(program) {
        let name = address::obligation(&mission.id, obligation.declared_id());
        put(name, pages::obligation(&frame, program, mission, obligation)?);
    }
    for measure in program.catalogue.measures.values() {
        put(address::measure(&measure.id), pages::measure(&frame, program, measure)?);
    }
    for body in owing(program) {
        put(address::body(body), pages::body(&frame, program, body)?);
    }
    for rule in rules(&project.sources) {
        put(address::rule(rule.id), pages::rule(&frame, project, &rule)?);
    }
    for plugin in project.plugins.iter() {
        put(address::plugin(plugin.manifest.name()), pages::plugin(&frame, project, tests, plugin)?);
    }
    Ok(files)
}
