//! Declarations, as the catalogue has them: what is owed and when, what is measured, and what plugins may do.

use engine::model::{
    AddsUp, Better, Cadence, Calendar, Catalogue, Class, DayOfMonth, DayOfYear, Due, Measure, Needs, Param,
    Params, Patience, Period, Reporters, Roll, RollUp, Stake, Target, Unit, Wait,
};
use engine::program::{Obligation, Terms};
use jiff::civil::Date;
use rules::declare::PluginKind;

use crate::{authority, english};

/// `120 days`, `five working days`.
pub fn wait(wait: Wait) -> String {
    match wait {
        Wait::Days(days) => english::count(days as usize, "day"),
        Wait::WorkingDays(days) => english::count(days as usize, "working day"),
        Wait::Months(months) => english::count(months as usize, "month"),
        Wait::DayOfMonth { day, months } => day_of_later_month(day, months),
        Wait::By(by) => day_of_year(by),
        Wait::ByAfter(after) => self::wait(after.wait()),
    }
}

/// `the second Thursday of the month after`.
fn day_of_later_month(day: DayOfMonth, months: u32) -> String {
    let day = english::day_of_month(day);
    match months {
        1 => format!("{day} of the month after"),
        _ => {
            format!("{day} of the {} month after", english::ordinal(u8::try_from(months).unwrap_or(u8::MAX)))
        }
    }
}

/// `31 October`, `day 20`, or `the second Thursday of October`.
fn day_of_year(by: DayOfYear) -> String {
    let month = by.month.and_then(|month| Date::new(2024, month, 1).ok());
    match (by.day, month) {
        (DayOfMonth::Numbered(day), Some(month)) => format!("{day} {}", month.strftime("%B")),
        (DayOfMonth::Numbered(day), None) => format!("day {day}"),
        (day, Some(month)) => format!("{} of {}", english::day_of_month(day), month.strftime("%B")),
        (day, None) => english::day_of_month(day),
    }
}

fn is_none(wait: Wait) -> bool {
    matches!(wait, Wait::Days(0) | Wait::WorkingDays(0))
}

/// When a report of a period is due, as a sentence.
pub fn due(due: Due, every: Cadence) -> String {
    let noun = english::cadence(every);
    let timely = match due.timely {
        Wait::By(by) if every == Cadence::Day => format!("By {}", day_of_year(by)),
        Wait::By(by @ DayOfYear { month: Some(_), .. }) => format!("By {} of each {noun}", day_of_year(by)),
        Wait::By(by) if every == Cadence::Month => format!("By {} of each month", day_of_year(by)),
        Wait::By(by) => format!("By {} of the last month of each {noun}", day_of_year(by)),
        Wait::DayOfMonth { day, months } => format!("By {} the {noun}", day_of_later_month(day, months)),
        none if is_none(none) => format!("On the last day of the {noun}"),
        timely => format!("Within {} of the end of the {noun}", wait(timely)),
    };
    let timely = match due.roll {
        Roll::Stays => timely,
        Roll::NextWorkingDay => format!("{timely}, or on the next working day where that is a day off"),
        Roll::PreviousWorkingDay => format!("{timely}, or on the working day before where that is a day off"),
    };
    if is_none(due.grace) {
        return format!("{timely}.");
    }
    format!("{timely}. Silence counts against nobody for another {}.", wait(due.grace))
}

/// Of how many bodies an obligation is about each.
pub fn about_each(number: usize, noun: &str) -> String {
    format!("Each of {}: each has verdicts and an alert of its own.", english::count(number, noun))
}

/// How many of the contributions are needed.
pub fn joined(terms: &Terms) -> String {
    match &terms.join {
        _ if !terms.is_joint() => "The lead’s own duty.".to_owned(),
        Some(join) => {
            let of = english::count(terms.parts.len(), "contribution");
            let handed = params(&join.params);
            let handed = if handed.is_empty() { String::new() } else { format!(", with {handed}") };
            format!("As the rule `{}` joins the {of}{handed}.", join.rule.id())
        }
        None => needs(terms.needs, terms.parts.len()),
    }
}

