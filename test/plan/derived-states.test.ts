import {
  acceptReasons,
  createPlainSolver,
  createSimdKernel,
  derivedStates,
  InputError,
  type Plan,
  parsePlan,
  phraseText,
  placePlan,
  predictPlan,
  resultDocument,
  verdictTable,
} from '@diku/engine';
import { createFingerprintMemo, derivedDocument, withoutNetwork, zoneKinds } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { canonicalJson, withImportBasis, withVerdict } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

type Level = Plan['levels'][number];

/** A hall with a room, a tray and a shaft; what cables do not look at is there too. */
function hall(id: string, elevationM: number, more: Partial<Level> = {}): Level {
  return buildLevel({
    ...{ id, elevationM },
    outline: [
      [0, 0],
      [40, 0],
      [40, 25],
      [0, 25],
    ],
    walls: [
      { id: 'w1', start: [20, 0], end: [20, 15], thicknessM: 0.3, material: 'reinforced-concrete' },
      { id: 'w2', start: [8, 0], end: [8, 8], thicknessM: 0.2, material: 'concrete-block' },
    ],
    openings: [{ id: 'd1', start: [20, 6], end: [20, 9], kind: 'fire-door', state: 'closed' }],
    columns: [{ id: 'c1', center: [30, 20], sizeM: [0.6, 0.6] }],
    bays: [
      {
        id: 'p1',
        polygon: [
          [10, 18],
          [12.4, 18],
          [12.4, 23],
          [10, 23],
        ],
      },
    ],
    points: [{ id: 'ev1', kind: 'charger', position: [11, 22] }],
    zones: [
      {
        id: 'z1',
        kind: 'lane',
        polygon: [
          [2, 10],
          [38, 10],
          [38, 16],
          [2, 16],
        ],
      },
      {
        id: 'ramp',
        kind: 'ramp',
        polygon: [
          [34, 1],
          [39, 1],
          [39, 6],
          [34, 6],
        ],
      },
    ],
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [3, 3] },
      {
        id: 't1',
        kind: 'tray',
        path: [
          [2, 12],
          [38, 12],
        ],
      },
      { id: 'sh', kind: 'shaft', position: [6, 12] },
    ],
    ...more,
  });
}

const bare: Plan = parsePlan(
  buildPlan({
    levels: [
      hall('B1', -4),
      hall('B2', -8, { facilities: [{ id: 'sh', kind: 'shaft', position: [6, 12] }] }),
    ],
    antennas: [
      buildAntenna('ANT1-B1', 9, 14, { level: 'B1' }),
      buildAntenna('ANT2-B1', 26, 9, { level: 'B1' }),
      buildAntenna('ANT3-B1', 33, 19, { level: 'B1' }),
      buildAntenna('ANT1-B2', 14, 12, { level: 'B2' }),
      buildAntenna('ANT2-B2', 31, 12, { level: 'B2' }),
    ],
  }),
);
const design = (plan: Plan) => designNetwork(plan, { effort: 'low' }).plan;
const designed = design(bare);

