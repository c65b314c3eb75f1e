//! `import "name@1" as alias;` at the head of a rule, and the libraries linked to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, Engine, EvalAltResult, Expr, Module, ModuleResolver, Position, Scope, Shared, Stmt};
use semver::VersionReq;

use super::library::Library;
use super::vocabulary::Libraries;
use crate::source::SourceText;

/// Libraries by the names that a script calls them.
pub(super) type LibrariesByAlias = BTreeMap<String, Arc<Library>>;

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

/// What a script imports, by alias. What is not there has been found wrong already.
pub(super) fn imported(ast: &AST, libraries: &Libraries) -> LibrariesByAlias {
    let found = Import::all(ast).filter_map(|import| {
        let library = libraries.get(parse_path(import.path?.0)?.0)?.as_ref().ok()?;
        Some((import.alias.to_owned(), Arc::clone(library)))
    });
    found.collect()
}

/// A text with blanks in the place of its imports, so that every other word stays where it is.
pub(super) fn without_imports(ast: &AST, source: &SourceText) -> String {
    let mut letters: Vec<char> = source.text.chars().collect();
    for import in Import::all(ast) {
        let offset =
            source.offset(import.position.line().unwrap_or(1), import.position.position().unwrap_or(1));
        let start = source.text.get(..offset).map_or(0, |before| before.chars().count());
        let end = letters.iter().skip(start).position(|letter| *letter == ';');
        let end = end.map_or(letters.len(), |length| start + length + 1);
        letters
            .iter_mut()
            .take(end)
            .skip(start)
            .filter(|letter| **letter != '\n')
            .for_each(|letter| *letter = ' ');
    }
    letters.into_iter().collect()
}

/// A script that does nothing but import these libraries, by path and alias, with the libraries in it.
pub(super) fn link(imports: &[(&str, &str, Arc<Library>)]) -> AST {
    let mut carrier = Engine::new_raw();
    let libraries = imports.iter().map(|(path, _, library)| ((*path).to_owned(), Arc::clone(library)));
    carrier.set_module_resolver(LinkedLibraries(libraries.collect()));
    let statements = imports.iter().map(|(path, alias, _)| format!("import \"{path}\" as {alias};"));
    let script: String = statements.collect();
    carrier
        .compile_into_self_contained(&Scope::new(), script)
        .expect("these imports were compiled before, and each has its library")
}

/// The libraries that one rule imports, by path.
struct LinkedLibraries(Vec<(String, Arc<Library>)>);

impl ModuleResolver for LinkedLibraries {
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
