//! The query what is weak about what a project declares, by the lints that come with Remit and its own in `lints`. Programs read it as JSON.

use std::path::Path;

use jiff::civil::Date;
use rules::diagnostic::Diagnostic;
use rules::lints::{Finding, Linted, Permission, run};
use rules::source::SourceText;
use serde::Serialize;

use crate::project::{Project, list, read_text};

/// The folder of a project's own lints.
pub const LINTS_FOLDER: &str = "lints";

/// The texts of a project's own lints, with a fault for each that cannot be read.
pub fn own_lints(dir: &Path) -> (Vec<SourceText>, Vec<Diagnostic>) {
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    for path in list(dir, LINTS_FOLDER, "rhai") {
        match path.and_then(|path| read_text(dir, &path)) {
            Ok(text) => texts.push(text),
            Err(fault) => faults.push(fault),
        }
    }
    (texts, faults)
}

/// What is wrong with a project's own lints before they run.
pub fn lint_faults(dir: &Path) -> Vec<Diagnostic> {
    let (texts, mut faults) = own_lints(dir);
    faults.extend(rules::lints::faults(&texts));
    faults
}

/// Runs all lints over a project as it stands on a day.
pub fn lint(project: &Project, today: Date) -> Linted {
    let (own, faults) = own_lints(&project.dir);
    let mut linted = run((&project.program, &project.sources), &project.lint, &own, today);
    linted.faults.splice(0..0, faults);
    linted
}

/// What lints found, as programs read it.
#[derive(Serialize, Debug)]
pub struct LintReport {
    findings: Vec<WireFinding>,
    allowed: Vec<WireFinding>,
    faults: serde_json::Value,
}

/// One finding; lines are counted from 1.
#[derive(Serialize, Debug)]
struct WireFinding {
    code: String,
    at: String,
    says: String,
    why: Option<String>,
    help: Option<String>,
    file: Option<String>,
    line: Option<u32>,
    /// Why it is not told, or was not told until a day that is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<WirePermission>,
}

#[derive(Serialize, Debug)]
struct WirePermission {
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}

impl LintReport {
    /// # Errors
    /// The faults are no JSON.
    pub fn new(linted: &Linted) -> serde_json::Result<Self> {
        let told = linted.findings.iter().map(|one| wire(one, one.lapsed.as_ref()));
        let allowed = linted.allowed.iter().map(|(one, permission)| wire(one, Some(permission)));
        let faults = serde_json::from_str(&rules::diagnostic::json(&linted.faults))?;
        Ok(Self { findings: told.collect(), allowed: allowed.collect(), faults })
    }
}

fn wire(one: &Finding, permission: Option<&Permission>) -> WireFinding {
    let place = one.place.as_ref();
    WireFinding {
        code: one.lint.code.to_string(),
        at: one.at.clone(),
        says: one.says.clone(),
        why: one.lint.why.clone(),
        help: one.to_do().map(str::to_owned),
        file: place.map(|place| place.source.path.to_string()),
        line: place.map(|place| place.source.line(place.range.start)),
        allowed: permission.map(|given| WirePermission { reason: given.reason.clone(), until: given.until }),
    }
}
