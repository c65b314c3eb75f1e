//! `remit test --watch`: a round of tests whenever a text of the project changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::Context as _;
use plugins::watch::{FileChange, Watcher};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::round::round;
use crate::args::TestArgs;
use crate::commands::said;
use crate::exit::Exit;
use app::cases::TESTS_FOLDER;
use app::project::{MISSIONS_FOLDER, RULES_FOLDER, plugin_folders};

/// Something that ends the wait.
enum WatchEvent {
    Changed(FileChange),
    Stop,
}

/// Editors write a file in several steps; what comes within this time is one change.
const ONE_CHANGE: Duration = Duration::from_millis(30);
/// How the names of texts end that a test may depend on.
const ENDINGS: [&str; 4] = ["toml", "rhai", "csv", "json"];

/// Plays the tests now and after every change, until Ctrl-C; the exit code is that of the last round.
pub(in crate::commands) fn watch(args: &TestArgs) -> anyhow::Result<Exit> {
    let dir = std::path::absolute(&args.dir).context("the project's folder has no whole path")?;
    let (sender, news) = channel();
    stop_on_signals(sender.clone())?;
    let deliver = move |change| drop(sender.send(WatchEvent::Changed(change)));
    let _watcher = Watcher::new(&dir, &folders(&dir, args), deliver)?;
    loop {
        let exit = round(args)?;
        said::remark("Watching for changes; stop with Ctrl-C.");
        match next_change(&news, &dir) {
            Some(changed) => said::answer(&format!("\nChanged: {}\n", words::english::list(&changed)))?,
            None => return Ok(exit),
        }
    }
}

fn folders(dir: &Path, args: &TestArgs) -> Vec<PathBuf> {
    let own = [MISSIONS_FOLDER, RULES_FOLDER, TESTS_FOLDER].map(|folder| dir.join(folder));
    let named =
        args.files.iter().filter_map(|file| std::path::absolute(file).ok()?.parent().map(Path::to_owned));
    let named = named.filter(|folder| folder.is_dir());
    let plugins = plugin_folders(dir);
    own.into_iter().chain([dir.to_owned()]).chain(plugins).chain(named).collect()
}

/// The texts that changed, by their paths within the project; none where someone asked to stop.
fn next_change(news: &Receiver<WatchEvent>, dir: &Path) -> Option<Vec<String>> {
    let mut changed = BTreeSet::new();
    while changed.is_empty() {
        let mut next = news.recv().ok();
        while let Some(heard) = next {
            match heard {
                WatchEvent::Stop => return None,
                WatchEvent::Changed(change) => changed.extend(name(&change, dir)),
            }
            next = news.recv_timeout(ONE_CHANGE).ok();
        }
    }
    Some(changed.into_iter().collect())
}

fn name(change: &FileChange, dir: &Path) -> Option<String> {
    let path = match change {
        FileChange::Written(path) | FileChange::Removed(path) => path,
        FileChange::Rescan => return Some("a folder".to_owned()),
    };
    let is_text = path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
    is_text.then(|| path.strip_prefix(dir).unwrap_or(path).display().to_string())
}

fn stop_on_signals(sender: Sender<WatchEvent>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT]).context("signals cannot be caught")?;
    std::thread::spawn(move || {
        for _ in &mut signals {
            if sender.send(WatchEvent::Stop).is_err() {
                return;
            }
        }
    });
    Ok(())
}
