import { type Plan, parsePlan, reportNetwork } from '@diku/engine';
import { type CatalogPart, type NetworkCable, withFeederPaths } from '@diku/engine/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultCatalogue,
  designNetwork,
  listRework,
  reworkNetwork,
} from '../../packages/engine/src/design/index.ts';
import { planShift } from '../../packages/engine/src/design/network/design/shift-paths.ts';
import { checkNetwork, uplinkFrequencyMhz } from '../../packages/engine/src/plan/index.ts';
import {
  antennaPaths,
  cableLossDb,
  evaluateNetwork,
  fittingNetwork,
  partLossDb,
} from '../../packages/engine/src/radio/index.ts';
import { once, onceOf } from '../support/once.ts';
import { trayGarage } from './network-support/tray-garage.ts';

const shifted = (plan: Plan) => withFeederPaths(plan, 'shift');
const designed = once(() => designNetwork(shifted(trayGarage()), { effort: 'low' }).plan);
const single = once(() => designNetwork(trayGarage(), { effort: 'low' }).plan);

function partOf(plan: Plan, id: string): CatalogPart {
  return plan.network!.parts!.find((part) => part.id === id)!;
}

/** Loss at one frequency from the output of a source's unit to the end of the feeder to an antenna, followed up part by part. */
function lossUpDb(plan: Plan, antenna: string, frequencyMhz: number): number {
  const { sources = [], devices = [], cables = [] } = plan.network!;
  let lossDb = 0;
  let cable: NetworkCable = cables.find(({ to }) => to.node === antenna)!;
  for (;;) {
    lossDb += cableLossDb(partOf(plan, cable.part), cable.lengthM, frequencyMhz);
    const { node, port } = cable.from;
    const source = sources.find(({ id }) => id === node);
    if (source)
      return lossDb + (source.part ? partLossDb(partOf(plan, source.part), 'out1', frequencyMhz) : 0);
    lossDb += partLossDb(partOf(plan, devices.find(({ id }) => id === node)!.part), port, frequencyMhz);
    cable = cables.find(({ to }) => to.node === node)!;
  }
}

const report = onceOf((plan: Plan) => reportNetwork(plan));
const failedRules = (plan: Plan) =>
  report(plan)!.rules.filter(({ passed, isWarning }) => !passed && !isWarning);
const ruleOf = (plan: Plan, id: string) => report(plan)!.rules.find((rule) => rule.id === id)!;
/** Bypass, far end and near end of the built-in catalogue as their data says. */
const far = { lossDb: 0.8, gainDb: 40, powerDbm: 15, noiseFigureDb: 6 };
const near = { powerDbm: 10, noiseFigureDb: 8 };

