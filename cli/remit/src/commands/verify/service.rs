//! The whole ledger of a service, fetched piece by piece and worked out again here.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use app::proof::{NoteFile, read_note, work_out_pieces};
use plugins::service_client::{AnswerForm, ServiceClient};
use serde::Deserialize;

use super::super::elsewhere::token;
use super::super::said;
use super::believed::believed;
use super::say::{Verified, answer};
use crate::args::VerifyArgs;
use crate::exit::Exit;
use crate::render::Bars;

/// So many bytes are fetched at the most, packed as they come.
const MOST_BYTES: usize = 512 << 20;
/// So many pieces are asked for at the most.
const MOST_PIECES: usize = 100_000;
const FOREIGN: &str = "the service does not answer as Remit does";

/// A part of a ledger, as a service hands it out.
#[derive(Deserialize)]
struct Piece {
    proof: String,
    next: Option<u64>,
    #[serde(default)]
    checkpoints: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    name: String,
    note: String,
}

/// Fetches all of it, works it out again and holds it against its checkpoints.
pub(super) fn verify_service(address: &str, args: &VerifyArgs) -> anyhow::Result<Exit> {
    let client = ServiceClient::new(address, token(args.token.token.as_deref()))?;
    let believed = believed(&args.believed, None)?;
    let (pieces, published) = fetch(&client)?;
    let mut notes = Vec::new();
    for Note { name, note } in published {
        notes.push(NoteFile::of(PathBuf::from(name), &note)?);
    }
    for file in &args.checkpoint {
        notes.push(read_note(file)?);
    }
    let worked = work_out_pieces(&pieces, &notes, &believed, &Bars::default());
    let (worked, held) = match worked {
        Ok(worked) => worked,
        Err(fault) => {
            said::complain(&format!("{address} proves nothing: {fault}"));
            return Ok(Exit::Failed);
        }
    };
    let verified = Verified::of(&worked, &held, &believed);
    answer(args.format, &verified)?;
    Ok(if verified.is_sound() { Exit::Quiet } else { Exit::Failed })
}

/// All pieces in their order, with the checkpoints that were published.
fn fetch(client: &ServiceClient) -> anyhow::Result<(Vec<String>, Vec<Note>)> {
    let (mut pieces, mut bytes, mut after) = (Vec::new(), 0, 0);
    for _ in 0..MOST_PIECES {
        let found = client.ask(&format!("/audit/proof?after={after}"), AnswerForm::Json)?;
        let Piece { proof, next, checkpoints } = serde_json::from_str(&found).context(FOREIGN)?;
        bytes += proof.len();
        if bytes > MOST_BYTES {
            bail!("it hands out more than {} MiB; verify it in its own folder", MOST_BYTES >> 20);
        }
        pieces.push(proof);
        match next {
            None => return Ok((pieces, checkpoints)),
            Some(next) if next > after => after = next,
            Some(_) => bail!("{FOREIGN}: what it hands out goes on where it was before"),
        }
    }
    bail!("it hands out more than {MOST_PIECES} pieces; verify it in its own folder")
}
