//! `[[relation]]` and `relations.csv`: how two things hang together, as it is written. What it names is looked up later.

use std::ops::Range;

use engine::model::{BodyId, MeasureId, Party, Relation};
use jiff::civil::Date;
use language::grammar::RELATIONS;
use language::read::{Item, Table};
use rust_decimal::Decimal;
use toml::Spanned;

use super::listed::read_rows;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// A relation as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct RelationDeclaration {
    /// Where it stands, from its first letter to its last.
    pub(crate) place: Range<usize>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) kind: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) to: Option<Spanned<String>>,
    pub(crate) at: Option<Spanned<String>>,
    pub(crate) opened: Option<Spanned<Date>>,
    pub(crate) closes: Option<Spanned<Date>>,
    pub(crate) share: Option<Spanned<Decimal>>,
    /// The measure that says how large it is.
    pub(crate) size: Option<Spanned<String>>,
    /// In months.
    pub(crate) after: Option<Spanned<u32>>,
    pub(crate) credit: Option<Spanned<Decimal>>,
}

impl RelationDeclaration {
    /// Every fault that it shows on its own.
    fn faults(&self, table: &Table<'_>) -> Vec<Diagnostic> {
        let source = table.document().source;
        let error = |code, message: String, range| Diagnostic::error(code, message, source, range);
        let mut faults = Vec::new();
        if let (Some(opened), Some(closes)) = (&self.opened, &self.closes)
            && opened.get_ref() > closes.get_ref()
        {
            let message =
                format!("`closes` is {}, before `opened`, which is {}", closes.get_ref(), opened.get_ref());
            faults.push(error(Code::InvalidValue, message, closes.span()));
        }
        for (key, share) in [("share", &self.share), ("credit", &self.credit)] {
            let Some(share) = share else { continue };
            if !(Decimal::ZERO..=Decimal::ONE).contains(share.get_ref()) {
                let message = format!("`{key}` is {}, and must be from 0 to 1", share.get_ref());
                faults.push(error(Code::InvalidValue, message, share.span()));
            }
        }
        let is_benefit = self.kind.as_ref().is_none_or(|kind| kind.get_ref() == Relation::BENEFITS_AFTER);
        let of_benefits = [
            ("after", self.after.as_ref().map(Spanned::span)),
            ("credit", self.credit.as_ref().map(Spanned::span)),
        ];
        for (key, range) in of_benefits {
            if let (false, Some(range)) = (is_benefit, range) {
                let kind = self.kind.as_ref().map_or("", |kind| kind.get_ref());
                let message = format!("a relation of the kind `{kind}` has no `{key}`");
                let fault = error(Code::Relation, message, range);
                faults.push(
                    fault.with_help("leave it out, or make it a relation of the kind `benefits-after`"),
                );
            }
        }
        if let (Some(kind), Some(size)) = (&self.kind, &self.size)
            && kind.get_ref() != Relation::FUNDS
        {
            let fault =
                error(Code::Relation, format!("a relation of the kind `{kind}` has no `size`"), size.span());
            faults.push(fault.with_help("leave it out, or make it a relation of the kind `funds`"));
        }
        if let Some(kind) = self.kind.as_ref().filter(|kind| kind.get_ref() == Relation::BENEFITS_AFTER) {
            self.check_benefit((table, kind), &error, &mut faults);
        }
        faults
    }

