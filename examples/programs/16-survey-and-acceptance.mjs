// The acceptance test: where it is to be measured, what chance there is to pass, and a walk that was evaluated by it.
import { readFileSync } from 'node:fs';
import { acceptWalk, createPlainSolver, createSimdKernel, parsePlan, surveyPlan } from '@diku/engine';

const read = (path) => readFileSync(new URL(path, import.meta.url));
const plan = parsePlan(JSON.parse(read('../garage-one-level.diku.json')));
const solver = createPlainSolver(createSimdKernel());
const survey = await surveyPlan(plan, { solver, resolutionM: 2, scenarios: 'required' });
console.log(
  `${survey.points.length} points to measure, ${survey.routes.length} route(s), rule: ${survey.acceptance.rule}`,
);
const [{ x, y, level }] = survey.points;
console.log(`the first at ${x.toFixed(1)}, ${y.toFixed(1)} on ${level}`);

const name = 'walk-one-level.csv';
const acceptance = acceptWalk(plan, [{ name, bytes: read(`../${name}`) }]);
for (const { operator, served, locations, coverageRatio, status } of acceptance.operators) {
  console.log(
    `${operator}: ${served} of ${locations} locations served, ${(100 * coverageRatio).toFixed(1)} %: ${status}`,
  );
}
console.log(acceptance.passed ? 'passed' : 'not passed');
