//! The reference in docs/rules.md is the one that the program has.
//!
//! `REMIT_UPDATE=1 cargo test -p tests --test suite reference` writes it anew.

use std::path::Path;

const BEGIN: &str = "<!-- The reference begins. It is generated; see tests/suite/reference.rs. -->\n";
const END: &str = "<!-- The reference ends. -->";

#[test]
fn the_documentation_holds_the_reference_as_it_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the page marks where the reference begins");
    let (found, after) = rest.split_once(END).expect("the page marks where the reference ends");
    let expected = format!("\n{}\n", rules::script::tables());
    if found != expected && std::env::var_os("REMIT_UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
        return;
    }
    let differing = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(
        found == expected,
        "docs/rules.md is out of date; REMIT_UPDATE=1 writes it anew. First difference: {differing:#?}"
    );
}
