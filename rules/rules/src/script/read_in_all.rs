//! Of which obligations a rule reads verdicts, by itself and through the libraries that it calls.

use std::collections::BTreeSet;

use engine::others::Among;
use rhai::{AST, ASTNode, FnCallExpr};

use super::import::{Import, parse_path};
use super::library::Library;
use super::read_others::{asked, called};
use super::vocabulary::Libraries;

/// What a rule asks for in all, with what it calls of libraries.
pub(super) fn read_in_all_of(ast: &AST, libraries: &Libraries) -> Vec<Among> {
    let mut found = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode]| {
        let Some(node) = path.last() else { return true };
        found.extend(asked(node).map(|(among, _)| among));
        if let Some(library) = called(node).and_then(|call| library_of(ast, call, libraries)) {
            found.extend(library.reads_verdicts_of().iter().cloned());
        }
        true
    });
    found.into_iter().collect()
}

/// The library of which a rule calls a function that asks for other obligations.
fn library_of<'l>(ast: &AST, call: &FnCallExpr, libraries: &'l Libraries) -> Option<&'l Library> {
    let alias = call.namespace.path.first().map(|alias| alias.name.as_str())?;
    let import = Import::all(ast).find(|import| import.alias == alias)?;
    let (name, _) = parse_path(import.path?.0)?;
    let library = libraries.get(name)?.as_ref().ok()?;
    library.asks_for_others(&call.name).then_some(library)
}
