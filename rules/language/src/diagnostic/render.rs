//! Diagnostics for people at a terminal, in the look of rustc: place, excerpt, help.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, position, within};
use super::mask::mask;
use super::{Diagnostic, Label, Severity, sort};

/// Whether the reader's terminal shows colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// Text alone, for files and pipes.
    Plain,
    /// With ANSI escapes.
    Ansi,
}

/// Diagnostics as text, in the order of their places, with an empty line between two of them.
pub fn render(diagnostics: &[Diagnostic], colour: Colour) -> String {
    let mut ordered = diagnostics.to_vec();
    sort(&mut ordered);
    let renderer = match colour {
        Colour::Plain => Renderer::plain(),
        Colour::Ansi => Renderer::styled(),
    };
    let texts: Vec<String> = ordered.iter().map(|diagnostic| render_one(diagnostic, &renderer)).collect();
    texts.join("\n\n")
}

/// Diagnostics as text without a word of the files that they are about, which may hold secrets: for logs and messages.
pub fn render_places(diagnostics: &[Diagnostic]) -> String {
    let mut ordered = diagnostics.to_vec();
    sort(&mut ordered);
    let texts: Vec<String> = ordered.iter().map(without_excerpt).collect();
    texts.join("\n\n")
}

fn without_excerpt(diagnostic: &Diagnostic) -> String {
    let severity = if diagnostic.is_error() { "error" } else { "warning" };
    let place = |label: &Label| {
        let source = &label.span.source;
        let (line, column) = position(source, within(&source.text, &label.span.range).start);
        format!(" --> {}:{line}:{column}", source.path)
    };
    let title = format!("{severity}[{}]: {}", diagnostic.code.as_str(), diagnostic.message);
    let help = diagnostic.help.iter().map(|help| format!("  = help: {help}"));
    let lines = [title].into_iter().chain(diagnostic.labels.iter().map(place)).chain(help);
    lines.collect::<Vec<_>>().join("\n")
}

fn render_one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.as_str());
    let snippets = diagnostic.labels.iter().enumerate().map(|(index, label)| {
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        snippet(label, kind)
    });
    let mut group = Group::with_title(title).elements(snippets);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

fn snippet(label: &Label, kind: AnnotationKind) -> Snippet<'_, Annotation<'_>> {
    let excerpt = Excerpt::around(&label.span);
    let annotation = kind.span(excerpt.range);
    let annotation = if label.text.is_empty() { annotation } else { annotation.label(&label.text) };
    Snippet::source(mask(&label.span.source.path, excerpt.text))
        .line_start(excerpt.line as usize)
        .path(&*label.span.source.path)
        .annotation(annotation)
}
