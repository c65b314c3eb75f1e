//! `[[obligation]]`: what is owed each period, and its contributions.

use std::ops::Range;

use engine::model::{Authority, Cadence, Class, Due, Effect, Labels, Needs, NotPursued, Patience};
use engine::program::Lacking;
use language::read::{Item, Table};
use rust_decimal::Decimal;
use toml::Spanned;

use super::authority::read_authority;
use super::by::{ByDeclaration, read_by};
use super::cadence::{NamedCadences, cadence};
use super::duty::{DutyDeclaration, read_duty, read_joining};
use super::exception::{ExceptionDeclaration, read_exceptions};
use super::group::{Group, group};
use super::labels::read_labels;
use super::measure::classes;
use super::needs::{positive, read_effect, read_share};
use super::wait::{due, patience};
use crate::diagnostic::Code;

/// An obligation as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct ObligationDeclaration {
    pub(crate) header: Range<usize>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    /// What it is for.
    pub(crate) class: Option<Spanned<Class>>,
    /// The bodies of which there is one about each, with the place where they are written.
    pub(crate) about: Option<Spanned<Group>>,
    pub(crate) lead: Option<Spanned<String>>,
    pub(crate) owner: Option<String>,
    pub(crate) ladder: Option<Spanned<String>>,
    pub(crate) every: Option<Spanned<Cadence>>,
    /// A period whose cadence is not known yet.
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) until: Option<Spanned<String>>,
    pub(crate) not_pursued: Option<NotPursued>,
    /// What nobody wrote of all that it takes to judge it; it is measurable where that is nothing.
    pub(crate) lacks: Vec<Lacking>,
    /// In the place of the first and the last period.
    pub(crate) by: Option<ByDeclaration>,
    pub(crate) due: Option<Due>,
    pub(crate) needs: Option<Spanned<Needs>>,
    /// The rule that joins the contributions in its place.
    pub(crate) join: Option<Spanned<DutyDeclaration>>,
    /// The lead's own, or what contributions inherit.
    pub(crate) duty: DutyDeclaration,
    pub(crate) patience: Patience,
    pub(crate) depends_on: Vec<Spanned<String>>,
    pub(crate) next_step: Option<String>,
    pub(crate) authority: Vec<Authority>,
    pub(crate) consequence: Option<String>,
    pub(crate) labels: Labels,
    /// Who does not owe it, of those that it is about or that have a part in it.
    pub(crate) except: Vec<ExceptionDeclaration>,
    /// The one that it is about, once it is about one of many.
    pub(crate) only: Option<String>,
    pub(crate) contributions: Vec<ContributionDeclaration>,
    /// What changes from a period on.
    pub(crate) terms: Vec<TermsDeclaration>,
}

/// Terms from a period on, as they are written.
#[derive(Clone, Debug)]
pub(crate) struct TermsDeclaration {
    /// A period in the cadence of the obligation.
    pub(crate) from: Option<Spanned<String>>,
    authority: Vec<Authority>,
    due: Option<Due>,
    needs: Option<Spanned<Needs>>,
    join: Option<Spanned<DutyDeclaration>>,
    pub(crate) duty: DutyDeclaration,
    pub(crate) contributions: Vec<ContributionDeclaration>,
}

impl ObligationDeclaration {
    /// The same as it stands under later terms, which leave what they do not name as it is.
    pub(crate) fn under(&self, terms: &TermsDeclaration) -> Self {
        let mut changed = self.clone();
        changed.due = terms.due.or(changed.due);
        if !terms.authority.is_empty() {
            changed.authority.clone_from(&terms.authority);
        }
        if terms.needs.is_some() || terms.join.is_some() {
            (changed.needs, changed.join) = (terms.needs.clone(), terms.join.clone());
        }
        changed.duty.change(&terms.duty);
        if !terms.contributions.is_empty() {
            changed.contributions.clone_from(&terms.contributions);
        }
        changed
    }
}

impl ObligationDeclaration {
    /// The same about one of the bodies: what does not say who owes it is owed by that body, and its figures are judged.
    pub(crate) fn about_one(&self, body: &str) -> Self {
        let place = self.about.as_ref().map_or(0..0, Spanned::span);
        let mut one = self.clone();
        one.only = Some(body.to_owned());
        let body = Spanned::new(place, body.to_owned());
        if one.contributions.is_empty() {
            one.contributions.push(ContributionDeclaration::whole(&self.header));
        }
        let later = one.terms.iter_mut().flat_map(|terms| &mut terms.contributions);
        for part in one.contributions.iter_mut().chain(later) {
            part.by.get_or_insert_with(|| Contributors::One(body.clone()));
            part.of.get_or_insert_with(|| body.clone());
        }
        one
    }
}

