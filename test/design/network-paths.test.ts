import { findCarrierProfile, type Plan, parsePlan, reportNetwork } from '@diku/engine';
import type { CatalogPart, NetworkCable } from '@diku/engine/plan';
import { withFeederPaths } from '@diku/engine/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultCatalogue,
  designNetwork,
  evaluateExposure,
  listRework,
  networkDocument,
  reworkNetwork,
} from '../../packages/engine/src/design/index.ts';
import { checkNetwork } from '../../packages/engine/src/plan/index.ts';
import {
  antennaPaths,
  applyPortPowers,
  cableLossDb,
  evaluateNetwork,
  fittingNetwork,
  partLossDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';

/** A garage of 80 m × 40 m with its equipment room in a corner and a tray along the middle. */
function garage(count = 6, carriers = 'lte-nr'): Plan {
  const level = buildLevel({
    outline: [
      [0, 0],
      [80, 0],
      [80, 40],
      [0, 40],
    ],
    ...{ walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [2, 20] },
      {
        id: 't1',
        kind: 'tray',
        path: [
          [1, 20],
          [79, 20],
        ],
      },
    ],
  });
  const antennas = Array.from({ length: count }, (_, index) =>
    buildAntenna(`ANT${index + 1}`, 8 + (64 * index) / Math.max(1, count - 1), index % 2 === 0 ? 12 : 28),
  );
  return buildPlan({
    levels: [level],
    antennas,
    carriers: structuredClone(findCarrierProfile(carriers)) as Plan['carriers'],
  });
}

const designed = once(() => designNetwork(withFeederPaths(garage(), 2), { effort: 'low' }).plan);

function partOf(plan: Plan, id: string): CatalogPart {
  return plan.network!.parts!.find((part) => part.id === id)!;
}

/** Power of a carrier at an input of an antenna, followed up from there to its radio unit, and the source's output that it comes from. */
function upward(
  plan: Plan,
  input: NetworkCable['to'],
  carrierId: string,
): { powerDbm: number; output: string } {
  const { sources = [], devices = [], cables = [] } = plan.network!;
  const { frequencyMhz } = plan.carriers.find(({ id }) => id === carrierId)!;
  let lossDb = 0;
  let cable = cables.find(({ to }) => to.node === input.node && to.port === input.port)!;
  for (;;) {
    lossDb += cableLossDb(partOf(plan, cable.part), cable.lengthM, frequencyMhz);
    const { node, port } = cable.from;
    const source = sources.find(({ id }) => id === node);
    if (source) {
      const unit = source.units.find(({ outputPowerDbm }) => carrierId in outputPowerDbm)!;
      const poiDb =
        source.part === undefined ? 0 : partLossDb(partOf(plan, source.part), 'out1', frequencyMhz);
      return { powerDbm: unit.outputPowerDbm[carrierId] - lossDb - poiDb, output: port };
    }
    lossDb += partLossDb(partOf(plan, devices.find(({ id }) => id === node)!.part), port, frequencyMhz);
    cable = cables.find(({ to }) => to.node === node)!;
  }
}

