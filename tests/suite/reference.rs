//! The references in docs/rules.md, docs/built-in-rules.md, docs/lint.md, docs/packs.md and docs/project.md are those that the program has.
//!
//! `REMIT_UPDATE=1 cargo test -p tests --test suite reference` writes them anew.

use std::path::Path;

const BEGIN: &str = "<!-- The reference begins. It is generated; see tests/suite/reference.rs. -->\n";
const END: &str = "<!-- The reference ends. -->";

#[track_caller]
fn check(name: &str, reference: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    let page = std::fs::read_to_string(&path).expect("the page can be read");
    let (before, rest) = page.split_once(BEGIN).expect("the page marks where the reference begins");
    let (found, after) = rest.split_once(END).expect("the page marks where the reference ends");
    let expected = format!("\n{reference}\n");
    if found != expected && std::env::var_os("REMIT_UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{expected}{END}{after}"))
            .expect("the page can be written");
        return;
    }
    let differing = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(
        found == expected,
        "docs/{name} is out of date; REMIT_UPDATE=1 writes it anew. First difference: {differing:#?}"
    );
}

#[test]
fn the_page_on_rules_holds_every_word() {
    check("rules.md", &rules::script::tables());
}

#[test]
fn the_page_on_built_in_rules_holds_every_rule() {
    check("built-in-rules.md", rules::script::built_in_rules().trim_end());
}

#[test]
fn the_page_on_lints_holds_every_lint() {
    check("lint.md", rules::lints::shipped_lints_in_words().trim_end());
}

#[test]
fn the_page_on_files_holds_every_key() {
    check("project.md", language::reference().trim_end());
}

#[test]
fn the_page_on_packs_lists_every_pack() {
    let rows = rules::starters::STARTERS.iter().map(|starter| {
        format!(
            "| [`{0}`](../rules/packs/{0}/README.md) | {1} | {2} |\n",
            starter.name,
            starter.title(),
            starter.asks()
        )
    });
    let table = rows.fold("| pack | mission | what it asks |\n|---|---|---|\n".to_owned(), |table, row| {
        table + row.as_str()
    });
    check("packs.md", table.trim_end());
}
