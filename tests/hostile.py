"""Strings that want to be more than text."""

HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<!--<script>",
    "]]><script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "' onmouseover='window.hacked=1",
    "<svg/onload=window.hacked=1>",
    "${window.hacked=1}",
    "`${window.hacked=1}`",
    "{{ 7*7 }}{% for x in y %}",
    "\\u003cscript\\u003e \\x3cscript\\x3e \\",
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "</title></style></textarea></noscript><iframe src=https://example.org>",
    "</svg><style>*{display:none}</style>",
    '=HYPERLINK("https://example.org")',
    "line\u2028separator\u2029and \u00a0 space",
    "שלום עולם — مرحبا بالعالم — 北京 — Київ",
    "../../etc/passwd",
    "a'b\"c`d$e{f}g\\h&i<j>k",
    "GEOBRIEF-CONTENT-SECURITY-POLICY",
    "__proto__",
)
"""All of these are allowed in a brief: they are text, and must read as they were written."""
