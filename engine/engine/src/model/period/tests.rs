//! Periods of every cadence.

use jiff::civil::Weekday;

use super::*;
use crate::model::{DayOfEveryYear, YearParts, YearPartsError};

#[track_caller]
fn check(cadence: Cadence, text: &str, first: &str, last: &str, next: &str) {
    let period = cadence.parse(text).expect("a canonical spelling");
    assert_eq!(period.to_string(), text);
    assert_eq!(period.first_day().to_string(), first);
    assert_eq!(period.last_day().to_string(), last);
    assert_eq!(period.step(1).to_string(), next);
    assert_eq!(period.step(1).step(-1), period);
    assert!(period < period.step(1));
    assert_eq!(cadence.containing(period.last_day()), period);
}

#[test]
fn every_cadence_knows_its_days_and_its_neighbour() {
    check(Cadence::Day, "2024-02-29", "2024-02-29", "2024-02-29", "2024-03-01");
    check(Cadence::Week, "2020-W53", "2020-12-28", "2021-01-03", "2021-W01");
    check(Cadence::Month, "2020-12", "2020-12-01", "2020-12-31", "2021-01");
    check(Cadence::Quarter, "2020-Q4", "2020-10-01", "2020-12-31", "2021-Q1");
    check(Cadence::FinancialYear, "1999/00", "1999-04-01", "2000-03-31", "2000/01");
    check(Cadence::AcademicYear, "2020/21", "2020-09-01", "2021-08-31", "2021/22");
    check(Cadence::Year, "2020", "2020-01-01", "2020-12-31", "2021");
    let rolling = Cadence::Rolling { months: 12, step: 3 };
    check(rolling, "2021-10/2022-09", "2021-10-01", "2022-09-30", "2022-01/2022-12");
}

fn parts(starts: &[(i8, i8)]) -> Cadence {
    let starts: Vec<DayOfEveryYear> = starts
        .iter()
        .map(|(month, day)| DayOfEveryYear::new(*month, *day).expect("a day of every year"))
        .collect();
    Cadence::of_year_parts(YearParts::new(&starts).expect("parts of a year"))
}

#[test]
fn years_begin_and_are_divided_as_they_are_declared() {
    check(parts(&[(10, 1)]), "2024/25", "2024-10-01", "2025-09-30", "2025/26");
    check(parts(&[(4, 6)]), "1999/00", "1999-04-06", "2000-04-05", "2000/01");
    check(parts(&[(1, 1), (7, 1)]), "2024-H2", "2024-07-01", "2024-12-31", "2025-H1");
    check(parts(&[(4, 1), (10, 1)]), "2024/25-H2", "2024-10-01", "2025-03-31", "2025/26-H1");
    let terms = parts(&[(9, 1), (1, 1), (4, 1)]);
    check(terms, "2024/25-T1", "2024-09-01", "2024-12-31", "2024/25-T2");
    check(terms, "2024/25-T3", "2025-04-01", "2025-08-31", "2025/26-T1");
    let quarter_days = parts(&[(3, 25), (6, 24), (9, 29), (12, 25)]);
    check(quarter_days, "2024/25-P4", "2024-12-25", "2025-03-24", "2025/26-P1");
    assert_eq!(size_of::<Period>(), 12, "every cell holds a period");
}

#[test]
fn parts_that_have_a_name_are_what_is_named() {
    assert_eq!(parts(&[(1, 1)]), Cadence::Year);
    assert_eq!(parts(&[(4, 1)]), Cadence::FinancialYear);
    assert_eq!(parts(&[(1, 1), (4, 1), (7, 1), (10, 1)]), Cadence::Quarter);
    assert_eq!(Cadence::week_from(Weekday::Monday), Cadence::Week);
}

#[test]
fn days_that_divide_no_year_are_refused() {
    let day = |month, day| DayOfEveryYear::new(month, day).expect("a day of every year");
    assert_eq!(DayOfEveryYear::new(2, 29), Err(YearPartsError::NotEveryYear));
    assert_eq!(YearParts::new(&[]), Err(YearPartsError::Number));
    assert_eq!(YearParts::new(&[day(1, 1); 7]), Err(YearPartsError::Number));
    assert_eq!(YearParts::new(&[day(9, 1), day(9, 1)]), Err(YearPartsError::OutOfOrder));
    assert_eq!(YearParts::new(&[day(9, 1), day(4, 1), day(1, 1)]), Err(YearPartsError::OutOfOrder));
}

#[test]
fn weeks_may_begin_with_another_day() {
    let from_sunday = Cadence::week_from(Weekday::Sunday);
    check(from_sunday, "2024-12-29/P7D", "2024-12-29", "2025-01-04", "2025-01-05/P7D");
    check(from_sunday, "1969-12-28/P7D", "1969-12-28", "1970-01-03", "1970-01-04/P7D");
    let wrong = from_sunday.parse("2024-12-30/P7D").unwrap_err().to_string();
    assert_eq!(wrong, "`2024-12-30/P7D` is not a week; write it like `2020-01-05/P7D`");
}

