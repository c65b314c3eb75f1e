//! The pieces of a memo from the wire. Whatever does not fit together is damage, never a panic.

use std::sync::Arc;

use engine::alert::{Alert, AlertId, Breaker, HeldUpBy, HeldUpPart};
use engine::evaluate::{AnsweredBreach, Cause, Finding, JoinedWhole, SeenFigure, Telling};
use engine::evidence::Gap;
use engine::memo::AlertMemo;
use engine::model::{
    BodyId, Cell, ContributionId, GateId, MeasureId, MissionId, Node, ObligationId, ObligationRef, PartId,
    Period, Piece, Response, ResponseId, Statement, Submission, WholeId,
};
use engine::program::Cut;
use engine::view::{Failure, Fault, OtherRead};
use rust_decimal::Decimal;

use super::super::CodecError;
use super::super::day::join_day;
use super::super::decode::pick;
use super::super::figures::{join_period, join_value};
use super::super::moment::{optional, timestamp};
use super::super::response::{join_kind, join_response};
use super::super::unused;
use super::climb::{join_climb, join_posts};
use super::cut::{join_cut, join_reacceptance};
use super::mention::{all, check_rows};
use super::other_read::{Pieces, join, join_tellings};
use super::own_figure::join_own_figure;
use super::why_absent::join_why;
use super::wire::{self, PeriodIx, Str};

/// What the rows of one memo share. Each text is allocated once, however many rows name it.
pub(super) struct Decoder {
    texts: Vec<Arc<str>>,
    periods: Vec<Period>,
    obligations: Vec<ObligationRef>,
}

impl Decoder {
    pub(super) fn new(wire: &wire::Memo<'_>) -> Result<Self, CodecError> {
        let mut decoder = Self {
            texts: wire.strings.iter().map(|text| Arc::from(*text)).collect(),
            periods: wire.periods.iter().map(join_period).collect(),
            obligations: Vec::new(),
        };
        let obligation = |reference: &wire::ObligationRef| {
            Ok(ObligationRef {
                mission: MissionId::new(decoder.text(reference.mission)?),
                obligation: ObligationId::new(decoder.text(reference.obligation)?),
            })
        };
        decoder.obligations = wire.obligations.iter().map(obligation).collect::<Result<_, CodecError>>()?;
        Ok(decoder)
    }

    pub(super) fn other_read(&self, wire: &wire::OtherRead) -> Result<OtherRead, CodecError> {
        let of = wire.of.map(|of| pick(&self.obligations, of)).transpose()?;
        let period = wire.period.map(|period| self.period(period)).transpose()?;
        let name = wire.name.map(|name| self.text(name)).transpose()?;
        join(Pieces { kind: wire.kind, of, period, name })
    }

    pub(super) fn told(
        &self,
        (of, tellings): &wire::Told,
    ) -> Result<(ObligationRef, Vec<Telling>), CodecError> {
        Ok((pick(&self.obligations, *of)?, join_tellings(tellings)?))
    }

    pub(super) fn joined(
        &self,
        (of, period, verdict, cause, wakes): &wire::Joined,
    ) -> Result<JoinedWhole, CodecError> {
        let wakes = wakes.iter().map(|wake| timestamp(*wake)).collect::<Result<_, _>>()?;
        let finding = Finding { verdict: (*verdict).into(), cause: self.cause(cause)? };
        let (obligation, period) = (pick(&self.obligations, *of)?, self.period(*period)?);
        Ok(JoinedWhole { obligation, period, finding, wakes })
    }

    pub(super) fn node(&self, wire: &wire::Node) -> Result<Node, CodecError> {
        let whole = |obligation| pick(&self.obligations, obligation).map(WholeId::from);
        Ok(match *wire {
            wire::Node::Whole(obligation) => whole(obligation)?.into(),
            wire::Node::Lead(obligation) => whole(obligation)?.part(&PartId::Lead),
            wire::Node::Contribution(obligation, id) => {
                let id = ContributionId::new(self.text(id)?);
                whole(obligation)?.part(&PartId::Contribution(id))
            }
            wire::Node::Gate(obligation, id, nth) => {
                Node::Gate(whole(obligation)?, GateId { measure: MeasureId::new(self.text(id)?), nth })
            }
        })
    }

    pub(super) fn cells(&self, wire: &wire::Cells) -> Result<Vec<Cell>, CodecError> {
        check_rows(&[&wire.measure, &wire.body, &wire.period])?;
        let rows = wire.measure.numbers().zip(wire.body.numbers()).zip(wire.period.numbers());
        let cell = |((measure, body), period)| {
            Ok(Cell {
                measure: MeasureId::new(self.text(measure)?),
                body: self.body(body)?,
                period: self.period(period)?,
            })
        };
        rows.map(cell).collect()
    }

