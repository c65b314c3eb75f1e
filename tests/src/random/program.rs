//! From a plan to a program that the engine can run.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, Cadence, Calendar, Catalogue, ContributionId, Dependency, Due,
    Measure, MeasureId, MissionId, Needs, ObligationId, ObligationRef, PartId, Party, Patience, Relation,
    Reporters, Revision, Target, TargetPoint, Unit, VoiceId, Voices, Wait, Within,
};
use engine::program::{Duty, Join, Mission, Obligation, Part, Program, Terms};
use jiff::civil::date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::plan::{
    BODIES, CAME, CHARTER, FIRST_COUNCIL, MEASURES, MissionPlan, NeedsPlan, ObligationPlan, PartPlan, Plan,
    SEEN, VOICES, WITHIN, WaitPlan, month,
};
use super::probe::{CharterProbe, Joiner, Probe};

/// When every measure is due, for those who wait for it.
pub const MEASURE_DUE: Due = Due::new(Wait::Days(15), Wait::Days(5));

/// The program of a plan; equal plans make programs of equal revisions.
pub fn program(plan: &Plan) -> Arc<Program> {
    let missions = plan.missions.iter().map(|planned| {
        let mission = mission(planned, plan.target);
        (mission.id.clone(), Arc::new(mission))
    });
    Arc::new(Program {
        people: Arc::new([]),
        roster: std::sync::Arc::default(),
        revision: Revision::new(format!("{plan:?}")),
        catalogue: Arc::new(catalogue(plan)),
        calendar: Arc::new(Calendar::new(TimeZone::UTC, BTreeSet::new())),
        missions: missions.collect(),
    })
}

/// A mission's identity.
pub fn mission_id(number: usize) -> MissionId {
    MissionId::new(format!("mission-{number}"))
}

/// An obligation's identity in its mission.
pub fn obligation_id(place: usize) -> ObligationId {
    ObligationId::new(format!("obligation-{place}"))
}

/// A contribution's identity in its obligation.
pub fn contribution_id(place: usize) -> ContributionId {
    ContributionId::new(format!("part-{place}"))
}

fn catalogue(plan: &Plan) -> Catalogue {
    let bodies = (0..BODIES.len()).map(|number| body(plan, number));
    let measures = (0..MEASURES.len()).map(measure).chain([charter()]);
    let targets = MEASURES.iter().map(|measure| Target {
        measure: MeasureId::new(*measure),
        body: None,
        effective_from: date(2019, 1, 1),
        effective_to: None,
        except: std::sync::Arc::default(),
        authority: Vec::new(),
        points: vec![TargetPoint { by: date(2019, 1, 1), value: Decimal::from(plan.target) }],
    });
    Catalogue {
        revision: Revision::new(format!("{:?} {} {:?}", plan.deal, plan.target, plan.fund)),
        bodies: bodies.map(|body| (body.id.clone(), body)).collect(),
        measures: measures.map(|measure| (measure.id.clone(), measure)).collect(),
        targets: targets.collect(),
        relations: plan.fund.map(fund).into_iter().collect(),
    }
}

fn fund(tenths: u32) -> Relation {
    Relation {
        id: BodyId::new(BODIES[1]),
        kind: Relation::FUNDS.to_owned(),
        title: "Fund".to_owned(),
        from: Party::Body(BodyId::new(BODIES[0])),
        to: Party::Measure(MeasureId::new(MEASURES[0])),
        at: None,
        opened: None,
        closes: None,
        share: Some(Decimal::new(tenths.into(), 1)),
        size: Some(MeasureId::new(MEASURES[1])),
        after_months: None,
        credit: None,
    }
}

fn body(plan: &Plan, number: usize) -> Body {
    Body {
        id: BodyId::new(BODIES[number]),
        name: BODIES[number].to_owned(),
        kind: if number >= FIRST_COUNCIL { "council" } else { "area" }.to_owned(),
        parent: plan.parent(number).map(|parent| BodyId::new(BODIES[parent])),
        jurisdiction: None,
        opened: None,
        closed: None,
        successors: Vec::new(),
        codes: Vec::new(),
        labels: engine::model::Labels::default(),
    }
}

fn measure(number: usize) -> Measure {
    let id = |number: usize| MeasureId::new(MEASURES[number]);
    Measure {
        id: id(number),
        title: MEASURES[number].to_owned(),
        unit: Unit::Count,
        better: Better::Higher,
        class: None,
        every: Cadence::Month,
        adds_up: match number {
            SEEN | CAME => AddsUp::Sum,
            WITHIN => AddsUp::Ratio { numerator: id(SEEN), denominator: id(CAME) },
            _ => AddsUp::Alone,
        },
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
        // Of the others nothing decides between the voices.
        voices: match number {
            SEEN => Voices {
                prefer: vec![VoiceId::new(VOICES[0])],
                within: Within::Amount(Decimal::TWO),
                ..Voices::default()
            },
            // People contest what is said of it.
            CAME => Voices { people: [VoiceId::new(VOICES[1])].into(), ..Voices::default() },
            _ => Voices::default(),
        },
        reporters: Reporters::Kind("council".to_owned()),
        due: MEASURE_DUE,
    }
}

