/**
 * Imports the files it is sent, one at a time, in a process of its own, so that whoever sends them can end it. Answers
 * with the outcome, the processor time it took and the largest memory of the process so far.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { InputError, importDrawing, parsePlan } from '@diku/engine';

process.on('message', async ({ bytes, file, options }) => {
  const started = process.cpuUsage();
  const outcome = await outcomeOf(file === undefined ? new Uint8Array(bytes) : readFileSync(file), options);
  const { user, system } = process.cpuUsage(started);
  process.send({
    ...outcome,
    seconds: (user + system) / 1e6,
    memoryMb: peakKb() / 1024,
  });
});

/** Largest memory of this process alone: what the system counts begins at that of the process which started it. */
function peakKb() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}

async function outcomeOf(bytes, options) {
  try {
    const { plan, warnings } = await importDrawing(bytes, options);
    parsePlan(plan);
    return {
      kind: 'plan',
      warnings: warnings.map(({ code }) => code),
      plan: createHash('sha256').update(JSON.stringify(plan.levels)).digest('hex'),
    };
  } catch (error) {
    if (
      error instanceof InputError &&
      error.problems.every(({ at, found, expected }) => at && found && expected)
    ) {
      return { kind: 'refused', message: error.message };
    }
    return { kind: 'broken', message: String(error?.stack ?? error) };
  }
}
