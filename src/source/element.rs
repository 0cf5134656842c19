//! What the elements and attributes of HTML mean for reading: which stand apart, which have no end tag,
//! which say what part of a page they are. Tables and nothing else.

use std::borrow::Cow;

use crate::document::{Kind, Place};

/// The attributes that reading looks at; the others are passed over.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) class: Cow<'a, str>,
    pub(super) role: Cow<'a, str>,
    pub(super) style: Cow<'a, str>,
    pub(super) hidden: bool,
    pub(super) href: Cow<'a, str>,
    pub(super) rel: Cow<'a, str>,
    pub(super) lang: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) property: Cow<'a, str>,
    pub(super) content: Cow<'a, str>,
    pub(super) datetime: Cow<'a, str>,
    pub(super) media_type: Cow<'a, str>,
}

impl<'a> Attributes<'a> {
    /// Where the value of an attribute goes, whatever the case of its name; `None` for one that is not looked at.
    pub(super) fn field(&mut self, name: &[u8]) -> Option<&mut Cow<'a, str>> {
        const LONGEST: usize = 8;
        if name.len() > LONGEST {
            return None;
        }
        let mut lower = [0; LONGEST];
        for (to, from) in lower.iter_mut().zip(name) {
            *to = from.to_ascii_lowercase();
        }
        Some(match lower.get(..name.len())? {
            b"id" => &mut self.id,
            b"class" => &mut self.class,
            b"role" => &mut self.role,
            b"style" => &mut self.style,
            b"href" => &mut self.href,
            b"rel" => &mut self.rel,
            b"lang" | b"xml:lang" => &mut self.lang,
            b"name" => &mut self.name,
            b"property" => &mut self.property,
            b"content" => &mut self.content,
            b"datetime" => &mut self.datetime,
            b"type" => &mut self.media_type,
            _ => return None,
        })
    }

    /// Whether a reader does not see the element.
    pub(super) fn is_hidden(&self) -> bool {
        if self.hidden {
            return true;
        }
        if self.style.is_empty() {
            return false;
        }
        let mut style = self.style.to_ascii_lowercase();
        style.retain(|c| !c.is_whitespace());
        style.contains("display:none") || style.contains("visibility:hidden")
    }
}

/// Elements without content, which have no end tag.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"basefont"
            | b"bgsound"
            | b"br"
            | b"col"
            | b"embed"
            | b"frame"
            | b"hr"
            | b"img"
            | b"input"
            | b"keygen"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements that stand apart from the text around them. What is not known runs on with it, as browsers
/// do it.
pub(super) fn is_block(name: &[u8]) -> bool {
    closes_paragraph(name)
        || matches!(
            name,
            b"html"
                | b"head"
                | b"body"
                | b"title"
                | b"caption"
                | b"colgroup"
                | b"tbody"
                | b"thead"
                | b"tfoot"
                | b"tr"
                | b"td"
                | b"th"
                | b"option"
                | b"optgroup"
                | b"select"
                | b"textarea"
                | b"button"
                | b"iframe"
                | b"object"
                | b"video"
                | b"audio"
                | b"template"
                | b"noscript"
                | b"noframes"
                | b"noembed"
                | b"frameset"
                | b"legend"
                | b"svg"
                | b"math"
                | b"canvas"
                | b"marquee"
        )
}

/// Block elements whose start ends an open `<p>`.
pub(super) fn closes_paragraph(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"center"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dd"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"hgroup"
            | b"hr"
            | b"li"
            | b"listing"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"p"
            | b"plaintext"
            | b"pre"
            | b"search"
            | b"section"
            | b"summary"
            | b"table"
            | b"ul"
            | b"xmp"
    )
}

/// Elements that an end tag does not reach out of.
pub(super) fn is_barrier(name: &[u8]) -> bool {
    matches!(
        name,
        b"table" | b"td" | b"th" | b"caption" | b"template" | b"button" | b"object" | b"marquee"
    )
}

/// Elements whose content is no text at all.
pub(super) fn is_dropped(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style")
}

/// Names of elements.
type Names = &'static [&'static [u8]];

/// Which open elements a start tag ends without an end tag, and which it does not look beyond.
pub(super) fn ends(name: &[u8]) -> Option<(Names, Names)> {
    Some(match name {
        b"li" => (&[b"li"], &[b"ul", b"ol", b"menu", b"dir"]),
        b"dt" | b"dd" => (&[b"dt", b"dd"], &[b"dl"]),
        b"option" | b"optgroup" => (&[b"option"], &[b"select"]),
        b"td" | b"th" => (&[b"td", b"th"], &[b"tr", b"table"]),
        b"tr" => (&[b"tr"], &[b"tbody", b"thead", b"tfoot", b"table"]),
        b"tbody" | b"thead" | b"tfoot" => (&[b"tbody", b"thead", b"tfoot"], &[b"table"]),
        _ => return None,
    })
}

