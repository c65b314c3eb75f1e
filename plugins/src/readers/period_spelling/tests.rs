//! What texts mean as periods, in every cadence.

use engine::model::{Cadence, DayOfEveryYear, Status, YearParts};
use jiff::civil::Weekday;

use super::{Grid, Unread, of_another_kind, parse_period, read_period};

#[track_caller]
fn check(cadence: Cadence, spellings: &[&str], canonical: &str) {
    for text in spellings {
        let read = parse_period(anywhere(cadence), text).ok().map(|period| period.to_string());
        assert_eq!(read.as_deref(), Some(canonical), "{text}");
    }
}

#[track_caller]
fn check_unknown(cadence: Cadence, spellings: &[&str]) {
    for text in spellings {
        assert_eq!(parse_period(anywhere(cadence), text), Err(Unread::Unknown), "{text}");
    }
}

/// How ranges lie is not known.
fn anywhere(every: Cadence) -> Grid {
    Grid { every, anchor: None }
}

const YEARLY_BY_QUARTERS: Cadence = Cadence::Rolling { months: 12, step: 3 };
const THREE_YEARS: Cadence = Cadence::Rolling { months: 36, step: 12 };

#[test]
fn days_and_weeks() {
    check(Cadence::Day, &["2020-11-05", " 05/11/2020 ", "5/11/2020", "2020-11-05T00:00:00"], "2020-11-05");
    check(Cadence::Week, &["2020-W03", "2020-01-13", "19/01/2020"], "2020-W03");
    check_unknown(Cadence::Day, &["2020-11-31", "11/25/2020", "5 Nov", "2020-11", "2020-1-5"]);
}

#[test]
fn months() {
    let spellings = [
        "2024-06",
        "June 2024",
        "Jun 2024",
        "JUN-2024",
        "2024 June",
        "MSitAE-JUNE-2024",
        "RTT-June-2024",
        "2024-06-01",
        "2024-06-30",
        "30/06/2024",
        "30/06/2024 00:00",
    ];
    check(Cadence::Month, &spellings, "2024-06");
    check(Cadence::Month, &["Sept 2024", "September 2024"], "2024-09");
    check_unknown(
        Cadence::Month,
        &["2024", "2024/25", "Week ending June 2024", "Juno 2024", "24 Jun", "TOTAL", ""],
    );
}

#[test]
fn quarters_of_the_calendar_and_of_the_financial_year() {
    let spellings = [
        "2018-Q4",
        "Q4 2018",
        "2018 Q4",
        "2018Q4",
        "Dec 2018",
        "2018-12",
        "2018-12-31",
        "31/12/2018",
        "Oct-Dec 2018",
        "October to December 2018",
    ];
    check(Cadence::Quarter, &spellings, "2018-Q4");
    check(Cadence::Quarter, &["2021/22 Q1", "Q1 2021/22", "Q1 2021-22", "2021/2022 Q1"], "2021-Q2");
    check(Cadence::Quarter, &["Q4 2021/22"], "2022-Q1");
    check(Cadence::Quarter, &["Q4 1999/00"], "2000-Q1");
    check_unknown(
        Cadence::Quarter,
        &["Nov 2018", "Q5 2018", "Q1 2021/23", "2018", "Nov 2018-Jan 2019", "2018-13", "2018/12"],
    );
}

#[test]
fn years() {
    check(
        Cadence::FinancialYear,
        &["2021/22", "2021-22", "2021/2022", "2021 to 2022", "31/03/2022", "Apr 2021-Mar 2022"],
        "2021/22",
    );
    check(Cadence::AcademicYear, &["2021/22", "2021-22", "2021-09-01"], "2021/22");
    check(Cadence::Year, &["2018", " 2018 ", "2018-12-31", "Jan-Dec 2018"], "2018");
    check_unknown(Cadence::FinancialYear, &["2021/23", "2021", "2022/21"]);
    check_unknown(Cadence::Year, &["0018", "2018/19", "2018.0", "18"]);
}

#[test]
fn rolling_ranges() {
    let spellings = [
        "2021-10/2022-09",
        "Oct 2021-Sep 2022",
        "Oct 2021 to Sep 2022",
        "Oct 2021 – Sep 2022",
        "2022-09-30",
        "Sep 2022",
    ];
    check(YEARLY_BY_QUARTERS, &spellings, "2021-10/2022-09");
    check(THREE_YEARS, &["2022 - 24", "2022-24", "2022-2024", "2022 to 2024"], "2022-01/2024-12");
    check(YEARLY_BY_QUARTERS, &["2021"], "2021-01/2021-12");
    check_unknown(THREE_YEARS, &["2022-23", "2022/23", "2024-22", "Oct 2021-Sep 2022"]);
}

