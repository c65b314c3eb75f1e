//! What a project grants a plugin: hosts to send to, and files to be handed.

use rules::declare::{HostPattern, Manifest, path_pattern};

/// What a project grants one plugin.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Grant {
    pub hosts: Vec<HostPattern>,
    /// Patterns of paths within the project.
    pub paths: Vec<String>,
}

impl Grant {
    /// Whether a request may go there: the plugin asks for it, and the project grants it. `port` is none where it is the
    /// scheme's own.
    pub fn allows_host(&self, manifest: &Manifest, host: &str, port: Option<u16>) -> bool {
        let allows = |patterns: &[HostPattern]| patterns.iter().any(|pattern| pattern.allows(host, port));
        allows(manifest.hosts()) && allows(&self.hosts)
    }

    /// Whether a file may be handed over: the plugin asks for it, and the project grants it.
    pub fn allows_path(&self, manifest: &Manifest, path: &str) -> bool {
        let allows = |patterns: &[String]| {
            patterns.iter().filter_map(|pattern| path_pattern(pattern)).any(|pattern| pattern.is_match(path))
        };
        allows(manifest.paths()) && allows(&self.paths)
    }
}
