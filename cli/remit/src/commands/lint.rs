//! `remit lint`: what is weak about what a project declares. Writes nothing, and reads no figures.

use app::lints::{LintReport, lint as ask};
use app::project;
use jiff::Timestamp;
use rules::diagnostic::Diagnostic;
use rules::lints::Linted;
use words::question;

use super::said;
use crate::args::{Format, LintArgs};
use crate::exit::Exit;
use crate::render::lints_page;

/// The word for every lint, after `--fail-on`.
const ANY: &str = "any";

/// Says what the lints find.
pub(super) fn lint(args: &LintArgs) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(&args.dir, None);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let today = args.as_of.unwrap_or_else(|| project.program.calendar.day(Timestamp::now()));
    let linted = ask(&project, today);
    said::diagnose(&linted.faults);
    if let Some(unknown) = args.fail_on.iter().find(|code| !is_known(&linted, code)) {
        said::complain(&question::no_such_lint(unknown));
        return Ok(Exit::Unusable);
    }
    match args.format {
        Format::Json => said::answer_json(&serde_json::to_string_pretty(&LintReport::new(&linted)?)?)?,
        Format::Text => {
            said::answer(&lints_page(&linted, args.all.into()))?;
        }
    }
    let is_asked = |code: &str| args.fail_on.iter().any(|asked| asked == ANY || asked == code);
    let all_faults = || faults.iter().chain(&linted.faults);
    Ok(if all_faults().any(Diagnostic::is_error) {
        Exit::Unusable
    } else if linted.findings.iter().any(|one| is_asked(&one.lint.code)) {
        Exit::Failed
    } else {
        Exit::Quiet
    })
}

fn is_known(linted: &Linted, code: &str) -> bool {
    code == ANY || linted.codes.iter().any(|known| **known == *code)
}
