//! Forecasts in replies, as whoever makes one sees them: refused with a way out, shown wherever the alert is, and on record when it has ended.

use tests::process::{Folder, Service, remit};

use super::groups::{firing, said};

#[test]
fn what_is_wrong_with_a_forecast_is_said_with_a_way_out() {
    let folder = firing();
    let lines = [
        "respond project homes/warmth forecast --by Ann",
        "respond project homes/warmth forecast --by Ann --value 95",
        "respond project homes/warmth explain --by Ann --reason so --value 95 --for 2024-02",
        "respond project homes/warmth forecast --by Ann --value 95 --for 2024-02",
        "respond project homes/warmth forecast --by Ann --value 95 --for 2024-02 --contribution north-council",
        "respond project homes/warmth forecast --by Ann --value 95 --for 2031-01",
    ];
    let told: Vec<String> = lines.iter().map(|line| said(&folder, line)).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    remit: a forecast needs a value and the period of which it is expected
      help: say `--value NUMBER --for PERIOD`
    exit code 2
    remit: a forecast needs a value and the period of which it is expected
      help: say `--value NUMBER --for PERIOD`
    exit code 2
    remit: `explain` makes no forecast, and takes no value and no period of one
      help: leave --value and --for out, or say `forecast`
    exit code 2
    remit: `homes/warmth` is about several figures
      help: say which with --contribution: north-council, south-council
    exit code 2
    remit: the figure of `2024-02` is there already
      help: name a period that is still to be reported
    exit code 2
    remit: `homes/warmth` owes no figure of `2031-01`
      help: name a period of the obligation that is still to be reported, such as the next one
    exit code 2
    ");
}

/// The project with a figure that is still to come of February.
fn silent() -> Folder {
    let folder = Folder::two_missions();
    let figures = folder.read("feeds/warmth/2024.csv");
    let february = figures.lines().find(|line| line.starts_with("2024-02,north-council")).expect("a figure");
    folder.edit("feeds/warmth/2024.csv", &format!("{february}\n"), "");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    folder
}

#[test]
fn a_forecast_stands_with_the_alert_and_then_on_record() {
    let folder = silent();
    let make = "respond project homes/warmth forecast --by Ann --value 97.5 --for 2024-02 --contribution north-council";
    insta::assert_snapshot!(said(&folder, make), @"
    Recorded the forecast by Ann for homes/warmth, contribution north-council, in February 2024.
      It stands with the alert, and how it comes out will stand beside it. It changes no verdict and stops no clock.
      The alert stays open, and people are told.
    exit code 0
    ");
    let line = |command: &str| {
        let said = said(&folder, command);
        said.lines().find(|line| line.contains("Ann forecast")).map(str::trim).unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!(line("run project --mission homes"), @"Ann forecast on TODAY: 97.5% for North Council in February 2024.");
    insta::assert_snapshot!(line("explain project homes/warmth"), @"Ann forecast on TODAY: 97.5% for North Council in February 2024.");
    folder.drop_in("feeds/warmth/north.csv", "month,body,percent\n2024-02,north-council,91\n");
    remit(&folder, "run project");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --mission homes --format json").out).unwrap();
    insta::assert_snapshot!(json["forecasts"][0]["response"]["forecast"].to_string(), @r#"{"body":"north-council","figure":"91","measure":"warm-homes","outcome":"fell-short","period":"2024-02","value":"97.5"}"#);
    assert_eq!(remit(&folder, "docs project --as-of 2098-12-31").code, Some(0));
    let page = folder.read("site/body-north-council.html");
    assert!(page.contains("What was expected"), "{page}");
    assert!(page.contains("short by") && page.contains("percentage point"), "{page}");
}

#[test]
fn what_was_forecast_earlier_is_told_with_a_later_alert() {
    let folder = silent();
    let make = "respond project homes/warmth forecast --by Ann --value 97.5 --for 2024-02 --contribution north-council";
    assert_eq!(remit(&folder, make).code, Some(0));
    folder.drop_in("feeds/warmth/north.csv", "month,body,percent\n2024-02,north-council,91\n");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let alone = said(&folder, "run project --mission homes --all");
    assert!(alone.contains("Forecast to an alert that is over"), "{alone}");
    folder.append("remit.toml", "\n[[notifier]]\nid = \"board\"\nkind = \"stdout\"\n");
    folder.edit("missions/homes.toml", "until = \"2024-02\"", "until = \"2024-03\"");
    folder.drop_in(
        "feeds/warmth/march.csv",
        "month,body,percent\n2024-03,north-council,40\n2024-03,south-council,95\n",
    );
    let run = said(&folder, "run project --mission homes");
    let told = run.lines().find(|line| line.contains("To an alert that is over")).unwrap_or_default().trim();
    insta::assert_snapshot!(told, @"To an alert that is over, Ann forecast on TODAY: 97.5% for North Council in February 2024; it came to 91%, short by 6.5 percentage points.");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --mission homes --format json").out).unwrap();
    insta::assert_snapshot!(json["alerts"][0]["earlier_forecasts"][0]["forecast"].to_string(), @r#"{"body":"north-council","figure":"91","measure":"warm-homes","outcome":"fell-short","period":"2024-02","value":"97.5"}"#);
}

#[test]
fn the_page_of_many_says_how_earlier_forecasts_came_out() {
    let folder = Folder::each_council();
    assert_eq!(remit(&folder, "run project").code, Some(1));
    for (council, value) in [(6, 9), (12, 12)] {
        let words = "forecast --by Ann --for 2024-Q1 --value";
        let made = remit(&folder, &format!("respond project homes/plans/council-{council} {words} {value}"));
        assert_eq!(made.code, Some(0), "{made}");
    }
    let figures = "body,period,value\ncouncil-6,2024-Q1,10\ncouncil-12,2024-Q1,11\n";
    folder.drop_in("feeds/sites/later.csv", figures);
    assert_eq!(remit(&folder, "run project").code, Some(1), "others are broken still");
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = visitor.get("/missions/homes/plans").body;
    let says = |text: &str| assert!(page.contains(text), "{text} in {page}");
    says("Of two earlier forecasts, one came true and one fell short.");
    says("<th scope=\"row\">Council 6</th><td>The one earlier forecast came true.</td>");
    says("it came to 11, short by 1");
    let told = visitor.json("/missions/homes/plans");
    let members = told["members"].as_array().expect("members").iter();
    let outcomes = members.flat_map(|member| member["past_forecasts"].as_array().expect("a list"));
    let outcomes: Vec<&str> = outcomes.filter_map(|past| past["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["came-true", "fell-short"]);
}
