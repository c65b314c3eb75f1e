//! `remit routes test`: which routes would take a message, and why.

use app::project::{self, Project};
use engine::alert::Severity;
use jiff::Timestamp;
use plugins::routes::{Answer, Marks};
use words::question;
use words::routing::{RouteAnswer, RouteSaid, routed};

use super::said;
use crate::args::{RoutesTestArgs, SeverityArg};
use crate::exit::Exit;

/// Says where a message would go. Sends and writes nothing.
pub(super) fn test(args: &RoutesTestArgs) -> anyhow::Result<Exit> {
    let (dir, alert) = args.question();
    let (project, faults) = project::load_agreed(&mut project::compiler(), &dir, Timestamp::now())?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let Some(marks) = marks(args, alert, &project) else {
        said::complain(question::NOT_DECLARED);
        return Ok(Exit::Unusable);
    };
    let routes = &project.settings.routes;
    let notifiers: Vec<String> =
        project.settings.notifiers.iter().map(|notifier| notifier.settings.id().to_owned()).collect();
    let through = routes.through(&marks, &notifiers);
    let names: Vec<&String> = through.iter().map(|(notifier, _)| notifier).collect();
    let each = routes.answers(&marks).into_iter().map(|(route, answer)| RouteSaid {
        name: &route.name,
        notifiers: &route.notifiers,
        said: match answer {
            Answer::Takes => RouteAnswer::Takes(route.matchers.iter().map(ToString::to_string).collect()),
            Answer::Leaves(matcher) => RouteAnswer::Leaves {
                matcher: matcher.to_string(),
                name: matcher.name.clone(),
                values: marks.values(&matcher.name).map(str::to_owned).collect(),
            },
            Answer::NotAsked => RouteAnswer::NotAsked,
        },
    });
    said::answer(&routed(&each.collect::<Vec<_>>(), &names))?;
    Ok(Exit::Quiet)
}

/// What the message would say; none where the project has no such alert.
fn marks(args: &RoutesTestArgs, alert: Option<&str>, project: &Project) -> Option<Marks> {
    let program = &project.program;
    let mut marks = match alert {
        Some(alert) => {
            let (mission, obligation, _) = program.named(alert)?;
            Marks::of_obligation(program, &mission.id, obligation)
        }
        None => Marks::default(),
    };
    marks.add("kind", [&args.kind]);
    marks.add("mission", &args.mission);
    marks.add("severity", severity(args.severity).map(Severity::as_str));
    for body in &args.body {
        marks.add_body(program, body);
    }
    for (name, value) in &args.say {
        marks.add(name, [value]);
    }
    Some(marks)
}

fn severity(written: SeverityArg) -> Option<Severity> {
    match written {
        SeverityArg::AtRisk => Some(Severity::AtRisk),
        SeverityArg::Breach => Some(Severity::Breach),
        SeverityArg::None => None,
    }
}
