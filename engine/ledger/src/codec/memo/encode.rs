//! From a memo to the wire.

use engine::alert::{Alert, AlertId, Breaker, HeldUpBy, HeldUpPart};
use engine::evaluate::{AnsweredBreach, Cause, JoinedWhole, ReadCell, RuleSaid, SeenFigure};
use engine::evidence::Gap;
use engine::memo::{AlertMemo, Memo};
use engine::model::{
    Cell, GateId, MissionId, Node, ObligationId, ObligationRef, PartId, Period, Piece, Response, Statement,
    Submission,
};
use engine::program::Assessment;
use engine::view::{Failure, Fault, OtherRead, Stop};

use super::super::column::{Column, Dictionary};
use super::super::day::split_day;
use super::super::enclosed::split_enclosed;
use super::super::figures::split_period;
use super::super::moment::moment;
use super::super::response::{split_kind, split_response};
use super::super::unused::{self, split_embargoes, split_unused};
use super::as_said::is_as_said;
use super::cells::NumberedCells;
use super::climb::{split_climb, split_post};
use super::cut::{split_cut, split_reacceptance};
use super::listing::split_listings;
use super::mention::Mentions;
use super::other_read::{Pieces, pieces, split_tellings};
use super::own_figure::split_own_figure;
use super::texts::Texts;
use super::why_absent::{split_value, split_why};
use super::wire::{self, Because, Moment, ObligationIx, Outcome, PeriodIx, Shape, Str};

pub(super) fn encode(memo: &Memo) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let revision = encoder.string(memo.revision.as_str());
    let responses = encoder.responses(&memo.responses);
    for cell in &memo.cells {
        let cell = encoder.whole_cell(cell);
        encoder.cells.read(&cell);
    }
    let mut others = Vec::new();
    for (row, said) in memo.said.iter().enumerate() {
        encoder.said(said);
        if !said.others.is_empty() {
            others.push((count(row), said.others.iter().map(|read| encoder.other_read(read)).collect()));
        }
    }
    let told = memo.told.iter().map(|(of, told)| (encoder.reference(of), split_tellings(told))).collect();
    let joined = memo.joined.iter().map(|whole| encoder.joined(whole)).collect();
    let alerts = memo.alerts.iter().map(|alert| encoder.alert_memo(alert)).collect();
    let downtimes = memo.downtimes.iter().map(|(from, to)| (moment(*from), moment(*to))).collect();
    let mut string = |text| encoder.string(text);
    let unused = memo.unused.iter().map(|unused| split_unused(unused, &mut string)).collect();
    let (held, rows) = split_embargoes(&memo.unused, &mut string);
    let unused = (unused, held, rows);
    let formerly = memo.formerly_unused.iter().map(|(path, content)| (string(path), string(content)));
    let formerly = formerly.collect();
    let seen = memo.seen.iter().map(|SeenFigure { response, cell, value }| {
        (encoder.string(response.as_str()), encoder.whole_cell(cell), split_value(*value))
    });
    let seen = seen.collect();
    let listings = split_listings(&memo.said, &mut |text| encoder.string(text));
    let cuts = memo.cuts.iter().map(|(of, cuts)| {
        let cuts = cuts.iter().map(|cut| split_cut(cut, &mut |text| encoder.string(text))).collect();
        (encoder.reference(of), cuts)
    });
    let rest = (others, told, joined, cuts.collect(), listings);
    let rest = (alerts, downtimes, unused, formerly, seen, rest);
    let wire = encoder.finish(moment(memo.now), revision, responses, rest);
    postcard::to_allocvec(&wire).expect("writing to memory does not fail")
}

/// What the rows of one memo share, and the rows so far.
#[derive(Default)]
struct Encoder<'m> {
    strings: Texts<'m>,
    periods: Dictionary<wire::Period>,
    obligations: Dictionary<wire::ObligationRef>,
    nodes: Dictionary<wire::Node>,
    shapes: Dictionary<Shape>,
    statements: Mentions<wire::Statement>,
    cells: NumberedCells,
    wakes: Mentions<Moment>,
    node: Vec<u32>,
    period: Vec<u32>,
    shape: Vec<u32>,
}

