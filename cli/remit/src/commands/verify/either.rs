//! Which of the two it is.

use anyhow::bail;

use super::{file, folder};
use crate::args::VerifyArgs;
use crate::exit::Exit;

/// Works out again what is in a folder or in a file.
pub(in crate::commands) fn verify(args: &VerifyArgs) -> anyhow::Result<Exit> {
    if !args.what.is_file() {
        return folder::verify_folder(args);
    }
    let of_folders = [("--checkpoint", !args.checkpoint.is_empty()), ("--cosign", args.cosign.is_some())];
    if let Some((option, _)) = of_folders.iter().find(|(_, is_given)| *is_given) {
        bail!("`{option}` goes with the folder of a project, and {} is a file", args.what.display());
    }
    file::verify_file(args)
}
