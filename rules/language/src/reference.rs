//! The keys of the files as Markdown, for the documentation.

use crate::grammar::{FILES, FileGrammar, Key, Named, REGISTER, TableType, ValueType};

/// The tables of every file.
pub fn reference() -> String {
    let files: String = FILES.into_iter().map(reference_of).collect();
    files + &section("bodies.csv", &[&REGISTER])
}

/// The tables of one file.
pub fn reference_of(file: &FileGrammar) -> String {
    let mut tables = Vec::new();
    gather(file.root, &mut tables);
    section(file.describes, &tables)
}

/// Every table that a file may hold, each once, from the outside to the inside.
fn gather(table: &'static TableType, found: &mut Vec<&'static TableType>) {
    if found.iter().any(|known| known.name == table.name && known.id == table.id) {
        return;
    }
    found.push(table);
    for key in table.keys {
        tables_in(&key.holds, &mut |inner| gather(inner, found));
    }
}

fn tables_in(value: &'static ValueType, visit: &mut impl FnMut(&'static TableType)) {
    match value {
        ValueType::Table(table) => visit(table),
        ValueType::List { of, .. } => tables_in(of, visit),
        ValueType::ByName(each) | ValueType::BySetting { each, .. } => tables_in(each, visit),
        ValueType::Either(choices) => choices.iter().for_each(|choice| tables_in(choice, visit)),
        _ => {}
    }
}

fn section(file: &str, tables: &[&TableType]) -> String {
    let mut page = format!("### Keys of `{file}`\n\n");
    for table in tables {
        if !table.id.is_empty() && tables.len() > 1 {
            let name =
                if table.name.starts_with('[') { format!("`{}`", table.name) } else { table.name.to_owned() };
            page.extend(["#### ", &name, "\n\n"]);
        }
        page.extend([table.meaning, "\n\n| key | value | meaning | default |\n|---|---|---|---|\n"]);
        page.extend(table.keys.iter().map(row));
        page.push('\n');
    }
    page
}

fn row(key: &'static Key) -> String {
    let default = match key.default {
        "" if key.is_required => "required".to_owned(),
        "" => String::new(),
        default => format!("`{default}`"),
    };
    let example = if key.example.is_empty() { String::new() } else { format!(", such as `{}`", key.example) };
    let value = format!("{}{example}", told(&key.holds)).replace('|', "\\|");
    format!("| `{}` | {value} | {} | {default} |\n", key.name, key.meaning)
}

/// What may stand at a key, in words.
fn told(value: &'static ValueType) -> String {
    match value {
        ValueType::Text | ValueType::Verbatim | ValueType::Shaped(_) => "text".to_owned(),
        ValueType::NewId => "id".to_owned(),
        ValueType::Name(named) => told_name(*named).to_owned(),
        ValueType::Number => "number".to_owned(),
        ValueType::Positive => "number above 0".to_owned(),
        ValueType::Whole { least, most: u32::MAX } => format!("whole number from {least}"),
        ValueType::Whole { least, most } => format!("whole number from {least} to {most}"),
        ValueType::Flag => "`true` or `false`".to_owned(),
        ValueType::Day => "day".to_owned(),
        ValueType::Moment => "day, day and time, or a length of time".to_owned(),
        ValueType::Period => "period".to_owned(),
        ValueType::Words(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        ValueType::Code => "text or whole number".to_owned(),
        ValueType::Param => "number, text, `true`, `false`, or a list of them".to_owned(),
        ValueType::Anything => "anything".to_owned(),
        ValueType::Table(table) => told_table(table),
        ValueType::List { of: ValueType::Table(table), .. } => format!("list of {}", told_table(table)),
        ValueType::List { of, .. } => format!("list: {}", told(of)),
        ValueType::ByName(each) | ValueType::BySetting { each, .. } => format!("by name: {}", told(each)),
        ValueType::Either(choices) => {
            let mut ways: Vec<String> = choices.iter().map(told).collect();
            ways.dedup();
            ways.join("; or ")
        }
    }
}

fn told_table(table: &TableType) -> String {
    if table.name.starts_with('[') { format!("`{}`", table.name) } else { "table".to_owned() }
}

fn told_name(named: Named) -> &'static str {
    match named {
        Named::Mission => "id of a mission",
        Named::Measure => "id of a measure",
        Named::Body => "id of a body",
        Named::BodyKind => "kind of bodies",
        Named::RelationKind => "kind of relations",
        Named::Cadence => "id of a cadence",
        Named::Ladder => "id of a ladder",
        Named::Party => "a body, `measure:id`, `mission/obligation` or `mission:id`",
        Named::Rule => "name of a rule",
        Named::Dependency => "`obligation`, `mission/obligation`, `mission/obligation/body` or `measure:id`",
        Named::Alert => "`mission/obligation`, or `mission/obligation/body`",
        Named::Series => "`measure{body=\"…\"}`",
        Named::PluginBeside(_) => "name of a plugin",
    }
}
