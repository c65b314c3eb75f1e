//! How an obligation stands, as a board member reads it line by line. Which line stands where is for whoever lays them out.

use engine::alert::{Alert, AlertKind, AlertState};
use engine::model::{Calendar, Period, Verdict};
use engine::program::Mission;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::{english, names, verdict};

/// Over who broke an obligation.
pub const BROKEN_BY: &str = "Broken by";
/// Over who puts an obligation at risk.
pub const AT_RISK: &str = "At risk";
/// Over what is held against somebody who disputes it.
pub const DISPUTED: &str = "What is disputed";
/// Over those of whom nothing can be said.
pub const FAILED_FOR: &str = "A rule failed for";
/// Over what parts did while their obligation waits for something else.
pub const NOT_HELD_AGAINST: &str = "Not held against anybody while it waits";
/// Over what parts did that no open alert tells of.
pub const ON_RECORD: &str = "Also on record";
/// Over what officials said.
pub const RESPONSES: &str = "Responses";

/// Said first of a project in which nothing was ever reported: it may be new, and its files still to come.
pub const NOTHING_READ: &str = "Nothing has been read from any feed yet. If this project is new, put the files into the folders of the feeds before you hold anybody to what follows.";

/// The day of which all is said.
pub fn as_of(day: Date) -> String {
    format!("as of {}", english::date(day))
}

/// The moment of which all is said, in the time of the project: `as at 09:30 on 31 August 2024`.
pub fn as_at(moment: Timestamp, calendar: &Calendar) -> String {
    let zoned = moment.to_zoned_datetime(calendar.time_zone().clone());
    format!("as at {} on {}", zoned.strftime("%H:%M"), english::date(zoned.date()))
}

/// The id of a mission, and the board that it is put before.
pub fn mission(mission: &Mission) -> String {
    let board = mission.board.as_ref();
    let board = board.map(|board| format!(", before the {}", crate::lead::bare(board))).unwrap_or_default();
    format!("({}{board})", mission.id)
}

/// An obligation about which nothing is open: who leads it, and how its newest period stands; none is due yet where there is none.
pub fn quiet(lead: &str, latest: Option<(Verdict, Period)>) -> String {
    format!("{lead} leads. {}.", english::capitalised(&newest(latest)))
}

/// The same as one sentence about the obligation: `Councils publish plans: met for Q2 2024.`
pub fn quiet_sentence(title: &str, latest: Option<(Verdict, Period)>) -> String {
    format!("{title}: {}.", newest(latest))
}

fn newest(latest: Option<(Verdict, Period)>) -> String {
    latest.map_or_else(
        || "no report is due yet".to_owned(),
        |(stands, period)| verdict::clause_for(stands, period),
    )
}

/// Since when an obligation is not met, disputed or at risk, and of which periods.
pub fn matter(alert: &Alert, since: Date) -> String {
    let stands = match alert {
        alert if alert.is_at_risk() => "At risk",
        alert if alert.is_disputed() => "Disputed",
        _ => "Not met",
    };
    format!("{stands} {}; open since {}.", english::streak(&alert.periods), english::date(since))
}

/// Of which periods nothing can be said.
pub fn not_judged(periods: &[Period]) -> String {
    format!("A rule failed, so nothing can be said {}.", english::streak(periods))
}

/// What an obligation waits for.
pub fn held_up_by(what: &str) -> String {
    format!("Held up by {what}.")
}

/// What waits for an obligation.
pub fn holds_up(waiting: &[String]) -> String {
    let verb = if waiting.len() == 1 { "waits" } else { "wait" };
    let count = english::capitalised(&english::count(waiting.len(), "other obligation"));
    format!("{count} {verb} on this: {}.", english::list(waiting))
}

/// Who breaks an obligation that many owe, each by itself. The first are named.
pub fn broken_by(names: &[String], most: usize) -> String {
    format!("Broken by {}.", english::some_of(names, most))
}

/// Who has delivered. Of many the first are named.
pub fn delivered_by(names: &[String], most: usize) -> String {
    format!("Delivered by {}.", english::some_of(names, most))
}

/// Somebody who delivered a part and broke another.
pub fn in_another_part(name: &str) -> String {
    format!("{name} (another part)")
}

/// Whose part is neither delivered nor broken, as what it is: `Disputed: South Council.`
pub fn set_apart(verdict: Verdict, names: &[String], most: usize) -> String {
    format!("{}: {}.", english::capitalised(verdict::word(verdict)), english::some_of(names, most))
}

/// Who may still deliver.
pub fn awaited_from(names: &[String], most: usize) -> String {
    format!("Still awaited from {}.", english::some_of(names, most))
}

/// Lines of one kind that are not shown.
pub fn more(number: usize, noun: &str) -> String {
    let (number, noun) = (english::figure(number), english::plural(number, noun));
    format!("And {number} more {noun}; --all shows them.")
}

/// Why the last of some periods counts as broken.
pub fn because(period: Period, reason: &str) -> String {
    format!("{}: {reason}.", names::heading(period))
}

/// What a part did that no open alert tells of.
pub fn on_record(name: &str, missed: &[Period], silent: &[Period]) -> String {
    let missed = (!missed.is_empty()).then(|| format!("missed {}", english::periods(missed)));
    let silent = (!silent.is_empty()).then(|| format!("no usable figure for {}", english::periods(silent)));
    format!("{name}: {}.", [missed, silent].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// What is excused, and why.
pub fn waived(name: &str, period: Period, reason: &str) -> String {
    format!("{name}, {}: {reason}.", english::period(period))
}

/// What to do next.
pub fn next_step(step: &str) -> String {
    format!("Next: {}.", step.trim_end_matches('.'))
}

/// What to type for the evidence.
pub fn evidence(command: &str) -> String {
    format!("Evidence: {command}")
}

/// How many alerts are open, and how many obligations are to be accepted anew, which is no blame.
pub fn closing(alerts: &[Alert]) -> String {
    let (cut, alerts): (Vec<&Alert>, Vec<&Alert>) =
        alerts.iter().partition(|alert| alert.id.kind == AlertKind::Cut);
    let asked = (!cut.is_empty()).then(|| {
        let are = if cut.len() == 1 { "is" } else { "are" };
        let many = english::capitalised(&english::count(cut.len(), "obligation"));
        format!(" {many} {are} to be accepted anew after a cut.")
    });
    format!("{}{}", open(&alerts), asked.unwrap_or_default())
}

fn open(alerts: &[&Alert]) -> String {
    let number = |state| alerts.iter().filter(|alert| alert.state == state).count();
    let (firing, pending) = (number(AlertState::Firing), number(AlertState::Pending));
    let verb = |number| if number == 1 { "is" } else { "are" };
    let firing =
        format!("{} {} firing", english::capitalised(&english::count(firing, "alert")), verb(firing));
    match pending {
        0 => format!("{firing}."),
        pending => format!("{firing} and {} {} pending.", english::count(pending, "more"), verb(pending)),
    }
}

/// The heading of forecasts to alerts that are over.
pub const PAST_FORECASTS: &str = "Forecast to an alert that is over";

/// Whom a target does not bind, each with the reason.
pub fn not_bound(each: &[(String, String)], most: usize) -> String {
    let told: Vec<String> = each.iter().map(|(name, reason)| format!("{name} ({reason})")).collect();
    format!("Not judged: {}.", english::some_of(&told, most))
}
