//! `remit prove`: one file that holds what an accusation rests on.

use anyhow::{Context as _, bail};
use app::project;
use app::proof::{
    Believed, BundleFault, Checked, NoteFile, Proof, ProofExtent, check_bundle, newest, prove as prove_to,
    read_folder, read_note,
};
use plugins::files::write_whole;
use plugins::stores::KeptLedger;
use words::english;
use words::explanation::VerdictTurn;

use super::said;
use super::verify::explanation;
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
    let (bytes, proof, checked) = match made(&mut *store, subject, &note, args.extent())? {
        Ok(made) => made,
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
    let withheld = match words::proof::figures_withheld(proof.figures_withheld, proof.measures_withheld) {
        nothing if nothing.is_empty() => nothing,
        told => format!("{told}\n"),
    };
    said::answer(&format!(
        "Written to {shown}: what {subject} rests on, up to {}.\nIt holds {} with {} and {} of officials, and the texts; {}.\n{withheld}{}\n`remit verify {shown}` works it out again.\n",
        checked.as_of,
        english::count(proof.entries, "entry"),
        english::count(proof.figures, "figure"),
        english::count(proof.responses, "response"),
        words::proof::entries_withheld(proof.withheld),
        waiting(proof.under_embargo),
    ))?;
    Ok(Exit::Quiet)
}

type MadeProof = (Vec<u8>, Proof, Checked);

/// The file, worked out again as whoever gets it will. Where its explanation asks for more than what it was narrowed to, it holds everything.
fn made(
    store: &mut dyn KeptLedger,
    subject: &str,
    note: &NoteFile,
    extent: ProofExtent,
) -> anyhow::Result<Result<MadeProof, BundleFault>> {
    match made_to(store, subject, note, extent)? {
        Err(BundleFault::AsksForWithheld { .. }) if extent == ProofExtent::Cluster => {
            made_to(store, subject, note, ProofExtent::Whole)
        }
        made => Ok(made),
    }
}

/// The same to this extent.
fn made_to(
    store: &mut dyn KeptLedger,
    subject: &str,
    note: &NoteFile,
    extent: ProofExtent,
) -> anyhow::Result<Result<MadeProof, BundleFault>> {
    let (bundle, proof) = prove_to(store, subject, note, extent)?;
    let bytes = bundle.encode();
    let mut turned = Vec::new();
    let each = &mut |effects| turned.extend(VerdictTurn::in_step(effects));
    let mut checked = match check_bundle(note.file.clone(), &bytes, &Believed::default(), each) {
        Ok(checked) => checked,
        Err(fault) => return Ok(Err(fault)),
    };
    explanation(&mut checked, &turned)?;
    Ok(checked.check_disclosed().map(|()| (bytes, proof, checked)))
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
