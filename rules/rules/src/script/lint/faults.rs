//! All the checks over one rule or library.

use rhai::{AST, ASTNode};

use super::checked_text::CheckedText;
use super::mention::{self, MentionedId};
use super::{calls, imports, properties, shape};
use crate::diagnostic::Diagnostic;
use crate::script::import::LibrariesByAlias;
use crate::script::{Libraries, Vocabulary};
use crate::source::SourceText;

/// Every fault that a text shows on its own, and the ids in it that remain to be looked up.
pub(in crate::script) struct Linted {
    source: SourceText,
    faults: Vec<Diagnostic>,
    mentions: Vec<MentionedId>,
}

impl Linted {
    /// A text that could not be read at all.
    pub(in crate::script) fn broken(source: &SourceText, fault: Diagnostic) -> Self {
        Self { source: source.clone(), faults: vec![fault], mentions: Vec::new() }
    }

    /// The same with what else is wrong with the text.
    pub(in crate::script) fn with(mut self, faults: Vec<Diagnostic>) -> Self {
        self.faults.extend(faults);
        self
    }

    /// Whether the text has no faults of its own.
    pub(in crate::script) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Every fault, in the order of the text, with those ids that nothing has.
    pub(in crate::script) fn check(&self, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
        let unknown = self.mentions.iter().filter_map(|mention| mention.check(&self.source, vocabulary));
        let mut faults: Vec<Diagnostic> = self.faults.iter().cloned().chain(unknown).collect();
        faults.sort_by_key(|fault| fault.labels.first().map_or(0, |label| label.span.range.start));
        faults.dedup();
        faults
    }
}

/// Looks at a rule that can be read.
pub(in crate::script) fn lint(ast: &AST, source: &SourceText, libraries: &Libraries) -> Linted {
    let rule = CheckedText::new(ast, source, libraries);
    let mut faults = shape::check(&rule);
    faults.extend(imports::check(&rule));
    finish(&rule, faults)
}

/// Looks at a library that can be read. It imports nothing.
pub(in crate::script) fn lint_library(ast: &AST, source: &SourceText) -> Linted {
    let none = Libraries::default();
    let library = CheckedText::new(ast, source, &none);
    let faults = shape::check_library(&library);
    finish(&library, faults)
}

/// Looks at the imports at the head of a piece that is tried out by itself.
pub(in crate::script) fn lint_imports(
    piece: &AST,
    source: &SourceText,
    libraries: &Libraries,
) -> Vec<Diagnostic> {
    imports::check(&CheckedText::new(piece, source, libraries))
}

/// Looks at such a piece without its imports, which are among those that it and earlier pieces `held` on to. `whole` has the functions
/// of earlier pieces besides.
pub(in crate::script) fn lint_piece(
    piece: &AST,
    whole: &AST,
    source: &SourceText,
    held: &LibrariesByAlias,
) -> Linted {
    let none = Libraries::default();
    let faults = shape::check_piece(&CheckedText::new(piece, source, &none));
    finish(&CheckedText { held: Some(held), ..CheckedText::new(whole, source, &none) }, faults)
}

fn finish(rule: &CheckedText, mut faults: Vec<Diagnostic>) -> Linted {
    let mut mentions = Vec::new();
    rule.ast.walk(&mut |path: &[ASTNode]| {
        if let Some(node) = path.last() {
            faults.extend(shape::changes_entry(rule, node));
            faults.extend(imports::misplaced(rule, node));
            faults.extend(calls::check(rule, node));
            faults.extend(properties::check(rule, node));
            mentions.extend(mention::at(rule, node));
        }
        true
    });
    Linted { source: rule.source.clone(), faults, mentions }
}
