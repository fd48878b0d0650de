# The portal as one image; docker-compose.yml runs its processes from it.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/portal
COPY requirements/runtime.txt requirements/runtime.txt
RUN pip install --no-cache-dir --require-hashes --only-binary :all: \
    --requirement requirements/runtime.txt

# The volumes begin as copies of these folders, and must belong to the one who writes in them.
RUN useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal \
    && install --directory --owner portal /srv/portal/data /srv/portal/collected

COPY manage.py ./
COPY foundation foundation
COPY county county
COPY diary diary
COPY indicators indicators
COPY initiatives initiatives
COPY decisions decisions
COPY roadmap roadmap
COPY narvard narvard
COPY templates templates
COPY static static
COPY locale locale

USER portal
ENV DATA=/srv/portal/data \
    STATIC_ROOT=/srv/portal/collected \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000

# Overridden per service; alone it is the web process.
CMD ["python", "-m", "gunicorn", "--config", "narvard/gunicorn.py", "narvard.wsgi:application"]
