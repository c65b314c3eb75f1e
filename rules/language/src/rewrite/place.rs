//! Where a value stands in the text of a mission, by names: `target/four-hours:2023-12-22/value`. It outlives whatever else is written into the text.

use std::fmt;
use std::str::FromStr;

/// So many steps lead to a value at the most.
const MOST_STEPS: usize = 10;
/// The longest step.
const LONGEST: usize = 200;

/// The keys that lead to a value, and behind that of a list the name of one of its tables.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ValuePlace(Vec<String>);

/// A text that names no place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoPlace;

impl ValuePlace {
    pub(super) fn root() -> Self {
        Self(Vec::new())
    }

    /// One step further.
    pub(super) fn then(&self, step: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.to_owned());
        Self(steps)
    }

    pub(super) fn of(steps: Vec<String>) -> Self {
        Self(steps)
    }

    pub fn steps(&self) -> &[String] {
        &self.0
    }
}

/// Whether it can be a step.
pub(super) fn is_step(step: &str) -> bool {
    let is_plain = |letter: char| !letter.is_control() && letter != '/';
    !step.trim().is_empty() && step.len() <= LONGEST && step.chars().all(is_plain)
}

impl FromStr for ValuePlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let steps: Vec<String> = text.split('/').map(str::to_owned).collect();
        let is_place = (2..=MOST_STEPS).contains(&steps.len()) && steps.iter().all(|step| is_step(step));
        if is_place { Ok(Self(steps)) } else { Err(NoPlace) }
    }
}

impl fmt::Display for ValuePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.join("/"))
    }
}
