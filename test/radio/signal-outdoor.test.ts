import {
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
} from '@diku/engine';
import { outdoorIndex } from '@diku/engine/radio';
import { tracePointSignals, trackAntenna } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const groundRsrpDbm = -85;

/** A hall whose ramp leaves through a gap of 6 m in its south wall; the gate stands behind it. */
function buildHall(changes: Partial<Plan> = {}, level: Parameters<typeof buildLevel>[0] = {}): Plan {
  const wall = (id: string, start: [number, number], end: [number, number]) => ({
    ...{ id, start, end, thicknessM: 0.3, material: 'reinforced-concrete' },
  });
  return buildPlan({
    levels: [
      buildLevel({
        walls: [
          wall('s1', [0, 0], [17, 0]),
          wall('s2', [23, 0], [40, 0]),
          wall('n', [0, 24], [40, 24]),
          wall('w', [0, 0], [0, 24]),
          wall('e', [40, 0], [40, 24]),
        ],
        ...{ columns: [], openings: [], bays: [] },
        zones: [
          {
            ...{ id: 'r1', kind: 'ramp', direction: 'up' },
            polygon: [
              [17, -30],
              [23, -30],
              [23, 0],
              [17, 0],
            ],
          },
        ],
        points: [{ id: 'gate-1', kind: 'gate', position: [20, 2.5], heightM: 1.3 }],
        ...level,
      }),
    ],
    outdoor: { groundRsrpDbm: { telecom: groundRsrpDbm } },
    ...changes,
  });
}

/** The maps of some carriers alone, without a verdict. */
async function mapsOf(
  plan: Plan,
  levelId = 'B1',
  carriers = plan.carriers.slice(0, 1),
): Promise<CarrierMap[]> {
  const [antenna] = plan.antennas;
  return Promise.all(
    carriers.map(async ({ id: carrierId }) => {
      const options = { solver, levelId, carrierId, resolutionM: 1 };
      return (await trackAntenna(plan, antenna?.id ?? '', options)).mapWith(antenna);
    }),
  );
}

function rsrpAt({ grid, rsrpDbm }: CarrierMap, x: number, y: number): number {
  const column = Math.round((1000 * x - grid.originXMm) / grid.cellMm);
  const row = Math.round((1000 * y - grid.originYMm) / grid.cellMm);
  return rsrpDbm[row * grid.columns + column];
}

