//! The tokens of pages held against those of `html5gum`, which follows the HTML Standard state by state: on pages
//! that have all of it, cut off anywhere, and on any source.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use proptest::prelude::*;

use super::element::Attributes;
use super::reference::pieces;
use super::token::{Token, Tokens};
use crate::text::Span;

/// A token with all that is read of it: what it is, what it says, and where it stands.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    token: &'static str,
    says: Vec<String>,
    span: Span,
}

fn told(token: &'static str, says: Vec<String>, span: Span) -> Told {
    Told { token, says, span }
}

fn fields(name: &[u8], closed: bool, attributes: &Attributes<'_>) -> Vec<String> {
    let name = String::from_utf8_lossy(name).into_owned();
    vec![name, closed.to_string(), format!("{attributes:?}")]
}

/// Text that comes in a row is one.
fn push(all: &mut Vec<Told>, one: Told) {
    if let Some(last) = all.last_mut()
        && (last.token, one.token) == ("text", "text")
    {
        last.says[0].push_str(&one.says[0]);
        last.span = last.span.join(one.span);
        return;
    }
    all.push(one);
}

fn ours(source: &str, switches: bool) -> Vec<Told> {
    let mut all = Vec::new();
    let mut tokens = Tokens::new(source, Span::new(0, source.len()), switches);
    while let Some((token, span)) = tokens.next() {
        let name = String::from_utf8_lossy(tokens.name()).into_owned();
        let one = match token {
            Token::Start(closed) => {
                told("start", fields(tokens.name(), closed, tokens.attributes()), span)
            }
            Token::End => told("end", vec![name], span),
            Token::Comment => told("comment", Vec::new(), span),
            Token::Doctype => told("doctype", Vec::new(), span),
            Token::Text(content) => {
                let (mut value, mut at) = (String::new(), span.start);
                pieces(span.of(source), content, span.start, &mut |piece, span| {
                    assert_eq!(span.start, at);
                    at = span.end;
                    value.push_str(piece);
                });
                assert_eq!(at, span.end);
                told("text", vec![value], span)
            }
        };
        push(&mut all, one);
    }
    all
}

fn theirs(source: &str, switches: bool) -> Vec<Told> {
    let mut all = Vec::new();
    let mut name = Vec::new();
    let (mut attributes, mut attribute) = (Attributes::default(), Vec::new());
    let mut tag = 0;
    let each = |event: CallbackEvent<'_>, at: html5gum::Span<usize>| -> Option<Infallible> {
        let span = Span::new(at.start, at.end);
        let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name: own } => {
                name = own.to_vec();
                attributes = Attributes::default();
                tag = span.start;
            }
            CallbackEvent::AttributeName { name } => {
                attribute = name.to_vec();
                attributes.hidden |= name == b"hidden";
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(field) = attributes.field(&attribute)
                    && field.is_empty()
                {
                    *field = owned(value).into();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let says = fields(&name, self_closing, &attributes);
                push(&mut all, told("start", says, Span::new(tag, span.end)));
            }
            CallbackEvent::EndTag { name } => {
                push(&mut all, told("end", vec![owned(name)], span));
            }
            CallbackEvent::String { value } => {
                push(&mut all, told("text", vec![owned(value)], span));
            }
            CallbackEvent::Comment { .. } => push(&mut all, told("comment", Vec::new(), span)),
            CallbackEvent::Doctype { .. } => push(&mut all, told("doctype", Vec::new(), span)),
            CallbackEvent::Error(_) => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::new(each);
    emitter.naively_switch_states(switches);
    let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
    all
}

fn same(source: &str) {
    for switches in [true, false] {
        assert_eq!(ours(source, switches), theirs(source, switches), "{source:?}");
    }
}

#[test]
fn what_a_page_may_hold_is_read_as_the_standard_says() {
    for source in [
        "<!DOCTYPE html><html lang=en><p id='a' ID=b class=\"x y\" data-z='>'>a &amp; b</P >",
        "<a href=/x?a=1&copy=2&lt;&amp;c rel = 'license' hidden=until-found />x</a x='>'>",
        "<title>a &copy; <b></title ><textarea></textareas></textarea/>",
        "<script>if (a < b) '</scripts>'</script>x<script><!-- </script>y",
        "<script><!-- <script> </script> --> </script>x",
        "<script><!--<SCRIPT></script></script>--></script>x<script><!--></script>",
        "<script><!-- <script/x> -- > --></script><script><!--<scripts></script>z",
        "<style>a > b</style><style/>x</style><noscript><p></noscript><plaintext>a</plaintext>",
        "<!--><!---><!----><!--a--!><!-- -- > --!x --!--><!-a><!><?b?></c d></ e><![CDATA[f]]>",
        "a < b </> c <1 </> <",
        "a</",
        "<p a=>b<p =c=d><p e = f/><p g=\"h\"i=j><p/k/>",
    ] {
        same(source);
        // Cut off anywhere.
        source.char_indices().for_each(|(at, _)| same(Span::new(0, at).of(source)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_source_is_read_as_html5gum_reads_it(source in "(<|</|>|/>|<!|<!--|--|-->|--!>|!|-|<p|<a href=|<div class=|</div>| hidden| ID=|<title>|</title>|<script|<script>|</script|</script>|<SCRIPT>|<style>|</style>|<noscript>|</noscript>|<plaintext>|<textarea>|</textarea|&copy;|&copy|&#169|&#xA9;|&#0;|&amp|&notit;|&x;|&|©|年| |\n|\r\n|\r|\0|'|\"|=|/|[a-zA-Z0-9]|</>|<\\?|<![CDATA\\[|]]>|<!doctype){0,40}") {
        same(&source);
    }
}
