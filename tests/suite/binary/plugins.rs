//! Users' plugins in the real program: files that a script reads, messages that a script makes requests of, and a script that
//! changes while the service is up.

use tests::process::{Folder, Receiver, Service, remit};

const MANIFEST: &str = r#"
[plugin]
name = "pipes"
version = "1.0.0"
kind = "reader"
title = "Fields between pipes"
files = "*.txt"
"#;

const READER: &str = r#"
//! What: reads `body|month|percent`.
fn read(file) {
    let rows = rows();
    let number = 0;
    for line in lines(file.text) {
        number += 1;
        let parts = line.split("|");
        rows.add(#{ body: parts[0], period: parts[1], value: parts[2], line: number });
    }
    rows
}
"#;

const FEED: &str = r#"
[[feed]]
id = "pipes"
folder = "feeds/pipes"
format = "pipes"
measure = "warm-homes"
vintage = "received"
"#;

const CHAT: &str = r#"
[plugin]
name = "chat"
version = "1.0.0"
kind = "notifier"
title = "Chat"
[capabilities]
hosts = ["*"]
[settings.url]
type = "text"
required = true
secret = true
"#;

const NOTIFIER: &str = r#"
fn request(message) {
    #{ url: message.settings.url, headers: #{ "webhook-id": message.id },
       body: #{ type: message.kind, data: #{ subject: message.subject, id: message.alert.get("id", message.subject) } } }
}
"#;

/// A project whose homes are also reported between pipes.
fn with_reader() -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("plugins/pipes/plugin.toml", MANIFEST);
    folder.drop_in("plugins/pipes/reader.rhai", READER);
    folder.append("remit.toml", FEED);
    folder.drop_in("feeds/pipes/README.md", "not for the plugin");
    folder
}

#[test]
fn a_plugin_reads_files_of_its_own_kind() {
    let folder = with_reader();
    assert_eq!(remit(&folder, "check project").code, Some(0));
    folder.drop_in("feeds/pipes/a.txt", "north-council|2024-02|40\nnowhere|2024-02|1\n");
    let answer = remit(&folder, "run project");
    insta::assert_snapshot!(answer.err, @r"
    feeds/pipes/a.txt: one row was set aside and not used
      line 2: unknown organisation `nowhere`
    ");
    assert!(answer.out.contains("homes/warmth/ministry"), "{}", answer.out);
}

#[test]
fn a_plugin_that_fails_costs_its_own_file_alone() {
    let folder = with_reader();
    folder.drop_in("feeds/pipes/a.txt", "north-council|2024-02\n");
    folder.drop_in("feeds/pipes/b.txt", "north-council|2024-02|40\n");
    let answer = remit(&folder, "run project");
    assert_eq!(answer.code, Some(2));
    insta::assert_snapshot!(answer.err, @r"
    remit: feeds/pipes/a.txt: the plugin `pipes` failed at line 9 of plugins/pipes/reader.rhai: there is no entry 2 among 2, counted from 0
      help: This is a fault of the plugin; nothing in the file was taken
    ");
    assert!(answer.out.contains("homes/warmth/ministry"), "{}", answer.out);
}

/// A project whose messages go to a receiver through a plugin that is granted these hosts; one alert is on its way.
fn with_notifier(receiver: &Receiver, hosts: &str) -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("plugins/chat/plugin.toml", CHAT);
    folder.drop_in("plugins/chat/notifier.rhai", NOTIFIER);
    folder.drop_in("chat.secret", format!("http://{}/token\n", receiver.address()));
    folder.append(
        "remit.toml",
        &format!(
            "\n[[plugin]]\nname = \"chat\"\nallow_hosts = [\"{hosts}\"]\n\
             [[notifier]]\nid = \"team\"\nkind = \"chat\"\nurl_file = \"chat.secret\"\n"
        ),
    );
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    folder
}

#[test]
fn a_plugin_carries_messages_where_it_is_granted() {
    let receiver = Receiver::start();
    let folder = with_notifier(&receiver, &receiver.address().to_string());
    let service = Service::start(&folder);
    let request = receiver.wait_for("alert.firing trains/punctuality/railway");
    assert_eq!(request.headers["idempotency-key"], request.headers["webhook-id"]);
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_plugin_sends_nothing_where_it_is_not_granted() {
    let receiver = Receiver::start();
    let answer = remit(&with_notifier(&receiver, "chat.example.org"), "run project");
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    let is_told =
        answer.err.contains("a request to 127.0.0.1:") && answer.err.contains("which is not granted");
    assert!(is_told && !answer.err.contains("token"), "{}", answer.err);
    assert_eq!(receiver.requests().len(), 0);
}

#[test]
fn a_change_of_a_plugin_is_in_force_at_once_and_a_broken_one_keeps_its_last_good_text() {
    let folder = with_reader();
    let receiver = Receiver::start();
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    folder.edit("plugins/pipes/reader.rhai", "lines(file.text)", "liness(file.text)");
    service.wait_for("plugins/pipes cannot be used as written; the last good revision stays in force");
    let refusal = receiver.wait_for("project.refused plugins/pipes: the newest text is not in force");
    assert!(refusal.body.contains("did you mean `lines`?"), "{}", refusal.body);
    folder.drop_in("feeds/pipes/a.txt", "north-council|2024-02|97\n");
    service.wait_for("received file=\"feeds/pipes/a.txt\"");

    folder.edit(
        "plugins/pipes/reader.rhai",
        "liness(file.text)",
        "lines(replace(file.text, \"half\", \"40\"))",
    );
    receiver.wait_for("project.accepted the newest text is in force again");
    folder.drop_in("feeds/pipes/b.txt", "north-council|2024-02|half\n");
    receiver.wait_for("alert.firing homes/warmth/ministry");
    service.stop();
}

#[test]
fn a_plugin_that_is_put_there_under_a_service_is_found() {
    let folder = Folder::two_missions();
    folder.drop_in("feeds/pipes/a.txt", "north-council|2024-02|40\n");
    let receiver = Receiver::start();
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    folder.drop_in("plugins/pipes/reader.rhai", READER);
    folder.drop_in("plugins/pipes/plugin.toml", MANIFEST);
    folder.append("remit.toml", FEED);
    receiver.wait_for("alert.firing homes/warmth/ministry");
    service.wait_for("in force");
    service.stop();
}

#[test]
fn check_tells_every_fault_of_every_plugin() {
    let folder = with_reader();
    folder.edit("plugins/pipes/plugin.toml", "kind = \"reader\"", "kind = \"raeder\"");
    folder.drop_in("plugins/chat/plugin.toml", CHAT);
    folder.drop_in("plugins/chat/notifier.rhai", "fn request(m) { now() }");
    let answer = remit(&folder, "check project");
    assert_eq!(answer.code, Some(2));
    insta::assert_snapshot!(answer.err);
}
