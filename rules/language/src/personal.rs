//! Where a text says who somebody is, by the grammar: the keys and columns that name people, and those that say where they are reached.
//!
//! Nothing is taken for a name because of how it looks. A value that is spelt otherwise in the text than it reads, as with an escaped letter, is left
//! out: what stands there could not be compared with the same name elsewhere.

use std::ops::Range;

use ledger::parts::{PartKind, PersonalPart};
use ledger::source::SourceText;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::grammar::{FileGrammar, TableType, ValueType};
use crate::read::Sheet;

/// The personal parts of a text in TOML, in order; none of one that is no TOML.
pub fn personal_parts(source: &SourceText, file: &FileGrammar) -> Vec<PersonalPart> {
    let Ok(root) = DeTable::parse(&source.text) else { return Vec::new() };
    let mut found = FoundParts { source, parts: Vec::new() };
    found.table(file.root, root.get_ref());
    found.in_order()
}

/// The personal parts of a text in CSV, in order; none of one whose columns are not those of the grammar.
pub fn personal_cells(source: &SourceText, columns: &'static TableType) -> Vec<PersonalPart> {
    let Some(sheet) = Sheet::read(source, columns, &mut Vec::new()) else { return Vec::new() };
    let mut found = FoundParts { source, parts: Vec::new() };
    for row in sheet.rows.iter().filter(|row| row.is_whole) {
        let before = found.parts.len();
        for column in columns.keys {
            if let Some(kind) = column.personal {
                found.add(kind, sheet.value(row, column.name), sheet.field_range(row, column.name));
            }
        }
        found.tie_addresses(before);
    }
    found.in_order()
}

struct FoundParts<'s> {
    source: &'s SourceText,
    parts: Vec<PersonalPart>,
}

