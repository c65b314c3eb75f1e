//! The program itself, built from the sources as they are now.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The path of `remit`, built before it is used for the first time, in the profile of the running tests.
///
/// # Panics
/// It cannot be built.
pub(super) fn path() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let tests = env::current_exe().expect("a running program has a path");
        // Tests lie in `target/<profile>/deps`, programs in `target/<profile>`.
        let folder = tests.parent().and_then(Path::parent).expect("tests lie in a folder of the profile");
        build(folder);
        folder.join(format!("remit{}", env::consts::EXE_SUFFIX))
    })
}

fn build(folder: &Path) {
    let profile = match folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(other) => other,
    };
    let target = folder.parent().expect("the profile lies in the target folder");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    // Asked for as part of the workspace, it shares what was built for the tests.
    build.args(["build", "--quiet", "--workspace", "--bin", "remit", "--profile", profile]);
    build.arg("--target-dir").arg(target).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    // What cargo says of the package under test must not reach the packages that are built: some are built again for it.
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_this_package(name)) {
        build.env_remove(name);
    }
    let ended = build.output().expect("cargo can be started");
    assert!(ended.status.success(), "remit is built\n{}", String::from_utf8_lossy(&ended.stderr));
}

fn is_of_this_package(variable: &OsStr) -> bool {
    let said = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_", "CARGO_BIN_", "CARGO_PRIMARY_"];
    said.iter().any(|prefix| variable.as_encoded_bytes().starts_with(prefix.as_bytes()))
}

/// The program, with nothing of this terminal and its settings.
pub(super) fn remit() -> Command {
    let mut command = Command::new(path());
    for name in ["REMIT_LOG", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("RUST_BACKTRACE", "1").stdin(Stdio::null());
    command
}
