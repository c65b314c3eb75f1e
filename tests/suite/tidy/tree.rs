//! The files of the checkout.

use std::fmt;
use std::path::{Path, PathBuf};

/// One package: its name and the folder in which it lies.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) folder: &'static str,
}

/// The packages, each of which may use only those before it.
pub(crate) const PACKAGES: [Package; 12] = [
    Package { name: "engine", folder: "engine/engine" },
    Package { name: "ledger", folder: "engine/ledger" },
    Package { name: "language", folder: "rules/language" },
    Package { name: "rules", folder: "rules/rules" },
    Package { name: "plugins", folder: "plugins" },
    Package { name: "words", folder: "cli/words" },
    Package { name: "app", folder: "cli/app" },
    Package { name: "pages", folder: "cli/pages" },
    Package { name: "service", folder: "cli/service" },
    Package { name: "lsp", folder: "cli/lsp" },
    Package { name: "cli", folder: "cli/remit" },
    Package { name: "tests", folder: "tests" },
];

/// A text file of the checkout, by its path from the top.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Something that is not as the house has it.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    path: String,
    line: usize,
    what: String,
}

impl File {
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The same file with another text, for trying a check out.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// A fault on a line of this file, counted from 1.
    pub(crate) fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault { path: self.path.clone(), line, what: what.into() }
    }

    /// Lines with their numbers.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails with every fault where there is any.
#[track_caller]
pub(crate) fn none_of(faults: &[Fault]) {
    assert!(faults.is_empty(), "\n{}\n", listed(faults));
}

/// Faults, one a line.
pub(crate) fn listed(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Every file of Rust in the packages.
pub(crate) fn rust_files() -> Vec<File> {
    let files: Vec<File> = PACKAGES.iter().flat_map(|package| files(package.folder, ".rs")).collect();
    assert!(files.len() > 50, "the walk finds the checkout");
    files
}

/// Every file in a folder whose path ends like this, in order.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    let of_interest = paths.iter().filter(|path| path.to_string_lossy().ends_with(ending));
    of_interest.filter_map(|path| read(path)).collect()
}

/// One file, where it exists.
pub(crate) fn file(path: &str) -> Option<File> {
    read(&root().join(path))
}

fn read(path: &Path) -> Option<File> {
    let text = std::fs::read_to_string(path).ok()?;
    let path = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned();
    Some(File { path, text })
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            if entry.file_name() != "target" {
                walk(&path, paths);
            }
        } else {
            paths.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the checkout").to_owned()
}
