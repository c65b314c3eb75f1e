//! From a name in one file to the file that defines it.

use std::collections::BTreeMap;

use super::imports::{Import, code_of, imports, paths};
use crate::tidy::tree::File;

/// A module's path inside its package; empty for the root.
pub(super) type ModulePath = Vec<String>;

/// The modules of one package, with what each imports and mentions.
pub(super) struct Package {
    modules: BTreeMap<ModulePath, Module>,
}

struct Module {
    imports: Vec<Import>,
    paths: Vec<Vec<String>>,
}

/// How far re-exports are followed; a circle of re-exports does not compile anyway.
const MOST_HOPS: usize = 12;

impl Package {
    /// Reads the files of a package, whose paths begin with `folder`, such as `engine/engine/src/`.
    pub(super) fn of(folder: &str, files: &[File]) -> Self {
        let modules = files.iter().filter_map(|file| {
            let inner = file.path.strip_prefix(folder)?;
            let code = code_of(&file.text);
            Some((module_path(inner)?, Module { imports: imports(&code), paths: paths(&code) }))
        });
        Self { modules: modules.collect() }
    }

    /// Which module uses which, each pair once; nobody uses itself.
    pub(super) fn uses(&self) -> Vec<(ModulePath, ModulePath)> {
        let mut uses = Vec::new();
        for (own, module) in &self.modules {
            let imported = module.imports.iter().map(|import| import.path.clone());
            for path in imported.chain(module.paths.iter().cloned()) {
                uses.extend(
                    self.resolve(own, &path, MOST_HOPS)
                        .filter(|other| other != own)
                        .map(|other| (own.clone(), other)),
                );
            }
        }
        uses.sort();
        uses.dedup();
        uses
    }

    /// The module in whose file a path ends, seen from `own`; none where it leads out of the package.
    fn resolve(&self, own: &ModulePath, path: &[String], hops: usize) -> Option<ModulePath> {
        let hops = hops.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.descend(Vec::new(), rest, hops),
            "self" => self.descend(own.clone(), rest, hops),
            "super" => {
                let (_, parent) = own.split_last()?;
                match rest.first().map(String::as_str) {
                    Some("super") => self.resolve(&parent.to_vec(), rest, hops),
                    _ => self.descend(parent.to_vec(), rest, hops),
                }
            }
            name => {
                let child = [own.as_slice(), &[name.to_owned()]].concat();
                if self.modules.contains_key(&child) {
                    return self.descend(child, rest, hops);
                }
                let import = self.modules.get(own)?.imports.iter().find(|import| import.name == name)?;
                if import.path.first().is_some_and(|first| first == name) {
                    return None;
                }
                self.resolve(own, &[&import.path, rest].concat(), hops)
            }
        }
    }

    /// Follows a path down from a module that is in it.
    fn descend(&self, module: ModulePath, path: &[String], hops: usize) -> Option<ModulePath> {
        let Some((name, rest)) = path.split_first() else {
            return self.modules.contains_key(&module).then_some(module);
        };
        let child = [module.as_slice(), std::slice::from_ref(name)].concat();
        if self.modules.contains_key(&child) {
            return self.descend(child, rest, hops);
        }
        let hops = hops.checked_sub(1)?;
        let passed_on = &self.modules.get(&module)?.imports;
        match passed_on.iter().find(|import| import.name == *name) {
            // What is passed on from another package is nobody's here.
            Some(import) => self.resolve(&module, &[&import.path, rest].concat(), hops),
            None => Some(module),
        }
    }
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`; test files are none.
fn module_path(inner: &str) -> Option<ModulePath> {
    let stem = inner.strip_suffix(".rs")?;
    let mut path: ModulePath = stem.split('/').map(str::to_owned).collect();
    if path.iter().any(|part| part == "tests") {
        return None;
    }
    if matches!(path.last().map(String::as_str), Some("mod" | "lib")) {
        path.pop();
    }
    Some(path)
}

#[test]
fn names_are_followed_to_the_file_that_defines_them() {
    let file = |path: &str, text: &str| File::new(&format!("shop/src/{path}"), text);
    let package = Package::of(
        "shop/src/",
        &[
            file("lib.rs", "mod goods;\nmod till;\npub use till::Till;"),
            file("goods/mod.rs", "mod bread;\nmod milk;\npub use bread::Bread;\npub(crate) use milk::*;"),
            file("goods/bread.rs", "use super::milk;\nfn f() { milk::pour() }"),
            file("goods/milk.rs", "use std::fmt;"),
            file("till.rs", "use crate::goods::Bread;\nfn f(all: crate::goods::Nothing) {}"),
            file("till/tests.rs", "use super::Till;"),
        ],
    );
    let uses: Vec<String> = package
        .uses()
        .iter()
        .map(|(one, other)| format!("{} -> {}", one.join("::"), other.join("::")))
        .collect();
    assert_eq!(
        uses,
        [
            " -> till",
            "goods -> goods::bread",
            "goods -> goods::milk",
            "goods::bread -> goods::milk",
            "till -> goods",
            "till -> goods::bread",
        ]
    );
}