    /// A benefit that may be expected some day says when.
    fn check_benefit(
        &self,
        (table, kind): (&Table<'_>, &Spanned<String>),
        error: &dyn Fn(Code, String, Range<usize>) -> Diagnostic,
        faults: &mut Vec<Diagnostic>,
    ) {
        let lacks = [
            ("after", self.after.is_none(), "say how long it takes, such as `after = \"3 years\"`"),
            (
                "opened",
                self.opened.is_none(),
                "say from which day the delay counts, such as `opened = 2025-04-01`",
            ),
        ];
        for (key, is_lacking, help) in lacks {
            // What is written and cannot be read has been told.
            if is_lacking && table.get(key).is_none() {
                let message = format!("a relation of the kind `benefits-after` needs `{key}`");
                faults.push(error(Code::Relation, message, kind.span()).with_help(help));
            }
        }
    }

    /// It as a body that figures can be about; none without an id.
    pub(crate) fn as_relation(&self) -> Option<Relation> {
        let id = self.id.as_ref()?.get_ref().as_str();
        let party = |named: &Option<Spanned<String>>| {
            let text = named.as_ref().map_or("", |named| named.get_ref());
            engine::listing::party_named(text)
        };
        let (from, to): (Party, Party) = (party(&self.from), party(&self.to));
        Some(Relation {
            id: BodyId::new(id),
            kind: self.kind.as_ref().map(|kind| kind.get_ref().clone()).unwrap_or_default(),
            title: self.title.clone().unwrap_or_else(|| id.to_owned()),
            from,
            to,
            at: self.at.as_ref().map(|at| BodyId::new(at.get_ref().as_str())),
            opened: self.opened.as_ref().map(|day| *day.get_ref()),
            closes: self.closes.as_ref().map(|day| *day.get_ref()),
            share: self.share.as_ref().map(|share| *share.get_ref()),
            size: self.size.as_ref().map(|size| MeasureId::new(size.get_ref().as_str())),
            after_months: self.after.as_ref().map(|months| *months.get_ref()),
            credit: self.credit.as_ref().map(|credit| *credit.get_ref()),
        })
    }
}

/// What `relations.csv` says.
#[derive(Debug)]
pub(crate) struct ListedRelations {
    pub(crate) source: SourceText,
    pub(crate) declarations: Vec<RelationDeclaration>,
    /// Those of them that have an id.
    pub(crate) relations: Vec<Relation>,
    pub(crate) faults: Vec<Diagnostic>,
}

impl ListedRelations {
    /// Reads the file, with every fault in it.
    pub(crate) fn read(source: &SourceText) -> Self {
        let (declarations, faults) = read_rows(source, &RELATIONS, read_relation);
        let relations = declarations.iter().filter_map(RelationDeclaration::as_relation).collect();
        Self { source: source.clone(), declarations, relations, faults }
    }
}

pub(super) fn read_relation(table: &Table<'_>) -> RelationDeclaration {
    let text = |key| table.get(key).and_then(|item| item.text());
    let date = |key| table.get(key).and_then(|item| item.date());
    let number = |key| table.get(key).and_then(|item| item.number());
    let header = table.header();
    let ends = table.keys().filter_map(|key| table.get(key)).map(|item| item.range.end);
    let end = ends.max().unwrap_or(header.end).max(header.end);
    let declared = RelationDeclaration {
        place: header.start..end,
        id: table.require("id").and_then(|item| item.id()),
        kind: table.require("kind").and_then(|item| item.id()),
        title: text("title").map(Spanned::into_inner),
        from: table.require("from").and_then(|item| item.text()),
        to: table.require("to").and_then(|item| item.text()),
        at: text("at"),
        opened: date("opened"),
        closes: date("closes"),
        share: number("share"),
        size: text("size"),
        after: table.get("after").and_then(|item| read_after(&item)),
        credit: number("credit"),
    };
    declared.faults(table).into_iter().for_each(|fault| table.document().fault(fault));
    declared
}

fn read_after(item: &Item<'_>) -> Option<Spanned<u32>> {
    let text = item.text()?;
    match months(text.get_ref()) {
        Some(months) => Some(item.at(months)),
        None => item.refuse_with_help(
            Code::InvalidValue,
            format!("`after` is `{text}`, which is no length of time"),
            AFTER_HELP,
        ),
    }
}

/// How a delay is written.
const AFTER_HELP: &str = "write it in months or years, such as `18 months` or `3 years`";

/// A length of time in months: `18 months`, `3 years`.
fn months(text: &str) -> Option<u32> {
    let (count, unit) = text.trim().split_once(' ')?;
    let count: u32 = count.parse().ok().filter(|count| (1..=999).contains(count))?;
    match unit.trim() {
        "month" | "months" => Some(count),
        "year" | "years" => Some(count * 12),
        _ => None,
    }
}