/** The plan after an edit of its file. */
function edited(edit: (plan: Plan) => void, plan: Plan = designed): Plan {
  const copy = JSON.parse(JSON.stringify(plan));
  edit(copy);
  return parsePlan(copy);
}
/** The same; undefined where the plan would be refused. */
function parsed(edit: (plan: Plan) => void): Plan | undefined {
  try {
    return edited(edit);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
const movedIn = (plan: Plan, lang: 'zh' | 'en' = 'en') =>
  derivedStates(plan).network.moved.map((phrase) => phraseText(phrase, lang));

describe('derived parts of a plan', () => {
  it('are current as they were computed, whatever the order of keys and lists', () => {
    const states = derivedStates(designed);
    expect(states.network).toEqual({ state: 'current', moved: [] });
    expect(states.portPowers.state).toBe('current');
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, each]) => [key, turned(each)]),
      );
    };
    const other = parsePlan(turned(designed));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(designed));
    const reordered = edited((plan) => {
      plan.antennas.reverse();
      plan.carriers.reverse();
      for (const level of plan.levels) for (const list of [level.walls, level.zones]) list?.reverse();
    });
    for (const plan of [other, reordered]) {
      expect(derivedStates(plan).network.state).toBe('current');
      expect(derivedStates(plan).portPowers.state).toBe('current');
    }
  });

  it('say in words what moved', () => {
    const at = (id: string) => (plan: Plan) =>
      plan.antennas.find((each) => each.id === id) as Plan['antennas'][number];
    const cases: [(plan: Plan) => void, string, string][] = [
      [
        (plan) => {
          at('ANT3-B1')(plan).position = [9, 12];
        },
        'antenna ANT3-B1 moved by 25 m',
        '天线 ANT3-B1 移动了 25 m',
      ],
      [
        (plan) => {
          at('ANT3-B1')(plan).level = 'B2';
        },
        'antenna ANT3-B1 is on level B2 instead of B1',
        '天线 ANT3-B1 由 B1 层改到 B2 层',
      ],
      [
        (plan) => {
          plan.antennas.push({ ...at('ANT1-B1')(plan), id: 'ANT9-B1', position: [12, 14] });
        },
        'antenna ANT9-B1 added',
        '新增天线 ANT9-B1',
      ],
      [
        (plan) => {
          const { network } = plan;
          if (network) network.cables = network.cables?.filter(({ to }) => to.node !== 'ANT1-B2');
          plan.antennas = plan.antennas.filter(({ id }) => id !== 'ANT1-B2');
        },
        'antenna ANT1-B2 removed',
        '删除天线 ANT1-B2',
      ],
      [
        (plan) => {
          Object.assign(at('ANT2-B1')(plan), { type: 'directional', azimuthDeg: 30 });
        },
        'antenna ANT2-B1 is directional instead of ceiling-omni',
        '天线 ANT2-B1 的类型由 ceiling-omni 改为 directional',
      ],
      [
        (plan) => {
          at('ANT2-B1')(plan).heightM = 2.2;
        },
        'antenna ANT2-B1 hangs at 2.2 m instead of 2.5 m',
        '天线 ANT2-B1 挂高由 2.5 m 改为 2.2 m',
      ],
      [
        (plan) => {
          (plan.levels[0].walls ?? [])[0].end = [20, 18];
        },
        'walls of level B1 changed',
        'B1 层的墙有改动',
      ],
      [
        (plan) => {
          plan.carriers[0].frequencyMhz += 5;
        },
        `carrier ${designed.carriers[0].id} changed`,
        `载波 ${designed.carriers[0].id} 有改动`,
      ],
      [
        (plan) => {
          (plan.levels[0].facilities ?? [])[0].position = [5, 3];
        },
        'room, tray or shaft er1 of level B1 changed',
        'B1 层的机房、桥架或竖井 er1 有改动',
      ],
      [
        (plan) => {
          plan.requirements.profileOverrides = { network: { mostAntennasCount: 40 } };
        },
        'limits of the network or figures of the uplink changed',
        '馈线网络的限值或上行参数有改动',
      ],
    ];
    for (const [edit, en, zh] of cases) {
      const plan = edited(edit);
      expect(derivedStates(plan).network.state).toBe('stale');
      expect(movedIn(plan)).toEqual([en]);
      expect(movedIn(plan, 'zh')).toEqual([zh]);
      // The powers at the ports are of that network.
      expect(derivedStates(plan).portPowers.state).toBe('stale');
      expect(derivedStates(design(plan)).network.state).toBe('current');
    }
  });

  it('do not care for what no cable looks at', () => {
    const irrelevant: ((plan: Plan, level: Level) => void)[] = [
      (plan) => {
        plan.community.name = 'another';
      },
      (_, level) => {
        level.name = 'another';
        for (const zone of level.zones ?? []) zone.name = 'another';
      },
      (_, level) => {
        for (const wall of level.walls ?? []) wall.material = 'brick';
      },
      (_, level) => {
        for (const opening of level.openings ?? []) opening.state = 'open';
      },
      (_, level) => {
        (level.zones ?? [])[1].polygon[0] = [35, 2];
      },
      (_, level) => {
        level.bays = [];
        level.points = [];
        level.columns = [];
      },
      (plan) => {
        plan.antennas[0].fixed = true;
        plan.antennas[1].azimuthDeg = 20;
        plan.antennas[2].name = 'by the lift';
      },
      (plan) => {
        plan.requirements.confidence = 0.8;
        plan.requirements.profileOverrides = { walkSpacingM: 3, network: { crewDayCny: 900 } };
      },
      (plan) => {
        plan.note = 'unknown keys are kept';
        plan.outdoor = { groundRsrpDbm: { telecom: -80 } };
      },
    ];
    const content = canonicalJson(designed.network);
    for (const edit of irrelevant) {
      const plan = edited((each) => edit(each, each.levels[0]));
      expect(derivedStates(plan).network).toEqual({ state: 'current', moved: [] });
      expect(canonicalJson(design(plan).network)).toBe(content);
    }
  });

  it('are current only where the network designed anew is the same: each key of each record once', {
    tags: ['thorough'],
  }, () => {
    const content = canonicalJson(designed.network);
    const counts = { current: 0, stale: 0 };
    for (const [name, edit] of everyKeyEdited(designed)) {
      const plan = parsed(edit);
      if (!plan) continue;
      const { state } = derivedStates(plan).network;
      if (state === 'current') {
        expect([name, canonicalJson(design(withoutNetwork(plan)).network)]).toEqual([name, content]);
        counts.current += 1;
      } else counts.stale += 1;
    }
    expect(counts.current).toBeGreaterThan(20);
    expect(counts.stale).toBeGreaterThan(60);
  });

  it('are stale where a zone moves that stands in for a room or a shaft, of any kind', {
    tags: ['thorough'],
  }, () => {
    const stale = zoneKinds.filter((kind) => {
      const withZone = (eastM: number) => (level: Level) => {
        const corners = [
          [eastM, 4],
          [eastM + 4, 4],
          [eastM + 4, 8],
          [eastM, 8],
        ] as Level['outline'];
        level.facilities = [];
        level.zones = [{ id: `${level.id}-z`, kind, polygon: corners }];
      };
      const plan = edited((each) => each.levels.forEach(withZone(4)), bare);
      const before = design(plan);
      const moved = edited((each) => each.levels.forEach(withZone(24)), before);
      const isSame = canonicalJson(design(withoutNetwork(moved)).network) === canonicalJson(before.network);
      const { state } = derivedStates(moved).network;
      if (!isSame) expect([kind, state]).toEqual([kind, 'stale']);
      return state === 'stale';
    });
    expect(stale).toEqual(['plant', 'core', 'ramp', 'lift-car', 'stair', 'equipment-room']);
  });

  it('without a fingerprint are stale; without a network there is none to be so', () => {
    const { derived: _, ...old } = designed;
    const version1 = parsePlan({ ...old, version: 1 });
    expect(derivedStates(version1).network.state).toBe('stale');
    expect(movedIn(version1)[0]).toContain('an older format');
    expect(derivedStates(version1).portPowers.state).toBe('stale');
    expect(derivedStates(bare)).toMatchObject({
      network: { state: 'missing' },
      portPowers: { state: 'none' },
      import: { state: 'none' },
      verdict: { state: 'missing' },
    });
    const empty = edited((plan) => {
      plan.antennas = [];
    }, bare);
    expect(derivedStates(empty).network.state).toBe('none');
    const { network: _network, ...gone } = designed;
    expect(derivedStates(gone as Plan)).toMatchObject({
      network: { state: 'missing' },
      portPowers: { state: 'stale' },
    });
  });

  it('of port powers see what was written at the ports, and what the network does to them', () => {
    const [carrier] = designed.carriers;
    const written = edited((plan) => {
      plan.antennas[1].portPowerDbm = { ...plan.antennas[1].portPowerDbm, [carrier.id]: 3 };
    });
    const states = derivedStates(written);
    expect(states.network.state).toBe('current');
    expect(states.portPowers.moved.map((phrase) => phraseText(phrase, 'en'))).toEqual([
      'port power of antenna ANT2-B1 is not the one that the network brought',
    ]);
    const longer = edited((plan) => {
      const [cable] = plan.network?.cables ?? [];
      cable.lengthM += 20;
    });
    expect(derivedStates(longer).portPowers.state).toBe('stale');
    expect(withoutNetwork(designed).antennas).toEqual(bare.antennas);
  });

  it('of an import and of a verdict are told from the plan that they are of', () => {
    const stored = withVerdict(withImportBasis(designed, { doubts: 2 }), { met: true });
    expect(stored.derived?.import).toMatchObject({ doubts: 2 });
    expect(stored.derived?.verdict).toMatchObject({ met: true });
    const isCurrent = (plan: Plan) => {
      const { import: ofImport, verdict } = derivedStates(plan);
      return [ofImport.state, verdict.state];
    };
    expect(isCurrent(edited(() => {}, stored))).toEqual(['current', 'current']);
    const renamed = edited((plan) => {
      plan.community.name = 'another';
      plan.levels[0].name = 'another';
      plan.antennas[0].fixed = true;
    }, stored);
    expect(isCurrent(renamed)).toEqual(['current', 'current']);
    const wall = edited((plan) => {
      (plan.levels[0].walls ?? [])[0].material = 'brick';
    }, stored);
    expect(isCurrent(wall)).toEqual(['stale', 'stale']);
    // A plan that names no model has the default one: a verdict by another one, the default of another day, is not its own.
    const named = (model: string) =>
      edited((plan) => {
        plan.propagation = { model };
      }, stored);
    expect(isCurrent(named('saturating-path'))).toEqual(['current', 'current']);
    expect(isCurrent(named('dominant-path'))).toEqual(['current', 'stale']);
    const looser = edited((plan) => {
      plan.requirements.coverageRatio = 0.8;
    }, stored);
    expect(isCurrent(looser)).toEqual(['current', 'stale']);
  });

  it('are the same with fingerprints remembered by object', () => {
    const memo = createFingerprintMemo();
    const [antenna, ...others] = designed.antennas;
    const moved: Plan = { ...designed, antennas: [{ ...antenna, position: [10, 14] }, ...others] };
    for (const plan of [designed, moved, designed, moved]) {
      expect(derivedStates(plan, memo)).toEqual(derivedStates(plan));
    }
    expect(derivedStates(moved, memo).network.state).toBe('stale');
  });
});

