// What of a plan is out of date after an antenna was moved, and why.
import { readFileSync } from 'node:fs';
import { derivedStates, parsePlan } from '@diku/engine';
import { derivedParts, moveAntenna, partStateText } from '@diku/engine/plan';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const [first, ...others] = plan.antennas;
const [x, y] = first.position;
const moved = { ...plan, antennas: [moveAntenna(first, [x + 2, y]), ...others] };
for (const [title, each] of [
  ['as planned', plan],
  [`${first.id} moved by 2 m`, moved],
]) {
  const states = derivedStates(each);
  console.log(title);
  for (const part of derivedParts)
    console.log(`  ${states[part].state}: ${partStateText(part, states[part], 'en')}`);
}
