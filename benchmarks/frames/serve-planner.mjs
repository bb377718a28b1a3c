import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Serves a built planner on the loopback address with a plan beside it; an empty text is no plan. */
export async function servePlanner(folder, planText) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    if (path === '/plan.json' && planText === '') {
      response.writeHead(204).end();
      return;
    }
    try {
      const file = path === '/' ? '/index.html' : path;
      const body = path === '/plan.json' ? planText : await readFile(join(folder, file));
      const type = path === '/plan.json' ? 'application/json' : types[extname(file)];
      response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
