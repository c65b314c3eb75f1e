//! What people say of figures, in plain words: beside what the official figure says, who is asked for an answer, and what was answered. Nobody is blamed here: that two figures differ says
//! of neither that it is wrong.

use engine::evidence::Heard;
use engine::model::{BodyId, Cell, MeasureId, Response, VoiceId};
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
pub const AGREES: &str = "The two agree within the margin allowed.";
/// What is said where there is nothing to compare with.
pub const ALONE: &str = "There is no official figure to compare it with.";
/// What is said where there is no one official figure to compare with.
pub const CONTRADICTED: &str = "The official figures contradict each other.";
/// What is said where nobody is asked.
pub const NOBODY: &str = "Nobody is asked for an answer, since nobody is judged by this figure.";

/// What whoever answers is told.
pub const MAY_BE_READ: &str = "People contest a figure that it is about. Where their panel is open to anyone, anyone may read these words beside both figures, without an account.";

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
        1 => "; one answer is awaited".to_owned(),
        waiting => format!("; answers about {} are awaited", english::figure(waiting)),
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
    Names { program }.report(measure, heard.report)
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

/// What has come of an answer that somebody is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Come {
    /// It cannot be told.
    Unknown,
    Nothing,
    /// It was answered for the whole of which this is a part.
    ForTheWhole,
}

/// That somebody is asked for an answer, by a day that is still to come where one is set. Nobody is told of a day that is over: nobody was asked in time to keep to it.
pub fn asked(who: &str, until: Option<Date>, come: Come) -> String {
    let by = until.map(|until| format!(" by {}", english::date(until))).unwrap_or_default();
    let come = match come {
        Come::Unknown => "",
        Come::Nothing => " None has come yet.",
        Come::ForTheWhole => " None of its own has come yet.",
    };
    format!("{who} is asked for an answer{by}.{come}")
}

/// What somebody answered, and when.
pub fn answered(who: &str, answer: &Response, program: &Program) -> String {
    let day = Names { program }.day(answer.at);
    format!("{who} answered on {day}: {}", answer.submission.reason.trim())
}

/// What was answered for all that an obligation asks, by somebody who does not owe the part.
pub fn answered_for_whole(answer: &Response, program: &Program) -> String {
    let day = Names { program }.day(answer.at);
    format!("It was answered for the whole on {day}: {}", answer.submission.reason.trim())
}

/// What people contest of an obligation, over the form by which that is answered.
pub fn contest(cells: &[Cell], program: &Program) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| Names { program }.cell(cell)).collect();
    format!("People dispute the official figure: {}.", english::some_of(&cells, MOST_CONTESTED))
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
            "Patients contests one official figure; one answer is awaited."
        );
        assert_eq!(
            of_panel("Patients", 3, 2),
            "Patients contests three official figures; answers about two are awaited."
        );
    }

    #[test]
    fn whoever_is_asked_is_told_without_a_reproach() {
        let told = |until: Option<&str>, come| {
            asked("North Hospital", until.map(|day| day.parse::<Date>().unwrap()), come)
        };
        assert_eq!(
            told(Some("2026-03-10"), Come::Nothing),
            "North Hospital is asked for an answer by 10 March 2026. None has come yet."
        );
        assert_eq!(told(None, Come::Nothing), "North Hospital is asked for an answer. None has come yet.");
        assert_eq!(told(None, Come::Unknown), "North Hospital is asked for an answer.");
        assert_eq!(
            told(None, Come::ForTheWhole),
            "North Hospital is asked for an answer. None of its own has come yet."
        );
    }
}
