//! `remit check`: compile a project and list every fault.

use std::path::Path;

use engine::plain;
use engine::program::{Judged, Program};
use rules::diagnostic::{Diagnostic, Severity, json};

use super::said;
use crate::args::Format;
use crate::exit::Exit;
use crate::project;

/// Lists every fault; an error makes the project unusable, a warning does not.
pub(super) fn check(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(dir, None);
    match format {
        Format::Json => said::answer(&format!("{}\n", json(&faults)))?,
        Format::Text => {
            said::diagnose(&faults);
            said::answer(&summary(project.as_ref().map(|project| &project.program), &faults))?;
        }
    }
    let is_sound = project.is_some() && faults.iter().all(|fault| fault.severity != Severity::Error);
    Ok(if is_sound { Exit::Quiet } else { Exit::Unusable })
}

fn summary(program: Option<&Program>, faults: &[Diagnostic]) -> String {
    let number = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let mut found = vec![plain::count(number(Severity::Error), "error")];
    if number(Severity::Warning) > 0 {
        found.push(plain::count(number(Severity::Warning), "warning"));
    }
    let found = plain::capitalised(&plain::list(&found));
    let Some(program) = program else { return format!("{found}; nothing can be used.\n") };
    let obligations: Vec<_> = program.missions.values().flat_map(|mission| &mission.obligations).collect();
    let contributions: usize = obligations
        .iter()
        .map(|obligation| match &obligation.judged {
            Judged::Alone(_) => 0,
            Judged::Joint { contributions, .. } => contributions.len(),
        })
        .sum();
    let holds = plain::list(&[
        plain::count(program.missions.len(), "mission"),
        plain::count(obligations.len(), "obligation"),
        plain::count(contributions, "contribution"),
        plain::count(program.catalogue.measures.len(), "measure"),
        plain::count(program.catalogue.bodies.len(), "body"),
    ]);
    format!("{found}. Ready: {holds}.\n")
}
