import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/data/garages', import.meta.url));
const diku = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));

/**
 * The public garages of developers' machines whose names begin with one of the prefixes, all of them without any:
 * `{ name, drawing }`. Ends the program, saying so, where they are not on this machine.
 */
export function publicGarages(prefixes = []) {
  if (!existsSync(folder)) {
    console.log(`skipped: the garages are not on this machine: ${folder}`);
    process.exit(0);
  }
  return readdirSync(folder)
    .filter((file) => file.endsWith('.dxf'))
    .filter((file) => prefixes.length === 0 || prefixes.some((prefix) => file.startsWith(prefix)))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.dxf'.length), drawing: join(folder, file) }));
}

/** Status and output of a command of Diku; throws where it has no result. */
export function runDiku(words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [diku, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // 1 is a target that is not met: it has a result too.
  if (status !== 0 && status !== 1) throw new DikuError(words[0], status, stderr.trim());
  return stdout;
}

/** A command that ended without a result. */
export class DikuError extends Error {
  constructor(command, status, said) {
    super(`diku ${command}: ${said}`);
    this.status = status;
    this.said = said;
  }
}

/** Works in a folder of its own, which is gone afterwards. */
export function inTemporaryFolder(work) {
  const workFolder = mkdtempSync(join(tmpdir(), 'diku-measure-'));
  try {
    return work(workFolder);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** Prints a row of a table: the garage's name, then cells as wide as their columns. */
export function printRow(name, cells, widths) {
  const texts = cells.map((cell, at) => String(cell).padStart(widths[at]));
  console.log([name.slice(0, 20).padEnd(20), ...texts].join(' '));
}
