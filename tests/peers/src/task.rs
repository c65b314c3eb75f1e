//! The task that Remit and its peers are given: of a body's figures for so many months, the newest last, whether they come to enough.
//! Every peer has the same figures and has to say the same.

use std::fmt::Write as _;

/// How many bodies there are where a report wakes one rule of many.
pub(crate) const BODIES: usize = 10_000;

/// The measure that is judged.
pub(crate) const MEASURE: &str = "repairs";

/// What each month has to come to on average.
const FLOOR: i64 = 60;

const GROWS: &str = "a string takes any text";

/// A rule that reads so many months.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Task {
    pub(crate) reads: usize,
}

impl Task {
    /// The rule of four reads, which whole steps are measured by as well.
    pub(crate) const FOUR: Self = Self { reads: 4 };
    pub(crate) const TWENTY: Self = Self { reads: 20 };

    /// What the figures have to come to.
    pub(crate) fn floor(self) -> i64 {
        FLOOR * self.months()
    }

    /// How many months there are.
    pub(crate) fn months(self) -> i64 {
        i64::try_from(self.reads).expect("few reads")
    }

    /// The figure of a body so many months before the newest.
    pub(crate) fn figure(self, body: usize, ago: usize) -> i64 {
        80 + i64::try_from((body + 3 * ago) % 7).expect("less than seven")
    }

    /// Its figures, the newest first.
    pub(crate) fn figures(self, body: usize) -> Vec<i64> {
        (0..self.reads).map(|ago| self.figure(body, ago)).collect()
    }

    /// The newest figure of a body, reported for this time: it changes and the verdict does not.
    pub(crate) fn reported(self, body: usize, turn: usize) -> i64 {
        81 + i64::try_from((body + turn) % 7).expect("less than seven")
    }

    /// All reads joined by plus signs, each as a peer writes it.
    pub(crate) fn sum(self, read: impl Fn(usize) -> String) -> String {
        let reads: Vec<String> = (0..self.reads).map(read).collect();
        reads.join(" + ")
    }

    /// The rule as Remit and the interpreter alone have it; `verdicts` are what it gives.
    pub(crate) fn rhai(self, [met, missed]: [&str; 2]) -> String {
        let sum =
            self.sum(|ago| if ago == 0 { "my.value()".to_owned() } else { format!("my.value_ago({ago})") });
        let mut text =
            "//! What: months come to enough.\n//! Why: to measure.\n//! Example: 80 each.\n\n".to_owned();
        write!(
            text,
            "fn assess(my) {{\n    if {sum} >= {} {{ {met} }} else {{ {missed} }}\n}}\n",
            self.floor()
        )
        .expect(GROWS);
        text
    }
}

/// A whole step as Lua has it, with the cells and their readers inside: what is loaded gives a function that takes a report.
pub(crate) fn step_in_lua() -> String {
    let text = include_str!("../step.lua").replace("BODIES", &BODIES.to_string());
    text.replace("FLOOR", &Task::FOUR.floor().to_string())
}
