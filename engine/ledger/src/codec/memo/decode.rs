//! From the wire to a memo. Whatever does not fit together is damage, never a panic.

use std::sync::Arc;

use engine::alert::{Alert, AlertId, Breaker};
use engine::evaluate::{Finding, Said};
use engine::evidence::{Gap, WhyAbsent};
use engine::memo::{AlertMemo, Memo};
use engine::model::{
    BodyId, Cell, ContributionId, MeasureId, MissionId, Node, ObligationId, ObligationRef, PartId, Period,
    Report, Response, Revision, WholeId,
};
use engine::program::Assessment;
use engine::view::{Fault, Stop};
use jiff::Timestamp;

use super::super::CodecError;
use super::super::column::Column;
use super::super::decode::{pick, timestamp};
use super::super::figures::{join_period, join_report};
use super::super::response::join_response;
use super::encode::CELL_WORDS;
use super::mention::{Mentioned, mentioned};
use super::wire::{self, Because, Moment, Outcome, PeriodIx, Shape, Str};

pub(super) fn decode(payload: &[u8]) -> Result<Memo, CodecError> {
    let wire: wire::Memo<'_> = match postcard::take_from_bytes(payload) {
        Ok((memo, [])) => memo,
        Ok(_) => return Err(CodecError::Malformed("something follows the memo")),
        Err(_) => return Err(CodecError::Malformed("it is not in the layout of a memo")),
    };
    let decoder = Decoder::new(&wire)?;
    Ok(Memo {
        now: timestamp(wire.now)?,
        revision: Revision::new(decoder.text(wire.revision)?),
        responses: decoder.responses(&wire.responses)?,
        said: decoder.all_said(&wire)?,
        alerts: wire.alerts.iter().map(|alert| decoder.alert_memo(alert)).collect::<Result<_, _>>()?,
    })
}

/// What the rows of one memo share. Each text is allocated once, however many rows name it.
struct Decoder {
    texts: Vec<Arc<str>>,
    periods: Vec<Period>,
    obligations: Vec<ObligationRef>,
}

