//! `clearance schema`: the JSON Schema of what people write and programs read.

use std::fmt::Write;

use clearance::schema::{get, names};

use super::args::SchemaArgs;
use super::{Answer, Trouble, print};

pub(crate) fn schema(args: &SchemaArgs) -> Answer {
    let Some(name) = &args.name else {
        let mut out = String::new();
        for (name, about) in names() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name:<24}{about}");
        }
        print(&out)?;
        return Ok(0);
    };
    let schema = get(name).ok_or_else(|| {
        let known: Vec<&str> = names().map(|(name, _)| name).collect();
        let near = clearance::yaml::nearest(name, known.iter().copied());
        let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Trouble::usage(format!(
            "schema `{name}` is not known; there are {}{help}",
            known.join(", ")
        ))
    })?;
    print(&schema)?;
    Ok(0)
}
