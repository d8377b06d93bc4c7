"""The tables of the evidence rules (docs/evidence.md), name for name as at the top of extension/content/evidence.js."""

from api.annotating.evidence.shape import Zone

LIMITS = {
    "bytes": 2_000_000,
    "attributes": 256,
    "depth": 500,
    "blocks": 10_000,
    "metadata": 64,
    "content": 1_000,
    "scripts": 32,
    "script": 500_000,
    "nesting": 64,
    "entities": 64,
    "tokens": 32,
    "token": 100,
}

SKIPPED = (
    "area", "audio", "base", "button", "canvas", "datalist", "embed", "frame", "frameset", "iframe", "input", "link",
    "map", "math", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "param",
    "picture", "plaintext", "progress", "rp", "rt", "rtc", "script", "select", "source", "style", "svg", "template",
    "textarea", "title", "track", "video", "xmp",
)  # fmt: skip

RECORDED = ("base", "link", "meta", "script", "title")

MARKS = ("itemprop", "itemscope", "property", "typeof")

BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul",
)  # fmt: skip

UNSEEN = (
    "assistive-text", "element-invisible", "screen-reader-text", "sr-only", "u-visually-hidden", "visually-hidden",
    "visuallyhidden",
)  # fmt: skip

ELEMENT_ZONES: dict[str, Zone] = {
    "address": "note",
    "amp-ad": "aside",
    "amp-sidebar": "aside",
    "aside": "aside",
    "blockquote": "quote",
    "caption": "caption",
    "figcaption": "caption",
    "figure": "caption",
    "footer": "footer",
    "menu": "navigation",
    "nav": "navigation",
    "search": "navigation",
    "tfoot": "caption",
}

ROLE_ZONES: dict[str, Zone] = {
    "alertdialog": "aside",
    "banner": "navigation",
    "blockquote": "quote",
    "complementary": "aside",
    "contentinfo": "footer",
    "dialog": "aside",
    "menu": "navigation",
    "menubar": "navigation",
    "navigation": "navigation",
    "note": "note",
    "search": "navigation",
    "tablist": "navigation",
    "toolbar": "navigation",
}

WORD_ZONES: tuple[tuple[Zone, tuple[str, ...]], ...] = (
    (
        "comments",
        (
            "comment", "commentlist", "comments", "coral", "discussion", "disqus", "fb-comments", "giscus", "hyvor",
            "livefyre", "openweb", "replies", "respond", "utterances", "viafoura",
        ),
    ),
    (
        "navigation",
        (
            "breadcrumb", "breadcrumbs", "global-header", "masthead", "menu", "nav", "navbar", "navigation", "pager",
            "pagination", "site-header", "skip-link", "toc",
        ),
    ),
    (
        "caption",
        (
            "caption", "captions", "image-credit", "image-source", "img-credit", "media-credit", "photo-credit",
            "photo-source", "picture-credit",
        ),
    ),
    (
        "quote",
        (
            "blockquote", "bookmark-card", "embed", "embedded", "fb-post", "instagram-media", "pull-quote", "pullquote",
            "tweet", "twitter-tweet",
        ),
    ),
    (
        "aside",
        (
            "about-author", "about-the-author", "ad", "addthis", "addtoany", "ads", "adsbygoogle", "adsense", "advert",
            "advertisement", "also-read", "author-bio", "author-box", "author-card", "author-info", "author-profile",
            "biography", "consent", "cookie", "cookiebot", "cookies", "didomi", "donate", "donation",
            "editors-picks", "further-reading", "gdpr", "latest-news", "latest-posts", "latest-stories", "more-articles",
            "more-from", "more-news", "more-stories", "most-popular", "most-read", "most-viewed", "news-ticker",
            "newsletter", "next-article", "onetrust", "outbrain", "paywall", "popular", "popup", "promo", "promos",
            "rail", "read-also", "read-more", "read-next", "readmore", "recent-posts", "recirc", "recirculation",
            "recommendation", "recommendations", "recommended", "regwall", "related", "relatedposts", "see-also", "share",
            "sharedaddy", "sharethis", "sharing", "sidebar", "sign-up", "signup", "social", "subscribe", "subscription",
            "taboola", "teaser", "teasers", "tinypass", "top-stories", "trending", "up-next", "upgrade-cta", "usercentrics",
            "widget-area", "yarpp", "you-may", "you-might",
        ),
    ),
    (
        "note",
        (
            "article-footer", "correction", "corrections", "disclaimer", "editors-note", "entry-footer", "entry-meta",
            "footnote", "footnotes", "post-footer", "post-meta", "story-footer", "tag-list", "tagcloud", "tags",
        ),
    ),
    ("footer", ("colophon", "footer")),
)  # fmt: skip

CONTENT_WORDS = (
    "article-body", "article-content", "article-text", "articlebody", "content", "entry-content", "post-body",
    "post-content", "story-body", "story-content", "story-text",
)  # fmt: skip

RANKS: dict[Zone, int] = {
    "article": 0,
    "note": 1,
    "caption": 2,
    "quote": 3,
    "comments": 3,
    "navigation": 3,
    "aside": 3,
    "footer": 3,
}

METADATA = (
    "application-name", "article:author", "article:modified_time", "article:published_time", "article:publisher",
    "author", "byl", "citation_publisher", "copyright", "creator", "date", "datepublished", "dc.creator", "dc.date",
    "dc.date.issued", "dc.publisher", "dc.rights", "dc.source", "dcterms.creator", "dcterms.date", "dcterms.issued",
    "dcterms.publisher", "dcterms.rights", "dcterms.source", "og:article:author", "og:article:published_time",
    "og:locale", "og:site_name", "og:title", "og:type", "og:url", "original-source", "parsely-author",
    "parsely-pub-date", "provider", "pubdate", "publish-date", "publishdate", "publisher", "rights",
    "sailthru.author", "sailthru.date", "source", "syndication-source", "twitter:creator", "twitter:site",
)  # fmt: skip

DATE_METADATA = (
    "datepublished", "og:article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "date", "pubdate", "publish-date", "publishdate", "parsely-pub-date", "sailthru.date",
)  # fmt: skip

ARTICLE_TYPES = (
    "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "BlogPosting", "LiveBlogPosting", "NewsArticle", "OpinionNewsArticle", "Report", "ReportageNewsArticle",
    "ReviewNewsArticle", "SatiricalArticle", "ScholarlyArticle", "SocialMediaPosting", "TechArticle",
)  # fmt: skip

ROLES = ("publisher", "sourceOrganization", "provider", "author", "creator", "copyrightHolder", "sponsor")
