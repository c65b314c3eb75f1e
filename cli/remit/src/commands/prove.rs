//! `remit prove`: one file that holds what an accusation rests on.

use anyhow::{Context as _, bail};
use app::project;
use app::proof::{Believed, check_bundle, newest, prove as make, read_folder, read_note};
use plugins::files::write_whole;
use words::english;

use super::said;
use crate::args::ProveArgs;
use crate::exit::Exit;

/// Writes the file, once it was worked out again as whoever gets it will.
pub(super) fn prove(args: &ProveArgs) -> anyhow::Result<Exit> {
    let (dir, subject) = args.question();
    let (place, settings) = match project::checkpoint_settings(&dir) {
        Ok(found) => found,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    // Read before the ledger, which is never behind it then.
    let note = match (&args.checkpoint, settings) {
        (Some(file), _) => Some(read_note(file)?),
        (None, Some(settings)) => newest(&read_folder(&settings.folder)?).cloned(),
        (None, None) => None,
    };
    let Some(mut store) = place.open_read_only()? else {
        bail!("there is no ledger yet; `remit run {}` begins it", dir.display())
    };
    let Some(note) = note else {
        bail!(
            "there is no signed checkpoint to prove it by\n  help: `remit ledger checkpoint {}` signs what the ledger came to",
            dir.display()
        );
    };
    let (bundle, proof) = make(&mut *store, subject, &note)?;
    let bytes = bundle.encode();
    let checked = match check_bundle(note.file.clone(), &bytes, &Believed::default(), &mut |_| {}) {
        Ok(checked) => checked,
        Err(fault) => {
            said::complain(&format!("nothing was written, since it would prove nothing: {fault}"));
            return Ok(Exit::Failed);
        }
    };
    if let Err(error) = checked.explained.answer {
        said::complain(&format!("{error}, up to the checkpoint {}", note.file.display()));
        said::remark(&format!("  help: {}", error.help()));
        return Ok(Exit::Unusable);
    }
    let shown = args.out.display();
    write_whole(&args.out, &bytes).with_context(|| format!("{shown} cannot be written"))?;
    said::answer(&format!(
        "Written to {shown}: what {subject} rests on, up to {}.\nIt holds {} entries with {} figures and {} responses of officials, and the texts; {} entries are withheld, which have no bearing on it.\n{}\n`remit verify {shown}` works it out again.\n",
        checked.as_of,
        english::figure(proof.entries),
        english::figure(proof.figures),
        english::figure(proof.responses),
        english::figure(proof.withheld),
        waiting(proof.under_embargo),
    ))?;
    Ok(Exit::Quiet)
}

/// Of how many files no figure is on the ledger yet.
fn waiting(files: usize) -> String {
    match files {
        0 => "Nothing under embargo is in it.".to_owned(),
        files => {
            let files = english::count(files, "file");
            format!("Of {files} under embargo it holds names, and nothing of their figures.")
        }
    }
}
