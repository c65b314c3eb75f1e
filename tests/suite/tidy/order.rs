//! The order of modules inside a package, which Rust itself does not hold.
//!
//! A package's `lib.rs` says "Modules stand in one order" and lists them; a module may use itself and those before it.
//! Tests may use whatever they like.

use super::tree::{Fault, File, PACKAGES, file, files, listed, none_of};

/// The modules of a package with what its `lib.rs` passes on from them.
struct Order {
    modules: Vec<String>,
    passed_on: Vec<(String, String)>,
}

impl Order {
    /// Reads the declaration; none where `lib.rs` makes none.
    fn of(lib: &File) -> Option<Self> {
        let doc: Vec<&str> = lib.text.lines().map_while(|line| line.strip_prefix("//!")).collect();
        let from = doc.iter().position(|line| line.contains("Modules stand in one order"))?;
        let paragraph: Vec<&str> =
            doc[from..].iter().copied().take_while(|line| !line.trim().is_empty()).collect();
        let modules = paragraph.join(" ").split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let uses = lib.text.lines().filter_map(|line| line.strip_prefix("pub use "));
        let passed_on = uses.filter_map(|used| {
            let (module, items) = used.trim_end_matches(';').split_once("::")?;
            Some(names(items).into_iter().map(|item| (item, module.to_owned())).collect::<Vec<_>>())
        });
        Some(Self { modules, passed_on: passed_on.flatten().collect() })
    }

    fn place(&self, name: &str) -> Option<usize> {
        let passed_on =
            self.passed_on.iter().find(|(item, _)| item == name).map(|(_, module)| module.as_str());
        self.modules.iter().position(|module| module == passed_on.unwrap_or(name))
    }

    /// Holds one file, which lies somewhere under `module`, to the order.
    fn check(&self, module: &str, file: &File) -> Vec<Fault> {
        let Some(own) = self.place(module) else { return Vec::new() };
        let mut faults = Vec::new();
        for (line, name) in references(file) {
            if self.place(&name).is_some_and(|place| place > own) {
                faults.push(
                    file.fault(line, format!("`{module}` must not use `{name}`, which stands after it")),
                );
            }
        }
        faults
    }

    /// Holds the list to the modules that there are.
    fn check_list(&self, lib: &File) -> Vec<Fault> {
        let declared = |line: &str| -> Option<String> {
            let name = line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')?;
            Some(name.to_owned())
        };
        let found: Vec<(usize, String)> =
            lib.lines().filter_map(|(number, line)| Some((number, declared(line)?))).collect();
        let unlisted = found.iter().filter(|(_, name)| !self.modules.contains(name));
        let mut faults: Vec<Fault> = unlisted
            .map(|(line, name)| lib.fault(*line, format!("`{name}` has no place in the order")))
            .collect();
        let missing = self.modules.iter().filter(|module| !found.iter().any(|(_, name)| name == *module));
        faults.extend(
            missing.map(|module| lib.fault(1, format!("the order lists `{module}`, which does not exist"))),
        );
        faults
    }
}

/// What a file refers to as `crate::name`, outside its tests.
fn references(file: &File) -> Vec<(usize, String)> {
    let production = file.text.split("#[cfg(test)]\nmod ").next().unwrap_or(&file.text);
    let mut found = Vec::new();
    for (at, _) in production.match_indices("crate::") {
        let (before, rest) = production.split_at(at);
        let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
        let is_own = !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let in_comment = before.rsplit('\n').next().is_some_and(|start| start.trim_start().starts_with("//"));
        if is_own && !in_comment {
            let after = rest.strip_prefix("crate::");
            found.extend(names(after.unwrap_or(rest)).into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// The first name of each path in `a::b`, or in `{a::{b, c}, d}`.
fn names(text: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
    };
    let Some(group) = text.strip_prefix('{') else { return vec![word(text)] };
    let mut depth = 0;
    let mut starts = vec![0];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts.push(at + 1),
            _ => {}
        }
    }
    starts
        .into_iter()
        .map(|at| word(group.split_at(at).1.trim_start()))
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn modules_use_only_those_before_them() {
    let mut faults = Vec::new();
    for package in PACKAGES {
        let lib = file(&format!("{}/src/lib.rs", package.folder)).expect("every package has a library");
        let Some(order) = Order::of(&lib) else {
            faults.push(lib.fault(1, "says nothing of the order in which its modules stand"));
            continue;
        };
        faults.extend(order.check_list(&lib));
        let folder = format!("{}/src/", package.folder);
        for file in files(&folder, ".rs").iter().filter(|file| !is_test(file)) {
            let inner = file.path.strip_prefix(&folder).unwrap_or(&file.path);
            let module = inner.split(['/', '.']).next().unwrap_or(inner);
            faults.extend(order.check(module, file));
        }
    }
    none_of(&faults);
}

fn is_test(file: &File) -> bool {
    file.name() == "tests.rs" || file.path.contains("/tests/")
}

#[cfg(test)]
fn shop() -> (File, Order) {
    let lib = File::new(
        "shop/src/lib.rs",
        "//! A shop.\n//!\n//! Modules stand in one order, each using only those before it:\n//! `goods`, `till`,\n//! `door`.\n//!\n//! See `street`.\n\nmod door;\nmod goods;\nmod window;\n\npub use door::{Bell, Mat};\n",
    );
    let order = Order::of(&lib).expect("an order");
    (lib, order)
}

#[test]
fn a_use_of_a_later_module_is_found_in_every_spelling() {
    let (_, order) = shop();
    let till = File::new(
        "shop/src/till/mod.rs",
        "//! See crate::door.\nuse crate::goods::Bread;\nuse crate::{\n    goods::{Milk, Tea},\n    door,\n};\nuse crate::till::Coin;\n\nfn open() -> crate::Bell {\n    mycrate::door::knock()\n}\n\n#[cfg(test)]\nmod tests {\n    use crate::door;\n}\n",
    );
    insta::assert_snapshot!(listed(&order.check("till", &till)), @r"
    shop/src/till/mod.rs:3: `till` must not use `door`, which stands after it
    shop/src/till/mod.rs:9: `till` must not use `Bell`, which stands after it
    ");
}

#[test]
fn the_list_names_every_module_and_no_other() {
    let (lib, order) = shop();
    insta::assert_snapshot!(listed(&order.check_list(&lib)), @r"
    shop/src/lib.rs:11: `window` has no place in the order
    shop/src/lib.rs:1: the order lists `till`, which does not exist
    ");
}