impl FoundParts<'_> {
    fn table(&mut self, table: &'static TableType, entries: &DeTable<'_>) {
        let before = self.parts.len();
        for key in table.keys {
            if let (Some(kind), Some(value)) = (key.personal, entries.get(key.name)) {
                self.texts(kind, value);
            }
        }
        self.tie_addresses(before);
        for key in table.keys.iter().filter(|key| key.personal.is_none()) {
            if let Some(value) = entries.get(key.name) {
                self.value(&key.holds, value);
            }
        }
    }

    /// What a table or a row says beside one name is how that person is reached.
    fn tie_addresses(&mut self, since: usize) {
        let Some(own) = self.parts.get_mut(since..) else { return };
        let mut names = own.iter().filter(|part| part.kind == PartKind::Name).map(|part| part.range.start);
        let (Some(name), None) = (names.next(), names.next()) else { return };
        for part in own.iter_mut().filter(|part| part.kind == PartKind::Address) {
            let is_behind = part.range.start > name;
            part.kind = if is_behind { PartKind::AddressOfLast } else { PartKind::AddressOfNext };
        }
    }

    /// What stands in the tables of a value, of whichever type they may be.
    fn value(&mut self, holds: &'static ValueType, value: &Spanned<DeValue<'_>>) {
        for choice in holds.choices() {
            match (choice, value.get_ref()) {
                (ValueType::Table(table), DeValue::Table(entries)) => self.table(table, entries),
                (ValueType::List { of, .. }, DeValue::Array(elements)) => {
                    elements.iter().for_each(|element| self.value(of, element));
                }
                (ValueType::ByName(each) | ValueType::BySetting { each, .. }, DeValue::Table(entries)) => {
                    entries.values().for_each(|value| self.value(each, value));
                }
                _ => {}
            }
        }
    }

    /// A text, or each text of a list.
    fn texts(&mut self, kind: PartKind, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(said) => self.add(kind, said, value.span()),
            DeValue::Array(elements) => elements.iter().for_each(|element| self.texts(kind, element)),
            _ => {}
        }
    }

    /// What is said at a place, where it is written there as it reads.
    fn add(&mut self, kind: PartKind, said: &str, place: Range<usize>) {
        let written = self.source.text.get(place.clone()).unwrap_or_default();
        if let Some(at) = written.find(said).filter(|_| !said.trim().is_empty()) {
            let start = place.start + at;
            self.parts.push(PersonalPart { kind, range: start..start + said.len() });
        }
    }

    fn in_order(self) -> Vec<PersonalPart> {
        let mut parts = self.parts;
        parts.sort_by_key(|part| (part.range.start, part.range.end, part.kind));
        // Tables of several types may take one key for theirs.
        parts.dedup_by(|later, part| later.range.start < part.range.end);
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{MISSIONS, PEOPLE, REMIT_TOML};

    #[track_caller]
    fn check(text: &str, find: impl Fn(&SourceText) -> Vec<PersonalPart>, expect: &[&str]) {
        let source = SourceText::new("text", text);
        let parts = find(&source);
        let source = source.with_personal(parts).expect("they lie one behind the other");
        let found: Vec<String> = source
            .said_of_people()
            .map(|(kind, said)| match kind {
                PartKind::Name => said.to_owned(),
                PartKind::Address => format!("at {said}"),
                PartKind::AddressOfLast => format!("they at {said}"),
                PartKind::AddressOfNext => format!("at {said} they"),
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn keys_that_name_people_are_found_wherever_they_stand() {
        let project = r#"
            project = { title = "Ann Hay", people = ["Bo Lee", 'Cy "C" Day', "Di \u0041y"] }
            [[person]]
            body = "mhclg"
            role = "owner"
            name = """Ann Hay"""
            address = "ann.hay@mhclg.example"
            [[person]]
            address = "bo@mhclg.example"
            name = "Bo Lee"
            [[notifier]]
            id = "officials"
            kind = "mail"
            from = "Remit <remit@example.org>"
            to = ["unit@example.org"]
            [[notifier]]
            id = "hook"
            kind = "webhook"
            url = "https://example.org"
            [[silence]]
            by = "Ed Fox"
            reason = "Ed Fox asked for it"
            [[feed]]
            id = "homes"
            contact = "data@north.example"
        "#;
        let expect = [
            "Bo Lee",
            "Cy \"C\" Day",
            "Ann Hay",
            "they at ann.hay@mhclg.example",
            "at bo@mhclg.example they",
            "Bo Lee",
            "at Remit <remit@example.org>",
            "at unit@example.org",
            "Ed Fox",
            "at data@north.example",
        ];
        check(project, |source| personal_parts(source, &REMIT_TOML), &expect);
        check("[[person]\nname = 'Ann Hay'", |source| personal_parts(source, &REMIT_TOML), &[]);
    }

    #[test]
    fn owners_are_found_and_what_approvers_sign_under_is_not() {
        let mission = r#"
            [mission]
            id = "homes"
            approvers = [{ name = "Jane Doe", key = "ssh-ed25519 A" }, { name = "Bo Lee", key = "ssh-ed25519 B" }]
            [[obligation]]
            id = "built"
            owner = "Ann Hay"
            not_pursued = { since = "2024-01-01", reason = "Costs", decided_by = "Fay Gray" }
            contribution = [{ by = "north", owner = "Hal Ives" }]
            [[obligation.terms]]
            from = "2024-Q3"
            contribution = [{ by = "south", owner = "Ida Jones" }]
        "#;
        let expect = ["Ann Hay", "Fay Gray", "Hal Ives", "Ida Jones"];
        check(mission, |source| personal_parts(source, &MISSIONS), &expect);
    }

    #[test]
    fn cells_of_people_are_found_in_quotation_marks_and_without() {
        let people = "\u{feff}body,role,name,address\nmhclg,owner, Ann Hay ,ann@mhclg.example\n\
            mhclg,board,\"Lee, Bo\",\nmhclg,clerk,\"Cy \"\"C\"\" Day\",cy@mhclg.example\n\nmhclg,Di\n";
        let expect = ["Ann Hay", "they at ann@mhclg.example", "Lee, Bo", "at cy@mhclg.example"];
        check(people, |source| personal_cells(source, &PEOPLE), &expect);
        check("name\nAnn Hay\n", |source| personal_cells(source, &PEOPLE), &[]);
    }
}
