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
