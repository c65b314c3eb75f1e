//! Figures that are in doubt and are used all the same, as the real program shows them.

use std::fmt::Write as _;

use tests::process::{Folder, messages, remit};

const PANEL: &str = r#"

[[notifier]]
id = "terminal"
kind = "stdout"

[[feed]]
id = "tenants"
folder = "feeds/tenants"
measure = "warm-homes"
voice = "people"
speaks_for = "Tenants' panel"

[feed.columns]
period = "month"
body = "body"
value = "percent"
"#;

#[test]
fn what_people_say_stands_beside_the_official_figure_and_turns_no_verdict() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", PANEL);
    folder.drop_in("feeds/tenants/2024.csv", "month,body,percent\n2024-02,north-council,61\n");
    let answer = remit(&folder, "run project");
    let (_, figures) = answer.out.split_once("Contested").expect("it is shown");
    insta::assert_snapshot!(figures, @"
     figures
      Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4), by which it is judged; contested by 61% (Tenants' panel: feeds/tenants/2024.csv, line 2)

    Files read
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
      feeds/tenants/2024.csv: 1 new

    What changes from here on: remit run project --since 7
    ");
    insta::assert_snapshot!(messages(&folder, "figures.contested"), @"
    For Tenants' panel and the sender of feeds/warmth/2024.csv: what people report and an official figure differ by more than the measure allows, so the figure is contested. Both are kept. The verdict rests on the one named first.

    Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4), by which it is judged; contested by 61% (Tenants' panel: feeds/tenants/2024.csv, line 2)

    Asked of you: find out together why they differ. The one who is wrong sends a correction.
    ");
}

#[test]
fn an_explanation_and_a_document_name_both_sides() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", PANEL);
    folder.drop_in("feeds/tenants/2024.csv", "month,body,percent\n2024-02,north-council,61\n");
    remit(&folder, "run project");
    let answer = remit(&folder, "explain project homes/warmth --as-of 2024-03-21");
    let (_, evidence) = answer.out.split_once("On what evidence").expect("it is explained");
    insta::assert_snapshot!(evidence, @"

      North Council: met
      └─ rules/at-least.rhai, line 8, due by 20 March 2024
         └─ Homes that are warm enough, February 2024: 96%
            ├─ feeds/warmth/2024.csv, line 4: 96%, final, undated history, counted as in time, official, contested, and judged by
            └─ feeds/tenants/2024.csv, line 2: 61%, final, undated history, counted as in time, of people, contested
      South Council: met
      └─ rules/at-least.rhai, line 8, due by 20 March 2024
         └─ Homes that are warm enough, February 2024: 94%, feeds/warmth/2024.csv, line 5, final, undated history, counted as in time

    Who waits for whom
      It waits for nothing else, and nothing else waits for it.
    ");
    let answer = remit(&folder, "run project --format json");
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
    insta::assert_snapshot!(serde_json::to_string_pretty(&document["contested"]).expect("text"), @r#"
    [
      {
        "body": "north-council",
        "contested_by": [
          {
            "feed": "tenants",
            "file": "feeds/tenants/2024.csv",
            "line": 2,
            "speaks_for": "Tenants' panel",
            "value": "61"
          }
        ],
        "judged_by": {
          "feed": "warmth",
          "file": "feeds/warmth/2024.csv",
          "line": 4,
          "value": "96"
        },
        "measure": "warm-homes",
        "period": "2024-02"
      }
    ]
    "#);
    assert!(document.get("unreconciled").is_none(), "{}", answer.out);
}

#[test]
fn one_voice_that_contradicts_itself_is_told_with_both_of_its_reports() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", PANEL);
    folder.drop_in("feeds/tenants/2024.csv", "month,body,percent\n2024-02,north-council,61\n");
    folder.drop_in("feeds/warmth/again.csv", "month,body,percent\n2024-02,north-council,71\n");
    let answer = remit(&folder, "run project");
    let (_, figures) = answer.out.split_once("Unreconciled").expect("it is shown");
    let (figures, _) = figures.split_once("Files read").expect("files are told");
    insta::assert_snapshot!(figures, @"
    figures
     Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4) and 71% (feeds/warmth/again.csv, line 2)
    ");
}

#[test]
fn people_who_agree_after_all_contest_nothing() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", PANEL);
    folder.drop_in("feeds/tenants/2024.csv", "month,body,percent\n2024-02,north-council,61\n");
    remit(&folder, "run project");
    folder.drop_in("feeds/tenants/later.csv", "month,body,percent\n2024-02,north-council,96\n");
    let answer = remit(&folder, "run project");
    assert!(!answer.out.contains("Contested"), "{answer}");
    insta::assert_snapshot!(messages(&folder, "figures.reconciled"), @"
    Reports disagreed on a figure; now they agree, or a later one decides.

    Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4)
    ");
}

/// A year in which nine homes in ten were warm, and a February in which a decimal point slipped.
fn slipped(folder: &Folder) {
    let mut year = "month,body,percent\n".to_owned();
    for month in 1..=12 {
        writeln!(year, "2023-{month:02},north-council,{}", 84 + month).expect("a line");
    }
    folder.drop_in("feeds/warmth/2023.csv", &year);
    remit(folder, "run project");
    folder.drop_in(
        "feeds/warmth/2024.csv",
        "month,body,percent\n2024-01,north-council,95\n2024-01,south-council,93\n2024-02,north-council,9.6\n2024-02,south-council,94\n",
    );
}

