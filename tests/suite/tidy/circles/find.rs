//! Circles of a package at every level, told as faults.

use std::collections::BTreeMap;

use super::graph::{Graph, circles};
use super::resolve::{ModulePath, Package};
use crate::tidy::tree::{File, PACKAGES, files};

/// Circles among the modules that lie side by side in one module, for every module; a file that its own parts use, and that
/// uses them, is a circle as well.
pub(crate) fn check(folder: &str, files: &[File]) -> Vec<String> {
    let mut levels: BTreeMap<ModulePath, Graph> = BTreeMap::new();
    for (one, other) in Package::of(folder, files).uses() {
        let shared = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
        let (level, below) = one.split_at(shared);
        let name = |rest: &[String]| rest.first().cloned().unwrap_or_else(|| "(itself)".to_owned());
        let graph = levels.entry(level.to_vec()).or_default();
        let (from, to) = (name(below), name(&other[shared..]));
        graph.entry(to.clone()).or_default();
        graph.entry(from).or_default().insert(to);
    }
    let told = levels.iter().flat_map(|(level, graph)| {
        let place = [folder.trim_end_matches('/'), &level.join("/")].join("/");
        circles(graph)
            .into_iter()
            .map(move |circle| format!("{}: {}", place.trim_end_matches('/'), circle.join(", ")))
    });
    told.collect()
}

#[test]
fn modules_stand_in_an_order_at_every_level() {
    let of_package = |folder: &str| {
        let folder = format!("{folder}/src/");
        check(&folder, &files(&folder, ".rs"))
    };
    let circles: Vec<String> = PACKAGES.iter().flat_map(|package| of_package(package.folder)).collect();
    assert!(circles.is_empty(), "these use each other:\n{}\n", circles.join("\n"));
}

#[test]
fn two_files_that_import_each_other_are_found_at_their_level() {
    let file = |path: &str, text: &str| File::new(&format!("shop/src/{path}"), text);
    let files = [
        file("lib.rs", "mod goods;\nmod till;"),
        file("goods/mod.rs", "mod bread;\nmod milk;\npub use bread::Bread;\npub use milk::Milk;"),
        file("goods/bread.rs", "use super::Milk;"),
        file("goods/milk.rs", "use crate::goods::Bread;\nuse crate::till::Till;"),
        file("till.rs", "use crate::goods::Bread;"),
    ];
    assert_eq!(check("shop/src/", &files), ["shop/src: goods, till", "shop/src/goods: bread, milk"]);
}

#[test]
fn a_chain_is_left_alone() {
    let file = |path: &str, text: &str| File::new(&format!("shop/src/{path}"), text);
    let files = [
        file("goods/mod.rs", "mod bread;\npub use bread::Bread;"),
        file("goods/bread.rs", "use std::fmt;"),
        file("till.rs", "use crate::goods::Bread;"),
    ];
    assert_eq!(check("shop/src/", &files), Vec::<String>::new());
}
