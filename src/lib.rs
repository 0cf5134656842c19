//! Rights clearance for text datasets.
pub mod document;
pub mod lexicon;
pub mod limits;
pub mod policy;
pub mod record;
pub mod report;
pub mod text;
pub mod yaml;