#[test]
fn a_figure_far_from_all_before_it_is_marked_wherever_it_is_used() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    slipped(&folder);
    let answer = remit(&folder, "run project");
    let (_, figures) = answer.out.split_once("Questionable").expect("it is shown");
    insta::assert_snapshot!(figures, @"
     figures
      Homes that are warm enough, North Council, February 2024: 9.6% where the last eight lay between 90% and 96% (feeds/warmth/2024.csv, line 4)

    Files read
      feeds/warmth/2023.csv: 12 known already
      feeds/warmth/2024.csv: 3 known already, 1 revised
      feeds/trains/2024.csv: 2 known already

    What changes from here on: remit run project --since 9
    ");
    insta::assert_snapshot!(messages(&folder, "alert.firing"), @"
    Councils keep homes warm: not met in February 2024. One of two councils missed February 2024. North Council missed February 2024 (9.6 against a floor of 90). Corrected: 96 became 9.6 (Homes that are warm enough of North Council for February 2024). What was found by the old figures stays on record.
    Questionable, and used all the same: Homes that are warm enough, North Council, February 2024: 9.6% where the last eight lay between 90% and 96% (feeds/warmth/2024.csv, line 4).
    To: Ministry of Homes; North Council
    Answer: remit respond homes/warmth explain --by NAME --reason TEXT
    Evidence: remit explain homes/warmth
    ");
    let answer = remit(&folder, "explain project homes/warmth");
    let (_, evidence) = answer.out.split_once("On what evidence").expect("it is explained");
    insta::assert_snapshot!(evidence, @"

      North Council: missed
      └─ rules/at-least.rhai, line 8, due by 20 March 2024
         └─ Homes that are warm enough, February 2024: 9.6%, questionable: the last eight lay between 90% and 96%
            ├─ feeds/warmth/2024.csv, line 4: 9.6%, final, undated history, counted as in time
            └─ feeds/warmth/2024.csv, line 4: 96%, final, undated history, counted as in time, since replaced
      South Council: met

    Who waits for whom
      It waits for nothing else, and nothing else waits for it.
    ");
    let answer = remit(&folder, "run project --format json");
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
    insta::assert_snapshot!(serde_json::to_string_pretty(&document["questionable"]).expect("text"), @r#"
    [
      {
        "before": 8,
        "body": "north-council",
        "file": "feeds/warmth/2024.csv",
        "least": "90",
        "line": 4,
        "measure": "warm-homes",
        "most": "96",
        "period": "2024-02",
        "value": "9.6"
      }
    ]
    "#);
    assert_eq!(document["alerts"][0]["questionable"], document["questionable"]);
    let answer = remit(&folder, "receipt project feeds/warmth/2024.csv");
    let (_, became) = answer.out.split_once("New: nothing.").expect("a receipt");
    insta::assert_snapshot!(became, @"

      Unchanged: three rows.
      Revised or withdrawn: one figure.
        line 4: Homes that are warm enough, North Council, February 2024: 96% became 9.6%
      Questionable, and used all the same: one figure.
        line 4: Homes that are warm enough, North Council, February 2024: 9.6% where the last eight lay between 90% and 96%
      Asked of you: look at them again, and send a correction where one is wrong.
      Verdicts: two turned.
        Councils keep homes warm, the whole, February 2024: from met to missed
        Councils keep homes warm, North Council, February 2024: from met to missed: 9.6 against a floor of 90
    ");
}

#[test]
fn a_measure_says_that_its_figures_jump() {
    let folder = Folder::two_missions();
    folder.edit(
        "missions/homes.toml",
        "better = \"higher\"",
        "better = \"higher\"\nquestionable = \"never\"",
    );
    slipped(&folder);
    let answer = remit(&folder, "run project");
    assert!(!answer.out.contains("Questionable"), "{answer}");
    folder.edit("missions/homes.toml", "questionable = \"never\"", "questionable = { times = 1 }");
    let answer = remit(&folder, "check project");
    insta::assert_snapshot!(answer.err, @"
    error[invalid-value]: every figure would be questionable
      --> missions/homes.toml:13:26
       |
    13 | questionable = { times = 1 }
       |                          ^
       |
       = help: write 2 or more: a figure is then questionable beyond twice the median, or below half of it
    ");
}

#[test]
fn an_open_matter_that_two_files_contradict_is_called_disputed_and_nobody_breaks_it() {
    let folder = Folder::two_missions();
    let figures = |february: u32| {
        format!(
            "month,body,percent\n2024-01,north-council,95\n2024-01,south-council,93\n\
             2024-02,north-council,{february}\n2024-02,south-council,94\n"
        )
    };
    folder.drop_in("feeds/warmth/2024.csv", figures(40));
    remit(&folder, "run project");
    folder.drop_in("feeds/warmth/2024.csv", figures(41));
    folder.drop_in("feeds/warmth/other.csv", "month,body,percent\n2024-02,north-council,97\n");
    let answer = remit(&folder, "run project");
    let (_, of_homes) = answer.out.split_once("Warm homes (homes)").expect("the mission");
    insta::assert_snapshot!(of_homes.split("Evidence").next().unwrap_or_default(), @"

    DISPUTED  Councils keep homes warm
           Disputed in February 2024; open since 21 March 2024.
           Ministry of Homes answers for the whole.
           Delivered by South Council.
           Disputed: North Council.
    ");
    let document: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --format json").out).expect("a document");
    let alert = &document["alerts"][0];
    assert_eq!(
        (alert["broken_by"].to_string(), alert["disputed"].to_string()),
        ("[]".to_owned(), "[\"north-council\"]".to_owned())
    );
    insta::assert_snapshot!(alert["message"], @r#""Councils keep homes warm: disputed in February 2024.""#);
}
