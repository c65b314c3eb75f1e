//! Neovim with `remit lsp` at the other end, driven by a script.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use super::binary;
use super::folder::Folder;

/// What the script says, with the editor's own words; none where there is no Neovim.
///
/// # Panics
/// There is none where there must be one: in continuous integration.
pub fn neovim(folder: &Folder, script: &str) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(script);
    let mut command = Command::new("nvim");
    command.args(["--headless", "--clean", "-n", "-c"]).arg(format!("luafile {}", script.display()));
    command.env("REMIT_PROGRAM", binary::path()).env("REMIT_PROJECT", folder.project());
    // Where it keeps its log and its state.
    command.env("HOME", folder.root()).current_dir(folder.root()).stdin(Stdio::null());
    match command.output() {
        Ok(ended) => {
            let err = String::from_utf8_lossy(&ended.stderr);
            Some(format!("{}{err}", String::from_utf8_lossy(&ended.stdout)))
        }
        Err(error) => {
            assert!(env::var_os("CI").is_none(), "Neovim is needed here: {error}");
            None
        }
    }
}