    pub(super) fn alert_memo(&self, wire: &wire::AlertMemo) -> Result<AlertMemo, CodecError> {
        Ok(AlertMemo {
            id: self.alert_id(&wire.id)?,
            state: wire.state.into(),
            since: timestamp(wire.since)?,
            active_at: optional(wire.active_at)?,
            cleared_at: optional(wire.cleared_at)?,
            severity: wire.severity.map(Into::into),
            periods: all(&wire.periods, |period| self.period(period))?.into(),
            told: wire.told.as_ref().map(|alert| self.alert(alert).map(Arc::new)).transpose()?,
            climb: join_climb(wire.climb.as_ref(), |text| self.string(text))?,
        })
    }

    fn alert(&self, wire: &wire::Alert) -> Result<Alert, CodecError> {
        Ok(Alert {
            id: self.alert_id(&wire.id)?,
            lead: self.body(wire.lead)?,
            state: wire.state.into(),
            severity: wire.severity.map(Into::into),
            since: timestamp(wire.since)?,
            periods: all(&wire.periods, |period| self.period(period))?.into(),
            owed: wire.owed,
            named: wire
                .named
                .iter()
                .map(|breaker| self.breaker(breaker).map(Arc::new))
                .collect::<Result<_, _>>()?,
            disputed: wire.disputed.iter().map(|part| self.part(*part)).collect::<Result<_, _>>()?,
            joined: wire.joined.as_ref().map(|said| self.statement(said)).transpose()?,
            held_up: wire.held_up.iter().map(|part| self.held_up(part)).collect::<Result<_, _>>()?,
            delivered_by: wire.delivered_by.iter().map(|body| self.body(*body)).collect::<Result<_, _>>()?,
            awaited_from: wire.awaited_from.iter().map(|body| self.body(*body)).collect::<Result<_, _>>()?,
            held_up_by: wire.held_up_by.iter().map(|held| self.held_up_by(held)).collect::<Result<_, _>>()?,
            holds_up: all(&wire.holds_up, |held| pick(&self.obligations, held))?,
            owner: wire.owner.map(|owner| self.string(owner)).transpose()?,
            posts: join_posts(&wire.posts, |text| self.string(text))?,
            climb: join_climb(wire.climb.as_ref(), |text| self.string(text))?,
            responses: self.responses(&wire.responses)?,
            reacceptance: join_reacceptance(wire.reacceptance.as_ref(), |text| self.string(text))?,
        })
    }

    pub(super) fn cuts(
        &self,
        (of, cuts): &(u32, Vec<wire::Cut>),
    ) -> Result<(ObligationRef, Vec<Cut>), CodecError> {
        let cuts = cuts.iter().map(|cut| join_cut(cut, &|text| self.string(text)));
        Ok((pick(&self.obligations, *of)?, cuts.collect::<Result<_, CodecError>>()?))
    }

    pub(super) fn responses(&self, wire: &[wire::OwnedResponse]) -> Result<Vec<Response>, CodecError> {
        let join = |(response, owed_by, enclosed): &wire::OwnedResponse| {
            join_response(response, (*owed_by, enclosed.as_ref()), |text| self.string(text))
        };
        wire.iter().map(join).collect()
    }

    fn part(&self, contribution: Option<Str>) -> Result<PartId, CodecError> {
        Ok(match contribution {
            Some(id) => PartId::Contribution(ContributionId::new(self.text(id)?)),
            None => PartId::Lead,
        })
    }

    fn held_up(&self, wire: &wire::HeldUpPart) -> Result<HeldUpPart, CodecError> {
        let gap = |(cell, why): &(wire::Cell, wire::Lacking)| self.gap(self.cell(cell)?, why);
        let missing = wire.missing.iter().map(gap).collect::<Result<Vec<_>, CodecError>>()?;
        Ok(HeldUpPart {
            part: self.part(wire.contribution)?,
            body: self.body(wire.body)?,
            missing: missing.into(),
        })
    }

    fn breaker(&self, wire: &wire::Breaker) -> Result<Breaker, CodecError> {
        Ok(Breaker {
            part: self.part(wire.contribution)?,
            body: self.body(wire.body)?,
            owner: wire.owner.map(|owner| self.string(owner)).transpose()?,
            periods: all(&wire.periods, |period| self.period(period))?.into(),
            silent: all(&wire.silent, |period| self.period(period))?.into(),
            verdict: wire.verdict.into(),
            cause: self.cause(&wire.because)?,
            figure: join_own_figure(&wire.figure, |text| self.string(text))?,
        })
    }

