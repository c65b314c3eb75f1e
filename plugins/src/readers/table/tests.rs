//! What is made of tables of every shape.

use engine::model::MeasureId;
use insta::assert_snapshot;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{referrals, told, told_as};
use crate::readers::{FigureColumns, HeadingRow, Layout, Names, Source, TableLayout};

/// A table of attendances, with months as columns.
fn months_as_columns(table: TableLayout) -> Layout {
    let sources = [
        ("months", Source::Headings { names: Names::Period, row: None, pattern: None }),
        ("figures", Source::Cell),
    ];
    let sources = sources.into_iter().map(|(name, source)| (name.to_owned(), source)).collect();
    Layout {
        period: "months".to_owned(),
        figures: FigureColumns::Fixed {
            measure: MeasureId::new("attendances"),
            value: vec!["figures".to_owned()],
        },
        table: Some(Box::new(TableLayout { sources, ..table })),
        ..referrals()
    }
}

#[test]
fn each_column_of_a_period_is_a_report() {
    let text = "Attendances,,,\n\nbody,2024-01,2024-02,2024-12\nP1,1,..,\nP2,3,4,\n\nSource: trial,,,\n";
    assert_snapshot!(told(&FORMAT, &months_as_columns(TableLayout::default()), text), @r#"
    4: attendances of hm-prison-service in 2024-01 = 1
    4: attendances of hm-prison-service in 2024-02 = absent: "not available"
    5: attendances of probation in 2024-01 = 3
    5: attendances of probation in 2024-02 = 4
    "#);
}

#[test]
fn a_heading_that_names_no_period_is_told_once() {
    let text = "body,Name,2024-01,Total,\nP1,One,1,1,\nP2,Two,x1,3,\n";
    let layout = |not_read: &[&str]| {
        let not_read = not_read.iter().map(|word| (*word).to_owned()).collect();
        months_as_columns(TableLayout { not_read, ..TableLayout::default() })
    };
    assert_snapshot!(told(&FORMAT, &layout(&["Name"]), text), @"
    2: attendances of hm-prison-service in 2024-01 = 1
    line 1: the heading `Total` names no period; list it under `not_read` in [feed.table] if that is meant
    line 3: `2024-01`: `x1` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    ");
    assert_snapshot!(told(&FORMAT, &layout(&["Name", "Total"]), text), @"
    2: attendances of hm-prison-service in 2024-01 = 1
    line 3: `2024-01`: `x1` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    ");
}

#[test]
fn headings_repeated_further_down_are_no_rows() {
    let text = "body,2024-01\nP1,1\nbody,2024-01\nP2,2\n";
    assert_snapshot!(told(&FORMAT, &months_as_columns(TableLayout::default()), text), @"
    2: attendances of hm-prison-service in 2024-01 = 1
    4: attendances of probation in 2024-01 = 2
    ");
}

#[test]
fn a_table_further_down_is_found_by_its_number() {
    let heading = |nth| HeadingRow::Words { words: vec!["body".to_owned()], nth };
    let layout = |nth| months_as_columns(TableLayout { heading: heading(nth), ..TableLayout::default() });
    let text = "body,2024-01\nP1,1\n\nbody,2024-02\nP2,2\n";
    assert_snapshot!(told(&FORMAT, &layout(2), text), @"5: attendances of probation in 2024-02 = 2");
    assert_snapshot!(told_as(&FORMAT, &layout(3), "file.csv", text), @"
    the headings stand 2 times in the file, and the feed reads the table under number 3
    help: Send it with all its tables, or put `nth` right in remit.toml
    ");
}
