//! What the elements and attributes of HTML mean for reading: which stand apart, which have no end tag,
//! which say what part of a page they are. Tables and nothing else.

use std::borrow::Cow;

use crate::document::{Kind, Place};
use crate::text::is_alphanumeric;

/// The last eight bytes of a name, in lower case.
const fn packed(name: &[u8]) -> u64 {
    let (mut word, mut rest) = (0, name);
    while let [byte, after @ ..] = rest {
        word = word << 8 | byte.to_ascii_lowercase() as u64;
        rest = after;
    }
    word
}

const ID: u64 = packed(b"id");
const CLASS: u64 = packed(b"class");
const ROLE: u64 = packed(b"role");
const STYLE: u64 = packed(b"style");
const HREF: u64 = packed(b"href");
const REL: u64 = packed(b"rel");
const LANG: u64 = packed(b"lang");
const XML_LANG: u64 = packed(b"xml:lang");
const NAME: u64 = packed(b"name");
const PROPERTY: u64 = packed(b"property");
const CONTENT: u64 = packed(b"content");
const DATETIME: u64 = packed(b"datetime");
const TYPE: u64 = packed(b"type");

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
        // Eight bytes are as many as any of these has.
        let word = match name {
            [] | [_, _, _, _, _, _, _, _, _, ..] => return None,
            name => packed(name),
        };
        Some(match (name.len(), word) {
            (2, ID) => &mut self.id,
            (5, CLASS) => &mut self.class,
            (4, ROLE) => &mut self.role,
            (5, STYLE) => &mut self.style,
            (4, HREF) => &mut self.href,
            (3, REL) => &mut self.rel,
            (4, LANG) | (8, XML_LANG) => &mut self.lang,
            (4, NAME) => &mut self.name,
            (8, PROPERTY) => &mut self.property,
            (7, CONTENT) => &mut self.content,
            (8, DATETIME) => &mut self.datetime,
            (4, TYPE) => &mut self.media_type,
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

/// The name of an element, without an allocation. Names beyond the longest of HTML differ by their length
/// and beginning; two that do not are taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Name(u128);

impl Name {
    /// A name in lower case.
    pub(super) const fn new(name: &[u8]) -> Self {
        let length = if name.len() > u16::MAX as usize { u16::MAX } else { name.len() as u16 };
        let (mut known, mut rest, mut bytes) = (length as u128, name, 0);
        while let [byte, after @ ..] = rest
            && bytes < 14
        {
            known = known << 8 | *byte as u128;
            (rest, bytes) = (after, bytes + 1);
        }
        Self(known)
    }
}

/// Names of elements.
pub(super) type Names = &'static [Name];

/// What the name of an element says of it: asked once for each name of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    /// Stands apart from the text around it. What is not known runs on with it, as browsers do it.
    pub(super) block: bool,
    /// Its start ends an open `<p>`.
    pub(super) closes_paragraph: bool,
    /// Has no content, and no end tag.
    pub(super) void: bool,
    /// An end tag does not reach out of it.
    pub(super) barrier: bool,
    /// Its content is no text at all.
    pub(super) dropped: bool,
    /// What it is.
    pub(super) kind: Option<Kind>,
    /// What part of a page it is.
    pub(super) place: Option<Place>,
    /// Which open elements its start ends without an end tag, and which it does not look beyond.
    pub(super) ends: Option<(Names, Names)>,
}

impl Element {
    /// One that is not known.
    pub(super) const UNKNOWN: Self = Self {
        block: false,
        closes_paragraph: false,
        void: false,
        barrier: false,
        dropped: false,
        kind: None,
        place: None,
        ends: None,
    };

    /// What a name in lower case says.
    pub(super) fn of(name: &[u8]) -> Self {
        Self {
            block: is_block(name),
            closes_paragraph: closes_paragraph(name),
            void: is_void(name),
            barrier: is_barrier(name),
            dropped: matches!(name, b"script" | b"style"),
            kind: kind_of(name),
            place: place_of(name),
            ends: ends(name),
        }
    }
}

/// Elements without content, which have no end tag.
fn is_void(name: &[u8]) -> bool {
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
fn is_block(name: &[u8]) -> bool {
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
fn closes_paragraph(name: &[u8]) -> bool {
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
fn is_barrier(name: &[u8]) -> bool {
    matches!(
        name,
        b"table" | b"td" | b"th" | b"caption" | b"template" | b"button" | b"object" | b"marquee"
    )
}

/// Which open elements a start tag ends without an end tag, and which it does not look beyond.
fn ends(name: &[u8]) -> Option<(Names, Names)> {
    /// Names as they are compared.
    const fn names<const N: usize>(all: [&[u8]; N]) -> [Name; N] {
        let mut names = [Name(0); N];
        let (mut rest, mut to) = (all.as_slice(), names.as_mut_slice());
        while let ([name, after @ ..], [slot, slots @ ..]) = (rest, to) {
            *slot = Name::new(name);
            (rest, to) = (after, slots);
        }
        names
    }
    Some(match name {
        b"li" => const { (&names([b"li"]), &names([b"ul", b"ol", b"menu", b"dir"])) },
        b"dt" | b"dd" => const { (&names([b"dt", b"dd"]), &names([b"dl"])) },
        b"option" | b"optgroup" => const { (&names([b"option"]), &names([b"select"])) },
        b"td" | b"th" => const { (&names([b"td", b"th"]), &names([b"tr", b"table"])) },
        b"tr" => const { (&names([b"tr"]), &names([b"tbody", b"thead", b"tfoot", b"table"])) },
        b"tbody" | b"thead" | b"tfoot" => {
            const { (&names([b"tbody", b"thead", b"tfoot"]), &names([b"table"])) }
        }
        _ => return None,
    })
}

/// What an element is, if its name says so.
fn kind_of(name: &[u8]) -> Option<Kind> {
    Some(match name {
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"li" | b"dt" | b"dd" => Kind::Item,
        b"blockquote" | b"q" => Kind::Quote,
        b"pre" | b"code" | b"samp" | b"kbd" | b"xmp" | b"listing" => Kind::Code,
        b"figcaption" | b"figure" => Kind::Caption,
        _ => return None,
    })
}

/// What part of a page an element is, if its name says so.
fn place_of(name: &[u8]) -> Option<Place> {
    Some(match name {
        b"title" => Place::Head,
        b"header" => Place::Header,
        // The values of a form are no text of the page.
        b"nav" | b"menu" | b"select" | b"datalist" => Place::Navigation,
        b"aside" => Place::Aside,
        b"footer" => Place::Footer,
        b"main" => Place::Body,
        _ => return None,
    })
}

/// What part of a page an element is, if it says so: by its role, its id and classes.
pub(super) fn place_said(role: &str, said: Said) -> Option<Place> {
    if role.is_empty() {
        return place_named(said);
    }
    match role.trim().to_ascii_lowercase().as_str() {
        "banner" => return Some(Place::Header),
        "navigation" | "menu" | "menubar" => return Some(Place::Navigation),
        "complementary" => return Some(Place::Aside),
        "contentinfo" => return Some(Place::Footer),
        "main" => return Some(Place::Body),
        _ => {}
    }
    place_named(said)
}

/// What part of a page an element is by its id and classes.
const fn place_named(said: Said) -> Option<Place> {
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

/// What a byte of a name is: a small letter, a capital, a digit or none of these.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let (mut rest, mut byte) = (letters.as_mut_slice(), 0u8);
    while let [first, behind @ ..] = rest {
        *first = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte = byte.wrapping_add(1);
        rest = behind;
    }
    letters
};
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;

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
    /// `credit` is of a picture, but for `story-credits`: who wrote.
    const CREDIT: Self = Self(32);
    const WRITTEN: Self = Self(64);
    const PICTURE: Self = Self(128);
    const NOTHING: Self = Self(0);
    /// The longest of the words.
    const LONGEST: usize = 15;

    /// What one element says.
    pub(super) fn by(attributes: &Attributes<'_>) -> Self {
        let (class, id) = (attributes.class.as_ref(), attributes.id.as_ref());
        if class.is_ascii() && id.is_ascii() {
            return Self::by_ascii(class, true).and(Self::by_ascii(id, false));
        }
        let names = class.split_whitespace().chain(Some(id)).map(Self::by_name);
        names.fold(Self::NOTHING, |said, name| said.and(name.itself()))
    }

    /// What names of ASCII say, in one pass: several that are `apart` by white space, or one.
    fn by_ascii(names: &str, apart: bool) -> Self {
        let names = names.as_bytes();
        let (mut all, mut said, mut start, mut lower) = (Self::NOTHING, Self::NOTHING, 0, false);
        for (at, byte) in names.iter().enumerate() {
            let letter = LETTERS.get(usize::from(*byte)).copied().unwrap_or(0);
            let cut = lower && letter == UPPER;
            lower = letter == LOWER;
            let within = letter != 0;
            if within && !cut {
                continue;
            }
            said = said.and(Self::by_word(names.get(start..at).unwrap_or(&[])));
            start = at + usize::from(!within);
            if apart && matches!(byte, b' ' | b'\t'..=b'\r') {
                all = all.and(said.itself());
                said = Self::NOTHING;
            }
        }
        all.and(said.and(Self::by_word(names.get(start..).unwrap_or(&[]))).itself())
    }

    /// Nothing, if it is of a page with such a part.
    const fn itself(self) -> Self {
        if self.says(Self::NOT_ITSELF) { Self::NOTHING } else { self }
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it says that this is the caption or the credit of a picture.
    pub(super) const fn is_caption(self) -> bool {
        let credit = self.says(Self::PICTURE) || !self.says(Self::WRITTEN);
        self.says(Self::CAPTION) || self.says(Self::CREDIT) && credit
    }

    /// Whether it says this.
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
                said = said.and(Self::by_word(name.get(start..at).unwrap_or("").as_bytes()));
                start = if apart { at + c.len_utf8() } else { at };
            }
        }
        said.and(Self::by_word(name.get(start..).unwrap_or("").as_bytes()))
    }

    fn by_word(word: &[u8]) -> Self {
        if !(2..=Self::LONGEST).contains(&word.len()) {
            return Self::NOTHING;
        }
        let mut lower = [0; Self::LONGEST];
        for (to, from) in lower.iter_mut().zip(word) {
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
            b"caption" | b"figcaption" => Self::CAPTION,
            b"credit" | b"credits" => Self::CREDIT,
            b"story" | b"byline" | b"author" | b"authors" | b"news" | b"headline" => Self::WRITTEN,
            b"photo" | b"image" | b"img" | b"picture" | b"media" | b"figure" => Self::PICTURE,
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
            let said = Said::by(&attributes);
            assert_eq!(place_said("", said), want, "{class}");
            // A class beyond ASCII that says nothing.
            let attributes =
                Attributes { class: format!("{class} é").into(), ..Attributes::default() };
            assert_eq!(Said::by(&attributes), said, "{class}");
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
