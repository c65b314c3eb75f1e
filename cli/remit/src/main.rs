//! The entry point of `remit`; everything it does is in the library beside it.

/// Reports are many small things that come and go. The allocator of the C library takes a fifth of the time of a step that wakes a rule, and
/// this one a fraction of that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
