//! Faults that a lowering might have, put in on purpose: the comparison with the interpreter must find each of them.

use super::code::{Code, Entries, Reader};
use super::numbers::Operator;
use super::value::Value;

/// One fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::script) enum SeededFault {
    OperandsSwapped,
    LessOrEqualForLess,
    AnyForAll,
    UnusedValueDropped,
    SetByAdding,
    OnePeriodLess,
    BranchesSwapped,
    LineLost,
    WholeHeldAsExact,
    ValueForHas,
    FirstOfListOnly,
    InputsReversed,
    LastPartFirst,
    TargetForValue,
}

impl SeededFault {
    pub(in crate::script) const ALL: [Self; 14] = [
        Self::OperandsSwapped,
        Self::LessOrEqualForLess,
        Self::AnyForAll,
        Self::UnusedValueDropped,
        Self::SetByAdding,
        Self::OnePeriodLess,
        Self::BranchesSwapped,
        Self::LineLost,
        Self::WholeHeldAsExact,
        Self::ValueForHas,
        Self::FirstOfListOnly,
        Self::InputsReversed,
        Self::LastPartFirst,
        Self::TargetForValue,
    ];
}

impl Code {
    /// Puts a fault in wherever it can stand.
    pub(super) fn seed(&mut self, fault: SeededFault) {
        self.parts_mut().into_iter().for_each(|part| part.seed(fault));
        match (fault, &mut *self) {
            (SeededFault::OperandsSwapped, Self::Binary(Operator::Subtract, operands)) => operands.reverse(),
            (SeededFault::LessOrEqualForLess, Self::Binary(operator @ Operator::Less, _)) => {
                *operator = Operator::LessOrEqual;
            }
            (SeededFault::AnyForAll, Self::All(parts)) => *self = Self::Any(std::mem::take(parts)),
            (SeededFault::UnusedValueDropped, Self::Block(statements)) => {
                let last = statements.pop();
                statements.retain(|statement| {
                    !matches!(statement, Self::Read(..) | Self::Binary(..) | Self::Ago(..))
                });
                statements.extend(last);
            }
            (SeededFault::SetByAdding, Self::SetBy(_, operator, _)) => *operator = Operator::Add,
            (SeededFault::OnePeriodLess, Self::Ago(_, count)) => **count = Self::Constant(Value::Whole(3)),
            (SeededFault::BranchesSwapped, Self::If(parts)) => parts[1..].reverse(),
            (SeededFault::LineLost, Self::Judged(.., line) | Self::Verdict(.., line)) => *line = None,
            (SeededFault::WholeHeldAsExact, Self::Constant(value)) => {
                if let Value::Whole(whole) = value {
                    *value = Value::Exact((*whole).into());
                }
            }
            (SeededFault::ValueForHas, Self::Read(reader @ Reader::Has, _)) => *reader = Reader::Value,
            (SeededFault::FirstOfListOnly, Self::List(entries)) => entries.truncate(1),
            (SeededFault::InputsReversed, Self::Judged(_, _, inputs, _)) => inputs.reverse(),
            (SeededFault::LastPartFirst, Self::All(parts) | Self::Any(parts)) => parts.reverse(),
            (SeededFault::TargetForValue, Self::Read(reader @ Reader::Value, _)) => *reader = Reader::Target,
            _ => {}
        }
    }

    fn parts_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::Constant(_)
            | Self::Variable(_)
            | Self::Trap
            | Self::Continue
            | Self::Break
            | Self::IsOverdue
            | Self::Subject(_)
            | Self::Param(_)
            | Self::HasParam(_) => Vec::new(),
            Self::Set(_, part)
            | Self::SetBy(_, _, part)
            | Self::Return(part)
            | Self::Not(part)
            | Self::Negative(part)
            | Self::Push(_, part)
            | Self::OfList(_, part)
            | Self::OfPeriod(_, part) => vec![part],
            Self::Block(parts)
            | Self::All(parts)
            | Self::Any(parts)
            | Self::Text(parts)
            | Self::List(parts)
            | Self::OfNumbers(_, parts)
            | Self::Judged(_, _, parts, _)
            | Self::Statement(_, parts) => parts.iter_mut().collect(),
            Self::Read(_, form) => form.args.iter_mut().collect(),
            Self::If(parts) => parts.iter_mut().collect(),
            Self::Binary(_, parts)
            | Self::Back(parts)
            | Self::While(parts, _)
            | Self::Entry(parts)
            | Self::Holds(parts)
            | Self::Joined(parts) => parts.iter_mut().collect(),
            Self::For(each) => match &mut each.of {
                Entries::Of(list) => vec![list, &mut each.body],
                Entries::Range { from, to, .. } => vec![from, to, &mut each.body],
            },
            Self::Ago(first, second) | Self::Default(first, second) | Self::Values(first, second) => {
                first.iter_mut().map(|part| &mut **part).chain([&mut **second]).collect()
            }
            Self::Amount(first, second) => {
                [&mut **first].into_iter().chain(second.iter_mut().map(|part| &mut **part)).collect()
            }
            Self::Verdict(_, part, _) => part.iter_mut().map(|part| &mut **part).collect(),
        }
    }
}
