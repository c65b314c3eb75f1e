//! Every address of the project itself, once. Whoever adds a route adds an entry.

use super::answers::{
    APPROVALS, ATOM, CALENDAR, CHANGE_ANSWERS, DETAILS, EXAMPLE_ANSWERS, FILE, FORM, FORM_REFUSED, HTML,
    JSON, LOOKED, PAGE, REPORT, SILENCED, SILENCES, TABLED, TAKEN_IN, TEXT, ok,
};
use super::endpoint::{Answer, Endpoint, Method, Shape, Who};
use super::kinds::{dated, read};
use super::parameters::{
    AFTER, AS_OF, BEHIND, DRY, DUE, KEY, LIMIT, MINE, NAME, OF_BODY, OF_CONTRIBUTION, OF_PERIOD, PLACE,
    SINCE, TURNED,
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        query: &[MINE, AS_OF],
        refused: &[400, 404, 503],
        ..read(
            "/",
            "project",
            "How the project stands.",
            &[ok(&[(JSON, Shape::Schema("Project")), (HTML, Shape::Text)])],
        )
    },
    dated(
        "/missions/{mission}",
        "mission",
        "How a mission stands.",
        &[ok(&[(JSON, Shape::Schema("Mission")), (HTML, Shape::Text)])],
    ),
    Endpoint {
        query: &[LIMIT, BEHIND, AS_OF],
        refused: &[400, 404, 503],
        ..read(
            "/missions/{mission}/{obligation}",
            "obligation",
            "How an obligation stands.",
            &[ok(&[(JSON, Shape::Schema("Obligation")), (HTML, Shape::Text)])],
        )
    },
    Endpoint {
        query: &[MINE, LIMIT, BEHIND, AS_OF],
        refused: &[400, 404, 503],
        ..read("/alerts", "alerts", "Every open alert, the gravest first.", TABLED)
    },
    dated(
        "/alerts/{id}",
        "alert",
        "An open alert.",
        &[ok(&[(JSON, Shape::Schema("Alert")), (HTML, Shape::Text)])],
    ),
    Endpoint {
        method: Method::Post,
        path: "/alerts/{id}/responses",
        id: "respond",
        summary: "Reply to an alert.",
        who: Who::Accounts,
        query: &[KEY],
        sent: &[(JSON, Shape::Schema("Words")), (FORM, Shape::Schema("Form"))],
        answers: &[
            Answer {
                status: 201,
                about: "It is recorded.",
                content: &[(JSON, Shape::Schema("Recorded")), (HTML, Shape::Text)],
            },
            Answer {
                status: 202,
                about: "It waits for a second person.",
                content: &[(JSON, Shape::Schema("Proposed")), (HTML, Shape::Text)],
            },
        ],
        refused: &[400, 403, 404, 408, 409, 413, 422, 503],
    },
    Endpoint {
        query: &[LIMIT, BEHIND],
        refused: &[400, 404, 503],
        ..read("/approvals", "approvals", "What waits for a second person, and what was decided.", APPROVALS)
    },
    read(
        "/approvals/{id}",
        "approval",
        "Something that waits for a second person, or waited.",
        &[ok(&[(JSON, Shape::Schema("Approval")), (HTML, Shape::Text)])],
    ),
    Endpoint {
        method: Method::Post,
        path: "/approvals/{id}/decisions",
        id: "decide",
        summary: "Decide about something that waits for a second person.",
        who: Who::Accounts,
        query: &[KEY],
        sent: &[(JSON, Shape::Schema("Decision")), (FORM, Shape::Schema("Form"))],
        answers: &[Answer {
            status: 200,
            about: "It is decided.",
            content: &[(JSON, Shape::Schema("Decided")), (HTML, Shape::Text)],
        }],
        refused: &[400, 403, 404, 408, 409, 413, 422, 503],
    },
    Endpoint {
        who: Who::Accounts,
        refused: FORM_REFUSED,
        ..read("/decide/{id}", "decideForm", "The form for a decision.", &[PAGE])
    },
    dated("/silences", "silences", "What nobody is told of for a time.", SILENCES),
    Endpoint {
        method: Method::Post,
        path: "/silences",
        id: "silence",
        summary: "Ask that nobody is told of some alerts for a time.",
        who: Who::Accounts,
        query: &[KEY],
        sent: &[(JSON, Shape::Schema("SilenceWords")), (FORM, Shape::Schema("Form"))],
        answers: &[SILENCED, Answer { status: 201, about: "It is recorded.", ..SILENCED }],
        refused: &[400, 403, 408, 409, 413, 422, 503],
    },
    dated(
        "/silences/{id}",
        "oneSilence",
        "A silence, and where it stands.",
        &[ok(&[(JSON, Shape::Schema("OneSilence")), (HTML, Shape::Text)])],
    ),
    Endpoint {
        method: Method::Post,
        path: "/silences/{id}/end",
        id: "endSilence",
        summary: "End a silence before its time.",
        who: Who::Accounts,
        query: &[KEY],
        sent: &[(JSON, Shape::Schema("SilenceEndWords")), (FORM, Shape::Schema("Form"))],
        answers: &[SILENCED],
        refused: &[400, 403, 404, 408, 409, 413, 422, 503],
    },
    Endpoint {
        who: Who::Accounts,
        refused: FORM_REFUSED,
        ..read("/silence", "silenceForm", "The form for a silence.", &[PAGE])
    },
    Endpoint {
        who: Who::Accounts,
        refused: FORM_REFUSED,
        ..read("/end-silence/{id}", "endSilenceForm", "The form by which a silence ends.", &[PAGE])
    },
    Endpoint {
        method: Method::Post,
        path: "/feeds/{feed}/reports",
        id: "report",
        summary: "Hand a report in, as its feed is declared.",
        who: Who::Accounts,
        query: &[KEY, NAME, DRY],
        sent: &[
            ("text/csv", Shape::Text),
            ("application/x-ndjson", Shape::Text),
            (JSON, Shape::Schema("Rows")),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Shape::Bytes),
            ("application/octet-stream", Shape::Bytes),
        ],
        answers: &[
            Answer { status: 201, about: "It is taken in.", content: REPORT },
            Answer { status: 200, about: "What it would come to.", content: REPORT },
        ],
        refused: &[400, 403, 404, 408, 409, 413, 415, 422, 503],
    },
    Endpoint {
        query: DUE,
        refused: &[400, 404, 503],
        ..read("/due", "due", "What is due, and from whom.", TABLED)
    },
    read("/feeds", "feeds", "The feeds.", TABLED),
    Endpoint {
        query: &[LIMIT, BEHIND],
        refused: &[400, 404, 503],
        ..read("/feeds/{feed}", "feed", "What came by a feed, the newest first.", TABLED)
    },
    read("/reports/{hash}", "reported", "What became of a file, by the hash of what it holds.", TABLED),
    Endpoint {
        refused: &[403, 404, 503],
        ..read("/reports/{hash}/content", "content", "What a file holds, for those who may see that.", FILE)
    },
    Endpoint {
        query: &[LIMIT, BEHIND],
        refused: &[400, 403, 404, 503],
        ..read("/audit", "audit", "The ledger in words, the newest entry first.", TABLED)
    },
    Endpoint {
        query: &[BEHIND],
        refused: &[400, 403, 404, 503],
        ..read(
            "/audit/proof",
            "proof",
            "The ledger piece by piece with its checkpoints, for whoever works it out again.",
            &[ok(&[(JSON, Shape::Schema("ProofPiece"))])],
        )
    },
    Endpoint {
        refused: &[403, 404, 503],
        ..read(
            "/audit/checkpoints.atom",
            "checkpoints",
            "What the ledger signed, as a feed for those who keep it.",
            ATOM,
        )
    },
    read("/rules/{rule}", "rule", "A rule: its text, and where it judges.", DETAILS),
    Endpoint {
        query: &[LIMIT, BEHIND],
        refused: &[400, 404, 503],
        ..read("/changes", "changes", "What each activation of texts changed, the newest first.", TABLED)
    },
    read(
        "/changes/{mission}",
        "change",
        "A change of a mission's texts that waits for signatures.",
        &[ok(&[(JSON, Shape::Schema("Change")), (HTML, Shape::Text)])],
    ),
    Endpoint {
        method: Method::Post,
        who: Who::Accounts,
        query: &[KEY, DRY],
        sent: &[(JSON, Shape::Schema("ChangeWords")), (FORM, Shape::Schema("Form"))],
        answers: CHANGE_ANSWERS,
        refused: &[400, 403, 404, 408, 409, 413, 422, 503],
        ..read("/changes/{mission}", "proposeChange", "Ask for other values in a mission's text.", &[])
    },
    read("/values/{mission}", "values", "What a mission's text declares, value by value.", DETAILS),
    Endpoint {
        who: Who::Accounts,
        query: &[PLACE],
        refused: &[403, 404, 409, 422, 503],
        ..read("/propose/{mission}", "changesForm", "The form for a change of several values.", &[PAGE])
    },
    Endpoint {
        who: Who::Accounts,
        refused: &[403, 404, 409, 503],
        ..read("/propose/{mission}/{place}", "changeForm", "The form for a change of a text.", &[PAGE])
    },
    Endpoint {
        who: Who::Accounts,
        query: &[OF_CONTRIBUTION, OF_PERIOD],
        refused: &[403, 404, 503],
        ..read(
            "/examples/{mission}/{obligation}",
            "examplesForm",
            "The form for examples of what a rule should find.",
            &[PAGE],
        )
    },
    Endpoint {
        method: Method::Post,
        who: Who::Accounts,
        query: &[KEY, DRY],
        sent: &[(JSON, Shape::Schema("ExampleWords")), (FORM, Shape::Schema("Form"))],
        answers: EXAMPLE_ANSWERS,
        refused: &[400, 403, 404, 408, 409, 413, 422, 503],
        ..read(
            "/examples/{mission}/{obligation}",
            "giveExamples",
            "Say by examples what a rule should find.",
            &[],
        )
    },
    Endpoint {
        method: Method::Post,
        path: "/changes/{mission}/signatures",
        id: "sign",
        summary: "Hand in a signature under a change that waits.",
        who: Who::Accounts,
        query: &[],
        sent: &[(JSON, Shape::Schema("Signature"))],
        answers: &[Answer { status: 200, about: "It counts.", content: &[(JSON, Shape::Schema("Signed"))] }],
        refused: &[400, 403, 404, 408, 413, 422, 503],
    },
    Endpoint {
        query: &[OF_BODY, LIMIT, BEHIND, AS_OF],
        refused: &[400, 404, 503],
        ..read("/returns", "returns", "What each body is asked to report for a period.", TABLED)
    },
    dated("/returns/{body}/{period}", "return", "What a body is asked to report for a period.", TABLED),
    Endpoint {
        method: Method::Post,
        who: Who::Accounts,
        sent: &[(FORM, Shape::Schema("Form"))],
        answers: &[PAGE, TAKEN_IN],
        refused: &[403, 404, 408, 409, 413, 422, 503],
        ..read("/returns/{body}/{period}", "fillIn", "Type the figures of a return.", &[])
    },
    Endpoint {
        who: Who::Accounts,
        refused: FORM_REFUSED,
        ..read("/fill-in/{body}/{period}", "fillInForm", "The form for a return.", &[PAGE])
    },
    Endpoint {
        query: &[OF_BODY, LIMIT, BEHIND, AS_OF],
        refused: &[400, 404, 503],
        ..read("/burden", "burden", "What bodies are asked for, how often and by whom.", TABLED)
    },
    read("/coverage", "coverage", "What rests with nobody.", TABLED),
    dated(
        "/packs/{mission}",
        "pack",
        "The page about a mission that its board prints.",
        &[ok(&[(JSON, Shape::Schema("Mission")), (HTML, Shape::Text)])],
    ),
    Endpoint {
        query: SINCE,
        refused: &[400, 404, 503],
        ..read("/since", "since", "What changed since a day or an entry of the ledger.", DETAILS)
    },
    Endpoint {
        method: Method::Post,
        who: Who::Accounts,
        sent: &[(JSON, Shape::Schema("Entry")), (FORM, Shape::Schema("Form"))],
        refused: &[400, 403, 408, 413, 503],
        ..read("/since", "look", "Say up to which entry of the ledger the account has read.", LOOKED)
    },
    dated("/matrix", "matrix", "What each body owes for each outcome.", TABLED),
    Endpoint {
        query: &[LIMIT, BEHIND, AS_OF],
        refused: &[400, 404, 503],
        ..read("/bodies", "bodies", "The bodies, the worst first.", DETAILS)
    },
    dated("/bodies/{body}", "body", "What one body owes and is owed.", TABLED),
    dated("/bodies/{body}/due.ics", "bodyCalendar", "What one body is asked for, as a calendar.", CALENDAR),
    dated("/alerts.atom", "alertsFeed", "The open alerts, as a feed.", ATOM),
    dated("/measures/{measure}", "measure", "The figures of one measure.", TABLED),
    dated("/measures/{measure}/{body}", "series", "The figures of one measure of one body.", TABLED),
    Endpoint {
        query: &[OF_PERIOD, TURNED, AS_OF],
        refused: &[400, 404, 503],
        ..read("/explanations/{of}", "explanation", "Why something stands as it does.", DETAILS)
    },
    Endpoint {
        query: &[AFTER],
        ..read("/events", "events", "Word of changes.", &[ok(&[("text/event-stream", Shape::Text)])])
    },
    Endpoint {
        who: Who::Accounts,
        refused: FORM_REFUSED,
        ..read("/reply/{id}", "replyForm", "The form for a reply.", &[PAGE])
    },
    Endpoint {
        who: Who::Accounts,
        refused: &[403],
        ..read("/metrics", "metrics", "What an operator counts.", &[TEXT])
    },
];
