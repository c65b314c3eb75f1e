//! An edit that turned verdicts, for programs.

use engine::alert::Restatement;
use engine::evaluate::TurnedVerdict;
use engine::model::Verdict;
use serde::Serialize;
use words::alert::{AgreedChange, EditedTexts};

/// An edit of what is declared, with the verdicts of ended periods that it turned.
#[derive(Serialize, Debug)]
pub(super) struct WireRestatement {
    /// The texts that were changed.
    files: Vec<String>,
    /// Those who signed the change, where it needs signatures.
    signed_by: Vec<String>,
    /// Who asked for it over the service, and who approved it there; left out where nobody did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agreed: Vec<WireAgreed>,
    verdicts: Vec<WireTurn>,
}

/// A change that somebody asked for over the service, and somebody else approved.
#[derive(Serialize, Debug)]
struct WireAgreed {
    by: String,
    approver: String,
    reason: String,
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
            agreed: texts.agreed.into_iter().map(WireAgreed::from).collect(),
            signed_by: texts.signed_by.into_iter().map(|(signer, _)| signer).collect(),
            verdicts: restatement.turned.iter().map(WireTurn::from).collect(),
        }
    }
}

impl From<AgreedChange> for WireAgreed {
    fn from(AgreedChange { by, approver, reason }: AgreedChange) -> Self {
        Self { by, approver, reason }
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
