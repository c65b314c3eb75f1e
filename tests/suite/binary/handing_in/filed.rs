//! Feeds and the files that came by them, and the ledger, as pages and programs are shown them; and long lists, page by page.

use tests::process::{Folder, Page, Service, Visitor};

use super::known::{Up, folder, token};

/// The first link of a page that begins so.
#[track_caller]
fn link<'p>(page: &'p Page, begins: &str) -> &'p str {
    assert_eq!(page.status, 200, "{}", page.body);
    let mut links = page.body.split("href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    links.find(|link| link.starts_with(begins)).unwrap_or_else(|| panic!("no {begins} in\n{}", page.body))
}

#[test]
fn from_a_figure_to_the_file_that_it_came_in_it_is_three_links() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let obligation = visitor.get("/missions/homes/warmth");
    let why = visitor.get(link(&obligation, "/explanations/"));
    let report = visitor.get(link(&why, "/reports/"));
    assert!(report.body.contains("feeds/warmth/2024.csv"), "{}", report.body);
    assert!(
        report.body.contains("Line 2: Homes that are warm enough, North Council, January 2024: 95%, final")
    );
    for page in ["/measures/warm-homes", "/bodies/north-council"] {
        let page = visitor.get(page);
        assert_eq!(link(&page, "/reports/"), link(&why, "/reports/"), "{}", page.body);
    }
    let content = visitor.get(link(&report, "/reports/").to_owned().as_str());
    assert_eq!(content.status, 200, "{}", content.body);
    assert_eq!(content.body, folder.read("feeds/warmth/2024.csv"));
    assert!(content.line("content-disposition").is_some_and(|line| line.starts_with("attachment")));
    // Once the file says something else, nobody is shown that for what it said.
    folder.append("feeds/warmth/2024.csv", "2024-03,north-council,97\n");
    let gone = visitor.get(link(&report, "/reports/"));
    assert_eq!(gone.status, 404);
    assert!(gone.body.contains("not there as it was received"), "{}", gone.body);
}

#[test]
fn a_report_is_found_again_by_its_hash_and_its_content_is_not_for_everybody() {
    let up = Up::start(folder());
    let (ann, min, ada) = (token(&up.folder, "Ann"), token(&up.folder, "Min"), token(&up.folder, "Ada"));
    let answer = up.report(&ann, &[], "2024-03,north-council,91\n2024-03,north-council,x\n").json();
    let hash = answer["hash"].as_str().expect("a hash").to_owned();
    let get = |who: &str, path: &str| up.visitor.ask("GET", path, &[who, "Accept: application/json"]);
    let found = get(&min, &format!("/reports/{hash}")).json();
    let receipt = &found["receipts"][0];
    assert_eq!(receipt["answer"], answer);
    assert_eq!(receipt["receipt"], answer["receipt"]);
    assert_eq!(receipt["figures"][0]["value"], "91");
    assert!(receipt["account"].as_str().is_some_and(|account| account.starts_with("acc_")), "{found:#}");
    let content = format!("/reports/{hash}/content");
    assert!(found["content"].is_null(), "{found:#}");
    assert_eq!(get(&min, &content).status, 403);
    assert_eq!(get(&ada, &format!("/reports/{hash}")).json()["content"], content);
    for who in [&ann, &ada] {
        let whole = get(who, &content);
        assert_eq!((whole.status, whole.body.lines().count()), (200, 3), "{}", whole.body);
    }
    assert_eq!(get(&ann, &format!("/reports/{}", "0".repeat(64))).status, 404);
    let feed = get(&min, "/feeds/warmth").json();
    assert_eq!(feed["receipts"][0]["hash"], hash.as_str(), "the newest stands first: {feed:#}");
    assert_eq!(feed["receipts"][0]["quarantined"], 1);
    assert_eq!(get(&min, "/feeds/none").status, 404);
}

