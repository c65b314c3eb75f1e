//! ARCHITECTURE.md: two screens that name every package. docs/map.md: complete, module by module.

use super::tree::{Fault, File, PACKAGES, Package, file, listed, none_of};

/// How many lines the two screens have, and the map.
const SCREENS: usize = 90;
const MAP: usize = 320;

/// Holds a page to its length and to the packages and modules that there are.
fn check(page: &File, longest: usize, modules: &[(String, String)]) -> Vec<Fault> {
    let length = page.lines().count();
    let mut faults = Vec::new();
    if length > longest {
        faults.push(page.fault(longest + 1, format!("is {length} lines long, and {longest} is the most")));
    }
    for package in PACKAGES {
        if !is_named(page, package.name) {
            faults.push(page.fault(1, format!("does not name the package `{}`", package.name)));
        }
    }
    for (package, module) in modules {
        if !is_named(page, module) {
            faults.push(page.fault(1, format!("does not name `{module}`, a module of {package}")));
        }
    }
    faults
}

/// Whether a name stands somewhere as code, alone or in a path.
fn is_named(page: &File, name: &str) -> bool {
    let code = page.text.split('`').skip(1).step_by(2);
    let mut words = code.flat_map(|code| {
        code.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-')
    });
    words.any(|word| word == name)
}

/// Every top-level module with its package.
fn modules() -> Vec<(String, String)> {
    let of = |package: &Package| {
        let lib = file(&format!("{}/src/lib.rs", package.folder)).expect("every package has a library");
        let names = lib.text.lines().filter_map(|line| {
            line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
        });
        names.map(|name| (package.name.to_owned(), name)).collect::<Vec<_>>()
    };
    PACKAGES.iter().flat_map(of).collect()
}

#[test]
fn the_pages_name_every_package_and_the_map_every_module() {
    let page = file("ARCHITECTURE.md").expect("ARCHITECTURE.md stands at the top of the checkout");
    let map = file("docs/map.md").expect("the map stands among the other pages");
    none_of(&check(&page, SCREENS, &[]));
    none_of(&check(&map, MAP, &modules()));
}

#[test]
fn a_gap_in_the_map_is_found() {
    let page = File::new(
        "docs/map.md",
        "`engine`, `ledger`, `language`, `rules/src`, `plugins`, `words`, `app`, `pages`, `service`, `lsp` and `cli`; the tests\n`engine/src/model/`\n",
    );
    let module = |name: &str| ("engine".to_owned(), name.to_owned());
    insta::assert_snapshot!(listed(&check(&page, MAP, &[module("model"), module("cells")])), @r"
    docs/map.md:1: does not name the package `tests`
    docs/map.md:1: does not name `cells`, a module of engine
    ");
}
