//! Which of the two it is.

use super::{file, folder};
use crate::args::VerifyArgs;
use crate::exit::Exit;

/// Works out again what is in a folder or in a file.
pub(in crate::commands) fn verify(args: &VerifyArgs) -> anyhow::Result<Exit> {
    if args.what.is_file() { file::verify_file(args) } else { folder::verify_folder(args) }
}
