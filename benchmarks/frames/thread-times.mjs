import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of the system a second, as Linux has had them for decades. */
const ticksPerS = 100;

/**
 * Processor time that a browser's threads have taken so far, seconds, by what they do: `page` the scripts and the layout,
 * `workers`, `drawing` whatever draws on the processor. Empty where the system does not say it.
 */
export async function threadTimesS(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const times = {};
  for (const { id, type } of processInfo) {
    const folder = `/proc/${id}/task`;
    for (const thread of existsSync(folder) ? readdirSync(folder) : []) {
      const [name, ticks] = readThread(`${folder}/${thread}/stat`);
      const what = workOf(type, name);
      times[what] = (times[what] ?? 0) + ticks / ticksPerS;
    }
  }
  return times;
}

function readThread(file) {
  try {
    const stat = readFileSync(file, 'utf8');
    const [, name, rest] = /\((.*)\) (.*)/s.exec(stat);
    const fields = rest.split(' ');
    return [name, Number(fields[11]) + Number(fields[12])];
  } catch {
    // It has ended meanwhile.
    return ['', 0];
  }
}

function workOf(type, name) {
  if (type === 'GPU') return 'drawing';
  if (type !== 'renderer') return 'browser';
  if (name.startsWith('DedicatedWorker')) return 'workers';
  return 'page';
}
