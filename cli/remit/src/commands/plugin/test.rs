//! `remit plugin test`: play the tests of plugins.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use plugins::host::Plugin;
use plugins::plugin_test::{PluginTestOutcome, run_test};
use rules::declare::PluginKind;
use rules::diagnostic::Severity;
use rules::source::SourceText;
use words::english;

use super::found::find;
use crate::commands::said;
use crate::exit::Exit;
use app::profile::{test_cases, test_files};
use app::project::Disk;

/// How many tests came to what.
#[derive(Default)]
struct PluginTestTally {
    passed: usize,
    failed: usize,
    /// Files that cannot be used.
    unusable: usize,
}

/// Plays the tests in `plugins/<name>/tests/*.toml`.
pub(in crate::commands) fn test(dir: &Path, name: Option<&str>) -> anyhow::Result<Exit> {
    let found = find(dir);
    let meant = found.meant(name)?;
    let faults = found.faults_of(name);
    said::diagnose(&faults);
    let (mut tally, mut told) = (PluginTestTally::default(), String::new());
    for plugin in &meant {
        let before = tally.passed + tally.failed + tally.unusable;
        play_all(dir, plugin, &mut tally, &mut told);
        if before == tally.passed + tally.failed + tally.unusable {
            writeln!(told, "{}", untested(plugin))?;
        }
    }
    let summary =
        [english::count(tally.passed, "test") + " passed", english::count(tally.failed, "test") + " failed"];
    said::answer(&format!("{told}{}.\n", english::capitalised(&summary.join(", "))))?;
    let is_broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    Ok(match tally {
        _ if is_broken => Exit::Unusable,
        PluginTestTally { unusable: 1.., .. } => Exit::Unusable,
        PluginTestTally { failed: 1.., .. } => Exit::Failed,
        PluginTestTally { .. } => Exit::Quiet,
    })
}

fn untested(plugin: &Plugin) -> String {
    let name = plugin.manifest.name();
    match plugin.manifest.kind() {
        PluginKind::Library => format!("{name}: a library is tested with the rules that import it"),
        _ => format!("{name}: no tests; write them in plugins/{name}/tests"),
    }
}

fn play_all(dir: &Path, plugin: &Arc<Plugin>, tally: &mut PluginTestTally, told: &mut String) {
    for file in test_files(&Disk(dir), plugin) {
        match file {
            Ok(source) => play_file(dir, plugin, &source, tally, told),
            Err(fault) => {
                tally.unusable += 1;
                said::diagnose(&[fault]);
            }
        }
    }
}

fn play_file(
    dir: &Path,
    plugin: &Arc<Plugin>,
    source: &SourceText,
    tally: &mut PluginTestTally,
    told: &mut String,
) {
    let cases = match test_cases(&Disk(dir), plugin, source) {
        Ok(cases) => cases,
        Err(error) => {
            tally.unusable += 1;
            said::complain(&error.to_string());
            return;
        }
    };
    for case in cases {
        let name = format!("{}: {}", plugin.manifest.name(), case.name);
        match run_test(plugin, &case) {
            PluginTestOutcome::Passed => {
                tally.passed += 1;
                told.extend(["passed  ", &name, "\n"]);
            }
            PluginTestOutcome::Failed(difference) => {
                tally.failed += 1;
                told.extend(["FAILED  ", &name, "\n"]);
                difference.lines().for_each(|line| told.extend(["    ", line, "\n"]));
            }
        }
    }
}
