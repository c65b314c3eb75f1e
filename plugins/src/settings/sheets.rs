//! `[[feed.sheet]]`: the tables of a workbook that has several, each on sheets of its own.
//!
//! What the feed itself says holds for all of them: how its bodies are named, its vintage, its codes and marks, and which rows it takes. A sheet says what differs:
//! its measure, its table, its columns and codes of its own.

use language::diagnostic::Code;
use language::read::Table;

use super::declaration::{FeedDeclaration, read_sheet};
use super::feed::Resolver;
use super::naming::read_naming;
use crate::readers::Layout;

impl Resolver<'_, '_> {
    /// The layout of a feed of several tables: that of the first, which holds the others.
    pub(super) fn layout_of_sheets<'f>(
        &mut self,
        declared: &mut FeedDeclaration<'f>,
        sheets: Vec<Table<'f>>,
    ) -> Option<Layout> {
        refuse_of_one_table(declared);
        let count = sheets.len();
        let mut read: Vec<FeedDeclaration<'f>> =
            sheets.into_iter().map(|table| read_sheet(table, declared)).collect();
        let names_measures = |sheet: &FeedDeclaration<'_>| {
            sheet.columns.as_ref().is_some_and(|columns| columns.measure.is_some())
        };
        let common = self.parts(declared, read.iter().any(names_measures));
        let naming = read_naming(None, declared);
        let rounding = self.rounding(&declared.table);
        let mut layouts = Vec::new();
        for sheet in &mut read {
            let names = names_of(sheet);
            let has_codes = sheet.table.get("codes").is_some();
            sheet.table.require("columns");
            let Some((mut layout, names)) = self.layout(sheet).zip(names) else { continue };
            layout.table.get_or_insert_default().sheets = names;
            layout.vintage = common.vintage.clone()?;
            layout.marks.clone_from(&common.marks);
            layout.naming.by = naming.by;
            layout.breakdown.rounding = rounding.clone();
            layout.only.extend(common.only.iter().cloned());
            layout.except.extend(common.except.iter().cloned());
            layout.totals.extend(common.totals.iter().cloned());
            if !has_codes {
                layout.codes = common.codes.clone();
            }
            layouts.push(layout);
        }
        if layouts.len() < count {
            return None;
        }
        let mut layouts = layouts.into_iter();
        let first = layouts.next()?;
        Some(Layout { beside: layouts.collect(), ..first })
    }
}

/// The sheets on which a table stands.
fn names_of(sheet: &FeedDeclaration<'_>) -> Option<Vec<String>> {
    let name = sheet.table.require("name")?;
    if let Some(twice) = sheet.written.as_ref().and_then(|table| table.get("sheet")) {
        twice.refuse_with_help::<()>(
            Code::Feed,
            "`name` says already which sheet it is",
            "leave `sheet` out",
        );
    }
    super::table::texts(&name)
}

/// What a feed of several tables cannot say of all of them.
fn refuse_of_one_table(declared: &FeedDeclaration<'_>) {
    for key in ["columns", "table"] {
        if let Some(item) = declared.table.get(key) {
            let message = format!("`{key}` is said of each table, in its [[feed.sheet]]");
            item.refuse_with_help::<()>(Code::Feed, message, "move it there, or leave [[feed.sheet]] out");
        }
    }
}
