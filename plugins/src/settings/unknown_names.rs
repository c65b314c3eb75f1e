//! The measures, breakdowns, bodies and missions that feeds and groups name, and what routes ask for, checked against what is declared.

use engine::model::{BodyId, Breakdown, Catalogue, MeasureId, MissionId};
use engine::program::Program;
use language::diagnostic::{Code, Diagnostic, listed};

use super::mention::{Mention, Named};
use super::project::Settings;
use crate::readers::TOTAL;
use crate::routes::{self, OwnLabels};

/// Reports every measure, breakdown, body and mission that a feed or a group names and that the project does not have.
pub fn check(settings: &Settings, program: &Program) -> Vec<Diagnostic> {
    settings.mentions.iter().filter_map(|mention| unknown(settings, program, mention)).collect()
}

/// Reports what is doubtful about a project's routes.
pub fn check_routes(settings: &Settings, program: &Program) -> Vec<Diagnostic> {
    let labels = if settings.hooks.is_empty() { OwnLabels::Declared } else { OwnLabels::OfHooksToo };
    let feeds: Vec<&str> = settings.feeds.iter().map(|feed| feed.id.as_str()).collect();
    routes::check(&settings.routes, program, labels, &feeds, &settings.source)
}

fn unknown(settings: &Settings, program: &Program, mention: &Mention) -> Option<Diagnostic> {
    let catalogue = &program.catalogue;
    let fault = |code, message| Diagnostic::error(code, message, &settings.source, mention.range.clone());
    match &mention.named {
        Named::Measure(id) if !catalogue.measures.contains_key(id.as_str()) => {
            let fault = fault(Code::UnknownMeasure, format!("no mission declares the measure `{id}`"));
            let known = catalogue.measures.keys().map(MeasureId::as_str);
            Some(
                fault
                    .with_help("declare it in a mission with `[[measure]]`")
                    .with_nearest(id.as_str(), known),
            )
        }
        Named::Body(id) if !catalogue.bodies.contains_key(id.as_str()) => {
            let fault = fault(Code::UnknownBody, format!("the register has no body `{id}`"));
            let known = catalogue.bodies.keys().map(BodyId::as_str);
            Some(fault.with_help("add it to bodies.csv").with_nearest(id.as_str(), known))
        }
        Named::Mission(id) if !program.missions.contains_key(id) => {
            let fault = fault(Code::UnknownMission, format!("there is no mission `{id}`"));
            let known = program.missions.keys().map(MissionId::as_str);
            let help = "name a mission by the `id` in its [mission]";
            Some(fault.with_help(help).with_nearest(id.as_str(), known))
        }
        Named::Measure(_) | Named::Body(_) | Named::Mission(_) => None,
        Named::Kind(kind) => {
            let kinds = || catalogue.bodies.values().map(|body| body.kind.as_str());
            let fault = || fault(Code::UnknownBody, format!("no body is of the kind `{kind}`"));
            let help = "kinds are given in the register of bodies, in the column `kind`";
            let is_known = kinds().any(|known| known == kind);
            (!is_known).then(|| fault().with_help(help).with_nearest(kind, kinds()).into_warning())
        }
        Named::Breakdown { name, measures } => {
            let message = not_divided(catalogue, name, measures.as_deref())?;
            let known: Vec<&str> = breakdowns(catalogue).map(|breakdown| &*breakdown.name).collect();
            let help = format!("say in its [[measure]] `breakdown = {{ name = \"{name}\", of = [..] }}`");
            Some(fault(Code::Feed, message).with_help(help).with_nearest(name, known.into_iter()))
        }
        Named::Value { value, breakdowns: names } => {
            let meant =
                breakdowns(catalogue).filter(|breakdown| names.iter().any(|name| **name == *breakdown.name));
            let known: Vec<&str> =
                meant.flat_map(|breakdown| breakdown.values.iter().map(|value| &**value)).collect();
            if value == TOTAL || known.is_empty() || known.contains(&value.as_str()) {
                return None;
            }
            let message = format!("no measure is divided into `{value}`");
            let help = format!("it may be `{TOTAL}`, {}", listed(&known).replace(" and ", " or "));
            Some(fault(Code::Feed, message).with_help(help).with_nearest(value, known.into_iter()))
        }
    }
}

/// What is wrong with the name of a breakdown, if anything is.
fn not_divided(catalogue: &Catalogue, name: &str, measures: Option<&[MeasureId]>) -> Option<String> {
    let is_named = |breakdown: &Breakdown| *breakdown.name == *name;
    let Some(measures) = measures else {
        let is_known = breakdowns(catalogue).any(is_named);
        return (!is_known).then(|| format!("no measure is divided by `{name}`"));
    };
    // A measure that nobody declares is another fault; one that is divided by something else may have a column of its own.
    let known = || measures.iter().filter_map(|id| catalogue.measures.get(id));
    let divided = known().filter_map(|measure| measure.breakdown.as_ref());
    let first = known().next()?;
    (!divided.clone().any(is_named)).then(|| format!("`{}` is not divided by `{name}`", first.id))
}

fn breakdowns(catalogue: &Catalogue) -> impl Iterator<Item = &Breakdown> {
    catalogue.measures.values().filter_map(|measure| measure.breakdown.as_ref())
}