/// A document that any body may be asked for.
fn charter() -> Measure {
    Measure {
        id: MeasureId::new(CHARTER),
        title: CHARTER.to_owned(),
        unit: Unit::Document,
        every: Cadence::Day,
        reporters: Reporters::Anyone,
        ..measure(MEASURES.len() - 1)
    }
}

/// A mission sees the target, so that its revision covers it; the register reaches it through evidence alone.
fn mission(plan: &MissionPlan, target: u32) -> Mission {
    let obligations = plan.obligations.iter().enumerate();
    Mission {
        id: mission_id(plan.number),
        title: format!("Mission {}", plan.number),
        board: None,
        revision: Revision::new(format!("{target} {plan:?}")),
        texts: Revision::new(format!("{plan:?}")),
        approvers: Vec::new(),
        commitments: Vec::new(),
        authority: Vec::new(),
        obligations: obligations.map(|(place, planned)| obligation(place, planned)).collect(),
    }
}

fn obligation(place: usize, plan: &ObligationPlan) -> Obligation {
    Obligation {
        id: obligation_id(place),
        title: format!("Obligation {place}"),
        lead: BodyId::new(BODIES[plan.lead]),
        owner: None,
        every: Cadence::Month,
        from: month(plan.from),
        until: plan.months.map(|months| month(plan.from + months - 1)),
        terms: Arc::new(terms(plan)),
        later_terms: Vec::new(),
        patience: Patience { pending_for: Wait::Days(plan.pending), keep_firing_for: Wait::Days(plan.keep) },
        next_step: None,
        consequence: None,
        not_pursued: None,
        class: None,
        ladder: None,
        one_of: None,
        labels: engine::model::Labels::default(),
    }
}

fn terms(plan: &ObligationPlan) -> Terms {
    let due = Due::new(Wait::Days(plan.due), Wait::Days(plan.grace));
    let depends_on = plan.waits_on.iter().map(|wait| dependency(*wait)).collect();
    let count = u32::try_from(plan.parts.len()).expect("a few parts");
    let needs = match plan.needs {
        NeedsPlan::Alone | NeedsPlan::All | NeedsPlan::Rule => Needs::All,
        NeedsPlan::Any => Needs::Any,
        NeedsPlan::Two => Needs::AtLeast(count.min(2)),
        NeedsPlan::Half => Needs::Weight(Decimal::new(i64::from(count * (count + 1)) * 25, 2)),
        NeedsPlan::InOrder => Needs::InOrder,
    };
    let parts = match plan.needs {
        NeedsPlan::Alone => {
            let own = PartPlan { by: plan.lead, ..plan.parts[0].clone() };
            vec![Part::of_lead(BodyId::new(BODIES[plan.lead]), duty(&own))]
        }
        _ => plan.parts.iter().enumerate().map(|(place, part)| contribution(place, part)).collect(),
    };
    let join = (plan.needs == NeedsPlan::Rule)
        .then(|| Join { rule: Arc::new(Joiner::default()), params: Arc::default() });
    Terms::new(due, needs, parts, depends_on).joined_by(join)
}

fn contribution(place: usize, part: &PartPlan) -> Part {
    Part {
        id: PartId::Contribution(contribution_id(place)),
        by: BodyId::new(BODIES[part.by]),
        of: None,
        owner: None,
        weight: Decimal::from(place + 1),
        from: None,
        until: None,
        exceptions: std::sync::Arc::default(),
        stake: std::sync::Arc::default(),
        duty: duty(part),
    }
}

fn duty(plan: &PartPlan) -> Duty {
    if let Some(warn) = plan.charter {
        let rule = Arc::new(CharterProbe::new(warn));
        return Duty { measure: MeasureId::new(CHARTER), rule, params: Arc::default() };
    }
    Duty {
        measure: MeasureId::new(MEASURES[plan.measure]),
        rule: Arc::new(Probe::new(plan)),
        params: Arc::default(),
    }
}

fn dependency(wait: WaitPlan) -> Dependency {
    match wait {
        WaitPlan::Measure(measure) => Dependency::Measure(MeasureId::new(MEASURES[measure])),
        WaitPlan::Obligation(mission, place) => Dependency::Obligation(ObligationRef {
            mission: mission_id(mission),
            obligation: obligation_id(place),
        }),
    }
}
