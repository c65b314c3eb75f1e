//! Faults that a lowering might have, put in on purpose: the comparison with the interpreter must find each of them.

use engine::view::Site;

use super::code::{CellForm, Code, EachWord, Entries, Look, MethodWord, Reader, Switch, TotalWord};
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
    ReturnEndsCaller,
    ParametersSwapped,
    FirstCaseOnly,
    OtherwiseForAll,
    CaseWithoutCondition,
    LastRangeLeftOut,
    FilterInverted,
    AnyEntryForAll,
    LeastForMost,
    FirstForLast,
    FirstKeyOnly,
    HostArgumentsSwapped,
    RoundBeforeLook,
    OneSiteForAll,
    SiteForVariable,
}

impl SeededFault {
    pub(in crate::script) const ALL: [Self; 29] = [
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
        Self::ReturnEndsCaller,
        Self::ParametersSwapped,
        Self::FirstCaseOnly,
        Self::OtherwiseForAll,
        Self::CaseWithoutCondition,
        Self::LastRangeLeftOut,
        Self::FilterInverted,
        Self::AnyEntryForAll,
        Self::LeastForMost,
        Self::FirstForLast,
        Self::FirstKeyOnly,
        Self::HostArgumentsSwapped,
        Self::RoundBeforeLook,
        Self::OneSiteForAll,
        Self::SiteForVariable,
    ];
}

impl Code {
    /// Puts a fault in wherever it can stand.
    pub(super) fn seed(&mut self, fault: SeededFault) {
        self.parts_mut().into_iter().for_each(|part| part.seed(fault));
        match (fault, &mut *self) {
            (
                SeededFault::OperandsSwapped,
                Self::Binary(Operator::Subtract, operands) | Self::Calculate(Operator::Subtract, operands),
            ) => operands.reverse(),
            (
                SeededFault::LessOrEqualForLess,
                Self::Binary(operator @ Operator::Less, _) | Self::Calculate(operator @ Operator::Less, _),
            ) => {
                *operator = Operator::LessOrEqual;
            }
            (SeededFault::AnyForAll, Self::All(parts)) => *self = Self::Any(std::mem::take(parts)),
            (SeededFault::UnusedValueDropped, Self::Block(statements)) => {
                let last = statements.pop();
                statements.retain(|statement| {
                    !matches!(
                        statement,
                        Self::Read(..) | Self::Binary(..) | Self::Calculate(..) | Self::Ago(..)
                    )
                });
                statements.extend(last);
            }
            (SeededFault::SetByAdding, Self::SetBy(_, operator, _)) => *operator = Operator::Add,
            (SeededFault::OnePeriodLess, Self::Ago(_, count, _)) => **count = Self::Constant(Value::Whole(3)),
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
            (SeededFault::OneSiteForAll, Self::Read(_, CellForm { site, .. }) | Self::Ago(_, _, site)) => {
                *site = site.map(|_| Site(0));
            }
            (fault, code) => code.seed_later(fault),
        }
    }

