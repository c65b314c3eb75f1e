//! Rows that a feed leaves out, and dates in the order that it says.

use insta::assert_snapshot;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{filter, referrals, told};
use crate::readers::{DateOrder, Layout};

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
    let undeclared = told_by(DateOrder::Undeclared);
    assert!(undeclared.contains("3: referrals of hm-prison-service in 2019-Q2 = 2"), "{undeclared}");
    assert!(undeclared.contains("line 2: `12/31/2018`"), "{undeclared}");
}
