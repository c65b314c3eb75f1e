//! The reader of data values in XML: every `dataValue` through the columns of its feed.

use std::sync::Arc;

use engine::model::SourceFile;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::element::{Element, ElementRow, NamesSeen};
use crate::readers::columns::Columns;
use crate::readers::decode::decode;
use crate::readers::excerpt::Excerpt;
use crate::readers::file_fault::{FileFault, MissingColumns, ReadError, Separators};
use crate::readers::identifiers::IdentifierCache;
use crate::readers::line_counter::LineCounter;
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::row_fault::RowFault;
use crate::readers::row_reader::RowReader;
use crate::readers::shown_dates::has_month_first;
use crate::readers::xml_fault::XmlFault;
use crate::readers::{Filter, Format, Holds, Layout};

/// ADX, for the registry.
pub(crate) const ADX: Format = Format {
    name: "adx",
    files: "*.xml",
    holds: Holds::Objects,
    reader: |layout| Box::new(XmlReader::new(layout, &Dialect { name: "ADX", root: "adx" })),
};

/// The data value sets of DHIS2, for the registry.
pub(crate) const DHIS2: Format = Format {
    name: "dhis2-xml",
    files: "*.xml",
    holds: Holds::Objects,
    reader: |layout| {
        Box::new(XmlReader::new(layout, &Dialect { name: "a data value set of DHIS2", root: "dataValueSet" }))
    },
};

/// The element of one value, in both.
const VALUE: &str = "dataValue";

/// So many elements may stand in one another. Both dialects have three.
const DEEPEST: usize = 16;

/// How a dialect is told.
struct Dialect {
    name: &'static str,
    /// The element that all others stand in.
    root: &'static str,
}

/// Reads files of one layout.
struct XmlReader {
    columns: Columns,
    cache: IdentifierCache,
    dialect: &'static Dialect,
    /// By slot: columns by which rows are only told apart, so that a value without one has a blank there.
    only_filters: Vec<bool>,
    /// By slot: those of them that may be blank in every value.
    may_be_blank: Vec<bool>,
}

impl XmlReader {
    fn new(layout: &Layout, dialect: &'static Dialect) -> Self {
        let columns = Columns::new(layout);
        let (only, except, totals) = (Vec::new(), Vec::new(), Vec::new());
        let others = Columns::new(&Layout { only, except, totals, ..layout.clone() });
        let is_only_filter = |name: &String| !others.names().contains(name);
        let admits_blank = |filter: &Filter| filter.any_of.iter().any(|text| text.trim().is_empty());
        let may_be_blank = |name: &String| {
            let mut filters = layout.only.iter().filter(|filter| filter.column.trim() == name);
            is_only_filter(name) && filters.all(admits_blank)
        };
        Self {
            only_filters: columns.names().iter().map(is_only_filter).collect(),
            may_be_blank: columns.names().iter().map(may_be_blank).collect(),
            columns,
            cache: IdentifierCache::default(),
            dialect,
        }
    }
}

impl XmlReader {
    /// Notes in which order the file writes day and month, by all of its dates. What is wrong with the file is found when its values are read.
    fn note_dates(&self, text: &str, rows: &mut RowReader<'_>) {
        if !has_month_first(text) {
            return;
        }
        let (outside, mut seen) = (Element::outside(&self.columns), NamesSeen::default());
        let (mut parser, mut lines) = (quick_xml::Reader::from_str(text), LineCounter::new(text));
        loop {
            let start = place(&parser);
            match parser.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => {
                    let Ok(element) = outside.inside(&self.columns, &element, &mut seen) else { return };
                    for text in self.columns.dated().filter_map(|column| element.says(column)) {
                        rows.note_date(text, lines.at(start));
                    }
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }
}

impl Reader for XmlReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let text = decode(bytes)?;
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
        self.note_dates(text, &mut rows);
        let mut walk = Walk {
            reader: self,
            rows,
            around: vec![Element::outside(&self.columns)],
            seen: NamesSeen::default(),
            has: vec![false; self.columns.names().len()],
            values: 0,
            ended: Ended::No,
            lines: LineCounter::new(text),
        };
        let mut parser = quick_xml::Reader::from_str(text);
        loop {
            let start = place(&parser);
            let fault = match parser.read_event() {
                Ok(Event::Eof) => return walk.finish(start),
                Ok(event) => walk.take(&event, start).err().map(FileFault::Xml),
                Err(Error::Syntax(error)) if error != SyntaxError::InvalidBangMarkup => {
                    Some(FileFault::CutOff { at_line: walk.lines.at(start) })
                }
                Err(error) => Some(FileFault::Xml(XmlFault::NotWellFormed(error.to_string()))),
            };
            if let Some(fault) = fault {
                return Err(fault.on_line(walk.lines.at(start)));
            }
        }
    }
}

