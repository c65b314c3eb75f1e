//! `remit notify preview`: what a notifier's template makes of an alert, before anybody is told in its words.

use std::path::Path;

use app::last_message::last_about;
use app::project;
use jiff::Timestamp;
use ledger::entry::Message;
use plugins::notifiers::templated::{self, Template, examples};
use rules::diagnostic::{Code, Diagnostic};
use words::{question, template};

use super::said;
use crate::args::NotifyPreviewArgs;
use crate::exit::Exit;

/// Prints each message as it would go out.
pub(super) fn preview(args: &NotifyPreviewArgs) -> anyhow::Result<Exit> {
    let (dir, name) = args.question();
    let (project, faults) = project::load_agreed(&mut project::compiler(), &dir, Timestamp::now())?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let declared = &project.settings.notifiers;
    let Some(notifier) = declared.iter().find(|notifier| notifier.settings.id() == name) else {
        let names: Vec<String> = declared.iter().map(|notifier| notifier.settings.id().to_owned()).collect();
        said::complain(&question::no_notifier(name, &names));
        return Ok(Exit::Unusable);
    };
    let chosen = match &args.template {
        Some(file) => Some(named(file, &project.dir)),
        None => notifier.template.as_ref().map(|file| file.open(&project.sources.project, &project.dir)),
    };
    let filling = match chosen.transpose() {
        Ok(filling) => filling,
        Err(fault) => {
            said::diagnose(&[*fault]);
            return Ok(Exit::Unusable);
        }
    };
    let messages = match &args.alert {
        Some(alert) => {
            let Some(message) = last_about(&project.ledger(), alert)? else {
                said::complain(&template::nothing_told_of(alert));
                return Ok(Exit::Unusable);
            };
            vec![message]
        }
        None => examples(),
    };
    shown(&messages, filling.as_ref(), args.alert.as_deref())
}

/// The template in this file, whoever uses it.
fn named(file: &str, project: &Path) -> Result<Template, Box<Diagnostic>> {
    let text = templated::read(file, project).map_err(|unread| {
        let fault = Diagnostic::project_error(Code::MissingFile, unread.to_string());
        Box::new(fault.with_help(unread.help()))
    })?;
    let template = Template::new(text)?;
    template.check()?;
    Ok(template)
}

fn shown(messages: &[Message], filling: Option<&Template>, alert: Option<&str>) -> anyhow::Result<Exit> {
    let mut exit = Exit::Quiet;
    for message in messages {
        let filled = match filling.map(|template| (template, template.fill(message))) {
            Some((template, Err(error))) => {
                said::complain(&template::unfilled(template.path(), &error.to_string()));
                exit = Exit::Unusable;
                continue;
            }
            Some((_, Ok(filled))) => filled,
            None => message.clone(),
        };
        let path = filling.map(Template::path);
        said::answer(&template::preview((&filled.kind, alert), path, (&filled.subject, &filled.text)))?;
    }
    Ok(exit)
}
