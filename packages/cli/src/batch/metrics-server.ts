import { createServer } from 'node:http';
import { say } from '@diku/engine/core';
import { usageError } from '../exit-status.ts';

/** Serves what `read` returns at `/metrics`, on this machine alone, as Prometheus asks for it. Status 64 where the port is taken. */
export async function serveMetrics(
  port: number,
  read: () => Promise<string>,
): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.replace(/\?.*$/, '') !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    read().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  const address = await new Promise<ReturnType<typeof server.address>>((resolve, reject) => {
    server.once('error', () => {
      reject(usageError('--metrics-port', say('port-taken', { port }), say('free-port')));
    });
    server.listen(port, '127.0.0.1', () => resolve(server.address()));
  });
  server.unref();
  const used = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${used}/metrics`, close: () => server.close() };
}
