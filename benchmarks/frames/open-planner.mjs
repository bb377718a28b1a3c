import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  createPlainSolver,
  createSimdKernel,
  defaultRequirements,
  findCarrierProfile,
  importDrawing,
  parsePlan,
  placePlan,
} from '@diku/engine';
import { chromium } from 'playwright-core';
import { root } from '../lib/machine.mjs';
import { servePlanner } from './serve-planner.mjs';

/** The drawing whose placed plan is looked at where no other is given. */
export const exampleGarage = 'examples/garage-two-levels.dxf';

/**
 * The built planner on a server, with a plan beside it where one is given, and a headless Chromium.
 * @param {string} folder of the built planner
 * @throws Error where there is no browser or no build
 */
export async function openPlanner(plan, folder = 'packages/viewer/dist') {
  const planner = resolve(root, folder);
  const executablePath = browserPath();
  if (!executablePath)
    throw new Error('no Chromium: set CHROMIUM_PATH, or run node scripts/setup.mjs --browser');
  if (!existsSync(join(planner, 'index.html'))) throw new Error('no planner: run npm run build');
  const server = await servePlanner(planner, plan ? JSON.stringify(plan) : '');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
  });
  return { server, browser };
}

/** The example with the antennas that the placement gives it. */
export async function placedExample() {
  const defaults = { carriers: findCarrierProfile('lte'), requirements: defaultRequirements };
  const imported = await importDrawing(readFileSync(join(root, exampleGarage)), { defaults });
  const solver = createPlainSolver(createSimdKernel());
  return (await placePlan(parsePlan(imported.plan), { solver })).plan;
}

/** Where on the page the antenna nearest to the middle of the view is. */
export function nearestMark(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector('.viewport canvas').getBoundingClientRect();
    const middle = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2];
    const spots = [...document.querySelectorAll('[data-antenna] i')].map((dot) => {
      const box = dot.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    });
    const distance = ({ x, y }) => Math.hypot(x - middle[0], y - middle[1]);
    return spots.sort((a, b) => distance(a) - distance(b))[0];
  });
}

function browserPath() {
  const noted = join(root, '.cache/browser-path');
  const candidates = [
    process.env.CHROMIUM_PATH,
    existsSync(noted) ? readFileSync(noted, 'utf8').trim() : undefined,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return candidates.find((path) => path && existsSync(path));
}
