//! The parts of an explanation in their order, each with what stands over it: for whoever lays it out, here or on another machine.

use engine::model::Verdict;
use serde::{Deserialize, Serialize};

use super::branch::{Branch, State};
use super::headings;
use super::whole::ExplanationText;

/// A part of an explanation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Section {
    pub heading: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<SectionBranch>,
}

/// A thing with what hangs on it. Its state is a verdict, or something in words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SectionBranch {
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    children: Vec<SectionBranch>,
}

impl From<&Branch> for SectionBranch {
    fn from(branch: &Branch) -> Self {
        let (verdict, amount) = match &branch.state {
            State::Plain => (None, None),
            State::Verdict(verdict) => (Some(verdict.as_str().to_owned()), None),
            State::Amount(amount) => (None, Some(amount.clone())),
        };
        let children = branch.children.iter().map(Self::from).collect();
        Self { title: branch.title.clone(), verdict, amount, details: branch.details.clone(), children }
    }
}

impl From<SectionBranch> for Branch {
    fn from(branch: SectionBranch) -> Self {
        let SectionBranch { title, verdict, amount, details, children } = branch;
        let known =
            verdict.as_deref().and_then(|word| Verdict::ALL.into_iter().find(|one| one.as_str() == word));
        let state = match (known, amount.or(verdict)) {
            (Some(verdict), _) => State::Verdict(verdict),
            (None, Some(told)) => State::Amount(told),
            (None, None) => State::Plain,
        };
        let children = children.into_iter().map(Self::from).collect();
        Self { title, state, details, content: None, children }
    }
}

impl ExplanationText {
    /// Its parts in order. Those of which there is nothing to say are left out.
    pub fn sections(&self) -> Vec<Section> {
        let lines = |heading: &str, lines: &[String]| Section {
            heading: heading.to_owned(),
            lines: lines.to_vec(),
            branches: Vec::new(),
        };
        let branches = |heading: &str, branches: &[Branch]| Section {
            heading: heading.to_owned(),
            lines: Vec::new(),
            branches: branches.iter().map(Into::into).collect(),
        };
        let ties = if self.ties.is_empty() {
            lines(headings::TIES, &[headings::NO_TIES.to_owned()])
        } else {
            branches(headings::TIES, &self.ties)
        };
        let next: Vec<String> =
            self.next.iter().map(|next| format!("{}.", next.trim_end_matches('.'))).collect();
        let all = [
            lines(headings::first(self.asked), &self.wrong),
            lines(headings::WHY, &self.why),
            lines(headings::DIFFERENT, &self.different),
            lines(headings::CHANGED, &self.changed),
            branches(headings::EVIDENCE, &self.evidence),
            ties,
            lines(headings::EARLIER, &self.earlier),
            lines(headings::AUTHORITY, &self.authority),
            lines(headings::AT_STAKE, &self.at_stake),
            lines(headings::NEXT, &next),
        ];
        all.into_iter().filter(|part| !part.lines.is_empty() || !part.branches.is_empty()).collect()
    }
}
