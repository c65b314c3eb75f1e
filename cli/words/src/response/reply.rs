//! What officials said to an alert, in sentences.

use engine::alert::{Alert, AlertChange, TakenBack};
use engine::model::{Calendar, Catalogue, Enclosed, Period, ReportedPaper, Response, ResponseKind};
use engine::program::{Obligation, Program};

use super::{forecast, group};
use crate::english;

/// Who said what to an alert and when, one sentence for each response, the newest last.
pub fn replies(alert: &Alert, obligation: &Obligation, program: &Program) -> Vec<String> {
    let told = |response| reply(response, &alert.periods, obligation, program);
    alert.responses.iter().map(told).collect()
}

/// What was taken back since people were last told, by whom and when, one sentence for each.
pub fn taken_back(change: &AlertChange, obligation: &Obligation, program: &Program) -> Vec<String> {
    let told = |TakenBack { response, withdrawal }: &TakenBack| {
        let day = english::date(program.calendar.day(withdrawal.at));
        let said = reply(response, &change.alert.periods, obligation, program);
        format!("{} withdrew this on {day}: {said}.", withdrawal.submission.by)
    };
    change.taken_back.iter().map(told).collect()
}

/// One response as a sentence without its full stop.
fn reply(response: &Response, periods: &[Period], obligation: &Obligation, program: &Program) -> String {
    let (catalogue, calendar) = (&program.catalogue, &program.calendar);
    let submission = &response.submission;
    let by = &submission.by;
    let what = matter(response, periods, obligation, catalogue);
    let day = english::date(calendar.day(response.at));
    let until = submission.until.map(|until| format!(" until {}", english::date(until))).unwrap_or_default();
    let approved = submission
        .approver
        .as_ref()
        .map(|approver| format!(", and {approver} approved it"))
        .unwrap_or_default();
    match &response.enclosed {
        Enclosed::Nothing => {}
        Enclosed::Paper(reported) => return paper(response, reported, catalogue, calendar),
        Enclosed::Group(_) => return group::opened(response, program).unwrap_or_default(),
        Enclosed::Forecast(_) => return forecast::made(response, program).unwrap_or_default(),
        Enclosed::Acceptance(bodies) => {
            let bodies = bodies.iter().map(|body| catalogue.body_name(body)).collect::<Vec<_>>();
            return format!("{by} accepted this anew for {} on {day}", english::list(&bodies));
        }
    }
    let did = match submission.kind {
        ResponseKind::Accept => format!("{by} accepted {what} on {day}"),
        ResponseKind::Explain => format!("{by} explained {what} on {day}"),
        ResponseKind::Dispute => format!("{by} disputed {what} on {day}{until}"),
        ResponseKind::Extend => format!("{by} asked on {day} for more time for {what}{until}{approved}"),
        ResponseKind::Waive => format!("{by} asked on {day} for {what} to be waived{until}{approved}"),
        ResponseKind::Document => format!("{by} reported a document on {day}{until}"),
        ResponseKind::Group => format!("{by} opened a group on {day}{until}"),
        ResponseKind::Forecast => format!("{by} made a forecast on {day}"),
        ResponseKind::Withdraw => format!("{by} withdrew an earlier response on {day}"),
    };
    match submission.reason.trim().trim_end_matches('.') {
        "" => did,
        reason => format!("{did}: {reason}"),
    }
}

/// Which paper somebody reported, and for how long it is in force.
fn paper(
    response: &Response,
    ReportedPaper { cell, paper }: &ReportedPaper,
    catalogue: &Catalogue,
    calendar: &Calendar,
) -> String {
    let title = match &*paper.title {
        "" => catalogue.measures.get(&cell.measure).map_or(cell.measure.as_str(), |found| &found.title),
        title => title,
    };
    let [by, day] = [response.submission.by.clone(), english::date(calendar.day(response.at))];
    let from = english::date(cell.period.first_day());
    let until = response.submission.until.map(|until| format!(" until {}", english::date(until)));
    let link = paper.link.as_ref().map(|link| format!(" ({link})")).unwrap_or_default();
    let body = catalogue.body_name(&cell.body);
    let until = until.unwrap_or_default();
    format!("{by} reported on {day} that `{title}` of {body} is in force from {from}{until}{link}")
}

/// What a response is about, as far as it is not the whole alert.
fn matter(response: &Response, periods: &[Period], obligation: &Obligation, catalogue: &Catalogue) -> String {
    let part = response.scope.contribution().map(|id| {
        let found = obligation.contributions().find(|(contribution, _)| *contribution == id);
        let by = response.owed_by.as_ref().or(found.map(|(_, part)| &part.by));
        let by = by.map(|by| catalogue.body_name(by).to_owned());
        format!("the part of {}", by.unwrap_or_else(|| id.to_string()))
    });
    let what = part.unwrap_or_else(|| "this".to_owned());
    if periods.iter().all(|period| response.periods.contains(period)) {
        return what;
    }
    format!("{what} for {}", english::periods(&response.periods))
}
