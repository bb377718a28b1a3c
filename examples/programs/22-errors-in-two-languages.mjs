// What is wrong with what was handed in, in the reader's language.

import { readFileSync } from 'node:fs';
import { describeProblem, InputError, parsePlan, traceLink } from '@diku/engine';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const [level] = plan.levels;
const mistakes = [
  () => parsePlan({ ...plan, levels: [{ ...level, clearHeightM: -2.6 }] }),
  () => traceLink(plan, 'ANT99-B1', '60,20,1.5,B1'),
  () => traceLink(plan, plan.antennas[0].id, '60,20,1.5,B9'),
];
for (const mistake of mistakes) {
  try {
    mistake();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.said) {
      for (const language of ['zh', 'en']) console.log(describeProblem(problem, language));
    }
  }
}
