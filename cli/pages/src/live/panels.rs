//! What people say of figures, beside what the official figures say: every panel, and one of them. Anyone may read what a panel was opened for, so that nothing here leads to pages which are
//! not for them.

use app::panels::{AskedPerson, Panel, PanelFigure, Readers};
use app::published::Picture;
use askama::Template;
use engine::Engine;
use engine::model::{Cell, VoiceId};
use engine::program::Program;
use words::names::Names;
use words::panel as say;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/panels.html")]
struct PanelsPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    rows: Vec<Row<'p>>,
}

struct Row<'p> {
    href: String,
    name: &'p str,
    figures: usize,
    contested: usize,
    unanswered: usize,
}

#[derive(Template)]
#[template(path = "live/panel.html")]
struct PanelPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    name: &'p str,
    figures: Vec<Figure>,
    /// Where the same is as a table.
    table: String,
    /// Where the next ones are; none on the last page.
    further: Option<String>,
}

struct Figure {
    title: String,
    said: String,
    official: String,
    sentences: Vec<String>,
    /// Where an answer is written, by whom it is asked for; nothing for whoever cannot write one.
    answers: Vec<(String, String)>,
}

/// Every panel of which whoever reads may know, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn panels(
    picture: &Picture,
    panels: &[Panel],
    program: &Program,
    (readers, access): (Readers, Access),
) -> askama::Result<String> {
    let contested = panels.iter().map(|panel| panel.counts().0).sum();
    let page = PanelsPage {
        frame: frame(picture, access, readers),
        sentence: say::of_panels(panels.len(), contested),
        rows: panels.iter().map(|panel| Row::of(panel, program)).collect(),
    };
    page.render()
}

/// One panel, with so many of its figures; `further` is where the next ones are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn panel(
    picture: &Picture,
    (panel, listed, further): (&Panel, &[PanelFigure], Option<String>),
    program: &Program,
    (readers, access): (Readers, Access),
) -> askama::Result<String> {
    let (contested, unanswered) = panel.counts();
    let name = say::name(&panel.voice, program);
    let figure = |figure: &PanelFigure| Figure::of(figure, picture, program, readers);
    let page = PanelPage {
        frame: frame(picture, access, readers).below(address::PANELS, say::HEADING),
        sentence: say::of_panel(name, contested, unanswered),
        name,
        figures: listed.iter().map(figure).collect(),
        table: format!("{}?format=csv", address::panel(&panel.voice)),
        further,
    };
    page.render()
}

fn frame(picture: &Picture, access: Access, readers: Readers) -> Frame<'_> {
    let frame = Frame::new(picture, access);
    match readers {
        Readers::Known => frame.below_front(),
        Readers::Anybody => frame.for_anybody(),
    }
}

impl<'p> Row<'p> {
    fn of(panel: &'p Panel, program: &'p Program) -> Self {
        let (contested, unanswered) = panel.counts();
        let (href, name) = (address::panel(&panel.voice), say::name(&panel.voice, program));
        Self { href, name, figures: panel.figures.len(), contested, unanswered }
    }
}

impl Figure {
    fn of(figure: &PanelFigure, picture: &Picture, program: &Program, readers: Readers) -> Self {
        let may_answer = readers == Readers::Known && picture.at_end_of.is_none();
        let answer = |asked: &AskedPerson| {
            let part = asked.answerable.part.contribution();
            let body = program.catalogue.body_name(&asked.answerable.by).to_owned();
            (address::answer(&asked.answerable.obligation, part, asked.answerable.period), body)
        };
        let asked = figure.asked.iter().filter(|_| may_answer);
        Self {
            title: Names { program }.cell(&figure.cell),
            said: say::said(&figure.said, &figure.cell.measure, program),
            official: figure.official_words(program),
            sentences: figure.answers_in_words(program, readers),
            answers: asked.map(answer).collect(),
        }
    }
}

/// A panel that speaks of something, and what leads to it.
pub(super) struct PanelLink {
    pub(super) href: String,
    pub(super) text: String,
}

/// The panels that speak of figures of a kind.
pub(super) fn panels_that_speak(
    picture: &Picture,
    (engine, program): (&Engine, &Program),
    is_meant: impl Fn(&Cell) -> bool,
) -> Vec<PanelLink> {
    let speaks = |voice: &&VoiceId| engine.evidence().said_by(voice).iter().any(|(cell, _)| is_meant(cell));
    let link = |voice: &VoiceId| PanelLink {
        href: address::panel(voice),
        text: format!("What {} says", say::name(voice, program)),
    };
    picture.supply.panels().into_iter().filter(speaks).map(link).collect()
}
