//! Projects of native rules, for what the engine itself costs: no script runs, and no text is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, Cadence, Calendar, Catalogue, Cell, ContributionId, Due, FeedId,
    Load, Measure, MeasureId, MissionId, Needs, ObligationId, Observation, PartId, Patience, Period, Report,
    Reporters, Revision, RuleId, Source, SourceFile, Statement, Status, Unit, Vintage, Wait,
};
use engine::program::{Assessment, Duty, Judgement, Mission, Obligation, Part, Program, Rule, Terms};
use engine::view::{Stop, View};
use engine::{Engine, Event};
use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

/// Figures below this are a miss.
const FLOOR: i64 = 50;
const MEASURE: &str = "measure";

/// One obligation that is looked at, and others of the same kind beside it.
#[derive(Clone, Copy)]
pub struct Shape {
    /// How many bodies contribute; none where the lead owes it alone.
    pub contributions: usize,
    pub needs: Needs,
    pub every: Cadence,
    /// How many figures its rule reads: that of the period and those before it.
    pub reads: i32,
    /// For how many days a breach lasts before anybody is told.
    pub patience_days: u32,
    /// How many obligations stand beside it, each of a lead of its own.
    pub others: usize,
}

impl Shape {
    /// Owed by its lead alone, every quarter, by the figure of the quarter.
    pub const ALONE: Self = Self {
        contributions: 0,
        needs: Needs::All,
        every: Cadence::Quarter,
        reads: 1,
        patience_days: 0,
        others: 0,
    };

    /// An engine under such a program at a moment, which has heard these reports.
    pub fn engine(&self, from: Period, now: Timestamp, heard: Vec<Observation>) -> Engine {
        let mut engine = Engine::new();
        engine.step(now, Event::Observed(heard));
        engine.step(now, Event::Activated(Arc::new(self.program(from))));
        engine
    }

    /// Whoever owes the obligation that is looked at.
    pub fn owing(&self) -> Vec<BodyId> {
        match self.contributions {
            0 => vec![BodyId::new("lead")],
            many => (0..many).map(contributor).collect(),
        }
    }

    /// Its program.
    pub fn program(&self, from: Period) -> Program {
        let bodies = self.owing().into_iter().chain([BodyId::new("lead")]).chain((0..self.others).map(other));
        let catalogue = Catalogue {
            revision: Revision::new("register"),
            bodies: bodies.map(|id| (id.clone(), body(id))).collect(),
            measures: [(MeasureId::new(MEASURE), measure(self.every))].into_iter().collect(),
            targets: Vec::new(),
            relations: engine::model::Relations::default(),
        };
        let alone = Self { contributions: 0, ..*self };
        let others = (0..self.others).map(|number| alone.obligation(number + 1, other(number), from));
        let obligations = std::iter::once(self.obligation(0, BodyId::new("lead"), from)).chain(others);
        let mission = Mission {
            id: MissionId::new("mission"),
            title: "Mission".to_owned(),
            board: None,
            revision: Revision::new("mission"),
            texts: Revision::new("texts"),
            approvers: Vec::new(),
            commitments: Vec::new(),
            authority: Vec::new(),
            obligations: obligations.collect(),
        };
        Program {
            people: Arc::new([]),
            roster: std::sync::Arc::default(),
            revision: Revision::new("program"),
            catalogue: Arc::new(catalogue),
            calendar: Arc::new(Calendar::new(TimeZone::UTC, BTreeSet::new())),
            missions: IndexMap::from([(mission.id.clone(), Arc::new(mission))]),
        }
    }

    fn obligation(&self, number: usize, lead: BodyId, from: Period) -> Obligation {
        let due = Due::new(Wait::Days(1), Wait::NONE);
        let rule: Arc<dyn Rule> =
            Arc::new(EnoughReported { id: RuleId::new("enough-reported"), reads: self.reads });
        let duty = Duty { measure: MeasureId::new(MEASURE), rule, params: Arc::default() };
        let part = |place: usize| Part {
            id: PartId::Contribution(ContributionId::new(place.to_string())),
            by: contributor(place),
            of: None,
            owner: None,
            weight: Decimal::ONE,
            from: None,
            until: None,
            exceptions: std::sync::Arc::default(),
            stake: std::sync::Arc::default(),
            duty: duty.clone(),
        };
        let parts = match self.contributions {
            0 => vec![Part::of_lead(lead.clone(), duty.clone())],
            many => (0..many).map(part).collect(),
        };
        Obligation {
            id: ObligationId::new(number.to_string()),
            title: "Everybody reports enough".to_owned(),
            lead,
            owner: None,
            every: self.every,
            from,
            until: None,
            terms: Arc::new(Terms::new(due, self.needs, parts, Vec::new())),
            later_terms: Vec::new(),
            patience: Patience { pending_for: Wait::Days(self.patience_days), keep_firing_for: Wait::NONE },
            next_step: None,
            consequence: None,
            not_pursued: None,
            class: None,
            ladder: None,
            one_of: None,
            labels: engine::model::Labels::default(),
        }
    }
}

/// One report, each turn from a file of its own.
pub fn report(body: &BodyId, period: Period, value: i64, turn: u64) -> Observation {
    let file = SourceFile {
        feed: FeedId::new("feed"),
        path: "file.csv".to_owned(),
        hash: turn.to_string(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    Observation {
        paper: None,
        cell: Cell { measure: MeasureId::new(MEASURE), body: body.clone(), period },
        report: Report::Value(Decimal::from(value)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::new(file), line: 1 },
    }
}

/// Met where the figure of the period is high enough; earlier figures are read and leave it at that.
struct EnoughReported {
    id: RuleId,
    reads: i32,
}

impl Rule for EnoughReported {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let subject = view.subject();
        let (measure, body) = (subject.measure.as_str(), subject.body.as_str());
        let newest = view.value(measure, body, subject.period)?;
        for ago in 1..self.reads {
            view.has(measure, body, subject.period.step(-ago))?;
        }
        let judgement = if newest < Decimal::from(FLOOR) { Judgement::Missed } else { Judgement::Met };
        Ok(Assessment { judgement, reason: Statement::default(), line: None })
    }
}

fn contributor(place: usize) -> BodyId {
    BodyId::new(format!("body-{place}"))
}

fn other(number: usize) -> BodyId {
    BodyId::new(format!("other-{number}"))
}

fn body(id: BodyId) -> Body {
    Body {
        name: id.to_string(),
        id,
        kind: "body".to_owned(),
        parent: None,
        jurisdiction: None,
        opened: None,
        closed: None,
        successors: Vec::new(),
        codes: Vec::new(),
        labels: engine::model::Labels::default(),
    }
}

fn measure(every: Cadence) -> Measure {
    Measure {
        id: MeasureId::new(MEASURE),
        title: "Measure".to_owned(),
        unit: Unit::Count,
        better: Better::Higher,
        class: None,
        every,
        adds_up: AddsUp::Alone,
        from: None,
        complete: None,
        zero_over_zero: None,
        breakdown: None,
        expiry_days: None,
        labels: engine::model::Labels::default(),
        authority: Vec::new(),
        questioned: engine::model::Questioned::default(),
        told_by: None,
        roll_up: None,
        anchor: None,
        bounds: Bounds::default(),
        voices: engine::model::Voices::default(),
        reporters: Reporters::Anyone,
        due: Due::new(Wait::Days(1), Wait::NONE),
    }
}
