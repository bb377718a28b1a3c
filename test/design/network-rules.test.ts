import { type NetworkReport, type Plan, parsePlan, reportNetwork, traceLink } from '@diku/engine';
import { networkDocument, type RuleResult } from '@diku/engine/design';
import type { CatalogPart, Network } from '@diku/engine/plan';
import { tracePointSignals } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../packages/engine/src/design/index.ts';
import { checkRules } from '../../packages/engine/src/design/network/rules/check-rules.ts';
import { ruleRows } from '../../packages/engine/src/documents/community/network-rows.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { onceOf } from '../support/once.ts';
import { networkedPlan } from './network-support/networked-plan.ts';

type Draft = Plan & {
  network: Network &
    Required<Pick<Network, 'parts' | 'sources' | 'devices' | 'cables' | 'basebands' | 'unfed'>>;
};
const band = { lowestMhz: 690, highestMhz: 3700 };
const figures = { priceCny: 10, source: 'test' };
const parts: CatalogPart[] = [
  {
    ...{ id: 'rru', kind: 'radio-unit', name: 'RRU', ...figures, sourcePowerDbm: 43, noiseFigureDb: 5 },
    ...{ carriersAtMost: 2, lowestMhz: 1710, highestMhz: 2170, operators: ['telecom'] },
  },
  {
    ...{ id: 'split', kind: 'splitter', name: 'split', ...figures, ...band, ways: 2, ratedPowerW: 1 },
    lossDb: { '1800': 3.6 },
  },
  { id: 'load', kind: 'load', name: 'load', ...figures, ...band, ratedPowerW: 1 },
  {
    ...{ id: 'feeder', kind: 'cable', name: 'feeder', ...figures, ...band, ratedPowerW: 1, longestM: 150 },
    lossDbPer100M: { '1800': 10, '2100': 10.8 },
  },
  {
    id: 'omni',
    kind: 'antenna',
    name: 'omni',
    ...figures,
    ...band,
    ratedPowerW: 1,
    antennaType: 'ceiling-omni',
  },
  { id: 'poi', kind: 'poi', name: 'POI', ...figures, ...band, lossDb: { '1800': 3 }, carriersAtMost: 3 },
];

/** Two antennas on a splitter, within every limit: 19 dBm − 3.6 dB − 20 m of feeder ≈ 13.4 dBm. */
function soundPlan(change: (plan: Draft) => void = () => {}): Plan {
  const plan = networkedPlan((draft) => {
    const plan = draft as Draft;
    const [level] = plan.levels;
    const [model] = plan.antennas;
    const [first] = plan.carriers;
    const carrier = { ...first, operator: 'telecom' as const, technology: 'lte' as const, bandwidthMhz: 20 };
    plan.carriers = [
      { ...carrier, id: 'lte1800', frequencyMhz: 1870, portPowerDbm: 13.4 },
      { ...carrier, id: 'lte2100', frequencyMhz: 2120, portPowerDbm: 13.2 },
    ];
    plan.antennas = ['ANT1', 'ANT2'].map((id, index) => {
      const { portPowerDbm: _, azimuthDeg: __, pattern: ___, ...rest } = model;
      const position: [number, number] = [4 + 5 * index, 6];
      return {
        ...rest,
        type: 'ceiling-omni' as const,
        id,
        level: level.id,
        position,
        heightM: 2.4,
        carriers: ['*'],
        cell: 'C1',
      };
    });
    const points: Record<string, [number, number]> = { S1: [2, 2], PS1: [3, 3], ANT1: [4, 6], ANT2: [9, 6] };
    const cable = (id: string, [node, port]: [string, string], to: string, lengthM: number) => ({
      ...{ id, part: 'feeder', from: { node, port }, to: { node: to, port: 'in' } },
      ...{ course: [{ level: level.id, path: [points[node], points[to]] }], lengthM },
    });
    plan.network = {
      parts: structuredClone(parts),
      sources: [
        {
          ...{ id: 'S1', level: level.id, position: [2, 2], cell: 'C1' },
          units: [{ id: 'U1', part: 'rru', outputPowerDbm: { lte1800: 19, lte2100: 19 } }],
        },
      ],
      unfed: [],
      basebands: [],
      devices: [{ id: 'PS1', part: 'split', level: level.id, position: [3, 3] }],
      cables: [
        cable('K1', ['S1', 'out1'], 'PS1', 10),
        cable('K2', ['PS1', 'out1'], 'ANT1', 10),
        cable('K3', ['PS1', 'out2'], 'ANT2', 10),
      ],
    };
    change(plan);
  });
  // It is of this plan: what is wrong with it is not that the plan is another one.
  return withNetworkBasis(plan);
}

