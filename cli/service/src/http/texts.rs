//! The texts that are in force and what was changed in them: `GET /rules/RULE` and `/changes`.

use app::published::Picture;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use engine::model::RuleId;
use pages::live::{self, Access, address};
use pages::tables::changes_table;

use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::refusal::Refusal;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::questions::Known;
use crate::rule_tests::RuleTestsFound;
use crate::wire::{WireChanges, WireRule, WireTextsWaiting};

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new()
        .route("/rules/{rule}", get(rule))
        .route("/changes", get(changes))
        .route("/changes/{mission}", get(change))
}

async fn rule(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let Some(revision) = shown.picture().map(|picture| picture.revision.clone()) else {
        return asked.refuse(Refusal::Busy);
    };
    let found =
        if asked.day() == Ok(None) { shown.rule_tests.ask(revision).await } else { RuleTestsFound::NotYet };
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.texts(picture.position, |texts| {
            let missions = texts.in_force()?.missions.values();
            let source = missions.into_iter().find_map(|mission| mission.rules.get(&id))?;
            let rule = RuleId::new(&*id);
            let tests = match &found {
                RuleTestsFound::Played(report) => live::RuleTests::Played(report),
                RuleTestsFound::OtherTexts => live::RuleTests::OtherTexts,
                RuleTestsFound::NotYet => live::RuleTests::BeingPlayed,
            };
            Some(form.of(
                || WireRule::of(picture, (&rule, source), &found),
                || live::rule(picture, (&rule, source), (program, &tests), access),
            ))
        }))
    };
    // What came of tests may change while nothing else does.
    shown.follow_now(asked.anew(), find).await
}

async fn change(State(shown): State<Shown>, Path(mission): Path<String>, asked: Asked) -> Response {
    if asked.day() != Ok(None) {
        return asked.refuse(Refusal::Misasked);
    }
    let find = move |picture: &Picture, form: Form, access: Access| {
        let found = picture.changes.iter().find(|change| change.waiting.mission == mission)?;
        Some(form.of(|| WireTextsWaiting::from(found), || live::texts_waiting(picture, found, access)))
    };
    shown.show(asked, find).await
}

async fn changes(State(shown): State<Shown>, page: Page, wanted: Wanted, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.texts(picture.position, |texts| {
            let all = texts.newest_first();
            let (listed, next) = page.of_list(&all);
            let older = next.map(|next| page.next(address::CHANGES, next));
            let answer = form.or_table(
                || WireChanges::of(picture, (all.len(), listed, next), program),
                || live::changes(picture, (all.len(), listed, older.clone()), program, access),
                || changes_table(listed, program),
            );
            Some(with_next(answer, older.as_deref(), wanted))
        }))
    };
    shown.follow_now(asked, find).await
}
