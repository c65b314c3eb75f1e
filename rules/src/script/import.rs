//! `import "name@1" as alias;` at the head of a rule, and the libraries linked to it.

use std::sync::Arc;

use rhai::{AST, Engine, EvalAltResult, Expr, Module, ModuleResolver, Position, Scope, Shared, Stmt};
use semver::VersionReq;

use super::library::Library;

/// One import as it is written.
#[derive(Clone, Copy)]
pub(super) struct Import<'a> {
    /// The text between the quotation marks; none where it is not a plain text.
    pub(super) path: Option<(&'a str, Position)>,
    /// What the rule calls the library; empty where it gives no name.
    pub(super) alias: &'a str,
    /// Where the statement begins.
    pub(super) position: Position,
}

impl<'a> Import<'a> {
    /// The import that a statement is.
    pub(super) fn of(statement: &'a Stmt) -> Option<Self> {
        let Stmt::Import(import, position) = statement else { return None };
        let (path, alias) = &**import;
        let path = match path {
            Expr::StringConstant(path, position) => Some((path.as_str(), *position)),
            _ => None,
        };
        Some(Self { path, alias: alias.name.as_str(), position: *position })
    }

    /// Every import at the head of a text.
    pub(super) fn all(ast: &'a AST) -> impl Iterator<Item = Self> {
        ast.statements().iter().filter_map(Self::of)
    }
}

/// What `name@1.2` asks for; none where it is not of that form.
pub(super) fn parse_path(path: &str) -> Option<(&str, VersionReq)> {
    let (name, version) = path.split_once('@')?;
    let is_plain = version.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let wanted = VersionReq::parse(version).ok().filter(|_| is_plain && !version.is_empty())?;
    Some((name, wanted))
}

/// A script that does nothing but import these libraries, by path and alias, with the libraries in it.
pub(super) fn link(imports: &[(&str, &str, Arc<Library>)]) -> AST {
    let mut carrier = Engine::new_raw();
    let libraries = imports.iter().map(|(path, _, library)| ((*path).to_owned(), Arc::clone(library)));
    carrier.set_module_resolver(Shelf(libraries.collect()));
    let statements = imports.iter().map(|(path, alias, _)| format!("import \"{path}\" as {alias};"));
    let script: String = statements.collect();
    carrier
        .compile_into_self_contained(&Scope::new(), script)
        .expect("these imports were compiled before, and each has its library")
}

/// The libraries that one rule imports, by path.
struct Shelf(Vec<(String, Arc<Library>)>);

impl ModuleResolver for Shelf {
    fn resolve(
        &self,
        _: &Engine,
        _: Option<&str>,
        path: &str,
        position: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        let found = self.0.iter().find(|(known, _)| known == path);
        let missing = || Box::new(EvalAltResult::ErrorModuleNotFound(path.to_owned(), position));
        found.map(|(_, library)| Shared::clone(library.module())).ok_or_else(missing)
    }
}
