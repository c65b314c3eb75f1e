//! The measures and bodies that feeds name, checked against the register.

use engine::model::{BodyId, Catalogue, MeasureId};
use language::diagnostic::{Code, Diagnostic};

use super::mention::Named;
use super::project::Settings;

/// Reports every measure and body that a feed names and that the project does not have.
pub fn check(settings: &Settings, catalogue: &Catalogue) -> Vec<Diagnostic> {
    let unknown = settings.mentions.iter().filter_map(|mention| {
        let (code, message) = match &mention.named {
            Named::Measure(id) if !catalogue.measures.contains_key(id.as_str()) => {
                (Code::UnknownMeasure, format!("no mission declares the measure `{id}`"))
            }
            Named::Body(id) if !catalogue.bodies.contains_key(id.as_str()) => {
                (Code::UnknownBody, format!("the register has no body `{id}`"))
            }
            Named::Measure(_) | Named::Body(_) => return None,
        };
        let fault = Diagnostic::error(code, message, &settings.source, mention.range.clone());
        Some(match &mention.named {
            Named::Measure(id) => fault
                .with_help("declare it in a mission with `[[measure]]`")
                .with_nearest(id.as_str(), catalogue.measures.keys().map(MeasureId::as_str)),
            Named::Body(id) => fault
                .with_help("add it to bodies.csv")
                .with_nearest(id.as_str(), catalogue.bodies.keys().map(BodyId::as_str)),
        })
    });
    unknown.collect()
}
