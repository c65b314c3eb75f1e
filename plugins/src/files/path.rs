//! What the path of a file says.

use std::path::Path;

/// Whether a name says that the file is hidden, on its way to another name, or kept by a program that has another one open, as `~$a.csv`
/// is by spreadsheet programs.
pub fn is_transient(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ends = |suffix: &str| {
        name.get(name.len().saturating_sub(suffix.len())..)
            .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
    };
    name.starts_with('.') || name.starts_with("~$") || [".part", ".tmp", "~"].into_iter().any(ends)
}

/// A path as the project names it, with forward slashes.
pub fn path_within(project: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(project).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
