//! What the readers of XML make of data values, good and bad.

use insta::assert_snapshot;

use super::{ADX, DHIS2};
use crate::readers::test_register::{any_measure, filter, told};
use crate::readers::{FigureColumns, Layout, VintageFrom};

/// Attributes as ADX names them.
fn adx() -> Layout {
    Layout {
        body: "orgUnit".to_owned(),
        figures: FigureColumns::Long { measure: "dataElement".to_owned(), value: vec!["value".to_owned()] },
        ..any_measure()
    }
}

/// The same, of one sex only.
fn of_women() -> Layout {
    Layout { only: vec![filter("Sex", &["F"])], ..adx() }
}

#[track_caller]
fn in_group(layout: &Layout, values: &str) -> String {
    told(
        &ADX,
        layout,
        &format!("<adx>\n<group period=\"2024-05\" orgUnit=\"P1\">\n{values}\n</group>\n</adx>"),
    )
}

#[test]
fn what_a_group_says_holds_for_its_values_and_a_value_may_say_otherwise() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<adx xmlns="urn:ihe:qrph:adx:2015" exported="2024-06-01">
  <!-- two months -->
  <group dataSet="AE" period="2024-05" orgUnit="P1">
    <dataValue dataElement="attendances" value="100"/>
    <dataValue dataElement="over-4-hours" value=" 7 "></dataValue>
    <dataValue dataElement="waits" value=".."><annotation>none &unknown; came</annotation></dataValue>
  </group>
  <group dataSet="AE" period="2024-06" orgUnit="P1"><dataValue dataElement="attendances" orgUnit="P2"
     value="12.0"/><dataValue dataElement="attendances" value="0.10000000000000001"/></group>
</adx>
"#;
    assert_snapshot!(told(&ADX, &adx(), text), @r#"
    5: attendances of hm-prison-service in 2024-05 = 100
    6: over-4-hours of hm-prison-service in 2024-05 = 7
    7: waits of hm-prison-service in 2024-05 = absent: "not available"
    9: attendances of probation in 2024-06 = 12
    10: attendances of hm-prison-service in 2024-06 = 0.10000000000000001
    "#);
}

