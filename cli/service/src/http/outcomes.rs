//! What became of the figures that somebody typed, or would, from the answer that a program gets.

use std::collections::BTreeMap;

use app::wire::WireProblem;
use engine::model::MeasureId;
use engine::program::Program;
use pages::live::forms::FigureOutcome;
use serde::Deserialize;
use words::names::Names;
use words::returns::{Comes, came, comes};

use super::refusal::Refusal;

/// Whether it is to come or over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    ToCome,
    Past,
}

#[derive(Deserialize)]
struct Report {
    hash: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    became: String,
    measure: String,
    now: Said,
    before: Option<Said>,
}

#[derive(Deserialize)]
pub(super) struct Said {
    value: Option<String>,
    absent: Option<String>,
}

impl Said {
    pub(super) fn told(&self, measure: &MeasureId, names: Names<'_>) -> String {
        match self.value.as_deref().map(str::parse) {
            Some(Ok(value)) => names.amount(measure, value),
            _ => self.absent.as_deref().unwrap_or_default().replace('-', " "),
        }
    }
}

/// What became of each figure, and the hash of the file in which it stands.
pub(super) fn of(
    json: &str,
    typed: &BTreeMap<MeasureId, String>,
    program: &Program,
    tense: Tense,
) -> Result<(Vec<FigureOutcome>, String), WireProblem> {
    let Report { hash, rows } = serde_json::from_str(json).map_err(|_| Refusal::Broken.problem())?;
    let names = Names { program };
    let outcome = |row: &Row| {
        let measure = MeasureId::new(&*row.measure);
        let now = row.now.told(&measure, names);
        let before = row.before.as_ref().map(|before| before.told(&measure, names));
        let told = if tense == Tense::Past { came } else { comes };
        FigureOutcome {
            title: names.measure(&measure).to_owned(),
            typed: typed.get(&measure).cloned().unwrap_or_default(),
            comes: words::english::capitalised(&told(kind(&row.became), before.as_deref(), &now)),
        }
    };
    Ok((rows.iter().map(outcome).collect(), hash))
}

pub(super) fn kind(became: &str) -> Comes {
    match became {
        "unchanged" => Comes::Unchanged,
        "revised" => Comes::Revised,
        "accepted-as-earlier" => Comes::Earlier,
        "unreconciled" => Comes::Unreconciled,
        _ => Comes::Taken,
    }
}
