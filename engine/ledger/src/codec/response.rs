//! What officials said, there and back. Entries and memos number their texts each in its own way, which is given.

use engine::model::{
    BodyId, ContributionId, MissionId, ObligationId, ObligationRef, Response, ResponseId, ResponseKind,
    Scope, Submission,
};

use super::day::{join_day, split_day};
use super::enclosed::join_enclosed;
use super::fault::CodecError;
use super::figures::{join_period, split_period};
use super::moment::{moment, timestamp};
use super::wire::{self, Str};

/// A response for the wire, without who owed the contribution and what came with it, which stand beside it.
pub(super) fn split_response<'e>(
    response: &'e Response,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Response {
    let Response { id, obligation, scope, periods, submission, takes_back, at, owed_by: _, enclosed: _ } =
        response;
    let Submission { kind, by, reason, approver, until } = submission;
    wire::Response {
        id: string(id.as_str()),
        mission: string(obligation.mission.as_str()),
        obligation: string(obligation.obligation.as_str()),
        contribution: scope.contribution().map(|id| string(id.as_str())),
        periods: periods.iter().copied().map(split_period).collect(),
        kind: split_kind(*kind),
        by: string(by),
        reason: string(reason),
        approver: approver.as_deref().map(&mut *string),
        until: until.map(split_day),
        takes_back: takes_back.as_ref().map(|id| string(id.as_str())),
        at: moment(*at),
    }
}

/// A response from the wire.
pub(super) fn join_response(
    wire: &wire::Response,
    (owed_by, enclosed): (Option<Str>, Option<&wire::Enclosed>),
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Response, CodecError> {
    Ok(Response {
        id: ResponseId::new(string(wire.id)?),
        obligation: ObligationRef {
            mission: MissionId::new(string(wire.mission)?),
            obligation: ObligationId::new(string(wire.obligation)?),
        },
        scope: Scope::named(wire.contribution.map(|id| string(id).map(ContributionId::new)).transpose()?),
        owed_by: owed_by.map(|body| string(body).map(BodyId::new)).transpose()?,
        periods: wire.periods.iter().map(join_period).collect(),
        submission: Submission {
            kind: join_kind(&wire.kind),
            by: string(wire.by)?,
            reason: string(wire.reason)?,
            approver: wire.approver.map(&string).transpose()?,
            until: wire.until.map(join_day).transpose()?,
        },
        enclosed: enclosed.map(|enclosed| join_enclosed(enclosed, &string)).transpose()?.unwrap_or_default(),
        takes_back: wire.takes_back.map(|id| string(id).map(ResponseId::new)).transpose()?,
        at: timestamp(wire.at)?,
    })
}

pub(super) fn split_kind(kind: ResponseKind) -> wire::ResponseKind {
    match kind {
        ResponseKind::Accept => wire::ResponseKind::Accept,
        ResponseKind::Explain => wire::ResponseKind::Explain,
        ResponseKind::Dispute => wire::ResponseKind::Dispute,
        ResponseKind::Extend => wire::ResponseKind::Extend,
        ResponseKind::Waive => wire::ResponseKind::Waive,
        ResponseKind::Document => wire::ResponseKind::Document,
        ResponseKind::Group => wire::ResponseKind::Group,
        ResponseKind::Forecast => wire::ResponseKind::Forecast,
        ResponseKind::Withdraw => wire::ResponseKind::Withdraw,
    }
}

pub(super) fn join_kind(kind: &wire::ResponseKind) -> ResponseKind {
    match kind {
        wire::ResponseKind::Accept => ResponseKind::Accept,
        wire::ResponseKind::Explain => ResponseKind::Explain,
        wire::ResponseKind::Dispute => ResponseKind::Dispute,
        wire::ResponseKind::Extend => ResponseKind::Extend,
        wire::ResponseKind::Waive => ResponseKind::Waive,
        wire::ResponseKind::Document => ResponseKind::Document,
        wire::ResponseKind::Group => ResponseKind::Group,
        wire::ResponseKind::Forecast => ResponseKind::Forecast,
        wire::ResponseKind::Withdraw => ResponseKind::Withdraw,
    }
}