#[test]
fn keys_may_differ_from_value_to_value_and_a_filter_takes_a_missing_one_for_a_blank() {
    let values = r#"<dataValue dataElement="attendances" Sex="F" value="1"/>
<dataValue dataElement="attendances" Sex="M" value="2"/>
<dataValue dataElement="attendances" categoryOptionCombo="F young" value="3"/>
<dataValue dataElement="over-4-hours" Sex="F" value="4"/>"#;
    assert_snapshot!(in_group(&of_women(), values), @"
3: attendances of hm-prison-service in 2024-05 = 1
6: over-4-hours of hm-prison-service in 2024-05 = 4
2 skipped
");
    let totals = Layout { only: vec![filter("Sex", &[""])], ..adx() };
    let values = r#"<dataValue dataElement="attendances" value="9"/>"#;
    assert_eq!(in_group(&totals, values), "3: attendances of hm-prison-service in 2024-05 = 9");
}

#[test]
fn parts_of_a_figure_that_nothing_tells_apart_are_no_figure() {
    let values = r#"<dataValue dataElement="attendances" Sex="F" value="1"/>
<dataValue dataElement="attendances" Sex="M" value="2"/>"#;
    assert_snapshot!(in_group(&adx(), values), @"
    line 3: conflicting values for attendances of hm-prison-service in 2024-05: line 3 gives 1 and line 4 gives 2
    line 4: conflicting values for attendances of hm-prison-service in 2024-05: line 3 gives 1 and line 4 gives 2
    ");
}

#[test]
fn a_broken_value_is_set_apart_and_the_rest_goes_in() {
    let values = r#"<dataValue dataElement="attendances" value="&lt;5"/>
<dataValue dataElement="over-4-hours" value="&figure;"/>
<dataValue dataElement="over-4-hours"/>
<dataValue dataElement="over-4-hours" value="1" value="2"/>
<dataValue value="1"/>
<dataValue dataElement="waits" value="3"/>"#;
    assert_snapshot!(in_group(&adx(), values), @"
    8: waits of hm-prison-service in 2024-05 = 3
    line 3: `<5` is not a figure but a bound of one; say under `[feed.absence]` why there is none, or what it stands for
    line 4: it cannot be read as a data value: `value` holds `figure`, which is not known
    line 5: it has no `value`
    line 6: it cannot be read as a data value: `value` stands twice in it
    line 7: it has no `dataElement`
    ");
}

#[test]
fn a_file_of_which_nothing_can_be_used_is_refused() {
    let value = "<dataValue dataElement=\"waits\" value=\"1\"/>";
    let files = [
        format!("<adx><group period=\"2024-05\" orgUnit=\"P1\">{value}\n</gro"),
        format!("<adx><group period=\"2024-05\" orgUnit=\"P1\">\n{value}\n"),
        "<adx><group></adx>".to_owned(),
        "<adx></adx>\n<adx></adx>".to_owned(),
        "<adx><group period=\"2024-05\"/></adx>".to_owned(),
        "<!DOCTYPE html>\n<html></html>".to_owned(),
        "<html></html>".to_owned(),
        "period,orgUnit\n2024,P1\n".to_owned(),
        "<dataValueSet/>".to_owned(),
        "<adx>".repeat(30),
        format!("<adx><group period=\"2024-05\" unit=\"P1\">{value}</group></adx>"),
    ];
    let refused: Vec<_> = files.iter().map(|text| told(&ADX, &adx(), text)).collect();
    assert_snapshot!(refused.join("\n"), @r#"
    line 2: the file seems cut off at line 2
    help: Nothing in it was taken; send the whole file again
    line 3: the file seems cut off at line 3
    help: Nothing in it was taken; send the whole file again
    line 1: the file is not well-formed XML: ill-formed document: expected `</group>`, but `</adx>` was found
    help: Nothing in it was taken; export it again
    line 2: the file is not well-formed XML: it has a second outermost element
    help: Nothing in it was taken; export it again
    the file holds no `dataValue`
    help: Export it again, with the periods and organisation units that are meant
    line 1: the file declares a document type, and may bring entities of its own
    help: Send it without `<!DOCTYPE ...>`
    line 1: the file begins with the element `html`, where ADX begins with `adx`
    help: It is a page for people, such as an error or a form to sign in; export the figures again
    line 1: the file is no XML: it holds no element
    line 1: the file begins with the element `dataValueSet`, where ADX begins with `adx`
    help: It is a data value set of DHIS2: say `format = "dhis2-xml"` of the feed
    line 1: the elements of the file stand more than 16 deep in one another
    the column `orgUnit` is missing; the file has `dataElement`, `period`, `unit` and `value`
    help: Name the file's own columns under `[feed.columns]` in remit.toml
    "#);
}

#[test]
fn entities_that_would_expand_without_end_are_refused() {
    let text =
        "<!DOCTYPE adx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<adx><group period=\"&b;\"/></adx>";
    assert_snapshot!(told(&ADX, &adx(), text), @"
    line 1: the file declares a document type, and may bring entities of its own
    help: Send it without `<!DOCTYPE ...>`
    ");
}

#[test]
fn a_filter_on_an_attribute_that_no_value_has_is_told() {
    assert_snapshot!(in_group(&of_women(), r#"<dataValue dataElement="waits" gender="F" value="1"/>"#), @"
    the column `Sex` is missing; the file has `dataElement`, `gender`, `orgUnit`, `period` and `value`
    help: Name the file's own columns under `[feed.columns]` in remit.toml
    ");
}

#[test]
fn a_data_value_set_of_dhis2_takes_what_its_head_says() {
    let text = r#"<dataValueSet xmlns="http://dhis2.org/schema/dxf/2.0" period="202405" orgUnit="P1">
<dataValue dataElement="attendances" value="5" storedBy="admin" followUp="false"/>
<dataValue dataElement="attendances" period="202406" orgUnit="P2" value="6"/>
<dataValue dataElement="over-4-hours" value="7" deleted="true"/>
</dataValueSet>"#;
    assert_snapshot!(told(&DHIS2, &adx(), text), @r#"
    2: attendances of hm-prison-service in 2024-05 = 5
    3: attendances of probation in 2024-06 = 6
    4: over-4-hours of hm-prison-service in 2024-05 = absent: "not available"
    "#);
}

/// How much a file of so many attributes in one element costs must not grow with their square.
#[test]
fn an_element_of_very_many_attributes_is_read() {
    let many: Vec<_> = (0..200_000).map(|number| format!(" a{number}=\"x\"")).collect();
    let many = many.concat();
    let values = format!("<dataValue dataElement=\"waits\" value=\"3\"{many}/>");
    assert_snapshot!(in_group(&adx(), &values), @"3: waits of hm-prison-service in 2024-05 = 3");
}

/// The figures of a published file that are known to be right. Its quarters are told as what they are where months are asked for.
#[test]
fn a_file_of_the_test_data_of_dhis2_gives_its_known_figures() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/wild/dhis2-importA.adx.xml");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let mut layout = adx();
    let code = |code: &str, id: &str| (code.to_owned(), engine::model::MeasureId::new(id));
    layout.codes.measures.extend([code("Malaria numeric", "attendances"), code("Malaria text", "waits")]);
    let code = |code: &str, id: &str| (code.to_owned(), engine::model::BodyId::new(id));
    layout.codes.bodies.extend([code("123", "hm-prison-service"), code("456", "probation")]);
    layout.only = vec![filter("Sex_category", &["FFFFFFFFFFF", ""]), filter("categoryOptionCombo", &[""])];
    assert_snapshot!(told(&ADX, &layout, &text), @"
    3: attendances of hm-prison-service in 2020-01 = 1
    7: waits of hm-prison-service in 2020-01 = 0
    12: attendances of probation in 2020-02 = 6
    4 skipped
    line 15: `2021-01-01/P3M` is a quarter, and a figure is due for each month, such as `2020-11`
    line 18: `2021-01-01/P3M` is a quarter, and a figure is due for each month, such as `2020-11`
    ");
}

#[test]
fn a_date_that_may_be_read_either_way_is_not_guessed_where_the_file_writes_the_month_first() {
    let layout = Layout { vintage: VintageFrom::Column("published".to_owned()), ..adx() };
    let values = r#"<dataValue dataElement="attendances" published="04/05/2024" value="1"/>
<dataValue dataElement="over-4-hours" published="11/25/2023" value="2"/>"#;
    assert_snapshot!(in_group(&layout, values), @r#"
    line 3: `04/05/2024` may begin with the day or with the month: `11/25/2023` on line 4 can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    line 4: `11/25/2023` can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    "#);
}
