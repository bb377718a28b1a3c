/**
 * The made-up programme of a city at work: the communities of a status table, those that `diku programme assign` would choose with
 * the quarter in which they are due, and for each a history that fits it, up to a day of the fourth quarter. Same table and seed, same file.
 *
 *   node scripts/make-programme.mjs TABLE.csv FILE.json [--seed 1] [--as-of 2026-11-20]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  assignCommunities,
  communityId,
  communityKey,
  formatProgrammeDocument,
  rankCommunities,
  shanghai2023Quotas,
  stages,
} from '@diku/engine/programme';
import loadHighs from 'highs';
import { createRandom } from '../packages/engine/dist/core/index.js';
import { importStatusTable } from '../packages/engine/dist/programme/index.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, 'as-of': { type: 'string' } },
});
const [tablePath, programmePath] = positionals;
const asOf = values['as-of'] ?? '2026-11-20';
const year = Number(asOf.slice(0, 4));
const random = createRandom(Number(values.seed ?? 1));
const { communities, summary } = await importStatusTable(readFileSync(tablePath), {
  fileName: basename(tablePath),
});
const ranking = rankCommunities(communities);
const assignment = assignCommunities(ranking, {
  quotas: { ...shanghai2023Quotas, year },
  highs: await loadHighs(),
});
const quarters = new Map(
  assignment.districts.flatMap(({ assigned }) =>
    assigned.map(({ ranked, quarter }) => [communityKey(ranked.community), quarter]),
  ),
);

const stored = communities.map((community) => {
  const quarter = quarters.get(communityKey(community));
  return {
    id: communityId(communityKey(community)),
    ...community,
    history: [{ stage: 'surveyed', date: `${year}-01-05` }, ...(quarter ? stepsOf(quarter) : [])],
  };
});
writeFileSync(
  programmePath,
  formatProgrammeDocument(stored, { asOf, datum: summary.source.datum ?? 'gcj02' }),
);

/**
 * Returns steps from the choice in January on, so that most are accepted about the end of their quarter, and some are
 * not.
 */
function stepsOf(quarter) {
  const steps = [
    { stage: 'chosen', date: dayOf(20 + Math.floor(15 * random())), due: `${year}-Q${quarter}` },
  ];
  if (random() < 0.06) return steps;
  const pace = 0.75 + 0.6 * random() ** 2;
  const lengthDays = (91 * quarter - 40) * pace;
  let day = 35;
  for (const stage of stages.slice(2)) {
    day += Math.max(1, Math.round((lengthDays / 5) * (0.5 + random())));
    const date = dayOf(day);
    if (date > asOf) break;
    if (stage === 'under-construction' && random() < 0.03) {
      steps.push({ stage: 'planned', date, note: '居民意见，需调整方案' });
      break;
    }
    steps.push({ stage, date, ...(stage === 'accepted' ? { evidence: testOf() } : {}) });
  }
  return steps.filter(({ date }) => date <= asOf);
}

function dayOf(day) {
  return new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10);
}

function testOf() {
  const coverageRatio = Math.round(1000 * (0.94 + 0.05 * random())) / 1000;
  const operators = ['telecom', 'mobile', 'unicom'].map((operator) => ({
    ...{
      operator,
      locations: 120,
      coverageRatio,
      lowerBoundRatio: Math.round(1000 * (coverageRatio - 0.035)) / 1000,
    },
  }));
  return { rule: 'confidence', target: { coverageRatio: 0.9, confidence: 0.95 }, operators, points: 12 };
}
