//! Declarations in English.

use engine::model::{Better, Cadence, Class, Due, Needs, Param, Params, Unit, Verdict, Wait};
use engine::program::Terms;
use rules::declare::PluginKind;
use words::english;

use app::profile::Wishes;

/// `120 days`, `five working days`.
pub(super) fn wait(wait: Wait) -> String {
    match wait {
        Wait::Days(days) => english::count(days as usize, "day"),
        Wait::WorkingDays(days) => english::count(days as usize, "working day"),
    }
}

fn is_none(wait: Wait) -> bool {
    matches!(wait, Wait::Days(0) | Wait::WorkingDays(0))
}

/// When a report of a period is due, as a sentence.
pub(super) fn due(due: Due, every: Cadence) -> String {
    let noun = english::cadence(every);
    let timely = if is_none(due.timely) {
        format!("On the last day of the {noun}")
    } else {
        format!("Within {} of the end of the {noun}", wait(due.timely))
    };
    if is_none(due.grace) {
        return format!("{timely}.");
    }
    format!("{timely}. Silence counts against nobody for another {}.", wait(due.grace))
}

/// How many of the contributions are needed.
pub(super) fn joined(terms: &Terms) -> String {
    if terms.is_joint() { needs(terms.needs, terms.parts.len()) } else { "The lead’s own duty.".to_owned() }
}

fn needs(needs: Needs, contributions: usize) -> String {
    let of = english::count(contributions, "contribution");
    match needs {
        _ if contributions == 1 => "The one contribution.".to_owned(),
        Needs::All => format!("All {of}."),
        Needs::Any => format!("Any one of the {of}."),
        Needs::AtLeast(number) => format!("At least {} of the {of}.", english::figure(number as usize)),
        Needs::Weight(weight) => format!("Contributions of a joint weight of {}.", english::number(weight)),
        Needs::InOrder => format!("All {of}, each after the one before it."),
    }
}

/// What a measure is counted in.
pub(super) fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Count => "Number".to_owned(),
        Unit::Percent => "Per cent".to_owned(),
        Unit::Pounds => "Pounds".to_owned(),
        Unit::Other(words) => english::capitalised(words),
    }
}

pub(super) fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "Higher is better",
        Better::Lower => "Lower is better",
    }
}

/// What kind of thing a measure says.
pub(super) fn class(class: Class) -> &'static str {
    match class {
        Class::Access => "Access: how quickly people are seen",
        Class::Activity => "Activity: how much was done",
        Class::Outcome => "Outcome: what became of people",
        Class::Prevention => "Prevention: what kept harm from happening",
        Class::Input => "Input: money, staff and the like",
        Class::Experience => "Experience: what people say it was like",
    }
}

/// What is handed to a rule, such as `floor 0.8, against 4`.
pub(super) fn params(params: &Params) -> String {
    let each = params.iter().map(|(name, param)| format!("{name}: {}", value(param)));
    each.collect::<Vec<_>>().join(", ")
}

fn value(param: &Param) -> String {
    match param {
        Param::Number(number) => english::number(*number),
        Param::Text(text) => format!("“{text}”"),
        Param::Flag(true) => "yes".to_owned(),
        Param::Flag(false) => "no".to_owned(),
        Param::List(items) => format!("({})", items.iter().map(value).collect::<Vec<_>>().join(", ")),
    }
}

/// What a kind of plugin does.
pub(super) fn plugin_kind(kind: PluginKind) -> &'static str {
    match kind {
        PluginKind::Reader => "Reader: it turns files into figures",
        PluginKind::Notifier => "Notifier: it turns messages into requests to another service",
        PluginKind::Library => "Library: it lends functions to rules",
        PluginKind::Hook => "Hook: it adds to messages about alerts, and says where they go",
    }
}

/// What a project grants a plugin of what it asks for, such as ``it may send to `example.org` ``.
pub(super) fn granted(wish: Wishes, granted: &[String]) -> String {
    let names: Vec<String> = granted.iter().map(|text| format!("`{text}`")).collect();
    match (wish, names.as_slice()) {
        (Wishes::Hosts, []) => "it may send nowhere".to_owned(),
        (Wishes::Hosts, names) => format!("it may send to {}", english::list(names)),
        (Wishes::Paths, []) => "it is handed no files".to_owned(),
        (Wishes::Paths, names) => format!("it is handed the files {}", english::list(names)),
    }
}

/// A piece of what a script says of itself.
pub(super) struct Piece {
    /// Whether it stands between backticks.
    pub(super) is_code: bool,
    pub(super) text: String,
}

/// A sentence that begins with a capital, in pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let capitalised = english::capitalised(text);
    let pieces = capitalised.split('`').enumerate();
    pieces
        .map(|(place, text)| Piece { is_code: place % 2 == 1, text: text.to_owned() })
        .filter(|piece| !piece.text.is_empty())
        .collect()
}

/// A verdict as people read it, with what it means.
pub(super) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::NotDue => ("Not due", "The report is not due yet."),
        Verdict::Awaiting => ("Awaiting", "The report is due and has not come, but there is still grace."),
        Verdict::Met => (
            "Met",
            "It was done, and in time. It may be given before the due date, once no further figure can change it.",
        ),
        Verdict::MetLate => {
            ("Met late", "It was done, but after its time. That it was late stays on record.")
        }
        Verdict::AtRisk => ("At risk", "It is not missed yet, but the rule sees it coming."),
        Verdict::Missed => ("Missed", "It was not done. Only corrected evidence changes this."),
        Verdict::NoData => (
            "No data",
            "It is past its due date and its grace, and nothing usable was reported. Silence counts as a breach; it is never taken for nought.",
        ),
        Verdict::Disputed => (
            "Disputed",
            "The body contests it, and it is under discussion. Until it is settled, nothing is held against the body and nothing is taken back.",
        ),
        Verdict::Waived => ("Waived", "An approver has excused it, with a reason and until a day."),
        Verdict::Failed => (
            "Failed",
            "The rule itself failed, so nothing is known. Whatever stood before stays, and the rule’s owner is told.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_and_needs_read_as_english() {
        let quarter = |timely, grace| due(Due { timely, grace }, Cadence::Quarter);
        assert_eq!(quarter(Wait::Days(120), Wait::NONE), "Within 120 days of the end of the quarter.");
        assert_eq!(
            quarter(Wait::NONE, Wait::WorkingDays(1)),
            "On the last day of the quarter. Silence counts against nobody for another one working day."
        );
        assert_eq!(needs(Needs::AtLeast(2), 9), "At least two of the nine contributions.");
        assert_eq!(needs(Needs::Any, 1), "The one contribution.");
    }
}
