//! The pages of the service in a real browser: on a telephone and on a desk, with scripts and without, by keyboard, and with axe.

use jiff::SignedDuration;
use tests::process::{Browser, Folder, Service, remit};

use super::handing_in::panels::contested;

#[test]
fn every_page_holds_in_a_browser() {
    let silenced = Folder::health_mission();
    remit(&silenced, "run project");
    let until = jiff::Timestamp::now().saturating_add(SignedDuration::from_hours(24)).unwrap();
    let until = until.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let asked = format!("silence add project mission=health --until {until} --reason moves --by Ann");
    assert_eq!(remit(&silenced, &asked).code, Some(0));
    for folder in [silenced, Folder::each_council(), contested("open_for = [\"homes\"]")] {
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

#[test]
fn every_form_is_filled_in_with_a_browser() {
    let folder = Folder::two_missions();
    folder.drop_in("password", "correct horse battery\n");
    let line =
        "account add project Rea --role reporter --body north-council --password-file project/password";
    assert_eq!(remit(&folder, line).code, Some(0));
    let service = Service::start(&folder);
    let Some(browser) = Browser::start("forms.mjs", &service.visitor().front()) else { return };
    let said = browser.hear_out();
    let summary = said.lines().last().unwrap_or_default();
    assert!(summary.ends_with(" pages, 0 faults") && !summary.starts_with("0 "), "{said}");
}

#[test]
fn a_change_of_a_text_is_proposed_with_a_browser() {
    let folder = Folder::two_missions();
    folder.drop_in("password", "correct horse battery\n");
    for account in ["Bo --role board --mission homes", "Kim --role approver"] {
        let line = format!("account add project {account} --password-file project/password");
        assert_eq!(remit(&folder, &line).code, Some(0));
    }
    let service = Service::start(&folder);
    let Some(browser) = Browser::start("changes.mjs", &service.visitor().front()) else { return };
    let said = browser.hear_out();
    let summary = said.lines().last().unwrap_or_default();
    assert!(summary.ends_with(" pages, 0 faults") && !summary.starts_with("0 "), "{said}");
}
