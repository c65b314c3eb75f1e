//! Questions of the editor about a place in a file, and the answers as the protocol writes them.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, DocumentSymbol, Documentation, Hover,
    HoverContents, Location, MarkupContent, MarkupKind, Range, SymbolKind, TextEdit,
};
use rules::packs::BUILT_IN_FOLDER;
use rules::source::SourceText;
use serde_json::{Value, json};

use super::address::address_of;
use super::analysis::{self, Declaration, Kind, Sort};
use super::folder::Folder;
use super::{figures, place};

/// What can be written at a place.
pub(super) fn complete(folder: &Folder, file: &SourceText, offset: usize) -> Value {
    let names = folder.names();
    let found = analysis::complete(file, offset, names);
    let items: Vec<CompletionItem> = found
        .into_iter()
        .map(|found| {
            let edit = TextEdit { range: place::range(&file.text, &found.range), new_text: found.text };
            CompletionItem {
                label: found.label,
                kind: Some(drawn(found.kind)),
                detail: Some(found.detail).filter(|detail| !detail.is_empty()),
                documentation: Some(found.doc)
                    .filter(|doc| !doc.is_empty())
                    .map(|doc| Documentation::MarkupContent(markdown(doc))),
                text_edit: Some(CompletionTextEdit::Edit(edit)),
                ..CompletionItem::default()
            }
        })
        .collect();
    json!(items)
}

/// What the word at a place means, with the last figures of it.
pub(super) fn hover(folder: &Folder, file: &SourceText, offset: usize) -> Value {
    let names = folder.names();
    let found = analysis::hover(file, offset, names);
    found.map_or(Value::Null, |(range, mut text)| {
        let subjects = analysis::subjects(file, offset, names);
        if !subjects.is_empty() {
            text = format!("{text}\n\n{}", figures::tell(&folder.figures, &subjects));
        }
        let range = Some(place::range(&file.text, &range));
        json!(Hover { contents: HoverContents::Markup(markdown(text)), range })
    })
}

/// Where what stands at a place is declared.
pub(super) fn define(folder: &Folder, file: &SourceText, offset: usize) -> Value {
    json!(locations(folder, analysis::define(file, offset, folder.names())))
}

/// Where else the project names what stands at a place.
pub(super) fn refer(folder: &Folder, file: &SourceText, offset: usize, declaration: Declaration) -> Value {
    let found = analysis::references(file, offset, folder.names(), &folder.all_texts(), declaration);
    json!(locations(folder, found))
}

/// Places in files of the project. What comes with Remit has no file that an editor could open.
fn locations(folder: &Folder, found: Vec<(SourceText, std::ops::Range<usize>)>) -> Vec<Location> {
    let is_file = |source: &SourceText| !source.path.starts_with(BUILT_IN_FOLDER);
    let located = found.into_iter().filter(|(source, _)| is_file(source)).filter_map(|(source, range)| {
        let uri = address_of(&folder.texts.dir().join(&*source.path))?;
        Some(Location { uri, range: place::range(&source.text, &range) })
    });
    located.collect()
}

/// What a file declares, for a list beside the text.
pub(super) fn symbols(file: &SourceText) -> Value {
    let symbols: Vec<DocumentSymbol> = analysis::declared_in(file)
        .into_iter()
        .map(|declared| {
            let range = place::range(&file.text, &declared.range);
            symbol(declared.id.clone(), declared.kind(), range)
        })
        .collect();
    json!(symbols)
}

/// Changes that would put faults right within a range: each to the word that was probably meant.
pub(super) fn actions(folder: &Folder, file: &SourceText, within: &Range) -> Value {
    let wanted = place::bytes(&file.text, *within);
    let fixes = folder.faults().filter_map(|fault| {
        let label = fault.labels.first().filter(|label| label.span.source.path == file.path)?;
        let fix = fault.fix.as_ref()?;
        let range = &label.span.range;
        let is_touched = range.start <= wanted.end && wanted.start <= range.end;
        let edit = json!({ "range": place::range(&file.text, &fix.range), "newText": fix.text });
        let address = address_of(&folder.texts.dir().join(&*file.path))?;
        is_touched.then(|| {
            json!({
                "title": format!("Change to `{}`", fix.text),
                "kind": "quickfix",
                "isPreferred": true,
                "edit": { "changes": { address.as_str(): [edit] } },
            })
        })
    });
    Value::Array(fixes.collect())
}

fn drawn(kind: Sort) -> CompletionItemKind {
    match kind {
        Sort::Key => CompletionItemKind::FIELD,
        Sort::Value => CompletionItemKind::ENUM_MEMBER,
        Sort::Name => CompletionItemKind::REFERENCE,
        Sort::Function => CompletionItemKind::FUNCTION,
        Sort::Property => CompletionItemKind::PROPERTY,
        Sort::Variable => CompletionItemKind::VARIABLE,
    }
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}

#[expect(deprecated, reason = "the protocol's type has a field that must be named and is not used any more")]
fn symbol(name: String, kind: Kind, range: Range) -> DocumentSymbol {
    let kind = match kind {
        Kind::Mission => SymbolKind::NAMESPACE,
        Kind::Measure => SymbolKind::VARIABLE,
        Kind::Obligation => SymbolKind::CLASS,
        Kind::Body => SymbolKind::OBJECT,
        Kind::Rule => SymbolKind::FUNCTION,
        Kind::Ladder | Kind::Cadence | Kind::Fixture => SymbolKind::ARRAY,
    };
    DocumentSymbol {
        name,
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range: range,
        children: None,
    }
}
