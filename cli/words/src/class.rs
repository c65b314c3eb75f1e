//! What stands in the place of what an obligation is for, in words. It turns no verdict, and is never left unsaid.

use engine::model::{Class, MissionId, Period};
use engine::program::{Obligation, Program, Substitute};
use serde::Serialize;

use crate::names::Names;

/// A measure of another class by which an obligation is judged, as programs read it.
#[derive(Serialize, Debug)]
pub struct WireSubstitute {
    measure: String,
    class: &'static str,
    /// The relation that says why it may stand there; null where nothing does.
    relation: Option<String>,
}

impl WireSubstitute {
    /// Those by which a period is judged.
    pub fn all(mission: &MissionId, obligation: &Obligation, period: Period, program: &Program) -> Vec<Self> {
        let all = program.substitutes(mission, obligation, period).into_iter();
        all.map(|one| Self {
            measure: one.measure.to_string(),
            class: one.judged.as_str(),
            relation: one.proxy.map(|relation| relation.id.to_string()),
        })
        .collect()
    }
}

/// The measures of another class by which a period is judged, each in a sentence without a full stop.
pub fn substitutes(
    mission: &MissionId,
    obligation: &Obligation,
    period: Period,
    program: &Program,
) -> Vec<String> {
    let all = program.substitutes(mission, obligation, period).into_iter();
    all.map(|one| substitute(one, program)).collect()
}

fn substitute(Substitute { class, measure, judged, proxy }: Substitute<'_>, program: &Program) -> String {
    let title = Names { program }.measure(measure);
    let why = match proxy {
        Some(relation) => format!(": {}", relation.title.trim_end_matches('.')),
        None => ", and nothing says why".to_owned(),
    };
    format!("Judged by {title} ({}) in the place of {}{why}", judged.as_str(), noun(class))
}

/// What an obligation of a class is for.
pub fn noun(class: Class) -> &'static str {
    match class {
        Class::Access => "access",
        Class::Activity => "activity",
        Class::Outcome => "an outcome",
        Class::Prevention => "prevention",
        Class::Input => "input",
        Class::Experience => "experience",
    }
}
