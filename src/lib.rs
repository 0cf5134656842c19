//! Rights clearance for text datasets.
pub mod attribution;
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
pub mod report;
pub mod source;
pub mod text;
pub mod yaml;
