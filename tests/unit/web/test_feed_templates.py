"""The templates of feeds and site maps, drawn from hand-made values."""

from __future__ import annotations

import re
from html import unescape

from portal.text.markup import CleanHtml
from portal.web.feeds import pages as feeds
from portal.web.hreflang import Alternate
from tests.factories.drawing import draw


def _feed() -> feeds.AtomFeed:
    entry = feeds.AtomEntry(
        id="tag:portal.example,2021:4711001/ckb",
        url="https://portal.example/ckb/news/4711001",
        title="پارک & یاریگە",
        language="ckb",
        dir="rtl",
        published="2021-03-16T07:00:00Z",
        updated="2021-03-16T07:00:00Z",
        content=CleanHtml("<p>پارک &amp; یاریگە</p>"),
        summary="پارک",
        author="Portal",
        categories=("news",),
    )
    return feeds.AtomFeed(
        id="tag:portal.example,2021:ckb",
        title="هەواڵ",
        language="ckb",
        hreflang="ku-Arab",
        self_url="https://portal.example/ckb/feed.atom",
        page_url="https://portal.example/ckb/",
        updated="2021-03-16T07:00:00Z",
        author="Portal",
        entries=(entry,),
    )


def test_a_feed_s_content_stands_in_an_element_of_its_language() -> None:
    xml = draw("feeds/atom.xml", feed=_feed())

    assert xml.startswith('<?xml version="1.0" encoding="utf-8"?>')
    assert "<title>پارک &amp; یاریگە</title>" in xml
    content = unescape(re.search(r'<content type="html">(.*?)</content>', xml)[1])  # type: ignore[index]
    assert content == '<div lang="ckb" dir="rtl"><p>پارک &amp; یاریگە</p></div>'


def test_a_site_map_lists_the_alternates() -> None:
    entry = feeds.SitemapEntry(
        url="https://portal.example/en/",
        updated="2021-03-16T07:00:00Z",
        alternates=(Alternate("ku-Arab", "https://portal.example/ckb/"),),
    )

    xml = draw("feeds/sitemap.xml", sitemap=feeds.Sitemap((entry,)))

    assert "<loc>https://portal.example/en/</loc>" in xml
    assert '<xhtml:link rel="alternate" hreflang="ku-Arab" href="https://portal.example/ckb/"/>' in xml


def test_a_news_site_map_names_the_publication() -> None:
    entry = feeds.NewsSitemapEntry(
        url="https://portal.example/en/news/1",
        title="A & B",
        language="en",
        published="2021-03-16",
        publication="Coalition Portal",
    )

    xml = draw("feeds/sitemap-news.xml", sitemap=feeds.NewsSitemap((entry,)))

    assert "<news:title>A &amp; B</news:title>" in xml


def test_robots_txt_is_a_rule_a_line() -> None:
    text = draw(
        "feeds/robots.txt", robots=feeds.Robots(disallow=("/desk/",), sitemaps=("https://portal.example/sitemap.xml",))
    )

    assert text.splitlines() == ["User-agent: *", "Disallow: /desk/", "Sitemap: https://portal.example/sitemap.xml"]
