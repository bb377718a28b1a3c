import { createHash } from 'node:crypto';
import {
  assignCommunities,
  districtNames,
  rankCommunities,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import loadHighs from 'highs';
import { createRandom } from '../../packages/engine/dist/core/index.js';
import { fitExponent } from '../lib/fit-exponent.mjs';
import { race, round, summarise } from '../lib/race.mjs';

/** The notice has 1,000 places for the 1,500 communities of the fictional status table. */
const communitiesPerNotice = 1500;

/**
 * Communities ranked, and quotas in the notice's proportions filled from them, each proven optimal: time against their number,
 * and the exponent fitted to it.
 */
export async function programmeChoice({ quick }) {
  const highs = await loadHighs();
  const sizes = quick ? [500, 1000, 2000] : [1250, 2500, 5000, 10_000];
  const cases = sizes.map((size) => {
    const communities = createCommunities(size);
    const quotas = scaledQuotas(size / communitiesPerNotice);
    return () => assignCommunities(rankCommunities(communities), { quotas, highs });
  });
  const results = cases.map((choose) => choose());
  const unproven = results.flatMap((result) => result.districts).filter(({ isProven }) => !isProven);
  if (unproven.length > 0) throw new Error('programme-choice: an assignment is not proven');
  const contenders = cases.map((run) => ({ run }));
  const summaries = (await race(contenders, { rounds: quick ? 1 : 5, warmups: 1 })).map(summarise);
  const minMs = summaries.map((summary) => summary.minMs);
  const { exponent, standardError } = fitExponent(sizes, minMs);
  return [
    {
      name: 'programme-choice',
      ...summaries.at(-1),
      checksum: hash(results.at(-1)),
      exponent: round(exponent),
      standardError: round(standardError),
      lastExponent: round(Math.log(minMs.at(-1) / minMs.at(-2)) / Math.log(sizes.at(-1) / sizes.at(-2))),
      sizes,
      timesMs: minMs,
    },
  ];
}

function hash({ districts: filled }) {
  const rows = filled.flatMap(({ assigned }) =>
    assigned.map(({ ranked, quarter }) => [ranked.community.records[0], quarter]),
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
}

function scaledQuotas(factor) {
  const scaled = Object.entries(shanghai2023Quotas.districts).map(([district, counts]) => [
    district,
    counts.map((count) => Math.round(factor * count)),
  ]);
  return { year: shanghai2023Quotas.year, districts: Object.fromEntries(scaled) };
}

/** Seeded; districts in proportion to their quotas, one in five without what it takes. */
function createCommunities(count) {
  const random = createRandom(93);
  const shares = districtNames.flatMap((name) =>
    new Array(sum(shanghai2023Quotas.districts[name])).fill(name),
  );
  const pick = (list) => list[Math.floor(list.length * random())];
  const perOperator = (value) => ({ telecom: value(), mobile: value(), unicom: value() });
  return Array.from({ length: count }, (_, index) => ({
    ...{ records: [index + 1], district: pick(shares), street: null, name: `小区${index + 1}` },
    ...{ address: `样例路${index + 1}号`, note: null, lonDeg: null, latDeg: null, builtYear: null },
    ...{ households: Math.floor(2000 * random()), levels: 1, garageAreaM2: null },
    ...{ bays: Math.floor(900 * random()), chargers: Math.floor(40 * random()), gates: 2 },
    covered: perOperator(() => pick([false, false, false, false, false, false, false, false, true, null])),
    garageRsrpDbm: perOperator(() => -118),
    groundRsrpDbm: perOperator(() => -80 - Math.floor(30 * random())),
    complaints: Math.floor(50 * random() ** 3),
    owners: pick(['agree', 'agree', 'agree', 'pending', 'disagree', null]),
    property: pick(['yes', 'yes', 'partial', 'no', null]),
  }));
}

function sum(counts) {
  return counts.reduce((total, value) => total + value, 0);
}