describe('a verdict over a stale network', () => {
  const solver = createPlainSolver(createSimdKernel());
  const predict = (plan: Plan) => predictPlan(plan, { solver, resolutionM: 1 });
  const asked = edited((plan) => {
    plan.requirements.coverageRatio = 0.05;
    plan.levels.forEach((level) => {
      level.points = [];
    });
  });
  // Nobody asks for so little, which the verdict says unless somebody means it.
  const easy = acceptReasons(asked, ['requirements-unusual']);

  it('is not decidable, and has the figures of the nominal powers', async () => {
    const fresh = await predict(easy);
    expect(fresh.assessment).toMatchObject({ decidable: true, reasons: [], target: { met: true } });
    const moved = edited((plan) => {
      plan.antennas[0].position = [9.5, 14];
    }, easy);
    const stale = await predict(moved);
    expect(stale.assessment.decidable).toBe(false);
    expect(stale.assessment.target.met).toBe(false);
    expect(stale.assessment.reasons).toMatchObject([
      { code: 'network-stale', values: { moved: { code: 'moved-antenna', values: { distanceM: 0.5 } } } },
    ]);
    const unfed = await predict(withoutNetwork(moved));
    expect(unfed.assessment.target.met).toBe(true);
    expect(stale.assessment.operators).toEqual(unfed.assessment.operators);
    const document = resultDocument(stale);
    expect(document.derived).toMatchObject({
      ...{ network: 'stale', portPowers: 'stale', import: 'none', verdict: 'missing' },
      moved: { network: [{ code: 'moved-antenna', values: { id: 'ANT1-B1', distanceM: 0.5 } }] },
    });
    expect(JSON.parse(JSON.stringify(document)).reasons).toMatchObject([
      { code: 'network-stale', values: { moved: 'antenna ANT1-B1 moved by 0.5 m' } },
    ]);
    expect(document.reasons[0].message).toContain('diku network');
    // In the reader's language down to what moved.
    expect(verdictTable(stale, 'zh')).toContain('馈线网络已失效：天线 ANT1-B1 移动了 0.5 m');
    expect(resultDocument(fresh).derived).toEqual(derivedDocument(derivedStates(easy)));
  });

  it('does not come of placing: the network of other antennas is gone, with what it brought', {
    tags: ['thorough'],
  }, async () => {
    const [level] = easy.levels;
    const one = {
      ...easy,
      levels: [level],
      antennas: easy.antennas.filter((each) => each.level === level.id),
    };
    const placed = await placePlan(design(one), { solver, resolutionM: 2, effort: 'low' });
    expect(placed.losesNetwork).toBe(true);
    expect(placed.plan.network).toBeUndefined();
    expect(placed.plan.derived).toBeUndefined();
    expect(placed.plan.antennas.every(({ portPowerDbm }) => portPowerDbm === undefined)).toBe(true);
  });
});

