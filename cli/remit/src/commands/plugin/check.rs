//! `remit plugin check`: compile plugins and list every fault.

use std::path::Path;

use plugins::host::{Origin, Plugin};
use rules::diagnostic::Severity;
use words::english;

use super::found::find;
use crate::commands::said;
use crate::exit::Exit;

/// Lists every fault, and the plugins that can be used.
pub(in crate::commands) fn check(dir: &Path, name: Option<&str>) -> anyhow::Result<Exit> {
    let found = find(dir);
    let sound = found.meant(name)?;
    let faults = found.faults_of(name);
    said::diagnose(&faults);
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    let lines: String = sound.iter().map(|plugin| line(plugin)).collect();
    said::answer(&format!(
        "{}. Ready: {}.\n{lines}",
        english::capitalised(&english::count(errors, "error")),
        english::count(sound.len(), "plugin")
    ))?;
    Ok(if errors == 0 { Exit::Quiet } else { Exit::Unusable })
}

fn line(plugin: &Plugin) -> String {
    let manifest = &plugin.manifest;
    let origin = if plugin.origin == Origin::Shipped { ", comes with Remit" } else { "" };
    let (name, version, kind, title) =
        (manifest.name(), manifest.version(), manifest.kind(), manifest.title());
    format!("  {name} {version}, {kind}{origin}: {title}\n")
}
