//! The entry point of `remit`; everything it does is in the library beside it.

fn main() -> std::process::ExitCode {
    cli::main()
}