/** Yields for every key of every record that routing or sizing could read the record with another value there. */
function* everyKeyEdited(plan: Plan): Generator<[string, (plan: Plan) => void]> {
  type Part = Record<string, unknown>;
  const facility = ['kind'];
  const records: [name: string, find: (plan: Plan) => unknown, extra: readonly string[]][] = [
    ['antenna', (each) => each.antennas[1], ['type', 'feed', 'part', 'targetPowerDbm', 'carriers', 'cell']],
    ['antenna of B2', (each) => each.antennas[4], []],
    [
      'carrier',
      (each) => each.carriers[0],
      [
        'technology',
        'services',
        'operator',
        'sourcePowerDbm',
        'noiseFigureDb',
        'combinedUnits',
        'referenceBoostDb',
      ],
    ],
    ['level', (each) => each.levels[0], ['facilities', 'walls', 'openings', 'zones', 'holes']],
    ['lower level', (each) => each.levels[1], ['facilities']],
    ['wall', (each) => each.levels[0].walls?.[0], ['topM', 'bottomM', 'material']],
    ['wall of the room', (each) => each.levels[0].walls?.[1], []],
    ['opening', (each) => each.levels[0].openings?.[0], ['kind', 'state']],
    ['zone', (each) => each.levels[0].zones?.[1], ['kind']],
    ['room', (each) => each.levels[0].facilities?.[0], facility],
    ['tray', (each) => each.levels[0].facilities?.[1], []],
    ['shaft', (each) => each.levels[0].facilities?.[2], facility],
    ['shaft below', (each) => each.levels[1].facilities?.[0], facility],
  ];
  const extra: Record<string, readonly unknown[]> = {
    type: ['directional', 'isotropic'],
    kind: ['passage', 'lift-door', 'ramp', 'core', 'plant', 'power', 'shaft', 'tray', 'equipment-room'],
    feed: ['small-cell'],
    part: ['no-such-part'],
    targetPowerDbm: [{ [plan.carriers[0].id]: 6 }],
    topM: [1],
    bottomM: [2],
    material: ['brick'],
    state: ['open', 'closed'],
    technology: ['gsm', 'nr'],
    services: [['data']],
    operator: ['mobile', 'unicom', 'telecom'],
    carriers: [[plan.carriers[0].id]],
    cell: ['S9'],
    sourcePowerDbm: [12],
    noiseFigureDb: [12],
    combinedUnits: [9],
    referenceBoostDb: [6],
    facilities: [[]],
    walls: [[]],
    openings: [[]],
    zones: [[]],
    holes: [
      [
        [
          [24, 7],
          [28, 7],
          [28, 11],
          [24, 11],
        ],
      ],
    ],
  };
  for (const [name, find, keys] of records) {
    const record = find(plan) as Part;
    for (const key of new Set([...Object.keys(record), ...keys])) {
      const value = record[key];
      const others = [...(extra[key] ?? []), ...changedValues(value)];
      for (const other of others) {
        yield [
          `${name}.${key} = ${JSON.stringify(other)}`,
          (each) => {
            const part = find(each) as Part;
            part[key] = other;
            // What the type asks for.
            if (other === 'directional') part.azimuthDeg = 30;
          },
        ];
      }
    }
  }
  const limits: Record<string, number> = {
    ...{ ratedPowerMarginDb: 12, portToleranceDb: 0.2, mostAntennasCount: 2, uplinkReserveDb: 25 },
    ...{ portPowerCapDbm: 5, imbalanceDb: 0.5, mostUnitsCount: 1, dataCableM: 10, cableWasteRatio: 0.5 },
  };
  for (const [key, value] of Object.entries(limits)) {
    yield [
      `network.${key} = ${value}`,
      (each) => {
        each.requirements.profileOverrides = { network: { [key]: value } };
      },
    ];
  }
  const uplink: Record<string, unknown> = {
    ...{ noiseFigureDb: 15, noiseRiseDb: 12, activeRemotes: 30 },
    phonePowerDbm: { lte: 5, nr: 5 },
    voice: { lte: { sinrDb: 20 } },
  };
  for (const [key, value] of Object.entries(uplink)) {
    yield [
      `uplink.${key} = ${JSON.stringify(value)}`,
      (each) => {
        each.requirements.profileOverrides = { uplink: { [key]: value } };
      },
    ];
  }
}

function changedValues(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 0.5, value * 0.7];
  if (Array.isArray(value) && value.every((each) => typeof each === 'number')) {
    return [value.map((each, index) => each + (index === 0 ? 2.5 : 0)), value.map((each) => each + 1.5)];
  }
  if (Array.isArray(value) && Array.isArray(value[0])) {
    return [value.map((each, index) => (index === value.length - 1 ? changedValues(each)[1] : each))];
  }
  return [];
}
