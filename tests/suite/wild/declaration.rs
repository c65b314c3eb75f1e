//! What a declaration beside a published file says, and the register that it asks for.

use std::collections::BTreeMap;

use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, Cadence, Catalogue, Due, Measure, MeasureId, Reporters, Revision,
    Unit, Voices,
};
use serde::Deserialize;

/// What the declaration of a published file says besides its feeds.
#[derive(Deserialize)]
pub(super) struct Declaration {
    /// The file's name.
    pub(super) file: String,
    /// Measures by their ids, each with its cadence, and `percent` where it is counted so.
    measures: BTreeMap<String, String>,
    /// Bodies that stand as headings, or whose names in the file are longer than any that is shown.
    #[serde(default)]
    pub(super) bodies: Vec<String>,
    /// How many rows are set aside, with what is said of them.
    #[serde(default)]
    pub(super) set_aside: Vec<SetAside>,
    pub(super) known: Vec<Known>,
}

/// Rows that cannot be used.
#[derive(Deserialize)]
pub(super) struct SetAside {
    pub(super) rows: usize,
    /// A part of what is said of each.
    pub(super) reason: String,
}

/// A figure that is known, and the cell as which it must arrive.
#[derive(Deserialize)]
pub(super) struct Known {
    /// The sheet, in a file that has several.
    #[serde(default)]
    pub(super) sheet: String,
    /// The place, as `known.csv` says it.
    pub(super) r#where: String,
    /// Such as `deaths of E12000007 in 2020-W01`.
    pub(super) cell: String,
}

impl Declaration {
    /// A register with these bodies, and the measures of the declaration.
    pub(super) fn register(&self, bodies: &[String]) -> Catalogue {
        register(bodies, &self.measures)
    }
}

/// A register with these bodies, and with these measures by their ids, each with how often it is reported.
pub(super) fn register(bodies: &[String], measures: &BTreeMap<String, String>) -> Catalogue {
    let bodies = bodies.iter().map(|id| (BodyId::new(id.as_str()), body(id)));
    let measures = measures.iter().map(|(id, every)| (MeasureId::new(id.as_str()), measure(id, every)));
    Catalogue {
        revision: Revision::new("wild"),
        bodies: bodies.collect(),
        measures: measures.collect(),
        targets: Vec::new(),
        relations: engine::model::Relations::default(),
    }
}

fn body(id: &str) -> Body {
    Body {
        id: BodyId::new(id),
        name: id.to_owned(),
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

fn measure(id: &str, every: &str) -> Measure {
    let (every, unit) = match every.strip_suffix(" percent") {
        Some(every) => (every, Unit::Percent),
        None => (every, Unit::Other("of its own".to_owned())),
    };
    let every = match every {
        "day" => Cadence::Day,
        "week" => Cadence::Week,
        "month" => Cadence::Month,
        "quarter" => Cadence::Quarter,
        "year" => Cadence::Year,
        "financial-year" => Cadence::FinancialYear,
        "academic-year" => Cadence::AcademicYear,
        "rolling-year" => Cadence::Rolling { months: 12, step: 3 },
        other => panic!("no published file is of every {other}"),
    };
    Measure {
        id: MeasureId::new(id),
        title: id.to_owned(),
        unit,
        better: Better::Higher,
        class: None,
        every,
        adds_up: AddsUp::Alone,
        expiry_days: None,
        labels: engine::model::Labels::default(),
        authority: Vec::new(),
        questioned: engine::model::Questioned::default(),
        told_by: None,
        breakdown: None,
        from: None,
        complete: None,
        zero_over_zero: None,
        roll_up: None,
        anchor: None,
        bounds: Bounds::default(),
        voices: Voices::default(),
        reporters: Reporters::Anyone,
        due: Due::ON_LAST_DAY,
    }
}