impl Decoder {
    fn new(wire: &wire::Memo<'_>) -> Result<Self, CodecError> {
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

    fn all_said(&self, wire: &wire::Memo<'_>) -> Result<Vec<Said>, CodecError> {
        let said = &wire.said;
        check_rows(&[&said.node, &said.period, &said.shape])?;
        let nodes = wire.nodes.iter().map(|node| self.node(node)).collect::<Result<Vec<_>, _>>()?;
        let cells = self.cells(&wire.cells)?;
        let wakes = wire.wakes.iter().map(|at| timestamp(*at)).collect::<Result<Vec<_>, _>>()?;
        let mut rows = Rows {
            reasons: mentioned(&wire.reasons, &said.reasons),
            cells: mentioned(&cells, &said.cells),
            wakes: mentioned(&wakes, &said.wakes),
        };
        let heads = said.node.numbers().zip(said.period.numbers());
        let one = |((node, period), shape)| {
            let shape = pick(&wire.shapes, shape)?;
            let (said, finding) = rows.said(&shape)?;
            let (reads, wakes) = (rows.cells.take(shape.reads)?, rows.wakes.take(shape.wakes)?);
            let period = self.period(period)?;
            Ok(Said { node: pick(&nodes, node)?, period, said, finding, reads, wakes })
        };
        let all = heads.zip(said.shape.numbers()).map(one).collect::<Result<_, CodecError>>()?;
        rows.reasons.end()?;
        rows.cells.end()?;
        rows.wakes.end()?;
        Ok(all)
    }

    fn node(&self, wire: &wire::Node) -> Result<Node, CodecError> {
        let whole = |obligation| pick(&self.obligations, obligation).map(WholeId::from);
        Ok(match *wire {
            wire::Node::Whole(obligation) => whole(obligation)?.into(),
            wire::Node::Lead(obligation) => whole(obligation)?.part(&PartId::Lead),
            wire::Node::Contribution(obligation, id) => {
                let id = ContributionId::new(self.text(id)?);
                whole(obligation)?.part(&PartId::Contribution(id))
            }
            wire::Node::Gate(obligation, id) => {
                Node::Gate(whole(obligation)?, MeasureId::new(self.text(id)?))
            }
        })
    }

    fn cells(&self, wire: &wire::Cells) -> Result<Vec<Cell>, CodecError> {
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

    fn alert_memo(&self, wire: &wire::AlertMemo) -> Result<AlertMemo, CodecError> {
        Ok(AlertMemo {
            id: self.alert_id(&wire.id)?,
            state: wire.state.into(),
            active_at: optional(wire.active_at)?,
            cleared_at: optional(wire.cleared_at)?,
            periods: all(&wire.periods, |period| self.period(period))?,
            told: wire.told.as_ref().map(|alert| self.alert(alert)).transpose()?,
        })
    }

    fn alert(&self, wire: &wire::Alert) -> Result<Alert, CodecError> {
        Ok(Alert {
            id: self.alert_id(&wire.id)?,
            state: wire.state.into(),
            since: timestamp(wire.since)?,
            periods: all(&wire.periods, |period| self.period(period))?,
            broken_by: wire
                .broken_by
                .iter()
                .map(|breaker| self.breaker(breaker))
                .collect::<Result<_, _>>()?,
            delivered_by: all(&wire.delivered_by, |body| self.body(body))?,
            awaited_from: all(&wire.awaited_from, |body| self.body(body))?,
            held_up_by: all(&wire.held_up_by, |what| self.string(what))?,
            holds_up: all(&wire.holds_up, |held| pick(&self.obligations, held))?,
            owner: wire.owner.map(|owner| self.string(owner)).transpose()?,
            responses: self.responses(&wire.responses)?,
            message: self.string(wire.message)?,
        })
    }

    fn responses(&self, wire: &[wire::Response]) -> Result<Vec<Response>, CodecError> {
        wire.iter().map(|response| join_response(response, |text| self.string(text))).collect()
    }

    fn breaker(&self, wire: &wire::Breaker) -> Result<Breaker, CodecError> {
        Ok(Breaker {
            part: match wire.contribution {
                Some(id) => PartId::Contribution(ContributionId::new(self.text(id)?)),
                None => PartId::Lead,
            },
            body: self.body(wire.body)?,
            owner: wire.owner.map(|owner| self.string(owner)).transpose()?,
            periods: all(&wire.periods, |period| self.period(period))?,
            silent: all(&wire.silent, |period| self.period(period))?,
            verdict: wire.verdict.into(),
            reason: self.string(wire.reason)?,
        })
    }

    fn alert_id(&self, wire: &wire::AlertId) -> Result<AlertId, CodecError> {
        let ObligationRef { mission, obligation } = pick(&self.obligations, wire.obligation)?;
        Ok(AlertId { mission, obligation, body: self.body(wire.body)?, kind: wire.kind.into() })
    }

    fn body(&self, number: Str) -> Result<BodyId, CodecError> {
        self.text(number).map(BodyId::new)
    }

    fn period(&self, number: PeriodIx) -> Result<Period, CodecError> {
        pick(&self.periods, number)
    }

    fn text(&self, number: Str) -> Result<Arc<str>, CodecError> {
        pick(&self.texts, number)
    }

    fn string(&self, number: Str) -> Result<String, CodecError> {
        self.text(number).map(|text| text.as_ref().to_owned())
    }
}

/// What the rows mention, in their order.
struct Rows<'w, R, C, W> {
    reasons: Mentioned<'w, &'w str, R>,
    cells: Mentioned<'w, Cell, C>,
    wakes: Mentioned<'w, Timestamp, W>,
}

impl<R: Iterator<Item = u32>, C: Iterator<Item = u32>, W> Rows<'_, R, C, W> {
    fn said(&mut self, shape: &Shape) -> Result<(Result<Assessment, Stop>, Finding), CodecError> {
        let said = self.outcome(&shape.outcome)?;
        let reason = match (shape.because, &said) {
            (Because::AsSaid, Ok(Assessment { reason, .. })) => reason.clone(),
            (Because::AsSaid, Err(Stop::Failed(fault))) => fault.message.clone(),
            (Because::OfTheGap, Err(Stop::NoData(Gap { cell, .. }))) => {
                let [of, within] = CELL_WORDS;
                [cell.measure.as_str(), of, cell.body.as_str(), within, self.reasons.next()?].concat()
            }
            (Because::ByItself, _) => self.reasons.next()?.to_owned(),
            _ => return Err(CodecError::Malformed("a finding's reason is taken from where there is none")),
        };
        Ok((said, Finding { verdict: shape.verdict.into(), reason, line: shape.line }))
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<Result<Assessment, Stop>, CodecError> {
        Ok(match *outcome {
            Outcome::Judged { judgement, line } => {
                Ok(Assessment { judgement: judgement.into(), reason: self.reasons.next()?.to_owned(), line })
            }
            Outcome::NoData(ref why) => {
                Err(Stop::NoData(Gap { cell: self.cells.next()?, why: join_why(why)? }))
            }
            Outcome::Failed { line } => {
                Err(Stop::Failed(Fault { message: self.reasons.next()?.to_owned(), line }))
            }
        })
    }
}

fn join_why(why: &wire::WhyAbsent) -> Result<WhyAbsent, CodecError> {
    Ok(match *why {
        wire::WhyAbsent::NeverReported => WhyAbsent::NeverReported,
        wire::WhyAbsent::Stated(form) => match join_report(form, || None)? {
            Report::Absent(absence) => WhyAbsent::Stated(absence),
            Report::Value(_) => return Err(CodecError::Malformed("a stated absence is a value")),
        },
        wire::WhyAbsent::Incomplete { reported, expected } => WhyAbsent::Incomplete { reported, expected },
        wire::WhyAbsent::NothingToDivideBy => WhyAbsent::NothingToDivideBy,
        wire::WhyAbsent::InputMissing => WhyAbsent::InputMissing,
        wire::WhyAbsent::TooLarge => WhyAbsent::TooLarge,
    })
}

fn check_rows(columns: &[&Column]) -> Result<(), CodecError> {
    let is_even = columns.windows(2).all(|pair| pair[0].rows() == pair[1].rows());
    if is_even { Ok(()) } else { Err(CodecError::Malformed("the columns differ in length")) }
}

fn all<T>(numbers: &[u32], one: impl Fn(u32) -> Result<T, CodecError>) -> Result<Vec<T>, CodecError> {
    numbers.iter().map(|number| one(*number)).collect()
}

fn optional(at: Option<Moment>) -> Result<Option<Timestamp>, CodecError> {
    at.map(timestamp).transpose()
}
