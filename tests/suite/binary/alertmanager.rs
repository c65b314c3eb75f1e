//! Alerts in a real Alertmanager: open until Remit says that they are over.

use tests::process::{AlertmanagerServer, Folder, remit, until};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";

#[test]
fn an_alert_is_open_in_alertmanager_until_it_is_over() {
    let Some(server) = AlertmanagerServer::start() else { return };
    let folder = Folder::two_missions();
    remit(&folder, "run project");
    let notifier =
        format!("\n[[notifier]]\nid = \"am\"\nkind = \"alertmanager\"\nurl = \"{}\"\n", server.url());
    folder.append("remit.toml", &notifier);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    remit(&folder, "run project");
    let open = until("the alert is shown", || Some(server.open()).filter(|open| !open.is_empty()));
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!(open[0]["labels"]["alertname"], "homes/warmth");
    assert_eq!(open[0]["labels"]["severity"], "breach");
    assert!(open[0]["annotations"]["description"].as_str().unwrap().contains("North Council"), "{open:?}");
    folder.drop_in("feeds/warmth/more-still.csv", MET);
    remit(&folder, "run project");
    until("the alert is over", || server.open().is_empty().then_some(()));
}
