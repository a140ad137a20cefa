# .ci/dockerfile tries these commands without Docker.
FROM python:3.11-slim AS build
WORKDIR /bruis
COPY requirements.lock requirements-build.lock ./
RUN python -m venv .venv && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
RUN python -m venv build && build/bin/python -m pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY dialogues dialogues
COPY coaching_texts coaching_texts
COPY storage storage
RUN build/bin/python -m hatchling build --target wheel && .venv/bin/python -m pip install --no-deps dist/*.whl

FROM python:3.11-slim
COPY --from=build /bruis/.venv /bruis/.venv
RUN install --directory --owner=10001 --group=10001 /data
ENV PATH=/bruis/.venv/bin:$PATH \
    BRUIS_DATABASE_URL=sqlite:////data/bruis.db \
    BRUIS_LISTEN=0.0.0.0:8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['BRUIS_LISTEN'].rpartition(':')[2] + '/healthz', timeout=4)"]
CMD ["bruis", "run"]
