//! A project that publishes checkpoints, and what is asked of it.

use tests::process::{Answer, Folder, remit};

pub(super) const ORIGIN: &str = "example.gov.uk/remit";

/// Leaves hashes, moments and temporary folders out of what is said, for as long as this lives.
pub(super) fn plain() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("[0-9a-f]{64}", "HASH");
    settings.add_filter(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", "+KEY");
    settings.add_filter(r"key [0-9a-f]{8}", "key ID");
    settings.add_filter(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.]*Z", "MOMENT");
    settings.bind_to_scope()
}

/// What a command says: its exit code, and both of its outputs.
#[track_caller]
pub(super) fn ask(folder: &Folder, line: &str) -> String {
    let Answer { code, out, err } = remit(folder, line);
    format!("{}\n{out}{err}", code.expect("it ends by itself"))
}

/// A project that publishes checkpoints, with a ledger that was written.
#[track_caller]
pub(super) fn published(folder: Folder) -> Folder {
    folder.append("remit.toml", &format!("\n[checkpoints]\norigin = \"{ORIGIN}\"\n"));
    assert_eq!(remit(&folder, &format!("ledger key project/checkpoints.key --name {ORIGIN}")).code, Some(0));
    let run = remit(&folder, "run project");
    assert!(run.code == Some(0) || run.code == Some(1), "{run}");
    sign(&folder);
    folder
}

#[track_caller]
pub(super) fn sign(folder: &Folder) {
    let signed = remit(folder, "ledger checkpoint project");
    assert_eq!(signed.code, Some(0), "{signed}");
}