const report = onceOf((plan: Plan) => reportNetwork(plan) as NetworkReport);
const rule = (plan: Plan, id: RuleId) => report(plan).rules.find((each) => each.id === id) as RuleResult;
const failed = (plan: Plan) =>
  report(plan)
    .rules.filter(({ passed }) => !passed)
    .map(({ id }) => id);
const profiled = (plan: Draft, overrides: Record<string, unknown>) => {
  plan.requirements.profileOverrides = overrides;
};

describe('rules of a feeder network', () => {
  it('show the port with the least power over its target beside the window, and what the cap is one of with the highest total', () => {
    // The cap leaves less than 3 dB over a target of 14.2 dBm: a port may be 1.5 dB below.
    const plan = soundPlan((draft) => {
      draft.carriers[1].portPowerDbm = 14.2;
    });
    const all = evaluateNetwork(plan)?.antennas ?? [];
    const offDb = all.flatMap(({ carriers }) => carriers.map(({ deviationDb }) => deviationDb));
    const rows = new Map(ruleRows(report(plan).rules, plan, 'zh').map((row) => [row[0], row]));
    const [, conclusion, worst, limit] = rows.get('天线口功率超出允许区间') ?? [];
    const lowest = Math.min(...offDb);
    expect(lowest).toBeLessThan(-0.5);
    expect(worst).toBe(`−${Math.abs(lowest).toFixed(1)} dB`);
    expect([conclusion, limit]).toEqual(['通过', '−1.5…+0.8 dB']);
    const totalsDbm = all.map(
      ({ carriers }) =>
        10 * Math.log10(carriers.reduce((sum, { powerDbm }) => sum + 10 ** (powerDbm / 10), 0)),
    );
    const capped = rows.get('天线口功率上限') ?? [];
    expect(capped[4]).toContain(`（每载波；合计最高 ${Math.max(...totalsDbm).toFixed(1)} dBm`);
  });

  it('pass for a sound network, each with a name in both languages, a limit or limits of its own, a source and the worst', () => {
    const { rules, met } = report(soundPlan());
    expect(rules.filter(({ passed }) => !passed)).toEqual([]);
    expect(met).toBe(true);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, name, sources, worst, checked, limit } of rules) {
      expect(name.zh, id).toMatch(/[\u4e00-\u9fff]/);
      expect(name.en, id).toMatch(/^[a-z]/);
      expect(sources.join(''), id).not.toBe('');
      // What a limit rests on is named, and not only that it is assumed.
      expect(sources, id).not.toContain('source.assumption');
      const onlyElsewhere = [
        'paths-fed',
        'path-imbalance',
        'small-cell-power',
        'hub-ports',
        'cable-end',
        'sleeve-cables',
        'passages-assumed',
        'passages-frame',
        'shaft-levels',
        'lift-lobby-cell',
        'hub-power',
      ];
      if (!['combiner-inputs', 'stated-power', 'source-antennas', ...onlyElsewhere].includes(id)) {
        expect(checked, id).toBeGreaterThan(0);
      }
      if (worst) expect(limit ?? worst.limit, id).toBeTypeOf('number');
    }
  });

  const breaches: [RuleId[], string, (plan: Draft) => void, object?][] = [
    [
      ['port-power', 'port-deviation'],
      'ANT1',
      (plan) => {
        plan.network.sources[0].units[0].outputPowerDbm = { lte1800: 22.5, lte2100: 22.5 };
      },
    ],
    [
      ['port-deviation', 'carrier-imbalance'],
      'ANT1',
      (plan) => {
        plan.network.sources[0].units[0].outputPowerDbm.lte2100 = 16.9;
        profiled(plan, { network: { imbalanceDb: 2 } });
      },
    ],
    [
      ['stated-power'],
      'ANT2',
      (plan) => {
        plan.antennas[1].portPowerDbm = { lte1800: 12 };
      },
    ],
    [
      ['antennas-fed', 'open-ports', 'antennas-accounted'],
      'ANT2',
      (plan) => {
        plan.network.cables.pop();
      },
    ],
    [
      ['antennas-fed', 'open-ports'],
      'ANT2',
      (plan) => {
        plan.network.cables.pop();
        plan.network.unfed = ['ANT2'];
      },
    ],
    [
      ['cable-ends'],
      'ANT2',
      (plan) => {
        plan.antennas[1].position = [9.06, 6];
      },
    ],
    [
      ['cable-ends'],
      'PS1',
      (plan) => {
        plan.network.devices[0].position = [3, 3.06];
      },
    ],
    [
      ['cable-ends'],
      'S1',
      (plan) => {
        plan.network.sources[0].position = [2.06, 2];
      },
    ],
    [
      ['cable-lengths'],
      'K3',
      (plan) => {
        // 6.71 m of course.
        plan.network.cables[2].lengthM = 6.65;
      },
    ],
    [
      ['dead-ends'],
      'PS2',
      (plan) => {
        const { level, position } = plan.network.devices[0];
        plan.network.devices.push({ id: 'PS2', part: 'split', level, position });
      },
    ],
    [
      ['cable-reach'],
      'K1',
      (plan) => {
        plan.network.parts[3].longestM = 9;
      },
    ],
    [
      ['device-power'],
      'PS1',
      (plan) => {
        // 18 dBm twice is 126 mW; half of the rating is allowed.
        plan.network.parts[1].ratedPowerW = 0.2;
      },
    ],
    [
      ['band-rating'],
      'PS1',
      (plan) => {
        plan.network.parts[1].highestMhz = 2125;
      },
    ],
    [
      ['unit-power', 'source-headroom'],
      'U1',
      (plan) => {
        plan.network.parts[0].sourcePowerDbm = 18;
      },
    ],
    [
      ['unit-carriers'],
      'U1',
      (plan) => {
        plan.network.parts[0].carriersAtMost = 1;
      },
    ],
    [
      ['unit-carriers'],
      'U1',
      (plan) => {
        plan.network.parts[0].operators = ['mobile'];
      },
    ],
    [
      ['combiner-inputs'],
      'S1',
      (plan) => {
        plan.network.parts[5].carriersAtMost = 1;
        plan.network.sources[0].part = 'poi';
        plan.network.sources[0].units[0].outputPowerDbm = { lte1800: 22, lte2100: 22 };
      },
    ],
    [
      ['source-antennas'],
      'U1',
      (plan) => {
        plan.network.parts[0].antennasAtMost = 1;
      },
    ],
    [['cell-antennas'], 'C1', (plan) => profiled(plan, { network: { mostAntennasCount: 1 } })],
    [
      ['cell-agreement'],
      'ANT2',
      (plan) => {
        plan.antennas[1].cell = 'C2';
      },
    ],
    [['uplink-noise'], 'ANT1', (plan) => profiled(plan, { network: { uplinkReserveDb: 60 } })],
    [
      ['exposure'],
      'ANT1',
      (plan) => {
        profiled(plan, { exposure: { highestHeadM: 2.4, nearestM: 0.01 } });
      },
    ],
  ];
  for (const [ids, point, change] of breaches) {
    it(`names ${ids.join(' and ')} at ${point}, and nothing else`, () => {
      const plan = soundPlan(change);
      expect(failed(plan)).toEqual(ids);
      const { worst, failures, failed: count } = rule(plan, ids[0]);
      expect(failures.some(({ at }) => at.id === point)).toBe(true);
      expect(failures[0]).toEqual(worst);
      expect(count).toBeGreaterThan(0);
      expect(report(plan).met).toBe(false);
    });
  }

  it('names a long feeder to one antenna alone, as a warning', () => {
    const plan = soundPlan((draft) => profiled(draft, { network: { singleRunM: 6 } }));
    const { cables = [] } = plan.network!;
    const runs = plan.antennas.map(({ id }) => cables.find(({ to }) => to.node === id)!.lengthM);
    const { worst, passed, isWarning } = rule(plan, 'single-run');
    expect([passed, isWarning]).toEqual([false, true]);
    expect(worst!.value).toBe(Math.max(...runs));
    expect(report(plan).met).toBe(true);
    expect(rule(soundPlan(), 'single-run').passed).toBe(true);
  });

  it('finds the intermodulation that Unicom 2100 and Mobile 2300 in one combiner make in the field, and by hand', () => {
    // Reported of a shared indoor system: uplink 1960–1965 disturbed by downlink 2150–2155 with 2320–2370 MHz (blog.csdn.net 129184145).
    const mixed = (ratingDbc?: number) =>
      soundPlan((plan) => {
        const [first] = plan.carriers;
        plan.carriers = [
          { ...first, id: 'u2100', frequencyMhz: 2152.5, bandwidthMhz: 5, portPowerDbm: 13.4 },
          { ...first, id: 'm2300', frequencyMhz: 2345, bandwidthMhz: 50, portPowerDbm: 13.4 },
        ];
        Object.assign(plan.network.parts[0], { highestMhz: 2400, operators: undefined, sourcePowerDbm: 43 });
        plan.network.sources[0].units[0].outputPowerDbm = { u2100: 43, m2300: 43 };
        for (const part of plan.network.parts) {
          if (ratingDbc !== undefined) part.intermodulationDbc = ratingDbc;
        }
      });
    const assumed = rule(mixed(), 'intermodulation');
    expect([assumed.passed, assumed.isWarning]).toEqual([false, true]);
    expect(rule(mixed(-140), 'intermodulation').isWarning).toBeUndefined();
    expect(rule(mixed(-175), 'intermodulation').passed).toBe(true);
    const found = assumed.failures.find(({ at }) => at.carrier === 'u2100');
    expect(found?.detail).toMatchObject({ strongest: 'u2100 + u2100 − m2300', strongestMhz: 1960 });
    expect(found?.detail?.uplinkMhz).toBe(1962.5);
    // By hand, the first feeder alone, which sees 43 dBm twice: −97 dBm over 60 MHz, 5 of them in the uplink.
    const plan = mixed(-140);
    for (const part of plan.network?.parts ?? []) {
      if (part.kind !== 'cable') part.intermodulationDbc = -220;
    }
    const cables = (plan.network?.cables ?? []).map(({ id }) =>
      report(plan).evaluation.cables.find(({ cable }) => cable === id),
    );
    const sumMw = cables.reduce((sum, cable) => {
      const [u, m] = [cable?.fromDbm.u2100 ?? 0, cable?.fromDbm.m2300 ?? 0];
      return sum + 10 ** ((43 - 140 + 2 * (u - 43) + (m - 43) - (43 - u)) / 10) * (5 / 60);
    }, 0);
    const noiseMw = 10 ** ((-173.975 + 10 * Math.log10(5e6) + 5) / 10);
    expect(rule(plan, 'intermodulation').worst?.value).toBeCloseTo(10 * Math.log10(1 + sumMw / noiseMw), 6);
  });

  it('name a node that two cables feed, should a plan with one ever come so far', () => {
    const plan = soundPlan();
    const { evaluation } = report(plan);
    const again = (plan.network?.cables ?? []).map((cable) => ({ ...cable, id: `${cable.id}-2` }));
    const twice = {
      ...plan,
      network: { ...plan.network, cables: [...(plan.network?.cables ?? []), again[1]] },
    };
    const { passed, failures } = checkRules(twice, evaluation).find(
      ({ id }) => id === 'fed-once',
    ) as RuleResult;
    expect(passed).toBe(false);
    expect(failures).toMatchObject([{ at: { id: 'ANT1' }, value: 2 }]);
    // Such a file is refused before.
    expect(() => parsePlan(JSON.parse(JSON.stringify(twice)))).toThrow(/already used/);
  });

  it('let a cable end on another level only where a riser leads on, and count the riser in its length', () => {
    const above = (change: (plan: Draft) => void) =>
      soundPlan((plan) => {
        const [level] = plan.levels;
        plan.levels.push({ ...structuredClone(level), id: 'UP', elevationM: level.elevationM + 4 });
        const cable = plan.network.cables[2];
        cable.course.push({ level: 'UP', path: [[9, 6]] });
        Object.assign(plan.antennas[1], { level: 'UP' });
        cable.lengthM = 10.8;
        change(plan);
      });
    // The riser stands in no shaft: a warning, which fails no network.
    const raised = above(() => {});
    expect(failed(raised)).toEqual(['passages-assumed']);
    expect(rule(raised, 'passages-assumed').isWarning).toBe(true);
    expect(failed(above((plan) => (plan.network.cables[2].lengthM = 10.6)))).toEqual([
      'cable-lengths',
      'passages-assumed',
    ]);
    // The course stays below; without a shaft it leads nowhere.
    const below = (plan: Draft) => plan.network.cables[2].course.pop();
    expect(failed(above(below))).toEqual(['cable-ends']);
    expect(rule(above(below), 'cable-ends').worst?.value).toBeCloseTo(4, 0);
    const withShafts = above((plan) => {
      below(plan);
      for (const each of plan.levels) {
        each.facilities = [...(each.facilities ?? []), { id: 'sh', kind: 'shaft', position: [9, 6] }];
      }
    });
    expect(failed(withShafts)).toEqual([]);
  });

  it('fail for an antenna that is moved in the file, by its name, whatever the fingerprints say', () => {
    const plan = soundPlan();
    const moved = JSON.parse(JSON.stringify(plan));
    moved.antennas[0].position = [52, 6];
    const { met, states } = report(parsePlan(moved));
    expect(rule(parsePlan(moved), 'cable-ends').failures).toMatchObject([
      { at: { id: 'ANT1' }, value: 48, detail: { cable: 'K2' } },
    ]);
    expect([met, states.network.state]).toEqual([false, 'stale']);
    // Nothing agrees with powers that nobody knows.
    expect(rule(parsePlan(moved), 'stated-power').passed).toBe(false);
    expect(networkDocument(report(parsePlan(moved)), parsePlan(moved))).toMatchObject({ state: 'stale' });
  });

  it('bounds each operator or the port as a whole where the profile says so', () => {
    const capped = (portPowerCapOf: string) =>
      rule(
        soundPlan((plan) => profiled(plan, { network: { portPowerCapOf, portToleranceDb: 0.5 } })),
        'port-power',
      );
    const one = capped('carrier').worst?.value ?? 0;
    expect(capped('carrier').passed).toBe(true);
    for (const of of ['operator', 'port']) {
      expect(capped(of).passed).toBe(false);
      expect(capped(of).worst?.value).toBeCloseTo(one + 3.01, 0);
    }
  });

  it('states average and peak power: two carriers of 19 dBm are 22.0, their peaks at once 35.0 dBm', () => {
    const { worst } = rule(
      soundPlan((plan) => (plan.network.parts[1].ratedPowerW = 0.1)),
      'device-power',
    );
    expect(worst?.value).toBeCloseTo(19 - 1 + 3.01, 0);
    expect(worst?.detail?.peakDbm).toBeCloseTo((worst?.value ?? 0) + 10 * Math.log10(2) + 10, 9);
    expect(worst?.limit).toBeCloseTo(20 - 3, 9);
  });

  it('are part of the result document beside the contract’s figures', () => {
    const plan = soundPlan();
    const document = networkDocument(report(plan), plan);
    expect(document).toMatchObject({ devices: 1, cableM: 30, antennas: 2, unfed: [], rulesMet: true });
    expect(document.costCny).toBe(10 + 10 + 2 * 10 + 33 * 10);
    expect(document.bill.map(({ part }) => part).sort()).toEqual(['feeder', 'omni', 'rru', 'split']);
    expect(document.portPowerDb.ports).toBe(4);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});

