//! A program with one body and two measures, for tests.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, Cadence, Calendar, Catalogue, Due, Measure, MeasureId, Reporters,
    Revision, Unit,
};
use engine::program::Program;
use indexmap::IndexMap;
use jiff::tz::TimeZone;

pub(super) fn program() -> Program {
    Program {
        revision: Revision::new("tests"),
        catalogue: Arc::new(catalogue()),
        calendar: Arc::new(Calendar::new(TimeZone::UTC, BTreeSet::new())),
        people: Arc::new([]),
        roster: Arc::default(),
        missions: IndexMap::new(),
    }
}

fn catalogue() -> Catalogue {
    let body = Body {
        id: BodyId::new("hm-prison-service"),
        name: "HM Prison Service".to_owned(),
        kind: "agency".to_owned(),
        parent: None,
        jurisdiction: None,
        opened: None,
        closed: None,
        successors: Vec::new(),
        codes: Vec::new(),
        labels: engine::model::Labels::default(),
    };
    let measures = ["referrals", "attendances"].map(|id| Measure {
        id: MeasureId::new(id),
        title: id.to_owned(),
        unit: Unit::Count,
        better: Better::Higher,
        class: None,
        every: Cadence::Quarter,
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
        due: Due::ON_LAST_DAY,
    });
    Catalogue {
        revision: Revision::new("trial"),
        bodies: [(body.id.clone(), body)].into_iter().collect(),
        measures: measures.into_iter().map(|measure| (measure.id.clone(), measure)).collect(),
        targets: Vec::new(),
        relations: engine::model::Relations::default(),
    }
}
