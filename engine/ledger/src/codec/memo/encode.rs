//! From a memo to the wire.

use std::ptr;

use engine::alert::{Alert, AlertId, Breaker};
use engine::evaluate::Said;
use engine::evidence::WhyAbsent;
use engine::memo::{AlertMemo, Memo};
use engine::model::{Cell, MissionId, Node, ObligationId, ObligationRef, PartId, Period, Report, Response};
use engine::program::Assessment;
use engine::view::{Fault, Stop};
use rustc_hash::FxHashMap;

use super::super::column::{Column, Dictionary};
use super::super::encode::moment;
use super::super::figures::{split_period, split_report};
use super::super::response::split_response;
use super::mention::Mentions;
use super::wire::{self, Because, Moment, ObligationIx, Outcome, PeriodIx, Shape, Str};

/// What stands between the two ids of a cell, and after them, in the text that names it.
pub(super) const CELL_WORDS: [&str; 2] = [" of ", " in "];

pub(super) fn encode(memo: &Memo) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let revision = encoder.string(memo.revision.as_str());
    let responses = encoder.responses(&memo.responses);
    for said in &memo.said {
        encoder.said(said);
    }
    let alerts = memo.alerts.iter().map(|alert| encoder.alert_memo(alert)).collect();
    let wire = encoder.finish(moment(memo.now), revision, responses, alerts);
    postcard::to_allocvec(&wire).expect("writing to memory does not fail")
}

/// What the rows of one memo share, and the rows so far.
#[derive(Default)]
struct Encoder<'m> {
    strings: Words<'m>,
    periods: Dictionary<wire::Period>,
    obligations: Dictionary<wire::ObligationRef>,
    nodes: Dictionary<wire::Node>,
    shapes: Dictionary<Shape>,
    reasons: Mentions<&'m str>,
    cells: Mentions<(Str, Str, PeriodIx)>,
    wakes: Mentions<Moment>,
    node: Vec<u32>,
    period: Vec<u32>,
    shape: Vec<u32>,
}

/// Numbers texts. Rows share their ids in memory, so that most are known by their address, without a look at the letters.
#[derive(Default)]
struct Words<'m> {
    texts: Dictionary<&'m str>,
    by_address: FxHashMap<*const str, Str>,
}

impl<'m> Words<'m> {
    fn number(&mut self, text: &'m str) -> Str {
        *self.by_address.entry(ptr::from_ref(text)).or_insert_with(|| self.texts.number(text))
    }
}

impl<'m> Encoder<'m> {
    fn said(&mut self, said: &'m Said) {
        let node = self.node(&said.node);
        let outcome = self.outcome(&said.said);
        let because = self.because(said);
        for cell in &said.reads {
            self.cell(cell);
        }
        for wake in &said.wakes {
            self.wakes.mention(moment(*wake));
        }
        let shape = Shape {
            outcome,
            verdict: said.finding.verdict.into(),
            line: said.finding.line,
            because,
            reads: count(said.reads.len()),
            wakes: count(said.wakes.len()),
        };
        let period = self.period(said.period);
        self.node.push(node);
        self.period.push(period);
        self.shape.push(self.shapes.number(shape));
    }

    fn outcome(&mut self, said: &'m Result<Assessment, Stop>) -> Outcome {
        match said {
            Ok(Assessment { judgement, reason, line }) => {
                self.reasons.mention(reason);
                Outcome::Judged { judgement: (*judgement).into(), line: *line }
            }
            Err(Stop::NoData(gap)) => {
                self.cell(&gap.cell);
                Outcome::NoData(split_why(gap.why))
            }
            Err(Stop::Failed(Fault { message, line })) => {
                self.reasons.mention(message);
                Outcome::Failed { line: *line }
            }
        }
    }

    fn because(&mut self, said: &'m Said) -> Because {
        let reason = &said.finding.reason;
        let after_the_gap = match &said.said {
            Ok(Assessment { reason: spoken, .. }) | Err(Stop::Failed(Fault { message: spoken, .. })) => {
                if spoken == reason {
                    return Because::AsSaid;
                }
                None
            }
            Err(Stop::NoData(gap)) => after_cell(reason, &gap.cell),
        };
        self.reasons.mention(after_the_gap.unwrap_or(reason));
        if after_the_gap.is_some() { Because::OfTheGap } else { Because::ByItself }
    }

    fn alert_memo(&mut self, memo: &'m AlertMemo) -> wire::AlertMemo {
        wire::AlertMemo {
            id: self.alert_id(&memo.id),
            state: memo.state.into(),
            active_at: memo.active_at.map(moment),
            cleared_at: memo.cleared_at.map(moment),
            periods: self.periods(&memo.periods),
            told: memo.told.as_ref().map(|alert| self.alert(alert)),
        }
    }

    fn alert(&mut self, alert: &'m Alert) -> wire::Alert {
        let holds_up = alert.holds_up.iter();
        wire::Alert {
            id: self.alert_id(&alert.id),
            state: alert.state.into(),
            since: moment(alert.since),
            periods: self.periods(&alert.periods),
            broken_by: alert.broken_by.iter().map(|breaker| self.breaker(breaker)).collect(),
            delivered_by: alert.delivered_by.iter().map(|body| self.string(body.as_str())).collect(),
            awaited_from: alert.awaited_from.iter().map(|body| self.string(body.as_str())).collect(),
            held_up_by: alert.held_up_by.iter().map(|what| self.string(what)).collect(),
            holds_up: holds_up.map(|held| self.obligation(&held.mission, &held.obligation)).collect(),
            owner: alert.owner.as_deref().map(|owner| self.string(owner)),
            responses: self.responses(&alert.responses),
            message: self.string(&alert.message),
        }
    }

