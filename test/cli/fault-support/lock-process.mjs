/** Takes the lock of a folder whenever its parent says so, and answers whether it had it, and whether it had it alone. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [program, folder] = process.argv.slice(2);
const { lockFolder } = await import(pathToFileURL(program).href);
const holder = join(folder, 'holder');

process.on('message', async ({ holdMs, isKilled }) => {
  try {
    const lock = lockFolder(folder);
    if (isKilled) process.kill(process.pid, 'SIGKILL');
    try {
      closeSync(openSync(holder, 'wx'));
    } catch {
      return process.send('two');
    }
    await setTimeout(holdMs);
    rmSync(holder);
    lock.release();
    process.send('had');
  } catch (error) {
    process.send(error.status === 74 ? 'refused' : String(error.stack));
  }
});
process.on('disconnect', () => process.exit());
process.send('ready');
