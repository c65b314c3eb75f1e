//! The pages of the service in a real browser: on a telephone and on a desk, with scripts and without, by keyboard, and with axe.

use tests::process::{Browser, Folder, Service};

#[test]
fn every_page_holds_in_a_browser() {
    for folder in [Folder::health_mission(), Folder::each_council()] {
        let service = Service::start(&folder);
        let Some(browser) = Browser::start("pages.mjs", &service.visitor().front()) else { return };
        let said = browser.hear_out();
        let summary = said.lines().last().unwrap_or_default();
        assert!(summary.ends_with(" pages, 0 faults") && !summary.starts_with("0 "), "{said}");
    }
}

#[test]
fn an_open_page_says_that_something_changed_and_stays_as_it_was() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let Some(mut browser) = Browser::start("news.mjs", &service.visitor().front()) else { return };
    assert_eq!(browser.hear(), "opened");
    folder.drop_in("missions/later.toml", "[mission]\nid = \"later\"\ntitle = \"Something later\"\n");
    insta::assert_snapshot!(browser.hear_out(), @"
    Something has changed since you opened this page. Show it
    the page stayed
    the new page is there
    ");
}
