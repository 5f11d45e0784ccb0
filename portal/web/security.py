"""Headers that every answer carries, whatever its status.

The policy allows this host alone: no inline script or style, no third party, no frame. The set is the one that scores
130 at the MDN HTTP Observatory; HSTS and ``upgrade-insecure-requests`` are sent only where the site's address is https,
because a browser that once saw them refuses plain http for two years.
"""

from flask import Flask, Response

from portal.settings import Settings

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
}
"""``no-referrer``: a reader on a watched network must not be announced to the site that a link leads to."""


def init_security(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer of ``app``."""
    policy = list(POLICY)
    headers = dict(HEADERS)
    if settings.site_url.startswith("https:"):
        policy.append("upgrade-insecure-requests")
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains; preload"
    headers["Content-Security-Policy"] = "; ".join(policy)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
