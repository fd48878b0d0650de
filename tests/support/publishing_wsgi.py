"""The portal's web application, telling in a header which process answered."""

import os

from narvard.wsgi import application as portal


def application(environ, start_response):
    """Add X-Process to whatever the portal answers."""

    def start(status, headers, *rest):
        return start_response(status, [*headers, ("X-Process", str(os.getpid()))], *rest)

    return portal(environ, start)
