//! What a change would have done to the recorded history: the revision in force and the one that waits, side by side.

use engine::program::Program;
use jiff::Timestamp;
use plugins::stores::LedgerPlace;
use rules::compile::{Compiled, Waiting, compile};
use words::english;

use super::super::said;
use crate::render::{Bars, Compared, comparison};
use app::history::{Gathered, History};
use app::project::Project;
use app::reading;
use app::replay::{ComparedSide, Range, compare};

/// What a change would have done.
pub(super) struct Effect {
    /// In one line, for the statement.
    pub(super) summary: String,
    /// With examples, for whoever looks at it.
    pub(super) account: String,
}

/// Judges the recorded history by the rules in force and by those that wait.
pub(super) fn effect(
    project: &Project,
    ledger: &LedgerPlace,
    waiting: &Waiting,
    now: Timestamp,
) -> anyhow::Result<Effect> {
    let before = &project.program;
    let after = match program_with(project, waiting) {
        Ok(after) => after,
        Err(why) => {
            return Ok(Effect {
                account: format!("{}\n", english::capitalised(why)),
                summary: why.to_owned(),
            });
        }
    };
    let history = gather(project, &after, ledger, now)?;
    let range = Range::up_to(before.calendar.day(now));
    let found = compare(before, &after, &history, &range);
    let side =
        |name: String, program: &Program| ComparedSide { name, revision: program.revision.to_string() };
    let sides = [
        side(format!("in force (revision {})", waiting.in_force.short()), before),
        side(format!("what waits (revision {})", waiting.revision.short()), &after),
    ];
    let [old, new] =
        [Compared { side: &sides[0], program: before }, Compared { side: &sides[1], program: &after }];
    let account = comparison(&project.title, &range, [&old, &new], &found);
    Ok(Effect { summary: format!("{}; {}", found.summary(), found.verdict_summary()), account })
}

/// What would be in force with the change, or why it cannot be said.
fn program_with(project: &Project, waiting: &Waiting) -> Result<Program, &'static str> {
    let mut sources = (*project.sources).clone();
    let is_same = |path: &str| path == &*waiting.path;
    sources.missions.retain(|path, _| !is_same(path));
    if let Some(new) = &waiting.new {
        sources.missions.insert(new.declaration.path.clone(), new.clone());
    }
    let Compiled { program, refused, .. } = compile(&sources);
    if !refused.is_empty() {
        return Err("not worked out, since the change needs others that wait as well");
    }
    program.ok_or("nothing is judged any more")
}

/// What stands on the ledger, and what the feeds say beyond it.
fn gather(
    project: &Project,
    after: &Program,
    ledger: &LedgerPlace,
    now: Timestamp,
) -> anyhow::Result<History> {
    let gathered = Gathered::up_to_today(project, ledger, &after.catalogue, now, &Bars::default())?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    Ok(gathered.history)
}
