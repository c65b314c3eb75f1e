//! What became of the rows of a file, or would, from the answer that a program gets.

use std::collections::BTreeMap;

use app::wire::WireProblem;
use engine::model::{BodyId, MeasureId};
use engine::program::Program;
use pages::live::forms::{Uploaded, UploadedRow};
use serde::Deserialize;
use words::names::Names;
use words::returns::{row_told, set_aside};

use super::outcomes::{Said, kind};
use super::refusal::Refusal;

#[derive(Deserialize)]
struct Report {
    hash: String,
    receipt: Receipt,
    rows: Vec<Row>,
    #[serde(default)]
    more_rows: usize,
}

#[derive(Deserialize)]
struct Receipt {
    feed: String,
    accepted: usize,
    unchanged: usize,
    revised: usize,
    #[serde(default)]
    unreconciled: usize,
    quarantined: usize,
    #[serde(default)]
    set_aside: Vec<SetAside>,
}

#[derive(Deserialize)]
struct SetAside {
    line: u32,
    reason: String,
}

#[derive(Deserialize)]
struct Row {
    line: u32,
    became: String,
    measure: String,
    body: String,
    period: String,
    now: Said,
    before: Option<Said>,
}

/// What became of each row, in the order of the file.
pub(super) fn of(json: &str, program: &Program) -> Result<Uploaded, WireProblem> {
    let Report { hash, receipt, rows, more_rows } =
        serde_json::from_str(json).map_err(|_| Refusal::Broken.problem())?;
    let names = Names { program };
    let mut by_line: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for row in &rows {
        let measure = MeasureId::new(&*row.measure);
        let now = row.now.told(&measure, names);
        let before = row.before.as_ref().map(|before| before.told(&measure, names));
        let body = BodyId::new(&*row.body);
        let body = program.catalogue.body_name(&body);
        let what = format!("{}, {body}, {}", names.measure(&measure), row.period);
        by_line.entry(row.line).or_default().push(row_told(
            &what,
            kind(&row.became),
            before.as_deref(),
            &now,
        ));
    }
    for one in &receipt.set_aside {
        by_line.entry(one.line).or_default().push(set_aside(&one.reason));
    }
    let rows = by_line.into_iter().map(|(line, told)| UploadedRow { line, told: told.join("; ") }).collect();
    Ok(Uploaded {
        hash,
        feed: receipt.feed,
        taken: receipt.accepted,
        unchanged: receipt.unchanged,
        revised: receipt.revised + receipt.unreconciled,
        set_aside: receipt.quarantined,
        rows,
        more: more_rows + receipt.quarantined.saturating_sub(receipt.set_aside.len()),
    })
}
