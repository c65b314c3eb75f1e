//! All of which a panel speaks, what it contests first.

use std::cmp::Reverse;

use engine::Engine;
use engine::model::VoiceId;

use super::figure::{PanelFigure, Received, Side, Told};
use super::readers::{Reader, Readers};

/// Who speaks for people, with all that they say.
#[derive(Clone, PartialEq, Debug)]
pub struct Panel {
    pub voice: VoiceId,
    /// What it contests first, and of the rest the newest.
    pub figures: Vec<PanelFigure>,
}

impl Panel {
    /// Every panel of which somebody may read anything. Whoever is known is told of those too that have said nothing yet.
    pub fn all(engine: &Engine, reader: Reader<'_>, told: Told, received: &mut Received<'_>) -> Vec<Self> {
        let voices = reader.supply.panels().into_iter();
        voices.filter_map(|voice| Self::of(engine, voice, reader, told, received)).collect()
    }

    /// One panel; none where there is no such panel, or where nothing of it is for whoever reads.
    pub fn of(
        engine: &Engine,
        voice: &VoiceId,
        reader: Reader<'_>,
        told: Told,
        received: &mut Received<'_>,
    ) -> Option<Self> {
        let program = engine.program()?;
        let supply = reader.supply;
        if !supply.panels().contains(&voice) {
            return None;
        }
        let said = engine.evidence().said_by(voice).into_iter();
        let readable = said.filter(|(cell, said)| reader.may_read(voice, (cell, said), engine));
        let mut figures: Vec<PanelFigure> = readable
            .map(|spoken| PanelFigure::of(spoken, (engine, program), supply, told, received))
            .collect();
        if reader.readers == Readers::Anybody && figures.is_empty() {
            return None;
        }
        figures.sort_by_key(|figure| {
            let Side::Contested = figure.side else { return (1, Reverse(figure.cell.period.last_day())) };
            (0, Reverse(figure.cell.period.last_day()))
        });
        Some(Self { voice: voice.clone(), figures })
    }

    /// How many official figures it contests, and how many of these wait for an answer.
    pub fn counts(&self) -> (usize, usize) {
        let contested = self.figures.iter().filter(|figure| figure.side == Side::Contested).count();
        (contested, self.figures.iter().filter(|figure| figure.is_unanswered()).count())
    }
}
