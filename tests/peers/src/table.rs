//! Tables of ratios, for people, and the figures behind them, for programs.

use serde_json::{Value, json};

use crate::measured::{Kind, Measured, Of};

/// One table for each kind, since figures of different kinds are not compared.
pub(crate) fn tables(all: &[Measured]) -> String {
    let kinds = [
        (Kind::Alone(4), "A rule of 4 reads, worked out alone"),
        (Kind::Alone(20), "A rule of 20 reads, worked out alone"),
        (Kind::Step, "Whole steps: a report arrives and one rule of 10,000, of 4 reads, says the same"),
        (Kind::Limit, "What a machine needs for parts of that"),
    ];
    kinds.map(|(kind, title)| table(all, kind, title)).join("\n")
}

fn table(all: &[Measured], kind: Kind, title: &str) -> String {
    let rows: Vec<&Measured> = all.iter().filter(|measured| measured.kind == kind).collect();
    let remit =
        rows.iter().find(|measured| measured.of == Of::Remit).and_then(|remit| remit.took.as_ref().ok());
    let mut lines = vec![format!("## {title}\n")];
    lines.extend(["| what | nanoseconds | against Remit |".to_owned(), "|---|---:|---:|".to_owned()]);
    lines.extend(rows.iter().filter_map(|measured| row(measured, remit.copied())));
    lines.push(String::new());
    let missing = rows.iter().filter_map(|measured| Some((&measured.name, measured.took.as_ref().err()?)));
    lines.extend(missing.map(|(name, why)| format!("Missing: {name}: {why}")));
    lines.join("\n") + "\n"
}

fn row(measured: &Measured, remit: Option<f64>) -> Option<String> {
    let took = *measured.took.as_ref().ok()?;
    let ratio = match (measured.of, remit) {
        (Of::Remit, _) => "1".to_owned(),
        (_, Some(remit)) => format!("{:.2} times", took / remit),
        (_, None) => String::new(),
    };
    let name = match measured.of {
        Of::Remit => format!("**{}**", measured.name),
        Of::Peer => measured.name.clone(),
        Of::Bound => format!("_{}_", measured.name),
    };
    let digits = if took < 10.0 { 1 } else { 0 };
    Some(format!("| {name} | {took:.digits$} | {ratio} |"))
}

/// The same as data.
pub(crate) fn data(all: &[Measured]) -> Value {
    all.iter().map(one).collect()
}

fn one(measured: &Measured) -> Value {
    let kind = match measured.kind {
        Kind::Alone(reads) => json!({ "alone": { "reads": reads } }),
        Kind::Step => json!("step"),
        Kind::Limit => json!("limit"),
    };
    let of = match measured.of {
        Of::Remit => "remit",
        Of::Peer => "peer",
        Of::Bound => "bound",
    };
    match &measured.took {
        Ok(took) => json!({ "name": measured.name, "of": of, "kind": kind, "nanoseconds": took }),
        Err(why) => json!({ "name": measured.name, "of": of, "kind": kind, "missing": why }),
    }
}
