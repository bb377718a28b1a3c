import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesOf } from './notices.mjs';
import { root } from './run.mjs';

const noticesName = 'third-party-notices.txt';

/**
 * What the command line reads beside itself, copied into its package: the fonts of `assets` and the built planner. Neither
 * package reaches into the other, and the command line that is installed finds what that of a clone finds.
 */
export function copyAssets() {
  const folder = join(root, 'packages/cli/assets');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'assets/fonts'), join(folder, 'fonts'), { recursive: true });
  cpSync(join(root, 'packages/viewer/dist'), join(folder, 'planner'), { recursive: true });
  // `diku licences` prints what is in all of it; the planner that is served has a command that opens its own.
  writeFileSync(join(folder, noticesName), noticesOf('cli'));
  writeFileSync(join(folder, 'planner', noticesName), noticesOf('viewer'));
}