impl ObligationDeclaration {
    /// Every duty that it declares, under whichever terms.
    pub(crate) fn duties(&self) -> impl Iterator<Item = &DutyDeclaration> {
        let later = self.terms.iter().flat_map(|terms| {
            let parts = terms.contributions.iter().map(|part| &part.duty);
            std::iter::once(&terms.duty).chain(parts).chain(terms.join.as_ref().map(Spanned::get_ref))
        });
        let join = self.join.as_ref().map(Spanned::get_ref);
        let parts = self.contributions.iter().map(|part| &part.duty);
        std::iter::once(&self.duty).chain(parts).chain(join).chain(later)
    }

    /// Whether documents are owed by it, and no figures.
    pub(crate) fn is_of_documents(&self) -> bool {
        let mut duties = std::iter::once(&self.duty).chain(self.contributions.iter().map(|part| &part.duty));
        duties.any(|duty| duty.document.is_some())
    }
}

impl ContributionDeclaration {
    /// One that takes everything from its obligation.
    fn whole(header: &Range<usize>) -> Self {
        Self {
            header: header.clone(),
            id: None,
            by: None,
            of: None,
            owner: None,
            weight: None,
            from: None,
            until: None,
            share: None,
            effect: None,
            consequence: None,
            except: Vec::new(),
            duty: DutyDeclaration::silent(),
        }
    }
}

/// A contribution as it is written, which may stand for one from each of several bodies.
#[derive(Clone, Debug)]
pub(crate) struct ContributionDeclaration {
    pub(crate) header: Range<usize>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) by: Option<Contributors>,
    /// Whom its figures are about.
    pub(crate) of: Option<Spanned<String>>,
    pub(crate) owner: Option<String>,
    pub(crate) weight: Option<Spanned<Decimal>>,
    /// Periods in the cadence of the obligation.
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) until: Option<Spanned<String>>,
    /// Its share of the whole.
    pub(crate) share: Option<Spanned<Decimal>>,
    pub(crate) effect: Option<Effect>,
    pub(crate) consequence: Option<String>,
    /// Who does not owe it, of those of which each has a part.
    pub(crate) except: Vec<ExceptionDeclaration>,
    pub(crate) duty: DutyDeclaration,
}

#[derive(Clone, Debug)]
pub(crate) enum Contributors {
    /// `by = ".."`.
    One(Spanned<String>),
    /// `each = ..`, with the place where it is written.
    Each(Spanned<Group>),
}

pub(super) fn read_obligation(table: &Table<'_>, cadences: &NamedCadences) -> ObligationDeclaration {
    let text = |key| table.get(key).and_then(|item| item.text()).map(Spanned::into_inner);
    let about = table.get("about").and_then(|item| group(&item).map(|bodies| item.at(bodies)));
    let otherwise = if table.get("about").is_some() { Otherwise::AboutOwes } else { Otherwise::Fault };
    let contributions = |table: &Table<'_>| {
        let tables = table.tables("contribution");
        tables.iter().map(|table| read_contribution(table, otherwise)).collect()
    };
    let (needs, join) = read_joining(table);
    let by = read_by(table, cadences);
    let (every, from) = match &by {
        Some(ByDeclaration::Each { every, from, .. }) => (Some(every.clone()), Some(from.clone())),
        Some(ByDeclaration::Once(_) | ByDeclaration::Unread) => (None, None),
        None => (
            table.get("every").and_then(|item| cadence(&item, cadences)),
            table.get("from").and_then(|item| item.spelling("a period")),
        ),
    };
    ObligationDeclaration {
        header: table.header(),
        id: table.require("id").and_then(|item| item.id()),
        title: table.require("title").and_then(|item| item.text()).map(Spanned::into_inner),
        class: table.get("class").and_then(|item| item.word(&classes())),
        about,
        lead: table.get("lead").and_then(|item| item.text()),
        owner: text("owner"),
        ladder: table.get("ladder").and_then(|item| item.text()),
        every,
        from,
        by,
        lacks: lacks(table),
        until: table.get("until").and_then(|item| item.spelling("a period")),
        not_pursued: table.get("not_pursued").and_then(|item| read_not_pursued(&item)),
        due: table.get("due").and_then(|item| due(&item)),
        needs,
        join,
        duty: read_duty(table),
        patience: patience(table),
        depends_on: table.get("depends_on").and_then(|item| item.texts()).unwrap_or_default(),
        next_step: text("next_step"),
        authority: read_authority(table),
        consequence: text("consequence"),
        labels: read_labels(table),
        except: read_exceptions(table),
        only: None,
        contributions: contributions(table),
        terms: table.tables("terms").iter().map(|terms| read_terms(terms, contributions(terms))).collect(),
    }
}