/// What is said of an obligation's terms, with the periods from which something else holds.
fn of_all_terms(obligation: &Obligation, said: impl Fn(&Terms) -> String) -> String {
    let mut text = said(&obligation.terms);
    let mut before = text.clone();
    for later in &obligation.later_terms {
        let now = said(&later.terms);
        if now != before {
            text = format!("{text} {}: {now}", english::capitalised(&since(later.from)));
        }
        before = now;
    }
    text
}

/// From which period on something holds: `from Q3 2018 on`.
pub fn since(period: Period) -> String {
    format!("from {} on", english::period(period))
}

/// How many of an obligation's contributions are needed, under all its terms.
pub fn joined_by(obligation: &Obligation) -> String {
    of_all_terms(obligation, joined)
}

/// When an obligation is due, under all its terms.
pub fn due_of(obligation: &Obligation) -> String {
    of_all_terms(obligation, |terms| due(terms.due, obligation.every))
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
pub fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Count => "Number".to_owned(),
        Unit::Percent => "Per cent".to_owned(),
        Unit::Pounds => "Pounds".to_owned(),
        Unit::Document => "Papers, each with the days on which it is in force".to_owned(),
        Unit::Other(words) => english::capitalised(words),
    }
}

pub fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "Higher is better",
        Better::Lower => "Lower is better",
    }
}

/// What kind of thing a measure says.
pub fn class(class: Class) -> &'static str {
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
pub fn params(params: &Params) -> String {
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

/// What hangs on a part, line by line.
pub fn stake(stake: &Stake) -> Vec<String> {
    let share = stake.share.map(|share| format!("{} of the whole", authority::share(share)));
    let effect =
        stake.effect.as_ref().map(|effect| format!("Expected to bring {}", authority::effect(effect)));
    let follows = stake.consequence.as_deref();
    let follows = follows.map(|said| format!("When missed: {}", said.trim_end_matches('.')));
    share.into_iter().chain(effect).chain(follows).collect()
}

/// What a kind of plugin does.
pub fn plugin_kind(kind: PluginKind) -> &'static str {
    match kind {
        PluginKind::Reader => "Reader: it turns files into figures",
        PluginKind::Notifier => "Notifier: it turns messages into requests to another service",
        PluginKind::Library => "Library: it lends functions to rules",
        PluginKind::Hook => "Hook: it adds to messages about alerts, and says where they go",
    }
}

/// Where a project lets a plugin send to: ``it may send to `example.org` ``.
pub fn granted_hosts(hosts: &[String]) -> String {
    match hosts {
        [] => "it may send nowhere".to_owned(),
        hosts => format!("it may send to {}", english::list(&quoted(hosts))),
    }
}

/// Which files a project hands to a plugin.
pub fn granted_files(paths: &[String]) -> String {
    match paths {
        [] => "it is handed no files".to_owned(),
        paths => format!("it is handed the files {}", english::list(&quoted(paths))),
    }
}

/// Where a plugin asks for nothing.
pub const ASKS_FOR_NOTHING: &str = "it asks for nothing";

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

/// For which periods an obligation is owed: `Every quarter, from Q4 2019.`
pub fn owed(obligation: &Obligation) -> String {
    let from = english::period(obligation.from);
    let until = obligation.until.map(|last| format!(" to {}", english::period(last))).unwrap_or_default();
    format!("Every {}, from {from}{until}.", english::cadence(obligation.every))
}

/// By when the first of an obligation's periods is due.
pub fn first_due(obligation: &Obligation, calendar: &Calendar) -> String {
    let day = obligation.terms.due.day(obligation.from, calendar);
    format!("The first, for {}, by {}.", english::period(obligation.from), english::date(day))
}

/// How long a breach must last before people are told, and how long an alert outlasts it.
pub fn patience(Patience { pending_for, keep_firing_for }: Patience) -> String {
    let fires = if pending_for == Patience::NONE.pending_for {
        "As soon as it is broken".to_owned()
    } else {
        format!("Once it has been broken for {}", wait(pending_for))
    };
    if keep_firing_for == Patience::NONE.keep_firing_for {
        return format!("{fires}.");
    }
    format!("{fires}. The alert stays for {} after it is put right.", wait(keep_firing_for))
}

