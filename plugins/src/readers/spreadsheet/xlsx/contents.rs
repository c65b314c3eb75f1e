//! The sheets of an XLSX file, and where each part lies. Links to other workbooks are not followed, nor is what they left behind read.

use quick_xml::events::Event;
use rustc_hash::FxHashMap;

use crate::readers::file_fault::FileFault;
use crate::readers::grid::Shown;
use crate::readers::spreadsheet::bounds::Names;
use crate::readers::spreadsheet::package::Package;
use crate::readers::spreadsheet::serial::Epoch;
use crate::readers::spreadsheet::sheet::SheetName;
use crate::readers::spreadsheet::xml::{attributes, is_on};

/// The most sheets that are looked at.
const MOST_SHEETS: usize = 10_000;

/// What is in a workbook.
pub(super) struct Contents {
    /// Sheets of cells with their parts, in the order in which they are shown. Charts are none.
    pub(super) sheets: Vec<(SheetName, String)>,
    pub(super) shared_texts: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) epoch: Epoch,
}

/// Where another part lies, and what it is.
struct Related {
    kind: String,
    part: String,
}

impl Contents {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, FileFault> {
        let start = related(package, "")?.into_values().find(|related| related.is("officeDocument"));
        let workbook = start.map_or_else(|| "xl/workbook.xml".to_owned(), |start| start.part);
        let related = related(package, &workbook)?;
        let part = |kind: &str| related.values().find(|part| part.is(kind)).map(|part| part.part.clone());
        let (shared_texts, styles) = (part("sharedStrings"), part("styles"));
        let (listed, epoch) = listed(package, &workbook)?;
        let sheets = listed.into_iter().filter_map(|(sheet, id)| {
            let part = related.get(&id).filter(|part| part.is("worksheet"))?;
            Some((sheet, part.part.clone()))
        });
        Ok(Self { sheets: sheets.collect(), shared_texts, styles, epoch })
    }
}

impl Related {
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// What a part names others by.
fn related(package: &mut Package<'_>, of: &str) -> Result<FxHashMap<String, Related>, FileFault> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let list =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let (mut found, mut names) = (FxHashMap::default(), Names::default());
    let Some(mut xml) = package.xml(&list)? else { return Ok(found) };
    loop {
        let element = match xml.next()? {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return Ok(found),
            _ => continue,
        };
        if element.local_name().into_inner() != "Relationship" || found.len() > MOST_SHEETS {
            continue;
        }
        let (mut id, mut kind, mut target) = Default::default();
        for (key, value) in attributes(&element) {
            names.count(&value)?;
            match key {
                "Id" => id = value.into_owned(),
                "Type" => kind = value.into_owned(),
                "Target" => target = value.into_owned(),
                _ => {}
            }
        }
        found.insert(id, Related { kind, part: inside(folder, &target) });
    }
}

/// A path as it is written in a part of a folder, from the root of the package.
fn inside(folder: &str, target: &str) -> String {
    let (base, target) = target.strip_prefix('/').map_or((folder, target), |target| ("", target));
    let mut steps: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The sheets by the ids of their parts, and where days are counted from.
fn listed(package: &mut Package<'_>, workbook: &str) -> Result<(Vec<(SheetName, String)>, Epoch), FileFault> {
    let mut xml = package.xml(workbook)?.ok_or(FileFault::NoSpreadsheet)?;
    let (mut sheets, mut names, mut epoch) = (Vec::new(), Names::default(), Epoch::default());
    loop {
        let element = match xml.next()? {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return Ok((sheets, epoch)),
            _ => continue,
        };
        match element.local_name().into_inner() {
            "workbookPr" if attributes(&element).any(|(key, value)| key == "date1904" && is_on(&value)) => {
                epoch = Epoch::Y1904;
            }
            "sheet" if sheets.len() < MOST_SHEETS => {
                let (mut name, mut id, mut shown) = (Box::from(""), String::new(), Shown::Yes);
                for (key, value) in attributes(&element) {
                    names.count(&value)?;
                    match key {
                        "name" => name = Box::from(&*value),
                        "state" if value != "visible" => shown = Shown::Hidden,
                        key if key.ends_with(":id") => id = value.into_owned(),
                        _ => {}
                    }
                }
                sheets.push((SheetName { name, shown }, id));
            }
            _ => {}
        }
    }
}
