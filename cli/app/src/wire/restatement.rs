//! An edit that turned verdicts, for programs.

use engine::alert::Restatement;
use engine::evaluate::TurnedVerdict;
use engine::model::Verdict;
use serde::Serialize;
use words::alert::EditedTexts;

/// An edit of what is declared, with the verdicts of ended periods that it turned.
#[derive(Serialize, Debug)]
pub(super) struct WireRestatement {
    /// The texts that were changed.
    files: Vec<String>,
    /// Those who signed the change, where it needs signatures.
    signed_by: Vec<String>,
    verdicts: Vec<WireTurn>,
}

/// A verdict that an edit turned.
#[derive(Serialize, Debug)]
struct WireTurn {
    contribution: Option<String>,
    body: String,
    period: String,
    /// None where it was not owed.
    before: Option<&'static str>,
    /// None where it is not owed any more.
    after: Option<&'static str>,
}

impl WireRestatement {
    pub(super) fn new(restatement: &Restatement, texts: EditedTexts) -> Self {
        Self {
            files: texts.files,
            signed_by: texts.signed_by.into_iter().map(|(signer, _)| signer).collect(),
            verdicts: restatement.turned.iter().map(WireTurn::from).collect(),
        }
    }
}

impl From<&TurnedVerdict> for WireTurn {
    fn from(turned: &TurnedVerdict) -> Self {
        Self {
            contribution: turned.node.contribution().map(ToString::to_string),
            body: turned.body.to_string(),
            period: turned.period.to_string(),
            before: turned.from.map(Verdict::as_str),
            after: turned.to.map(Verdict::as_str),
        }
    }
}
