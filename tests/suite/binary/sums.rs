//! Figures that add up: columns, totals that check the rows above them, and periods that a day falls into.

use serde_json::Value;
use tests::process::{Answer, Folder, remit};

const RULE: &str =
    "fn assess(my) { let v = my.value(); if v >= 100 { met(`${v}`) } else { missed(`${v}`) } }\n";
const BODIES: &str = "id,name,kind,parent,codes\nboard,Health Mission Board,,,\nengland,England,country,,\n\
    one,First Trust,trust,england,R1\ntwo,Second Trust,trust,england,R2\n";

/// Trusts of England that report attendances, which England owes.
fn trusts(rows: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in(
        "remit.toml",
        "[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"m\"\n\n\
        [feed.totals]\nbody = [\"TOTAL\"]\n\n[feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n",
    );
    folder.drop_in("bodies.csv", BODIES);
    folder.drop_in(
        "missions/x.toml",
        "[mission]\nid = \"x\"\ntitle = \"Seen in time\"\n\n[[measure]]\nid = \"m\"\ntitle = \"Attendances\"\n\
        every = \"quarter\"\nadds_up = \"sum\"\nreported_by = { kind = \"trust\" }\n\n[[obligation]]\nid = \"o\"\n\
        title = \"People are seen\"\nlead = \"board\"\nfrom = \"2018-Q1\"\nuntil = \"2018-Q1\"\nmeasure = \"m\"\n\
        rule = \"r\"\n\n[[obligation.contribution]]\nby = \"england\"\n",
    );
    folder.drop_in("rules/r.rhai", RULE);
    folder.drop_in("feeds/f/a.csv", format!("period,body,value\n{rows}"));
    folder
}

fn run(folder: &Folder, options: &str) -> Answer {
    remit(folder, &format!("run project --as-of 2019-12-31{options}"))
}