impl<'m> Encoder<'m> {
    fn said(&mut self, said: &'m RuleSaid) {
        let node = self.node(&said.node);
        let outcome = self.outcome(&said.said);
        let because = self.because(said);
        for ReadCell(number) in &said.reads {
            self.cells.mention(*number);
        }
        for wake in &said.wakes {
            self.wakes.mention(moment(*wake));
        }
        let shape = Shape {
            outcome,
            verdict: said.finding.verdict.into(),
            because,
            reads: count(said.reads.len()),
            wakes: count(said.wakes.len()),
        };
        let period = self.period(said.period);
        self.node.push(node);
        self.period.push(period);
        self.shape.push(self.shapes.number(shape));
    }

    fn joined(&mut self, whole: &'m JoinedWhole) -> wire::Joined {
        let JoinedWhole { obligation, period, finding, wakes } = whole;
        let (obligation, period) = (self.reference(obligation), self.period(*period));
        let wakes = wakes.iter().map(|wake| moment(*wake)).collect();
        (obligation, period, finding.verdict.into(), self.cause(&finding.cause), wakes)
    }

    fn other_read(&mut self, read: &'m OtherRead) -> wire::OtherRead {
        let Pieces { kind, of, period, name } = pieces(read);
        let of = of.map(|of| self.reference(of));
        let (period, name) = (period.map(|period| self.period(period)), name.map(|name| self.string(name)));
        wire::OtherRead { kind, of, period, name }
    }

    fn outcome(&mut self, said: &'m Result<Assessment, Stop>) -> Outcome {
        match said {
            Ok(Assessment { judgement, reason, line }) => {
                let statement = self.statement(reason);
                self.statements.mention(statement);
                Outcome::Judged { judgement: (*judgement).into(), line: *line }
            }
            Err(Stop::NoData(gap)) => {
                let cell = self.whole_cell(&gap.cell);
                self.cells.mention_cell(&cell);
                Outcome::NoData(self.lacking(gap))
            }
            Err(Stop::Failed(Fault { failure, line })) => {
                Outcome::Failed { failure: self.failure(failure), line: *line }
            }
        }
    }

    fn lacking(&mut self, gap: &'m Gap) -> wire::Lacking {
        let unused = gap.unused.as_deref();
        (split_why(gap.why), unused.map(|report| unused::split_report(report, |text| self.string(text))))
    }

    fn because(&mut self, said: &'m RuleSaid) -> Because {
        if is_as_said(said) { Because::AsSaid } else { Because::Of(self.cause(&said.finding.cause)) }
    }

    fn cause(&mut self, cause: &'m Cause) -> wire::Cause {
        match cause {
            Cause::Evident => wire::Cause::Evident,
            Cause::Stated { statement, line } => {
                wire::Cause::Stated { statement: self.statement(statement), line: *line }
            }
            Cause::Missing(gap) => {
                wire::Cause::Missing { cell: self.whole_cell(&gap.cell), why: self.lacking(gap) }
            }
            Cause::Failed(fault) => {
                wire::Cause::Failed { failure: self.failure(&fault.failure), line: fault.line }
            }
            Cause::Parts => wire::Cause::Parts,
            Cause::InsideDelay { relation, until } => wire::Cause::InsideDelay {
                relation: self.string(relation.as_str()),
                until: split_day(*until),
            },
            Cause::Answered(answered) => {
                let AnsweredBreach { submission, breach } = &**answered;
                wire::Cause::Answered {
                    submission: self.submission(submission),
                    breach: breach.verdict.into(),
                    because: Box::new(self.cause(&breach.cause)),
                }
            }
        }
    }

