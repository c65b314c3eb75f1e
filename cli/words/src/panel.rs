//! What people say of figures, in plain words: beside what the official figure says, who is asked for an answer, and what was answered. Nobody is blamed here: that two figures differ says
//! of neither that it is wrong.

use engine::evidence::Heard;
use engine::model::{BodyId, Cell, MeasureId, Report, Response, VoiceId};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::english;
use crate::names::Names;

/// So many figures are named over one form.
const MOST_CONTESTED: usize = 5;

/// Over all panels.
pub const HEADING: &str = "What people say";
/// Over what an official figure says.
pub const OFFICIAL: &str = "Official figure";
/// Where no official figure is to be compared with.
pub const NO_OFFICIAL: &str = "None to compare with";
/// What is said where both agree.
pub const AGREES: &str = "The two agree, as far as is asked of them.";
/// What is said where there is nothing to compare with.
pub const ALONE: &str = "There is no official figure to compare it with.";
/// What is said where nobody is asked.
pub const NOBODY: &str = "Nobody is asked for an answer, since nobody is judged by this figure.";

/// So many panels speak.
pub fn of_panels(panels: usize, contested: usize) -> String {
    let speak = if panels <= 1 { "speaks" } else { "speak" };
    let panels = if panels == 0 {
        "No panel".to_owned()
    } else {
        english::capitalised(&english::count(panels, "panel"))
    };
    match contested {
        0 => format!("{panels} {speak} for people."),
        contested => {
            format!("{panels} {speak} for people, and {} contested.", are_contested(contested))
        }
    }
}

/// Over one panel: what it contests, and what of that waits for an answer.
pub fn of_panel(name: &str, contested: usize, unanswered: usize) -> String {
    let waits = match unanswered {
        0 => String::new(),
        1 if contested == 1 => ", and waits for an answer".to_owned(),
        waiting => format!(", and waits for an answer about {}", english::figure(waiting)),
    };
    match contested {
        0 => format!("{name} contests no official figure."),
        contested => format!("{name} contests {}{waits}.", english::count(contested, "official figure")),
    }
}

fn are_contested(contested: usize) -> String {
    format!("{} {}", english::count(contested, "official figure"), if contested == 1 { "is" } else { "are" })
}

/// The name of a panel as people know it, or its id where no body has that id.
pub fn name<'n>(voice: &'n VoiceId, program: &'n Program) -> &'n str {
    program.catalogue.bodies.get(voice.as_str()).map_or(voice.as_str(), |body| &body.name)
}

/// What a report says.
pub fn said(heard: &Heard, measure: &MeasureId, program: &Program) -> String {
    match heard.report {
        Report::Value(value) => Names { program }.amount(measure, value),
        Report::Absent(absence) => english::absence(absence).to_owned(),
    }
}

/// Since when both are known that differ.
pub fn contested_since(since: Option<Timestamp>, program: &Program) -> String {
    match since {
        Some(since) => format!("Contested since {}.", Names { program }.day(since)),
        None => "Contested.".to_owned(),
    }
}

/// Who is asked: the body, with the post, and with its holder where people may be named.
pub fn asked_of(body: &BodyId, role: Option<&str>, person: Option<&str>, program: &Program) -> String {
    let name = program.catalogue.body_name(body);
    match (person, role) {
        (Some(person), Some(role)) => format!("{name} ({person}, {role})"),
        (None, Some(role)) => format!("{name} ({role})"),
        (Some(person), None) => format!("{name} ({person})"),
        (None, None) => name.to_owned(),
    }
}

/// That somebody is asked for an answer, or was by a day that is over.
pub fn asked(who: &str, until: Option<Date>, today: Date) -> String {
    match until {
        Some(until) if until < today => {
            format!("{who} was asked to answer by {}. No answer had come by then.", english::date(until))
        }
        Some(until) => {
            format!("{who} is asked to answer by {}. No answer has come yet.", english::date(until))
        }
        None => format!("{who} is asked for an answer. No answer has come yet."),
    }
}

/// What somebody answered, and when.
pub fn answered(who: &str, answer: &Response, program: &Program) -> String {
    let day = Names { program }.day(answer.at);
    format!("{who} answered on {day}: {}", answer.submission.reason.trim())
}

/// What people contest of an obligation, over the form by which that is answered.
pub fn contest(cells: &[Cell], program: &Program) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| Names { program }.cell(cell)).collect();
    format!("People say otherwise than the official figure: {}.", english::some_of(&cells, MOST_CONTESTED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_contested_and_what_waits_are_counted() {
        assert_eq!(of_panels(0, 0), "No panel speaks for people.");
        assert_eq!(of_panels(2, 1), "Two panels speak for people, and one official figure is contested.");
        assert_eq!(of_panel("Patients", 0, 0), "Patients contests no official figure.");
        assert_eq!(
            of_panel("Patients", 1, 1),
            "Patients contests one official figure, and waits for an answer."
        );
        assert_eq!(
            of_panel("Patients", 3, 2),
            "Patients contests three official figures, and waits for an answer about two."
        );
    }

    #[test]
    fn a_day_that_is_over_is_said_without_a_reproach() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let told = |today| asked("North Hospital", Some(day("2026-03-10")), day(today));
        assert_eq!(
            told("2026-03-10"),
            "North Hospital is asked to answer by 10 March 2026. No answer has come yet."
        );
        assert_eq!(
            told("2026-03-11"),
            "North Hospital was asked to answer by 10 March 2026. No answer had come by then."
        );
        assert_eq!(asked("X", None, day("2026-03-11")), "X is asked for an answer. No answer has come yet.");
    }
}
