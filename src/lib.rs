//! Rights clearance for text datasets.
pub mod document;
pub mod lexicon;
pub mod limits;
pub mod record;
pub mod text;
pub mod yaml;
