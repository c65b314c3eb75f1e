//! Figures that are the sum of columns, and figures outside the bounds of their measure.

use engine::model::{Bounds, Catalogue, MeasureId};
use insta::assert_snapshot;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{catalogue, read_bytes, referrals, tell, told};
use crate::readers::{FigureColumns, Layout};

#[test]
fn a_figure_may_be_the_sum_of_columns_and_a_mark_in_one_is_no_nought() {
    let value = vec!["one".to_owned(), "two".to_owned()];
    let layout = Layout {
        figures: FigureColumns::Fixed { measure: MeasureId::new("referrals"), value },
        ..referrals()
    };
    let text = "period,body,one,two\n2018-Q1,P1,70,30\n2018-Q2,P1,90,-\n2018-Q3,P1,,5\n2018-Q4,P1,1 [p],0.5\n2019-Q1,P1,many,1\n2019-Q2,P1,999999999999999999,0.000000000000000001\n,,,\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r#"
    2: referrals of hm-prison-service in 2018-Q1 = 100
    3: referrals of hm-prison-service in 2018-Q2 = absent: "a mark whose meaning is not declared"
    4: referrals of hm-prison-service in 2018-Q3 = absent: "left blank"
    5: referrals of hm-prison-service in 2018-Q4 = 1.5 provisional
    1 skipped
    line 6: `one`: `many` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    line 7: `999999999999999999 + 0.000000000000000001` has more than 18 significant digits, which no figure here can hold
    "#);
    let figures = FigureColumns::Wide(vec![
        (vec!["a".to_owned(), "b".to_owned()], MeasureId::new("attendances")),
        (vec!["c".to_owned()], MeasureId::new("over-4-hours")),
    ]);
    let text = "period,body,a,b,c\n2018-01,P1,70,30,5\n2018-02,P1,70,x,many\n";
    assert_snapshot!(told(&FORMAT, &Layout { figures, ..referrals() }, text), @"
    2: attendances of hm-prison-service in 2018-01 = 100
    2: over-4-hours of hm-prison-service in 2018-01 = 5
    line 3: `b`: `x` is not a figure; if it marks a missing one, name it under `[feed.absence]`; `c`: `many` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    ");
    assert_snapshot!(told(&FORMAT, &layout, "period,body,one\n2018-Q1,P1,70\n"), @"
    line 1: the column `two` is missing; the file has `period`, `body` and `one`
    help: Name the file's own columns under `[feed.columns]` in remit.toml
    ");
}

#[test]
fn a_figure_outside_the_bounds_of_its_measure_is_set_apart() {
    let mut catalogue = catalogue();
    let told = |catalogue: &Catalogue| {
        let text = "period,body,value\n2018-Q1,P1,9300\n2018-Q2,P1,93\n2018-Q3,P1,-1\n2018-Q4,P1,0\n2019-Q1,P1,100\n";
        let read = read_bytes(&FORMAT, &referrals(), "file.csv", text.as_bytes(), catalogue);
        tell(&read.expect("a readable file"))
    };
    let mut within = |bounds| {
        catalogue.measures.get_mut("referrals").expect("a measure").bounds = bounds;
        told(&catalogue)
    };
    assert_snapshot!(within(Bounds::PERCENT), @"
    3: referrals of hm-prison-service in 2018-Q2 = 93
    5: referrals of hm-prison-service in 2018-Q4 = 0
    6: referrals of hm-prison-service in 2019-Q1 = 100
    line 2: 9300 cannot be right: figures of `referrals` lie between 0 and 100
    line 4: -1 cannot be right: figures of `referrals` lie between 0 and 100
    ");
    assert_snapshot!(within(Bounds { least: Some(1.into()), most: None }), @"
    2: referrals of hm-prison-service in 2018-Q1 = 9300
    3: referrals of hm-prison-service in 2018-Q2 = 93
    6: referrals of hm-prison-service in 2019-Q1 = 100
    line 4: -1 cannot be right: no figure of `referrals` is less than 1
    line 5: 0 cannot be right: no figure of `referrals` is less than 1
    ");
}