describe('the network outside', () => {
  it('comes in at the foot of a ramp, below the level at ground, and fades into the hall', async () => {
    const carriers = buildHall().carriers.filter(({ id }) => /^c[tm]cc-lte1800$/.test(id));
    const plan = buildHall({ carriers });
    const { maps, profile, assessment } = await predictPlan(plan, { solver, resolutionM: 1 });
    const [telecom] = maps;
    const rows = [1.5, 3.5, 6.5, 10.5, 15.5, 20.5].map((y) => rsrpAt(telecom, 20.5, y));
    const receivedDbm = groundRsrpDbm - profile.outdoor.entryLossDb - profile.bodyLossDb;
    expect(rows[0]).toBeLessThan(receivedDbm);
    expect(rows[0]).toBeGreaterThan(receivedDbm - 6);
    for (let index = 1; index < rows.length; index += 1) expect(rows[index]).toBeLessThan(rows[index - 1]);
    // Far from it the line of 6 m is a point: free space as far as it goes, 20 lg of the distances.
    expect(rows[5] - rows[4]).toBeCloseTo(-20 * Math.log10(20.8 / 15.8), 0);
    for (const map of maps) {
      const isTelecom = map.carrierId.startsWith('ctcc');
      map.bestAntenna.forEach((best, cell) => {
        expect(best).toBe(isTelecom && map.cells[cell] > 0 ? outdoorIndex : -1);
      });
    }
    expect(assessment.points[0].probability).toBe(0);
  });

  it('helps where it serves and disturbs where an antenna does, as the traced point says', async () => {
    const antennas = [buildAntenna('A1', 20, 20)];
    const outdoor = { groundRsrpDbm: { telecom: -62 } };
    const plan = buildHall({ antennas, outdoor });
    const two = [plan.carriers[0], plan.carriers[2]];
    const without = await mapsOf(buildHall({ antennas, outdoor: undefined }), 'B1', two);
    const maps = await mapsOf(plan, 'B1', two);
    const [before, after] = [without[0], maps[0]];
    let served = 0;
    after.rsrpDbm.forEach((rsrpDbm, cell) => {
      if (after.cells[cell] === 0) return;
      if (after.bestAntenna[cell] === outdoorIndex) {
        served += 1;
        expect(rsrpDbm).toBeGreaterThan(before.rsrpDbm[cell]);
      } else {
        expect(rsrpDbm).toBe(before.rsrpDbm[cell]);
        expect(after.sinrDb[cell]).toBeLessThan(before.sinrDb[cell]);
      }
    });
    expect(served).toBeGreaterThan(20);
    const [signal] = tracePointSignals(plan, [{ x: 20.5, y: 3.5, z: 1.5, level: 'B1' }]);
    expect(Math.abs(signal.rsrpDbm - rsrpAt(after, 20.5, 3.5))).toBeLessThan(0.01);
    // The others have no level outside: nothing changes for them.
    expect(maps[1].sinrDb).toEqual(without[1].sinrDb);
  });

  it('comes in at an open gate of the outline, less through a closed one, and not where there is neither', async () => {
    const gate = (state: 'open' | 'closed') => ({
      ...{ id: 'd9', start: [17, 0], end: [23, 0], kind: 'fire-shutter', state },
    });
    const zones = { zones: [] };
    const [open] = await mapsOf(buildHall({}, { ...zones, openings: [gate('open') as never] }));
    const [closed] = await mapsOf(buildHall({}, { ...zones, openings: [gate('closed') as never] }));
    const [none] = await mapsOf(buildHall({}, zones));
    const [ramp] = await mapsOf(buildHall());
    expect(rsrpAt(open, 20.5, 10.5)).toBeCloseTo(rsrpAt(ramp, 20.5, 10.5), 4);
    expect(rsrpAt(closed, 20.5, 10.5)).toBeLessThan(rsrpAt(open, 20.5, 10.5) - 12);
    expect(rsrpAt(none, 20.5, 10.5)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('does not come in by ramps that lead down, and only through a floor to lower levels', async () => {
    const hall = buildHall();
    const [level] = hall.levels;
    const down = {
      ...hall,
      levels: [{ ...level, zones: level.zones?.map((zone) => ({ ...zone, direction: 'down' })) }],
    };
    expect((await mapsOf(down as Plan))[0].bestAntenna.some((best) => best === outdoorIndex)).toBe(false);
    const lower = { ...level, id: 'B2', elevationM: -8, zones: [] };
    const two = parsePlan({ ...hall, levels: [level, lower] });
    const [[above], [below]] = [await mapsOf(two), await mapsOf(two, 'B2')];
    expect(rsrpAt(below, 20.5, 3.5)).toBeLessThan(rsrpAt(above, 20.5, 3.5) - 10);
    expect(rsrpAt(below, 20.5, 3.5)).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  });

  it('of a carrier goes before that of its operator; names of neither are refused with their path', async () => {
    const levels = { telecom: -85, 'ctcc-lte2100': -105 };
    const plan = buildHall({ outdoor: { groundRsrpDbm: levels } });
    const [first, second] = await mapsOf(plan, 'B1', plan.carriers.slice(0, 2));
    expect(rsrpAt(first, 20.5, 3.5) - rsrpAt(second, 20.5, 3.5)).toBeCloseTo(20, 1);
    expect(() => buildHall({ outdoor: { groundRsrpDbm: { vodafone: -80 } } })).toThrow(
      /outdoor\.groundRsrpDbm\.vodafone: found "vodafone"; expected one of telecom/,
    );
  });
});
