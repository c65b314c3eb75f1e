//! The description for programs: every route is in it, and real answers are as it says.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::known::{Up, folder, token};

/// What a description says of an answer.
fn schema(description: &Value, name: &str) -> Value {
    let schemas = description["components"]["schemas"].clone();
    json!({ "$ref": format!("#/components/schemas/{name}"), "components": { "schemas": schemas } })
}

#[track_caller]
fn check(description: &Value, name: &str, answer: &Value) {
    let validator = jsonschema::validator_for(&schema(description, name)).expect("the schemas are schemas");
    let faults: Vec<String> = validator.iter_errors(answer).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{name}: {faults:?}\n{answer:#}");
}

/// Every route of the service, as its sources have it: path, and methods.
fn routes() -> Vec<(String, Vec<&'static str>)> {
    let http = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/service/src/http");
    let files = fs::read_dir(http).expect("the sources are there").map(|entry| entry.expect("a file").path());
    let texts = files.filter(|path| path.is_file()).map(|path| fs::read_to_string(path).expect("a text"));
    let text: String = texts.collect();
    let mut routes = Vec::new();
    for rest in text.split(".route(").skip(1) {
        let path = rest.split('"').nth(1).expect("a route has a path");
        let handlers = rest.split(".route(").next().unwrap_or_default();
        let handlers = handlers.split("\n        .").next().unwrap_or_default();
        let handlers = handlers.split("\n}").next().unwrap_or_default();
        let methods =
            ["get", "post"].into_iter().filter(|method| handlers.contains(&format!("{method}("))).collect();
        routes.push((path.replace("{*", "{"), methods));
    }
    routes
}

#[test]
fn every_route_is_described_and_nothing_else_is() {
    let up = Up::start(folder());
    let description = up.visitor.json("/openapi.json");
    let routes = routes();
    assert!(routes.len() > 10, "{routes:?}");
    let described = |path: &str, method: &str| !description["paths"][path][method].is_null();
    for (path, methods) in &routes {
        assert!(!methods.is_empty(), "{path}");
        for method in methods {
            let is_of_alert = path == "/alerts/{id}" && *method == "post";
            let path = if is_of_alert { "/alerts/{id}/responses" } else { path };
            assert!(described(path, method), "{method} {path} is not described");
        }
    }
    for path in description["paths"].as_object().expect("paths").keys() {
        let path = path.strip_suffix("/responses").unwrap_or(path);
        assert!(routes.iter().any(|(known, _)| known == path), "{path} is no route");
    }
}

#[test]
fn real_answers_are_as_they_are_described() {
    let up = Up::start(folder());
    let description = up.visitor.json("/openapi.json");
    let (ann, ola) = (token(&up.folder, "Ann"), token(&up.folder, "Ola"));
    let rows = "2024-02,north-council,40\n2024-03,north-council,..\n2024-04,north-council,x\n";
    let report = up.report(&ann, &[], rows);
    assert_eq!(report.status, 201, "{}", report.body);
    check(&description, "Report", &report.json());
    let said = up.visitor.post("/alerts/homes/warmth/responses", &[&ola], r#"{"kind": "accept"}"#);
    assert_eq!(said.status, 201, "{}", said.body);
    check(&description, "Recorded", &said.json());
    let waiver = r#"{"kind": "waive", "reason": "flooded", "until": "2098-12-31"}"#;
    let asked = up.visitor.post("/alerts/homes/warmth/responses", &[&ola], waiver);
    assert_eq!(asked.status, 202, "{}", asked.body);
    check(&description, "Proposed", &asked.json());
    let id = asked.json()["proposal"]["id"].as_str().expect("it has an id").to_owned();
    let shown = up.visitor.ask("GET", &format!("/approvals/{id}"), &[&ann, "Accept: application/json"]);
    check(&description, "Approval", &shown.json());
    let refused = up.visitor.post("/feeds/warm/reports", &[&ann], "");
    check(&description, "Problem", &refused.json());
    check(&description, "Problem", &up.visitor.ask("GET", "/", &["Accept: application/json"]).json());
    let shown = [
        ("/", "Project"),
        ("/missions/homes", "Mission"),
        ("/missions/homes/warmth", "Obligation"),
        ("/alerts/homes/warmth", "Alert"),
        ("/approvals", "Approvals"),
        ("/silences", "Silences"),
    ];
    for (path, name) in shown {
        check(&description, name, &up.visitor.ask("GET", path, &[&ann, "Accept: application/json"]).json());
    }
    let bea = token(&up.folder, "Bea");
    check(&description, "ProofPiece", &up.visitor.ask("GET", "/audit/proof", &[&bea]).json());
    let silence = r#"{"matchers": ["mission = homes"], "until": "TODAY", "reason": "it moves"}"#;
    let today = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let silenced = up.visitor.post("/silences", &[&bea], silence.replace("TODAY", &today.to_string()));
    assert_eq!(silenced.status, 201, "{}", silenced.body);
    check(&description, "Silenced", &silenced.json());
    let id_of_silence = silenced.json()["silence"]["id"].as_str().expect("it has an id").to_owned();
    for (path, name) in
        [("/silences".to_owned(), "Silences"), (format!("/silences/{id_of_silence}"), "OneSilence")]
    {
        check(&description, name, &up.visitor.ask("GET", &path, &[&ann, "Accept: application/json"]).json());
    }
    let wish = r#"{"place": "obligation/warmth/params/floor", "value": "97", "reason": "agreed"}"#;
    let foreseen = up.visitor.post("/changes/homes?dry=true", &[&bea], wish);
    check(&description, "ForeseenChange", &foreseen.json());
    let wishes = r#"{"values": [{"place": "obligation/warmth/params/floor", "value": "97"}, {"place": "obligation/warmth/needs", "value": "any"}], "reason": "agreed"}"#;
    let foreseen = up.visitor.post("/changes/homes?dry=true", &[&bea], wishes);
    check(&description, "ForeseenChange", &foreseen.json());
    let examples = r#"{"contribution": "north-council", "period": "2024-01", "examples": [{"verdict": "met"}], "reason": "agreed"}"#;
    let tried = up.visitor.post("/examples/homes/warmth?dry=true", &[&bea], examples);
    check(&description, "TriedExamples", &tried.json());
    for (address, words) in [("/changes/homes", wishes), ("/examples/homes/warmth", examples)] {
        let proposed = up.visitor.post(address, &[&bea], words);
        assert_eq!(proposed.status, 202, "{}", proposed.body);
        check(&description, "Proposed", &proposed.json());
    }
    let listed = up.visitor.ask("GET", "/approvals", &[&ann, "Accept: application/json"]);
    check(&description, "Approvals", &listed.json());
    let ended = up.visitor.post(&format!("/silences/{id_of_silence}/end"), &[&bea], "{}");
    check(&description, "Silenced", &ended.json());
    let kim = token(&up.folder, "Kim");
    let decided =
        up.visitor.post(&format!("/approvals/{id}/decisions"), &[&kim], r#"{"decision": "approve"}"#);
    assert_eq!(decided.status, 200, "{}", decided.body);
    check(&description, "Decided", &decided.json());
}
