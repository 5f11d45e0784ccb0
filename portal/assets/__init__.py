"""The front end as it is served: fonts cut to our letters, style sheets and scripts bundled, names with hashes.

``python -m portal.assets`` builds ``portal/static/dist/`` from ``portal/static/`` and ``node_modules/``; the web layer
only reads the manifest. Nothing here needs the application or its settings.
"""
