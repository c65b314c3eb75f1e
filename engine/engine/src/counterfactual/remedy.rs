//! Whose parts would end the breach of a whole, had they been met: the fewest of them.

use jiff::Timestamp;

use crate::evaluate::{Evaluator, ObligationState, PeriodState};
use crate::model::{ContributionId, Needs};
use crate::program::Terms;

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
    pub(crate) fn of(
        evaluator: &Evaluator,
        owed: &ObligationState,
        opened: &PeriodState,
        now: Timestamp,
    ) -> Option<Self> {
        let terms = &*opened.terms;
        if !opened.whole.verdict.is_unmet() || !terms.is_joint() {
            return None;
        }
        let unmet = opened.tally.iter().flat_map(|tally| tally.broken().chain(tally.held_up()));
        let mut broken: Vec<usize> = unmet.collect();
        broken.sort_unstable();
        let heals =
            |choice: &[usize]| -> bool { !evaluator.suppose_met(owed, opened, choice, now).is_unmet() };
        let named = |choice: &Vec<usize>| -> Vec<ContributionId> {
            choice.iter().filter_map(|place| terms.parts[*place].id.contribution().cloned()).collect()
        };
        let mut heaviest = broken.clone();
        heaviest.sort_by_key(|place| (std::cmp::Reverse(terms.parts[*place].weight), *place));
        let likeliest = |count: usize| {
            // A rule may make something else of each choice, so that all of them are looked at where they are few.
            if terms.join.is_some()
                && let Some(all) = choices(&broken, count)
            {
                return all.into_iter().find(|choice| heals(choice));
            }
            let choices = [broken.get(..count)?, heaviest.get(..count)?];
            choices.into_iter().find(|choice| heals(choice)).map(<[usize]>::to_vec)
        };
        let one = (1..=broken.len()).find_map(likeliest)?;
        let fewest = one.len();
        let choices = choices(&broken, fewest);
        let is_any = match &choices {
            Some(choices) => choices.iter().all(|choice| heals(choice)),
            None => are_alike(terms, &broken),
        };
        let choice = if is_any { Choice::Any } else { Choice::Some };
        let told = choices.unwrap_or_else(|| vec![one]);
        let sets = told.iter().filter(|choice| heals(choice)).take(MOST_TOLD).map(named).collect();
        Some(Self { fewest, broken: broken.len(), choice, sets })
    }
}

/// Whether parts count the same, so that any of them can stand for another.
fn are_alike(terms: &Terms, parts: &[usize]) -> bool {
    if terms.join.is_some() {
        return false;
    }
    let weight = |place: usize| terms.parts[place].weight;
    match terms.needs {
        Needs::All | Needs::Any | Needs::AtLeast(_) => true,
        Needs::Weight(_) => parts.windows(2).all(|pair| weight(pair[0]) == weight(pair[1])),
        Needs::InOrder => false,
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
