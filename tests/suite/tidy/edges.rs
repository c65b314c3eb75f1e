//! Which package may use which.

use toml::Table;

use super::tree::{Fault, File, PACKAGES, file, listed, none_of};

/// All that the engine may use: data structures, exact numbers, dates.
const PURE: [&str; 7] =
    ["indexmap", "jiff", "rust_decimal", "rustc-hash", "smallvec", "thin-vec", "thiserror"];

/// What would bring the outside into the rules, which are given texts alone.
const OUTSIDE: [&str; 7] = ["axum", "notify", "reqwest", "rusqlite", "tokio", "tracing", "ureq"];

/// Holds one package's declaration to the order of packages.
fn check(package: &str, manifest: &File) -> Vec<Fault> {
    let table: Table = manifest.text.parse().expect("a manifest is well-formed TOML");
    let place = PACKAGES.iter().position(|other| other.name == package).expect("a package of the workspace");
    let mut faults = Vec::new();
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let used = table.get(section).and_then(|section| section.as_table());
        for name in used.into_iter().flat_map(Table::keys) {
            let backwards =
                PACKAGES.iter().position(|other| other.name == name).is_some_and(|other| other >= place);
            let impure = section == "dependencies" && package == "engine" && !PURE.contains(&name.as_str());
            let outside = section == "dependencies" && package == "rules" && OUTSIDE.contains(&name.as_str());
            if backwards {
                let line = line_of(manifest, name);
                faults.push(
                    manifest.fault(line, format!("{package} must not use {name}: {}", line_of_packages())),
                );
            } else if impure || outside {
                faults.push(
                    manifest
                        .fault(line_of(manifest, name), format!("{package} is pure and must not use {name}")),
                );
            }
        }
    }
    faults
}

/// The packages in their order, as one reads it.
fn line_of_packages() -> String {
    PACKAGES.map(|package| package.name).join(" <- ")
}

fn line_of(manifest: &File, name: &str) -> usize {
    let declares = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '.', '=']));
    manifest.lines().find(|(_, line)| declares(line)).map_or(1, |(number, _)| number)
}

#[test]
fn packages_use_only_those_before_them() {
    let faults = PACKAGES.iter().flat_map(|package| {
        let manifest = file(&format!("{}/Cargo.toml", package.folder)).expect("every package has a manifest");
        check(package.name, &manifest)
    });
    none_of(&faults.collect::<Vec<_>>());
}

#[test]
fn an_edge_backwards_is_found_in_whatever_section() {
    let manifest = File::new(
        "rules/Cargo.toml",
        "[dependencies]\nengine.workspace = true\n\n[dev-dependencies]\ncli = \"1\"\n",
    );
    insta::assert_snapshot!(listed(&check("rules", &manifest)), @"rules/Cargo.toml:5: rules must not use cli: engine <- ledger <- language <- rules <- plugins <- words <- app <- pages <- service <- lsp <- cli <- tests");
}

#[test]
fn an_impure_engine_is_found() {
    let manifest = File::new("engine/Cargo.toml", "[dependencies]\njiff.workspace = true\nserde = \"1\"\n");
    insta::assert_snapshot!(listed(&check("engine", &manifest)), @"engine/Cargo.toml:3: engine is pure and must not use serde");
}
