//! A file that `remit prove` wrote, worked out again by whoever has nothing else.

use anyhow::Context as _;
use app::explain::Explained;
use app::proof::{BundleFault, Checked, check_bundle};
use plugins::files::{Links, read_bounded};
use words::english;
use words::explanation::VerdictTurn;

use super::super::explain::{Asking, text_of};
use super::super::said;
use super::believed::believed;
use super::say::{self, Verified};
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
    let checked = match check_bundle(args.what.clone(), &bytes, &believed, each) {
        Ok(checked) => checked,
        Err(fault) => {
            said::complain(&format!("{shown} proves nothing: {fault}"));
            let is_no_proof =
                matches!(fault, BundleFault::Form(_) | BundleFault::Note(_) | BundleFault::NoTexts);
            return Ok(if is_no_proof { Exit::Unusable } else { Exit::Failed });
        }
    };
    let Checked { worked, held, checkpoint, explained, gathered, sources, as_of, mut cache, proof, .. } =
        checked;
    let signed = checkpoint.note.names().map(|(name, id)| format!("{name} (key {id:08x})"));
    let signed: Vec<String> = signed.collect();
    said::remark(&format!(
        "Worked out again: {} entries up to {as_of}, {} of them withheld, which have no bearing; {} figures, {} responses.",
        english::figure(proof.entries),
        english::figure(proof.withheld),
        english::figure(proof.figures),
        english::figure(proof.responses),
    ));
    said::remark(&format!("Root {}, signed by {}", checkpoint.checkpoint.root, english::list(&signed)));
    if believed.log.is_none() {
        said::remark(
            "Nobody said by which key the ledger signs, so that no signature was looked at; `--key` says it.",
        );
    }
    if worked.unbound > 0 {
        said::remark(
            "An older Remit did not write down what some of its steps led to; nothing can be held against that.",
        );
    }
    let Explained { past_state, answer } = explained;
    match answer {
        Ok(answer) => {
            let asking = Asking {
                cache: &mut cache,
                gathered: &gathered,
                sources: &sources,
                turned: &turned,
                now: as_of,
            };
            let text = text_of(asking, &past_state, &answer)?;
            match args.format {
                Format::Text => said::answer(&text)?,
                Format::Json => {
                    let plain = anstream::adapter::strip_str(&text).to_string();
                    say::answer(
                        args.format,
                        &Verified::of(&worked, &held, &believed).with_explanation(plain),
                    )?;
                }
            }
            Ok(Exit::Quiet)
        }
        Err(error) => {
            said::complain(&error.to_string());
            Ok(Exit::Unusable)
        }
    }
}