/// `none` stands for a range that is not on the grid.
#[track_caller]
fn check_on(anchor: &str, every: Cadence, spelt: &[(&str, &str)]) {
    let grid = Grid { every, anchor: every.parse(anchor).ok() };
    for (text, expect) in spelt {
        let read = match parse_period(grid, text) {
            Ok(period) => period.to_string(),
            Err(Unread::OffGrid { .. }) => "none".to_owned(),
            Err(Unread::Unknown) => "unknown".to_owned(),
            Err(Unread::Ambiguous { one, other }) => format!("{one} or {other}"),
        };
        assert_eq!(read, *expect, "{text}");
    }
}

#[test]
fn a_day_or_a_month_finds_the_range_that_holds_it_and_no_range_beside_the_grid_is_taken() {
    let halves = Cadence::Rolling { months: 6, step: 6 };
    let spelt = [
        ("2018-01-01", "2018-01/2018-06"),
        ("30/06/2018", "2018-01/2018-06"),
        ("Mar 2018", "2018-01/2018-06"),
        ("2018-07", "2018-07/2018-12"),
        ("Jul-Dec 2018", "2018-07/2018-12"),
        ("2018-02/2018-07", "none"),
        ("Feb-Jul 2018", "none"),
        ("Jan-Mar 2018", "unknown"),
    ];
    check_on("2020-07/2020-12", halves, &spelt);
    check_on("2018-04/2018-09", halves, &[("2018-01-01", "2017-10/2018-03"), ("Jul-Dec 2018", "none")]);
    let overlapping = [
        ("2022-09-30", "2021-10/2022-09"),
        ("Sep 2022", "2021-10/2022-09"),
        ("Aug 2022", "none"),
        ("2022-08-15", "none"),
    ];
    check_on("2021-10/2022-09", YEARLY_BY_QUARTERS, &overlapping);
    let apart = Cadence::Rolling { months: 3, step: 12 };
    check_on("2022-01/2022-03", apart, &[("2022-02-01", "2022-01/2022-03"), ("2022-05-01", "none")]);
}

#[test]
fn no_text_makes_it_panic() {
    for text in
        ["/", "--", "Q", "Q0", "9999/99", "9999-12-31", "é2018", "2018é", "1 2 3 4 5 6 7 8", "Q4 9999/00"]
    {
        check_unknown(Cadence::Quarter, &[text]);
        check_unknown(Cadence::FinancialYear, &[text]);
    }
}

#[test]
fn spellings_that_leave_no_doubt_in_the_cadence_of_their_feed() {
    let months = ["Mar-18", "Mar 18", "201803", "2018M03", "03/2018", "March, 2018"];
    check(Cadence::Month, &months, "2018-03");
    check(Cadence::Month, &["Mar-98"], "1998-03");
    check(
        Cadence::Week,
        &["2018W14", "W/E 08/04/2018", "Week ending 8 April 2018", "week ending 08/04/2018"],
        "2018-W14",
    );
    let years = ["201718", "FY2017/18", "FY 2017-18", "Year ending March 2018", "Year ending 31 March 2018"];
    check(Cadence::FinancialYear, &years, "2017/18");
    check(Cadence::Quarter, &["Q1 18", "Quarter 1 2018", "Jan to Mar 2018"], "2018-Q1");
    let ranges = ["Year ending March 2018", "12 months to March 2018", "year ending Mar 2018"];
    check(Cadence::Rolling { months: 12, step: 12 }, &ranges, "2017-04/2018-03");
    check(
        Cadence::Rolling { months: 6, step: 6 },
        &["H1 2018", "2018H1", "2018-H1", "2018S1"],
        "2018-01/2018-06",
    );
    let days = ["5 Jan 2018", "5 January 2018", "05.01.2018", "2018-01-05T00:00:00Z", "2018-01-05 00:00:00"];
    check(Cadence::Day, &days, "2018-01-05");
    let years = ["2018-12-31T00:00:00Z", "Year ending December 2018", "CY2018"];
    check(Cadence::Year, &years, "2018");
}

#[test]
fn what_could_mean_two_things_stays_unknown() {
    check_unknown(Cadence::Day, &["Jan 5 2018", "25/12/18"]);
    check_unknown(Cadence::Month, &["201718", "13/2018", "18-Mar", "2018M13", "Year ending March 2018"]);
    check_unknown(
        Cadence::FinancialYear,
        &["201719", "Year ending June 2018", "Year ending 30 March 2018", "CY2018"],
    );
    check_unknown(Cadence::Year, &["Year ending March 2018", "FY2018"]);
    check_unknown(Cadence::Quarter, &["H1 2018", "201803"]);
}

