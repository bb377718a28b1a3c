/** Loaded before the program: its n-th rename of a file fails (`BREAK_RENAME=n`), or it is killed in place of it (`KILL_RENAME=n`). */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { renameSync } = fs;
const [breakAt, killAt] = [Number(process.env.BREAK_RENAME), Number(process.env.KILL_RENAME)];
let count = 0;
fs.renameSync = (from, to) => {
  count += 1;
  if (count === killAt) process.kill(process.pid, 'SIGKILL');
  if (count === breakAt) throw Object.assign(new Error('EIO: i/o error, rename'), { code: 'EIO' });
  renameSync(from, to);
};
syncBuiltinESMExports();
