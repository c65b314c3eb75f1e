//! Rows that name bodies by what people call them, and organisations that the register lacks.

use engine::model::{Body, Catalogue};
use insta::assert_snapshot;
use jiff::civil::date;

use crate::readers::csv::FORMAT;
use crate::readers::test_register::{body, catalogue, read_bytes, referrals, tell};
use crate::readers::{BodyNaming, Layout, NamedBy};

fn register() -> Catalogue {
    let mut register = catalogue();
    let bodies = [
        body("old-york", "York", Some(date(2019, 3, 31)), &["york"], &["Y1"]),
        Body { opened: Some(date(2019, 4, 1)), ..body("york", "York", None, &[], &["Y2"]) },
        body("st-ives", "St Ives", None, &[], &["S1"]),
        body("st-ives-kent", "St  Ives", None, &[], &["S2"]),
    ];
    register.bodies.extend(bodies.map(|body| (body.id.clone(), body)));
    register
}

#[test]
fn a_name_counts_but_for_capitals_and_blanks_and_belongs_to_whoever_existed() {
    let layout = Layout { naming: BodyNaming { by: NamedBy::Name, name: None }, ..referrals() };
    let text = "period,body,value\n2018-Q4,  the PROBATION  service,1\n2018-Q4,York,2\n2019-Q2,York,3\n\
        2019-Q2,St Ives,4\n2019-Q2,P1,5\n2019-Q2,Lodnon,6\n";
    let read = read_bytes(&FORMAT, &layout, "file.csv", text.as_bytes(), &register());
    assert_snapshot!(tell(&read.expect("a readable file")), @"
    2: referrals of probation in 2018-Q4 = 1
    3: referrals of old-york in 2018-Q4 = 2
    4: referrals of york in 2019-Q2 = 3
    line 5: `St Ives` is the name of two bodies, `st-ives` and `st-ives-kent`; name one of them under `[feed.codes.body]`
    line 6: unknown organisation `P1`
    line 7: unknown organisation `Lodnon`; did you mean `london`?
    ");
}

#[test]
fn whom_the_register_lacks_is_gathered_with_names_and_periods() {
    let naming = BodyNaming { by: NamedBy::Code, name: Some("name".to_owned()) };
    let layout = Layout { naming, ..referrals() };
    let text = "period,body,name,value\n2019-Q2,E07000026,Allerdale,1\n2018-Q4,E07000026,Allerdale BC,2\n\
        2019-Q1,P1,HM Prison Service,3\n2019-Q3,E07000026,,4\n2019-Q1,X1,,5\n2019,X2,Odd,6\n";
    let read =
        read_bytes(&FORMAT, &layout, "file.csv", text.as_bytes(), &register()).expect("a readable file");
    let told = read.unregistered.iter().map(|one| {
        let name = one.name.as_deref().unwrap_or("-");
        format!("{} {name} {} to {}: {}", one.text, one.first, one.last, one.rows)
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
    E07000026 Allerdale 2018-Q4 to 2019-Q3: 3
    X1 - 2019-Q1 to 2019-Q1: 1
    ");
}
