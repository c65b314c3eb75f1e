//! An alert in plain English: what is broken, by whom, why, who waits, what next; and how it ended.

use engine::alert::{Alert, AlertChange, AlertKind, Change, Ending, HeldUpBy, Restatement, Severity};
use engine::model::{Calendar, Catalogue};
use engine::program::{Obligation, Program};
use jiff::Timestamp;

use super::complaint::{Complaint, Complaints, MOST_NAMED, Naming, complaints};
use super::consequence::consequences;
use super::correction::{corrected, correction, read_otherwise};
use super::cut;
use super::easier::asked_less;
use super::group;
use super::held_up::delays;
use super::ladder::{standing_on_ladder, whom};
use super::redeclared::{redeclared, turned};
use super::relations::of_relations;
use crate::commitment::{lacks, not_pursued};
use crate::finding::reason;
use crate::{class, exception};
use crate::{english, response};
use language::visible::visible;

/// Of so many alerts that an edit restated it is said what of them; the rest is counted.
const MOST_RESTATED: usize = 5;

/// What people are told of a change. `before` is the program that was in force before it, and `now` the one that is in
/// force after it: an alert that is withdrawn is about something that only the former declares.
pub fn message_of_change(change: &AlertChange, before: &Program, now: &Program) -> String {
    let alert = &change.alert;
    if let (Change::Restated, Some(restatement)) = (change.change, &change.restatement) {
        return restated(change, restatement, before, now);
    }
    match &change.ended {
        None => {
            let obligation = now.obligation(&alert.id.obligation_ref());
            let taken_back =
                obligation.map(|owed| response::taken_back(change, owed, now)).unwrap_or_default();
            let told = [why_now(change), Some(message(alert, now)), corrected(&change.corrections, now)];
            let told: Vec<String> = told.into_iter().flatten().chain(taken_back).collect();
            visible(&told.join(" ")).into_owned()
        }
        Some(Ending::NotDeclared) => {
            let told = message(alert, before);
            if let Some(commitment) = now.commitment(&alert.id.obligation_ref()) {
                let lacks = lacks(&commitment.lacks);
                return format!(
                    "{} can no longer be measured as it is declared, since it lacks {lacks}, so this alert is withdrawn. {told}",
                    alert.id
                );
            }
            format!("{} is no longer declared, so this alert is withdrawn. {told}", alert.id)
        }
        Some(Ending::Redeclared) => {
            let told = message(alert, before);
            let restatement = change.restatement.as_ref();
            let what =
                redeclared(restatement.map_or(&[], |restatement| &restatement.amendments), before, now);
            let turned = restatement.map(|restatement| turned(restatement, before, now)).unwrap_or_default();
            let withdrawn =
                format!("{} is withdrawn, because {what}, and not because anything was reported", alert.id);
            let said = std::iter::once(withdrawn).chain(turned).map(|sentence| format!("{sentence}."));
            let said: Vec<String> = said.chain([told]).collect();
            visible(&said.join(" ")).into_owned()
        }
        Some(ended) => {
            let title = title(alert, now);
            let less = match ended {
                Ending::MetAgain(period) => asked_less(alert, *period, now),
                _ => Vec::new(),
            };
            let closed = group::closed(change, now);
            let (ended, also) = match ended {
                Ending::ExitTestHeld => (closed.unwrap_or_else(|| end(ended, now)), None),
                _ => (end(ended, now), closed.map(|closed| english::capitalised(&closed))),
            };
            let said = std::iter::once(format!("{title}: {ended}")).chain(less).chain(also);
            let said: Vec<String> = said.map(|sentence| format!("{sentence}.")).collect();
            visible(&said.join(" ")).into_owned()
        }
    }
}

/// Why people hear of an alert again that stands as it did.
fn why_now(change: &AlertChange) -> Option<String> {
    let last = change.alert.climb.as_ref()?.told.last()?;
    match change.change {
        Change::Escalated => Some(format!("This goes up to {}.", whom(last))),
        Change::Reminded => Some(format!("A reminder to {}.", whom(last))),
        _ => None,
    }
}

/// Why people hear again of an alert that is still open, as a sentence without its full stop.
pub fn told_again(last: Timestamp, calendar: &Calendar) -> String {
    let last = last.to_zoned_datetime(calendar.time_zone().clone());
    let (time, day) = (last.strftime("%H:%M"), english::date(last.date()));
    format!("It is still open, and nothing was sent about it since {time} on {day}")
}

