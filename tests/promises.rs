//! The promises of the README, each a test by its name, through the program as it is installed. That one
//! rule or clause more never makes a verdict milder is tested in `promises_policy.rs`.

// The helpers are tests too, though clippy.toml only knows functions marked as such.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::panic, clippy::format_collect)]
// What a test writes is no report; the names of its files are its own.
#![allow(clippy::disallowed_methods, clippy::case_sensitive_file_extension_comparisons)]
#![cfg(unix)]

#[path = "promises/accounting.rs"]
mod accounting;
#[path = "promises/bounds.rs"]
mod bounds;
#[path = "promises/commands.rs"]
mod commands;
#[path = "promises/evidence.rs"]
mod evidence;
#[path = "promises/formats.rs"]
mod formats;
#[path = "promises/panics.rs"]
mod panics;
#[path = "promises/same.rs"]
mod same;
#[path = "promises/support.rs"]
mod support;
#[path = "promises/whole.rs"]
mod whole;
