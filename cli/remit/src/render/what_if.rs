//! What would become of what is supposed, on the terminal: what is taken for granted, when it first shows, and then list by list.

use app::what_if::{Footing, Loss, Supposed, Turned, WhatIf};
use engine::program::Program;
use words::alert::label;
use words::english;
use words::what_if::{self as say, Lost};

use super::Ink;
use super::comparison::account;
use super::page::Page;
use super::shown::Shown;

/// So many of each list are shown where not all are.
const MOST: usize = 10;

/// What would become of it.
pub fn what_if_page(title: &str, found: &WhatIf, program: &Program, shown: Shown) -> String {
    let mut page = Page::default();
    let day = |moment| program.calendar.day(moment);
    page.put(0, &format!("{}, {}", Ink::Title.paint(title), say::days(found.from, found.until)));
    page.put(0, say::SUPPOSED);
    found.supposed.iter().for_each(|one| page.put(2, &supposed(one, program)));
    page.put(0, &Ink::Faint.paint(say::taken(found.from)));
    page.skip();
    let ink = if found.shows.is_some() { Ink::Caution } else { Ink::Calm };
    page.put(0, &ink.paint(say::shows(found.shows.map(day), found.until)));
    let summary = [found.verdict_summary(), found.comparison.summary()];
    for line in &summary {
        page.put(0, &format!("{}.", english::capitalised(line)));
    }
    page.skip();
    let footing: Vec<String> = found.footing.iter().map(|one| lost(one, program)).collect();
    if footing.is_empty() {
        page.put(0, say::NO_FOOTING);
    }
    write_list(&mut page, say::FOOTING, &footing, shown);
    let turned: Vec<String> = found.turned.iter().map(|one| verdict(one, program)).collect();
    write_list(&mut page, say::TURNED, &turned, shown);
    write_list(&mut page, say::ALERTS, &alerts(found, program), shown);
    let held_up = found.held_up.iter();
    let held_up: Vec<String> =
        held_up.map(|one| say::held_up(&one.id.obligation_ref(), day(one.since), program)).collect();
    write_list(&mut page, say::HELD_UP, &held_up, shown);
    page.into_text()
}

fn write_list(page: &mut Page, over: &str, lines: &[String], shown: Shown) {
    if lines.is_empty() {
        return;
    }
    page.put(0, over);
    lines.iter().take(shown.most(MOST)).for_each(|line| page.put(2, line));
    if let Some(more) = lines.len().checked_sub(shown.most(MOST)).filter(|more| *more > 0) {
        page.put(2, &say::more(more));
    }
}

fn supposed(supposed: &Supposed, program: &Program) -> String {
    match supposed {
        Supposed::End { relation: id, on } | Supposed::Close { body: id, on } => say::ends(id, *on, program),
        Supposed::Miss { obligation, whose, period } => {
            say::missed(obligation, whose.as_deref(), *period, program)
        }
        Supposed::Target { measure, value, from } => say::aimed(measure, *value, *from, program),
    }
}

fn lost(Footing { obligation, loss }: &Footing, program: &Program) -> String {
    let lost = match loss {
        Loss::Tie(relation) => Lost::Tie(relation),
        Loss::About(body) => Lost::About(body),
        Loss::Lead { body, successor } => Lost::Lead { body, successor: successor.as_ref() },
        Loss::Party(body) => Lost::Party(body),
        Loss::Report(_) => Lost::Report,
        Loss::Target(_) => Lost::Target,
    };
    say::footing(obligation, lost, program)
}

fn verdict(turned: &Turned, program: &Program) -> String {
    let Turned { node, body, period, before, after, shows } = turned;
    say::turned((node, body, *period), [*before, *after], program.calendar.day(*shows), program)
}

fn alerts(found: &WhatIf, program: &Program) -> Vec<String> {
    let told = |label: &str, ink: Ink, episode| {
        format!("{}  {}", ink.paint(label), english::capitalised(&account(episode, program)))
    };
    let named = |text: String, id: String| format!("{text} ({id})");
    let all = &found.comparison;
    let appear =
        all.appear.iter().map(|one| named(told(label::APPEARS, Ink::Alarm, one), one.id.to_string()));
    let vanish =
        all.vanish.iter().map(|one| named(told(label::VANISHES, Ink::Calm, one), one.id.to_string()));
    let moved = all.moved.iter().map(|one| {
        let (before, after) = (account(&one.before, program), account(&one.after, program));
        named(
            format!("{}  {}", Ink::Caution.paint(label::MOVES), say::moved(&before, &after)),
            one.after.id.to_string(),
        )
    });
    appear.chain(vanish).chain(moved).collect()
}
