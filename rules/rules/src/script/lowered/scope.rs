//! Where the variables of a rule are kept: each declaration has a place of its own, and names mean what they mean where they stand. A
//! function sees none of the names of whoever calls it.

use rhai::ImmutableString;

/// How many variables the interpreter lets a function have at once.
const MOST: usize = 64;

/// The names that can be used at one place of a function.
#[derive(Default)]
pub(super) struct Names {
    visible: Vec<(ImmutableString, Binding)>,
    /// How many were declared in the function so far.
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
    pub(super) fn find(&self, name: &str) -> Option<Binding> {
        self.visible.iter().rev().find(|(known, _)| known == name).map(|(_, binding)| *binding)
    }

    /// Declares a name; not where there are too many.
    pub(super) fn declare(&mut self, name: &ImmutableString, binding: Binding) -> Option<()> {
        // Two fewer than are let: what is counted here never is fewer than what the interpreter counts.
        if self.declared + 2 >= MOST {
            return None;
        }
        self.declared += 1;
        self.visible.push((name.clone(), binding));
        Some(())
    }

    /// What is visible now, to come back to at the end of a block.
    pub(super) fn mark(&self) -> usize {
        self.visible.len()
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.visible.truncate(mark);
    }
}
