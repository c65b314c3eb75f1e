//! Rows about values of a breakdown, and totals that the values do not come to.

use std::sync::Arc;

use engine::model::{Breakdown, Catalogue, MeasureId};
use insta::assert_snapshot;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{catalogue, read_bytes, referrals, tell};
use crate::readers::{BreakdownColumns, Layout, Rounding};

/// The register, with referrals divided in two.
fn register() -> Catalogue {
    let mut register = catalogue();
    let total = MeasureId::new("referrals");
    let values = ["prison", "hospital"].map(Arc::from).to_vec();
    let breakdown = Breakdown { name: "referrer".into(), values };
    let parts: Vec<MeasureId> = breakdown.parts(&total).collect();
    register.measures.get_mut("referrals").expect("a measure").breakdown = Some(breakdown);
    for part in parts {
        let mut measure = register.measures["referrals"].clone();
        (measure.id, measure.breakdown) = (part.clone(), None);
        register.measures.insert(part, measure);
    }
    register
}

fn layout(rounding: Rounding) -> Layout {
    let columns = vec![("referrer".to_owned(), "who".to_owned())];
    let codes =
        [("HP", "hospital"), ("ALL", "total")].map(|(code, value)| (code.to_owned(), value.to_owned()));
    let breakdown = BreakdownColumns { columns, codes: codes.into_iter().collect(), rounding };
    Layout { breakdown, ..referrals() }
}

#[track_caller]
fn read(rows: &str, rounding: Rounding) -> String {
    let text = format!("period,body,who,value\n{rows}");
    let read = read_bytes(&FORMAT, &layout(rounding), "file.csv", text.as_bytes(), &register());
    let reading = read.expect("a readable file");
    let totals = reading.unequal_totals.iter().map(|total| {
        let body = total.body.as_ref().expect("a total is of a body");
        format!(
            "\nline {}: {} of {body} is {} and not {}",
            total.line, total.measure, total.stated, total.sum
        )
    });
    let totals: String = totals.collect();
    format!("{}{totals}", tell(&reading))
}

#[test]
fn a_row_is_about_the_value_that_it_names() {
    assert_snapshot!(read(
        "2018-Q4,P1,prison,1\n2018-Q4,P1,HP,2\n2018-Q4,P1,ALL,3\n2018-Q4,P2,total,4\n2018-Q4,P2,hospitl,5\n2018-Q4,P2,,6\n",
        Rounding::Unsaid,
    ), @"
    2: referrals/prison of hm-prison-service in 2018-Q4 = 1
    3: referrals/hospital of hm-prison-service in 2018-Q4 = 2
    4: referrals of hm-prison-service in 2018-Q4 = 3
    5: referrals of probation in 2018-Q4 = 4
    line 6: unknown `referrer` `hospitl`; `hospital` may be meant; name a code of the file's own under `[feed.codes.breakdown]`, or leave such rows out with `[feed.where]`
    line 7: unknown `referrer` `(blank)`; name a code of the file's own under `[feed.codes.breakdown]`, or leave such rows out with `[feed.where]`
    ");
}

#[test]
fn a_measure_that_is_not_divided_is_no_part_of_such_a_feed() {
    let text = "period,body,who,value\n2018-01,P1,prison,1\n";
    let figures = crate::readers::FigureColumns::Fixed {
        measure: MeasureId::new("attendances"),
        value: vec!["value".to_owned()],
    };
    let layout = Layout { figures, ..layout(Rounding::Unsaid) };
    let read = read_bytes(&FORMAT, &layout, "file.csv", text.as_bytes(), &register());
    assert_snapshot!(tell(&read.expect("a readable file")), @"line 2: `attendances` is not divided by `referrer`, and the rows of this feed are");
}

#[test]
fn a_total_is_held_against_its_values_within_what_the_feed_rounds_to() {
    let rows = |total: u32| format!("2018-Q4,P1,prison,10\n2018-Q4,P1,HP,20\n2018-Q4,P1,ALL,{total}\n");
    let told = |total: u32, rounding: Rounding| {
        read(&rows(total), rounding).lines().skip(3).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told(30, Rounding::Unsaid), "");
    assert_eq!(told(45, Rounding::Unsaid), "line 4: referrals of hm-prison-service is 45 and not 30");
    assert_eq!(told(45, Rounding::To(10.into())), "");
    assert_eq!(told(46, Rounding::To(10.into())), "line 4: referrals of hm-prison-service is 46 and not 30");
    let by_kind = |kind: &str| Rounding::ByKind(vec![(kind.to_owned(), 10.into())]);
    assert_eq!(told(45, by_kind("body")), "");
    assert_eq!(told(31, by_kind("region")), "line 4: referrals of hm-prison-service is 31 and not 30");
}

#[test]
fn a_total_may_hold_what_is_withheld_and_is_not_held_against_some_of_its_values() {
    let rounding = Rounding::Unsaid;
    let told = |rows: &str| read(rows, rounding.clone()).contains("and not");
    assert!(!told("2018-Q4,P1,prison,10\n2018-Q4,P1,HP,[c]\n2018-Q4,P1,ALL,30\n"));
    assert!(told("2018-Q4,P1,prison,10\n2018-Q4,P1,HP,[c]\n2018-Q4,P1,ALL,9\n"));
    assert!(!told("2018-Q4,P1,prison,10\n2018-Q4,P1,ALL,30\n"));
    assert!(!told("2018-Q4,P1,prison,10\n2018-Q4,P2,HP,5\n2018-Q4,P1,ALL,30\n"));
}
