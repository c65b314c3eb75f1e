//! A file that `remit prove` wrote, worked out again by whoever has nothing else.

use anyhow::Context as _;
use app::explain::Explained;
use app::proof::{Believed, BundleFault, Checked, NoteFile, check_bundle};
use ledger::note::{NoteKey, Stands};
use plugins::files::{Links, read_bounded};
use words::english;
use words::explanation::VerdictTurn;

use super::super::explain::{Asking, text_of};
use super::super::said;
use super::believed::believed;
use super::messages::WireMessages;
use super::say::{self, NO_KEY, Verified, unrecorded};
use crate::args::{Format, VerifyArgs};
use crate::exit::Exit;

/// So many bytes of a file are read at the most.
const LARGEST: u64 = 256 << 20;

/// Works a file out again and prints the explanation.
pub(super) fn verify_file(args: &VerifyArgs) -> anyhow::Result<Exit> {
    let shown = args.what.display();
    let bytes = read_bounded(&args.what, LARGEST, Links::Followed)
        .with_context(|| format!("{shown} cannot be read"))?;
    let believed = believed(&args.believed, None)?;
    let mut turned = Vec::new();
    let each = &mut |effects| turned.extend(VerdictTurn::in_step(effects));
    let mut checked = match check_bundle(args.what.clone(), &bytes, &believed, each) {
        Ok(checked) => checked,
        Err(fault) => {
            said::complain(&format!("{shown} proves nothing: {fault}"));
            let is_no_proof =
                matches!(fault, BundleFault::Form(_) | BundleFault::Note(_) | BundleFault::NoTexts);
            return Ok(if is_no_proof { Exit::Unusable } else { Exit::Failed });
        }
    };
    let text = explanation(&mut checked, &turned)?;
    if let Err(fault) = checked.check_disclosed() {
        said::complain(&format!("{shown} proves nothing: {fault}"));
        return Ok(Exit::Failed);
    }
    let Checked { worked, held, checkpoint, explained, as_of, proof, .. } = checked;
    said::remark(&format!(
        "Worked out again: {} up to {as_of}, {} of them withheld, which have no bearing; {}, {}.",
        english::count(proof.entries, "entry"),
        english::figure(proof.withheld),
        english::count(proof.figures, "figure"),
        english::count(proof.responses, "response"),
    ));
    let withheld = words::proof::figures_withheld(proof.figures_withheld, proof.measures_withheld);
    if !withheld.is_empty() {
        said::remark(&withheld);
    }
    tell_signers(&checkpoint, &believed);
    WireMessages::of(&worked.messages).lines().iter().for_each(|line| said::remark(line));
    if worked.gone > 0 {
        // The record of an erasure may stand behind the checkpoint.
        said::remark(&say::erased(worked.gone, 0));
    }
    if worked.unbound > 0 {
        said::remark(&unrecorded(worked.steps, worked.unbound));
    }
    if let Err(error) = explained.answer {
        said::complain(&error.to_string());
        return Ok(Exit::Unusable);
    }
    match args.format {
        Format::Text => said::answer(&text)?,
        Format::Json => {
            let plain = anstream::adapter::strip_str(&text).to_string();
            say::answer(args.format, &Verified::of(&worked, &held, &believed).with_explanation(plain))?;
        }
    }
    Ok(Exit::Quiet)
}

/// The explanation as whoever stands in the folder of the project is told it; empty where there is no answer.
pub(in super::super) fn explanation(checked: &mut Checked, turned: &[VerdictTurn]) -> anyhow::Result<String> {
    let Checked { explained: Explained { past_state, answer }, gathered, sources, as_of, cache, .. } =
        checked;
    let Ok(answer) = answer else { return Ok(String::new()) };
    let asking = Asking { cache, gathered, sources, turned, now: *as_of };
    text_of(asking, past_state, answer)
}

/// Whose signatures stood, and which names under it say nothing, since nobody gave their keys.
fn tell_signers(checkpoint: &NoteFile, believed: &Believed) {
    let NoteFile { note, checkpoint, .. } = checkpoint;
    let mut stood: Vec<(&NoteKey, String)> = Vec::new();
    for key in believed.log.iter().chain(&believed.witnesses) {
        if let Stands::Signed(at) = note.stands(key) {
            let at = at.map_or_else(String::new, |at| format!(" at {at}"));
            stood.push((key, format!("{}{at}", named(key.name(), id_of(key)))));
        }
    }
    let by: Vec<&str> = stood.iter().map(|(_, shown)| shown.as_str()).collect();
    let by = if by.is_empty() { String::new() } else { format!(", signed by {}", english::list(&by)) };
    said::remark(&format!("Root {}{by}", checkpoint.root));
    if believed.log.is_none() {
        said::remark(NO_KEY);
    }
    let is_checked =
        |name: &str, id: u32| stood.iter().any(|(key, _)| key.name() == name && id_of(key) == id);
    let others = note.names().filter(|(name, id)| !is_checked(name, *id));
    let others: Vec<String> = others.map(|(name, id)| named(name, id)).collect();
    if !others.is_empty() {
        said::remark(&format!("Names under it that were not checked: {}", english::list(&others)));
    }
}

fn id_of(key: &NoteKey) -> u32 {
    u32::from_be_bytes(key.id())
}

fn named(name: &str, id: u32) -> String {
    format!("{name} (key {id:08x})")
}
