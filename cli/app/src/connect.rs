//! From what a project says of its plugins to plugins that work: feeds with their readers, notifiers with their secrets.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use plugins::feeds::Feed;
use plugins::hooks::Hook;
use plugins::hooks::ScriptHook;
use plugins::host::ConfiguredPlugin;
use plugins::notifiers::Notifier;
use plugins::notifiers::stdout::Stdout;
use plugins::registry::NotifierSettings;
use plugins::settings::Settings;
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

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

/// The notifiers of a project.
///
/// # Errors
/// Everything that is wrong with them, such as a secret that cannot be read.
pub fn notifiers(
    settings: &Settings,
    project: &SourceText,
    dir: &Path,
    print: Print,
) -> Result<Vec<Arc<dyn Notifier>>, Vec<Diagnostic>> {
    let mut connected: Vec<Arc<dyn Notifier>> = Vec::new();
    let mut faults = Vec::new();
    for notifier in &settings.notifiers {
        match notifier.settings.clone() {
            NotifierSettings::Stdout(settings) => {
                connected.push(Arc::new(Stdout::new(settings, sink(print))));
            }
            NotifierSettings::Webhook(settings) => {
                match settings.connect(project, notifier.table.clone(), dir) {
                    Ok(webhook) => connected.push(Arc::new(webhook)),
                    Err(found) => faults.extend(found),
                }
            }
            NotifierSettings::Script(settings) => match settings.connect(project, dir) {
                Ok(notifier) => connected.push(Arc::new(notifier)),
                Err(found) => faults.extend(found),
            },
        }
    }
    if faults.is_empty() { Ok(connected) } else { Err(faults) }
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
