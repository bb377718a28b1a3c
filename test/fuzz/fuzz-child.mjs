/**
 * Imports the files it is sent, one at a time, in a process of its own, so that whoever sends them can end it. Answers
 * with the outcome, how long it took and the largest memory of the process so far.
 */
import { InputError, importDrawing, parsePlan } from '@diku/engine';

process.on('message', async ({ bytes }) => {
  const started = performance.now();
  const outcome = await outcomeOf(new Uint8Array(bytes));
  process.send({
    ...outcome,
    seconds: (performance.now() - started) / 1000,
    memoryMb: process.resourceUsage().maxRSS / 1024,
  });
});

async function outcomeOf(bytes) {
  try {
    const { plan } = await importDrawing(bytes);
    parsePlan(plan);
    return { kind: 'plan' };
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