#[test]
fn a_file_that_could_not_be_used_waits_on_the_page_of_its_feed_until_it_is_put_right() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let feed = |visitor: &Visitor| visitor.json("/feeds/warmth");
    assert_eq!(feed(&visitor)["refused"].as_array().map(Vec::len), Some(0));
    let position = visitor.json("/")["position"].as_u64().expect("a position");
    let mut listener = visitor.listen(&format!("/events?after={position}"), &[]);
    folder.drop_in("feeds/warmth/april.csv", "month,body\n2024-04,north-council\n");
    listener.next_event();
    let refused = feed(&visitor)["refused"].clone();
    assert_eq!(refused[0]["file"], "feeds/warmth/april.csv", "{refused:#}");
    let page = visitor.get("/feeds/warmth").body;
    assert!(page.contains("feeds/warmth/april.csv, received on") && page.contains("percent"), "{page}");
    assert!(visitor.get("/feeds").body.contains("Two feeds: one file could not be used."));
    folder.drop_in("feeds/warmth/april.csv", "month,body,percent\n2024-04,north-council,95\n");
    while feed(&visitor)["refused"].as_array().is_none_or(|refused| !refused.is_empty()) {
        listener.next_event();
    }
}

#[test]
fn the_ledger_is_told_page_by_page_and_ends_with_its_first_entry() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let whole = visitor.json("/audit?limit=500");
    let entries = whole["entries"].as_array().expect("entries");
    let last = whole["position"].as_u64().expect("a position");
    assert_eq!(entries.len() as u64, last, "{whole:#}");
    let (mut told, mut next) = (Vec::new(), Some("/audit?limit=2&format=json".to_owned()));
    while let Some(address) = next {
        let page = visitor.ask("GET", &address, &[]);
        told.extend(page.json()["entries"].as_array().expect("entries").clone());
        let link = page.line("link").map(str::to_owned);
        next = link.map(|link| link.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned());
    }
    // The service may have noted since that it is up.
    let told: Vec<_> = told.into_iter().filter(|entry| entry["position"].as_u64() <= Some(last)).collect();
    assert_eq!(&told, entries);
    let kinds: Vec<&str> = told.iter().filter_map(|entry| entry["kind"].as_str()).collect();
    assert!(kinds.contains(&"received") && kinds.contains(&"observed"), "{kinds:?}");
    let hash = visitor.json("/audit")["hash"].as_str().map(str::len);
    assert_eq!(hash, Some(64));
    assert_eq!(visitor.get("/audit?limit=501").status, 400);
    let table = visitor.ask("GET", "/audit?limit=2", &["Accept: text/csv"]).body;
    assert_eq!(table.lines().count(), 3, "{table}");
}

#[test]
fn the_ledger_is_for_auditors_boards_and_administrators() {
    let up = Up::start(folder());
    let status = |name: &str| up.visitor.ask("GET", "/audit", &[&token(&up.folder, name)]).status;
    assert_eq!(["Ann", "Ola", "Bea", "Ada"].map(status), [403, 403, 200, 200]);
    assert_eq!(up.visitor.ask("GET", "/audit", &["Accept: application/json"]).status, 401);
}

#[test]
fn alerts_and_what_is_due_are_told_page_by_page() {
    let folder = Folder::each_council();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    for (address, list) in [("/alerts", "alerts"), ("/due", "reports")] {
        let whole = visitor.json(&format!("{address}?limit=500"))[list].clone();
        let whole = whole.as_array().expect("a list");
        assert!(whole.len() > 1, "{address}: {whole:#?}");
        let (mut told, mut next) = (Vec::new(), Some(format!("{address}?limit=1&format=json")));
        while let Some(address) = next {
            let page = visitor.ask("GET", &address, &[]);
            let listed = page.json()[list].as_array().expect("a list").clone();
            assert!(listed.len() <= 1, "{address}");
            told.extend(listed);
            let link = page.line("link").map(str::to_owned);
            next = link
                .map(|link| link.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned());
        }
        assert_eq!(&told, whole, "{address}");
    }
    let page = visitor.get("/alerts?limit=3");
    assert!(page.body.contains("rel=\"next\" href=\"/alerts?limit=3&#38;after=3\""), "{}", page.body);
}
