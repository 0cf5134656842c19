//! The command line as it is typed and what it answers, as transcripts in `tests/cmd/`. They run from the
//! root of the repository, or in the folder `NAME.in` beside `NAME.trycmd`, a copy of it if there is a
//! `NAME.out` with the files that must be there afterwards.
//!
//! `[..]` stands for what may change without this being a change of the command line: digests, versions,
//! confidences, which actions exactly the rules read in a sentence. After a change that is meant,
//! `TRYCMD=overwrite cargo test --test cmd` writes the transcripts anew, to be read before they are kept.

#[test]
fn transcripts() {
    // How wide a help text is must not depend on who runs the tests.
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").env("COLUMNS", "100").env("NO_COLOR", "1");
}
