//! Sheets of small workbooks, and of files that are none; and of real ones, where they lie beside the project.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sheet::{SheetName, SheetVisitor};
use super::workbook::read_sheets;
use crate::readers::file_fault::ReadError;
use crate::readers::grid::{Grid, Shown};

/// Takes every sheet, or the one that is named.
#[derive(Default)]
struct Every {
    only: Option<&'static str>,
    names: Vec<SheetName>,
    grids: Vec<Grid>,
}

impl SheetVisitor for Every {
    fn wants(&mut self, sheet: &SheetName) -> bool {
        self.names.push(sheet.clone());
        self.only.is_none_or(|only| *sheet.name == *only)
    }

    fn take(&mut self, grid: Grid) -> Result<(), ReadError> {
        self.grids.push(grid);
        Ok(())
    }
}

/// Sheets as lines of text: hidden ones, rows and columns in brackets.
fn shown(bytes: &[u8]) -> String {
    let mut every = Every::default();
    if let Err(error) = read_sheets(bytes, &mut every) {
        return format!("{error}");
    }
    let mut text = String::new();
    let bracket = |is_hidden: bool, text: &str| if is_hidden { format!("({text})") } else { text.to_owned() };
    for (name, grid) in every.names.iter().zip(&every.grids) {
        writeln!(text, "{}", bracket(name.shown == Shown::Hidden, &name.name)).unwrap();
        for row in 0..grid.row_count() {
            let cells = (0..grid.width(row))
                .map(|column| bracket(grid.is_hidden_column(column), grid.cell(row, column)));
            let line = cells.collect::<Vec<_>>().join(" | ");
            let line = format!("{} {line}", grid.line(row)).trim_end().to_owned();
            writeln!(text, "  {}", bracket(grid.is_hidden_row(row), &line)).unwrap();
        }
    }
    text
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const RELATED: &str = r#"<Relationships>
  <Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
  <Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
  <Relationship Id="r3" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/>
  <Relationship Id="r4" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
  <Relationship Id="r5" Type="http://x/styles" Target="styles.xml"/>
</Relationships>"#;
const TEXTS: &str = r#"<sst><si><t>Area &amp; code</t></si><si/>
  <si><r><t xml:space="preserve">Total </t></r><r><rPr><vertAlign val="superscript"/></rPr><t>12</t></r><rPh><t>x</t></rPh></si></sst>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mmm\-yy"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

/// A workbook of two sheets and a chart, of which the first sheet holds these rows.
fn xlsx(properties: &str, first: &str) -> Vec<u8> {
    let workbook = format!(
        r#"<workbook>{properties}<sheets><sheet name="A1" r:id="r1"/><sheet name="Chart" r:id="r3"/>
        <sheet name="Lists" state="veryHidden" r:id="r2"/></sheets></workbook>"#
    );
    let second = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    zipped(&[
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", RELATED),
        ("xl/sharedStrings.xml", TEXTS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", first),
        ("xl/worksheets/sheet2.xml", second),
    ])
}

/// A workbook of these tables.
fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn cells_of_an_xlsx_hold_what_is_stored() {
    let sheet = r#"<worksheet><cols><col min="3" max="16384" hidden="1"/></cols><sheetData>
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>2</v></c></row>
      <row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>in line</t></is></c><c r="B3" t="b"><v>1</v></c></row>
      <row r="5"><c r="A5" s="1"><v>31017</v></c><c r="B5" s="2"><f>A1*2</f><v>0.75500000000000000</v></c>
        <c r="D5" t="e"><f>Z1</f><v>#REF!</v></c></row>
      <row r="6"><c t="str"><v>one_x000D_</v></c><c><v>-1.49</v></c><c r="XFD6" s="1"/></row>
      <row r="1048576"><c r="A1048576" s="1"/></row></sheetData></worksheet>"#;
    insta::assert_snapshot!(shown(&xlsx("", sheet)), @"
    A1
      2 Area & code |  | (Total ¹²)
      (3 in line | TRUE)
      4
      5 1984-12-01 | 0.755 | () | (#REF!)
      6 one | -1.49
    (Lists)
      1 1
    ");
}

#[test]
fn a_workbook_may_count_days_from_1904() {
    let sheet = r#"<worksheet><sheetData><row><c s="1"><v>29555</v></c></row></sheetData></worksheet>"#;
    insta::assert_snapshot!(shown(&xlsx(r#"<workbookPr date1904="1"/>"#, sheet)), @"
    A1
      1 1984-12-01
    (Lists)
      1 1
    ");
}

#[test]
fn cells_of_an_ods_hold_what_is_stored() {
    let styles = r#"<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
      <style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>"#;
    let tables = r#"<table:table table:name="A1"><table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>
      <table:table-row><table:table-cell office:value-type="string"><text:p>Total<text:s text:c="2"/>of<text:span> all</text:span><text:span text:style-name="T1">1,2</text:span></text:p>
        <office:annotation><text:p>a note</text:p></office:annotation></table:table-cell><table:covered-table-cell/></table:table-row>
      <table:table-row table:number-rows-repeated="2" table:visibility="filter">
        <table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.755"><text:p>75.5%</text:p></table:table-cell>
        <table:table-cell table:number-columns-repeated="16382"/></table:table-row>
      <table:table-row><table:table-cell office:value-type="date" office:date-value="2024-08-30T00:00:00"><text:p>30 Aug</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="0"><text:p>-00</text:p></table:table-cell>
        <table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
      <table:table table:name="Lists" table:style-name="ta2"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>
      <table:table table:name="'file:///C:/old.xls'#Staff" table:style-name="ta2"><table:table-row><table:table-cell><text:p>secret</text:p></table:table-cell></table:table-row></table:table>"#;
    insta::assert_snapshot!(shown(&ods(styles, tables)), @"
    A1
      1 Total  of all¹²
      (2 0.755 | (0.755))
      (3 0.755 | (0.755))
      4 2024-08-30 | (0) | (#REF!)
    (Lists)
      1 x
    ");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let whole = xlsx("", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
    let protected = zipped(&[
        ("content.xml", "\u{1}\u{2}"),
        (
            "META-INF/manifest.xml",
            "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
        ),
    ]);
    let mut encrypted = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    encrypted.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    let cut_inside = xlsx("", "<worksheet><sheetData><row><c><v>1</v></c>");
    for (bytes, says) in [
        (&b""[..], "the file is empty"),
        (&whole[..whole.len() / 2], "the spreadsheet is damaged, or was cut off"),
        (&cut_inside, "the spreadsheet is damaged, or was cut off"),
        (&protected, "the spreadsheet is protected by a password"),
        (&encrypted, "the spreadsheet is protected by a password"),
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"[..], "the spreadsheet is damaged, or was cut off"),
        (&b"<html><table>"[..], "the file is no XLSX, ODS or XLS spreadsheet"),
        (&zipped(&[("a.csv", "1")]), "the file is no XLSX, ODS or XLS spreadsheet"),
        (&zipped(&[("xl/workbook.bin", "")]), "the spreadsheet is a binary workbook (XLSB)"),
    ] {
        assert_eq!(shown(bytes), says);
    }
}

#[test]
fn nothing_that_is_sent_fills_the_memory() {
    let blanks = " ".repeat(2 << 20);
    let long = xlsx(
        "",
        &format!("<worksheet><sheetData>{blanks}<row><c><v>{blanks}</v></c></row></sheetData></worksheet>"),
    );
    assert_eq!(shown(&long), "the spreadsheet is damaged, or was cut off");
    let deep = xlsx("", &"<row>".repeat(100_000));
    assert_eq!(shown(&deep), "the spreadsheet is damaged, or was cut off");
    let wide = r#"<table:table table:name="A1"><table:table-row table:number-rows-repeated="1048576">
      <table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
    assert_eq!(
        shown(&ods("", wide)),
        "the sheet `A1` has more than 8000000 cells, or more text than is read"
    );
    let far = r#"<table:table table:name="A1"><table:table-row table:number-rows-repeated="4294967295"><table:table-cell/></table:table-row>
      <table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
    insta::assert_snapshot!(shown(&ods("", far)), @"
    A1
      1048576 1
    ");
}

#[test]
fn whatever_is_spoilt_on_the_way_is_told_or_read_and_trips_nobody() {
    let sheet =
        r#"<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let table = r#"<table:table table:name="A1"><table:table-row><table:table-cell/></table:table-row></table:table>"#;
    let mut files = vec![xlsx("", sheet), ods("", table)];
    files.extend(published("wild/abs-6202021.xls").map(|path| std::fs::read(path).unwrap()));
    for file in files {
        for part in 1..40 {
            let place = file.len() * part / 40;
            let mut spoilt = file.clone();
            spoilt[place] ^= 0xFF;
            for bytes in [&spoilt, &file[..place]] {
                let mut every = Every::default();
                drop(read_sheets(bytes, &mut every));
            }
        }
    }
}

/// Published files, where they lie beside the project.
fn published(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(name);
    let is_there = path.is_file();
    if !is_there {
        eprintln!("skipped: {name} is not beside the project");
    }
    is_there.then_some(path)
}

#[test]
fn published_workbooks_hold_what_their_readers_see() {
    for (file, sheet, line, column, holds) in [
        ("wild/mhclg-Detailed_LA_202306_all_dropdowns_fix.ods", "A1", 8, 4, "76760"),
        ("wild/mhclg-Detailed_LA_202306_all_dropdowns_fix.ods", "A1", 148, 14, "0"),
        ("wild/mhclg-Detailed_LA_202306_all_dropdowns_fix.ods", "TA1", 133, 11, "-"),
        ("wild/mhclg-RSX_LA_Data_2024-25_data_by_LA.ods", "RSX_LA_Data_202425", 418, 7, "23008747.22227"),
        ("wild/dwp-statxplore-uc-households-by-la.xlsx", "Data Sheet 0", 123, 3, "195085"),
        ("wild/obr-efo-receipts-march-2026.xlsx", "3.1", 6, 8, "6.153203885418073"),
        ("wild/ons-nomis-ashe-2024-by-la.xlsx", "Data", 11, 4, "27504"),
        ("wild/ons-private-rents-2021-22.xlsx", "Figure 3", 40, 10, "850"),
        ("wild/ons-weekly-deaths-2020-10-09.xlsx", "Weekly figures 2020", 9, 2, "12254"),
        ("wild/nisra-weekly-deaths-2020-06-05.xls", "Table 1", 6, 2, "395"),
        ("wild/destatis-sonderauswertung-2020-08-02.xlsx", "D_2020_Tage", 10, 1, "2687"),
        ("wild/abs-6202021.xls", "Data1", 11, 1, "2939234.1866"),
        ("wild/abs-6202021.xls", "Data1", 11, 0, "1984-12-01"),
    ] {
        let Some(path) = published(file) else { continue };
        let mut every = Every { only: Some(sheet), ..Every::default() };
        read_sheets(&std::fs::read(path).unwrap(), &mut every).unwrap();
        let grid = every.grids.first().unwrap();
        let row = (0..grid.row_count()).find(|row| grid.line(*row) == line).unwrap();
        assert_eq!(grid.cell(row, column), holds, "{file}, {sheet}, row {line}");
    }
}
