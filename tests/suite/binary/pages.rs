//! The pages of the service, as browsers and programs ask for them, and as neither would.

use tests::process::{Folder, Service, remit};

/// What stands between two marks of a page.
fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let behind = text.split_once(open).unwrap_or_else(|| panic!("`{open}` is not in\n{text}")).1;
    behind.split_once(close).expect("it ends").0
}

#[test]
fn the_front_page_says_first_how_things_stand() {
    let folder = Folder::joined_up();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let (page, json) = (visitor.get("/"), visitor.json("/"));
    let sentence = json["sentence"].as_str().unwrap();
    assert_eq!(page.status, 200);
    assert_eq!(between(&page.body, "<h1>", "</h1>"), sentence);
    assert!(between(&page.body, "<title>", "</title>").starts_with(sentence));
    assert!(page.body.contains("Ministry of Housing, Communities and Local Government"), "{}", page.body);
}

#[test]
fn every_page_that_a_page_leads_to_is_there() {
    let folder = Folder::each_council();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let (mut to_see, mut seen) = (vec!["/".to_owned()], Vec::new());
    while let Some(address) = to_see.pop() {
        if seen.contains(&address) {
            continue;
        }
        let page = visitor.get(&address);
        assert_eq!(page.status, 200, "{address}");
        let links = page.body.split("href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
        to_see.extend(links.filter(|link| link.starts_with('/')).map(str::to_owned));
        seen.push(address);
    }
    assert!(seen.iter().any(|address| address.starts_with("/alerts/")), "{seen:?}");
    assert!(seen.iter().any(|address| address.matches('/').count() == 3), "{seen:?}");
}

#[test]
fn a_report_is_heard_of_and_changes_the_page() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let before = visitor.json("/");
    let position = before["position"].as_u64().unwrap();
    let mut listener = visitor.listen(&format!("/events?after={position}"), &[]);
    folder.drop_in("missions/later.toml", "[mission]\nid = \"later\"\ntitle = \"Something later\"\n");
    let heard: u64 = listener.next_event().parse().unwrap();
    assert!(heard > position);
    // Whoever was away hears at once of what he missed.
    let mut back = visitor.listen("/events", &[&format!("Last-Event-ID: {position}")]);
    assert!(back.next_event().parse::<u64>().unwrap() >= heard);
    assert_eq!(visitor.json("/missions/later")["title"], "Something later");
}

#[test]
fn an_answer_that_is_known_is_not_sent_again() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let first = visitor.get("/");
    let tag = first.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag");
    let again = visitor.ask("GET", "/", &["Accept: text/html", &format!("If-None-Match: {tag}")]);
    // Another picture may have been published between the two.
    assert!(again.status == 304 && again.body.is_empty() || !again.head.contains(tag), "{}", again.head);
}

#[test]
fn what_is_not_answered_says_why() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let refused = |method: &str, path: &str, lines: &[&str]| {
        let page = visitor.ask(method, path, lines);
        format!("{} {}", page.status, between(&page.body, "<h1>", "</h1>"))
    };
    insta::assert_snapshot!(refused("GET", "/missions/none", &[]), @"404 There is nothing at this address");
    insta::assert_snapshot!(refused("GET", "/alerts/..%2f..%2fetc/passwd", &[]), @"404 There is nothing at this address");
    insta::assert_snapshot!(refused("GET", "/missions/%3Cscript%3E", &[]), @"404 There is nothing at this address");
    insta::assert_snapshot!(refused("POST", "/", &["Accept: text/html"]), @"405 Nothing can be changed here");
    insta::assert_snapshot!(refused("GET", "/", &["Host: evil.example"]), @"421 This service does not answer at this address");
    let problem = visitor.json("/missions/none");
    insta::assert_snapshot!(problem, @r#"{"code":"not-found","detail":"The alert may have ended, or what was declared here is declared no longer.","status":404,"title":"There is nothing at this address"}"#);
}

#[test]
fn a_browser_may_put_a_page_to_no_other_use() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let head = service.visitor().get("/").head;
    for wanted in ["default-src 'none'", "frame-ancestors 'none'", "nosniff", "same-origin"] {
        assert!(head.contains(wanted), "{wanted} is not in\n{head}");
    }
}

#[test]
fn an_address_that_others_reach_is_taken_only_when_that_is_said() {
    let folder = Folder::two_missions();
    let answer = remit(&folder, "serve project --listen 0.0.0.0:0");
    assert_eq!(answer.code, Some(2));
    insta::assert_snapshot!(answer.err.lines().last().unwrap_or_default(), @"remit: 0.0.0.0:0 is no address of this machine alone, and nobody has an account; make one with `remit account add`, or add --open where anyone who reaches it may read all of this project");
}