/// The page that tells people which spellings are read.
const PAGE: &str = include_str!("../../../../docs/periods.md");

/// The rows of a table of the page, each cell as the texts that stand in it as code, or as its words.
fn rows(heading: &str) -> Vec<Vec<Vec<String>>> {
    let section = PAGE.split_once(&format!("## {heading}\n")).expect("a section of the page").1;
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let code = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    rows.map(|row| row.trim_matches('|').split(" | ").map(code).collect()).collect()
}

/// `quarter`, or `12/3` for ranges of so many months and from one to the next.
fn cadence(word: &str) -> Cadence {
    let all = [
        Cadence::Day,
        Cadence::Week,
        Cadence::Month,
        Cadence::Quarter,
        Cadence::FinancialYear,
        Cadence::AcademicYear,
        Cadence::Year,
    ];
    let of_year = |starts: &[(i8, i8)]| {
        let starts: Vec<_> =
            starts.iter().map(|(month, day)| DayOfEveryYear::new(*month, *day).unwrap()).collect();
        Cadence::of_year_parts(YearParts::new(&starts).unwrap())
    };
    match word {
        "half-year" => return of_year(&[(1, 1), (7, 1)]),
        "financial-half-year" => return of_year(&[(4, 1), (10, 1)]),
        "term" => return of_year(&[(9, 1), (1, 1), (4, 1)]),
        "1 October" => return of_year(&[(10, 1)]),
        "Sunday" => return Cadence::week_from(Weekday::Sunday),
        _ => {}
    }
    let rolling = || {
        let (months, step) = word.split_once('/')?;
        Some(Cadence::Rolling { months: months.parse().ok()?, step: step.parse().ok()? })
    };
    let named = all.into_iter().find(|known| known.as_str() == word);
    named.or_else(rolling).unwrap_or_else(|| panic!("{word} is a cadence"))
}

#[test]
fn every_spelling_on_the_page_means_what_the_page_says() {
    let (mut spellings, mut wrong) = (0, Vec::new());
    for row in rows("What is read") {
        let [every, spelt, meant] = row.as_slice() else { panic!("three cells: {row:?}") };
        for text in spelt {
            let read = read_period(anywhere(cadence(&every[0])), text).map(|(period, _)| period.to_string());
            spellings += 1;
            if read != Ok(meant[0].clone()) {
                wrong.push(format!("`{text}` for each {}: {read:?}, not {}", every[0], meant[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(spellings > 100, "{spellings} spellings");
}

#[test]
fn every_spelling_that_the_page_calls_doubtful_names_both_periods() {
    for row in rows("What may be two things") {
        let [every, spelt, meant] = row.as_slice() else { panic!("three cells: {row:?}") };
        for text in spelt {
            let told = match parse_period(anywhere(cadence(&every[0])), text) {
                Err(Unread::Ambiguous { one, other }) => vec![one.to_string(), other.to_string()],
                other => panic!("`{text}` for each {}: {other:?}", every[0]),
            };
            assert_eq!(&told, meant, "`{text}` for each {}", every[0]);
        }
    }
}

#[test]
fn a_period_says_how_settled_its_figures_are() {
    let status = |text: &str| read_period(anywhere(Cadence::Month), text).map(|(_, status)| status);
    assert_eq!(status("May 2025 (p)"), Ok(Some(Status::Provisional)));
    assert_eq!(status("May 2025 [r] (1)"), Ok(Some(Status::Revised)));
    assert_eq!(status("Dec-2011 (1)"), Ok(None));
    assert_eq!(status("May 2025 (f)"), Err(Unread::Unknown), "a forecast is no report of it");
    let year = read_period(anywhere(Cadence::Year), "2020P").map(|(_, status)| status);
    assert_eq!(year, Ok(Some(Status::Provisional)));
}

#[test]
fn a_period_of_another_kind_is_known_as_that() {
    let kind = |every, text| of_another_kind(every, text).map(engine::model::Period::cadence);
    assert_eq!(kind(Cadence::Month, "Q4 2018"), Some(Cadence::Quarter));
    assert_eq!(kind(Cadence::Month, "2018"), Some(Cadence::Year));
    assert_eq!(kind(Cadence::Year, "2018/19"), Some(Cadence::FinancialYear));
    assert_eq!(kind(Cadence::Quarter, "Nov 2018"), Some(Cadence::Month));
    assert_eq!(kind(Cadence::Quarter, "TOTAL"), None);
}
