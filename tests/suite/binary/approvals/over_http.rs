//! A change of texts is shown over HTTP, and signatures that were made elsewhere are handed in there.

use tests::process::{Service, keygen, remit};

use super::board::{Board, FIRING, check_says};

#[test]
fn a_change_is_shown_and_signed_statements_bring_it_into_force() {
    let board = Board::in_force();
    for account in ["Jane --role approver", "Vic --role viewer"] {
        assert_eq!(board.remit(&format!("account add project {account}")).code, Some(0));
    }
    let token = |name: &str| {
        let made = remit(&board.folder, &format!("token add project {name}"));
        format!("Authorization: Bearer {}", made.out.trim())
    };
    let (jane, vic) = (token("Jane"), token("Vic"));
    let revision = board.edit();
    let mut statements = Vec::new();
    for name in ["Jane", "John"] {
        let line = format!("approve project {revision} --statement {name}.txt --name {name} --reason agreed");
        assert_eq!(board.remit(&line).code, Some(0));
        let file = format!("{name}.txt");
        keygen(&board.folder, &["-q", "-Y", "sign", "-f", name, "-n", "remit", &file], None);
        let read = |file: &str| std::fs::read_to_string(board.folder.root().join(file)).expect("it is there");
        let signed =
            serde_json::json!({ "statement": read(&file), "signature": read(&format!("{file}.sig")) });
        statements.push(signed.to_string());
    }
    let service = Service::start(&board.folder);
    let visitor = service.visitor();
    let ask = |path: &str, form: &str| visitor.ask("GET", path, &[&vic, &format!("Accept: {form}")]);
    let listed = ask("/approvals", "application/json").json();
    assert_eq!(listed["changes"][0]["mission"], "homes", "{listed}");
    let page = ask("/changes/homes", "text/html");
    for said in ["floor = 99", "Nobody has signed it yet", "To be signed in is not enough"] {
        assert!(page.body.contains(said), "{said} is not in {}", page.body);
    }
    let sign = |token: &str, body: &str| visitor.post("/changes/homes/signatures", &[token], body);
    assert_eq!(sign(&vic, &statements[0]).status, 403);
    let forged = statements[0].replace("agreed", "forged");
    let refused = sign(&jane, &forged);
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (422, &"refused-signature".into()),
        "{}",
        refused.body
    );
    let first = sign(&jane, &statements[0]);
    assert_eq!(first.status, 200, "{}", first.body);
    assert_eq!(first.json()["sentences"][0], format!("Jane has signed revision {revision} of homes."));
    let page = ask("/changes/homes", "text/html");
    assert!(page.body.contains("Jane has signed it; a second person must"), "{}", page.body);
    let second = sign(&jane, &statements[1]);
    assert_eq!(second.status, 200, "whose key it is counts, and not whose account: {}", second.body);
    assert_eq!(ask("/changes/homes", "application/json").status, 404, "it waits no longer");
    service.stop();
    check_says(&board.remit("run project"), FIRING);
    assert_eq!(board.signatures().len(), 2);
}
