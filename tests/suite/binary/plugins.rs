//! Users' plugins in the real program: files that a script reads, messages that a script makes requests of, and a script that
//! changes while the service is up.

use tests::process::{Folder, Receiver, Service, queued, remit};

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
    assert!(answer.out.contains("homes/warmth"), "{}", answer.out);
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
    assert!(answer.out.contains("homes/warmth"), "{}", answer.out);
}

/// Takes until it is stopped, which is minutes later.
const SLOW_READER: &str = "
//! What: nothing, for long.
fn read(file) {
    let list = [];
    let turns = 0;
    while turns < 1000000 { list = [list]; turns += 1; }
    []
}
";

#[test]
fn a_reader_that_takes_long_holds_up_neither_other_feeds_nor_the_end() {
    let (folder, receiver) = (with_reader(), Receiver::start());
    folder.drop_in("plugins/pipes/reader.rhai", SLOW_READER);
    receiver.declare_in(&folder);
    let service = Service::start(&folder);
    folder.drop_in("feeds/pipes/large.txt", "north-council|2024-02|91\n".repeat(50_000));
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    receiver.wait_for("alert.firing homes/warmth");
    let ended = service.stop();
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(
        !ended.err.contains("large.txt"),
        "the reader was done already, so that this shows nothing: {ended}"
    );
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
    let request = receiver.wait_for("alert.firing trains/punctuality");
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
    receiver.wait_for("alert.firing homes/warmth");
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
    receiver.wait_for("alert.firing homes/warmth");
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

const HOOK: &str = "[plugin]\nname = \"rota\"\nversion = \"1.0.0\"\nkind = \"hook\"\ntitle = \"Rota\"\n";

/// A project with one alert on its way to a receiver, through a hook.
fn with_hook(receiver: &Receiver, script: &str) -> Folder {
    let folder = Folder::two_missions();
    receiver.declare_in(&folder);
    folder.append("remit.toml", "\n[[hook]]\nplugin = \"rota\"\n");
    folder.drop_in("plugins/rota/plugin.toml", HOOK);
    folder.drop_in("plugins/rota/hook.rhai", script);
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    folder
}

#[test]
fn a_hook_adds_to_a_message_and_what_it_added_is_kept_with_it() {
    let receiver = Receiver::start();
    let script = "fn alert(message) { #{ text: \"Ring 123.\", labels: #{ team: \"rail\" }, route: message.notifiers } }";
    let folder = with_hook(&receiver, script);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let said = receiver.wait_for("alert.firing trains/punctuality").said();
    assert!(said["data"]["text"].as_str().unwrap().ends_with("\n\nRing 123."), "{said}");
    assert_eq!(said["data"]["labels"]["team"], "rail", "{said}");
    assert!(queued(&folder)[0].text.ends_with("Ring 123."), "it is on the ledger as it was sent");
}

#[test]
fn a_hook_that_fails_stops_no_message_and_is_told_once() {
    let receiver = Receiver::start();
    let folder = with_hook(&receiver, "fn alert(message) { message.alert.nothing }");
    let answer = remit(&folder, "run project");
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    assert!(answer.err.contains("the message goes out without it"), "{}", answer.err);
    let titles = receiver.titles();
    assert_eq!(titles, ["plugin.failed the plugin rota fails", "alert.firing trains/punctuality"]);
}

#[test]
fn a_new_plugin_of_every_kind_works_as_it_is_written() {
    let folder = Folder::two_missions();
    for kind in ["reader", "notifier", "hook", "library"] {
        let made = remit(&folder, &format!("plugin new {kind} project/plugins/my-{kind}"));
        assert_eq!(made.code, Some(0), "{}", made.err);
    }
    let check = remit(&folder, "plugin check project");
    assert_eq!(check.code, Some(0), "{}", check.err);
    insta::assert_snapshot!(check.out, @r"
    No errors. Ready: four plugins.
      my-hook 0.1.0, hook: Who is on call
      my-library 0.1.0, library: Functions that rules share
      my-notifier 0.1.0, notifier: Messages to a service of ours
      my-reader 0.1.0, reader: Fields between semicolons
    ");
    let test = remit(&folder, "plugin test project");
    assert_eq!(test.code, Some(0), "{}{}", test.out, test.err);
    insta::assert_snapshot!(test.out, @r"
    passed  my-hook: a message
    my-library: a library is tested with the rules that import it
    passed  my-notifier: a message
    passed  my-notifier: a busy service is tried again
    passed  my-reader: lines, a comment and a short one
    Four tests passed, no tests failed.
    ");
    assert_eq!(remit(&folder, "check project").code, Some(0));
    let again = remit(&folder, "plugin new reader project/plugins/my-reader");
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("is not empty, so nothing was written"), "{}", again.err);
    assert_eq!(remit(&folder, "plugin new reader project/plugins/My.Reader").code, Some(2));
}

#[test]
fn a_test_of_a_plugin_that_fails_shows_how() {
    let folder = Folder::two_missions();
    remit(&folder, "plugin new reader project/plugins/my-reader");
    folder.edit("plugins/my-reader/tests/first.toml", "value = \"97\"", "value = \"98\"");
    let test = remit(&folder, "plugin test project my-reader");
    assert_eq!(test.code, Some(1), "{}", test.err);
    insta::assert_snapshot!(test.out, @r#"
    FAILED  my-reader: lines, a comment and a short one
        row 1: expected {"body":"north-council","line":2,"period":"2024-02","value":"98"}
          but it is {"body":"north-council","line":2,"period":"2024-02","value":"97"}
    No tests passed, one test failed.
    "#);
    folder.edit("plugins/my-reader/tests/first.toml", "expect.rows", "expct.rows");
    let broken = remit(&folder, "plugin test project my-reader");
    assert_eq!(broken.code, Some(2));
    insta::assert_snapshot!(broken.err, @"remit: plugins/my-reader/tests/first.toml: the test `lines, a comment and a short one` has no key `expct`; did you mean `expect`?");
}

#[test]
fn shipped_plugins_are_there_without_being_copied() {
    let folder = Folder::two_missions();
    for name in ["dhis2-data-value-sets", "sdmx-csv", "teams-card"] {
        let test = remit(&folder, &format!("plugin test project {name}"));
        assert_eq!(test.code, Some(0), "{}{}", test.out, test.err);
    }
    insta::assert_snapshot!(remit(&folder, "plugin docs project teams-card").out);
    let unknown = remit(&folder, "plugin check project teams-cards");
    assert_eq!(unknown.code, Some(2));
    insta::assert_snapshot!(unknown.err, @r"
    remit: there is no plugin `teams-cards`
      help: did you mean `teams-card`?
    ");
}

#[test]
fn an_export_of_dhis2_becomes_evidence() {
    let folder = Folder::two_missions();
    folder.append(
        "remit.toml",
        "\n[[feed]]\nid = \"dhis2\"\nfolder = \"feeds/dhis2\"\nformat = \"dhis2-data-value-sets\"\n\
         [feed.settings]\nmeasures = { f7n9E0hX8qk = \"warm-homes\" }\n[feed.codes.body]\nDiszpKrYNg8 = \"north-council\"\n",
    );
    let export = r#"{"period":"202402","orgUnit":"DiszpKrYNg8","dataValues":[
{"dataElement":"f7n9E0hX8qk","value":"40","lastUpdated":"2024-03-05T10:12:13.000+0000"},
{"dataElement":"f7n9E0hX8qk","value":"41","orgUnit":"nobody"},
{"dataElement":"Ix2HsbDMLea","value":"1"}]}"#;
    folder.drop_in("feeds/dhis2/2024-02.json", export);
    let answer = remit(&folder, "run project");
    insta::assert_snapshot!(answer.err, @r"
    feeds/dhis2/2024-02.json: two rows were set aside and not used
      line 3: unknown organisation `nobody`
      line 4: the setting `measures` does not name the data element Ix2HsbDMLea
    ");
    assert!(answer.out.contains("homes/warmth"), "{}", answer.out);
}
