//! The keys of the document, each with what it holds. They are documented for readers in `docs/explain.md`.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::class::WireSubstitute;
use crate::explanation::{Ground, TextRevision, WireException};

/// The whole document.
#[derive(Serialize, Debug)]
pub struct Document {
    pub(super) as_of: Date,
    pub(super) revision: String,
    pub(super) judged_by: Option<WireJudgedBy>,
    pub(super) mission: Named,
    pub(super) obligation: Named,
    /// The body that it is about, of an obligation about each of many; left out of any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<Named>,
    pub(super) lead: Named,
    /// What it is for; left out where nothing is said of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) class: Option<&'static str>,
    /// The measures of another class by which it is judged; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) substitutes: Vec<WireSubstitute>,
    pub(super) alert: Option<WireAlert>,
    pub(super) open_alert: Option<String>,
    pub(super) period: Named,
    pub(super) verdict: &'static str,
    pub(super) reason: String,
    /// The rule that joins the parts; left out where they are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) joined_by: Option<String>,
    pub(super) words: Words,
    pub(super) parts: Vec<Part>,
    pub(super) earlier: Vec<Part>,
    pub(super) revised: Vec<TextRevision>,
    pub(super) verdict_before_revision: Option<&'static str>,
    pub(super) remedy: Option<WireRemedy>,
    pub(super) waits_for: Vec<Awaited>,
    pub(super) waited_for_by: Vec<Awaited>,
    /// What says that it is owed; left out while nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) authority: Vec<Ground>,
    /// What follows when the whole is missed; left out where nothing is said of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) consequence: Option<String>,
    /// Who does not owe it in this period; left out where nobody is excepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) excepted: Vec<WireException>,
    /// What was cut of what funds it, and who is asked to accept it anew, in sentences; left out where nothing is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) to_be_accepted: Vec<String>,
    pub(super) tree: WireBranch,
}

/// By which texts another day is answered.
#[derive(Serialize, Debug)]
pub(super) struct WireJudgedBy {
    pub(super) texts: &'static str,
    pub(super) since: Timestamp,
}

/// Something by its id and by its name.
#[derive(Serialize, Debug)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

#[derive(Serialize, Debug)]
pub(super) struct WireAlert {
    pub(super) id: String,
    pub(super) state: String,
    pub(super) severity: Option<&'static str>,
    pub(super) since: Timestamp,
    pub(super) periods: Vec<Named>,
    pub(super) message: String,
}

/// The answer in sentences, as people read it.
#[derive(Serialize, Debug)]
pub(super) struct Words {
    pub(super) wrong: Vec<String>,
    pub(super) why: Vec<String>,
    pub(super) different: Vec<String>,
    pub(super) changed: Vec<String>,
    pub(super) next: Option<String>,
}

/// One part in one period.
#[derive(Serialize, Debug)]
pub(super) struct Part {
    pub(super) contribution: Option<String>,
    pub(super) body: Named,
    pub(super) owner: Option<String>,
    pub(super) period: Named,
    pub(super) in_question: bool,
    pub(super) verdict: &'static str,
    pub(super) reason: String,
    pub(super) rule: RuleLine,
    pub(super) overdue_from: Timestamp,
    pub(super) grace_ends: Timestamp,
    #[serde(flatten)]
    pub(super) stake: WireStake,
    pub(super) evidence: Vec<Piece>,
    pub(super) counterfactuals: Vec<WireCounterfactual>,
}

/// What hangs on a part; what its declaration does not say is left out.
#[derive(Serialize, Default, Debug)]
pub(super) struct WireStake {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effect: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) consequence: Option<String>,
}

/// A rule with the line that decided.
#[derive(Serialize, Debug)]
pub(super) struct RuleLine {
    pub(super) id: String,
    pub(super) file: String,
    pub(super) line: Option<u32>,
}

/// One thing that a rule asked for.
#[derive(Serialize, Debug)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Piece {
    Figure(Box<FigureOf>),
    Target {
        measure: Named,
        body: Named,
        period: Named,
        value: Option<String>,
        /// Why it does not bind the body.
        #[serde(skip_serializing_if = "Option::is_none")]
        excepted: Option<String>,
    },
    Deadline {
        moment: Timestamp,
    },
    Other(Box<OtherOf>),
    Listing {
        of: String,
        found: Vec<Entry>,
    },
}

