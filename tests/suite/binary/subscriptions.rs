//! What calendars and readers of feeds look in for, and notifiers that are tried by hand.

use tests::process::{Folder, Receiver, SECRET, Service, read_by, remit};

#[test]
fn a_body_has_a_calendar_of_what_it_is_asked_for() {
    let folder = Folder::each_council();
    let own = remit(&folder, "due project --format icalendar --days 366").out;
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let json = visitor.json("/due?days=366");
    let body = json["reports"][0]["body"].as_str().unwrap().to_owned();
    let page = visitor.get(&format!("/bodies/{body}/due.ics"));
    assert_eq!((page.status, page.line("content-type")), (200, Some("text/calendar; charset=utf-8")));
    let uids = |text: &str| {
        let lines = text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned);
        lines.collect::<std::collections::BTreeSet<_>>()
    };
    let told = uids(&page.body);
    assert!(!told.is_empty() && told.is_subset(&uids(&own)), "{told:?}\n{own}");
    assert_eq!(page.body.matches("BEGIN:VEVENT").count(), page.body.matches("\r\nDTEND").count());
    assert_eq!(visitor.get(&format!("/bodies/{body}/due.ics")).body.matches("SEQUENCE:").count(), told.len());
    assert_eq!(visitor.get("/bodies/nobody/due.ics").status, 404);
}

#[test]
fn open_alerts_are_a_feed_whose_entries_keep_their_names() {
    let folder = Folder::held_up();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = visitor.get("/alerts.atom");
    assert_eq!((page.status, page.line("content-type")), (200, Some("application/atom+xml; charset=utf-8")));
    let ids = |text: &str| {
        let found =
            text.split("<id>").skip(2).filter_map(|rest| Some(rest.split_once("</id>")?.0.to_owned()));
        found.collect::<Vec<_>>()
    };
    let open = visitor.json("/alerts")["alerts"].as_array().unwrap().len();
    assert_eq!(ids(&page.body).len(), open);
    assert_eq!(page.body.matches("<entry>").count(), page.body.matches("</entry>").count());
    assert_eq!(visitor.get("/alerts.atom").body, page.body);
    let named = page.body.split("href=\"/alerts/").skip(1).filter_map(|rest| rest.split_once('"'));
    for (alert, _) in named {
        assert_eq!(visitor.get(&format!("/alerts/{alert}")).status, 200, "{alert}");
    }
}

#[test]
fn a_notifier_is_tried_with_a_message_that_says_that_it_is_a_trial() {
    let folder = Folder::two_missions();
    let receiver = Receiver::start();
    receiver.declare_in(&folder);
    let name = folder.read("remit.toml");
    let name = name.split("[[notifier]]").nth(1).and_then(|rest| rest.split("id = \"").nth(1));
    let name = name.and_then(|rest| rest.split_once('"')).unwrap().0.to_owned();
    let answer = remit(&folder, &format!("notify test project {name}"));
    assert_eq!(
        (answer.code, &*answer.out),
        (Some(0), &*format!("The notifier `{name}` took the trial message.\n"))
    );
    let sent = receiver.requests();
    let said = sent[0].said();
    assert_eq!(said["type"], "notifier.test");
    assert!(said["data"]["text"].as_str().unwrap().starts_with("This is a trial message."), "{said}");
    let unknown = remit(&folder, "notify test project nobody");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("the project has no notifier `nobody`; it has "), "{}", unknown.err);
}

#[test]
fn whatever_comes_back_is_said() {
    let folder = Folder::two_missions();
    folder.append(
        "remit.toml",
        "\n[[notifier]]\nid = \"operations\"\nkind = \"alertmanager\"\nurl = \"http://127.0.0.1:9\"\n",
    );
    let answer = remit(&folder, "notify test project operations");
    assert_eq!(answer.code, Some(2));
    assert!(
        answer.err.contains("the notifier `operations` did not take the trial message: "),
        "{}",
        answer.err
    );
}

#[test]
fn a_calendar_is_read_by_the_library_that_programs_read_calendars_with() {
    let folder = Folder::each_council();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let body = visitor.json("/due?days=366")["reports"][0]["body"].as_str().unwrap().to_owned();
    let page = visitor.get(&format!("/bodies/{body}/due.ics")).body;
    let Some(read) = read_by("calendars.py", "icalendar", &page) else { return };
    let events: Vec<serde_json::Value> =
        read.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(events.len(), page.matches("BEGIN:VEVENT").count());
    let uids: std::collections::BTreeSet<&str> =
        events.iter().map(|event| event["uid"].as_str().expect("a name")).collect();
    assert_eq!(uids.len(), events.len(), "each has a name of its own");
    for event in &events {
        assert!(event["ends_later"] == true && event["sequence"].as_i64() >= Some(0), "{event}");
        assert_eq!(event["errors"], serde_json::json!([]), "{event}");
    }
}

#[test]
fn while_a_secret_is_replaced_receivers_of_the_old_one_and_of_the_new_one_verify_a_webhook() {
    let folder = Folder::two_missions();
    let receiver = Receiver::start();
    receiver.declare_in(&folder);
    let (newer, strange) = ("whsec_c2VjcmV0cyBhcmUgcmVwbGFjZWQ=", "whsec_bm9ib2R5IGtub3dzIHRoaXMgb25l");
    folder.edit("remit.toml", &format!("secret = \"{SECRET}\""), &format!("secret = \"{SECRET} {newer}\""));
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    remit(&folder, "run project");
    let sent = receiver.requests();
    assert!(!sent.is_empty(), "something was sent");
    let asked = sent.iter().flat_map(|request| {
        let header = |name: &str| request.headers[name].to_str().expect("plain text").to_owned();
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let headers: std::collections::BTreeMap<&str, String> =
            names.iter().map(|name| (*name, header(name))).collect();
        [SECRET, newer, strange].map(|secret| {
            serde_json::json!({ "secret": secret, "headers": headers, "body": request.body }).to_string()
        })
    });
    let asked: Vec<String> = asked.collect();
    let Some(read) = read_by("webhooks.py", "standardwebhooks", &asked.join("\n")) else { return };
    let read: Vec<&str> = read.lines().collect();
    for told in read.chunks(3) {
        assert!(told[0].starts_with("taken ") && told[1] == told[0], "{told:?}");
        assert!(told[2].starts_with("refused "), "{told:?}");
    }
}