#[test]
fn what_is_due_is_there_as_a_page_as_json_and_as_a_table() {
    let folder = Folder::joined_up();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = visitor.get("/due?days=7");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(between(&page.body, "<h1>", "</h1>").contains("late"), "{}", page.body);
    assert!(page.body.contains("Please send"), "{}", page.body);
    let reports = visitor.json("/due?days=7")["reports"].as_array().unwrap().len();
    let table = visitor.ask("GET", "/due?days=7", &["Accept: text/csv"]);
    assert!(table.head.contains("text/csv"), "{}", table.head);
    assert_eq!(table.body.lines().count(), reports + 1);
    let london = visitor.json("/due?body=london");
    assert!(
        london["reports"].as_array().unwrap().iter().all(|report| report["body"] == "london"),
        "{london}"
    );
}

#[test]
fn the_matrix_leads_to_bodies_and_both_count_alike() {
    let folder = Folder::joined_up();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    assert!(visitor.get("/matrix").body.contains("href=\"/bodies/london\""));
    let bodies = visitor.json("/bodies");
    let is_london = |body: &&serde_json::Value| body["id"] == "london";
    let london = bodies["bodies"].as_array().unwrap().iter().find(is_london).unwrap();
    let lists = visitor.json("/bodies/london");
    assert_eq!(london["owed"], lists["owes"].as_array().unwrap().len());
    // A page of one body works out less than the lists of all, and says the same.
    let told = remit(&folder, "matrix project --body london --format json").out;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    for list in ["owes", "leads", "is_owed", "awaited", "asked_twice"] {
        assert_eq!(told[list], lists[list], "{list}");
    }
    let page = visitor.get("/bodies/london");
    assert_eq!(between(&page.body, "<h1>", "</h1>"), "London owes one thing; it is broken.");
    assert_eq!(visitor.get("/bodies/atlantis").status, 404);
}

#[test]
fn an_alert_leads_to_why_it_stands_so_and_that_to_the_row_of_a_file() {
    let folder = Folder::joined_up();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let alert = visitor.get("/alerts/homelessness/duty-to-refer");
    assert!(alert.body.contains("href=\"/explanations/homelessness/duty-to-refer\""), "{}", alert.body);
    let why = visitor.get("/explanations/homelessness/duty-to-refer?period=2023-Q1");
    assert_eq!(why.status, 200);
    assert!(why.body.contains("feeds/duty-to-refer/") && why.body.contains("line "), "{}", why.body);
    let document = visitor.json("/explanations/homelessness/duty-to-refer?period=2023-Q1");
    assert_eq!(document["obligation"]["id"], "duty-to-refer");
    assert_eq!(visitor.get("/explanations/homelessness/no-such-duty").status, 404);
}

#[test]
fn the_engine_that_answers_questions_follows_what_is_reported() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let before = visitor.json("/bodies")["position"].as_u64().unwrap();
    let mut listener = visitor.listen(&format!("/events?after={before}"), &[]);
    folder.drop_in("missions/later.toml", "[mission]\nid = \"later\"\ntitle = \"Something later\"\n");
    let heard: u64 = listener.next_event().parse().unwrap();
    assert!(visitor.json("/bodies")["position"].as_u64().unwrap() >= heard);
    let missions = visitor.json("/matrix")["missions"].clone();
    assert!(missions.as_array().unwrap().iter().any(|mission| mission["mission"] == "later"), "{missions}");
}

#[test]
fn a_question_that_cannot_be_read_and_a_page_that_is_no_table_are_refused() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let title = |path: &str| {
        let page = visitor.get(path);
        let problem: serde_json::Value = serde_json::from_str(&page.body).unwrap_or_default();
        let title = problem["title"]
            .as_str()
            .map_or_else(|| between(&page.body, "<h1>", "</h1>").to_owned(), str::to_owned);
        format!("{} {title}", page.status)
    };
    insta::assert_snapshot!(title("/due?days=soon"), @"400 The question cannot be read");
    insta::assert_snapshot!(title("/due?days=4000"), @"400 The question cannot be read");
    insta::assert_snapshot!(title("/due?board=None"), @"404 There is nothing at this address");
    insta::assert_snapshot!(title("/?format=csv"), @"406 This is no table");
}

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

#[test]
fn the_page_of_many_comes_page_by_page_the_worst_first() {
    let folder = Folder::each_council();
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let service = Service::start(&folder);
    let page = |query: &str| service.visitor().get(&format!("/missions/homes/plans{query}")).body;
    let rows = |page: &str| page.matches("<th scope=\"row\">").count();
    let (all, first) = (page(""), page("?limit=5"));
    assert_eq!((rows(&all), all.contains("More bodies")), (13, false), "{all}");
    assert_eq!(rows(&first), 5);
    assert!(first.contains("href=\"/missions/homes/plans?limit=5&#38;after=5\">More bodies"), "{first}");
    assert!(!first.contains("On track"), "the worst stand first: {first}");
    let last = page("?limit=5&after=10");
    assert_eq!((rows(&last), last.contains("More bodies")), (3, false), "{last}");
    assert_eq!(service.visitor().get("/missions/homes/plans?limit=0").status, 400);
}