/// What an element is, if it says so.
pub(super) fn kind_of(name: &[u8], attributes: &Attributes<'_>) -> Option<Kind> {
    Some(match name {
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"li" | b"dt" | b"dd" => Kind::Item,
        b"blockquote" | b"q" => Kind::Quote,
        b"pre" | b"code" | b"samp" | b"kbd" | b"xmp" | b"listing" => Kind::Code,
        b"figcaption" | b"figure" => Kind::Caption,
        _ if says(attributes, &["caption", "credit", "credits", "figcaption"]) => Kind::Caption,
        _ => return None,
    })
}

const FOOTER: &[&str] =
    &["footer", "foot", "copyright", "copyrights", "legal", "colophon", "imprint", "impressum"];
const NAVIGATION: &[&str] =
    &["nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs"];
const ASIDE: &[&str] = &[
    "related",
    "teaser",
    "teasers",
    "recommend",
    "recommended",
    "recommendation",
    "recommendations",
    "comment",
    "comments",
    "sidebar",
    "newsletter",
    "promo",
    "disqus",
];

/// What part of a page an element is, if it says so: by its name, its role, its id and classes.
pub(super) fn place_of(name: &[u8], attributes: &Attributes<'_>) -> Option<Place> {
    match name {
        b"title" => return Some(Place::Head),
        b"header" => return Some(Place::Header),
        b"nav" | b"menu" => return Some(Place::Navigation),
        b"aside" => return Some(Place::Aside),
        b"footer" => return Some(Place::Footer),
        b"main" => return Some(Place::Body),
        _ => {}
    }
    match attributes.role.trim().to_ascii_lowercase().as_str() {
        "banner" => return Some(Place::Header),
        "navigation" | "menu" | "menubar" => return Some(Place::Navigation),
        "complementary" => return Some(Place::Aside),
        "contentinfo" => return Some(Place::Footer),
        "main" => return Some(Place::Body),
        _ => {}
    }
    if attributes.id.is_empty() && attributes.class.is_empty() {
        None
    } else if says(attributes, FOOTER) {
        Some(Place::Footer)
    } else if says(attributes, NAVIGATION) {
        Some(Place::Navigation)
    } else if says(attributes, ASIDE) {
        Some(Place::Aside)
    } else {
        None
    }
}

/// Whether one of the words is in the id or a class. `has-sidebar` is a page with one, not one.
fn says(attributes: &Attributes<'_>, words: &[&str]) -> bool {
    const NOT_ITSELF: &[&str] = &["has", "with", "without", "no", "main", "layout"];
    let names = attributes.class.split_whitespace().chain(std::iter::once(attributes.id.as_ref()));
    names.into_iter().any(|name| {
        let parts = || {
            name.split(|c: char| !c.is_alphanumeric())
                .flat_map(camel)
                .filter(|part| !part.is_empty())
        };
        parts().any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
            && !parts().any(|part| NOT_ITSELF.iter().any(|word| part.eq_ignore_ascii_case(word)))
    })
}

/// `articleFooter` → `article`, `Footer`.
fn camel(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut lower = false;
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                let cut = lower && c.is_ascii_uppercase();
                lower = c.is_ascii_lowercase();
                cut
            })
            .map_or(rest.len(), |(at, _)| at);
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_what_part_of_a_page_it_is() {
        for (class, want) in [
            ("site-footer", Some(Place::Footer)),
            ("articleFooter", Some(Place::Footer)),
            ("c-copyright__text", Some(Place::Footer)),
            ("FOOTER", Some(Place::Footer)),
            ("nav nav-tabs", Some(Place::Navigation)),
            ("post has-sidebar", None),
            ("page-with-footer", None),
            ("footballer", None),
            ("related_articles", Some(Place::Aside)),
        ] {
            let attributes = Attributes { class: class.into(), ..Attributes::default() };
            assert_eq!(place_of(b"div", &attributes), want, "{class}");
        }
    }

    #[test]
    fn hidden_is_told_from_the_style() {
        let hidden = |style: &str| {
            Attributes { style: style.into(), ..Attributes::default() }.is_hidden()
        };
        assert!(hidden("color: red; Display : NONE"));
        assert!(hidden("visibility:hidden"));
        assert!(!hidden("display:block"));
    }
}
