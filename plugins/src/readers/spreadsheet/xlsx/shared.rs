//! What the sheets of an XLSX file share: texts that stand once for all cells, and which formats show dates.

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashSet;

use crate::readers::file_fault::FileFault;
use crate::readers::spreadsheet::bounds::too_large;
use crate::readers::spreadsheet::package::Package;
use crate::readers::spreadsheet::raised::push_raised;
use crate::readers::spreadsheet::serial::{is_date_format, is_known_date_format};
use crate::readers::spreadsheet::sheet::cut;
use crate::readers::spreadsheet::xml::{Xml, attribute, push_reference};

/// The most bytes of shared texts.
const MOST_TEXT: usize = 64 << 20;
/// The most shared texts.
const MOST_TEXTS: usize = 4_000_000;
/// The most formats; programs allow 65,490.
const MOST_FORMATS: usize = 1 << 20;

/// Texts that cells name by their number.
#[derive(Default)]
pub(super) struct SharedTexts {
    text: String,
    ends: Vec<u32>,
}

impl SharedTexts {
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, FileFault> {
        let mut texts = Self::default();
        let Some(mut xml) = package.xml(part)? else { return Ok(texts) };
        let mut item = String::new();
        loop {
            let is_empty = match xml.next()? {
                Event::Start(element) if element.local_name().into_inner() == "si" => false,
                Event::Empty(element) if element.local_name().into_inner() == "si" => true,
                Event::Eof => return Ok(texts),
                _ => continue,
            };
            item.clear();
            if !is_empty {
                read_rich_text(&mut xml, "si", &mut item)?;
            }
            texts.push(&item)?;
        }
    }

    fn push(&mut self, item: &str) -> Result<(), FileFault> {
        self.text.push_str(item);
        if self.text.len() > MOST_TEXT || self.ends.len() == MOST_TEXTS {
            return Err(too_large());
        }
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| too_large())?);
        Ok(())
    }

    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }
}

/// Reads a text of several runs up to the end of its element. Raised digits become letters of their own, so that the mark of a footnote
/// never makes a figure longer; how a word is spoken is left out.
pub(super) fn read_rich_text(xml: &mut Xml<'_>, until: &str, into: &mut String) -> Result<(), FileFault> {
    let (mut is_text, mut is_raised) = (false, false);
    let mut run = String::new();
    loop {
        cut(&mut run);
        cut(into);
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "t" => is_text = true,
                "r" => is_raised = false,
                "rPh" => xml.skip()?,
                _ => {}
            },
            Event::Empty(element) if element.local_name().into_inner() == "vertAlign" => {
                is_raised = attribute(&element, "val").as_deref() == Some("superscript");
            }
            Event::Text(text) if is_text => run.push_str(&text.xml10_content()),
            Event::CData(text) if is_text => run.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if is_text => push_reference(&mut run, &reference),
            Event::End(element) => match element.local_name().into_inner() {
                "t" => {
                    is_text = false;
                    if is_raised {
                        push_raised(into, &run);
                    } else {
                        into.push_str(&unescaped(&run));
                    }
                    run.clear();
                }
                name if name == until => return Ok(()),
                _ => {}
            },
            Event::Eof => return Err(FileFault::DamagedSpreadsheet),
            _ => {}
        }
    }
}

/// A text without the ends of lines that are written as `_x000D_`.
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains("_x00") {
        text.replace("_x000D_", "").replace("_x000A_", "\n").into()
    } else {
        text.into()
    }
}

/// Whether a format that the workbook defines shows dates.
fn shows_dates(format: &BytesStart<'_>) -> bool {
    attribute(format, "formatCode").is_some_and(|code| is_date_format(&code))
}

/// Which formats of cells show dates, by their numbers.
#[derive(Default)]
pub(super) struct DateFormats {
    cells: Vec<bool>,
}

impl DateFormats {
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, FileFault> {
        let mut formats = Self::default();
        let Some(mut xml) = package.xml(part)? else { return Ok(formats) };
        let (mut own, mut is_of_cells) = (FxHashSet::default(), false);
        loop {
            let element = match xml.next()? {
                Event::Start(element) | Event::Empty(element) => element,
                Event::End(element) if element.local_name().into_inner() == "cellXfs" => return Ok(formats),
                Event::Eof => return Ok(formats),
                _ => continue,
            };
            let id = || attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
            match element.local_name().into_inner() {
                "numFmt" if own.len() < MOST_FORMATS && shows_dates(&element) => drop(own.insert(id())),
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells && formats.cells.len() < MOST_FORMATS => {
                    formats.cells.push(own.contains(&id()) || is_known_date_format(id()));
                }
                _ => {}
            }
        }
    }

    pub(super) fn is_date(&self, format: usize) -> bool {
        self.cells.get(format).copied().unwrap_or_default()
    }
}
