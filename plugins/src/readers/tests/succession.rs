//! Rows that name bodies by codes that were passed on, or after they had closed.

use engine::model::{AddsUp, Body, BodyId, Catalogue, Measure, MeasureId};
use insta::assert_snapshot;
use jiff::civil::date;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{any_measure, body, catalogue, measure, read_bytes, tell, tell_error};

/// Two districts became one council at the end of March 2020; one trust's code passed to another at the end of June.
fn register() -> Catalogue {
    let last = Some(date(2020, 3, 31));
    let bodies = [
        body("east", "East District", last, &["all"], &["E1"]),
        body("west", "West District", last, &["all"], &["E2"]),
        Body { opened: Some(date(2020, 4, 1)), ..body("all", "All Council", None, &[], &["E3"]) },
        body("old", "Old Trust", Some(date(2020, 6, 30)), &[], &["T1"]),
        Body { opened: Some(date(2020, 7, 1)), ..body("new", "New Trust", None, &[], &["T1"]) },
    ];
    let cadence = catalogue().measures["referrals"].every;
    let homes = measure("homes", engine::model::Unit::Count, cadence);
    let homes = Measure { adds_up: AddsUp::Sum, ..homes };
    let mut register = catalogue();
    register.bodies.extend(bodies.map(|body| (body.id.clone(), body)));
    register.measures.insert(MeasureId::new("homes"), homes);
    register
}

/// Rows of `period,body,measure,value`.
fn read(rows: &str, register: &Catalogue) -> String {
    let text = format!("period,body,measure,value\n{rows}");
    let read = read_bytes(&FORMAT, &any_measure(), "file.csv", text.as_bytes(), register);
    read.map_or_else(|error| tell_error(&error), |reading| tell(&reading))
}

#[test]
fn a_code_is_its_carriers_in_that_period_whatever_the_order_of_the_register() {
    let rows = "2020-Q2,T1,homes,1\n2020-Q3,T1,homes,2\n2019-Q4,T1,referrals,3\n";
    let told = read(rows, &register());
    assert_snapshot!(told, @r"
    2: homes of old in 2020-Q2 = 1
    3: homes of new in 2020-Q3 = 2
    4: referrals of old in 2019-Q4 = 3
    ");
    let mut swapped = register();
    let (old, new) = (BodyId::new("old"), BodyId::new("new"));
    let places = [&old, &new].map(|id| swapped.bodies.get_index_of(id).expect("a trust"));
    swapped.bodies.swap_indices(places[0], places[1]);
    assert_eq!(read(rows, &swapped), told);
}

#[test]
fn between_two_carriers_a_code_is_the_former_ones_and_long_before_both_the_first_ones() {
    let mut register = register();
    register.bodies[&BodyId::new("old")].opened = Some(date(2018, 1, 1));
    register.bodies[&BodyId::new("old")].closed = Some(date(2018, 12, 31));
    register.bodies[&BodyId::new("old")].successors = vec![BodyId::new("london")];
    assert_snapshot!(read("2019-Q2,T1,homes,1\n2017-Q2,T1,homes,2\n", &register), @r"
    3: homes of old in 2017-Q2 = 2
    2: homes of old in 2019-Q2 = 1
    ");
}

#[test]
fn what_is_told_of_the_past_under_a_newer_code_is_that_of_whoever_stood_there() {
    let mut register = register();
    // Barnsley had one code, then another, and then the first again.
    let recoded = |id: &str, opened, closed, successor: &[&str], code: &str| Body {
        opened,
        ..body(id, id, closed, successor, &[code])
    };
    let line = [
        recoded("first", None, Some(date(2019, 3, 31)), &["second"], "B1"),
        recoded("second", Some(date(2019, 4, 1)), Some(date(2020, 3, 31)), &["again"], "B2"),
        recoded("again", Some(date(2020, 4, 1)), None, &[], "B1"),
    ];
    register.bodies.extend(line.map(|body| (body.id.clone(), body)));
    // What does not add up is inherited from nobody, and stays with the one that is named.
    let rows = "2019-Q1,B2,homes,1\n2019-Q2,B1,homes,2\n2020-Q2,B2,homes,3\n2019-Q1,B2,referrals,4\n";
    assert_snapshot!(read(rows, &register), @"
    2: homes of first in 2019-Q1 = 1
    5: referrals of second in 2019-Q1 = 4
    3: homes of first in 2019-Q2 = 2
    4: homes of second in 2020-Q2 = 3
    ");
}

#[test]
fn what_is_told_of_the_past_of_a_merger_is_its_own() {
    assert_snapshot!(read("2019-Q1,E3,homes,60\n", &register()), @"2: homes of all in 2019-Q1 = 60");
}

#[test]
fn what_adds_up_stays_the_closed_bodys_for_the_engine_to_add_up() {
    assert_snapshot!(read("2020-Q2,E1,homes,60\n2020-Q2,E2,homes,40\n2020-Q2,E2,homes,40\n", &register()), @r"
    2: homes of east in 2020-Q2 = 60
    3: homes of west in 2020-Q2 = 40
    1 repeated
    ");
}

#[test]
fn what_does_not_add_up_is_nobodys_where_several_merged() {
    assert_snapshot!(read("2020-Q2,E1,referrals,60\n", &register()), @"line 2: `E1`: East District had closed, and All Council took over from others too; figures of `referrals` do not add up to its own");
}

#[test]
fn what_a_successor_reports_itself_stands_whatever_the_order_of_rows() {
    assert_snapshot!(read("2020-Q2,E1,homes,3\n2020-Q2,E3,homes,50\n2020-Q3,E1,homes,4\n", &register()), @r"
    3: homes of all in 2020-Q2 = 50
    4: homes of east in 2020-Q3 = 4
    line 2: East District had closed, and All Council, which took over from it, reports itself on line 3
    ");
    assert_snapshot!(read("2020-Q2,E3,homes,50\n2020-Q2,E1,homes,3\n", &register()), @r"
    2: homes of all in 2020-Q2 = 50
    line 3: East District had closed, and All Council, which took over from it, reports itself on line 2
    ");
    // One body that followed one other alone, and a measure that does not add up.
    assert_snapshot!(read("2020-Q2,E07000007,referrals,3\n2020-Q2,E06000060,referrals,50\n", &register()), @r"
    3: referrals of buckinghamshire in 2020-Q2 = 50
    line 2: Wycombe had closed, and Buckinghamshire, which took over from it, reports itself on line 3
    ");
}

#[test]
fn rows_of_a_closed_body_that_contradict_each_other_are_set_apart_alone() {
    assert_snapshot!(read("2020-Q2,E1,homes,3\n2020-Q2,E1,homes,4\n2020-Q2,E2,homes,5\n", &register()), @r"
    4: homes of west in 2020-Q2 = 5
    line 2: conflicting values for homes of east in 2020-Q2: line 2 gives 3 and line 3 gives 4
    line 3: conflicting values for homes of east in 2020-Q2: line 2 gives 3 and line 3 gives 4
    ");
}
