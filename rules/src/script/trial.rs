//! Tries out pieces of a rule, one after the other, over the evidence that a rule would see. It imports no library.

use std::sync::Arc;

use engine::cells::Gap;
use engine::view::{Fault, Stop, View};
use rhai::{AST, Dynamic, Scope};

use super::api::{My, shown};
use super::lint::lint_piece;
use super::rule::Reach;
use super::{fault, meter, sandbox, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::script::Vocabulary;
use crate::source::SourceText;

/// The name by which pieces know what is judged.
const OWN: &str = "my";

/// Pieces of a rule that are tried out one after the other: what one declares is there for the next.
pub struct Trial {
    scope: Scope<'static>,
    functions: AST,
}

/// What came of a piece.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tried {
    /// A value, as it is shown: `[1, "two"]`, or a verdict with its reason.
    Value(String),
    /// It gives nothing, as a declaration does.
    Nothing,
    /// It read a figure that is missing, where a rule would end.
    Missing(Gap),
}

impl Default for Trial {
    fn default() -> Self {
        Self { scope: Scope::new(), functions: AST::empty() }
    }
}

impl Trial {
    /// Tries a piece out, with the limits that a rule has; what it reads is recorded in `view`, which `my` looks through.
    ///
    /// # Errors
    /// The piece is not Rhai, names what does not exist, or fails while it runs.
    pub fn run(
        &mut self,
        piece: &SourceText,
        view: &Arc<View>,
        vocabulary: &Vocabulary,
    ) -> Result<Tried, Vec<Diagnostic>> {
        self.scope.set_or_push(OWN, My::new(view));
        let compiled = sandbox::engine().compile_with_scope(&self.scope, &*piece.text);
        let ast = compiled.map_err(|error| vec![syntax::diagnose(&error, piece)])?;
        let whole = self.functions.merge(&ast);
        let faults = lint_piece(&ast, &whole, piece).check(vocabulary);
        if !faults.is_empty() {
            return Err(faults);
        }
        meter::start();
        let result = sandbox::engine().eval_ast_with_scope::<Dynamic>(&mut self.scope, &whole);
        self.functions = whole.clone_functions_only();
        match result.map_err(|error| fault::stop(*error, &view.subject().params, Reach::Alone)) {
            Ok(value) if value.is_unit() => Ok(Tried::Nothing),
            Ok(value) => Ok(Tried::Value(shown(&value))),
            Err(Stop::NoData(gap)) => Ok(Tried::Missing(gap)),
            Err(Stop::Failed(fault)) => Err(vec![failed(piece, fault)]),
        }
    }

    /// The variables that were declared so far, each once, in the order of the alphabet.
    pub fn variables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.scope.iter_raw().map(|(name, ..)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn failed(piece: &SourceText, Fault { message, line }: Fault) -> Diagnostic {
    let start = line.map_or(0, |line| piece.offset(line as usize, 1));
    let rest = piece.text.get(start..).unwrap_or_default();
    let length = rest.lines().next().unwrap_or_default().trim_end().len();
    Diagnostic::error(Code::RuleFailed, message, piece, start..start + length)
}
