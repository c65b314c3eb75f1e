//! The functions of a script that the host calls, and the body of one as a script of its own.

use rhai::{AST, ASTNode, Stmt};

/// The function of a rule that judges.
pub(super) const ENTRY: &str = "assess";

/// The functions of a plugin's script that the host calls, each with one parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntryPoints {
    /// The one that must be there.
    pub entry: &'static str,
    /// Those that may be.
    pub optional: &'static [&'static str],
}

/// The statements of the function `name` with so many parameters. Rhai shows them only to a walk over a syntax tree.
pub(super) fn body_of(ast: &AST, name: &str, parameters: usize) -> Vec<Stmt> {
    let mut entry = ast.clone();
    entry.clear_statements();
    entry.retain_functions(|_, _, found, arity| found == name && arity == parameters);
    let mut body = Vec::new();
    entry.walk(&mut |path: &[ASTNode]| {
        if let [ASTNode::Stmt(statement)] = path {
            body.push((*statement).clone());
        }
        true
    });
    body
}