/// What an obligation waits for that is reports of a measure.
pub fn every_report_of(measure: &str) -> String {
    format!("Every report of: {measure}")
}

/// How figures of a measure become one of a body above.
pub fn adds_up(adds_up: &AddsUp) -> &'static str {
    match adds_up {
        AddsUp::Sum => "A body’s figure is the sum of the figures of those below it.",
        AddsUp::Ratio { .. } => "A hundred times one measure over another.",
        AddsUp::Alone => "It does not add up: each body’s figure stands alone.",
    }
}

/// How figures of a measure become those of longer periods.
pub fn roll_up(roll_up: RollUp) -> &'static str {
    match roll_up {
        RollUp::Sum => "A longer period’s figure is the sum of those of the shorter ones in it.",
        RollUp::Mean => "A longer period’s figure is the mean of those of the shorter ones in it.",
        RollUp::Last => "A longer period’s figure is that of the last of the shorter ones in it.",
    }
}

/// Who reports a measure.
pub fn reporters(measure: &Measure, catalogue: &Catalogue) -> String {
    let reporters = reporters_alone(measure, catalogue);
    match &measure.told_by {
        None => reporters,
        Some(publisher) => format!("{reporters} {} publishes all of it.", catalogue.body_name(publisher)),
    }
}

fn reporters_alone(measure: &Measure, catalogue: &Catalogue) -> String {
    match &measure.reporters {
        Reporters::Anyone if matches!(measure.adds_up, AddsUp::Ratio { .. }) => {
            "Nobody has to: it is worked out from two other measures.".to_owned()
        }
        Reporters::Anyone => "Any body that is asked about it.".to_owned(),
        Reporters::Kind(kind) => format!("Every body of the kind “{kind}”."),
        Reporters::Listed(bodies) => {
            let names: Vec<&str> = bodies.iter().map(|body| catalogue.body_name(body)).collect();
            format!("{}.", english::list(&names))
        }
    }
}

/// For whom a target is, and when it is in force.
pub fn target(target: &Target, catalogue: &Catalogue) -> String {
    let whom = target.body.as_ref().map_or("every body", |body| catalogue.body_name(body));
    let from = english::date(target.effective_from);
    match target.effective_to {
        Some(last) => format!("For {whom}, in force from {from} to {}", english::date(last)),
        None => format!("For {whom}, in force from {from}"),
    }
}

/// What the line of a target asks for.
pub fn line(target: &Target) -> String {
    let points = target.points.iter();
    let said: Vec<String> = points
        .map(|point| format!("{} by {}", english::number(point.value), english::date(point.by)))
        .collect();
    format!(
        "The line asks for {}. It is straight between two dates, and level outside them.",
        english::list(&said)
    )
}

/// Beside the drawing of a line.
pub const SCALE: &str = "The drawing does not begin at zero.";

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    #[test]
    fn waits_and_needs_read_as_english() {
        let quarter = |timely, grace| due(Due::new(timely, grace), Cadence::Quarter);
        assert_eq!(quarter(Wait::Days(120), Wait::NONE), "Within 120 days of the end of the quarter.");
        assert_eq!(
            quarter(Wait::NONE, Wait::WorkingDays(1)),
            "On the last day of the quarter. Silence counts against nobody for another one working day."
        );
        let release = Wait::DayOfMonth { day: DayOfMonth::Nth(2, Weekday::Thursday), months: 2 };
        assert_eq!(quarter(Wait::Months(2), Wait::NONE), "Within two months of the end of the quarter.");
        assert_eq!(
            due(Due { roll: Roll::NextWorkingDay, ..Due::new(release, Wait::NONE) }, Cadence::Quarter),
            "By the second Thursday of the second month after the quarter, or on the next working day where that is a day off."
        );
        assert_eq!(needs(Needs::AtLeast(2), 9), "At least two of the nine contributions.");
        assert_eq!(needs(Needs::Any, 1), "The one contribution.");
    }
}
