//! What a lowered rule says with its verdict: the template that the interpreter would fill, filled in the same order.

use engine::model::{Piece, Statement};

use super::code::Code;
use super::run::{Gives, Run, or_trap};
use super::value::Value;
use crate::script::api::{HeldStatement, PieceTemplate, StatementTemplate, tidy};

impl Run<'_> {
    /// Fills a template that is held for a verdict.
    pub(super) fn statement(
        &mut self,
        template: &StatementTemplate,
        inputs: &[Code],
    ) -> Gives<HeldStatement> {
        or_trap(HeldStatement::of(self.pieces(template, inputs)?))
    }

    /// Fills the template of a verdict.
    pub(super) fn said(&mut self, template: &StatementTemplate, inputs: &[Code]) -> Gives<Statement> {
        or_trap(HeldStatement::said(self.pieces(template, inputs)?))
    }

    fn pieces(&mut self, template: &StatementTemplate, inputs: &[Code]) -> Gives<Vec<Piece>> {
        let mut inputs = inputs.iter();
        let mut pieces = Vec::with_capacity(template.pieces.len());
        for piece in &*template.pieces {
            let mut next = || match inputs.next() {
                Some(input) => self.value(input),
                None => unreachable!("a template has an input for each of its values"),
            };
            pieces.push(match piece {
                PieceTemplate::Text(text) => Piece::Text(text.clone()),
                PieceTemplate::Value => {
                    let value = next()?;
                    self.piece(value)?
                }
                PieceTemplate::Figure { form, has_places, .. } => {
                    let figure = next()?;
                    let places = match has_places {
                        true => Some(next()?),
                        false => None,
                    };
                    let places = places.map_or(Some(form.usual_places()), |places| places.places());
                    or_trap(
                        figure.number().zip(places).and_then(|(figure, places)| form.piece(figure, places)),
                    )?
                }
            });
        }
        Ok(pieces)
    }

    /// A value as it reads in a text.
    fn piece(&mut self, value: Value) -> Gives<Piece> {
        if let Some(number) = value.number() {
            return Ok(Piece::Number(tidy(number)));
        }
        match value {
            Value::Period(period) => Ok(Piece::Period(period)),
            value => Ok(Piece::Text(self.read_aloud(value)?.as_str().into())),
        }
    }
}