    /// Faults in functions, choices, lists and words of the host.
    fn seed_later(&mut self, fault: SeededFault) {
        match (fault, self) {
            (SeededFault::ReturnEndsCaller, code @ Self::Call(..)) => {
                let Self::Call(params, body) = std::mem::replace(code, Self::Trap) else { return };
                *code = Self::Block(params.into_iter().chain([*body]).collect());
            }
            (SeededFault::ParametersSwapped, Self::Call(params, _)) => {
                if let [Self::Set(first, _), .., Self::Set(last, _)] = params.as_mut_slice() {
                    std::mem::swap(first, last);
                }
            }
            (SeededFault::FirstCaseOnly, Self::Switch(switch)) => switch.texts.truncate(1),
            (SeededFault::OtherwiseForAll, Self::Switch(switch)) => switch.texts.clear(),
            (SeededFault::CaseWithoutCondition, Self::Switch(switch)) => {
                switch.texts.iter_mut().flat_map(|(_, cases)| cases).for_each(|case| case.holds = None);
            }
            (SeededFault::LastRangeLeftOut, Self::Switch(switch)) => {
                switch.ranges.iter_mut().for_each(|(range, _)| range.holds_last = false);
            }
            (SeededFault::FilterInverted, Self::Each(each)) if each.word == EachWord::Filter => {
                let body = std::mem::replace(&mut each.body, Self::Trap);
                each.body = Self::Not(Box::new(body));
            }
            (SeededFault::AnyEntryForAll, Self::Each(each)) if each.word == EachWord::All => {
                each.word = EachWord::Any;
            }
            (SeededFault::LeastForMost, Self::Total(word @ TotalWord::Most, _)) => *word = TotalWord::Least,
            (SeededFault::FirstForLast, Self::Method(method)) if method.word == MethodWord::Last => {
                method.word = MethodWord::First;
            }
            (SeededFault::FirstKeyOnly, Self::Map(entries)) => entries.truncate(1),
            (SeededFault::HostArgumentsSwapped, Self::Host(call)) if call.changes.is_none() => {
                call.args.reverse();
            }
            (SeededFault::RoundBeforeLook, Self::While(look, ..)) => *look = Look::AfterWhile,
            (SeededFault::SiteForVariable, Self::Read(_, CellForm { site, .. }) | Self::Ago(_, _, site)) => {
                *site = site.or(Some(Site(1_000)));
            }
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
            | Self::HasParam(_)
            | Self::My => Vec::new(),
            Self::Set(_, part)
            | Self::SetBy(_, _, part)
            | Self::SetByHost(_, _, part)
            | Self::Return(part)
            | Self::Not(part)
            | Self::Negative(part)
            | Self::Push(_, part)
            | Self::Total(_, part) => vec![part],
            Self::Block(parts)
            | Self::All(parts)
            | Self::Any(parts)
            | Self::Text(parts)
            | Self::List(parts)
            | Self::OfNumbers(_, parts)
            | Self::Judged(_, _, parts, _)
            | Self::Statement(_, parts) => parts.iter_mut().collect(),
            Self::Map(entries) => entries.iter_mut().map(|(_, part)| part).collect(),
            Self::Read(_, form) => form.args.iter_mut().collect(),
            Self::If(parts) => parts.iter_mut().collect(),
            Self::Binary(_, parts)
            | Self::Calculate(_, parts)
            | Self::While(_, parts, _)
            | Self::Entry(parts) => parts.iter_mut().collect(),
            Self::Call(params, body) => params.iter_mut().chain([&mut **body]).collect(),
            Self::Switch(switch) => switch.parts_mut(),
            Self::Each(each) => vec![&mut each.of, &mut each.body],
            Self::Property(property) => vec![&mut property.of],
            Self::Method(method) => method.args.iter_mut().chain([&mut method.of]).collect(),
            Self::Host(call) => call.args.iter_mut().collect(),
            Self::For(each) => match &mut each.of {
                Entries::Of(list) => vec![list, &mut each.body],
                Entries::Range { from, to, .. } => vec![from, to, &mut each.body],
            },
            Self::Ago(first, second, _)
            | Self::Default(first, second, _)
            | Self::Values(first, second, _) => {
                first.iter_mut().map(|part| &mut **part).chain([&mut **second]).collect()
            }
            Self::Amount(first, second) => {
                [&mut **first].into_iter().chain(second.iter_mut().map(|part| &mut **part)).collect()
            }
            Self::Verdict(_, part, _) => part.iter_mut().map(|part| &mut **part).collect(),
        }
    }
}

impl Switch {
    fn parts_mut(&mut self) -> Vec<&mut Code> {
        let texts = self.texts.iter_mut().flat_map(|(_, cases)| cases);
        let flags = self.flags.iter_mut().flatten();
        let ranges = self.ranges.iter_mut().map(|(_, case)| case);
        let cases = texts.chain(flags).chain(ranges);
        let parts = cases.flat_map(|case| case.holds.iter_mut().chain([&mut case.gives]));
        parts.chain([&mut self.of]).chain(&mut self.otherwise).collect()
    }
}
