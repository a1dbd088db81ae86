# Crossrate in a container: see docs/operations.md.
FROM node:22-bookworm-slim AS built
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node -e "import('./scripts/build.js').then(({ ensureBuilt }) => ensureBuilt())" && npm ci --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production UV_THREADPOOL_SIZE=8 CROSSRATE_DATA=/data CROSSRATE_HOST=0.0.0.0
WORKDIR /app
COPY --from=built /app/package.json ./
COPY --from=built /app/node_modules ./node_modules
COPY --from=built /app/build ./build
COPY --from=built /app/scripts ./scripts
COPY --from=built /app/src/lib/server/security-headers.js ./src/lib/server/security-headers.js
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 4173
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4173/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# A stop waits for what is being loaded: give it 30 seconds (docker stop --time 30).
STOPSIGNAL SIGTERM
CMD ["node", "scripts/serve.js"]
