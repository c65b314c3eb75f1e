//! `remit test --from`: a rule test of an alert as it stands.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use app::as_of::as_of_day;
use app::cases::{FromAlertError, TESTS_FOLDER, from_alert};
use app::project::{self, Project};
use app::reading;
use engine::Engine;
use jiff::Timestamp;
use rules::case::TestProgram;
use words::question;

use crate::commands::said;
use crate::exit::Exit;
use crate::render::Bars;

/// Writes the test. It takes the place of no file.
pub(in crate::commands) fn from(dir: &Path, alert: &str) -> anyhow::Result<Exit> {
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project.filter(|project| project.refused.is_empty()) else {
        return Ok(Exit::Unusable);
    };
    let Project { sources, program, .. } = &project;
    let stage = TestProgram::new(Arc::clone(sources), Arc::new(program.clone()));
    let today = project.program.calendar.day(now);
    let (past, gathered) = as_of_day(project, today, &Bars::default())?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    let text = match from_alert(&past.engine, &stage, alert) {
        Ok(text) => text,
        Err(error) => {
            said::complain(&format!("no test is made of it: {error}"));
            if let FromAlertError::NoSuchAlert(_) = error {
                said::remark(&format!("  help: {}", question::unknown(None, &open(&past.engine))));
            }
            return Ok(Exit::Unusable);
        }
    };
    let folder = dir.join(TESTS_FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let file = folder
        .join(format!("{}-{today}.toml", alert.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")));
    match OpenOptions::new().write(true).create_new(true).open(&file) {
        Ok(mut out) => out.write_all(text.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            said::complain(&format!("{} is there already; rename or remove it first", file.display()));
            return Ok(Exit::Unusable);
        }
        Err(error) => Err(error),
    }
    .with_context(|| format!("{} cannot be written", file.display()))?;
    said::answer(&format!(
        "Wrote {}. It passes as it is; change it, and play it with `remit test`.\n",
        file.display()
    ))?;
    Ok(Exit::Quiet)
}

fn open(engine: &Engine) -> Vec<String> {
    engine.alerts().iter().map(|alert| alert.id.to_string()).collect()
}