/// What is not written of all that it takes to judge an obligation. A single contribution that lacks something is a fault of its own.
fn lacks(table: &Table<'_>) -> Vec<Lacking> {
    let parts = table.get("contribution").and_then(|item| item.elements()).unwrap_or_default();
    let says = |part: &Item<'_>, key: &str| {
        part.entries().is_some_and(|entries| entries.iter().any(|entry| entry.key == key))
    };
    let is_said = |key: &str| table.get(key).is_some() || parts.iter().any(|part| says(part, key));
    let is_written = |what: &Lacking| match what {
        // A document is owed in the place of figures, and brings a rule of its own.
        Lacking::Measure | Lacking::Rule => is_said(what.key()) || is_said("document"),
        Lacking::From => table.get(what.key()).is_some() || table.get("by").is_some(),
        Lacking::Lead => table.get(what.key()).is_some(),
    };
    let all = [Lacking::Lead, Lacking::Measure, Lacking::Rule, Lacking::From];
    all.into_iter().filter(|what| !is_written(what)).collect()
}

/// By whose word it is not pursued any more.
fn read_not_pursued(item: &Item<'_>) -> Option<NotPursued> {
    let table = item.table()?;
    let since = table.require("since").and_then(|item| item.date());
    let reason = table.require("reason").and_then(|item| item.text());
    let decided_by = table.require("decided_by").and_then(|item| item.text());
    Some(NotPursued {
        since: since?.into_inner(),
        reason: reason?.into_inner(),
        decided_by: decided_by?.into_inner(),
    })
}

/// What it means that a contribution does not say who owes it.
#[derive(Clone, Copy)]
enum Otherwise {
    /// The body that the obligation is about.
    AboutOwes,
    Fault,
}

fn read_terms(table: &Table<'_>, contributions: Vec<ContributionDeclaration>) -> TermsDeclaration {
    let (needs, join) = read_joining(table);
    TermsDeclaration {
        from: table.require("from").and_then(|item| item.spelling("a period")),
        authority: read_authority(table),
        due: table.get("due").and_then(|item| due(&item)),
        needs,
        join,
        duty: read_duty(table),
        contributions,
    }
}

fn read_contribution(table: &Table<'_>, otherwise: Otherwise) -> ContributionDeclaration {
    let by = read_contributors(table, otherwise);
    let mut id = table.get("id");
    if matches!(by, Some(Contributors::Each(_)))
        && let Some(item) = id.take()
    {
        item.refuse_with_help::<()>(
            Code::InvalidValue,
            "`id` cannot be shared by the contributions of `each`",
            "leave `id` out: each contribution is named after its body",
        );
    }
    ContributionDeclaration {
        header: table.header(),
        id: id.and_then(|item| item.id()),
        by,
        of: table.get("of").and_then(|item| item.text()),
        owner: table.get("owner").and_then(|item| item.text()).map(Spanned::into_inner),
        weight: table.get("weight").and_then(|item| positive(&item)),
        from: table.get("from").and_then(|item| item.spelling("a period")),
        until: table.get("until").and_then(|item| item.spelling("a period")),
        share: table.get("share").and_then(|item| read_share(&item)),
        effect: table.get("effect").and_then(|item| read_effect(&item)),
        consequence: table.get("consequence").and_then(|item| item.text()).map(Spanned::into_inner),
        except: read_exceptions(table),
        duty: read_duty(table),
    }
}

fn read_contributors(table: &Table<'_>, otherwise: Otherwise) -> Option<Contributors> {
    match table.either("each", "by") {
        Some(item) if item.key == "each" => group(&item).map(|bodies| Contributors::Each(item.at(bodies))),
        Some(item) => item.text().map(Contributors::One),
        None if matches!(otherwise, Otherwise::AboutOwes) => None,
        None => table.require("by").and_then(|item| item.text()).map(Contributors::One),
    }
}
