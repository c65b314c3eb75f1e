//! `remit explain`: the evidence for an alert.

use std::path::Path;

use jiff::civil::Date;
use rules::diagnostic::nearest;

use super::said;
use crate::exit::Exit;
use crate::hindsight::look_back_in;
use crate::project;
use crate::reading;
use crate::render::evidence;

/// Prints the evidence; an alert that is not open is a fault of the question.
pub(super) fn explain(dir: &Path, alert: &str, day: Option<Date>) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(dir, None);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let (hindsight, feed_faults) = look_back_in(project, day)?;
    for fault in &feed_faults {
        said::complain(&reading::describe(fault));
    }
    let engine = &hindsight.engine;
    if let (Some(explanation), Some(program)) = (engine.explain(alert), engine.program()) {
        said::answer(&evidence(&explanation, program))?;
        return Ok(Exit::Quiet);
    }
    let open: Vec<String> = engine.alerts().iter().map(|alert| alert.id.to_string()).collect();
    said::complain(&format!("no alert `{alert}` is open"));
    said::remark(&help(alert, &open));
    Ok(Exit::Unusable)
}

fn help(alert: &str, open: &[String]) -> String {
    match nearest(alert, open.iter().map(String::as_str)) {
        Some(near) => format!("  help: did you mean `{near}`?"),
        None if open.is_empty() => "  help: nothing is firing or pending".to_owned(),
        None => format!("  help: these are open: {}", open.join(", ")),
    }
}