describe('a network with two paths to every antenna', () => {
  it('feeds each path from a path of its own, as strongly, as a walk up the cables finds it', () => {
    const plan = designed();
    const evaluation = evaluateNetwork(plan)!;
    expect(evaluation.unfed).toEqual([]);
    expect(evaluation.furtherPaths).toHaveLength(plan.antennas.length);
    for (const feed of evaluation.furtherPaths) {
      expect(feed).toMatchObject({ inputPath: 2, sourcePath: 2 });
      expect(feed.carriers.map(({ carrier }) => carrier).sort()).toEqual(
        plan.carriers.map(({ id }) => id).sort(),
      );
      const first = evaluation.antennas.find(({ antenna }) => antenna === feed.antenna)!;
      for (const { carrier, powerDbm } of feed.carriers) {
        const found = upward(plan, { node: feed.antenna, port: 'path2-in' }, carrier);
        expect(found.output).toBe('path2-out1');
        expect(powerDbm).toBeCloseTo(found.powerDbm, 9);
        expect(powerDbm).toBeCloseTo(upward(plan, { node: feed.antenna, port: 'in' }, carrier).powerDbm, 9);
        expect(first.carriers.find((each) => each.carrier === carrier)!.powerDbm).toBeCloseTo(powerDbm, 9);
      }
    }
    const rules = reportNetwork(plan)!.rules;
    const failed = rules.filter(({ passed, isWarning }) => !passed && !isWarning).map(({ id }) => id);
    expect(failed).toEqual([]);
    expect(rules.find(({ id }) => id === 'paths-fed')).toMatchObject({ checked: 6, passed: true });
    expect(rules.find(({ id }) => id === 'path-imbalance')!.worst!.value).toBeLessThan(1e-9);
  });

  it('has every passive part twice and every radio unit once, at the prices of the catalogue', () => {
    const { network } = designed();
    const { bill } = reportNetwork(designed())!;
    const listed = new Map(defaultCatalogue().parts.map((part) => [part.id, part]));
    for (const part of network!.parts!) expect(part).toEqual(listed.get(part.id));
    const first = network!.devices!.filter(({ id }) => !id.endsWith('-p2'));
    expect(network!.devices).toHaveLength(2 * first.length);
    const countOf = (kind: CatalogPart['kind']) =>
      bill.items.filter((line) => line.kind === kind).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(countOf('poi')).toBe(2 * network!.sources!.length);
    expect(countOf('radio-unit')).toBe(network!.sources!.reduce((sum, { units }) => sum + units.length, 0));
    expect(bill.items.find(({ kind }) => kind === 'antenna')).toMatchObject({
      part: 'antenna-ceiling-omni-2',
      quantity: 6,
    });
  });

  it('has two layers, where one path has one', () => {
    const paths = (plan: Plan) => {
      const of = antennaPaths(plan, fittingNetwork(plan));
      return plan.carriers.map((carrier) => of(plan.antennas[0], carrier));
    };
    expect(new Set(paths(designed()))).toEqual(new Set([2]));
    const single = designNetwork(garage(), { effort: 'low' });
    expect(new Set(paths(single.plan))).toEqual(new Set([1]));
    // Stated, but one feeder alone leads there.
    expect(new Set(paths({ ...single.plan, antennas: withFeederPaths(single.plan, 2).antennas }))).toEqual(
      new Set([1]),
    );
    expect(single.design.notes.map(({ code }) => code)).toContain('note-single-path');
  });

  it('sends what has one layer, like GSM, on the first path alone', () => {
    const plan = designNetwork(withFeederPaths(garage(3, 'gsm-lte'), 2), { effort: 'low' }).plan;
    const gsm = plan.carriers.filter(({ technology }) => technology === 'gsm').map(({ id }) => id);
    expect(gsm.length).toBeGreaterThan(0);
    for (const { carriers } of evaluateNetwork(plan)!.furtherPaths) {
      expect(carriers.length).toBeGreaterThan(0);
      expect(carriers.filter(({ carrier }) => gsm.includes(carrier))).toEqual([]);
    }
  });

  it('ends outputs of the second path in loads where an antenna has one path', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 7 }), (areDouble) => {
        const plan = garage(areDouble.length, 'lte');
        plan.antennas = plan.antennas.map((antenna, index) =>
          areDouble[index] ? { ...antenna, paths: 2 } : antenna,
        );
        const { plan: found } = designNetwork(plan, { effort: 'low' });
        expect(checkNetwork(found)).toEqual([]);
        const { rules, evaluation } = reportNetwork(found)!;
        expect(rules.filter(({ passed, isWarning }) => !passed && !isWarning)).toEqual([]);
        expect(evaluation.furtherPaths.map(({ antenna }) => antenna)).toEqual(
          plan.antennas.filter(({ paths }) => paths === 2).map(({ id }) => id),
        );
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it('is designed the same again from its own plan, and with one path again it is gone', () => {
    const again = designNetwork(designed(), { effort: 'low' }).plan;
    expect(again.network).toEqual(designed().network);
    const single = designNetwork(withFeederPaths(designed(), 1), { effort: 'low' }).plan;
    expect(single.network!.sources!.every(({ paths }) => paths === undefined)).toBe(true);
    expect(single.network!.devices!.filter(({ id }) => id.includes('-p2'))).toEqual([]);
    expect(single.network!.parts!.map(({ id }) => id)).not.toContain('antenna-ceiling-omni-2');
  });

  it('names feeders that are crossed, and a second path that is weaker', () => {
    const change = (edit: (cables: NetworkCable[]) => void) => {
      const plan = structuredClone(designed());
      edit(plan.network!.cables!);
      return reportNetwork(plan)!.rules;
    };
    const crossed = change((cables) => {
      const second = cables.find(({ to }) => to.node === 'ANT1' && to.port === 'path2-in')!;
      const first = cables.find(({ to }) => to.node === 'ANT2' && to.port === 'in')!;
      [first.to, second.to] = [second.to, first.to];
    });
    expect(crossed.find(({ id }) => id === 'paths-fed')).toMatchObject({ passed: false, failed: 2 });
    const weak = change((cables) => {
      const cable = cables.find(({ to }) => to.port === 'path2-in')!;
      cable.lengthM += 100;
    });
    expect(weak.find(({ id }) => id === 'path-imbalance')).toMatchObject({ passed: false, limit: 3 });
    const open = change((cables) => {
      cables.splice(
        cables.findIndex(({ to }) => to.port === 'path2-in'),
        1,
      );
    });
    expect(open.find(({ id }) => id === 'paths-fed')).toMatchObject({ passed: false, failed: 1 });
  });

  it('refuses a port of a path that an antenna does not have, and locks on a further path', () => {
    const plan = structuredClone(designed());
    plan.antennas[0] = withFeederPaths({ antennas: [plan.antennas[0]] }, 1).antennas[0];
    expect(checkNetwork(plan)[0]).toMatchObject({ expected: 'in' });
    const locked = structuredClone(designed());
    locked.network!.devices!.find(({ id }) => id.endsWith('-p2'))!.locked = true;
    expect(() => designNetwork(locked)).toThrow(/counterpart on the first path/);
  });

  it('is a plan file that reads back, whose prediction has the powers of the first path', () => {
    const plan = parsePlan(JSON.parse(JSON.stringify(designed())));
    expect(plan.network).toEqual(designed().network);
    const evaluation = evaluateNetwork(plan)!;
    const fed = applyPortPowers(plan).antennas;
    for (const { antenna, carriers } of evaluation.antennas) {
      const { portPowerDbm } = fed.find(({ id }) => id === antenna)!;
      for (const { carrier, powerDbm } of carriers) expect(portPowerDbm![carrier]).toBeCloseTo(powerDbm, 5);
    }
  });
});