fn place(parser: &quick_xml::Reader<&[u8]>) -> usize {
    usize::try_from(parser.buffer_position()).unwrap_or(usize::MAX)
}

/// On the way through one file.
struct Walk<'a> {
    reader: &'a XmlReader,
    rows: RowReader<'a>,
    /// The elements that are open, the outermost first, behind what stands outside of all.
    around: Vec<Element>,
    seen: NamesSeen,
    /// By slot: which columns any value has.
    has: Vec<bool>,
    values: usize,
    ended: Ended,
    lines: LineCounter<'a>,
}

/// Whether the outermost element has ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    No,
    Yes,
}

impl Walk<'_> {
    fn take(&mut self, event: &Event<'_>, place: usize) -> Result<(), XmlFault> {
        match event {
            Event::Start(start) => {
                let element = self.open(start, place)?;
                self.around.push(element);
            }
            Event::Empty(start) => {
                self.open(start, place)?;
                self.close_outermost();
            }
            Event::End(_) => {
                // That it ends what began is the parser's to see.
                self.around.pop();
                self.close_outermost();
            }
            Event::DocType(_) => return Err(XmlFault::DocumentType),
            _ => {}
        }
        Ok(())
    }

    fn close_outermost(&mut self) {
        if self.around.len() <= 1 {
            self.ended = Ended::Yes;
        }
    }

    /// An element that begins, which is a value or stands around some.
    fn open(&mut self, start: &BytesStart<'_>, place: usize) -> Result<Element, XmlFault> {
        let XmlReader { columns, dialect, .. } = self.reader;
        let name = start.local_name();
        if self.around.len() > DEEPEST {
            return Err(XmlFault::Deep { deepest: DEEPEST });
        }
        if self.around.len() == 1 {
            self.check_root(name.as_ref(), dialect)?;
        }
        let around = self.around.last().expect("what is outside never ends");
        let element = around.inside(columns, start, &mut self.seen)?;
        if name.as_ref() == VALUE {
            self.value(&element, place);
        }
        Ok(element)
    }

    fn check_root(&self, name: &str, dialect: &'static Dialect) -> Result<(), XmlFault> {
        if self.ended == Ended::Yes {
            return Err(XmlFault::NotWellFormed("it has a second outermost element".to_owned()));
        }
        if name == dialect.root {
            return Ok(());
        }
        Err(XmlFault::OtherRoot { found: Excerpt::of(name), dialect: dialect.name, root: dialect.root })
    }

    fn value(&mut self, element: &Element, place: usize) {
        self.values += 1;
        for (has, own) in self.has.iter_mut().zip(element.has()) {
            *has |= own;
        }
        let line = self.lines.at(place);
        if let Some(fault) = element.fault() {
            return self.rows.quarantine(line, RowFault::NotADataValue(fault.to_owned()));
        }
        let XmlReader { columns, only_filters, .. } = self.reader;
        let row = ElementRow { element, columns, only_filters };
        if let Some(admitted) = self.rows.admit(&row, || line) {
            self.rows.take(admitted, &row);
        }
    }

    fn finish(mut self, end: usize) -> Result<Reading, ReadError> {
        let XmlReader { columns, may_be_blank, .. } = self.reader;
        if self.around.len() > 1 {
            return Err(FileFault::cut_off(self.lines.at(end)));
        }
        if self.ended == Ended::No {
            return Err(FileFault::Xml(XmlFault::NoElement).on_line(1));
        }
        if self.values == 0 {
            return Err(FileFault::Xml(XmlFault::NoValues { element: VALUE }).of_all());
        }
        let unseen = columns.required().filter(|slot| !self.has[slot.0] && !may_be_blank[slot.0]);
        let mut missing: Vec<_> = unseen.map(|slot| columns.name(slot).to_owned()).collect();
        missing.dedup();
        if missing.is_empty() {
            return Ok(self.rows.finish());
        }
        let (found, separators) = (self.seen.into_sorted(), Separators::AsExpected);
        Err(FileFault::MissingColumns(MissingColumns { missing, found, separators }).of_all())
    }
}
