//! Where the variables of a rule are kept: each declaration has a place of its own, and names mean what they mean where they stand.

use rhai::ImmutableString;

/// How many variables the interpreter lets a rule have at once.
const MOST: usize = 64;

/// The names that can be used at one place of a rule.
#[derive(Default)]
pub(super) struct Names {
    visible: Vec<(ImmutableString, Binding)>,
    declared: usize,
}

/// What a name means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Binding {
    /// What the rule is given.
    My,
    Variable(usize),
    Constant(usize),
}

impl Names {
    /// The names within a rule that calls what it is given like this.
    pub(super) fn of(parameter: &str) -> Self {
        Self { visible: vec![(parameter.into(), Binding::My)], declared: 0 }
    }

    pub(super) fn find(&self, name: &str) -> Option<Binding> {
        self.visible.iter().rev().find(|(known, _)| known == name).map(|(_, binding)| *binding)
    }

    /// A place for a variable that is declared; none where there are too many.
    pub(super) fn declare(&mut self, name: &ImmutableString, bind: fn(usize) -> Binding) -> Option<usize> {
        // Two fewer than are let: what is counted here never is fewer than what the interpreter counts.
        if self.declared + 2 >= MOST {
            return None;
        }
        let place = self.declared;
        self.declared += 1;
        self.visible.push((name.clone(), bind(place)));
        Some(place)
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.declared
    }

    /// What is visible now, to come back to at the end of a block.
    pub(super) fn mark(&self) -> usize {
        self.visible.len()
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.visible.truncate(mark);
    }
}