/// What a rule asked of other obligations.
#[derive(Serialize, Default, Debug)]
pub(super) struct OtherOf {
    pub(super) asked: &'static str,
    pub(super) obligation: Option<Named>,
    pub(super) period: Option<Named>,
    pub(super) verdict: Option<&'static str>,
    pub(super) since: Option<Timestamp>,
    pub(super) count: Option<usize>,
    pub(super) parts: Vec<OtherPartOf>,
}

/// A part of another obligation.
#[derive(Serialize, Debug)]
pub(super) struct OtherPartOf {
    pub(super) body: Named,
    pub(super) verdict: &'static str,
}

/// One entry of a list of the register.
#[derive(Serialize, Debug)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Entry {
    Body(Named),
    Measure(Named),
    Relation(Box<RelationOf>),
}

/// A relation as it is declared; what it does not say is left out.
#[derive(Serialize, Debug)]
pub(super) struct RelationOf {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) relation: String,
    pub(super) from: String,
    pub(super) to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) opened: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) closes: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) share: Option<String>,
}

/// A figure with where it comes from.
#[derive(Serialize, Debug)]
pub(super) struct FigureOf {
    pub(super) measure: Named,
    pub(super) body: Named,
    pub(super) period: Named,
    pub(super) value: Option<String>,
    pub(super) absent: Option<String>,
    pub(super) reports: Vec<ReportOf>,
    pub(super) derived_from: Vec<FigureOf>,
    /// Whose figures a partial sum lacks, as they are among those that it is derived from; left out where it lacks none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lacks: Vec<Lacking>,
}

/// A figure that a partial sum lacks.
#[derive(Serialize, Debug)]
pub(super) struct Lacking {
    pub(super) measure: Named,
    pub(super) body: Named,
    pub(super) period: Named,
}

/// One report of a figure.
#[derive(Serialize, Debug)]
pub(super) struct ReportOf {
    pub(super) value: Option<String>,
    pub(super) absent: Option<String>,
    pub(super) status: &'static str,
    pub(super) known_from: Option<Timestamp>,
    pub(super) feed: String,
    pub(super) file: String,
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<Arc<str>>,
    pub(super) line: u32,
    pub(super) in_force: bool,
    /// Of a document, the paper, whose last day is the value; left out for a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) paper: Option<PaperOf>,
}

/// A paper by what it is called and where it can be read.
#[derive(Serialize, Debug)]
pub(super) struct PaperOf {
    pub(super) title: Arc<str>,
    pub(super) link: Option<Arc<str>>,
}

/// What one value would have to be.
#[derive(Serialize, Debug)]
pub(super) struct WireCounterfactual {
    pub(super) of: &'static str,
    pub(super) measure: Named,
    pub(super) body: Named,
    pub(super) period: Named,
    pub(super) value: Option<String>,
    pub(super) turns: Vec<TurnAt>,
    pub(super) considered_from: String,
    pub(super) considered_to: String,
    pub(super) complete: bool,
}

/// Values at which the verdict would turn; an end that is null is open.
#[derive(Serialize, Debug)]
pub(super) struct TurnAt {
    pub(super) verdict: &'static str,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// Whose parts would end the breach.
#[derive(Serialize, Debug)]
pub(super) struct WireRemedy {
    pub(super) fewest: usize,
    pub(super) broken: usize,
    pub(super) any: bool,
    pub(super) choices: Vec<Vec<String>>,
}

/// Something that is waited for, or that waits.
#[derive(Serialize, Debug)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Awaited {
    Obligation {
        id: String,
        title: String,
        lead: Named,
        period: Option<Named>,
        verdict: Option<&'static str>,
        further: Vec<Awaited>,
    },
    Reports {
        measure: Named,
        verdict: &'static str,
    },
}

/// The tree that is drawn.
#[derive(Serialize, Debug)]
pub(super) struct WireBranch {
    pub(super) title: String,
    pub(super) state: Option<String>,
    pub(super) details: Vec<String>,
    pub(super) children: Vec<WireBranch>,
}
