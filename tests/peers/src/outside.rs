//! Peers that are programs of their own: each prints its figures, one a line, as `alone 4`, `alone 20` or `step`, nanoseconds and name,
//! with tabs between them. Where one cannot be had, it says why in the place of nanoseconds.

use std::env;
use std::process::Command;

use crate::measured::{Kind, Measured, Of};

/// The peers, with the variable that says how each is started. The script `run` beside this package sets it where the peer is there.
const PROGRAMS: [(&str, &str, Kind); 4] = [
    ("LuaJIT", "PEER_LUAJIT", Kind::Step),
    ("OpenFisca", "PEER_OPENFISCA", Kind::Alone(4)),
    ("DuckDB", "PEER_DUCKDB", Kind::Step),
    ("Prometheus", "PEER_PROMETHEUS", Kind::Step),
];

pub(crate) fn all() -> Vec<Measured> {
    PROGRAMS.iter().flat_map(|(name, variable, kind)| run(name, variable, *kind)).collect()
}

fn run(name: &str, variable: &str, kind: Kind) -> Vec<Measured> {
    let Ok(command) = env::var(variable) else {
        return vec![Measured::missing(name, kind, format!("{variable} does not say how it is started"))];
    };
    let answer = match Command::new("sh").args(["-c", &command]).output() {
        Ok(answer) if answer.status.success() => String::from_utf8_lossy(&answer.stdout).into_owned(),
        Ok(answer) => {
            let said = String::from_utf8_lossy(&answer.stderr);
            let last = said.lines().last().unwrap_or("it said nothing").to_owned();
            return vec![Measured::missing(name, kind, last)];
        }
        Err(why) => return vec![Measured::missing(name, kind, why.to_string())],
    };
    let measured: Vec<Measured> = answer.lines().filter_map(figure).collect();
    if measured.is_empty() {
        return vec![Measured::missing(name, kind, "it gave no figure")];
    }
    measured
}

fn figure(line: &str) -> Option<Measured> {
    let (kind, rest) = line.split_once('\t')?;
    let (took, name) = rest.split_once('\t')?;
    let kind = match kind {
        "step" => Kind::Step,
        alone => Kind::Alone(alone.strip_prefix("alone ")?.parse().ok()?),
    };
    let of = if name.starts_with("limit: ") { Of::Bound } else { Of::Peer };
    let name = name.trim_start_matches("limit: ");
    Some(match took.parse() {
        Ok(took) => Measured::new(name, of, kind, took),
        Err(_) => Measured::missing(name, kind, took),
    })
}
