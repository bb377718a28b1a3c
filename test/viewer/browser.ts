/** A real browser and a small server for browser tests. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '@diku/engine';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export const repositoryPath = fileURLToPath(new URL('../..', import.meta.url));
export const viewerPath = join(repositoryPath, 'packages/viewer/dist');

/** The browser takes the last of two such lists: what Playwright turns off stays off. */
const disabledFeatures = [
  ...[
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'MediaRouter',
  ],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  'PreconnectToSearch',
  // Pages of the window's own around every page of a test, which took a quarter of its time: the address bar's list and buttons.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'WebUIReloadButton'],
  ...['InitialWebUI', 'PreloadTopChromeWebUI'],
];

const flags = [
  `--disable-features=${disabledFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
  // Pages of tests are closed before code that is optimised most pays: a tenth of their time.
  '--js-flags=--no-turbofan --liftoff-only --single-threaded-gc',
];

/** Path of a Chromium on this machine, or undefined. */
export function findBrowser(): string | undefined {
  const noted = join(repositoryPath, '.cache/browser-path');
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    existsSync(noted) ? readFileSync(noted, 'utf8').trim() : undefined,
  ];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

export function launchBrowser(): Promise<Browser> {
  const env = { ...process.env, FONTCONFIG_FILE: writeFontConfiguration() } as Record<string, string>;
  return chromium.launch({ executablePath: findBrowser(), args: flags, env });
}

/** The machine's fonts, and one with Chinese letters for machines that have none: pictures are compared with those of others. */
function writeFontConfiguration(): string {
  const folder = join(repositoryPath, '.cache/fonts');
  const file = join(folder, 'fonts.conf');
  mkdirSync(folder, { recursive: true });
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    `<dir>${join(repositoryPath, 'assets/fonts')}</dir>`,
    `<cachedir>${folder}</cachedir>`,
    '</fontconfig>',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

let shared: Promise<Browser> | undefined;

export interface Planner {
  /** One for all test files of a process, which ends with it; pages come in contexts of their own. */
  browser: Browser;
  server: ViewerServer;
  close(): Promise<void>;
}

/** The browser, and the built planner on a server, with a plan to show where one is given. */
export async function startPlanner(planText?: string): Promise<Planner> {
  if (!existsSync(join(viewerPath, 'index.html'))) {
    throw new Error('packages/viewer/dist is missing: build it with `npx vite build`');
  }
  // A test may have crashed the one before.
  if (!(await shared)?.isConnected()) shared = launchBrowser();
  const browser = (await shared)!;
  const server = await serveViewer(planText);
  const close = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.close();
  };
  return { browser, server, close };
}

export interface WatchedPage {
  page: Page;
  /** Console errors, page errors, and requests to another origin; a test ends with this empty. */
  complaints: string[];
}

/** A page in a fresh context that notes everything a visitor should never see. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    acceptDownloads: true,
    // What comes and goes is there at once: frames of its fading are drawn by the processor.
    reducedMotion: 'reduce',
    // To keep the whole program for later takes time that only the tests of that need.
    serviceWorkers: 'block',
    ...options,
  });
  // No dialog of the browser can be answered: files come from a chooser and go to the downloads.
  await context.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name);
  });
  const complaints: string[] = [];
  const { origin } = new URL(url);
  // Console output of every page that a test opens in the context.
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`page: ${error.error().message}`));
  context.on('request', (request) => {
    const address = request.url();
    if (/^(blob|data):/.test(address) || address.startsWith(`${origin}/`)) return;
    complaints.push(`request: ${address}`);
  });
  const page = await context.newPage();
  // From now on choosers are the test's: one that is asked for together with the key that opens it may come too late.
  page.on('filechooser', () => {});
  await page.goto(url);
  // The planner starts once the words of its language are there.
  await page.waitForFunction(() => document.getElementById('app')?.dataset.state !== 'starting');
  return { page, complaints };
}

/** Leaves what is begun and takes back every step: the plan is the one that the page was opened with. */
export async function takeBackAll(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const undo = page.locator('[data-id="undo"]');
  for (let step = 0; await undo.isEnabled(); step += 1) {
    if (step === 50) throw new Error(`found steps to take back without end: ${await describeFocus(page)}`);
    await page.keyboard.press('Control+z');
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
  // What was taken back is selected.
  for (const key of ['Escape', 'Escape']) await page.keyboard.press(key);
}

/**
 * Moves an antenna by an arrow with Shift so many times, in one go: a burst is one step to take back and ends with a pause, which a
 * busy machine makes between presses from here.
 */
export async function nudgeAntenna(page: Page, id: string, arrow: string, times: number): Promise<void> {
  await page.focus(`[data-antenna="${id}"]`);
  await page.evaluate(
    ([key, count]) => {
      for (let press = 0; press < count; press += 1) {
        const event = new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true, cancelable: true });
        document.activeElement!.dispatchEvent(event);
      }
    },
    [arrow, times] as const,
  );
}

/** Returns what may hold keys back: what has the focus, what lies over the page, what is stated. */
function describeFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const outline = (element: Element | null) => element?.outerHTML.slice(0, 200) ?? 'none';
    const over = document.querySelector('dialog[open], [role="dialog"]');
    const { state } = document.getElementById('app')!.dataset;
    return `page ${state}, focus ${outline(document.activeElement)}, over ${outline(over)}, notice ${document.querySelector('.notice')?.textContent}`;
  });
}

const types: Record<string, string> = {
  '.txt': 'text/plain; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export interface ViewerServer {
  url: string;
  /** Files served with another content than the built one, by their path: a newer version of the program. */
  replaced: Map<string, string>;
  close(): Promise<void>;
}

/** Serves the built planner on the loopback address, with a plan at /plan.json or the answer that there is none. */
export async function serveViewer(planText?: string): Promise<ViewerServer> {
  const replaced = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    if (path === '/plan.json') {
      response.writeHead(planText === undefined ? 204 : 200, { 'content-type': 'application/json' });
      response.end(planText);
      return;
    }
    try {
      const file = path === '/' ? '/index.html' : path;
      const body = replaced.get(file) ?? (await readFile(join(viewerPath, file)));
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    replaced,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The plan that the page hands over when it is asked to save. */
export async function savePlan(page: Page): Promise<Plan> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

/** Presses the button of the language and waits until the page speaks the other one; its words are loaded first. */
export async function switchLanguage(page: Page): Promise<void> {
  const before = await page.evaluate(() => document.documentElement.lang);
  await page.click('[data-id="language"]');
  await page.waitForFunction((language) => document.documentElement.lang !== language, before);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/** Once what the page shows has been computed from what is on it. */
export async function fresh(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 30_000 });
}
