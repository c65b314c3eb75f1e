//! What people are told of a group that was opened for an alert: that it closes, or that its end has come and what it was to bring about
//! has not come about. It is its members who owe that, and nobody else.

use engine::alert::{Alert, AlertChange};
use engine::model::{Group, Member, Response};
use engine::program::Program;

use crate::english;
use crate::response::group::{exit_test, members};

/// The group that an alert speaks of, with the response that opened it: the newest.
pub fn group_of(alert: &Alert) -> Option<(&Response, &Group)> {
    alert.responses.iter().rev().find_map(|response| Some((response, response.enclosed.group()?)))
}

/// Those who are in a group that is open.
pub(super) fn open_members(alert: &Alert) -> &[Member] {
    group_of(alert).filter(|(_, group)| group.closed_at.is_none()).map_or(&[], |(_, group)| &group.members)
}

/// That its end has come, a sentence without its full stop.
pub fn overdue(alert: &Alert, program: &Program) -> Option<String> {
    let (response, group) = group_of(alert)?;
    let until = response.submission.until.map(|until| format!(" by {}", english::date(until)));
    Some(format!(
        "the group of {}, which {} opened on {}, was to see to it{} that {}, and that is not so",
        members(group, program),
        response.submission.by,
        english::date(program.calendar.day(response.at)),
        until.unwrap_or_default(),
        exit_test(group, &response.obligation, program)
    ))
}

/// That it closed with this change, a clause.
pub(super) fn closed(change: &AlertChange, program: &Program) -> Option<String> {
    let (response, group) = group_of(&change.alert)?;
    let at = group.closed_at.filter(|at| *at == change.at)?;
    let day = program.calendar.day(at);
    let late = response.submission.until.filter(|until| *until < day);
    let late = late.map(|until| format!(", after its end on {}", english::date(until))).unwrap_or_default();
    let (members, holds) = (members(group, program), exit_test(group, &response.obligation, program));
    Some(format!("the group of {members} closes{late}, because {holds}"))
}
