//! Tries out pieces of a rule, one after the other, over the evidence that a rule would see.

use std::sync::Arc;

use engine::evidence::Gap;
use engine::view::{Fault, Stop, View};
use language::english;
use rhai::{AST, Dynamic, Engine, Scope, Shared};

use super::api::{My, display};
use super::engine::{build, engine};
use super::fault::RunningText;
use super::import::{Import, LibrariesByAlias, imported, without_imports};
use super::lint::{lint_imports, lint_piece};
use super::sandbox::limits;
use super::{fault, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::script::Vocabulary;
use crate::source::SourceText;

/// The name by which pieces know what is judged.
const OWN: &str = "my";

/// Pieces of a rule that are tried out one after the other: what one declares is there for the next.
pub struct SnippetSession {
    scope: Scope<'static>,
    functions: AST,
    /// What was imported, by the names that pieces call it.
    held: LibrariesByAlias,
    /// An engine that knows what was imported; none while nothing was.
    own_engine: Option<Engine>,
}

/// What came of a piece.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SnippetResult {
    /// A value, as it is shown: `[1, "two"]`, or a verdict with its reason.
    Value(String),
    /// It gives nothing, as a declaration does.
    Nothing,
    /// It read a figure that is missing, where a rule would end.
    Missing(Gap),
}

impl Default for SnippetSession {
    fn default() -> Self {
        Self { scope: Scope::new(), functions: AST::empty(), held: LibrariesByAlias::new(), own_engine: None }
    }
}

impl SnippetSession {
    /// Tries a piece out, with the limits that a rule has; what it reads is recorded in `view`, which `my` looks through. What it
    /// imports is there for the next ones as well.
    ///
    /// # Errors
    /// The piece is not Rhai, names what does not exist, or fails while it runs.
    pub fn run(
        &mut self,
        piece: &SourceText,
        view: &Arc<View>,
        vocabulary: &Vocabulary,
    ) -> Result<SnippetResult, Vec<Diagnostic>> {
        self.scope.set_or_push(OWN, My::new(view));
        let ast = self.compile(piece, vocabulary)?;
        let whole = self.functions.merge(&ast);
        let faults = lint_piece(&ast, &whole, piece, &self.held).check(vocabulary);
        if !faults.is_empty() {
            return Err(faults);
        }
        limits::start();
        let engine = self.own_engine.as_ref().unwrap_or_else(|| engine());
        let result = engine.eval_ast_with_scope::<Dynamic>(&mut self.scope, &whole);
        self.functions = whole.clone_functions_only();
        let running = if self.held.is_empty() { RunningText::Own } else { RunningText::OwnAndLibraries };
        match result.map_err(|error| fault::stop(*error, &view.subject().params, running)) {
            Ok(value) if value.is_unit() => Ok(SnippetResult::Nothing),
            Ok(value) => Ok(SnippetResult::Value(display(&value))),
            Err(Stop::NoData(gap)) => Ok(SnippetResult::Missing(gap)),
            Err(Stop::Failed(fault)) => Err(vec![failed(piece, &fault)]),
        }
    }

    /// The syntax tree of a piece without its imports, which the engine knows from now on: what one piece imports is no import of
    /// the next to Rhai.
    fn compile(&mut self, piece: &SourceText, vocabulary: &Vocabulary) -> Result<AST, Vec<Diagnostic>> {
        let ast = self.parse(&piece.text, piece)?;
        if Import::all(&ast).next().is_none() {
            return Ok(ast);
        }
        let faults = lint_imports(&ast, piece, &vocabulary.libraries);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.held.extend(imported(&ast, &vocabulary.libraries));
        let mut engine = build();
        for (alias, library) in &self.held {
            engine.register_static_module(alias.as_str(), Shared::clone(library.module()));
        }
        self.own_engine = Some(engine);
        self.parse(&without_imports(&ast, piece), piece)
    }

    fn parse(&self, text: &str, piece: &SourceText) -> Result<AST, Vec<Diagnostic>> {
        let engine = self.own_engine.as_ref().unwrap_or_else(|| engine());
        let compiled = engine.compile_with_scope(&self.scope, text);
        compiled.map_err(|error| vec![syntax::diagnose(&error, piece)])
    }

    /// The variables that were declared so far, each once, in the order of the alphabet.
    pub fn variables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.scope.iter_raw().map(|(name, ..)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn failed(piece: &SourceText, Fault { failure, line }: &Fault) -> Diagnostic {
    let start = line.map_or(0, |line| piece.offset(line as usize, 1));
    let rest = piece.text.get(start..).unwrap_or_default();
    let length = rest.lines().next().unwrap_or_default().trim_end().len();
    Diagnostic::error(Code::RuleFailed, english::failure(failure), piece, start..start + length)
}