#[test]
fn a_total_that_the_rows_do_not_add_up_to_is_told_with_both_sums_and_the_file() {
    let folder = trusts("2018-Q1,R1,60\n2018-Q1,R2,50\n2018-Q1,R3,25\n2018-Q1,TOTAL,135\n");
    let answer = run(&folder, "");
    insta::assert_snapshot!(answer.err, @"
    feeds/f/a.csv: one row was set aside and not used
      line 4: unknown organisation `R3`
    feeds/f/a.csv, line 5: the total of Attendances in Q1 2018 is 135, but the two rows that were used add up to 110; they differ by 25
    ");
    let files = answer.out.split_once("Files read\n").expect("files").1;
    insta::assert_snapshot!(files, @"  feeds/f/a.csv: 2 new, 1 left out as the feed says, 1 set aside; a total differs from the sum of the rows");
    let document: Value = serde_json::from_str(&run(&folder, " --format json").out).expect("JSON");
    insta::assert_snapshot!(document["receipts"][0]["unequal_totals"], @r#"[{"line":5,"measure":"m","period":"2018-Q1","rows":2,"stated":"135","sum":"110"}]"#);
    // Each run says so, until the file or the register is put right.
    assert!(remit(&folder, "run project").err.contains("the total of Attendances"));
    assert!(remit(&folder, "run project").err.contains("the total of Attendances"));
    folder.drop_in("bodies.csv", format!("{BODIES}third,Third Trust,trust,england,R3\n"));
    let put_right = remit(&folder, "run project");
    assert!(!put_right.err.contains("total") && put_right.out.contains("MET"), "{put_right}");
}

#[track_caller]
fn check_quiet(rows: &str) {
    let answer = run(&trusts(rows), "");
    assert!(!answer.err.contains("the total of"), "{answer}");
}

#[test]
fn a_total_that_something_else_explains_is_not_complained_of() {
    // It was rounded for itself.
    check_quiet("2018-Q1,R1,60\n2018-Q1,R2,50\n2018-Q1,TOTAL,110.3\n");
    // It holds what was withheld.
    check_quiet("2018-Q1,R1,60\n2018-Q1,R2,[c]\n2018-Q1,TOTAL,110\n");
    // It is one of several, such as of a region.
    check_quiet("2018-Q1,R1,60\n2018-Q1,TOTAL,60\n2018-Q1,R2,50\n2018-Q1,TOTAL,110\n");
    // It is of a period in which the rows say nothing else, and cannot be read.
    check_quiet("2018-Q1,R1,60\n2018-Q1,R2,50\n2018-Q1,TOTAL,n/a\n,TOTAL,5\n");
}

#[test]
fn a_sum_of_which_parts_are_missing_says_so_and_whose_they_are() {
    let folder = trusts("2018-Q1,R1,120\n");
    folder.edit("missions/x.toml", "adds_up = \"sum\"\n", "adds_up = \"sum\"\ncomplete = 0.5\n");
    remit(&folder, "run project");
    let answer = remit(&folder, "explain project x/o 2018-Q1");
    let (_, evidence) = answer.out.split_once("On what evidence").expect("it is explained");
    let evidence = evidence.split("Who waits").next().unwrap_or_default();
    insta::assert_snapshot!(evidence, @"

      England: met
      └─ rules/r.rhai, line 1, due by 31 March 2018
         └─ Attendances, Q1 2018: 120, a partial sum, of one of two: Second Trust is missing
            ├─ First Trust: 120, feeds/f/a.csv, line 2, final, undated history, counted as in time
            └─ Second Trust: not reported
    ");
    let answer = remit(&folder, "explain project x/o 2018-Q1 --format json");
    let said = answer.out.split_once("\"lacks\"").expect("it is said").1;
    assert!(said.contains("\"two\""), "{said}");
}

/// Half-years of homes inspected, which a council owes from January on.
fn half_years(measure: &str, row: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in(
        "remit.toml",
        "[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"m\"\n\n\
        [feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n",
    );
    folder.drop_in("bodies.csv", "id,name\nboard,Housing Board\na,Gateway Council\n");
    folder.drop_in(
        "missions/x.toml",
        format!(
            "[mission]\nid = \"x\"\ntitle = \"Safe homes\"\n\n[[measure]]\nid = \"m\"\ntitle = \"Homes inspected\"\n\
            every = {{ rolling_months = 6, step_months = 6 }}\n{measure}\n[[obligation]]\nid = \"o\"\n\
            title = \"Homes are inspected\"\nlead = \"board\"\nfrom = \"2018-01/2018-06\"\nuntil = \"2018-01/2018-06\"\n\
            measure = \"m\"\nrule = \"r\"\n\n[[obligation.contribution]]\nby = \"a\"\n"
        ),
    );
    folder.drop_in("rules/r.rhai", RULE);
    folder.drop_in("feeds/f/a.csv", format!("period,body,value\n{row},a,120\n"));
    folder
}

#[test]
fn a_day_or_a_month_finds_the_rolling_period_that_holds_it() {
    for spelt in ["2018-01/2018-06", "2018-01-01", "Mar 2018", "30/06/2018"] {
        let answer = run(&half_years("", spelt), "");
        assert!(answer.out.contains("MET") && answer.err.is_empty(), "{spelt}: {answer}");
    }
}

#[test]
fn a_period_beside_the_grid_is_set_aside_with_its_line() {
    insta::assert_snapshot!(run(&half_years("", "2018-02/2018-07"), "").err, @"
    feeds/f/a.csv: one row was set aside and not used
      line 2: `2018-02/2018-07` names none of the ranges that are reported, such as `2018-01/2018-06`; write the range out
    ");
    insta::assert_snapshot!(remit(&half_years("from = \"2018-04/2018-09\"", "2018-01"), "check project").err, @r#"
    error[cadence]: `o` begins with 2018-01/2018-06, and the measure with 2018-04/2018-09: no report of `m` can ever serve both
      --> missions/x.toml:14:8
       |
    14 | from = "2018-01/2018-06"
       |        ^^^^^^^^^^^^^^^^^
       |
      ::: missions/x.toml:9:8
       |
     9 | from = "2018-04/2018-09"
       |        ----------------- the other begins here
       |
       = help: begin both with ranges of the same grid, or let each go by a measure of its own
    "#);
}

#[test]
fn a_slip_of_the_pen_does_not_deliver_a_percentage() {
    let answer = run(&half_years("unit = \"percent\"", "2018-01"), "");
    insta::assert_snapshot!(answer.err, @"
    feeds/f/a.csv: one row was set aside and not used
      line 2: 120 cannot be right: figures of `m` lie between 0 and 100
    ");
    assert!(!answer.out.contains("MET"), "{answer}");
    let lifted = run(&half_years("unit = \"percent\"\nbounds = \"none\"", "2018-01"), "");
    assert!(lifted.out.contains("MET"), "{lifted}");
    let least = "bounds = { least = 121 }";
    insta::assert_snapshot!(run(&half_years(least, "2018-01"), "").err, @"
    feeds/f/a.csv: one row was set aside and not used
      line 2: 120 cannot be right: no figure of `m` is less than 121
    ");
    for bounds in ["bounds = { least = 2, most = 1 }", "bounds = {}", "bounds = { least = true }"] {
        let answer = remit(&half_years(bounds, "2018-01"), "check project");
        assert_eq!(answer.code, Some(2), "{bounds}: {answer}");
    }
}

#[test]
fn a_mark_that_its_feed_does_not_explain_is_asked_about_and_never_called_silence() {
    let folder = trusts("2018-Q1,R1,-\n2018-Q1,R2,-\n");
    let answer = run(&folder, "");
    insta::assert_snapshot!(answer.err, @"feeds/f/a.csv, line 2: `-` stands in place of two figures, and the feed `f` does not say what it means; say under `[feed.absence]` why there is no figure, or which figure it stands for");
    assert!(!answer.out.contains("nothing"), "{answer}");
    let document: Value = serde_json::from_str(&run(&folder, " --format json").out).expect("JSON");
    insta::assert_snapshot!(document["receipts"][0]["unexplained_marks"], @r#"[{"figures":2,"line":2,"mark":"-"}]"#);
    let settings = std::fs::read_to_string(folder.project().join("remit.toml")).expect("settings");
    folder.drop_in("remit.toml", format!("{settings}\n[feed.absence]\n\"-\" = \"confidential\"\n"));
    let explained = run(&folder, "");
    assert!(explained.err.is_empty(), "{explained}");
}
