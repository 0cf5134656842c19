//! Rights clearance for text datasets: what an article itself says about who owns it, what it forbids and
//! where it came from, held against a policy.
//!
//! # The line
//!
//! Data flows one way, and imports run downward only:
//!
//! ```text
//! paths ─source─→ Document ─find─→ notices · terms · licences · credits
//!                                  └─attribution─→ chain of hops      ┘ = Record
//! Record ─policy─→ Verdict ─→ Entry ─report─→ bytes, exit code
//! anything that goes wrong on the way ─────→ Entry (failed), never silence
//! ```
//!
//! [`engine::run`] is that line for many documents on many threads; [`engine::examine`] is its first half
//! for one. What is known (languages, organisations, licences, weights) is data in `rules/`, compiled once
//! into a [`lexicon::Lexicon`] and shared.
//!
//! # One document
//!
//! ```
//! use clearance::{corpus, engine, find::Scratch, lexicon::Lexicon, limits::Limits};
//! use clearance::record::{Action, Condition, Modality};
//!
//! let lexicon = Lexicon::builtin()?;
//! let text = "The ferry sails again.\n\n© 2026 Lonmere Courier Ltd.\n\
//!             No part of this article may be reproduced or used to train AI without written permission.";
//! let document = corpus::document("ferry.txt", text);
//! let record = engine::examine(document, &lexicon, &Limits::default(), &mut Scratch::default());
//!
//! assert_eq!(record.notices[0].holder.as_ref().unwrap().name, "Lonmere Courier Ltd.");
//! let term = &record.terms[0];
//! assert_eq!(term.modality, Modality::Prohibited);
//! assert_eq!(term.actions, [Action::Reproduce, Action::AiTrain]);
//! assert_eq!(term.condition, Some(Condition::WrittenPermission));
//! assert_eq!(&text[term.evidence.start..term.evidence.end], term.evidence.quote);
//! # Ok::<(), clearance::lexicon::load::RulesError>(())
//! ```
//!
//! Nothing here reads the clock, the environment or the network; nothing prints.

pub mod attribution;
mod builtin;
pub mod corpus;
pub mod document;
pub mod engine;
pub mod find;
pub mod fit;
pub mod lexicon;
pub mod limits;
pub mod policy;
pub mod proof;
pub mod record;
pub mod rejudge;
pub mod report;
pub mod schema;
pub mod source;
pub mod text;
pub mod yaml;
