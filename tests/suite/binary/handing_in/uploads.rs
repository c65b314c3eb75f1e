//! Files that people hand in with a browser: looked at row by row first, and then handed in or not.

use tests::process::{Page, recorded};

use super::form::{PAGE, hidden, read, send, up_as_reporter};
use super::known::Up;

const FILE: &str =
    "month,body,percent\n2024-02,north-council,40\n2024-01,north-council,95\n2024-03,north-council,x\n";

/// Uploads a file as a browser does.
#[track_caller]
fn upload(up: &Up, cookie: &str, form_token: &str, (feed, file): (&str, &str)) -> Page {
    let field = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = [
        field("form_token", form_token),
        field("feed", feed),
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"march.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--edge--\r\n"
        ),
    ];
    let kind = "Content-Type: multipart/form-data; boundary=edge";
    up.visitor.post("/report", &[kind, PAGE, &format!("Cookie: {cookie}")], body.concat())
}

fn token(up: &Up, cookie: &str) -> String {
    hidden(&read(up, "/report", cookie)).remove("form_token").expect("the form belongs to its session")
}

#[test]
fn a_file_is_looked_at_row_by_row_before_what_is_good_of_it_is_handed_in() {
    let (up, cookie) = up_as_reporter();
    let token = token(&up, &cookie);
    let before = recorded(&up.folder).len();
    let check = upload(&up, &cookie, &token, ("warmth", FILE));
    assert_eq!(check.status, 200, "{}", check.body);
    for line in [
        "Line 2: Homes that are warm enough, North Council, 2024-02: 96% would be revised to 40%",
        "Line 3: Homes that are warm enough, North Council, 2024-01: 95% is what is known already",
        "Line 4: set aside: ",
        "Hand in all that is good",
    ] {
        assert!(check.body.contains(line), "{line}: {}", check.body);
    }
    assert_eq!(recorded(&up.folder).len(), before, "nothing is handed in yet");

    let back = read(&up, "/report/annotated", &cookie);
    let lines: Vec<&str> = back.body.lines().collect();
    assert_eq!(lines.first(), Some(&"month,body,percent,What would become of it"), "{}", back.body);
    assert!(lines.iter().any(|line| line.starts_with("2024-02,north-council,40,") && line.contains("96%")));
    assert!(
        lines.iter().any(|line| line.starts_with("2024-03,north-council,x,") && line.contains("set aside"))
    );

    let key = hidden(&check).remove("key").expect("the file has a key");
    let fields = [("form_token", &*token), ("key", &*key), ("step", "send")];
    let done = send(&up, "/report", &cookie, &fields);
    assert_eq!(done.status, 201, "{}", done.body);
    assert!(done.body.contains("0 taken, 1 revised, 1 known already, 1 set aside"), "{}", done.body);
    let after = recorded(&up.folder).len();
    assert!(after > before);
    assert_eq!(send(&up, "/report", &cookie, &fields).body, done.body, "sent twice, it counts once");
    assert_eq!(recorded(&up.folder).len(), after);
}

#[test]
fn a_file_of_others_or_of_no_use_is_refused_with_the_reason() {
    let (up, cookie) = up_as_reporter();
    let token = token(&up, &cookie);
    let before = recorded(&up.folder).len();
    let other = "month,body,percent\n2024-02,south-council,40\n";
    for (feed, file, why) in [
        ("warmth", other, "the report has figures of `south-council`"),
        ("warmth", "a,b\n1,2\n", "There is a problem"),
        ("no-such-feed", FILE, "There is no feed `no-such-feed`"),
        ("warmth", "", "Choose a file that holds something"),
    ] {
        let page = upload(&up, &cookie, &token, (feed, file));
        assert_eq!(page.status, 422, "{why}: {}", page.body);
        assert!(page.body.contains(why), "{why}: {}", page.body);
    }
    let foreign = upload(&up, &cookie, "guessed", ("warmth", FILE));
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    assert_eq!(read(&up, "/report/annotated", &cookie).status, 404, "nothing waits");
    let unsent = send(&up, "/report", &cookie, &[("form_token", &token), ("key", "k"), ("step", "send")]);
    assert_eq!(unsent.status, 404, "{}", unsent.body);
    assert_eq!(recorded(&up.folder).len(), before);
    assert_eq!(up.visitor.get("/accessibility").status, 200, "it is there for whoever cannot sign in");
}
