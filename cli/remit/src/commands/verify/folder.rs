//! A project's ledger, worked out again.

use std::collections::BTreeSet;

use anyhow::bail;
use app::project;
use app::proof::{hold, read_folder, read_note, remembered, work_out};
use plugins::stores::StoreError;

use super::super::advice::advice;
use super::super::said;
use super::believed::believed;
use super::cosign::cosign;
use super::say::{Verified, answer};
use crate::args::VerifyArgs;
use crate::exit::Exit;
use crate::render::Bars;

/// Works all of it out again and holds it against its checkpoints.
pub(super) fn verify_folder(args: &VerifyArgs) -> anyhow::Result<Exit> {
    let (place, settings) = match project::checkpoint_settings(&args.what) {
        Ok(found) => found,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let mut believed = believed(&args.believed, settings.as_ref())?;
    if args.cosign.is_some() {
        // Whoever adds a signature need not find it there.
        believed.needed = 0;
    }
    let mut notes = settings.map_or_else(|| Ok(Vec::new()), |settings| read_folder(&settings.folder))?;
    for file in &args.checkpoint {
        notes.push(read_note(file)?);
    }
    let known = args.cosign.as_deref().map_or_else(|| Ok(Vec::new()), remembered)?;
    let remembered = known.iter().map(app::proof::Remembered::size);
    let asked: BTreeSet<u64> = notes.iter().map(|note| note.checkpoint.size).chain(remembered).collect();
    let opened = place.verify();
    let opened = opened.and_then(|opened| {
        opened.map(|mut store| work_out(&mut *store, asked, &Bars::default())).transpose()
    });
    let worked = match opened {
        Ok(Some(worked)) => worked,
        Ok(None) => bail!("there is no ledger yet; `remit run {}` begins it", args.what.display()),
        Err(error @ StoreError::Damaged { .. }) => {
            said::complain(&error.to_string());
            if let Some(advice) = advice(&error.into()) {
                said::remark(&format!("  help: {advice}"));
            }
            return Ok(Exit::Failed);
        }
        Err(error) => return Err(error.into()),
    };
    let held = hold(&worked, &notes, &believed);
    let verified = Verified::of(&worked, &held, &believed);
    answer(args.format, &verified)?;
    if !verified.is_sound() {
        return Ok(Exit::Failed);
    }
    match &args.cosign {
        Some(key) => cosign(args, key, &worked, &held),
        None => Ok(Exit::Quiet),
    }
}