describe('heads under low antennas', () => {
  const hung = (heightM: number): Plan => {
    const plan = garage(8);
    const antennas = plan.antennas.map((antenna) => ({ ...antenna, heightM, paths: 2 }));
    return designNetwork({ ...plan, antennas }, { effort: 'low' }).plan;
  };
  const highestRiseDb = (plan: Plan) =>
    Math.max(
      ...evaluateNetwork(plan)!.antennas.flatMap(({ carriers }) =>
        carriers.map(({ deviationDb }) => deviationDb),
      ),
    );

  it('get no more than the limit for the public: ports there rise less', () => {
    const [low, high] = [hung(2.25), hung(3.2)];
    expect(highestRiseDb(high)).toBeGreaterThan(3);
    expect(highestRiseDb(low)).toBeLessThan(1);
    expect(evaluateExposure(low).met).toBe(true);
    expect(evaluateExposure(low).worst!.shareRatio).toBeGreaterThan(0.8);
  });

  it('get too much where targets alone are too high, and the rule says so', () => {
    const plan = hung(2.2);
    expect(highestRiseDb(plan)).toBeLessThan(0.01);
    const failed = reportNetwork(plan)!.rules.filter(({ passed, isWarning }) => !passed && !isWarning);
    expect(failed.map(({ id }) => id)).toContain('exposure');
  });
});

describe('paths of antennas', () => {
  it('are of those that feeders lead to: small cells and radiating cables stay as they are', () => {
    const plan = garage(2);
    const [passive] = plan.antennas;
    const smallCell = { ...plan.antennas[1], feed: 'small-cell' as const };
    const { antennas } = withFeederPaths({ antennas: [passive, smallCell] }, 2);
    expect(antennas.map(({ paths }) => paths)).toEqual([2, undefined]);
    expect(withFeederPaths({ antennas }, 1).antennas).toEqual([passive, smallCell]);
    expect(() => withFeederPaths(plan, 9)).toThrow(/paths/);
  });
});

describe('a network that stands already', () => {
  const counts = (plan: Plan) => {
    const found = new Map<string, number>();
    for (const { kind, state } of listRework(plan)!.items) {
      found.set(`${state} ${kind}`, (found.get(`${state} ${kind}`) ?? 0) + 1);
    }
    return found;
  };

  it('of two paths is kept with each antenna once', () => {
    const found = counts(reworkNetwork(designed(), { effort: 'low' }).plan);
    expect(found.get('kept antenna')).toBe(6);
    expect([...found.keys()].filter((key) => !key.startsWith('kept'))).toEqual([]);
  });

  it('of one path gets a second one, and antennas with two polarisations instead of those it has', () => {
    const single = designNetwork(garage(), { effort: 'low' }).plan;
    const plan = reworkNetwork(withFeederPaths(single, 2), { effort: 'low' }).plan;
    const found = counts(plan);
    expect(found.get('removed antenna')).toBe(6);
    expect(found.get('new antenna')).toBe(6);
    expect(found.has('kept antenna')).toBe(false);
    const devices = single.network!.devices!.length;
    const kept = ['splitter', 'coupler', 'attenuator'].reduce(
      (sum, kind) => sum + (found.get(`kept ${kind}`) ?? 0),
      0,
    );
    expect(kept).toBe(devices);
    expect(evaluateNetwork(plan)!.furtherPaths).toHaveLength(6);
  });
});

describe('the document of a network', () => {
  it('has the ports of further paths beside those of the first, where there are any', () => {
    const report = reportNetwork(designed())!;
    const { ports, furtherPorts } = networkDocument(report, designed());
    expect(furtherPorts!.map(({ antenna }) => antenna)).toEqual(ports.map(({ antenna }) => antenna));
    const single = designNetwork(garage(2), { effort: 'low' }).plan;
    expect(networkDocument(reportNetwork(single)!, single)).not.toHaveProperty('furtherPorts');
  });
});
