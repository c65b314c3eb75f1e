//! Rows about papers of documents: from which day to which they are in force.

use engine::model::{Cadence, Catalogue, MeasureId, Unit};
use insta::assert_snapshot;

use crate::readers::test_register::{any_measure, catalogue, measure, read_bytes, tell};
use crate::readers::{FigureColumns, Layout, PaperColumns, csv, ndjson};

/// The register with a plan.
fn with_plan() -> Catalogue {
    let mut catalogue = catalogue();
    catalogue.measures.insert(MeasureId::new("plan"), measure("plan", Unit::Document, Cadence::Day));
    catalogue
}

/// Rows of `measure,body,from,until,title,link`.
fn papers() -> Layout {
    let column = |name: &str| Some(name.to_owned());
    Layout {
        period: "from".to_owned(),
        figures: FigureColumns::Long { measure: "measure".to_owned(), value: vec!["until".to_owned()] },
        papers: Some(PaperColumns { until: column("until"), title: column("title"), link: column("link") }),
        ..any_measure()
    }
}

#[test]
fn a_row_says_from_when_to_when_a_paper_is_in_force() {
    let text = "measure,body,from,until,title,link\n\
                plan,P1,2023-06-30,31/03/2025,Long plan,https://example.org/a\n\
                plan,P2,1 May 2024,,,\n\
                plan,P1,2025-04-01,2025-03-01,Backwards,\n\
                plan,P1,2025-05-01,soon,,\n\
                plan,P1,2025-06-01,..,,\n\
                referrals,P1,2025-04-01,2026-03-31,,\n";
    let reading = read_bytes(&csv::FORMAT, &papers(), "plans.csv", text.as_bytes(), &with_plan());
    let reading = reading.expect("it is a table");
    assert_snapshot!(tell(&reading), @r#"
    2: plan of hm-prison-service on 2023-06-30 = 20250331
    3: plan of probation on 2024-05-01 = 99991231
    6: plan of hm-prison-service on 2025-06-01 = absent: "not available"
    line 4: it ends on 1 March 2025, before it begins on 1 April 2025
    line 5: `soon` is not the last day of a paper; write it like 2026-03-31, or nothing where it has no end
    line 7: `referrals` is a measure of figures, and the rows of this feed are about papers
    "#);
    let paper = reading.observations[0].paper.as_ref().expect("it is about a paper");
    assert_eq!((&*paper.title, paper.link.as_deref()), ("Long plan", Some("https://example.org/a")));
    let rows = "{\"measure\":\"plan\",\"body\":\"P1\",\"from\":\"2025-01-01\",\"until\":\"\",\"title\":\"Plan\",\"link\":\"\"}\n";
    let reading = read_bytes(&ndjson::FORMAT, &papers(), "plans.ndjson", rows.as_bytes(), &with_plan());
    assert_snapshot!(tell(&reading.expect("it is NDJSON")), @"1: plan of hm-prison-service on 2025-01-01 = 99991231");
}

#[test]
fn a_feed_of_figures_says_nothing_of_papers() {
    let text = "period,body,measure,value\n2025-01-01,P1,plan,20250331\n";
    let reading = read_bytes(&csv::FORMAT, &any_measure(), "a.csv", text.as_bytes(), &with_plan());
    assert_snapshot!(tell(&reading.expect("it is a table")), @"line 2: `plan` is a document, and [feed.columns] does not say with `from` from when a paper is in force");
}
