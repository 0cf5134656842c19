//! What the elements and attributes of HTML mean for reading: which stand apart, which have no end tag,
//! which say what part of a page they are. Tables and nothing else.

use std::borrow::Cow;

use crate::document::{Kind, Place};
use crate::text::is_alphanumeric;

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
pub(super) fn kind_of(name: &[u8], said: Said) -> Option<Kind> {
    Some(match name {
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"li" | b"dt" | b"dd" => Kind::Item,
        b"blockquote" | b"q" => Kind::Quote,
        b"pre" | b"code" | b"samp" | b"kbd" | b"xmp" | b"listing" => Kind::Code,
        b"figcaption" | b"figure" => Kind::Caption,
        _ if said.says(Said::CAPTION) => Kind::Caption,
        _ => return None,
    })
}

/// What part of a page an element is, if it says so: by its name, its role, its id and classes.
pub(super) fn place_of(name: &[u8], role: &str, said: Said) -> Option<Place> {
    match name {
        b"title" => return Some(Place::Head),
        b"header" => return Some(Place::Header),
        b"nav" | b"menu" => return Some(Place::Navigation),
        b"aside" => return Some(Place::Aside),
        b"footer" => return Some(Place::Footer),
        b"main" => return Some(Place::Body),
        _ => {}
    }
    match role.trim().to_ascii_lowercase().as_str() {
        "banner" => return Some(Place::Header),
        "navigation" | "menu" | "menubar" => return Some(Place::Navigation),
        "complementary" => return Some(Place::Aside),
        "contentinfo" => return Some(Place::Footer),
        "main" => return Some(Place::Body),
        _ => {}
    }
    if said.says(Said::FOOTER) {
        Some(Place::Footer)
    } else if said.says(Said::NAVIGATION) {
        Some(Place::Navigation)
    } else if said.says(Said::ASIDE) {
        Some(Place::Aside)
    } else {
        None
    }
}

/// What the id and the classes of an element say that it is, by the words in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said(u8);

impl Said {
    const FOOTER: Self = Self(1);
    const NAVIGATION: Self = Self(2);
    const ASIDE: Self = Self(4);
    const CAPTION: Self = Self(8);
    /// `has-sidebar` is a page with one, not one.
    const NOT_ITSELF: Self = Self(16);
    const NOTHING: Self = Self(0);
    /// The longest of the words.
    const LONGEST: usize = 15;

    /// What one element says.
    pub(super) fn by(attributes: &Attributes<'_>) -> Self {
        let names = attributes.class.split_whitespace().chain(Some(attributes.id.as_ref()));
        names
            .map(Self::by_name)
            .filter(|said| !said.says(Self::NOT_ITSELF))
            .fold(Self(0), Self::and)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn says(self, what: Self) -> bool {
        self.0 & what.0 != 0
    }

    /// What an id or a class says: `article-footer`, `articleFooter`.
    fn by_name(name: &str) -> Self {
        let (mut said, mut start, mut lower) = (Self::NOTHING, 0, false);
        for (at, c) in name.char_indices() {
            let cut = lower && c.is_ascii_uppercase();
            lower = c.is_ascii_lowercase();
            let apart = !lower && !is_alphanumeric(c);
            if cut || apart {
                said = said.and(Self::by_word(name.get(start..at).unwrap_or("")));
                start = if apart { at + c.len_utf8() } else { at };
            }
        }
        said.and(Self::by_word(name.get(start..).unwrap_or("")))
    }

    fn by_word(word: &str) -> Self {
        if !(2..=Self::LONGEST).contains(&word.len()) {
            return Self::NOTHING;
        }
        let mut lower = [0; Self::LONGEST];
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        match lower.get(..word.len()).unwrap_or(&[]) {
            b"footer" | b"foot" | b"copyright" | b"copyrights" | b"legal" | b"colophon"
            | b"imprint" | b"impressum" => Self::FOOTER,
            b"nav" | b"navbar" | b"navigation" | b"menu" | b"submenu" | b"breadcrumb"
            | b"breadcrumbs" => Self::NAVIGATION,
            b"related" | b"teaser" | b"teasers" | b"recommend" | b"recommended"
            | b"recommendation" | b"recommendations" | b"comment" | b"comments" | b"sidebar"
            | b"newsletter" | b"promo" | b"disqus" => Self::ASIDE,
            b"caption" | b"credit" | b"credits" | b"figcaption" => Self::CAPTION,
            b"has" | b"with" | b"without" | b"no" | b"main" | b"layout" => Self::NOT_ITSELF,
            _ => Self::NOTHING,
        }
    }
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
            assert_eq!(place_of(b"div", "", Said::by(&attributes)), want, "{class}");
        }
    }

    #[test]
    fn hidden_is_told_from_the_style() {
        let hidden =
            |style: &str| Attributes { style: style.into(), ..Attributes::default() }.is_hidden();
        assert!(hidden("color: red; Display : NONE"));
        assert!(hidden("visibility:hidden"));
        assert!(!hidden("display:block"));
    }
}
