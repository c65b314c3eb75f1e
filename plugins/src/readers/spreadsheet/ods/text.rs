//! What stands in a cell of an ODS file for people to read.

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashSet;

use crate::readers::file_fault::FileFault;
use crate::readers::spreadsheet::raised::push_raised;
use crate::readers::spreadsheet::sheet::cut;
use crate::readers::spreadsheet::xml::{Xml, attribute, push_reference};

/// The most blanks in a row that one element stands for.
const MOST_BLANKS: usize = 64;

/// Reads one paragraph up to its end. Notes beside the cell are left out.
pub(super) fn read_paragraph(
    xml: &mut Xml<'_>,
    raised: &FxHashSet<String>,
    into: &mut String,
) -> Result<(), FileFault> {
    let (mut depth, mut raised_from) = (1_u32, None);
    loop {
        cut(into);
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "annotation" | "note" | "ruby-text" => xml.skip()?,
                "s" => {
                    push_blanks(&element, into);
                    depth += 1;
                }
                "tab" | "line-break" => {
                    into.push(' ');
                    depth += 1;
                }
                _ => {
                    depth += 1;
                    let style = attribute(&element, "text:style-name");
                    if style.is_some_and(|style| raised.contains(&*style)) {
                        raised_from = raised_from.or(Some(depth));
                    }
                }
            },
            Event::Empty(element) => match element.local_name().into_inner() {
                "s" => push_blanks(&element, into),
                "tab" | "line-break" => into.push(' '),
                _ => {}
            },
            Event::End(_) => {
                raised_from = raised_from.filter(|from| *from != depth);
                depth -= 1;
                if depth == 0 {
                    return Ok(());
                }
            }
            Event::Text(text) if raised_from.is_some() => push_raised(into, &text.xml10_content()),
            Event::Text(text) => into.push_str(&text.xml10_content()),
            Event::CData(text) => into.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => push_reference(into, &reference),
            Event::Eof => return Err(FileFault::DamagedSpreadsheet),
            _ => {}
        }
    }
}

fn push_blanks(element: &BytesStart<'_>, into: &mut String) {
    let number = attribute(element, "text:c").and_then(|number| number.parse().ok()).unwrap_or(1);
    into.extend(std::iter::repeat_n(' ', MOST_BLANKS.min(number)));
}
