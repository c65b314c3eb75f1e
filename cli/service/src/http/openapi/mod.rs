//! What there is over HTTP, for programs: `GET /openapi.json` (`OpenAPI` 3.1).
//!
//! `endpoint` is one address, `parameters` and `answers` what several have in common, `kinds` of what kinds there are, `endpoints` and `entrance` the table of all of them, and `document` makes the description of both. The shapes of what is sent and answered stand in
//! `schemas.json`; a test holds real answers against them, and every route against the table.

mod answers;
mod document;
mod endpoint;
mod endpoints;
mod entrance;
mod kinds;
mod parameters;

pub(super) use document::document;
