import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  parsePlan,
  placePlan,
  predictPlan,
} from '@diku/engine';
import { customCandidates } from '@diku/engine/design';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  defaultCatalogue,
  defaultCosts,
  designNetwork,
  networkBill,
  placeAntennas,
  placementCosts,
} from '../../packages/engine/src/design/index.ts';
import { selfPowersFor } from '../../packages/engine/src/workflow/index.ts';
import { buildAntenna, buildLevel, buildPlan, buildWalledPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { distance } from '../support/points.ts';

const solver = createPlainSolver(createSimdKernel());
const fields = new FieldStack(solver);
const resolutionM = isLong ? 1 : 2;
const base = { solver, resolutionM, effort: 'low' } as const;
const [carrier] = buildPlan().carriers;

const walled = buildWalledPlan();

async function isMet(plan: Plan): Promise<boolean> {
  return (await predictPlan(plan, { solver, resolutionM, fields })).assessment.target.met;
}

describe('what hangs already', () => {
  let placed: Plan;
  beforeAll(async () => {
    placed = (await placePlan(walled, base)).plan;
  });

  it('a refused antenna goes with its surroundings, the others stay where that costs no antenna more', {
    tags: ['thorough'],
  }, async () => {
    const gone = placed.antennas[Math.floor(placed.antennas.length / 2)];
    const { plan, placement } = await placePlan(placed, { ...base, refuse: [gone.id] });
    expect(await isMet(plan)).toBe(true);
    for (const { position } of plan.antennas)
      expect(distance(position, gone.position)).toBeGreaterThanOrEqual(5);
    for (const id of placement.changes?.kept ?? []) {
      const before = placed.antennas.find((antenna) => antenna.id === id);
      expect(plan.antennas.find((antenna) => antenna.id === id)).toEqual(before);
    }
    expect(placement.changes?.kept.length).toBeGreaterThan(0);
    const { kept = [], moved = [], added = [], removed = [] } = placement.changes ?? {};
    expect(kept.length + moved.length + added.length).toBe(plan.antennas.length);
    expect(kept.length + moved.length + removed.length).toBe(placed.antennas.length);
    // As few as a placement that starts from nothing and may not go there either.
    const forbidden = [{ level: 'B1', position: gone.position, radiusM: 5 }];
    const anew = await placePlan({ ...walled, placement: { forbidden } }, base);
    expect(plan.antennas.length).toBeLessThanOrEqual(anew.plan.antennas.length);
    // The plan remembers it, reads again, and placing it once more keeps away from there.
    expect(parsePlan(JSON.parse(JSON.stringify(plan))).placement?.refused).toEqual([
      { level: 'B1', position: gone.position, radiusM: 5, antenna: gone.id },
    ]);
  });

  it('an unknown refused antenna is refused with those that there are', async () => {
    const names = placed.antennas.map(({ id }) => id).join(', ');
    await expect(placePlan(placed, { ...base, refuse: ['ANT99-B1'] })).rejects.toThrow(
      `found "ANT99-B1"; expected one of ${names}`,
    );
  });

  it('keeping what exists adds only what is missing, and touches nothing', {
    tags: ['thorough'],
  }, async () => {
    const some = [...placed.antennas.slice(1), buildAntenna('mine', 18.5, 3.1, { heightM: 2.2 })];
    const { plan, placement } = await placePlan(
      { ...placed, antennas: some },
      { ...base, keepExisting: true },
    );
    expect(plan.antennas.slice(0, some.length)).toEqual(some);
    expect(placement.changes).toMatchObject({ moved: [], removed: [] });
    expect(placement.changes?.kept).toEqual(some.map(({ id }) => id));
    expect(await isMet(plan)).toBe(true);
    expect(plan.antennas.length - some.length).toBeLessThanOrEqual(1);
  });
});

describe('kinds and cost', () => {
  it('reckons with the built-in catalogue where no other is given', () => {
    const { partCny, ...byKind } = placementCosts(defaultCatalogue());
    expect(byKind).toEqual(defaultCosts);
    // What names its part costs what that part does, never less than the cheapest of its kind.
    for (const [id, costCny] of Object.entries(partCny ?? {})) {
      const isCable = id.startsWith('radiating-cable');
      const minCny = isCable ? byKind.radiatingCableCnyPerM : byKind.headCny['small-cell'];
      expect(costCny, id).toBeGreaterThanOrEqual(minCny);
    }
  });

  it('takes the panel where it serves alone and the ceiling antenna at the same location does not', {
    tags: ['thorough'],
  }, async () => {
    const outline: [number, number][] = [
      [0, 0],
      [70, 0],
      [70, 5],
      [0, 5],
    ];
    const walls = outline.map((start, index) => ({
      ...{ id: `w${index}`, start, end: outline[(index + 1) % 4] },
      ...{ thicknessM: 0.3, material: 'reinforced-concrete' },
    }));
    const level = buildLevel({ outline, walls, openings: [], columns: [], bays: [], points: [] });
    const row = { line: 2, level: 'B1', x: '1.5', y: '2.5' };
    let found = false;
    for (let portPowerDbm = -10; portPowerDbm <= 15 && !found; portPowerDbm += 2.5) {
      const tunnel = buildPlan({ levels: [level], carriers: [{ ...carrier, portPowerDbm }] });
      const candidates = customCandidates(tunnel, [
        row,
        { ...row, line: 3, type: 'directional', azimuth: '0' },
      ]);
      const alone = await Promise.all(candidates.map((antenna) => isMet({ ...tunnel, antennas: [antenna] })));
      if (alone[0] || !alone[1]) continue;
      found = true;
      const { plan } = await placePlan(tunnel, { ...base, candidates: { custom: candidates } });
      expect(plan.antennas.map(({ type }) => type)).toEqual(['directional']);
    }
    expect(found).toBe(true);
  });

  it('fewer small cells do than antennas of a network, and cost decides which', {
    tags: ['thorough'],
  }, async () => {
    const both = ['omni', 'small-cell'] as const;
    const omni = await placePlan(walled, { ...base, candidates: { kinds: ['omni'] } });
    const mixed = await placePlan(walled, { ...base, candidates: { kinds: both } });
    expect(mixed.plan.antennas.length).toBeLessThan(omni.plan.antennas.length);
    expect(mixed.placement.kinds['small-cell']).toBeGreaterThan(0);
    // By the price per antenna small cells lose, which a network's radio units may turn round.
    const selfPowers = selfPowersFor(walled, { kinds: both });
    const candidates = { kinds: both, selfPowers };
    const chanceOf = async (plan: Plan) => {
      const { operators } = (await predictPlan(plan, { solver, resolutionM, fields })).assessment;
      return Math.min(...operators.map(({ passProbability }) => passProbability));
    };
    // What passes on the search's own grid alone would not do.
    const verify = async (plan: Plan) => ({
      chance: await chanceOf(plan),
      missingPoints: 0,
      shortRooms: [],
    });
    const cheap = await placeAntennas(walled, { ...base, objective: 'cost', candidates, verify });
    expect(cheap.plan.antennas.every(({ feed }) => feed === undefined)).toBe(true);
    expect(await chanceOf(cheap.plan)).toBeGreaterThanOrEqual(walled.requirements.confidence);
  });

  const wall = (x: number, from: number, to: number) => ({
    ...{ id: `w${x}`, start: [x, from] as [number, number], end: [x, to] as [number, number] },
    ...{ thicknessM: 0.4, material: 'reinforced-concrete' },
  });
  const halls = buildPlan({
    ...walled,
    levels: [{ ...walled.levels[0], walls: [wall(13, 0, 20), wall(27, 4, 24)] }],
  });

  it('least cost is priced with the whole network', { tags: ['thorough'] }, async () => {
    const withRoom = await placePlan(halls, { ...base, objective: 'cost' });
    expect(await isMet(withRoom.plan)).toBe(true);
    // What is printed is what the network of this very plan costs.
    const designed = designNetwork(withRoom.plan, { effort: 'low' });
    expect(withRoom.placement.networkCostCny).toBe(networkBill(designed.plan).costCny);
  });

  it('least cost costs no more than the fewest antennas', async () => {
    // By a price per antenna and its way to the tray, reckoned here once more, while nothing else prices it.
    const costCny = ({ antennas }: Plan) =>
      antennas.reduce((sum, { position: [x, y] }) => {
        const toTrayM = Math.min(
          Math.hypot(Math.max(0, x - 38, 2 - x), y - 12),
          Math.hypot(x - 38, Math.max(0, 12 - y, y - 22)),
        );
        return sum + 195 + 30 * 1.3 * toTrayM;
      }, 0);
    const omni = { ...base, candidates: { kinds: ['omni'] as const } };
    const fewest = await placeAntennas(halls, omni);
    const cheapest = await placeAntennas(halls, { ...omni, objective: 'cost' });
    expect(costCny(cheapest.plan)).toBeLessThan(costCny(fewest.plan));
    expect(cheapest.placement.networkCostCny).toBeUndefined();
    expect(await isMet(cheapest.plan)).toBe(true);
  });

  it('ends early where a gap is enough, with a plan that passes', { tags: ['thorough'] }, async () => {
    const patient = await placePlan(walled, { ...base, effort: 'normal' });
    const { plan, placement } = await placePlan(walled, { ...base, effort: 'normal', gapRatio: 0.99 });
    expect(placement.evaluations).toBeLessThan(patient.placement.evaluations);
    expect(await isMet(plan)).toBe(true);
  });
});
