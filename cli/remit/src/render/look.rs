//! What `remit look` found, for people and as JSON. The sentences are those of `words::look`.

use plugins::look::{FileExtent, Looked, Proposal, Question, Sheets, Trial};
use plugins::readers::sketch::{FileKind, Lack, Visibility};
use serde_json::{Value, json};
use words::look::{self, LookedAs, Nothing, OpenQuestion};

/// A file, as people read it.
pub fn look(file: &str, looked: &Looked) -> String {
    let written = looked.sketched.written.map(|written| (written.encoding, written.delimiter));
    let mut lines = vec![look::heading(file, kind(looked), written)];
    if let FileExtent::FirstPart { bytes } = looked.extent {
        lines.push(look::first_part(bytes >> 20));
    }
    let (shown, hidden) = (sheets(looked, Visibility::Shown), sheets(looked, Visibility::Hidden));
    lines.extend((!shown.is_empty()).then(|| indented(&look::shown_sheets(&shown))));
    lines.extend((!hidden.is_empty()).then(|| indented(&look::hidden_sheets(&hidden))));
    match &looked.proposal {
        Some(proposal) => lines.extend(told(proposal)),
        None => lines.extend([String::new(), without(looked)]),
    }
    format!("{}\n\n", lines.join("\n"))
}

fn indented(line: &str) -> String {
    format!("  {line}")
}

/// A file, as JSON.
pub fn look_document(file: &str, looked: &Looked) -> Value {
    let first_part = matches!(looked.extent, FileExtent::FirstPart { .. });
    let mut document = json!({
        "file": file,
        "kind": look::kind(kind(looked)),
        "encoding": looked.sketched.written.map(|written| written.encoding),
        "delimiter": looked.sketched.written.map(|written| written.delimiter.to_string()),
        "first_part_only": first_part,
        "sheets": sheets(looked, Visibility::Shown),
        "hidden_sheets": sheets(looked, Visibility::Hidden),
    });
    match &looked.proposal {
        None => document["reason"] = json!(without(looked)),
        Some(proposal) => {
            let lines = proposal.sketch.lines;
            document["table"] = json!({
                "sheet": proposal.sketch.sheet,
                "headings": lines.headings,
                "header_rows": lines.header_rows,
                "first": lines.first,
                "last": lines.last,
            });
            document["known_bodies"] = json!(proposal.known);
            document["unknown_bodies"] = json!(proposal.unknown);
            document["questions"] = json!(questions(proposal));
            document["feed"] = json!(proposal.feed);
            document["measures"] = json!(proposal.measures);
            document["read"] = trial_document(&proposal.trial);
            if let Some(Sheets { names, feed, measures, figures, set_aside }) = &proposal.sheets {
                document["all_sheets"] = json!({
                    "sheets": names, "feed": feed, "measures": measures, "figures": figures, "set_aside": set_aside
                });
            }
        }
    }
    document
}

fn trial_document(trial: &Trial) -> Value {
    match trial {
        Trial::Read { figures, absent, skipped, set_aside, first } => {
            let first: Vec<Value> = first
                .iter()
                .map(|row| {
                    json!({
                        "place": row.place,
                        "measure": row.measure,
                        "body": row.body,
                        "period": row.period,
                        "figure": row.figure,
                    })
                })
                .collect();
            json!({ "figures": figures, "absent": absent, "skipped": skipped, "set_aside": set_aside, "first": first })
        }
        Trial::Refused(fault) => json!({ "refused": fault.to_string() }),
        Trial::Unsound(faults) => json!({ "unsound": faults }),
    }
}