    fn responses(&mut self, responses: &'m [Response]) -> Vec<wire::Response> {
        let mut string = |text: &'m str| self.string(text);
        responses.iter().map(|response| split_response(response, &mut string)).collect()
    }

    fn breaker(&mut self, breaker: &'m Breaker) -> wire::Breaker {
        wire::Breaker {
            contribution: breaker.part.contribution().map(|id| self.string(id.as_str())),
            body: self.string(breaker.body.as_str()),
            owner: breaker.owner.as_deref().map(|owner| self.string(owner)),
            periods: self.periods(&breaker.periods),
            silent: self.periods(&breaker.silent),
            verdict: breaker.verdict.into(),
            reason: self.string(&breaker.reason),
        }
    }

    fn alert_id(&mut self, id: &'m AlertId) -> wire::AlertId {
        wire::AlertId {
            obligation: self.obligation(&id.mission, &id.obligation),
            body: self.string(id.body.as_str()),
            kind: id.kind.into(),
        }
    }

    fn node(&mut self, node: &'m Node) -> u32 {
        let ObligationRef { mission, obligation } = node.obligation();
        let obligation = self.obligation(mission, obligation);
        let node = match node {
            Node::Whole(_) => wire::Node::Whole(obligation),
            Node::Part(_, PartId::Lead) => wire::Node::Lead(obligation),
            Node::Part(_, PartId::Contribution(id)) => {
                wire::Node::Contribution(obligation, self.string(id.as_str()))
            }
            Node::Gate(_, measure) => wire::Node::Gate(obligation, self.string(measure.as_str())),
        };
        self.nodes.number(node)
    }

    fn obligation(&mut self, mission: &'m MissionId, obligation: &'m ObligationId) -> ObligationIx {
        let mission = self.string(mission.as_str());
        let obligation = self.string(obligation.as_str());
        self.obligations.number(wire::ObligationRef { mission, obligation })
    }

    fn cell(&mut self, cell: &'m Cell) {
        let measure = self.string(cell.measure.as_str());
        let body = self.string(cell.body.as_str());
        let period = self.period(cell.period);
        self.cells.mention((measure, body, period));
    }

    fn periods(&mut self, periods: &[Period]) -> Vec<PeriodIx> {
        periods.iter().map(|period| self.period(*period)).collect()
    }

    fn period(&mut self, period: Period) -> PeriodIx {
        self.periods.number(split_period(period))
    }

    fn string(&mut self, text: &'m str) -> Str {
        self.strings.number(text)
    }

    fn finish(
        self,
        now: Moment,
        revision: Str,
        responses: Vec<wire::Response>,
        alerts: Vec<wire::AlertMemo>,
    ) -> wire::Memo<'m> {
        let (reasons, reason_mentions) = self.reasons.finish();
        let (cells, cell_mentions) = self.cells.finish();
        let (wakes, wake_mentions) = self.wakes.finish();
        let (ids, cell_periods): (Vec<_>, Vec<_>) =
            cells.map(|(measure, body, period)| ((measure, body), period)).unzip();
        let (measures, bodies): (Vec<_>, Vec<_>) = ids.into_iter().unzip();
        wire::Memo {
            now,
            revision,
            strings: self.strings.texts.into_things().collect(),
            reasons: reasons.collect(),
            periods: self.periods.into_things().collect(),
            wakes: wakes.collect(),
            obligations: self.obligations.into_things().collect(),
            nodes: self.nodes.into_things().collect(),
            shapes: self.shapes.into_things().collect(),
            cells: wire::Cells {
                measure: Column::pack(measures),
                body: Column::pack(bodies),
                period: Column::pack(cell_periods),
            },
            said: wire::Said {
                node: Column::pack(self.node),
                period: Column::pack(self.period),
                shape: Column::pack(self.shape),
                reasons: reason_mentions,
                cells: cell_mentions,
                wakes: wake_mentions,
            },
            responses,
            alerts,
        }
    }
}

/// What follows the ids of the cell in a reason that opens with them.
fn after_cell<'m>(reason: &'m str, cell: &Cell) -> Option<&'m str> {
    let [of, within] = CELL_WORDS;
    let rest = reason.strip_prefix(cell.measure.as_str())?.strip_prefix(of)?;
    rest.strip_prefix(cell.body.as_str())?.strip_prefix(within)
}

fn split_why(why: WhyAbsent) -> wire::WhyAbsent {
    match why {
        WhyAbsent::NeverReported => wire::WhyAbsent::NeverReported,
        WhyAbsent::Stated(absence) => wire::WhyAbsent::Stated(split_report(Report::Absent(absence)).0),
        WhyAbsent::Incomplete { reported, expected } => wire::WhyAbsent::Incomplete { reported, expected },
        WhyAbsent::NothingToDivideBy => wire::WhyAbsent::NothingToDivideBy,
        WhyAbsent::InputMissing => wire::WhyAbsent::InputMissing,
        WhyAbsent::TooLarge => wire::WhyAbsent::TooLarge,
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).expect("a rule reads fewer than four thousand million things")
}
