//! What came of it, in words and for programs.

use app::proof::{Believed, HeldToCheckpoints, Worked};
use jiff::Timestamp;
use serde::Serialize;
use words::english;

use super::super::said;
use super::messages::WireMessages;
use crate::args::Format;

/// Where nobody said by which key the ledger signs.
pub(super) const NO_KEY: &str =
    "No public key was given, so the ledger's signature was not checked. Give one with `--key`.";

/// What came of it.
#[derive(Serialize)]
pub(super) struct Verified {
    /// How many entries there are.
    entries: u64,
    /// How many steps were worked out again.
    steps: usize,
    /// How many of them led to something of which there is no record.
    unbound: usize,
    /// How many personal values were erased; left out where none were.
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<usize>,
    /// How many of them are gone without a record of an erasure; left out where none are.
    #[serde(skip_serializing_if = "Option::is_none")]
    erased_unrecorded: Option<usize>,
    messages: WireMessages,
    /// When the last entry was written.
    at: Option<Timestamp>,
    /// How many leaves the tree has.
    size: u64,
    root: String,
    checkpoints: Vec<BorneOut>,
    /// How many entries have the signatures of as many witnesses as are asked for; left out where none are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    witnessed: Option<u64>,
    /// Whether nobody said by which key the ledger signs.
    unsigned: bool,
    /// What does not follow, or is not what was signed.
    faults: Vec<String>,
    /// What a file proves, as people read it; none of a whole ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

#[derive(Serialize)]
struct BorneOut {
    file: String,
    size: u64,
    /// How many entries it covers.
    #[serde(skip)]
    entries: u64,
    witnesses: Vec<WireWitness>,
}

#[derive(Serialize)]
struct WireWitness {
    name: String,
    at: Timestamp,
}

impl Verified {
    pub(super) fn of(worked: &Worked, held: &HeldToCheckpoints, believed: &Believed) -> Self {
        let borne_out = held.borne_out.iter().map(|(note, witnesses)| BorneOut {
            file: note.file.display().to_string(),
            size: note.checkpoint.size,
            entries: worked.places.get(&note.checkpoint.size).map_or(0, |place| place.last),
            witnesses: witnesses
                .iter()
                .map(|(name, at)| WireWitness { name: name.clone(), at: *at })
                .collect(),
        });
        let faults = worked.fault.iter().map(ToString::to_string);
        let faults = faults.chain(worked.messages.fault.iter().map(ToString::to_string));
        let faults = faults.chain(held.faults.iter().map(ToString::to_string)).collect();
        Self {
            entries: worked.last,
            steps: worked.steps,
            unbound: worked.unbound,
            erased: Some(worked.gone).filter(|gone| *gone > 0),
            erased_unrecorded: Some(worked.gone_unrecorded).filter(|gone| *gone > 0),
            messages: WireMessages::of(&worked.messages),
            at: worked.at,
            size: worked.size,
            root: worked.places.get(&worked.size).map(|place| place.root.to_string()).unwrap_or_default(),
            checkpoints: borne_out.collect(),
            witnessed: held.witnessed.map(|place| place.last),
            unsigned: believed.log.is_none(),
            faults,
            explanation: None,
        }
    }

    /// With what it proves.
    pub(super) fn with_explanation(self, explanation: String) -> Self {
        Self { explanation: Some(explanation), ..self }
    }

    pub(super) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn text(&self) -> String {
        let figure = |number: u64| english::figure(usize::try_from(number).unwrap_or(usize::MAX));
        let mut lines = Vec::new();
        if self.is_sound() {
            lines.push(format!(
                "Worked out again: {}, {}. {}",
                counted(self.entries, "entry"),
                english::count(self.steps, "step"),
                follows(self.steps, self.unbound)
            ));
        } else if self.unbound > 0 {
            lines.push(unrecorded(self.steps, self.unbound));
        }
        lines.extend(self.messages.lines());
        lines.push(format!("Tree: {} leaves, root {}", figure(self.size), self.root));
        lines.extend(self.erased.map(|gone| erased(gone, self.erased_unrecorded.unwrap_or_default())));
        for BorneOut { file, size, witnesses, .. } in &self.checkpoints {
            let by: Vec<String> =
                witnesses.iter().map(|witness| format!("{} at {}", witness.name, witness.at)).collect();
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(", signed by {} as well", english::list(&by))
            };
            lines.push(format!("Checkpoint {file}: borne out up to {} leaves{by}", figure(*size)));
        }
        let newest = self.checkpoints.iter().map(|checkpoint| checkpoint.entries).max();
        if let Some(witnessed) = self.witnessed
            && newest.is_some_and(|newest| witnessed < newest)
        {
            lines.push(format!(
                "The newest checkpoint lacks signatures of witnesses; the newest that has enough covers {}.",
                counted(witnessed, "entry")
            ));
        }
        if self.checkpoints.is_empty() && self.is_sound() {
            lines.push("There is no checkpoint to hold it against: whoever may write the ledger could have written all of it again.".to_owned());
        } else if self.unsigned {
            lines.push(NO_KEY.to_owned());
        }
        lines.join("\n") + "\n"
    }
}

fn counted(number: u64, noun: &str) -> String {
    english::count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}

/// What follows: all of it, or what there is a record of.
fn follows(steps: usize, unbound: usize) -> String {
    if unbound == 0 {
        return "All alerts and verdicts on record follow from what was known.".to_owned();
    }
    format!(
        "{} The other alerts and verdicts on record follow from what was known.",
        unrecorded(steps, unbound)
    )
}

/// Steps against which nothing can be held.
pub(super) fn unrecorded(steps: usize, unbound: usize) -> String {
    let have = if unbound == 1 { "has" } else { "have" };
    format!(
        "Of {}, {} {have} no record of their result and could not be checked.",
        english::count(steps, "step"),
        english::figure(unbound)
    )
}

/// What is left of personal values that were erased.
pub(super) fn erased(gone: usize, unrecorded: usize) -> String {
    let have = if gone == 1 { "has" } else { "have" };
    let unrecorded = match unrecorded {
        0 => String::new(),
        1 => " One of them is gone without a record of an erasure.".to_owned(),
        more => format!(
            " {} of them are gone without a record of an erasure.",
            english::capitalised(&english::figure(more))
        ),
    };
    let gone = english::capitalised(&english::count(gone, "personal value"));
    format!("{gone} {have} been erased; what stands for them is in the tree as before.{unrecorded}")
}

/// Says what came of it: what holds as the answer, and what does not as what went wrong.
pub(super) fn answer(format: Format, verified: &Verified) -> anyhow::Result<()> {
    match format {
        Format::Text => said::answer(&verified.text())?,
        Format::Json => said::answer_json(&serde_json::to_string_pretty(verified)?)?,
    }
    verified.faults.iter().for_each(|fault| said::complain(fault));
    Ok(())
}
