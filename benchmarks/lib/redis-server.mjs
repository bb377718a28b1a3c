import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

export function hasRedis() {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis server of our own on a port of this machine; with the same folder it comes back with what it had. */
export function startRedis(folder, port) {
  return spawn(
    'redis-server',
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      ...['--appendonly', 'yes', '--appendfsync', 'always', '--logfile', join(folder, 'redis.log')],
    ],
    { stdio: 'ignore' },
  );
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