/// A proposal line by line: where the table is, what the file does not say, what to write, and what that reads.
fn told(proposal: &Proposal) -> Vec<String> {
    let at = proposal.sketch.lines;
    let headings = (at.headings, at.headings + at.header_rows - 1);
    let table = look::table(headings, proposal.sketch.sheet.as_deref(), (at.first, at.last));
    let mut lines = vec![indented(&table), indented(&look::known_bodies(proposal.known.len()))];
    let unknown = Some(&proposal.unknown).filter(|unknown| !unknown.is_empty());
    lines.extend(unknown.map(|unknown| indented(&look::unknown_bodies(unknown))));
    let questions = questions(proposal);
    if !questions.is_empty() {
        lines.extend([String::new(), look::NOT_SAID.to_owned()]);
        lines.extend(questions.iter().map(|question| indented(&format!("- {question}"))));
    }
    lines.extend([String::new(), look::proposal(&proposal.feed, &proposal.measures)]);
    match &proposal.trial {
        Trial::Read { figures, absent, set_aside, first, .. } => {
            lines.push(look::read_with_it(*figures, *absent, *set_aside));
            lines.extend(first.iter().map(|row| {
                let what = (&*row.measure, &*row.body, &*row.period);
                indented(&look::report(&row.place, what, row.figure.as_deref()))
            }));
        }
        Trial::Refused(fault) => lines.push(look::refused(&fault.to_string())),
        Trial::Unsound(faults) => lines.push(look::unsound(faults)),
    }
    if let Some(Sheets { names, feed, measures, figures, set_aside }) = &proposal.sheets {
        lines.extend([String::new(), look::all_sheets(names, (feed, measures), (*figures, *set_aside))]);
    }
    lines
}

fn questions(proposal: &Proposal) -> Vec<String> {
    let ask = |question: &Question| -> Vec<String> {
        let asked = match question {
            Question::WhichTable { others } => OpenQuestion::WhichTable { others },
            Question::WhichPeriod => OpenQuestion::WhichPeriod,
            Question::WhichYear => OpenQuestion::WhichYear,
            Question::WhichBody { labels } => OpenQuestion::WhichBody { labels },
            Question::DoBlanksMeanAbove { columns } => OpenQuestion::DoBlanksMeanAbove { columns },
            Question::WhichOrder { text } => OpenQuestion::WhichOrder { text },
            Question::WhatRepeats { columns } => OpenQuestion::WhatRepeats { columns },
            Question::Marks(marks) => {
                let asked =
                    marks.iter().map(|mark| OpenQuestion::Mark { text: &mark.text, times: mark.times });
                return asked.map(|asked| look::question(&asked)).collect();
            }
            Question::WhatSetsApart => OpenQuestion::WhatSetsApart,
            Question::IsThePeriod { text } => OpenQuestion::IsThePeriod { text },
            Question::SetAside { rows, first } => OpenQuestion::SetAside { rows: *rows, first },
        };
        vec![look::question(&asked)]
    };
    proposal.questions.iter().flat_map(ask).collect()
}

fn sheets(looked: &Looked, shown: Visibility) -> Vec<String> {
    let sheets = looked.sketched.sheets.iter().filter(|sheet| sheet.shown == shown);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

fn without(looked: &Looked) -> String {
    match looked.sketched.kind {
        FileKind::Text | FileKind::Workbook => {}
        FileKind::Adx | FileKind::Dhis2 | FileKind::Xml | FileKind::Objects | FileKind::JsonStat => {
            return look::ask_format(kind(looked)).to_owned();
        }
    }
    let nothing = match &looked.sketched.lack {
        Some(Lack::Unreadable(error)) => Nothing::Unreadable(error.fault.to_string()),
        Some(Lack::RegisterList) => Nothing::RegisterList,
        Some(Lack::NoHeadings) => Nothing::NoHeadings,
        Some(Lack::NoFigures) | None => Nothing::NoFigures,
    };
    look::nothing(&nothing)
}

fn kind(looked: &Looked) -> LookedAs {
    match looked.sketched.kind {
        FileKind::Text => LookedAs::Text,
        FileKind::Workbook => LookedAs::Workbook,
        FileKind::Adx => LookedAs::Adx,
        FileKind::Dhis2 => LookedAs::Dhis2,
        FileKind::Xml => LookedAs::Xml,
        FileKind::Objects => LookedAs::Objects,
        FileKind::JsonStat => LookedAs::JsonStat,
    }
}
