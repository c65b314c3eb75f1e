//! What nobody should send: to every address at which something is handed in, in every field, and along every path. Nothing of it is a fault of the service, nothing comes
//! back as markup, and nothing gets out of its place.

use serde_json::{Value, json};
use tests::process::Page;

use super::form::sign_in;
use super::known::{PASSWORD, Up, folder, token};

const CSV: &str = "Content-Type: text/csv";
const JSON: &str = "Content-Type: application/json";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

/// Texts that are more than they seem, or none.
const TEXTS: [&[u8]; 9] = [
    b"\xff\xfe\xc3(",
    b"a\0b",
    b"\x1b[31mred\x07",
    b"<script>alert(1)</script>\"'><img src=x>",
    b"=HYPERLINK(\"http://evil.example\")",
    b"../../../../etc/passwd",
    b"\xe2\x80\xaedesrever",
    b"{{7*7}}${7*7}%s%n",
    b"",
];

/// Paths that lead out of where they stand, or nowhere.
const PATHS: [&str; 9] = [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e",
    "..\\..\\x",
    "%00",
    "%ff%fe",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "a%0d%0aSet-Cookie:%20a=b",
    "%E2%80%AE",
    "-",
];

/// Every address at which something is handed in, with what stands for its parts.
fn addresses(up: &Up) -> Vec<String> {
    let described = up.visitor.json("/openapi.json");
    let paths = described["paths"].as_object().expect("addresses");
    let taking = paths.iter().filter(|(_, methods)| methods.get("post").is_some());
    let filled = |(path, _): (&String, &Value)| {
        let path =
            if path.starts_with("/alerts") { path.replace("{id}", "homes/warmth") } else { path.clone() };
        path.replace("{feed}", "warmth")
            .replace("{mission}", "homes")
            .replace("{obligation}", "warmth")
            .replace("{id}", "req_1")
    };
    taking.map(filled).collect()
}

/// A body of each kind that can be sent, with this text in one place of it.
fn bodies(text: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut bodies = Vec::new();
    for place in 0..4 {
        let cells = ["2024-02", "north-council", "94", "more"].map(str::as_bytes);
        let cells: Vec<&[u8]> =
            cells.iter().enumerate().map(|(at, cell)| if at == place { text } else { *cell }).collect();
        bodies.push((CSV, [b"month,body,percent,note\n", &*cells.join(&b','), b"\n"].concat()));
        bodies.push((CSV, [&*cells.join(&b','), b"\n2024-02,north-council,94\n"].concat()));
    }
    let fields = [
        "name",
        "password",
        "then",
        "form_token",
        "step",
        "kind",
        "reason",
        "contribution",
        "until",
        "key",
        "decision",
        "statement",
        "signature",
        "document",
        "periods",
        "place",
        "value",
        "from",
        "values",
        "examples",
        "figure-of-1",
        "figure-1-1",
        "verdict-1",
        text_or(text),
    ];
    for field in fields {
        let sound = json!({ "kind": "explain", "reason": "flooded", "decision": "refuse", "statement": "a", "signature": "b" });
        let mut odd = sound.clone();
        odd[field] = json!(String::from_utf8_lossy(text));
        bodies.push((JSON, odd.to_string().into_bytes()));
        bodies.push((
            JSON,
            [b"{\"kind\": \"explain\", \"", field.as_bytes(), b"\": \"", text, b"\"}"].concat(),
        ));
        let escaped: Vec<String> = text.iter().map(|byte| format!("%{byte:02X}")).collect();
        let escaped = escaped.concat();
        bodies.push((
            FORM,
            format!("kind=explain&reason=flooded&key=k&step=send&{field}={escaped}").into_bytes(),
        ));
        bodies.push((FORM, [field.as_bytes(), b"=", text].concat()));
    }
    bodies.push((CSV, text.to_vec()));
    bodies.push((JSON, text.to_vec()));
    bodies.push(("Content-Type: application/octet-stream", [b"PK\x03\x04", text].concat()));
    bodies
}

/// A field that is called so.
fn text_or(text: &[u8]) -> &str {
    std::str::from_utf8(text).unwrap_or("other")
}

