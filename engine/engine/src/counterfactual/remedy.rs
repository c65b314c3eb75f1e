//! Whose parts would end the breach of a whole, had they been met: the fewest of them.

use crate::evaluate::{Evaluator, ObligationIx, PeriodState};
use crate::model::{ContributionId, Needs};
use crate::program::{Judged, Obligation};

/// How many choices of parts are looked at.
const MOST_CHOICES: usize = 2_000;
/// How many choices are told.
const MOST_TOLD: usize = 6;

/// The fewest parts that would end the breach of a whole, had they been met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remedy {
    /// How many parts it takes.
    pub fewest: usize,
    /// How many parts are broken, and so could be chosen from.
    pub broken: usize,
    /// Whether any choice of so many would do.
    pub choice: Choice,
    /// Choices that would do, each by its contributions in the order of their declaration. No more than a handful are told.
    pub sets: Vec<Vec<ContributionId>>,
}

/// Which parts would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Any of the broken ones, as long as they are as many.
    Any,
    /// Some choices and not others.
    Some,
}

impl Remedy {
    /// The remedy for a period that is broken; none where it is not, where the lead owes it alone, or where no
    /// choice of parts would end it.
    pub(crate) fn of(evaluator: &Evaluator, ix: ObligationIx, opened: &PeriodState) -> Option<Self> {
        let owed = evaluator.state().obligation(ix);
        let obligation = owed.obligation();
        if !opened.whole.verdict.is_breach() || matches!(obligation.judged, Judged::Alone(_)) {
            return None;
        }
        let is_broken =
            |place: &usize| evaluator.state().instance(opened.instances[*place]).finding.verdict.is_breach();
        let broken: Vec<usize> = (0..obligation.part_count()).filter(is_broken).collect();
        let heals = |choice: &[usize]| -> bool { !evaluator.suppose_met(ix, opened, choice).is_breach() };
        let named = |choice: &Vec<usize>| -> Vec<ContributionId> {
            let parts = choice.iter().filter_map(|place| obligation.part(*place).contribution);
            parts.map(|contribution| contribution.id.clone()).collect()
        };
        let mut heaviest = broken.clone();
        heaviest.sort_by_key(|place| {
            let weight = obligation.part(*place).contribution.map(|contribution| contribution.weight);
            (std::cmp::Reverse(weight), *place)
        });
        let likeliest = |count: usize| {
            let choices = [broken.get(..count)?, heaviest.get(..count)?];
            choices.into_iter().find(|choice| heals(choice)).map(<[usize]>::to_vec)
        };
        let one = (1..=broken.len()).find_map(likeliest)?;
        let fewest = one.len();
        let choices = choices(&broken, fewest);
        let is_any = match &choices {
            Some(choices) => choices.iter().all(|choice| heals(choice)),
            None => are_alike(obligation, &broken),
        };
        let choice = if is_any { Choice::Any } else { Choice::Some };
        let told = choices.unwrap_or_else(|| vec![one]);
        let sets = told.iter().filter(|choice| heals(choice)).take(MOST_TOLD).map(named).collect();
        Some(Self { fewest, broken: broken.len(), choice, sets })
    }
}

/// Whether parts count the same, so that any of them can stand for another.
fn are_alike(obligation: &Obligation, parts: &[usize]) -> bool {
    let weight = |place: &usize| obligation.part(*place).contribution.map(|contribution| contribution.weight);
    match &obligation.judged {
        Judged::Joint { needs: Needs::All | Needs::Any | Needs::AtLeast(_), .. } => true,
        Judged::Joint { needs: Needs::Weight(_), .. } => {
            parts.windows(2).all(|pair| weight(&pair[0]) == weight(&pair[1]))
        }
        Judged::Joint { needs: Needs::InOrder, .. } | Judged::Alone(_) => false,
    }
}

/// Every choice of so many among these, in their order; none where there are too many choices to look at.
fn choices(among: &[usize], count: usize) -> Option<Vec<Vec<usize>>> {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for left in (0..count).rev() {
        let longer = choices.iter().flat_map(|choice| {
            let after = choice
                .last()
                .map_or(0, |last| among.iter().position(|one| one == last).map_or(0, |at| at + 1));
            let before_end = among.len() - left;
            among
                .get(after..before_end)
                .unwrap_or_default()
                .iter()
                .map(move |next| [choice.as_slice(), &[*next]].concat())
        });
        choices = longer.take(MOST_CHOICES + 1).collect();
        if choices.len() > MOST_CHOICES {
            return None;
        }
    }
    Some(choices)
}
