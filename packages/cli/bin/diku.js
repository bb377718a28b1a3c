#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiled = new URL('../dist/main.js', import.meta.url);
const setup = new URL('../../../scripts/setup.mjs', import.meta.url);

// In a clone that nobody has set up yet, set it up; its messages go to stderr, so stdout stays the command's own.
if (!existsSync(compiled) && existsSync(setup)) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(setup)], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(70);
}
if (!existsSync(compiled)) {
  process.stderr.write('diku: this copy is not compiled; run "npm start" in the clone it comes from\n');
  process.exit(70);
}
try {
  await import(compiled.href);
} catch (error) {
  // Node's own status would be 1, which means here that a target is not met.
  if (/^(EMFILE|ENFILE|ENOMEM|EIO)$/.test(error?.code)) {
    process.stderr.write(`diku: the machine refuses to start it: ${error.message}\n`);
    process.exit(74);
  }
  process.stderr.write(`diku: this copy cannot be started: ${error?.stack ?? error}\n`);
  process.exit(70);
}