describe('the way back through a network', () => {
  const to = '6,12,1.5,';
  const budgetOf = (plan: Plan, carrierId = 'lte1800') =>
    traceLink(plan, 'ANT1', `${to}${plan.levels[0].id}`, { carrierId }).budgets.uplink;
  const term = (terms: readonly object[], name: string) =>
    terms.find((each) => (each as { name: string }).name === name) as { valueDb: number; valueDbm: number };

  it('loses what the network loses, and drowns in the noise of all units of the cell', () => {
    const plan = soundPlan();
    const firstCarrier = report(plan).evaluation.antennas[0].carriers[0];
    const budget = budgetOf(plan);
    expect(term(budget.terms, 'antenna network').valueDb).toBeCloseTo(-firstCarrier.uplinkLossDb, 9);
    // LTE 1800 is a paired band: phones send 95 MHz lower, where feeders and the way lose less.
    expect(firstCarrier.uplinkLossDb).toBeLessThan(firstCarrier.lossDb);
    expect(term(budget.terms, 'uplink frequency').valueDb).toBeCloseTo(20 * Math.log10(1870 / 1775), 9);
    const four = soundPlan((draft) => {
      for (const id of ['S2', 'S3', 'S4']) {
        const [source] = draft.network.sources;
        draft.network.sources.push({ ...structuredClone(source), id });
      }
    });
    const combined = budgetOf(four);
    expect(term(combined.sensitivityTerms, 'remote units').valueDb).toBeCloseTo(10 * Math.log10(4), 9);
    expect(combined.marginDb).toBeCloseTo(budget.marginDb - 10 * Math.log10(4), 9);
    const balance = (each: Plan) => rule(each, 'uplink-noise').worst?.value ?? Number.NaN;
    expect(balance(four)).toBeCloseTo(balance(plan) - 10 * Math.log10(4), 9);
    const at = { x: 6, y: 12, z: 1.5, level: plan.levels[0].id };
    const [before] = tracePointSignals(plan, [at]);
    const [after] = tracePointSignals(four, [at]);
    expect(after.rsrpDbm).toBe(before.rsrpDbm);
    expect(after.uplinkMarginDb).toBeCloseTo(before.uplinkMarginDb - 10 * Math.log10(4), 9);
  });

  it('is the same by the tree and by hand: margin at the downlink’s threshold plus what the downlink has over it', () => {
    const plan = soundPlan();
    const link = traceLink(plan, 'ANT1', `${to}${plan.levels[0].id}`, { carrierId: 'lte1800' });
    const { worst } = rule(plan, 'uplink-noise');
    const finding = report(plan).evaluation.antennas[0].carriers[0];
    expect(worst?.detail?.networkLossDb).toBeTypeOf('number');
    const spare = link.budgets.downlink.rsrpDbm - link.budgets.downlink.requiredRsrpDbm;
    const reserve = link.budgets.uplink.marginDb - spare;
    // 23 dBm phone, −105 dBm, fraction of LTE 20 MHz, loss, −118.4 dBm in two blocks, figure 5, rise 3, SINR −3.
    const fraction = -10 * Math.log10(1200);
    const byHand =
      23 +
      (-105 - finding.powerDbm - fraction) +
      20 * Math.log10(1870 / 1775) -
      finding.uplinkLossDb -
      (-173.975 + 10 * Math.log10(360e3) + 5);
    expect(reserve).toBeCloseTo(byHand - 3 + 3, 1);
  });

  it('fills ports for which the plan states no power, and leaves a network alone that does not fit an edited plan', () => {
    const plan = soundPlan();
    const end = `${to}${plan.levels[0].id}`;
    const fed = report(plan).evaluation.antennas[0].carriers[0].powerDbm;
    const link = traceLink(plan, 'ANT1', end, { carrierId: 'lte1800' });
    expect(link.budgets.downlink.terms[0]).toMatchObject({ name: 'port power', valueDbm: fed });
    const edited = { ...plan, antennas: plan.antennas.slice(0, 1) };
    expect(() => parsePlan(edited)).toThrow(/ANT2/);
    expect(reportNetwork(edited)).toBeUndefined();
    expect(traceLink(edited, 'ANT1', end, { carrierId: 'lte1800' }).budgets.downlink.terms[0]).toMatchObject({
      valueDbm: 13.4,
    });
  });
});
