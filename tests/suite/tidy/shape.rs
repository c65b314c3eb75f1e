//! What a file looks like: its opening, its length, its name.

use super::tree::{Fault, File, listed, none_of, rust_files};

const LONGEST: usize = 400;
const THINNEST: usize = 80;
/// Names under which anything might hide.
const HIDEOUTS: [&str; 5] = ["util", "helper", "manager", "common", "misc"];

fn check(file: &File) -> Vec<Fault> {
    let length = file.lines().count();
    let mut faults = Vec::new();
    if !file.text.starts_with("//! ") {
        faults.push(file.fault(1, "does not open with its purpose, as `//! ..`"));
    }
    if length > LONGEST {
        faults.push(file.fault(LONGEST + 1, format!("is {length} lines long, and {LONGEST} is the most")));
    }
    for part in file.path.split(['/', '.', '_']) {
        if HIDEOUTS.iter().any(|hideout| part == *hideout || part.strip_suffix('s') == Some(hideout)) {
            faults.push(file.fault(1, format!("`{part}` says nothing of what is in it")));
        }
    }
    if matches!(file.name(), "lib.rs" | "mod.rs") {
        if length > THINNEST {
            let what = format!(
                "is {length} lines long; it holds purpose, map and re-exports, {THINNEST} at the most"
            );
            faults.push(file.fault(THINNEST + 1, what));
        }
        let functions: Vec<usize> =
            file.lines().filter(|(_, line)| opens_function(line)).map(|(number, _)| number).collect();
        if let [first, ..] = functions[..] {
            let count = words::english::count(functions.len(), "function");
            let what = format!("holds {count}; it is for purpose, map and re-exports");
            faults.push(file.fault(first, what));
        }
    }
    faults
}

/// Whether a line begins a function with a body; a trait may declare one.
fn opens_function(line: &str) -> bool {
    let code = line.trim_start();
    let is_comment = code.starts_with("//");
    let declares = code.starts_with("fn ") || code.contains(" fn ");
    !is_comment && declares && !code.ends_with(';')
}

#[test]
fn every_file_has_a_purpose_a_measure_and_a_name() {
    none_of(&rust_files().iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn a_file_out_of_shape_is_told_why() {
    let thick = format!("use a::b;\n\npub fn work() {{}}\n{}", "// line\n".repeat(400));
    insta::assert_snapshot!(listed(&check(&File::new("cli/src/utils/mod.rs", &thick))), @r"
    cli/src/utils/mod.rs:1: does not open with its purpose, as `//! ..`
    cli/src/utils/mod.rs:401: is 403 lines long, and 400 is the most
    cli/src/utils/mod.rs:1: `utils` says nothing of what is in it
    cli/src/utils/mod.rs:81: is 403 lines long; it holds purpose, map and re-exports, 80 at the most
    cli/src/utils/mod.rs:3: holds one function; it is for purpose, map and re-exports
    ");
}

#[test]
fn a_file_in_shape_is_left_alone() {
    let thin = "//! Purpose.\n\nmod part;\n\npub use part::Part;\n\npub trait Port {\n    /// fn in words.\n    fn send(&self);\n}\n";
    assert_eq!(check(&File::new("cli/src/port/mod.rs", thin)), Vec::new());
}
