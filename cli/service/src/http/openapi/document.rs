//! The description of every address.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::endpoint::{Answer, Endpoint, Parameter, Shape, Who};
use super::endpoints::ENDPOINTS;
use super::entrance::ENTRANCE;

/// The shapes of what is sent and answered.
const SCHEMAS: &str = include_str!("schemas.json");

/// Whoever asks for a table where there is none is refused so.
const NO_TABLE: u16 = 406;
/// What holds for every request may refuse it so.
const FOR_ALL: [u16; 4] = [401, 421, 429, 503];

/// The description of every address.
pub(in crate::http) async fn document() -> Response {
    let schemas: Value = serde_json::from_str(SCHEMAS).expect("the schemas are JSON");
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for endpoint in ENDPOINTS.iter().chain(ENTRANCE) {
        let operations = paths.entry(endpoint.path).or_default();
        operations.insert(endpoint.method.as_str().to_owned(), operation(endpoint));
    }
    Json(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Remit",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "How missions stand, and the way in for reports and replies.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "remit_session",
                    "description": "Where connections are encrypted it is called `__Host-remit_session`.",
                },
            },
        },
    }))
    .into_response()
}

fn operation(endpoint: &Endpoint) -> Value {
    let in_path = endpoint.path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let in_path = in_path.map(
        |(name, _)| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
    );
    let parameters: Vec<Value> = in_path.chain(endpoint.query.iter().map(parameter)).collect();
    let mut operation = json!({
        "operationId": endpoint.id,
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": responses(endpoint),
    });
    if let Some(operation) = operation.as_object_mut() {
        if !endpoint.sent.is_empty() {
            let body = json!({ "required": true, "content": content(endpoint.sent) });
            operation.insert("requestBody".to_owned(), body);
        }
        // Where nobody has an account, whoever is at the machine may read.
        let nobody = (endpoint.who != Who::Accounts).then(|| json!({}));
        let known =
            (endpoint.who != Who::Anybody).then(|| [json!({ "token": [] }), json!({ "session": [] })]);
        let who: Vec<Value> = nobody.into_iter().chain(known.into_iter().flatten()).collect();
        operation.insert("security".to_owned(), who.into());
    }
    operation
}

fn parameter(parameter: &Parameter) -> Value {
    let Parameter { name, place, about, kind } = parameter;
    json!({ "name": name, "in": place, "description": about, "schema": { "type": kind } })
}

fn responses(endpoint: &Endpoint) -> Map<String, Value> {
    let answer = |Answer { status, about, content: told }: &Answer| {
        (status.to_string(), json!({ "description": about, "content": content(told) }))
    };
    let refused = |status: &u16| {
        // Programs and browsers are told alike, each in its own form.
        let problem = [("application/problem+json", Shape::Schema("Problem")), ("text/html", Shape::Text)];
        (status.to_string(), json!({ "description": "Why it is refused.", "content": content(&problem) }))
    };
    let answers = endpoint.answers.iter().map(answer);
    let known = json!({ "description": "The client has the answer already, as `If-None-Match` says." });
    let is_tagged = endpoint.is_told_in(&["application/json", "text/html"]);
    let known = is_tagged.then(|| ("304".to_owned(), known));
    let no_table = (is_tagged && !endpoint.is_told_in(&["text/csv"])).then_some(&NO_TABLE);
    let refusals = endpoint.refused.iter().chain(&FOR_ALL).chain(no_table);
    answers.chain(known).chain(refusals.map(refused)).collect()
}

fn content(shapes: &[(&str, Shape)]) -> Map<String, Value> {
    let schema = |shape: Shape| match shape {
        Shape::Schema(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        Shape::Text => json!({ "type": "string" }),
        Shape::Bytes => json!({ "type": "string", "format": "binary" }),
    };
    shapes.iter().map(|(kind, shape)| ((*kind).to_owned(), json!({ "schema": schema(*shape) }))).collect()
}
