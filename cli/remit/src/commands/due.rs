//! `remit due`: which reports are due, from whom, and whom to ring first. Writes nothing, and judges nothing.

use app::chasing::{DueNow, DueQuestion, due as ask, moves, supply};
use app::due::{AskedDue, DueReport, RateDetail};
use app::project::{self, Project};
use app::reading;
use engine::model::BodyId;
use jiff::Timestamp;
use pages::calendar::calendar;
use pages::tables::due_table;
use words::{due as say, question};

use super::advice::tell_clock;
use super::run::scope;
use super::said;
use crate::args::{DueArgs, DueFormat};
use crate::exit::Exit;
use crate::render::{Bars, DueHeading, due as lay_out, rate_table, rates as lay_out_rates};

/// Says what is due.
pub(super) fn due(args: &DueArgs) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    tell_clock(&project, now);
    let about = &args.about;
    let asked = AskedDue {
        scope: scope(&about.scope()),
        body: about.body.as_deref().map(BodyId::new),
        board: about.board.clone(),
        own: None,
        feed: about.feed.clone(),
        rates: if args.rates { RateDetail::OneByOne } else { RateDetail::Together },
    };
    let question = DueQuestion { asked, days: args.days, day: args.as_of };
    let found = ask(&project, &question, now, &Bars::default())?;
    for fault in &found.feed_faults {
        said::complain(&reading::describe(fault));
    }
    if let Some(reason) = misasked(&project, &found, &question.asked) {
        said::complain(reason);
        return Ok(Exit::Unusable);
    }
    write(&project, &found, args)?;
    let is_sound =
        found.feed_faults.is_empty() && !faults.iter().any(rules::diagnostic::Diagnostic::is_error);
    Ok(if is_sound { Exit::Quiet } else { Exit::Unusable })
}

/// Why there is nothing that is asked about.
fn misasked(project: &Project, found: &DueNow, asked: &AskedDue) -> Option<&'static str> {
    let program = &found.program;
    let has_body = |body: &BodyId| program.catalogue.bodies.contains_key(body);
    if !asked.scope.is_declared(program) || !asked.body.as_ref().is_none_or(has_body) {
        return Some(question::NOT_DECLARED);
    }
    if !asked.has_board(program) {
        return Some(say::NO_SUCH_BOARD);
    }
    let is_fed = asked.feed.as_ref().is_none_or(|feed| supply(&project.settings).has(feed));
    (!is_fed).then_some(say::NO_SUCH_FEED)
}

fn write(project: &Project, found: &DueNow, args: &DueArgs) -> anyhow::Result<()> {
    let DueNow { outlook, program, judged_by, .. } = found;
    match args.format {
        DueFormat::Text => {
            let heading = DueHeading { title: &project.title, judged_by: *judged_by, all: args.all };
            said::answer(&match &outlook.rates_of_each {
                Some(rates) => lay_out_rates(&heading, outlook, rates, program),
                None => lay_out(&heading, outlook, program),
            })
        }
        DueFormat::Json => {
            said::answer_json(&serde_json::to_string_pretty(&DueReport::new(outlook, program))?)
        }
        DueFormat::Csv => said::answer_as_it_is(&match &outlook.rates_of_each {
            Some(rates) => rate_table(rates, program),
            None => due_table(&outlook.matters, &outlook.undertakings, program),
        }),
        DueFormat::Icalendar => {
            said::answer_as_it_is(&calendar(&project.title, outlook, program, &moves(found)))
        }
    }
}
