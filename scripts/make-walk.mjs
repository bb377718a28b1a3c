/**
 * A made-up walk test of a plan as a phone app would write it: along the survey's route a row each 1.5 m for every
 * operator's carriers for calls, the plan's own prediction plus a bias and correlated shadowing, whole dB. Rows without a
 * fix, without service and beyond the ramp are among them. Same plan and seed, same file.
 *
 *   node scripts/make-walk.mjs PLAN.json FILE.csv [--seed 1] [--bias=-1] [--sigma 6]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parsePlan, planProfile } from '@diku/engine';
import { tracePoints } from '@diku/engine/workflow';
import { createRandom } from '../packages/engine/dist/core/index.js';
import { planSurvey } from '../packages/engine/dist/measurement/index.js';
import { correlatedField } from './lib/correlated-field.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, bias: { type: 'string' }, sigma: { type: 'string' } },
});
const [planPath, walkPath] = positionals;
const seed = Number(values.seed ?? 1);
const biasDb = Number(values.bias ?? -1);
const plan = parsePlan(JSON.parse(readFileSync(planPath, 'utf8')));
const profile = planProfile(plan);
const sigmaDb = Number(values.sigma ?? profile.shadowingSigmaDb);
const survey = planSurvey(plan, { seed });
if (survey.status !== 'ready') throw new Error(`no survey: ${survey.status}`);
const random = createRandom(seed);
const names = { telecom: '中国电信', mobile: '中国移动', unicom: '中国联通', broadnet: '中国广电' };
const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
const stepM = 1.5;

const locations = survey.routes.flatMap(({ level, lines }) =>
  lines.flatMap((line) => alongLine(line, stepM).map(([x, y]) => ({ x, y, z: profile.phoneHeightM, level }))),
);
const rows = [];
let timeS = Date.UTC(2026, 10, 26, 2, 0, 0) / 1000;
for (const operator of operators) {
  const operatorCarriers = plan.carriers.filter((carrier) => carrier.operator === operator);
  const carrier = operatorCarriers.find(({ services }) => services.includes('voice')) ?? operatorCarriers[0];
  const links = tracePoints(plan, locations, { carrierId: carrier.id });
  const fields = new Map(
    plan.levels.map(({ id }) => [id, correlatedField(random, sigmaDb, profile.decorrelationM)]),
  );
  locations.forEach(({ x, y, level }, index) => {
    const powerMw = links[index].reduce((sum, link) => {
      const { bodyLossDb, vehicleLossDb } = link.budget;
      // A phone that measures is in a hand.
      const rsrpDbm = link.rsrpDbm + bodyLossDb + vehicleLossDb - profile.bodyLossDb;
      return sum + (link.carrier === carrier.id ? 10 ** (rsrpDbm / 10) : 0);
    }, 0);
    const rsrpDbm = Math.round(10 * Math.log10(powerMw) + biasDb + fields.get(level)(x, y) + random() - 0.5);
    timeS += 1;
    const isDetected = rsrpDbm > -125;
    const noFix = random() < 0.003;
    rows.push([
      new Date(timeS * 1000).toISOString().slice(0, 19).replace('T', ' '),
      level,
      noFix ? '' : (x + 0.2 * (random() - 0.5)).toFixed(2),
      noFix ? '' : (y + 0.2 * (random() - 0.5)).toFixed(2),
      names[operator],
      carrier.technology === 'lte' ? 'LTE' : carrier.technology.toUpperCase(),
      String(carrier.frequencyMhz),
      isDetected ? String(rsrpDbm) : '无服务',
      isDetected ? String(Math.round(Math.min(30, rsrpDbm + 118))) : '',
    ]);
  });
}
const header = ['时间', '楼层', 'X(m)', 'Y(m)', '运营商', '网络制式', '频率(MHz)', 'RSRP(dBm)', 'SINR(dB)'];
writeFileSync(walkPath, `\uFEFF${[header, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`);

/** Points along a line of corners, a step apart. */
function alongLine(line, step) {
  const found = [];
  let until = 0;
  for (let index = 1; index < line.length; index += 1) {
    const [[ax, ay], [bx, by]] = [line[index - 1], line[index]];
    const length = Math.hypot(bx - ax, by - ay);
    let along = until;
    for (; along < length; along += step)
      found.push([ax + ((bx - ax) * along) / length, ay + ((by - ay) * along) / length]);
    until = along - length;
  }
  return found;
}
