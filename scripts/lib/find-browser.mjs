import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say, tryRun } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const pathFile = join(root, '.cache/browser-path');
const packaged = '@sparticuz/chromium@153.0.0';

/**
 * Writes the path of a Chromium to .cache/browser-path: CHROMIUM_PATH, an installed one, Debian's package (as root),
 * or one from the npm registry (Linux x64). Without any, says so and leaves no file: browser tests are then skipped.
 */
export async function findBrowser() {
  const path = named() ?? remembered() ?? installed() ?? fromDebian() ?? (await fromRegistry());
  if (!path) {
    say(
      'setup: no Chromium found or installable; browser tests will be skipped (set CHROMIUM_PATH to run them)',
    );
    return;
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  if (path === remembered()) return;
  writeFileSync(pathFile, path);
  say(`setup: browser for tests: ${path}`);
}

function named() {
  const path = process.env.CHROMIUM_PATH;
  if (!path || isExecutable(path)) return path || undefined;
  say(`setup: CHROMIUM_PATH names ${path}, which cannot be run; looking elsewhere`);
  return undefined;
}

function remembered() {
  if (!existsSync(pathFile)) return undefined;
  const path = readFileSync(pathFile, 'utf8').trim();
  return isExecutable(path) ? path : undefined;
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable);
}

function fromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined;
  say('setup: installing Debian’s chromium …');
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const done =
    tryRun('apt-get', ['update', '-qq'], quiet) &&
    tryRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  return done ? installed() : undefined;
}

async function fromRegistry() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(root, '.cache/browser');
  mkdirSync(folder, { recursive: true });
  say(`setup: installing ${packaged} …`);
  if (
    !tryRun('npm', [
      'install',
      '--no-save',
      '--prefix',
      folder,
      '--loglevel=error',
      '--fetch-retries=1',
      packaged,
    ])
  )
    return undefined;
  try {
    const home = join(folder, 'node_modules/@sparticuz/chromium');
    const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const { default: chromium } = await import(pathToFileURL(join(home, exports['.'].default)).href);
    return await chromium.executablePath();
  } catch (error) {
    say(`setup: ${packaged} cannot be unpacked: ${error.message}`);
    return undefined;
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
