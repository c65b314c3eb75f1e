//! The command line before a service: the same questions as before a folder, and a report handed in.

use tests::process::{Folder, Service, remit};

use super::known::{Up, folder, token};

/// The token alone.
fn word(folder: &Folder, name: &str) -> String {
    token(folder, name).trim_start_matches("Authorization: Bearer ").to_owned()
}

#[test]
fn a_report_is_handed_in_and_counts_once() {
    let up = Up::start(folder());
    let (service, ann) = (up.visitor.front(), word(&up.folder, "Ann"));
    up.folder
        .drop_in("february.csv", "month,body,percent\n2024-03,north-council,91\n2024-03,north-council,x\n");
    let report = |more: &str| {
        let answer =
            remit(&up.folder, &format!("report {service} warmth project/february.csv --token {ann}{more}"));
        assert_eq!(answer.code, Some(0), "{answer}");
        answer.out
    };
    insta::assert_snapshot!(report(" --dry"), @r"
    Nothing was kept. Taken in, it would come to this: 1 new, 1 set aside.
      line 3: `x` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    ");
    let first = report("");
    assert!(
        first.starts_with("Taken in as feeds/warmth/posted-") && first.contains("1 new, 1 set aside."),
        "{first}"
    );
    assert_eq!(report(""), first, "the same file is one report");
    let refused = remit(&up.folder, &format!("report {service} warm project/february.csv --token {ann}"));
    assert_eq!(refused.code, Some(2), "{refused}");
    assert!(refused.err.contains("warm") && refused.err.contains("help:"), "{refused}");
    let unknown = remit(&up.folder, &format!("report {service} warmth project/february.csv --token nobody"));
    assert_eq!(unknown.code, Some(2), "{unknown}");
    assert!(unknown.err.contains("The token is not known"), "{unknown}");
}

#[test]
fn a_service_is_asked_as_a_folder_is() {
    let folder = Folder::each_council();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let address = visitor.front();
    let alerts = remit(&folder, &format!("alerts {address}"));
    assert_eq!(alerts.code, Some(0), "{alerts}");
    let all = visitor.json("/alerts")["all"].as_u64().expect("a number");
    assert_eq!(alerts.out.matches(", open since ").count() as u64, all, "{alerts}");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, &format!("alerts {address} --format json")).out).expect("JSON");
    assert_eq!(json["alerts"].as_array().map(Vec::len), usize::try_from(all).ok());
    let table = remit(&folder, &format!("alerts {address} --format csv")).out;
    assert_eq!(table.lines().count() as u64, all + 1, "{table}");
    let here = remit(&folder, "due project --format csv");
    let there = remit(&folder, &format!("due {address} --format csv"));
    assert_eq!(here.out, there.out, "a service and its folder say the same");
    let told = remit(&folder, &format!("due {address} --body council-6"));
    insta::assert_snapshot!(told.out.trim_end(), @"council-6: Please send Sites in the plan for Q1 2024 to feeds/sites: it was due on 30 April 2024.");
    let refused = remit(&folder, &format!("due {address} --rates"));
    assert_eq!(refused.code, Some(2), "{refused}");
}

#[test]
fn a_service_says_how_all_stands_and_why_as_a_folder_does() {
    let folder = Folder::each_council();
    let service = Service::start(&folder);
    let address = service.visitor().front();
    let there = remit(&folder, &format!("run {address}"));
    assert_eq!(there.code, Some(1), "{there}");
    for said in ["One obligation: none met, one broken and none held up.", "MISSED  Councils have plans"] {
        assert!(there.out.contains(said), "{there}");
    }
    assert_eq!(remit(&folder, &format!("run {address} --fail-on never")).code, Some(0));
    let why = remit(&folder, &format!("explain {address} homes/plans/council-1 2024-Q1"));
    assert_eq!(why.code, Some(0), "{why}");
    let nowhere = remit(&folder, &format!("explain {address} homes/plants"));
    assert_eq!(nowhere.code, Some(2), "{nowhere}");
    for line in ["run {} --mission homes", "explain {} homes/plans/council-1 --all"] {
        let refused = remit(&folder, &line.replace("{}", &address));
        assert_eq!(refused.code, Some(2), "{refused}");
        assert!(refused.err.contains("take a folder"), "{refused}");
    }
    service.stop();
    let here = remit(&folder, "explain project homes/plans/council-1 2024-Q1");
    // What turned on the way, a folder alone knows.
    let changed = here.out.split("What changed since the verdict before").next().unwrap_or_default();
    let (first, behind) = why.out.split_once("On what evidence").expect("it says on what evidence");
    assert_eq!(first, changed.trim_end_matches('\n').to_owned() + "\n\n", "{here}");
    assert!(here.out.contains(behind.trim_end()), "{here}\n{behind}");
}

#[test]
fn an_official_replies_and_a_second_person_approves_from_the_command_line() {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    let up = Up::start(folder);
    let service = up.visitor.front();
    let (ola, kim) = (word(&up.folder, "Ola"), word(&up.folder, "Kim"));
    let say = |line: &str| remit(&up.folder, line);
    let explained = say(&format!("respond {service} homes/warmth explain --reason flooded --token {ola}"));
    assert_eq!(explained.code, Some(0), "{explained}");
    insta::assert_snapshot!(explained.out, @r"
    Recorded the explanation by Ola for homes/warmth, contribution north-council, in February 2024.
      It stands with the alert. It changes no verdict and stops no clock.
      The alert stays open, and people are told.
    ");
    let waiver = "waive --reason flooded --until 2098-12-31";
    let named = say(&format!("respond {service} homes/warmth {waiver} --by Ola --token {ola}"));
    assert_eq!(named.code, Some(2), "{named}");
    assert!(named.err.contains("leave `--by` and `--approver` out"), "{named}");
    let asked = say(&format!("respond {service} homes/warmth {waiver} --token {ola}"));
    assert_eq!(asked.code, Some(0), "{asked}");
    let (_, command) = asked.out.split_once("To approve it: remit ").expect("it says how");
    let own = say(&format!("{} --token {ola}", command.trim()));
    assert_eq!(own.code, Some(2), "{own}");
    let unreasoned = say(&format!("{} --refuse --token {kim}", command.trim()));
    assert!(unreasoned.err.contains("needs a reason"), "{unreasoned}");
    let approved = say(&format!("{} --token {kim}", command.trim()));
    assert_eq!(approved.code, Some(0), "{approved}");
    assert!(approved.out.starts_with("Kim approved request "), "{approved}");
    assert!(approved.out.contains("The whole, February 2024: waived (was: missed)."), "{approved}");
}
