//! An article as the page it was crawled from: most of it is head, scripts, styles and menus.

use std::fmt::Write;

use crate::article::{Article, Author};

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");
const CONSENT: &str = include_str!("page/consent.js");

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The page.
pub(crate) fn page(article: &Article, author: &mut Author<'_>) -> String {
    let mut out = String::with_capacity(48 << 10);
    let (title, url) = (escape(&article.title), &article.url);
    let description = escape(article.paragraphs.first().map_or("", String::as_str));
    let data = serde_json::json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url}, "inLanguage": article.language,
        "datePublished": "2026-03-14T08:20:00+01:00", "image": [format!("{url}.jpg")], "isAccessibleForFree": true,
    });
    // Writing to a string cannot fail.
    _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\" class=\"no-js\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{url}\">\n<meta name=\"description\" content=\"{description}\">\n\
         <meta property=\"og:type\" content=\"article\">\n<meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:url\" content=\"{url}\">\n<meta property=\"og:description\" content=\"{description}\">\n\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\n<meta name=\"robots\" content=\"index, follow, \
         max-image-preview:large\">\n<link rel=\"preconnect\" href=\"https://static.cdn.example\" crossorigin>\n\
         <script type=\"application/ld+json\">{data}</script>\n<style>{STYLE}</style>\n<script>{CONSENT}</script>\n\
         </head>\n<body class=\"article article--standard\" data-id=\"{}\">\n",
        article.language, article.id
    );
    out.push_str(
        "<header class=\"site-header\"><nav aria-label=\"Main\"><ul class=\"nav nav--primary\">\n",
    );
    links(&mut out, article, author, 24, "nav__item");
    out.push_str("</ul></nav></header>\n<div id=\"consent\" role=\"dialog\" class=\"consent consent--bottom\"><p>");
    let pool = author.pool_of(&article.language);
    for _ in 0..2 {
        _ = write!(out, "{} ", escape(&author.line(pool, &pool.menus)));
    }
    out.push_str(
        "</p><button type=\"button\" class=\"btn btn--primary\" data-action=\"accept-all\">OK</button></div>\n\
         <main id=\"main\" class=\"layout layout--two-columns\"><article class=\"story\" itemscope \
         itemtype=\"https://schema.org/NewsArticle\">\n",
    );
    _ = writeln!(out, "<h1 class=\"story__title\" itemprop=\"headline\">{title}</h1>");
    if let Some(head) = &article.head {
        _ = writeln!(out, "<p class=\"story__byline\"><span>{}</span></p>", escape(head));
    }
    _ = write!(
        out,
        "<figure class=\"story__image\"><picture><source type=\"image/webp\" srcset=\"{url}-400.webp 400w, \
         {url}-800.webp 800w, {url}-1200.webp 1200w\" sizes=\"(min-width: 900px) 66vw, 100vw\"><img src=\"{url}-800.jpg\" \
         alt=\"\" width=\"800\" height=\"450\" loading=\"lazy\"></picture></figure>\n<div class=\"story__body\" \
         itemprop=\"articleBody\">\n"
    );
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let mut text = escape(paragraph);
        // Links and emphasis stand in one paragraph of three.
        if number % 3 == 1
            && let Some((first, rest)) = text.split_once(' ')
        {
            text = format!(
                "<a href=\"/topic/{number}\" data-track=\"inline\">{first}</a> <em>{rest}</em>"
            );
        }
        _ = writeln!(out, "<p class=\"story__p\" data-n=\"{number}\">{text}</p>");
        if number % 5 == 4 {
            _ = writeln!(
                out,
                "<div class=\"ad ad--inline\" id=\"ad-{number}\" data-sizes=\"[[300,250],[336,280],[728,90]]\" \
                 data-slot=\"/1234567/inline_{number}\"><!-- slot {number} --></div>"
            );
        }
    }
    out.push_str("</div>\n");
    for line in &article.tail {
        _ = writeln!(out, "<p class=\"story__note\">{}</p>", escape(line).replace('©', "&copy;"));
    }
    out.push_str("</article>\n<aside class=\"rail\"><ul class=\"teasers\">\n");
    links(&mut out, article, author, 12, "teaser");
    out.push_str("</ul></aside></main>\n<footer class=\"site-footer\"><ul>\n");
    links(&mut out, article, author, 16, "footer__item");
    let house = author.line(pool, &pool.houses);
    _ = write!(
        out,
        "</ul><p class=\"footer__legal\">&copy; 2026 {}</p></footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        escape(&house)
    );
    out
}

/// A list of links, each with the wrapping that templates give it.
fn links(out: &mut String, article: &Article, author: &mut Author<'_>, count: usize, class: &str) {
    let pool = author.pool_of(&article.language);
    for number in 0..count {
        let name = if class == "teaser" {
            author.line(pool, &pool.sentences)
        } else {
            author.line(pool, &pool.towns)
        };
        let key = author.random().below(1 << 20);
        _ = writeln!(
            out,
            "<li class=\"{class} {class}--{number}\"><a class=\"{class}__link\" href=\"/{class}/{key:x}\" \
             data-track='{{\"zone\":\"{class}\",\"position\":{number}}}'><span class=\"{class}__label\">{}</span></a></li>",
            escape(&name)
        );
    }
}
