//! Rights clearance for text datasets.
pub mod document;
pub mod limits;
pub mod record;
pub mod source;
pub mod text;
pub mod yaml;
