//! What `remit look` found, for people and as JSON. The sentences are those of `words::look`.

use plugins::look::{Extent, Looked, Proposal, Question, Trial};
use plugins::readers::{FileKind, Lack, Visibility};
use serde_json::{Value, json};
use words::look::{Asked, Kind, Nothing};

/// A file, as people read it.
pub fn look(file: &str, looked: &Looked) -> String {
    let mut text = format!("{file}: {}", words::look::kind(kind(looked)));
    if let Some(written) = looked.sketched.written {
        text.extend([format!(
            ", {}, with `{}` between fields",
            written.encoding,
            written.delimiter.escape_default()
        )]);
    }
    text.push('\n');
    if let Extent::FirstPart { bytes } = looked.extent {
        text.extend([format!("{}\n", words::look::first_part(bytes >> 20))]);
    }
    for (label, shown) in [("sheets", Visibility::Shown), ("hidden sheets", Visibility::Hidden)] {
        let names = sheets(looked, shown);
        if !names.is_empty() {
            text.extend([format!("  {label}: {}\n", words::look::some(&names))]);
        }
    }
    match &looked.proposal {
        Some(proposal) => tell(proposal, &mut text),
        None => text.extend([format!("\n{}\n", without(looked))]),
    }
    text.push('\n');
    text
}

/// A file, as JSON.
pub fn look_document(file: &str, looked: &Looked) -> Value {
    let first_part = matches!(looked.extent, Extent::FirstPart { .. });
    let mut document = json!({
        "file": file,
        "kind": words::look::kind(kind(looked)),
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

fn tell(proposal: &Proposal, text: &mut String) {
    let lines = proposal.sketch.lines;
    let sheet =
        proposal.sketch.sheet.as_ref().map_or_else(String::new, |sheet| format!(" of sheet `{sheet}`"));
    let last = lines.headings + lines.header_rows - 1;
    let headings = if last == lines.headings {
        format!("line {last}")
    } else {
        format!("lines {} to {last}", lines.headings)
    };
    text.extend([format!("  headings: {headings}{sheet}; rows: lines {} to {}\n", lines.first, lines.last)]);
    text.extend([format!("  bodies the register has: {}\n", proposal.known.len())]);
    if !proposal.unknown.is_empty() {
        text.extend([format!(
            "  bodies it lacks: {}, {}\n",
            proposal.unknown.len(),
            words::look::some(&proposal.unknown)
        )]);
    }
    let questions = questions(proposal);
    if !questions.is_empty() {
        text.push_str("\nWhat the file does not say:\n");
        text.extend(questions.iter().map(|question| format!("  - {question}\n")));
    }
    text.extend([format!(
        "\nFor remit.toml:\n\n{}\nFor a mission:\n\n{}\n",
        proposal.feed, proposal.measures
    )]);
    match &proposal.trial {
        Trial::Read { figures, absent, set_aside, first, .. } => {
            text.extend([format!("Read with it: {}.\n", words::look::read(*figures, *absent, *set_aside))]);
            for row in first {
                let figure = row.figure.as_deref().unwrap_or("no figure");
                text.extend([format!(
                    "  {}: {} of {} in {} is {figure}\n",
                    row.place, row.measure, row.body, row.period
                )]);
            }
        }
        Trial::Refused(fault) => text.extend([format!("Read with it, the file is refused: {fault}.\n")]),
        Trial::Unsound(faults) => {
            text.extend([format!("This proposal is not sound, which is a fault of Remit:\n{faults}\n")]);
        }
    }
}

fn questions(proposal: &Proposal) -> Vec<String> {
    let ask = |question: &Question| -> Vec<String> {
        let asked = match question {
            Question::WhichTable { others } => Asked::WhichTable { others },
            Question::WhichPeriod => Asked::WhichPeriod,
            Question::WhichYear => Asked::WhichYear,
            Question::WhichBody => Asked::WhichBody,
            Question::Marks(marks) => {
                let asked = marks.iter().map(|mark| Asked::Mark { text: &mark.text, times: mark.times });
                return asked.map(|asked| words::look::question(&asked)).collect();
            }
            Question::WhatSetsApart => Asked::WhatSetsApart,
            Question::IsThePeriod { text } => Asked::IsThePeriod { text },
            Question::SetAside { rows, first } => Asked::SetAside { rows: *rows, first },
        };
        vec![words::look::question(&asked)]
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
        FileKind::Adx | FileKind::Xml | FileKind::Objects => {
            return words::look::ask_format(kind(looked)).to_owned();
        }
    }
    let nothing = match &looked.sketched.lack {
        Some(Lack::Unreadable(error)) => Nothing::Unreadable(error.fault.to_string()),
        Some(Lack::RegisterList) => Nothing::RegisterList,
        Some(Lack::NoHeadings) => Nothing::NoHeadings,
        Some(Lack::NoFigures) | None => Nothing::NoFigures,
    };
    words::look::nothing(&nothing)
}

fn kind(looked: &Looked) -> Kind {
    match looked.sketched.kind {
        FileKind::Text => Kind::Text,
        FileKind::Workbook => Kind::Workbook,
        FileKind::Adx => Kind::Adx,
        FileKind::Xml => Kind::Xml,
        FileKind::Objects => Kind::Objects,
    }
}