    pub(super) fn cause(&self, wire: &wire::Cause) -> Result<Cause, CodecError> {
        Ok(match wire {
            wire::Cause::Evident => Cause::Evident,
            wire::Cause::Stated { statement, line } => {
                Cause::Stated { statement: self.statement(statement)?, line: *line }
            }
            wire::Cause::Missing { cell, why } => Cause::Missing(self.gap(self.cell(cell)?, why)?.into()),
            wire::Cause::Failed { failure, line } => {
                Cause::Failed(Fault { failure: self.failure(failure)?, line: *line }.into())
            }
            wire::Cause::Parts => Cause::Parts,
            wire::Cause::InsideDelay { relation, until } => {
                Cause::InsideDelay { relation: self.body(*relation)?, until: join_day(*until)? }
            }
            wire::Cause::Answered { submission, breach, because } => {
                let breach = Finding { verdict: (*breach).into(), cause: self.cause(because)? };
                Cause::Answered(Box::new(AnsweredBreach { submission: self.submission(submission)?, breach }))
            }
        })
    }

    pub(super) fn gap(&self, cell: Cell, (why, unused): &wire::Lacking) -> Result<Gap, CodecError> {
        let unused = unused.as_ref().map(|report| unused::join_report(report, |text| self.text(text)));
        Ok(Gap { cell, why: join_why(why)?, unused: unused.transpose()?.map(Arc::new) })
    }

    pub(super) fn statement(&self, wire: &wire::Statement) -> Result<Statement, CodecError> {
        let piece = |piece: &wire::Piece| {
            Ok(match piece {
                wire::Piece::Text(text) => Piece::Text(self.text(*text)?),
                wire::Piece::Number(value) => Piece::Number(Decimal::deserialize(*value)),
                wire::Piece::Grouped(value) => Piece::Grouped(Decimal::deserialize(*value)),
                wire::Piece::Percent(value) => Piece::Percent(Decimal::deserialize(*value)),
                wire::Piece::Period(period) => Piece::Period(self.period(*period)?),
            })
        };
        let pieces = wire.iter().map(piece).collect::<Result<Vec<_>, CodecError>>()?;
        Ok(Statement::new(pieces))
    }

    pub(super) fn failure(&self, wire: &wire::Failure) -> Result<Failure, CodecError> {
        Ok(match wire {
            wire::Failure::Raised(message) => Failure::Raised(self.text(*message)?),
            wire::Failure::NoTarget(cell) => Failure::NoTarget(self.cell(cell)?),
            wire::Failure::NoMeasure(id) => Failure::NoMeasure(self.text(*id)?),
            wire::Failure::NoBody(id) => Failure::NoBody(self.text(*id)?),
            wire::Failure::NoObligation(name) => Failure::NoObligation(self.text(*name)?),
            wire::Failure::ReadsVerdicts(name) => Failure::ReadsVerdicts(self.text(*name)?),
            wire::Failure::OnlyParts => Failure::OnlyParts,
            wire::Failure::NoParts => Failure::NoParts,
        })
    }

    fn submission(&self, wire: &wire::Submission) -> Result<Submission, CodecError> {
        Ok(Submission {
            kind: join_kind(&wire.kind),
            by: self.string(wire.by)?,
            reason: self.string(wire.reason)?,
            approver: wire.approver.map(|approver| self.string(approver)).transpose()?,
            until: wire.until.map(join_day).transpose()?,
        })
    }

    fn held_up_by(&self, wire: &wire::HeldUpBy) -> Result<HeldUpBy, CodecError> {
        Ok(match wire {
            wire::HeldUpBy::Obligation(held) => HeldUpBy::Obligation(pick(&self.obligations, *held)?),
            wire::HeldUpBy::Reports(measure) => HeldUpBy::Reports(MeasureId::new(self.text(*measure)?)),
        })
    }

    pub(super) fn seen(&self, (id, cell, (form, digits)): &wire::Seen) -> Result<SeenFigure, CodecError> {
        let (response, cell) = (ResponseId::new(self.text(*id)?), self.cell(cell)?);
        Ok(SeenFigure { response, cell, value: join_value(*form, Some(*digits))? })
    }

    fn cell(&self, wire: &wire::Cell) -> Result<Cell, CodecError> {
        Ok(Cell {
            measure: MeasureId::new(self.text(wire.measure)?),
            body: self.body(wire.body)?,
            period: self.period(wire.period)?,
        })
    }

    fn alert_id(&self, wire: &wire::AlertId) -> Result<AlertId, CodecError> {
        let ObligationRef { mission, obligation } = pick(&self.obligations, wire.obligation)?;
        Ok(AlertId { mission, obligation, kind: wire.kind.into() })
    }

    fn body(&self, number: Str) -> Result<BodyId, CodecError> {
        self.text(number).map(BodyId::new)
    }

    pub(super) fn period(&self, number: PeriodIx) -> Result<Period, CodecError> {
        pick(&self.periods, number)
    }

    pub(super) fn text(&self, number: Str) -> Result<Arc<str>, CodecError> {
        pick(&self.texts, number)
    }

    fn string(&self, number: Str) -> Result<String, CodecError> {
        self.text(number).map(|text| text.as_ref().to_owned())
    }
}
