//! Rows that a feed leaves out, and dates in the order that it says.

use insta::assert_snapshot;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{filter, referrals, told};
use crate::readers::{DateOrder, Layout, VintageFrom};

#[test]
fn rows_that_are_left_out_are_no_fault_whatever_else_is_wrong_with_them() {
    let layout = Layout { except: vec![filter("area", &["old"]), filter("body", &["P2"])], ..referrals() };
    let text = "area,period,body,value\nnew,2018-Q4,P1,1\nold,nonsense,nobody,much\nnew,2018-Q4,P2,9\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    2 skipped
    ");
}

#[test]
fn dates_are_read_in_the_order_that_the_feed_says() {
    let text = "period,body,value\n12/31/2018,P1,1\n01/04/2019,P1,2\n31/12/2018,P2,3\n";
    let told_by = |dates| told(&FORMAT, &Layout { dates, ..referrals() }, text);
    assert_snapshot!(told_by(DateOrder::MonthFirst), @"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    3: referrals of hm-prison-service in 2019-Q1 = 2
    line 4: `31/12/2018` is not a quarter; write it like `2020-Q4`
    ");
    assert_snapshot!(told_by(DateOrder::Undeclared), @r#"
    4: referrals of probation in 2018-Q4 = 3
    line 2: `12/31/2018` can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    line 3: `01/04/2019` may begin with the day or with the month: `12/31/2018` on line 2 can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    "#);
}

#[test]
fn a_date_is_not_guessed_at_in_a_file_that_writes_the_month_first_elsewhere() {
    // In either order 01/02/2019 is in the first quarter; what only the day can begin is certain.
    let rows =
        [("01/04/2019", 2), ("01/02/2019", 3), ("04/04/2019", 4), ("31/12/2018", 5), ("12/31/2018", 6)];
    let lines: Vec<String> = rows.iter().map(|(date, value)| format!("{date},P1,{value}\n")).collect();
    assert_snapshot!(told(&FORMAT, &referrals(), &format!("period,body,value\n{}", lines.concat())), @r#"
    3: referrals of hm-prison-service in 2019-Q1 = 3
    4: referrals of hm-prison-service in 2019-Q2 = 4
    5: referrals of hm-prison-service in 2018-Q4 = 5
    line 2: `01/04/2019` may begin with the day or with the month: `12/31/2018` on line 6 can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    line 6: `12/31/2018` can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    "#);
    let object = |(date, value): &(&str, i32)| {
        format!("{{\"period\":\"{date}\",\"body\":\"P1\",\"value\":{value}}}\n")
    };
    let objects = rows.iter().map(object).collect::<Vec<_>>().concat();
    assert_snapshot!(told(&crate::readers::ndjson::FORMAT, &referrals(), &objects), @r#"
    2: referrals of hm-prison-service in 2019-Q1 = 3
    3: referrals of hm-prison-service in 2019-Q2 = 4
    4: referrals of hm-prison-service in 2018-Q4 = 5
    line 1: `01/04/2019` may begin with the day or with the month: `12/31/2018` on line 5 can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    line 5: `12/31/2018` can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    "#);
}

#[test]
fn a_day_of_publication_is_not_guessed_at_either() {
    let layout = Layout { vintage: VintageFrom::Column("published".to_owned()), ..referrals() };
    let text = "period,body,value,published\n2018-Q4,P1,1,01/04/2019\n2019-Q1,P1,2,04/25/2019\n2019-Q2,P1,3,25/07/2019\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r#"
    4: referrals of hm-prison-service in 2019-Q2 = 3 at 2019-07-25T00:00:00Z
    line 2: `01/04/2019` may begin with the day or with the month: `04/25/2019` on line 3 can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    line 3: `04/25/2019` can only be read with its month first; if the file writes its dates so, say `dates = "month-first"` under [feed.table]
    "#);
}
