//! What one file imports, declares and mentions, read off its text.

/// A file's code with comments, strings and its test module taken out.
pub(super) fn code_of(text: &str) -> String {
    let production = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let mut code = String::with_capacity(production.len());
    let mut rest = production;
    while let Some(letter) = rest.chars().next() {
        let skipped = match letter {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => string_end(rest),
            // A visibility names a module and uses nothing of it.
            'p' if rest.starts_with("pub(in ") => rest.find(')').map_or(rest.len(), |end| end + 1),
            'r' if rest.starts_with("r#\"") => rest.find("\"#").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r\"") => {
                rest.match_indices('"').nth(1).map_or(rest.len(), |(end, _)| end + 1)
            }
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'\\\"'") => 4,
            _ => 0,
        };
        if skipped == 0 {
            code.push(letter);
            rest = after(rest, letter.len_utf8());
        } else {
            code.push(' ');
            rest = after(rest, skipped);
        }
    }
    code
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn after(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or_default()
}

/// One name that a `use` brings in, with the path that it stands for.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Import {
    /// The name in this file; `*` for all of a module.
    pub(super) name: String,
    pub(super) path: Vec<String>,
}

/// Every import of a file, groups spelt out.
pub(super) fn imports(code: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let words = statement.rsplit(['{', '}']).next().map_or(statement, |_| statement);
        let Some(at) = use_at(words) else { continue };
        let tree = after(words, at + 4).trim();
        expand(&mut Vec::new(), tree, &mut found);
    }
    found
}

/// Where a statement's `use` stands: at its beginning, behind attributes and visibility, or behind the end of another item.
fn use_at(statement: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = after(statement, from).find("use ").map(|at| from + at) {
        let before = statement.get(..at).unwrap_or_default().trim_end();
        let begins = before.is_empty() || before.ends_with(['}', '{', ')', ']']) || before.ends_with("pub");
        if begins && !after(statement, at).starts_with("use <") {
            return Some(at);
        }
        from = at + 4;
    }
    None
}

fn expand(before: &mut Vec<String>, tree: &str, found: &mut Vec<Import>) {
    let tree = tree.trim();
    if let Some(group) = tree.strip_prefix('{') {
        let group = group.strip_suffix('}').unwrap_or(group);
        for tree in split_group(group) {
            expand(&mut before.clone(), tree, found);
        }
        return;
    }
    if let Some((first, rest)) = tree.split_once("::")
        && !first.contains(['{', ' '])
    {
        before.push(first.trim().to_owned());
        expand(before, rest, found);
        return;
    }
    let (last, alias) = tree.split_once(" as ").map_or((tree, None), |(last, alias)| (last, Some(alias)));
    let mut path = before.clone();
    if last.trim() != "self" {
        path.push(last.trim().to_owned());
    }
    let name = alias.map(str::trim).map_or_else(|| path.last().cloned().unwrap_or_default(), str::to_owned);
    found.push(Import { name, path });
}

/// The members of a group, whose own groups stay whole.
fn split_group(group: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0, 0);
    let mut members = Vec::new();
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.extend(group.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    members.extend(group.get(start..));
    members.retain(|member| !member.trim().is_empty());
    members
}

/// Every path of two names or more that the code mentions, such as `fault::Fault` or `crate::model::Period`.
pub(super) fn paths(code: &str) -> Vec<Vec<String>> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    for chunk in code.split(|letter: char| !is_word(letter) && letter != ':') {
        let names: Vec<&str> = chunk.split("::").collect();
        // A group or type arguments follow an open end; imports have been read apart.
        if names.len() > 1 && !names.iter().any(|name| name.is_empty() || name.contains(':')) {
            found.push(names.iter().map(ToString::to_string).collect());
        }
    }
    found
}

#[test]
fn imports_are_spelt_out() {
    let code = code_of(
        "//! use crate::nothing;\nuse crate::{model::{Body, Period as Time}, view};\npub use self::part::*;\nfn f() { let a = \"use crate::b;\"; }\n#[cfg(test)]\nuse crate::late;\n",
    );
    let listed: Vec<String> =
        imports(&code).iter().map(|import| format!("{} = {}", import.name, import.path.join("::"))).collect();
    assert_eq!(
        listed,
        [
            "Body = crate::model::Body",
            "Time = crate::model::Period",
            "view = crate::view",
            "* = self::part::*",
            "late = crate::late",
        ]
    );
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let code = code_of("fn f(a: &super::fault::Fault) -> Vec<model::Body> { Kind::of(a); a.b::<u8>() }");
    let listed: Vec<String> = paths(&code).iter().map(|path| path.join("::")).collect();
    assert_eq!(listed, ["super::fault::Fault", "model::Body", "Kind::of"]);
}
