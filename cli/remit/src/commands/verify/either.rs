//! Which of the three it is.

use anyhow::bail;
use app::proof::PUBLIC_KEY;
use plugins::service_client::ServiceClient;

use super::{file, folder, service};
use crate::args::VerifyArgs;
use crate::exit::Exit;

/// Works out again what is in a folder or in a file, or what a service hands out.
pub(in crate::commands) fn verify(args: &VerifyArgs) -> anyhow::Result<Exit> {
    let address = args.what.to_str().filter(|what| ServiceClient::is_address(what));
    if let Some(address) = address {
        if args.cosign.is_some() {
            bail!("`--cosign` goes with the folder of a project, and {address} is a service");
        }
        return service::verify_service(address, args);
    }
    if args.cosign.is_some() && args.believed.key.is_none() && !args.what.is_file() {
        bail!(
            "`--cosign` needs `--key`: a witness signs for no ledger whose key it was not told\n  help: get the public key from the owner of the ledger by another way; `{PUBLIC_KEY}` in the folder of checkpoints proves nothing, since whoever writes the ledger can write it as well"
        );
    }
    if !args.what.is_file() {
        return folder::verify_folder(args);
    }
    let of_folders = [("--checkpoint", !args.checkpoint.is_empty()), ("--cosign", args.cosign.is_some())];
    if let Some((option, _)) = of_folders.iter().find(|(_, is_given)| *is_given) {
        bail!("`{option}` goes with the folder of a project, and {} is a file", args.what.display());
    }
    file::verify_file(args)
}
