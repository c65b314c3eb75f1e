//! What the NDJSON reader makes of lines, good and bad.

use engine::model::MeasureId;
use insta::assert_snapshot;

use super::FORMAT;
use crate::readers::test_register::{accident_and_emergency, filter, referrals, told};
use crate::readers::{FigureColumns, Layout};

#[test]
fn a_line_becomes_an_observation_digit_for_digit() {
    let text = r#"{"period":"2018-Q4","body":"P1","value":230,"stray":{"a":[1]}}
{ "value" : 0.10000000000000001 , "body":"P\u0032", "period":"Q1 2019" }

{"period":"2019-Q2","body":"P1","value":"1,234 [p]"}
{"period":"2019-Q3","body":"P1","value":null}
{"period":"2019-Q4","body":"P1","value":".."}
"#;
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r#"
    1: referrals of hm-prison-service in 2018-Q4 = 230
    2: referrals of probation in 2019-Q1 = 0.10000000000000001
    4: referrals of hm-prison-service in 2019-Q2 = 1234 provisional
    5: referrals of hm-prison-service in 2019-Q3 = absent: "left blank"
    6: referrals of hm-prison-service in 2019-Q4 = absent: "not available"
    "#);
}

#[test]
fn a_broken_line_is_set_apart_and_the_rest_goes_in() {
    let text = r#"{"period":"2018-Q4","body":"P1","value":1}
{"period":"2018-Q4","body":
"text"
{"period":"2018-Q4","body":"P2","value":true}
{"period":"2018-Q4","body":"P2","value":1,"value":2}
{"period":"2018-Q4","body":"P2"}
{"period":"2018-Q4","body":"P2","value":1e3}
{"period":"2018-Q4","body":"P2","value":2} trailing
{"period":"2018-Q4","body":"P2","value":3}
"#;
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r#"
    1: referrals of hm-prison-service in 2018-Q4 = 1
    9: referrals of probation in 2018-Q4 = 3
    line 2: it cannot be read as a JSON object: EOF while parsing a value
    line 3: it cannot be read as a JSON object: invalid type: string "text", expected an object
    line 4: it cannot be read as a JSON object: `value` is not a plain value
    line 5: it cannot be read as a JSON object: `value` stands twice in it
    line 6: it has no `value`
    line 7: `1e3` is in scientific notation, which may have lost digits; write the figure out in full
    line 8: it cannot be read as a JSON object: trailing characters
    "#);
}

#[test]
fn a_filter_needs_its_key_to_tell() {
    let layout = Layout { only: vec![filter("area", &["E92000001"])], ..referrals() };
    let text = r#"{"area":"E92000001","period":"2018-Q4","body":"P1","value":1}
{"area":"E12000007","body":5}
{"period":"2018-Q4","body":"P2","value":1}
"#;
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    1: referrals of hm-prison-service in 2018-Q4 = 1
    1 skipped
    line 3: it has no `area`
    ");
}

#[test]
fn a_measure_that_a_line_leaves_out_is_not_reported_by_it() {
    let text = r#"{"period":"2024-06","body":"P1","all":100}
{"period":"2024-06","body":"P2"}
"#;
    assert_snapshot!(told(&FORMAT, &accident_and_emergency(), text), @r"
    1: attendances of hm-prison-service in 2024-06 = 100
    line 2: it has no `all`
    ");
}

#[test]
fn a_file_of_which_nothing_can_be_used_is_refused() {
    assert_snapshot!(told(&FORMAT, &referrals(), "{\"period\":\"2018-Q4\",\"bod\":\"P1\",\"value\":1}\n"), @r"
    line 1: the column `body` is missing; the file has `bod`, `period` and `value`
    help: Did you mean `bod` in place of `body`? Columns are named under `[feed.columns]` in remit.toml
    ");
    assert_snapshot!(told(&FORMAT, &referrals(), "{\"period\":\"2018-Q4\",\"body\":\"P1\",\"value\":1}\n{\"period\":\"20"), @r"
    line 2: the file seems cut off at line 2
    help: Nothing in it was taken; send the whole file again
    ");
    assert_snapshot!(told(&FORMAT, &referrals(), "[\n{}\n]\n"), @r"
    line 1: the file is one JSON list
    help: Write one object on each line, without brackets or commas around them
    ");
    assert_snapshot!(told(&FORMAT, &referrals(), "\n"), @r"
    the file is empty
    help: Send it again; if nothing was measured, send a row with the reason in place of the figure
    ");
}

#[test]
fn the_last_line_need_not_end() {
    let text = "{\"period\":\"2018-Q4\",\"body\":\"P1\",\"value\":1}";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @"1: referrals of hm-prison-service in 2018-Q4 = 1");
}

#[test]
fn a_sum_of_keys_needs_each_of_them() {
    let value = vec!["one".to_owned(), "two".to_owned()];
    let layout = Layout {
        figures: FigureColumns::Fixed { measure: MeasureId::new("referrals"), value },
        ..referrals()
    };
    let text = r#"{"period":"2018-Q1","body":"P1","one":70,"two":30}
{"period":"2018-Q2","body":"P1","one":70}
{"period":"2018-Q3","body":"P1"}
"#;
    assert_snapshot!(told(&FORMAT, &layout, text), @"
    1: referrals of hm-prison-service in 2018-Q1 = 100
    line 2: it has no `two`
    line 3: it has no `one`
    ");
}
