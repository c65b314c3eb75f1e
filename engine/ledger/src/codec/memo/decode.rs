//! From the wire to a memo. Whatever does not fit together is damage, never a panic.

use engine::evaluate::{Cause, Finding, ReadCell, RuleSaid};
use engine::memo::Memo;
use engine::model::{Cell, Revision, Statement};
use engine::program::Assessment;
use engine::view::{Fault, Stop};
use jiff::Timestamp;

use super::super::CodecError;
use super::super::decode::{pick, point_to};
use super::super::moment::{span, timestamp};
use super::super::unused::join_embargoes;
use super::decoder::Decoder;
use super::listing::put_listings;
use super::mention::{Mentioned, check_rows, mentioned};
use super::wire::{self, Because, Outcome, Shape};

pub(super) fn decode(payload: &[u8]) -> Result<Memo, CodecError> {
    let wire: wire::Memo<'_> = match postcard::take_from_bytes(payload) {
        Ok((memo, [])) => memo,
        Ok(_) => return Err(CodecError::Malformed("something follows the memo")),
        Err(_) => return Err(CodecError::Malformed("it is not in the layout of a memo")),
    };
    let decoder = Decoder::new(&wire)?;
    let mut cells = decoder.cells(&wire.cells)?;
    if u64::from(wire.read) > cells.len() as u64 {
        return Err(CodecError::Malformed("rules read more cells than there are"));
    }
    let said = all_said(&decoder, &wire, &cells)?;
    cells.truncate(wire.read as usize);
    Ok(Memo {
        now: timestamp(wire.now)?,
        revision: Revision::new(decoder.text(wire.revision)?),
        responses: decoder.responses(&wire.responses)?,
        cells,
        said,
        alerts: wire.alerts.iter().map(|alert| decoder.alert_memo(alert)).collect::<Result<_, _>>()?,
        downtimes: wire.downtimes.iter().map(span).collect::<Result<_, _>>()?,
        unused: join_embargoes(&wire.unused.0, (&wire.unused.1, &wire.unused.2), |text| decoder.text(text))?,
        formerly_unused: wire
            .formerly_unused
            .iter()
            .map(|(path, content)| Ok((decoder.text(*path)?, decoder.text(*content)?)))
            .collect::<Result<_, CodecError>>()?,
        seen: wire.seen.iter().map(|seen| decoder.seen(seen)).collect::<Result<_, _>>()?,
        joined: wire.joined.iter().map(|whole| decoder.joined(whole)).collect::<Result<_, _>>()?,
        told: wire.told.iter().map(|told| decoder.told(told)).collect::<Result<_, _>>()?,
        cuts: wire.cuts.iter().map(|cuts| decoder.cuts(cuts)).collect::<Result<_, _>>()?,
    })
}

/// For so many there is room at once, however many a damaged memo says that there are.
const MOST_AT_ONCE: usize = 1 << 20;

/// What every rule said.
fn all_said(decoder: &Decoder, wire: &wire::Memo<'_>, cells: &[Cell]) -> Result<Vec<RuleSaid>, CodecError> {
    let said = &wire.said;
    check_rows(&[&said.node, &said.period, &said.shape])?;
    let nodes = wire.nodes.iter().map(|node| decoder.node(node)).collect::<Result<Vec<_>, _>>()?;
    let wakes = wire.wakes.iter().map(|at| timestamp(*at)).collect::<Result<Vec<_>, _>>()?;
    let statements = wire
        .statements
        .iter()
        .map(|statement| decoder.statement(statement))
        .collect::<Result<Vec<_>, _>>()?;
    let mut rows = Rows {
        statements: mentioned(&statements, &said.statements),
        cells: mentioned(cells, &said.cells),
        wakes: mentioned(&wakes, &said.wakes),
    };
    let heads = said.node.numbers().zip(said.period.numbers());
    let mut others = wire.others.iter().peekable();
    let one = |(row, ((node, period), shape))| {
        let others = others.next_if(|(of, _)| *of == row).map_or(&[][..], |(_, reads)| reads);
        let others = others.iter().map(|read| decoder.other_read(read)).collect::<Result<_, _>>()?;
        let shape = point_to(&wire.shapes, shape)?;
        let (said, finding) = rows.said(decoder, shape)?;
        let (reads, wakes) = (rows.reads(shape.reads, wire.read)?, rows.wakes.take(shape.wakes)?);
        let period = decoder.period(period)?;
        let node = pick(&nodes, node)?;
        Ok(RuleSaid { node, period, said, finding, reads, others, wakes, listings: Vec::new() })
    };
    let said = (0..).zip(heads.zip(said.shape.numbers())).map(one);
    // There may be hundreds of thousands: a list that grows would be copied again and again.
    let mut all = Vec::with_capacity(
        usize::try_from(wire.said.node.rows()).map_or(MOST_AT_ONCE, |rows| rows.min(MOST_AT_ONCE)),
    );
    for one in said {
        all.push(one?);
    }
    rows.statements.end()?;
    rows.cells.end()?;
    rows.wakes.end()?;
    put_listings(&wire.listings, &mut all, &|text| decoder.text(text))?;
    match others.next() {
        Some(_) => Err(CodecError::Malformed("something was asked of others by no rule")),
        None => Ok(all),
    }
}

/// What the rows mention, in their order.
struct Rows<'w, S, C, W> {
    statements: Mentioned<'w, Statement, S>,
    cells: Mentioned<'w, Cell, C>,
    wakes: Mentioned<'w, Timestamp, W>,
}

impl<S: Iterator<Item = u32>, C: Iterator<Item = u32>, W> Rows<'_, S, C, W> {
    /// So many cells that a rule read, of those that any rule read.
    fn reads(&mut self, count: u32, read: u32) -> Result<Vec<ReadCell>, CodecError> {
        let one = |_| match self.cells.next_number()? {
            number if number < read => Ok(ReadCell(number)),
            _ => Err(CodecError::Malformed("a rule read a cell that is not there")),
        };
        (0..count).map(one).collect()
    }

    fn said(
        &mut self,
        decoder: &Decoder,
        shape: &Shape,
    ) -> Result<(Result<Assessment, Stop>, Finding), CodecError> {
        let said = self.outcome(decoder, &shape.outcome)?;
        let cause = match (&shape.because, &said) {
            (Because::AsSaid, Ok(Assessment { reason, line, .. })) => {
                Cause::Stated { statement: reason.clone(), line: *line }
            }
            (Because::AsSaid, Err(Stop::Failed(fault))) => Cause::Failed(Box::new(fault.clone())),
            (Because::AsSaid, Err(Stop::NoData(gap))) => Cause::Missing(Box::new(gap.clone())),
            (Because::Of(cause), _) => decoder.cause(cause)?,
        };
        Ok((said, Finding { verdict: shape.verdict.into(), cause }))
    }

    fn outcome(
        &mut self,
        decoder: &Decoder,
        outcome: &Outcome,
    ) -> Result<Result<Assessment, Stop>, CodecError> {
        Ok(match outcome {
            Outcome::Judged { judgement, line } => {
                let reason = self.statements.next()?;
                Ok(Assessment { judgement: (*judgement).into(), reason, line: *line })
            }
            Outcome::NoData(why) => Err(Stop::NoData(decoder.gap(self.cells.next()?, why)?)),
            Outcome::Failed { failure, line } => {
                Err(Stop::Failed(Fault { failure: decoder.failure(failure)?, line: *line }))
            }
        })
    }
}
