//! The page of one series, and what changed since somebody last looked, as the service shows both.

use tests::process::{Folder, Service};

#[test]
fn a_series_says_where_it_leads_and_every_report_of_it() {
    let folder = Folder::health_mission();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = visitor.get("/measures/smoking/england");
    assert_eq!(page.status, 200, "{}", page.body);
    for said in [
        "<h1>Adults who smoke, England: from 19.8% in 2011 to 10.4% in 2024.</h1>",
        "At the rate of the year up to 2024 it would be 7.4% in 2030; the target is 5% by 31 December 2030.",
        "11.6%, published on 22 April 2025",
        "class=\"expected\"",
    ] {
        assert!(page.body.contains(said), "{said} is not in\n{}", page.body);
    }
    let json = visitor.json("/measures/smoking/england");
    let periods = json["periods"].as_array().expect("periods");
    assert_eq!(periods.len(), 14);
    assert_eq!(json["pace"]["figure"], "7.4");
    let reports: usize =
        periods.iter().map(|period| period["reports"].as_array().expect("reports").len()).sum();
    let table = visitor.ask("GET", "/measures/smoking/england", &["Accept: text/csv"]);
    assert_eq!(table.body.lines().count(), reports + 1, "{}", table.body);
    assert_eq!(visitor.get("/measures/smoking/nowhere").status, 404);
}

#[test]
fn pages_of_obligations_bodies_and_measures_lead_to_figures() {
    let folder = Folder::health_mission();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    for (page, leads_to) in [
        ("/missions/health/smoke-free", "href=\"/measures/smoking/england\""),
        ("/measures/smoking", "href=\"/measures/smoking/england\""),
        ("/bodies/mhclg", "href=\"/missions/health/six-weeks\""),
        (
            "/missions/health/duty-to-refer",
            "href=\"https://www.legislation.gov.uk/ukpga/2017/13/section/10\"",
        ),
    ] {
        assert!(visitor.get(page).body.contains(leads_to), "{page}: {}", visitor.get(page).body);
    }
}

#[test]
fn what_changed_is_told_from_a_day_on_and_behind_an_entry() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let week = visitor.json("/since");
    assert!(!week["edits"].as_array().expect("edits").is_empty(), "{week}");
    let position = visitor.json("/")["position"].as_u64().expect("a position");
    let nothing = visitor.get(&format!("/since?entry={position}"));
    assert!(nothing.body.contains("<h1>Nothing was written since entry"), "{}", nothing.body);
    folder.drop_in("missions/later.toml", "[mission]\nid = \"later\"\ntitle = \"Something later\"\n");
    service.visitor().listen(&format!("/events?after={position}"), &[]).next_event();
    let news = visitor.get(&format!("/since?entry={position}"));
    assert!(news.body.contains("One edit of the texts came into force"), "{}", news.body);
    for misasked in ["/since?day=2024-13-01", "/since?day=2024-01-01&entry=1", "/since?as-of=2024-01-01"] {
        assert_eq!(visitor.get(misasked).status, 400, "{misasked}");
    }
}
