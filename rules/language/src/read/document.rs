//! One text being read, and the faults found in it so far.

use std::cell::RefCell;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use ledger::source::SourceText;

/// What a text is made of, as far as it decides how something is added to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Toml,
    Sheet,
}

/// A text and its faults. Tables share it, so that each can report what it finds and reading goes on.
pub struct Document<'s> {
    pub source: &'s SourceText,
    pub(super) form: Form,
    faults: RefCell<Vec<Diagnostic>>,
}

impl<'s> Document<'s> {
    pub fn new(source: &'s SourceText) -> Self {
        Self { source, form: Form::Toml, faults: RefCell::default() }
    }

    /// One whose tables are the rows of a sheet.
    pub fn of_sheet(source: &'s SourceText) -> Self {
        Self { form: Form::Sheet, ..Self::new(source) }
    }

    /// Notes a fault.
    pub fn fault(&self, fault: Diagnostic) {
        self.faults.borrow_mut().push(fault);
    }

    /// Notes an error at a place.
    pub fn error(&self, code: Code, message: impl Into<String>, range: Range<usize>) {
        self.fault(self.at(code, message, range));
    }

    /// An error at a place, to be noted once it has its help.
    pub fn at(&self, code: Code, message: impl Into<String>, range: Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message, self.source, range)
    }

    pub fn into_faults(self) -> Vec<Diagnostic> {
        self.faults.into_inner()
    }
}
