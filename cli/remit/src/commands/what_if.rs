//! `remit what-if`: what would become of verdicts and alerts. Writes nothing, and tells nobody.

use app::history::Gathered;
use app::project;
use app::reading;
use app::what_if::{Horizon, WhatIfReport, ask};
use jiff::{Span, Timestamp};
use rules::diagnostic::Diagnostic;
use words::english;

use super::advice::tell_clock;
use super::said;
use crate::args::{Format, WhatIfArgs};
use crate::exit::Exit;
use crate::render::{Bars, what_if_page};

/// Says what would become of what is supposed.
pub(super) fn what_if_of(args: &WhatIfArgs) -> anyhow::Result<Exit> {
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), &args.dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    tell_clock(&project, now);
    let calendar = &project.program.calendar;
    let since = args.as_of.map_or(now, |day| calendar.last_moment(day));
    let from = calendar.day(since);
    let until = args.until.unwrap_or_else(|| from.saturating_add(Span::new().years(1)));
    if until <= from {
        let (until, from) = (english::date(until), english::date(from));
        anyhow::bail!(
            "there is nothing ahead: {until} is not after {from}\n  help: name a later day with --until"
        );
    }
    let gathered = Gathered::of(&project, now, &Bars::default())?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    let horizon = Horizon { since, until };
    let found = ask(&project.program, &gathered.history, horizon, &args.supposed.all)?;
    match args.format {
        Format::Text => {
            said::answer(&what_if_page(&project.title, &found, &project.program, args.all.into()))?;
        }
        Format::Json => {
            let report = WhatIfReport::new(&found, project.program.revision.as_str());
            said::answer_json(&serde_json::to_string_pretty(&report)?)?;
        }
    }
    let is_sound = gathered.feed_faults.is_empty() && !faults.iter().any(Diagnostic::is_error);
    Ok(if is_sound { Exit::Quiet } else { Exit::Unusable })
}