describe('second paths that are shifted in frequency over one feeder', () => {
  it('come back at the antennas, as a walk up the cables at both frequencies finds it', () => {
    const plan = designed();
    expect(checkNetwork(plan)).toEqual([]);
    expect(failedRules(plan)).toEqual([]);
    const evaluation = evaluateNetwork(plan)!;
    const nearEnds = plan.network!.sources!.flatMap(({ units }) =>
      units.filter((unit) => unit.intermediateMhz),
    );
    expect(nearEnds.map(({ part }) => part)).toEqual(['shift-near-end']);
    const { intermediateMhz = {} } = nearEnds[0];
    const meant = plan.carriers.filter(({ frequencyMhz }) => frequencyMhz > 2500).map(({ id }) => id);
    expect(Object.keys(intermediateMhz).sort()).toEqual([...meant].sort());
    expect(evaluation.furtherPaths).toHaveLength(plan.antennas.length);
    for (const feed of evaluation.furtherPaths) {
      const first = evaluation.antennas.find(({ antenna }) => antenna === feed.antenna)!;
      expect(feed).toMatchObject({ inputPath: 2, sourcePath: 2 });
      expect(feed.carriers.map(({ carrier }) => carrier).sort()).toEqual([...meant].sort());
      for (const { carrier: id, powerDbm, shifted: arriving } of feed.carriers) {
        const carrier = plan.carriers.find((each) => each.id === id)!;
        const unit = plan.network!.sources![0].units.find(({ outputPowerDbm }) => id in outputPowerDbm)!;
        const firstDbm =
          unit.outputPowerDbm[id] - lossUpDb(plan, feed.antenna, carrier.frequencyMhz) - far.lossDb;
        const arrivingDbm = near.powerDbm - lossUpDb(plan, feed.antenna, intermediateMhz[id]);
        expect(arriving).toMatchObject({ unit: nearEnds[0].id, frequencyMhz: intermediateMhz[id] });
        expect(arriving!.powerDbm).toBeCloseTo(arrivingDbm, 9);
        expect(first.carriers.find((each) => each.carrier === id)!.powerDbm).toBeCloseTo(firstDbm, 9);
        expect(powerDbm).toBeCloseTo(Math.min(firstDbm, far.powerDbm, arrivingDbm + far.gainDb), 9);
        expect(plan.antennas.find((each) => each.id === feed.antenna)!.portPowerDbm![id]).toBeCloseTo(
          firstDbm,
          5,
        );
      }
    }
  });

  it('have rules that other networks are not held to', () => {
    const rulesOf = (plan: Plan) => reportNetwork(plan)!.rules.map(({ id }) => id);
    const ofShifted = ['shift-band', 'shift-noise', 'shift-supply'];
    expect(rulesOf(designed()).filter((id) => ofShifted.includes(id))).toEqual(ofShifted);
    expect(rulesOf(single()).filter((id) => ofShifted.includes(id))).toEqual([]);
  });

  it('take one feeder, and give two layers to what is shifted alone', () => {
    const plan = designed();
    const { devices = [], cables = [] } = plan.network!;
    expect([...devices, ...cables].filter(({ id }) => id.includes('-p2'))).toEqual([]);
    for (const { id } of plan.antennas) expect(cables.filter(({ to }) => to.node === id)).toHaveLength(1);
    const layersOf = antennaPaths(plan, fittingNetwork(plan));
    for (const carrier of plan.carriers) {
      const isMeant = carrier.frequencyMhz > 2500;
      expect(layersOf(plan.antennas[0], carrier), carrier.id).toBe(isMeant ? 2 : 1);
      // Without a network nobody knows what is shifted.
      expect(antennaPaths(plan, undefined)(plan.antennas[0], carrier)).toBe(1);
    }
    const { bill } = reportNetwork(plan)!;
    const quantityOf = (part: string) => bill.items.find((item) => item.part === part)?.quantity;
    expect(quantityOf('antenna-ceiling-omni-shift')).toBe(6);
    expect(quantityOf('shift-near-end')).toBe(1);
    expect(quantityOf('antenna-ceiling-omni')).toBeUndefined();
    // None of the catalogue's parts is said to pass direct current.
    expect(quantityOf('far-end-supply')).toBe(6);
    expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it('run at the lowest frequencies free of carriers and of each other, as trying every megahertz finds it', () => {
    const bands = [700, 880, 950, 1400, 1470, 1860, 2140, 2350];
    const arbitrary = fc.record({
      others: fc.array(fc.record({ at: fc.constantFrom(...bands), wide: fc.constantFrom(10, 20, 50) }), {
        maxLength: 4,
      }),
      wide: fc.array(fc.constantFrom(40, 60, 100), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ others, wide }) => {
        const [model] = trayGarage().carriers.filter(({ technology }) => technology === 'nr');
        const plan = trayGarage(2, 'lte');
        const shape = ({ at, wide: width }: (typeof others)[number], index: number) => ({
          ...{ ...model, id: `o${index}`, frequencyMhz: at, bandwidthMhz: width },
        });
        plan.carriers = [
          ...others.map(shape),
          ...wide.map((width, index) => ({
            ...{ ...model, id: `s${index}`, frequencyMhz: 3400 + 2 * index + width / 2, bandwidthMhz: width },
          })),
        ];
        const { intermediateMhz, left } = planShift(shifted(plan), defaultCatalogue().parts)!;
        // The longer way: from the lower end up, by half a megahertz.
        const filled = plan.carriers.flatMap((carrier) =>
          [carrier.frequencyMhz, uplinkFrequencyMhz(carrier)].map((centre) => [centre, carrier.bandwidthMhz]),
        );
        for (const carrier of plan.carriers.slice(others.length)) {
          const half = carrier.bandwidthMhz / 2;
          let found: number | undefined;
          for (let centre = 1000 + half; centre + half <= 1700 && found === undefined; centre += 0.5) {
            const isFree = filled.every(
              ([other, width]) => Math.abs(other - centre) >= half + width / 2 + 20,
            );
            if (isFree) found = centre;
          }
          expect(intermediateMhz.get(carrier.id)).toBe(found);
          expect(left.includes(carrier)).toBe(found === undefined);
          if (found !== undefined) filled.push([found, carrier.bandwidthMhz]);
        }
      }),
      { numRuns: 60, seed: 24 },
    );
  });

  it('raise the noise of their receiver by what far ends and near end add to it', () => {
    const plan = designed();
    const rule = ruleOf(plan, 'shift-noise');
    expect(rule).toMatchObject({ passed: true, limit: 1 });
    const { carrier: id } = rule.worst!.at;
    const carrier = plan.carriers.find((each) => each.id === id)!;
    const [{ units }] = plan.network!.sources!;
    const frequencyMhz = units.find((unit) => unit.intermediateMhz)!.intermediateMhz![id!];
    const ratio = (db: number) => 10 ** (db / 10);
    const netDb = plan.antennas.map((each) => lossUpDb(plan, each.id, carrier.frequencyMhz) + far.lossDb);
    const nearDb = Math.max(
      ...plan.antennas.map(
        (each, index) => lossUpDb(plan, each.id, frequencyMhz) - netDb[index] - far.gainDb,
      ),
    );
    const added =
      ratio(nearDb + near.noiseFigureDb) +
      netDb.reduce((sum, lossDb) => sum + ratio(far.noiseFigureDb - lossDb), 0);
    expect(rule.worst!.value).toBeCloseTo(10 * Math.log10(1 + added / ratio(5)), 9);
    expect(rule.worst!.value).toBeGreaterThan(0);
  });

  it('keep a standing tree of one feeder: new are near end, antennas and supplies alone', () => {
    const { plan, rework } = ((): { plan: Plan; rework: ReturnType<typeof listRework> } => {
      const found = reworkNetwork(shifted(single()), { effort: 'low' }).plan;
      return { plan: found, rework: listRework(found) };
    })();
    expect(failedRules(plan)).toEqual([]);
    const named = (parts: readonly { id: string; part: string; lengthM?: unknown }[] = []) =>
      parts.map(({ id, part, lengthM }) => `${id} ${part} ${lengthM}`).sort();
    for (const list of ['devices', 'cables'] as const) {
      expect(named(plan.network![list])).toEqual(named(single().network![list]));
    }
    const added = rework!.items.filter(({ state }) => state === 'new').map(({ part }) => part);
    const mounted = [
      'antenna-ceiling-omni-shift',
      'shift-near-end',
      'far-end-supply',
      'poi-jumper',
      'unit-supply',
      'bracket',
    ];
    expect([...new Set(added)].filter((part) => !mounted.includes(part))).toEqual([]);
    expect(added.filter((part) => part === 'antenna-ceiling-omni-shift')).toHaveLength(6);
    const removed = rework!.items.filter(({ state }) => state === 'removed').map(({ part }) => part);
    expect(removed).toEqual(Array.from({ length: 6 }, () => 'antenna-ceiling-omni'));
    // Once more, and nothing is new any more.
    const again = reworkNetwork(plan, { effort: 'low' }).plan;
    expect(again.network!.sources).toEqual(plan.network!.sources);
  });
});

describe('rules on shifted paths', () => {
  const edited = (edit: (plan: Plan) => void) => {
    const plan = structuredClone(designed());
    edit(plan);
    return plan;
  };
  const nearEndOf = (plan: Plan) => plan.network!.sources![0].units.find((unit) => unit.intermediateMhz)!;

  it('find what is shifted out of the band of a part, or into a carrier', () => {
    const [id] = Object.keys(nearEndOf(designed()).intermediateMhz!);
    const narrow = edited((plan) => {
      for (const part of plan.network!.parts!) if (part.kind === 'coupler') part.lowestMhz = 1100;
    });
    const rule = ruleOf(narrow, 'shift-band');
    expect(rule).toMatchObject({ passed: false, worst: { value: 100 } });
    expect(
      rule.failures.every(({ at }) => narrow.network!.devices!.some((device) => device.id === at.id)),
    ).toBe(true);
    const into = edited((plan) => {
      nearEndOf(plan).intermediateMhz![id] = 1850;
    });
    expect(ruleOf(into, 'shift-band')).toMatchObject({ passed: false, worst: { at: { carrier: id } } });
  });

  it('find far ends too weak for the first path, and more of them than a near end is for', () => {
    const weak = edited((plan) => {
      partOf(plan, 'antenna-ceiling-omni-shift').shift!.powerDbm = 5;
    });
    expect(ruleOf(weak, 'path-imbalance')).toMatchObject({ passed: false });
    const deaf = edited((plan) => {
      partOf(plan, 'antenna-ceiling-omni-shift').shift!.gainDb = 10;
    });
    expect(ruleOf(deaf, 'path-imbalance')).toMatchObject({ passed: false });
    const many = edited((plan) => {
      partOf(plan, 'shift-near-end').antennasAtMost = 5;
    });
    expect(ruleOf(many, 'source-antennas')).toMatchObject({ passed: false, worst: { value: 6, limit: 5 } });
    const noisy = edited((plan) => {
      partOf(plan, 'shift-near-end').shift!.noiseFigureDb = 30;
      partOf(plan, 'antenna-ceiling-omni-shift').shift!.noiseFigureDb = 30;
    });
    expect(ruleOf(noisy, 'shift-noise')).toMatchObject({ passed: false });
    const without = edited((plan) => {
      const [source] = plan.network!.sources!;
      source.units = source.units.filter((unit) => !unit.intermediateMhz);
    });
    expect(ruleOf(without, 'paths-fed')).toMatchObject({ passed: false, failed: 6 });
  });

  it('name the parts that pass no direct current, and feed far ends over the feeder where all do', () => {
    const rule = ruleOf(designed(), 'shift-supply');
    expect(rule).toMatchObject({ passed: false, isWarning: true, checked: 6, failed: 6 });
    const usual = defaultCatalogue();
    const catalogue = { ...usual, parts: usual.parts.map((part) => ({ ...part, passesDc: true })) };
    const plan = designNetwork(shifted(trayGarage()), { effort: 'low', catalogue }).plan;
    expect(ruleOf(plan, 'shift-supply')).toMatchObject({ passed: true, checked: 6 });
    expect(reportNetwork(plan)!.bill.items.some(({ part }) => part === 'far-end-supply')).toBe(false);
    const cut = plan.network!.devices!.find(({ id }) =>
      plan.network!.cables!.some(({ from, to }) => from.node === id && to.node === 'ANT1'),
    )!;
    const one = structuredClone(plan);
    one.network!.parts!.push({ ...partOf(one, cut.part), id: 'blocking', passesDc: false });
    one.network!.devices!.find(({ id }) => id === cut.id)!.part = 'blocking';
    const failures = ruleOf(one, 'shift-supply').failures.map(({ at }) => at.id);
    expect(failures).toContain('ANT1');
    for (const each of ruleOf(one, 'shift-supply').failures) expect(each.detail!.blocking).toBe(cut.id);
  });

  it('refuse a near end that shifts what its source does not send', () => {
    const plan = edited((each) => {
      nearEndOf(each).intermediateMhz!.nowhere = 1500;
    });
    expect(checkNetwork(plan)[0].at).toContain('intermediateMhz.nowhere');
  });
});

describe('a design with shifted paths', () => {
  it('has one near end and its loss where one radio unit alone feeds the tree', () => {
    const plan = trayGarage(3);
    plan.carriers = plan.carriers.filter(
      ({ operator, frequencyMhz }) => operator === 'mobile' && frequencyMhz > 2500,
    );
    expect(plan.carriers).toHaveLength(1);
    const [{ id, frequencyMhz }] = plan.carriers;
    const found = designNetwork(shifted(plan), { effort: 'low' }).plan;
    expect(checkNetwork(found)).toEqual([]);
    expect(failedRules(found)).toEqual([]);
    const [source] = found.network!.sources!;
    expect(source.part).toBeUndefined();
    for (const { antenna, carriers } of evaluateNetwork(found)!.antennas) {
      const expected =
        source.units[0].outputPowerDbm[id] - lossUpDb(found, antenna, frequencyMhz) - far.lossDb - 0.5;
      expect(carriers[0].powerDbm).toBeCloseTo(expected, 9);
    }
  });

  it('cuts a tree with more far ends than a near end is for', () => {
    const usual = defaultCatalogue();
    const catalogue = {
      ...usual,
      parts: usual.parts.map((part) => (part.kind === 'shift-unit' ? { ...part, antennasAtMost: 4 } : part)),
    };
    const plan = designNetwork(shifted(trayGarage()), { effort: 'low', catalogue }).plan;
    expect(plan.network!.sources!.length).toBeGreaterThan(1);
    expect(failedRules(plan)).toEqual([]);
    expect(designNetwork(trayGarage(), { effort: 'low', catalogue }).plan.network!.sources).toHaveLength(1);
  });

  it('says so where nothing is shifted, and refuses a catalogue without near or far ends', () => {
    const notes = designNetwork(shifted(trayGarage()), { effort: 'low' }).design.notes.map(
      ({ code }) => code,
    );
    expect(notes).toContain('note-shift');
    expect(notes).not.toContain('note-single-path');
    const usual = defaultCatalogue();
    const without = (isLeftOut: (part: CatalogPart) => boolean) => ({
      ...{ effort: 'low' as const },
      catalogue: { ...usual, parts: usual.parts.filter((part) => !isLeftOut(part)) },
    });
    expect(() =>
      designNetwork(
        shifted(trayGarage()),
        without(({ kind }) => kind === 'shift-unit'),
      ),
    ).toThrow(/near end/);
    expect(() =>
      designNetwork(
        shifted(trayGarage()),
        without(({ kind, shift }) => kind === 'antenna' && shift !== undefined),
      ),
    ).toThrow(/ceiling-omni/);
  });

  it('is gone with two feeders, or with one path, again', () => {
    const two = withFeederPaths(designed(), 2);
    expect(two.antennas.every(({ paths, pathsBy }) => paths === 2 && pathsBy === undefined)).toBe(true);
    const one = withFeederPaths(designed(), 1);
    expect(one.antennas.every(({ paths, pathsBy }) => paths === undefined && pathsBy === undefined)).toBe(
      true,
    );
    const plan = designNetwork(one, { effort: 'low' }).plan;
    expect(plan.network!.sources!.flatMap(({ units }) => units).some((unit) => unit.intermediateMhz)).toBe(
      false,
    );
    expect(() => withFeederPaths(designed(), 'shifted' as 'shift')).toThrow();
  });
});
