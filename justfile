# Short names for what one types often; `just` is optional.

# Formats, lints and tests, as before a change lands.
ci:
    .ci/run

# The example, as the README runs it.
example:
    cargo run --release -- run examples/joined-up --as-of 2024-08-31