    fn statement(&mut self, statement: &'m Statement) -> wire::Statement {
        let piece = |piece: &'m Piece| match piece {
            Piece::Text(text) => wire::Piece::Text(self.string(text)),
            Piece::Number(value) => wire::Piece::Number(value.serialize()),
            Piece::Grouped(value) => wire::Piece::Grouped(value.serialize()),
            Piece::Percent(value) => wire::Piece::Percent(value.serialize()),
            Piece::Period(period) => wire::Piece::Period(self.period(*period)),
        };
        statement.pieces().iter().map(piece).collect()
    }

    fn failure(&mut self, failure: &'m Failure) -> wire::Failure {
        match failure {
            Failure::Raised(message) => wire::Failure::Raised(self.string(message)),
            Failure::NoTarget(cell) => wire::Failure::NoTarget(self.whole_cell(cell)),
            Failure::NoMeasure(id) => wire::Failure::NoMeasure(self.string(id)),
            Failure::NoBody(id) => wire::Failure::NoBody(self.string(id)),
            Failure::NoObligation(name) => wire::Failure::NoObligation(self.string(name)),
            Failure::ReadsVerdicts(name) => wire::Failure::ReadsVerdicts(self.string(name)),
            Failure::OnlyParts => wire::Failure::OnlyParts,
            Failure::NoParts => wire::Failure::NoParts,
        }
    }

    fn submission(&mut self, submission: &'m Submission) -> wire::Submission {
        let Submission { kind, by, reason, approver, until } = submission;
        wire::Submission {
            kind: split_kind(*kind),
            by: self.string(by),
            reason: self.string(reason),
            approver: approver.as_deref().map(|approver| self.string(approver)),
            until: until.map(split_day),
        }
    }

    fn held_up_by(&mut self, held: &'m HeldUpBy) -> wire::HeldUpBy {
        match held {
            HeldUpBy::Obligation(reference) => wire::HeldUpBy::Obligation(self.reference(reference)),
            HeldUpBy::Reports(measure) => wire::HeldUpBy::Reports(self.string(measure.as_str())),
        }
    }

    fn whole_cell(&mut self, cell: &'m Cell) -> wire::Cell {
        wire::Cell {
            measure: self.string(cell.measure.as_str()),
            body: self.string(cell.body.as_str()),
            period: self.period(cell.period),
        }
    }

    fn alert_memo(&mut self, memo: &'m AlertMemo) -> wire::AlertMemo {
        wire::AlertMemo {
            id: self.alert_id(&memo.id),
            state: memo.state.into(),
            since: moment(memo.since),
            active_at: memo.active_at.map(moment),
            cleared_at: memo.cleared_at.map(moment),
            severity: memo.severity.map(Into::into),
            periods: self.periods(&memo.periods),
            told: memo.told.as_ref().map(|alert| self.alert(alert)),
            climb: memo.climb.as_ref().map(|climb| split_climb(climb, &mut |text| self.string(text))),
        }
    }

    fn alert(&mut self, alert: &'m Alert) -> wire::Alert {
        wire::Alert {
            id: self.alert_id(&alert.id),
            lead: self.string(alert.lead.as_str()),
            state: alert.state.into(),
            severity: alert.severity.map(Into::into),
            since: moment(alert.since),
            periods: self.periods(&alert.periods),
            owed: alert.owed,
            named: alert.named.iter().map(|named| self.breaker(named)).collect(),
            disputed: {
                let disputed = alert.disputed.iter();
                disputed.map(|part| part.contribution().map(|id| self.string(id.as_str()))).collect()
            },
            joined: alert.joined.as_ref().map(|said| self.statement(said)),
            held_up: alert.held_up.iter().map(|part| self.held_up(part)).collect(),
            delivered_by: alert.delivered_by.iter().map(|body| self.string(body.as_str())).collect(),
            awaited_from: alert.awaited_from.iter().map(|body| self.string(body.as_str())).collect(),
            held_up_by: alert.held_up_by.iter().map(|held| self.held_up_by(held)).collect(),
            holds_up: alert.holds_up.iter().map(|held| self.reference(held)).collect(),
            owner: alert.owner.as_deref().map(|owner| self.string(owner)),
            posts: alert.posts.iter().map(|post| split_post(post, &mut |text| self.string(text))).collect(),
            climb: alert.climb.as_ref().map(|climb| split_climb(climb, &mut |text| self.string(text))),
            responses: self.responses(&alert.responses),
            reacceptance: alert
                .reacceptance
                .as_ref()
                .map(|asked| split_reacceptance(asked, &mut |text| self.string(text))),
        }
    }

    fn responses(&mut self, responses: &'m [Response]) -> Vec<wire::OwnedResponse> {
        let mut string = |text: &'m str| self.string(text);
        let split = |response: &'m Response| {
            let split = split_response(response, &mut string);
            let owed_by = response.owed_by.as_ref().map(|body| string(body.as_str()));
            (split, owed_by, split_enclosed(&response.enclosed, &mut string))
        };
        responses.iter().map(split).collect()
    }

    fn held_up(&mut self, held_up: &'m HeldUpPart) -> wire::HeldUpPart {
        let missing = held_up.missing.iter();
        wire::HeldUpPart {
            contribution: held_up.part.contribution().map(|id| self.string(id.as_str())),
            body: self.string(held_up.body.as_str()),
            missing: missing.map(|gap| (self.whole_cell(&gap.cell), self.lacking(gap))).collect(),
        }
    }

    fn breaker(&mut self, breaker: &'m Breaker) -> wire::Breaker {
        wire::Breaker {
            contribution: breaker.part.contribution().map(|id| self.string(id.as_str())),
            body: self.string(breaker.body.as_str()),
            owner: breaker.owner.as_deref().map(|owner| self.string(owner)),
            periods: self.periods(&breaker.periods),
            silent: self.periods(&breaker.silent),
            verdict: breaker.verdict.into(),
            because: self.cause(&breaker.cause),
            figure: split_own_figure(&breaker.figure, &mut |text| self.string(text)),
        }
    }

    fn alert_id(&mut self, id: &'m AlertId) -> wire::AlertId {
        wire::AlertId { obligation: self.obligation(&id.mission, &id.obligation), kind: id.kind.into() }
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
            Node::Gate(_, GateId { measure, nth }) => {
                wire::Node::Gate(obligation, self.string(measure.as_str()), *nth)
            }
        };
        self.nodes.number(node)
    }

    fn reference(&mut self, of: &'m ObligationRef) -> ObligationIx {
        self.obligation(&of.mission, &of.obligation)
    }

    fn obligation(&mut self, mission: &'m MissionId, obligation: &'m ObligationId) -> ObligationIx {
        let mission = self.string(mission.as_str());
        let obligation = self.string(obligation.as_str());
        self.obligations.number(wire::ObligationRef { mission, obligation })
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
        responses: Vec<wire::OwnedResponse>,
        (alerts, downtimes, unused, formerly_unused, seen, rest): wire::Rest,
    ) -> wire::Memo<'m> {
        let (others, told, joined, cuts, listings) = rest;
        let (statements, statement_mentions) = self.statements.finish();
        let (cells, read, cell_mentions) = self.cells.finish();
        let (wakes, wake_mentions) = self.wakes.finish();
        wire::Memo {
            now,
            revision,
            strings: self.strings.all().collect(),
            statements: statements.collect(),
            periods: self.periods.into_things().collect(),
            wakes: wakes.collect(),
            obligations: self.obligations.into_things().collect(),
            nodes: self.nodes.into_things().collect(),
            shapes: self.shapes.into_things().collect(),
            cells,
            read,
            said: wire::Said {
                node: Column::pack(self.node),
                period: Column::pack(self.period),
                shape: Column::pack(self.shape),
                statements: statement_mentions,
                cells: cell_mentions,
                wakes: wake_mentions,
            },
            responses,
            alerts,
            downtimes,
            unused,
            formerly_unused,
            seen,
            listings,
            others,
            told,
            joined,
            cuts,
        }
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).expect("a rule reads fewer than four thousand million things")
}
