//! From a response as it is written to what is handed to the engine when its moment comes.

use engine::model::{ResponseId, Submission};
use engine::respond::Reply;

use super::names::TestNames;
use super::timeline::PlannedResponse;
use crate::declare::case::ResponseDeclaration;

/// What an official says; none where a part of it could not be read, which has been reported.
pub(super) fn answer(
    response: &ResponseDeclaration,
    number: usize,
    names: &TestNames<'_>,
) -> Option<PlannedResponse> {
    let alert = response.alert.as_ref().and_then(|name| names.alert(name));
    let written = response.alert.as_ref()?.get_ref();
    let contribution = match &response.contribution {
        Some(contribution) if alert.is_some() => Some(names.breaker(written, contribution)?),
        Some(_) | None => None,
    };
    let periods = response.periods.iter().filter_map(|period| names.alert_period(written, period)).collect();
    let submission = Submission {
        kind: response.kind?,
        by: response.by.clone()?,
        reason: response.reason.clone(),
        approver: response.approver.clone(),
        until: response.until,
    };
    let id = ResponseId::new(format!("response-{number}"));
    let enclosure = response.enclosure.clone();
    let reply = Reply { id, alert: alert?, contribution, periods, submission, enclosure };
    Some(PlannedResponse { range: response.header.clone(), reply, refused: response.refused.clone() })
}
