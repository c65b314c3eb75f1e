//! What the register says of one cell, looked up once for all who ask.

use jiff::civil::Date;

use super::{BodyId, Catalogue, Cell, Measure};

/// What the register says of one cell.
#[derive(Clone, Copy)]
pub struct Declared<'r> {
    /// None where no mission in force declares it.
    pub measure: Option<&'r Measure>,
    /// Who publishes everybody's figures of the measure; none where each body reports its own.
    pub publisher: Option<&'r BodyId>,
    /// The last day of its period.
    pub last_day: Date,
}

impl Catalogue {
    /// What is declared of a cell.
    pub fn declared(&self, cell: &Cell) -> Declared<'_> {
        let (measure, last_day) = (self.measures.get(&cell.measure), cell.period.last_day());
        let told_by = measure.and_then(|measure| measure.told_by.as_ref());
        Declared { measure, publisher: told_by.map(|body| self.answers_on(body, last_day)), last_day }
    }
}

impl<'r> Declared<'r> {
    /// Who is to tell the figure of this cell.
    pub fn teller<'c>(&self, cell: &'c Cell) -> &'c BodyId
    where
        'r: 'c,
    {
        self.publisher.unwrap_or(&cell.body)
    }
}
