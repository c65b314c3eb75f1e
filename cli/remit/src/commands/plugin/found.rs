//! The plugins that a command is about: those of a project, or one by name, which may have come with Remit.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use plugins::host::{Origin, Plugin, Plugins};
use rules::diagnostic::{Diagnostic, nearest};

use app::project::{Disk, read_plugins};

/// What there is in a project, with every fault.
pub(super) struct ProjectPlugins {
    pub(super) plugins: Plugins,
    pub(super) faults: Vec<Diagnostic>,
}

/// Reads and compiles the plugins of a project. The project need not work otherwise, and need not be there at all: then there
/// are those that came with Remit.
pub(super) fn find(dir: &Path) -> ProjectPlugins {
    let (texts, mut faults) = read_plugins(&Disk(dir));
    let (plugins, found) = Plugins::load(&texts, None);
    faults.extend(found);
    rules::diagnostic::sort(&mut faults);
    ProjectPlugins { plugins, faults }
}

impl ProjectPlugins {
    /// The plugins that are meant: the one of that name, or all of the project's own. Those with faults are left out.
    ///
    /// # Errors
    /// There is no plugin of that name.
    pub(super) fn meant(&self, name: Option<&str>) -> anyhow::Result<Vec<Arc<Plugin>>> {
        let Some(name) = name else {
            let own = self.plugins.iter().filter(|plugin| plugin.origin == Origin::Project);
            return Ok(own.cloned().collect());
        };
        match self.plugins.find(name) {
            Some(Ok(plugin)) => Ok(vec![Arc::clone(plugin)]),
            Some(Err(_)) => Ok(Vec::new()),
            None => match nearest(name, self.plugins.names()) {
                Some(near) => bail!("there is no plugin `{name}`\n  help: did you mean `{near}`?"),
                None => bail!(
                    "there is no plugin `{name}`\n  help: there are {}",
                    self.plugins.names().collect::<Vec<_>>().join(", ")
                ),
            },
        }
    }

    /// The faults of the plugins that are meant.
    pub(super) fn faults_of(&self, name: Option<&str>) -> Vec<Diagnostic> {
        let Some(name) = name else { return self.faults.clone() };
        let folder = format!("plugins/{name}/");
        let is_its_own = |fault: &&Diagnostic| {
            fault.labels.first().is_some_and(|label| label.span.source.path.starts_with(&folder))
        };
        self.faults.iter().filter(is_its_own).cloned().collect()
    }
}
