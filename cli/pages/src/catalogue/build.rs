//! All pages of a project, in a fixed order.

use super::address::{self, Link};
use super::fields::Fields;
use super::owed::{obligations, owing};
use super::pack::pack;
use super::pages::{self, Frame};
use super::stood::Stood;
use super::uses::rules;
use app::as_of::PastState;
use app::project::{Files, Project};
use jiff::civil::Date;
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

/// How a project stood at the end of a day, where the catalogue shows that.
pub struct Packs {
    pub title: String,
    pub past: PastState,
    pub day: Date,
}

/// The catalogue of a project, with the tests of its plugins among its files. Equal projects give equal catalogues.
///
/// # Errors
/// A page cannot be put together, which is no fault of the project.
pub fn build(
    project: &Project,
    tests: &dyn Files,
    packs: Option<&Packs>,
) -> Result<Vec<File>, askama::Error> {
    let program = &project.program;
    let frame = Frame::new(&project.title, program);
    let stood = packs.and_then(|Packs { past, day, .. }| Stood::of(&past.engine, *day));
    let fields = packs.and_then(|Packs { past, day, .. }| Fields::of(&past.engine, &project.settings, *day));
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
        let pack = packs.map(|Packs { title, past, day }| pack(title, past, &mission.id, *day));
        let pack = pack.transpose()?.flatten();
        let link = pack
            .as_ref()
            .zip(packs)
            .map(|(_, packs)| Link::new(words::board::as_of(packs.day), address::pack(&mission.id)));
        let told = fields.as_ref().map(|fields| fields.of_mission(&mission.id)).unwrap_or_default();
        put(address::mission(&mission.id), pages::mission(&frame, program, mission, (link, told))?);
        if let Some(page) = pack {
            put(address::pack(&mission.id), page);
        }
    }
    for (mission, obligation) in obligations(program) {
        let name = address::obligation(&mission.id, obligation.declared_id());
        let told = stood.as_ref().map(|stood| stood.of_obligation(&mission.id, obligation.declared_id()));
        put(name, pages::obligation(&frame, program, (mission, obligation), told.unwrap_or_default())?);
    }
    for measure in program.catalogue.measures.values() {
        let told = stood.as_ref().map(|stood| stood.of_measure(&measure.id)).unwrap_or_default();
        put(address::measure(&measure.id), pages::measure(&frame, program, measure, told)?);
    }
    for body in owing(program) {
        let mut told = stood.as_ref().map(|stood| stood.of_body(body)).unwrap_or_default();
        told.extend(fields.as_ref().and_then(|fields| fields.of_body(body)));
        put(address::body(body), pages::body(&frame, program, body, told)?);
    }
    for rule in rules(&project.sources) {
        put(address::rule(rule.id), pages::rule(&frame, project, &rule)?);
    }
    for plugin in project.plugins.iter() {
        put(address::plugin(plugin.manifest.name()), pages::plugin(&frame, project, tests, plugin)?);
    }
    Ok(files)
}
