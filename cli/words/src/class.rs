//! What stands in the place of what an obligation is for, in words. It turns no verdict, and is never left unsaid.

use engine::model::{Class, MissionId, Period};
use engine::program::{Obligation, Program, Substitute};

use crate::names::Names;

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
