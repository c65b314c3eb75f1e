//! What may be asked of a ledger by somebody who trusts nobody.

use std::path::PathBuf;

use app::proof::ProofExtent;

use super::elsewhere::TokenArg;
use super::format::Format;
use super::place::folder_and_rest;

/// Whose signatures are believed.
#[derive(clap::Args, Debug)]
pub struct BelievedArgs {
    /// The public key by which the ledger signs, as `remit ledger key` printed it [default: the one in the folder of checkpoints, which
    /// proves nothing against somebody who may write there]. A witness must give it.
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// The public key of a witness, who must have signed; may be given more than once.
    #[arg(long, value_name = "KEY")]
    pub witness: Vec<String>,
}

/// What `verify` is asked.
#[derive(clap::Args, Debug)]
pub struct VerifyArgs {
    /// The project's folder, a file that `remit prove` wrote, or the address of a service, which hands its whole ledger out to those who may see it.
    #[arg(value_name = "DIR|FILE|URL", default_value = ".")]
    pub what: PathBuf,
    /// A checkpoint that you kept, against which the ledger is held beside those in its folder; may be given more than once.
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Vec<PathBuf>,
    #[command(flatten)]
    pub believed: BelievedArgs,
    #[command(flatten)]
    pub token: TokenArg,
    /// Sign the newest checkpoint with this secret key, if all of it was worked out again and follows. It needs `--key`: a witness
    /// signs for no ledger whose key it was not told.
    #[arg(long, value_name = "KEY-FILE", requires = "name")]
    pub cosign: Option<PathBuf>,
    /// The name under which to sign.
    #[arg(long, value_name = "NAME", requires = "cosign")]
    pub name: Option<String>,
    /// Where to write the checkpoint that was signed [default: in its place].
    #[arg(short, long, value_name = "FILE", requires = "cosign")]
    pub out: Option<PathBuf>,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What `prove` is asked.
#[derive(clap::Args, Debug)]
pub struct ProveArgs {
    /// The project's folder [default: the current one]; then an alert, an obligation or a contribution, as `explain` takes it.
    #[arg(value_name = "[DIR] ALERT", required = true, num_args = 1..=2)]
    words: Vec<String>,
    /// Where to write the file.
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// The checkpoint up to which it is proved [default: the newest in the folder of checkpoints].
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Option<PathBuf>,
    /// Put in all figures and responses, also those on which it does not rest.
    #[arg(long)]
    whole: bool,
}

impl ProveArgs {
    /// How much is put in.
    pub fn extent(&self) -> ProofExtent {
        if self.whole { ProofExtent::Whole } else { ProofExtent::Cluster }
    }

    /// The project's folder, and what is to be proved.
    pub fn question(&self) -> (PathBuf, &str) {
        let (folder, rest) = folder_and_rest(&self.words, 1);
        (folder, rest.first().map_or("", |subject| subject))
    }
}
