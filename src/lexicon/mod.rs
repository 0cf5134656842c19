//! `rules/` → what the rest works with: the only place that loads rules.

pub mod action;
pub mod licence;
pub mod organisation;
