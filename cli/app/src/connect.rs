//! From what a project says of its plugins to plugins that work: feeds with their readers, notifiers with their secrets.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use plugins::feeds::Feed;
use plugins::hooks::Hook;
use plugins::hooks::ScriptHook;
use plugins::host::ConfiguredPlugin;
use plugins::notifiers::alertmanager::AlertPages;
use plugins::notifiers::stdout::Stdout;
use plugins::notifiers::templated::{Template, Templated};
use plugins::notifiers::{Notifier, Unusable};
use plugins::registry::NotifierSettings;
use plugins::settings::{Notifier as NotifierDeclared, Settings};
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;
use words::notice;
use words::public_url::PublicUrl;

/// Where the notifier that prints prints to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Print {
    /// Standard output, which is its own while the service is up.
    ToOutput,
    /// Standard error, where standard output is kept for the answer.
    ToError,
}

/// The feeds of a project.
pub fn feeds(settings: &Settings) -> Vec<Feed> {
    settings.feeds.iter().cloned().map(Feed::new).collect()
}

/// The notifiers of a project. One that has faults is among them: it sends nothing, and holds up no other.
#[derive(Default)]
pub struct Notifiers {
    pub all: Vec<Arc<dyn Notifier>>,
    /// The names of those that cannot be used.
    pub unusable: Vec<String>,
    /// The names of those whose templates cannot be used: they send the standard text.
    pub without_template: Vec<String>,
    /// Everything that is wrong with them, such as a secret that cannot be read.
    pub faults: Vec<Diagnostic>,
}

impl Notifiers {
    /// The names of all.
    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|notifier| notifier.id().to_owned()).collect()
    }

    /// Those that cannot be used, as declarations are named.
    pub fn refused(&self) -> Vec<String> {
        self.unusable.iter().chain(&self.without_template).map(|name| notice::notifier(name)).collect()
    }

    fn add(
        &mut self,
        id: &str,
        connected: Result<Arc<dyn Notifier>, Vec<Diagnostic>>,
        template: Result<Option<Template>, Box<Diagnostic>>,
    ) {
        let notifier = connected.unwrap_or_else(|faults| {
            let reason = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
            self.unusable.push(id.to_owned());
            self.faults.extend(faults);
            Arc::new(Unusable::new(id.to_owned(), reason))
        });
        let template = template.unwrap_or_else(|fault| {
            self.without_template.push(id.to_owned());
            self.faults.push(*fault);
            None
        });
        self.all.push(match template {
            Some(template) => Arc::new(Templated::new(notifier, template)),
            None => notifier,
        });
    }
}

/// Makes the notifiers of a project.
pub fn notifiers(settings: &Settings, project: &SourceText, dir: &Path, print: Print) -> Notifiers {
    let mut notifiers = Notifiers::default();
    let public_url = settings.server.public_url.clone().map(PublicUrl);
    for notifier in &settings.notifiers {
        let table = notifier.table.clone();
        let (id, connected): (_, Result<Arc<dyn Notifier>, _>) = match notifier.settings.clone() {
            NotifierSettings::Stdout(settings) => {
                let stdout = Stdout::new(settings, sink(print));
                (stdout.id().to_owned(), Ok(Arc::new(stdout)))
            }
            NotifierSettings::Webhook(settings) => {
                let id = settings.id.clone();
                (id, settings.connect(project, table, dir).map(|webhook| Arc::new(webhook) as _))
            }
            NotifierSettings::Mail(settings) => {
                let id = settings.id.clone();
                (id, settings.connect(project, table, dir).map(|mail| Arc::new(mail) as _))
            }
            NotifierSettings::Alertmanager(settings) => {
                let id = settings.id.clone();
                let pages =
                    public_url.clone().map(|url| -> Box<AlertPages> { Box::new(move |id| url.alert(id)) });
                (id, settings.connect(project, pages).map(|alertmanager| Arc::new(alertmanager) as _))
            }
            NotifierSettings::Teams(settings) => {
                let id = settings.id.clone();
                (id, settings.connect(project, table, dir).map(|teams| Arc::new(teams) as _))
            }
            NotifierSettings::Script(settings) => {
                let id = settings.id.clone();
                (id, settings.connect(project, dir).map(|script| Arc::new(script) as _))
            }
        };
        notifiers.add(&id, connected, template(notifier, project, dir));
    }
    notifiers
}

/// The template of a notifier; none where it has none.
fn template(
    notifier: &NotifierDeclared,
    project: &SourceText,
    dir: &Path,
) -> Result<Option<Template>, Box<Diagnostic>> {
    notifier.template.as_ref().map(|file| file.open(project, dir)).transpose()
}

/// Everything that is wrong with the templates of a project.
pub fn template_faults(settings: &Settings, project: &SourceText, dir: &Path) -> Vec<Diagnostic> {
    let fault = |notifier: &NotifierDeclared| template(notifier, project, dir).err();
    settings.notifiers.iter().filter_map(fault).map(|fault| *fault).collect()
}

/// The hooks of a project.
pub fn hooks(settings: &Settings, dir: &Path) -> Vec<Arc<dyn Hook>> {
    let hook = |engagement: &ConfiguredPlugin| -> Arc<dyn Hook> {
        Arc::new(ScriptHook::new(engagement.clone(), dir))
    };
    settings.hooks.iter().map(hook).collect()
}

fn sink(print: Print) -> Box<dyn Write + Send> {
    match print {
        Print::ToOutput => Box::new(std::io::stdout()),
        Print::ToError => Box::new(std::io::stderr()),
    }
}