/// What a change is about, in one line.
pub fn subject(change: &AlertChange, mission: &str) -> String {
    let AlertChange { change, alert, .. } = change;
    let only = if alert.is_at_risk() { ", at risk" } else { "" };
    format!("{}{only}: {mission}, {}", change.as_str(), alert.id)
}

/// An edit that turned verdicts of ended periods.
fn restated(change: &AlertChange, restatement: &Restatement, before: &Program, now: &Program) -> String {
    let title = title(&change.alert, now);
    let what = redeclared(&restatement.amendments, before, now);
    let mut sentences =
        vec![format!("{title}: restated, because {what}, and not because anything was reported")];
    sentences.extend(turned(restatement, before, now));
    if change.ended.is_some() {
        sentences.push("This alert ends by that; what it said stays on record".to_owned());
    }
    let said = sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ");
    visible(&said).into_owned()
}

/// What an edit restated, alert by alert: the first by what is said of them, the rest counted.
pub fn restated_in_short(restated: &[String]) -> Vec<String> {
    let mut said: Vec<String> = restated.iter().take(MOST_RESTATED).cloned().collect();
    if let Some(more) = restated.len().checked_sub(MOST_RESTATED).filter(|more| *more > 0) {
        said.push(format!("Restated or withdrawn as well: {}.", english::count(more, "alert")));
    }
    said
}

/// An open alert in one text.
pub fn message(alert: &Alert, program: &Program) -> String {
    sentences(alert, program).join(" ")
}

/// An open alert, sentence by sentence: what is broken first.
pub fn sentences(alert: &Alert, program: &Program) -> Vec<String> {
    let catalogue = &program.catalogue;
    let obligation = program.obligation(&alert.id.obligation_ref());
    let mut sentences = vec![opening(alert, program)];
    let Complaints { count, each } = complaints(alert, program, Naming::Worst(MOST_NAMED));
    sentences.extend(count);
    sentences.extend(each.iter().map(|said| complaint_sentence(said, catalogue)));
    sentences.extend(delays(alert, program));
    // Who opened a group for what is said where it missed its end.
    let replied_to = obligation.filter(|_| !matches!(alert.id.kind, AlertKind::Group | AlertKind::Cut));
    sentences.extend(cut::of_alert(alert, program));
    sentences
        .extend(replied_to.into_iter().flat_map(|obligation| response::replies(alert, obligation, program)));
    if !alert.held_up_by.is_empty() {
        let held: Vec<String> = alert.held_up_by.iter().map(|held| held_up_by(held, program)).collect();
        sentences.push(format!("Held up by {}", english::list(&held)));
    }
    if !alert.holds_up.is_empty() {
        let waits = if alert.holds_up.len() == 1 { "waits" } else { "wait" };
        sentences.push(format!(
            "{} {waits} for this",
            english::capitalised(&english::count(alert.holds_up.len(), "other obligation"))
        ));
    }
    if let (Some(owed), Some(newest)) = (obligation, alert.periods.last()) {
        sentences.extend(class::substitutes(&alert.id.mission, owed, *newest, program));
    }
    sentences.extend(standing_on_ladder(alert, program, Timestamp::MAX));
    sentences.extend(consequences(alert, program));
    sentences.extend(obligation.into_iter().flat_map(|owed| of_relations(alert, owed, program)));
    if alert.id.kind == AlertKind::Breach {
        let next = obligation.and_then(|obligation| obligation.next_step.as_deref());
        sentences.extend(next.map(|step| format!("Next: {}", step.trim_end_matches('.'))));
    }
    sentences.iter().map(|sentence| visible(&format!("{sentence}.")).into_owned()).collect()
}

