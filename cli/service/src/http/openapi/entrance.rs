//! Where files are handed in with a browser, and what everybody may ask: how to sign in, what panels are open for, and whether the service is up. Whoever adds a route adds an entry.

use super::answers::{ELSEWHERE, FILE, FORM, JSON, PAGE, TABLED, TAKEN_IN, TEXT, ok};
use super::endpoint::{Endpoint, Method, Shape, Who};
use super::kinds::{form, open, read};
use super::parameters::{AS_OF, BEHIND, LIMIT};

pub(super) const ENTRANCE: &[Endpoint] = &[
    Endpoint {
        query: &[AS_OF],
        refused: &[400, 503],
        ..open("/panels", "panels", "Who speaks for people, and what they contest.", TABLED)
    },
    Endpoint {
        query: &[LIMIT, BEHIND, AS_OF],
        refused: &[400, 404, 503],
        ..open(
            "/panels/{panel}",
            "panel",
            "What a panel says, beside what the official figures say and what was answered.",
            TABLED,
        )
    },
    Endpoint {
        who: Who::Accounts,
        refused: &[403, 503],
        ..read("/report", "reportForm", "The form for a file.", &[PAGE])
    },
    Endpoint {
        method: Method::Post,
        who: Who::Accounts,
        sent: &[("multipart/form-data", Shape::Bytes), (FORM, Shape::Schema("Form"))],
        answers: &[PAGE, TAKEN_IN],
        refused: &[400, 403, 404, 408, 409, 413, 422, 503],
        ..read("/report", "lookAtFile", "Look at a file before it is handed in, and hand it in.", &[])
    },
    Endpoint {
        who: Who::Accounts,
        refused: &[403, 404, 503],
        ..read(
            "/report/annotated",
            "annotated",
            "The file that waits, with what would become of each row.",
            FILE,
        )
    },
    open("/accessibility", "accessibility", "How accessible the pages are.", &[PAGE]),
    open("/sign-in", "signInPage", "Where people sign in.", &[PAGE]),
    form("/sign-in", "signIn", "Sign in.", &[ELSEWHERE]),
    Endpoint {
        refused: &[403, 404, 503],
        ..open(
            "/sign-in/elsewhere",
            "signInElsewhere",
            "Lead a browser to the provider of identities.",
            &[ELSEWHERE],
        )
    },
    Endpoint {
        refused: &[400, 403, 404, 429, 503],
        ..open(
            "/sign-in/back",
            "signInBack",
            "Where a browser comes back to from the provider of identities.",
            &[PAGE],
        )
    },
    form("/sign-out", "signOut", "Sign out.", &[ELSEWHERE, PAGE]),
    open("/openapi.json", "openapi", "This description.", &[ok(&[(JSON, Shape::Schema("Description"))])]),
    open("/healthz", "health", "Whether the service is up.", &[TEXT]),
    Endpoint {
        refused: &[503],
        ..open("/readyz", "ready", "Whether the service has anything to show.", &[TEXT])
    },
    open("/style.css", "style", "The style of all pages.", &[ok(&[("text/css", Shape::Text)])]),
    open("/live.js", "script", "The script of all pages.", &[ok(&[("text/javascript", Shape::Text)])]),
];