/// Looks at an answer to something hostile.
#[track_caller]
fn check(what: &str, page: &Page) {
    assert!(page.status < 500, "{what}: {}\n{}", page.status, page.body);
    let is_page = page.line("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    let markup = ["<script>alert", "<img src=x"].iter().find(|markup| page.body.contains(**markup));
    assert!(!is_page || markup.is_none(), "{what}: {}", page.body);
    let control = page.body.chars().find(|letter| letter.is_control() && !"\n\t\r".contains(*letter));
    assert_eq!(control, None, "{what}: {}", page.body);
    assert!(
        page.line("set-cookie").is_none_or(|cookie| cookie.starts_with("remit_")),
        "{what}: {}",
        page.head
    );
    assert_eq!(page.line("x-content-type-options"), Some("nosniff"), "{what}: {}", page.head);
}

/// A service with an alert that fires, at which people are known in several ways.
fn up() -> (Up, Vec<Vec<String>>) {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    let up = Up::start(folder);
    let session = format!("Cookie: {}", sign_in(&up, "Ola", PASSWORD).expect("Ola has a password"));
    let known = ["Ann", "Ola", "Kim", "Ada"].map(|name| vec![token(&up.folder, name)]);
    let unknown = [vec![], vec!["Authorization: Bearer remit_x".to_owned()], vec![session]];
    (up, known.into_iter().chain(unknown).collect())
}

#[test]
fn nothing_that_is_sent_breaks_anything_or_comes_back_as_markup() {
    let (up, senders) = up();
    for address in addresses(&up) {
        for (number, text) in TEXTS.iter().enumerate() {
            for (at, (kind, body)) in bodies(text).into_iter().enumerate() {
                // Each sender has a share of all that there is, so that all is sent by somebody.
                let sender = &senders[(number + at) % senders.len()];
                let mut lines: Vec<&str> = sender.iter().map(String::as_str).collect();
                lines.extend([kind, "Accept: text/html"].iter().take(1 + at % 2));
                let page = up.visitor.post(&address, &lines, &body);
                check(&format!("{address} {lines:?} {}", String::from_utf8_lossy(&body)), &page);
            }
        }
    }
    let ada = &senders[3][0];
    for path in
        ["/", "/alerts", "/alerts/homes/warmth", "/feeds/warmth", "/approvals", "/audit", "/missions/homes"]
    {
        for form in ["text/html", "application/json", "text/csv"] {
            check(path, &up.visitor.ask("GET", path, &[ada, &format!("Accept: {form}")]));
        }
    }
    assert_eq!(up.visitor.get("/readyz").status, 200);
}

#[test]
fn no_path_leads_out_of_its_place() {
    let (up, senders) = up();
    let described = up.visitor.json("/openapi.json");
    let paths: Vec<&String> = described["paths"].as_object().expect("addresses").keys().collect();
    let ada = &*senders[3][0];
    for (path, odd) in paths.iter().flat_map(|path| PATHS.map(|odd| (*path, odd))) {
        let filled: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { odd } else { part }).collect();
        let filled = filled.join("/");
        if path.as_str() != "/events" {
            check(&filled, &up.visitor.ask("GET", &filled, &[ada, "Accept: text/html"]));
            let asked =
                format!("{filled}?as-of={odd}&limit={odd}&period={odd}&days={odd}&format={odd}&then={odd}");
            check(&asked, &up.visitor.ask("GET", &asked, &[ada, "Accept: text/html"]));
        }
        check(&filled, &up.visitor.post(&filled, &[&senders[0][0], CSV, "Accept: text/html"], "a,b\n"));
    }
    for odd in PATHS {
        let report = "month,body,percent\n2024-02,north-council,94\n";
        let page =
            up.visitor.post(&format!("/feeds/warmth/reports?name={odd}"), &[&senders[0][0], CSV], report);
        check(odd, &page);
        assert!(page.status == 422 || page.status == 400 || page.status == 201, "{odd}: {}", page.body);
    }
    let root = std::fs::read_dir(up.folder.root()).expect("the folder is there");
    let beside: Vec<_> = root.map(|entry| entry.expect("a file").file_name()).collect();
    assert_eq!(beside, ["project"], "nothing is written beside the project");
}

#[test]
fn what_is_too_large_is_refused_and_what_is_another_bodys_too() {
    let (up, senders) = up();
    let (ann, ada) = (&*senders[0][0], &*senders[3][0]);
    let long = "x".repeat(20_000);
    let status = |line: &str| up.visitor.ask("GET", "/", &[ada, line]).status;
    assert_eq!(status(&format!("X-Long: {long}")), 431);
    assert_eq!(status(&vec!["X-Many: a"; 200].join("\r\n")), 431);
    let by_path = up.visitor.ask("GET", &format!("/missions/{long}"), &[ada]).status;
    assert!([414, 431].contains(&by_path), "{by_path}");
    for address in addresses(&up) {
        for (kind, sender) in [(FORM, &*senders[6][0]), (JSON, ann)] {
            // What is said to come is too much, so that nothing of it need come.
            let page = up.visitor.ask("POST", &address, &[sender, kind, "Content-Length: 34603008"]);
            assert!(
                [401, 403, 404, 413, 415].contains(&page.status),
                "{address}: {} {}",
                page.status,
                page.body
            );
        }
    }
    let of_others = up.report(ann, &[], "2024-02,south-council,94\n");
    assert_eq!(
        (of_others.status, &of_others.json()["code"]),
        (403, &"other-body".into()),
        "{}",
        of_others.body
    );
    let foreign = up.visitor.ask("GET", "/", &[ada, "Host: evil.example"]);
    assert_eq!(foreign.status, 421);
}