/// What is open, in one line: how many of how many, the names of the worst, and what it waits for.
pub fn in_short(alert: &Alert, program: &Program, most: usize) -> String {
    let catalogue = &program.catalogue;
    let Complaints { count, each } = complaints(alert, program, Naming::Worst(most));
    let mut sentences: Vec<String> = cut::of_alert(alert, program);
    match count.filter(|_| alert.named.len() > most) {
        None => sentences.extend(each.iter().map(|said| complaint_sentence(said, catalogue))),
        Some(count) => {
            let bodies = each.iter().flat_map(|said| &said.bodies);
            let mut names: Vec<&str> = bodies.map(|(body, _)| catalogue.body_name(body)).collect();
            names.dedup();
            sentences.push(count);
            if !names.is_empty() {
                sentences.push(format!("The worst: {}", english::list(&names)));
            }
        }
    }
    sentences.extend(delays(alert, program));
    if !alert.held_up_by.is_empty() {
        let held: Vec<String> = alert.held_up_by.iter().map(|held| held_up_by(held, program)).collect();
        sentences.push(format!("Held up by {}", english::list(&held)));
    }
    sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// What holds an obligation up.
pub fn held_up_by(held: &HeldUpBy, program: &Program) -> String {
    match held {
        HeldUpBy::Obligation(reference) => match program.obligation(reference) {
            Some(Obligation { title, lead, .. }) => {
                format!("{title} ({})", program.catalogue.body_name(lead))
            }
            None => reference.to_string(),
        },
        HeldUpBy::Reports(measure) => {
            format!("overdue reports of {}", program.catalogue.measure_title(measure))
        }
    }
}

fn title<'p>(alert: &'p Alert, program: &'p Program) -> &'p str {
    let obligation = program.obligation(&alert.id.obligation_ref());
    obligation.map_or(alert.id.obligation.as_str(), |obligation| &obligation.title)
}

fn end(ended: &Ending, program: &Program) -> String {
    match ended {
        Ending::Corrected(period, corrections) => {
            let said: Vec<String> = corrections.iter().map(|one| correction(one, program)).collect();
            let period = english::period(*period);
            format!(
                "corrected for {period}, because {}; that it was missed by the old figures stays on record",
                english::list(&said)
            )
        }
        Ending::ReadOtherwise(period, corrections) => {
            let because = read_otherwise(corrections, program);
            format!("withdrawn for {}, because {because}", english::period(*period))
        }
        Ending::MetAgain(period) => format!("met again {}", english::within(*period)),
        Ending::OffRisk => "no longer at risk".to_owned(),
        Ending::RuleWorks => "the rule works again".to_owned(),
        Ending::ExitTestHeld => {
            "the group that was opened for it has reached what it was opened for".to_owned()
        }
        Ending::GroupWithdrawn => "the group that was opened for it was withdrawn".to_owned(),
        Ending::AcceptedAnew => "accepted anew by everybody who was asked after the cut".to_owned(),
        Ending::CutMadeGood => {
            "withdrawn, because what funds it is no longer cut; nothing is asked any more".to_owned()
        }
        Ending::Excused(period, excuse) => {
            let reason = reason(excuse, &program.catalogue);
            format!("not broken for now {} ({reason})", english::within(*period))
        }
        Ending::NotBroken => "no longer broken".to_owned(),
        Ending::NotDeclared => "no longer declared".to_owned(),
        Ending::Redeclared => "declared otherwise".to_owned(),
        Ending::NotPursued(stop) => {
            format!("withdrawn, because it is {}; what was missed before stays on record", not_pursued(stop))
        }
        Ending::Excepted(body, exception) => {
            let excepted = exception::told((body, exception), program);
            format!("withdrawn, because {excepted}; what was missed before stays on record")
        }
        Ending::NotOwed(body, last) => {
            let name = program.catalogue.body_name(body);
            format!("no longer owed, since {name} closed on {}; nothing was reported", english::date(*last))
        }
    }
}

fn opening(alert: &Alert, program: &Program) -> String {
    let title = title(alert, program);
    if let Some(overdue) = group::overdue(alert, program).filter(|_| alert.id.kind == AlertKind::Group) {
        return format!("{title}: {overdue}");
    }
    if alert.id.kind == AlertKind::Cut {
        return format!(
            "{title}: what funds it was cut, and it is to be accepted anew; no verdict changes by that"
        );
    }
    let stands = match alert.severity {
        Some(Severity::Breach) if alert.is_disputed() => "disputed",
        Some(Severity::Breach) => "not met",
        Some(Severity::AtRisk) => "at risk",
        None => "could not be judged, because its rule failed,",
    };
    format!("{title}: {stands} {}", english::streak(&alert.periods))
}

fn complaint_sentence(complaint: &Complaint<'_>, catalogue: &Catalogue) -> String {
    let names: Vec<&str> = complaint.bodies.iter().map(|(body, _)| catalogue.body_name(body)).collect();
    let because = complaint.because.as_ref().map(|(_, reason)| format!(" ({reason})")).unwrap_or_default();
    format!("{} {}{because}", complaint.who(&names), complaint.did)
}
