import { readFileSync } from 'node:fs';
import {
  acceptReasons,
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
} from '@diku/engine';
import { reasonCodes, sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { examples } from '../support/run-cli.ts';

type Level = Plan['levels'][number];
type Point = [number, number];
type Draft = Plan & { antennas: Plan['antennas'] };

const example = parsePlan(JSON.parse(readFileSync(`${examples}garage-one-level.diku.json`, 'utf8')));
const codesOf = (plan: Plan) => sortReasons(plan).open.map(({ code }) => code);
const edited = (change: (draft: Draft, level: Level) => void): Plan => {
  const draft = structuredClone(example) as Draft;
  change(draft, draft.levels[0]);
  return parsePlan(JSON.parse(JSON.stringify(draft)));
};
const box = (x: number, y: number, width: number, depth: number): Point[] => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];
const shifted = <Item extends { id: string }>(items: readonly Item[] | undefined, count: number): Item[] =>
  (items ?? []).slice(0, count).map((item) => ({ ...structuredClone(item), id: `${item.id}-again` }));

describe('a plan that nobody could build or radiate', () => {
  const cases: [(typeof reasonCodes)[number], string, (draft: Draft, level: Level) => void][] = [
    [
      'levels-overlap',
      'the same floor a metre below',
      (draft, level) => {
        draft.levels.push({ ...structuredClone(level), id: 'B2', elevationM: level.elevationM - 1 });
      },
    ],
    [
      'clear-height-unusual',
      'under 1.85 m',
      (_, level) => {
        level.clearHeightM = 1.85;
      },
    ],
    [
      'floor-uncounted',
      'plant all over',
      (_, level) => {
        level.zones = [...(level.zones ?? []), { id: 'all', kind: 'plant', polygon: level.outline }];
      },
    ],
    [
      'bays-overlap',
      'twenty bays twice',
      (_, level) => {
        level.bays = [...(level.bays ?? []), ...shifted(level.bays, 20)];
      },
    ],
    [
      'walls-repeated',
      'every wall twice',
      (_, level) => {
        level.walls = [...(level.walls ?? []), ...shifted(level.walls, 1e6)];
      },
    ],
    [
      'columns-crowded',
      'a column of 9 m',
      (_, level) => {
        level.columns = [...(level.columns ?? []), { id: 'big', center: [30, 20], sizeM: [9, 9] }];
      },
    ],
    [
      'openings-unusual',
      'a door of 40 m',
      (_, level) => {
        level.openings = [
          ...(level.openings ?? []),
          { id: 'wide', start: [5, 5], end: [45, 5], kind: 'door', state: 'open' },
        ];
      },
    ],
    [
      'points-off-floor',
      'a charger in the street',
      (_, level) => {
        level.points = [...(level.points ?? []), { id: 'far', kind: 'charger', position: [-90, -90] }];
      },
    ],
    [
      'antennas-misplaced',
      'an antenna in the street',
      (draft) => {
        draft.antennas[0].position = [-90, -90];
      },
    ],
    [
      'antennas-misplaced',
      'an antenna in the ceiling',
      (draft) => {
        draft.antennas[0].heightM = 6;
      },
    ],
    [
      'antennas-repeated',
      'an antenna twice',
      (draft) => void draft.antennas.push(...shifted(draft.antennas, 1)),
    ],
    [
      'antenna-energy',
      '20 dBi all around',
      (draft) => {
        Object.assign(draft.antennas[0], {
          ...{ type: 'directional', azimuthDeg: 0 },
          pattern: { gainDbi: 20, horizontalBeamwidthDeg: 360, verticalBeamwidthDeg: 180, frontToBackDb: 0 },
        });
      },
    ],
    [
      'port-powers-unusual',
      '50 dBm at a port',
      (draft) => {
        draft.antennas[0].portPowerDbm = { [draft.carriers[0].id]: 50 };
      },
    ],
    [
      'carriers-unusual',
      'LTE of 200 MHz',
      (draft) => {
        draft.carriers[0].bandwidthMhz = 200;
      },
    ],
    [
      'carriers-misplaced',
      'two who build apart on one frequency',
      (draft) => {
        const [first] = draft.carriers;
        const other = draft.carriers.find(({ operator }) => operator === 'mobile');
        if (other) other.frequencyMhz = first.frequencyMhz;
      },
    ],
    [
      'phones-above-ceiling',
      'phones at 3 m',
      (draft) => {
        draft.requirements.profileOverrides = { phoneHeightM: 3 };
      },
    ],
    [
      'materials-unusual',
      'concrete of nothing',
      (draft) => {
        draft.materials = { 'reinforced-concrete': { lossDb: { '1800': 0 } } };
      },
    ],
    [
      'requirements-unusual',
      'a tenth of the floor',
      (draft) => {
        draft.requirements.coverageRatio = 0.1;
      },
    ],
  ];

  it('is not the example, nor one with an antenna more', () => {
    expect(codesOf(example)).toEqual([]);
    expect(new Set(cases.map(([code]) => code)).size).toBe(
      reasonCodes.length - 1 - reasonCodes.indexOf('walls-outside'),
    );
  });

  it.each(cases)('is doubted: %s, %s', (code, _, change) => {
    expect(codesOf(edited(change))).toContain(code);
  });

  it('meets no target until a person accepts it, and again once its figures are others', async () => {
    const solver = createPlainSolver(createSimdKernel());
    const twice = edited((draft) => void draft.antennas.push(...shifted(draft.antennas, 2)));
    const doubted = await predictPlan(twice, { solver, resolutionM: 2 });
    expect(doubted.assessment).toMatchObject({ decidable: false, target: { met: false } });
    expect(doubted.assessment.reasons.map(({ code }) => code)).toContain('antennas-repeated');
    const accepted = acceptReasons(twice, ['antennas-repeated'], { by: 'a person', date: '2026-12-01' });
    expect(codesOf(accepted)).not.toContain('antennas-repeated');
    const more = { ...accepted, antennas: [...accepted.antennas, ...shifted(example.antennas.slice(2), 1)] };
    expect(codesOf(more)).toContain('antennas-repeated');
  });

  it('is none that is unusual alone', () => {
    const unusual = [
      edited((draft, level) => {
        level.clearHeightM = 2.1;
        for (const antenna of draft.antennas) antenna.heightM = 2;
      }),
      edited((draft) => {
        draft.carriers[0].portPowerDbm = -30;
      }),
      edited((draft, level) => {
        const east: Level = { ...structuredClone(level), id: 'E1', zones: [], points: [] };
        const moved = (ring: readonly Point[]) => ring.map(([x, y]): Point => [x + 400, y]);
        draft.levels.push({
          ...{ ...east, outline: moved(level.outline as Point[]) },
          ...{ walls: [], openings: [], columns: [], bays: [], facilities: [], beams: [], holes: [] },
        });
      }),
      edited((draft) => {
        // Another operator's unit at the same place.
        const [first] = draft.antennas;
        const [one, other] = draft.carriers.map(({ id }) => id);
        draft.antennas.push({ ...structuredClone(first), id: 'BESIDE', carriers: [other] });
        first.carriers = [one];
      }),
      edited((_, level) => {
        level.zones = [...(level.zones ?? []), { id: 'plant', kind: 'plant', polygon: box(10, 10, 20, 10) }];
      }),
    ];
    expect(unusual.map(codesOf)).toEqual(unusual.map(() => []));
  });
});

describe('a formula of the planner’s own', () => {
  it('decides nothing where it loses far less than free space, and decides where it does not', {
    tags: ['thorough'],
  }, async () => {
    const solver = createPlainSolver(createSimdKernel());
    const codes = async (expression: string) => {
      const propagation = { model: 'custom', formula: { expression } };
      const { assessment } = await predictPlan({ ...example, propagation }, { solver, resolutionM: 4 });
      return assessment.reasons.map(({ code }) => code);
    };
    expect(await codes('0')).toContain('model-below-free-space');
    expect(await codes('120 - 20 * log10(distanceM)')).toEqual(['model-louder-farther']);
    expect(await codes('38 + 30 * log10(distanceM)')).toEqual([]);
  });
});
