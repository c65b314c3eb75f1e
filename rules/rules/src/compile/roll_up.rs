//! Whether a measure can be read for other periods than it is reported for: where it says how, its figures are rolled up, and that of a
//! longer period stands for those in it.

use engine::model::Cadence;
use language::english;

use super::project_names::ProjectNames;
use crate::declare::{AddsUpDeclaration, MeasureDeclaration};

/// Whether there are figures of a measure for periods of a cadence.
pub(super) fn is_read_every(names: &ProjectNames<'_>, measure: &MeasureDeclaration, owed: Cadence) -> bool {
    let reported = measure.every.as_ref().map(|every| *every.get_ref());
    // What is not understood is another fault.
    let Some(reported) = reported.filter(|reported| *reported != owed) else { return true };
    // Of a document it is asked what is in force on a day, whichever.
    if measure.is_document() {
        return true;
    }
    match &measure.adds_up {
        AddsUpDeclaration::Ratio { numerator, denominator } => [numerator, denominator].iter().all(|input| {
            let input = names.measures.get(input.get_ref().as_str());
            input.is_none_or(|(_, input)| is_rolled_up(input, owed))
        }),
        AddsUpDeclaration::Sum | AddsUpDeclaration::Alone => {
            measure.roll_up.is_some() && owed.is_made_of(reported)
        }
    }
}

/// The same for one that is reported as it stands.
fn is_rolled_up(measure: &MeasureDeclaration, owed: Cadence) -> bool {
    measure.every.as_ref().is_none_or(|every| {
        let reported = *every.get_ref();
        reported == owed || (measure.roll_up.is_some() && owed.is_made_of(reported))
    })
}

/// Whether a rule may read a measure for periods of a cadence, also by the figure of a longer period. What an obligation goes by itself is
/// never of longer periods: it would be due before those have ended.
pub(super) fn is_read_within(names: &ProjectNames<'_>, measure: &MeasureDeclaration, owed: Cadence) -> bool {
    is_read_every(names, measure, owed)
        || (measure.roll_up.is_some()
            && measure.every.as_ref().is_some_and(|every| owed.stands_within(*every.get_ref())))
}

/// What to declare so that a measure is read for longer periods; nothing where it is not made of such.
pub(super) fn help(measure: &MeasureDeclaration, reported: Cadence, owed: Cadence) -> Option<String> {
    let (periods, longer) = (english::cadence(reported), english::cadence(owed));
    let whose = match &measure.adds_up {
        AddsUpDeclaration::Ratio { numerator, denominator } => {
            format!("the [[measure]]s `{numerator}` and `{denominator}`")
        }
        AddsUpDeclaration::Sum | AddsUpDeclaration::Alone => "its [[measure]]".to_owned(),
    };
    let said = format!("say with `roll_up` in {whose} what the figures of each {periods} make of a {longer}");
    owed.is_made_of(reported).then_some(said)
}
