import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { CompressedContents } from './compressed-content.ts';
import type { Desk } from './programme/desk-acts.ts';
import { answerDesk, type DeskResponse } from './programme/desk-server.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.dxf': 'application/dxf',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Nothing from elsewhere, nothing framed, shared memory allowed (cross-origin isolation). */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
};

/**
 * A server of the planner's files and of one plan at `/plan.json` (204 without one). Only files that exist when it
 * starts are known, by their exact path. Requests that name another host are refused: a page elsewhere that rebinds
 * its name to this machine reads nothing.
 */
export function createPlannerServer(folder: string, plan: string | undefined, desk?: Desk): Server {
  const files = listFiles(folder);
  const compressed = new CompressedContents();
  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const hosts = [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      ...(port === 80 ? ['127.0.0.1', 'localhost'] : []),
    ];
    if (!hosts.includes((request.headers.host ?? '').toLowerCase())) {
      return send(response, 403, 'this planner answers on this machine only\n');
    }
    const act = /^\/programme\/([a-z]+)$/.exec(request.url ?? '')?.[1];
    if (desk && act !== undefined) {
      // As the browser names this server: what asks from another origin is refused.
      const origin = `http://${(request.headers.host ?? '').toLowerCase()}`;
      return void answerDesk(desk, request, { act, origin }).then((answer) => sendAnswer(response, answer));
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return send(response, 405, 'GET and HEAD only\n');
    }
    const path = (request.url ?? '/').split(/[?#]/, 1)[0];
    if (path === '/plan.json') {
      // Whoever asks for a plan is told that a programme can be written to besides.
      if (desk) response.setHeader('Diku-Programme', 'open');
      if (plan === undefined) return send(response, 204, '');
      const named = { key: path, revision: '', type: contentTypes['.json'] };
      return void sendCompressed({ request, response, compressed }, Buffer.from(plan), named);
    }
    const file = files.get(path === '/' ? '/index.html' : path);
    if (file === undefined) return send(response, 404, 'not found\n');
    const type = contentTypes[extname(file)] ?? 'application/octet-stream';
    // Browsers ask by this script whether there is a new version: no copy of it may answer.
    const caching: Record<string, string> =
      path === '/service-worker.js' ? { 'Cache-Control': 'no-store' } : {};
    let content: Uint8Array;
    let revision: string;
    try {
      const { mtimeMs, size } = statSync(file);
      revision = `${mtimeMs} ${size}`;
      content = readFileSync(file);
    } catch (error) {
      // Taken away or replaced since the start: whoever else asks for what is there is still answered.
      process.stderr.write(`diku: ${path}: ${(error as Error).message}\n`);
      return send(response, 404, 'not found\n');
    }
    return void sendCompressed({ request, response, compressed }, content, {
      key: path,
      revision,
      type,
      caching,
    });
  });
  server.requestTimeout = 30_000;
  return server;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  compressed: CompressedContents;
}

/** Sends content as small as the browser reads it. */
async function sendCompressed(
  { request, response, compressed }: Exchange,
  content: Uint8Array,
  { caching, ...named }: { key: string; revision: string; type: string; caching?: Record<string, string> },
): Promise<void> {
  const { body, encoding } = await compressed.of(content, request.headers['accept-encoding'], named);
  const coding: Record<string, string> = encoding ? { 'Content-Encoding': encoding } : {};
  send(response, 200, body, named.type, { Vary: 'Accept-Encoding', ...coding, ...caching });
}

function sendAnswer(response: ServerResponse, { status, body, type, headers: more }: DeskResponse): void {
  send(response, status, body, type, { 'Cache-Control': 'no-store', Connection: 'close', ...more });
}

function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  type = contentTypes['.txt'],
  more: Record<string, string> = {},
): void {
  const length = { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, 'Content-Type': type, ...length, ...more });
  response.end(body);
}

/** URL path → file, for every regular file below the folder. */
function listFiles(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(
      encodeURI(
        `/${file
          .slice(folder.length + 1)
          .split(sep)
          .join('/')}`,
      ),
      file,
    );
  }
  return files;
}
