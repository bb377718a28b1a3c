import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Why there can be no Redis here; undefined where there can. */
export function missingRedis(): string | undefined {
  const found = spawnSync('redis-server', ['--version']).status === 0;
  return found
    ? undefined
    : 'no redis-server: the queue of batches is not tested (apt-get install redis-server)';
}

/** A Redis server of our own on a port of this machine; with the same folder it comes back with what it had. */
export function startRedis(folder: string, port: number): ChildProcess {
  const server = spawn(
    'redis-server',
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      ...['--appendonly', 'yes', '--appendfsync', 'always', '--logfile', join(folder, 'redis.log')],
    ],
    { stdio: 'ignore' },
  );
  return server;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
