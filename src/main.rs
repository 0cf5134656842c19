//! Parses the arguments, runs one command, turns its answer into an exit code.
fn main() {}
