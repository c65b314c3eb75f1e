//! Functions of the host, called from a lowered rule as the interpreter would call them.

use engine::view::Stop;
use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

use super::code::{Code, Host};
use super::run::{Exit, Gives, Run};
use super::value::Value;
use crate::script::api::My;
use crate::script::engine::engine;
use crate::script::sandbox::limits;

/// The function that says how a value reads in a text.
const READ_ALOUD: &str = "to_string";

impl Run<'_> {
    pub(super) fn host(&mut self, call: &Host) -> Gives {
        let args = self.all(&call.args)?;
        let Some(place) = call.changes else { return self.ask_host(&call.name, args) };
        let mut args: Vec<Dynamic> = args.into_iter().map(Value::into_host).collect();
        let given = self.call_host(&call.name, &mut args).map_err(Refused::exit)?;
        self.variables[place] = Value::of_host(args.swap_remove(0));
        Ok(given)
    }

    /// Puts what an operator makes of a variable and a value into the variable: the host may have an operator for just that.
    pub(super) fn set_by_host(&mut self, place: usize, operator: &str, value: &Code) -> Gives {
        let value = self.value(value)?;
        let mut args = [self.variables[place].clone(), value].map(Value::into_host);
        let changed = match self.call_host(&format!("{operator}="), &mut args) {
            Ok(_) => {
                let [changed, _] = args;
                Value::of_host(changed)
            }
            Err(Refused::Unknown) => self.call_host(operator, &mut args).map_err(Refused::exit)?,
            Err(Refused::With(exit)) => return Err(exit),
        };
        self.variables[place] = changed;
        Ok(Value::Nothing)
    }

    /// What a function of the host makes of values.
    pub(super) fn ask_host(&mut self, name: &str, args: Vec<Value>) -> Gives {
        let mut args: Vec<Dynamic> = args.into_iter().map(Value::into_host).collect();
        self.call_host(name, &mut args).map_err(Refused::exit)
    }

    /// How a value reads in a text.
    pub(super) fn read_aloud(&mut self, value: Value) -> Gives<rhai::ImmutableString> {
        if let Some(text) = value.read_aloud() {
            return Ok(text);
        }
        match self.ask_host(READ_ALOUD, vec![value])? {
            Value::Text(text) => Ok(text),
            _ => Err(Exit::Trap),
        }
    }

    /// What the rule is given, as the host takes it.
    pub(super) fn my(&self) -> Value {
        Value::Other(Dynamic::from(My::new(self.view)))
    }

    /// Takes what the host took off the allowance since so much was left off what is left here, where all of a run is counted.
    pub(super) fn settle(&mut self, before: u64) -> Gives<()> {
        let taken = before.saturating_sub(limits::left());
        limits::give_back(taken);
        self.spend(taken)
    }

    fn call_host(&mut self, name: &str, args: &mut [Dynamic]) -> Result<Value, Refused> {
        let global = engine().new_global_runtime_state();
        let context = NativeCallContext::new_with_all_fields(engine(), name, None, &global, Position::NONE);
        let mut args: Vec<&mut Dynamic> = args.iter_mut().collect();
        let before = limits::left();
        let given = context.call_native_fn_raw(name, true, &mut args);
        self.settle(before).map_err(Refused::With)?;
        match given.map_err(|error| *error) {
            Ok(value) => Ok(Value::of_host(value)),
            Err(EvalAltResult::ErrorFunctionNotFound(..)) => Err(Refused::Unknown),
            Err(EvalAltResult::ErrorTerminated(token, _)) => match token.try_cast_result::<Stop>() {
                Ok(stop @ Stop::NoData(_)) => Err(Refused::With(Exit::Missing(Box::new(stop)))),
                _ => Err(Refused::With(Exit::Trap)),
            },
            Err(_) => Err(Refused::With(Exit::Trap)),
        }
    }
}

/// Why the host gave nothing.
enum Refused {
    /// It has no such function of such values.
    Unknown,
    With(Exit),
}

impl Refused {
    fn exit(self) -> Exit {
        match self {
            Self::Unknown => Exit::Trap,
            Self::With(exit) => exit,
        }
    }
}

impl Code {
    /// The variable that it is, which need not be copied.
    pub(super) fn place(&self) -> Option<usize> {
        match self {
            Self::Variable(place) => Some(*place),
            _ => None,
        }
    }
}
