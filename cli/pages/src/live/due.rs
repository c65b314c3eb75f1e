//! What is due: the counts first, then body by body, the worst first, each with words to send.

use std::ops::Range;

use app::due::{Demand, Outlook};
use app::published::Picture;
use askama::Template;
use engine::program::Program;
use words::due as say;

use super::address;
use super::frame::{Access, Frame};
use super::view::{Narrowed, View};

#[derive(Template)]
#[template(path = "live/due.html")]
struct DuePage<'p> {
    frame: Frame<'p>,
    sentence: String,
    narrowed: Option<Narrowed>,
    /// Where the same is as a table.
    table: String,
    /// How well was reported so far; empty where nothing was due.
    reporting: String,
    bodies: Vec<Debtor>,
    /// What is owed besides reports; on the first page alone.
    besides: Vec<Besides>,
    /// Where further bodies are; none on the last page.
    further: Option<String>,
    /// Of which reports nobody is asked; empty where there are none.
    not_chased: String,
}

/// Something that is owed besides reports.
struct Besides {
    href: String,
    title: String,
    line: String,
    to_send: String,
}

/// A body that is asked for something.
struct Debtor {
    href: String,
    told: String,
    lines: Vec<String>,
    to_send: String,
}

/// What is due, on one page, with so many of the bodies that are asked; `further` is where those behind so many are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn due(
    picture: &Picture,
    (outlook, bodies, further): (&Outlook, Range<usize>, impl FnOnce(usize) -> String),
    program: &Program,
    (view, access): (View, Access),
) -> askama::Result<String> {
    let counts = outlook.counts();
    let reporting = say::reporting(&outlook.rates.together(), outlook.rates.bodies_below());
    let besides = outlook.undertakings.iter().filter(|_| bodies.start == 0);
    let besides = besides.map(|one| Besides {
        href: address::obligation(&one.obligation),
        title: words::undertaking::title(&one.obligation, program),
        line: words::undertaking::line(one.undertaken(), program),
        to_send: words::undertaking::ask(one.undertaken(), program),
    });
    let besides = besides.collect();
    let (bodies, next) = debtors(outlook, bodies, program);
    let page = DuePage {
        frame: Frame::new(picture, access).below_front(),
        sentence: outlook.sentence(),
        narrowed: view.narrowed(address::DUE),
        table: view.table(address::DUE),
        besides,
        reporting: reporting.unwrap_or_default(),
        bodies,
        further: next.map(further),
        not_chased: say::not_chased(&counts).unwrap_or_default(),
    };
    page.render()
}

/// Those of a page, and how many stand before the next one.
fn debtors(
    outlook: &Outlook,
    Range { start, end }: Range<usize>,
    program: &Program,
) -> (Vec<Debtor>, Option<usize>) {
    let debtor = |(contact, matters): (&app::due::Contact, Vec<&app::due::Matter>)| {
        let demands = Demand::among(&matters, outlook.today);
        let demanded: Vec<_> = demands.iter().map(|demand| demand.demanded(program)).collect();
        Debtor {
            href: address::body(&contact.body),
            told: say::body(program, &contact.body, contact.person.as_deref(), matters.len()),
            lines: demanded.iter().map(say::line).collect(),
            to_send: say::ask_together(&demanded),
        }
    };
    let chased = outlook.chased();
    let next = (end < chased.len()).then_some(end);
    (chased.into_iter().skip(start).take(end.saturating_sub(start)).map(debtor).collect(), next)
}
