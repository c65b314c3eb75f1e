//! From a project to a conversation, and on until it ends.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::answer::{Repl, Reply, goes_on};
use super::lines::{Line, Lines};
use crate::commands::said;
use crate::exit::Exit;
use crate::render::Bars;
use app::as_of::look_back_in;
use app::project;
use app::reading;

/// The name of the file beside the ledger that keeps what was typed.
const HISTORY: &str = "repl-history";

/// Opens a project as it stands, or as it stood at the end of a day, and answers what is typed.
pub(in crate::commands) fn repl(dir: &Path, day: Option<Date>) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(dir, None);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let history = project.ledger().beside().with_file_name(HISTORY);
    let sources = Arc::clone(&project.sources);
    let (past_state, gathered) = look_back_in(&project, day, &Bars::default())?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    let Some(repl) = Repl::new(past_state.engine, &sources) else {
        said::complain("nothing is judged yet, so there is no figure to try a rule on");
        return Ok(Exit::Unusable);
    };
    let history = history.parent().is_some_and(Path::is_dir).then_some(history);
    let lines = Lines::new(repl.names(), history)?;
    converse(repl, lines)?;
    Ok(Exit::Quiet)
}

fn converse(mut repl: Repl, mut lines: Lines) -> anyhow::Result<()> {
    said::answer(&repl.greeting())?;
    let mut input = String::new();
    loop {
        let prompt = if input.is_empty() { "> " } else { ". " };
        match lines.next(prompt)? {
            Line::Text(line) => {
                input.push_str(line.trim_end());
                input.push('\n');
                // An empty line ends what would go on for ever.
                if goes_on(&input) && !input.ends_with("\n\n") {
                    continue;
                }
            }
            Line::Dropped => {
                input.clear();
                continue;
            }
            Line::End if input.is_empty() => return Ok(()),
            Line::End => {}
        }
        lines.remember(&input);
        match repl.hear(&std::mem::take(&mut input)) {
            Reply::Said(text) => said::answer(&text)?,
            Reply::Quit => return Ok(()),
        }
    }
}