#[test]
fn parts_of_years_are_made_of_what_begins_with_them() {
    let terms = parts(&[(9, 1), (1, 1), (4, 1)]);
    let halves = parts(&[(4, 1), (10, 1)]);
    assert!(terms.is_made_of(Cadence::Month) && terms.is_made_of(Cadence::Day));
    assert!(Cadence::AcademicYear.is_made_of(terms) && Cadence::FinancialYear.is_made_of(terms));
    assert!(
        Cadence::FinancialYear.is_made_of(halves)
            && !Cadence::AcademicYear.is_made_of(halves)
            && halves.is_made_of(Cadence::Quarter)
    );
    assert!(
        !terms.is_made_of(Cadence::Quarter)
            && !halves.is_made_of(halves)
            && !Cadence::Quarter.is_made_of(halves)
    );
    assert!(!parts(&[(4, 6)]).is_made_of(Cadence::Month) && parts(&[(4, 6)]).is_made_of(Cadence::Day));
    let year = Cadence::AcademicYear.parse("2024/25").expect("a year");
    let made_of: Vec<String> = year.made_of(terms).expect("terms").iter().map(Period::to_string).collect();
    assert_eq!(made_of, ["2024/25-T1", "2024/25-T2", "2024/25-T3"]);
    assert_eq!(terms.parse("2024/25-T3").expect("a term").within(Cadence::AcademicYear), Some(year));
}

/// Any division of a year: each day lies in the part that holds it, and parts follow each other without a gap.
#[test]
fn parts_follow_each_other_without_a_gap() {
    for starts in
        [&[(10, 1)][..], &[(4, 6)], &[(12, 25), (3, 25)], &[(9, 1), (11, 1), (1, 1), (2, 15), (4, 1), (6, 1)]]
    {
        let cadence = parts(starts);
        for day in date(1969, 1, 1).series(jiff::Span::new().days(1)).take(1_000) {
            let period = cadence.containing(day);
            assert!(
                period.first_day() <= day && day <= period.last_day(),
                "{day} in {period} of {cadence:?}"
            );
            assert_eq!(period.last_day().tomorrow().expect("a day"), period.step(1).first_day());
            assert_eq!(cadence.parse(&period.to_string()), Ok(period));
        }
    }
}

#[test]
fn ranges_lie_on_the_grid_of_their_anchor() {
    let halves = Cadence::Rolling { months: 6, step: 6 };
    let parse = |text: &str| halves.parse(text).expect("a range");
    let anchor = parse("2018-01/2018-06");
    assert!(anchor.is_in_step_with(anchor.step(-7)) && anchor.step(3).is_in_step_with(anchor));
    assert!(!parse("2018-02/2018-07").is_in_step_with(anchor));
    for day in [date(2018, 7, 1), date(2018, 9, 9), date(2018, 12, 31)] {
        assert_eq!(halves.containing(day).forward_to(anchor), parse("2018-07/2018-12"), "{day}");
    }
    assert_eq!(halves.containing(date(1969, 2, 1)).forward_to(anchor), parse("1969-01/1969-06"));
    let quarter = Cadence::Quarter.parse("2018-Q2").expect("a quarter");
    assert_eq!(quarter.forward_to(quarter.step(5)), quarter);
}

#[test]
fn longer_periods_are_made_of_whole_shorter_ones() {
    let made_of = |longer: Cadence, text, shorter| {
        let parts = longer.parse(text).expect("a period").made_of(shorter)?;
        Some((parts.len(), parts.first()?.to_string(), parts.last()?.to_string()))
    };
    let found = |count, first: &str, last: &str| Some((count, first.to_owned(), last.to_owned()));
    let (month, quarter) = (Cadence::Month, Cadence::Quarter);
    assert_eq!(made_of(quarter, "2024-Q1", month), found(3, "2024-01", "2024-03"));
    assert_eq!(made_of(Cadence::FinancialYear, "2023/24", quarter), found(4, "2023-Q2", "2024-Q1"));
    assert_eq!(made_of(Cadence::Week, "2024-W09", Cadence::Day), found(7, "2024-02-26", "2024-03-03"));
    let rolling = Cadence::Rolling { months: 6, step: 1 };
    assert_eq!(made_of(rolling, "2023-12/2024-05", month), found(6, "2023-12", "2024-05"));
    assert_eq!(made_of(Cadence::AcademicYear, "2023/24", quarter), None);
    assert_eq!(made_of(month, "2024-01", Cadence::Week), None);
    let within = |longer| quarter.parse("2018-Q1").expect("a quarter").within(longer);
    assert_eq!(within(Cadence::FinancialYear).expect("a year").to_string(), "2017/18");
    assert_eq!((within(Cadence::AcademicYear), within(rolling), within(quarter)), (None, None, None));
}

#[test]
fn days_before_the_epoch_fall_into_the_right_week() {
    check(Cadence::Week, "1969-W52", "1969-12-22", "1969-12-28", "1970-W01");
}

#[test]
fn a_wrong_spelling_says_what_was_expected() {
    let wrong = |cadence: Cadence, text| cadence.parse(text).unwrap_err().to_string();
    assert_eq!(wrong(Cadence::Quarter, "2020-Q5"), "`2020-Q5` is not a quarter; write it like `2020-Q4`");
    assert_eq!(wrong(Cadence::Month, "2020-13"), "`2020-13` is not a month; write it like `2020-11`");
    assert_eq!(
        wrong(Cadence::FinancialYear, "2020/22"),
        "`2020/22` is not a financial year; write it like `2020/21`"
    );
    assert_eq!(wrong(Cadence::Week, "2021-W53"), "`2021-W53` is not a week; write it like `2020-W03`");
}
