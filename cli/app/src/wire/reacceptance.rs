//! What is asked for after cuts in what funds an obligation, as programs read it.

use engine::evaluate::{AskedBody, Reacceptance};
use engine::program::{Cut, Loss};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

/// What was cut, and who is asked to accept the obligation anew.
#[derive(Serialize, Debug)]
pub(super) struct WireReacceptance {
    cuts: Vec<WireCut>,
    asked: Vec<WireAsked>,
}

#[derive(Serialize, Debug)]
struct WireCut {
    relation: String,
    title: String,
    /// When it became known.
    at: Timestamp,
    #[serde(flatten)]
    loss: WireLoss,
}

#[derive(Serialize, Debug)]
#[serde(rename_all = "snake_case")]
enum WireLoss {
    Share {
        from: String,
        to: String,
    },
    Closes {
        /// Null where it had no end before.
        from: Option<Date>,
        to: Date,
    },
    Figure {
        measure: String,
        from: String,
        to: String,
    },
    /// Always true: it pays for the obligation no longer.
    Ended(bool),
}

#[derive(Serialize, Debug)]
struct WireAsked {
    body: String,
    owner: Option<String>,
    /// Who accepted it since the last cut; null while nobody has.
    accepted_by: Option<String>,
    accepted_at: Option<Timestamp>,
}

impl From<&Reacceptance> for WireReacceptance {
    fn from(Reacceptance { cuts, asked }: &Reacceptance) -> Self {
        Self { cuts: cuts.iter().map(Into::into).collect(), asked: asked.iter().map(Into::into).collect() }
    }
}

impl From<&Cut> for WireCut {
    fn from(cut: &Cut) -> Self {
        let loss = match &cut.loss {
            Loss::Share { from, to } => {
                WireLoss::Share { from: from.normalize().to_string(), to: to.normalize().to_string() }
            }
            Loss::EarlierEnd { from, to } => WireLoss::Closes { from: *from, to: *to },
            Loss::Ended => WireLoss::Ended(true),
            Loss::Figure { measure, from, to } => WireLoss::Figure {
                measure: measure.to_string(),
                from: from.normalize().to_string(),
                to: to.normalize().to_string(),
            },
        };
        Self { relation: cut.relation.to_string(), title: cut.title.clone(), at: cut.at, loss }
    }
}

impl From<&AskedBody> for WireAsked {
    fn from(AskedBody { body, owner, accepted }: &AskedBody) -> Self {
        let accepted = accepted.as_ref();
        Self {
            body: body.to_string(),
            owner: owner.clone(),
            accepted_by: accepted.map(|accepted| accepted.by.clone()),
            accepted_at: accepted.map(|accepted| accepted.at),
        }
    }
}
