/** @module-tag thorough */
import { type Plan, parsePlan, phraseText, reportNetwork } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { createRandom, PlanError } from '../../packages/engine/src/core/index.ts';
import { defaultCatalogue, designNetwork } from '../../packages/engine/src/design/index.ts';
import { networkState } from '../../packages/engine/src/plan/index.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { hall } from './network-support/hall.ts';
import { randomAntennas } from './network-support/random-antennas.ts';

type Level = Plan['levels'][number];

const designed = (plan: Plan) => designNetwork(plan, { effort: 'low' }).plan;
/** A designed network as a file has it, for a person to change by hand. */
function onFile(plan: Plan): Plan & { network: Required<NonNullable<Plan['network']>> } {
  return JSON.parse(JSON.stringify(designed(plan)));
}
const lockedOf = ({ network }: Plan) =>
  [...(network?.devices ?? []), ...(network?.cables ?? [])].filter(({ locked }) => locked);
const byId = (items: { id: string }[]) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Every rule is kept, every antenna is fed at a power that was worked out, and the file opens again. */
function expectWhole(plan: Plan): void {
  const report = reportNetwork(plan);
  expect(report?.rules.filter(({ passed }) => !passed)).toEqual([]);
  expect(report?.met).toBe(true);
  expect(report?.evaluation.unfed).toEqual([]);
  expect(networkState(plan).state).toBe('current');
  expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
}

describe('locked parts of a network that is designed anew', () => {
  const networks = isLong ? 24 : 3;
  it(`stay as they are, whichever of ${networks} random networks and parts (seeds from 1)`, () => {
    let count = 0;
    for (let seed = 1; seed <= networks; seed += 1) {
      const random = createRandom(seed);
      const file = onFile(buildPlan({ levels: [hall()], antennas: randomAntennas(seed, 4 + (seed % 6)) }));
      const fibres = new Set(file.network.parts.filter(({ kind }) => kind === 'fibre').map(({ id }) => id));
      const feeders = file.network.cables.filter(({ part }) => !fibres.has(part));
      for (const each of [...file.network.devices, ...feeders]) {
        if (random() < (seed % 2 === 0 ? 0.1 : 0.3)) each.locked = true;
      }
      const locked = lockedOf(file);
      count += locked.length;
      const again = designed(file);
      expect(byId(lockedOf(again))).toEqual(byId(locked));
      expectWhole(again);
    }
    expect(count).toBeGreaterThan(2 * networks);
  });

  it('stay where a person put them, of the type and length that a person gave them', () => {
    const file = onFile(buildPlan({ levels: [hall()], antennas: randomAntennas(5, 8) }));
    const { devices, cables, parts } = file.network;
    const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
    const splitter = devices.find(({ part }) => kinds.get(part) === 'splitter') ?? devices[0];
    Object.assign(splitter, { position: [splitter.position[0] + 3, splitter.position[1]], locked: true });
    const isEnd = (id: string) => file.antennas.some((antenna) => antenna.id === id);
    const drop = cables.find(
      ({ from, to, lengthM }) => from.node !== splitter.id && isEnd(to.node) && lengthM > 2,
    ) as (typeof cables)[number];
    Object.assign(drop, { part: 'feeder-7-8', lengthM: drop.lengthM + 1.25, locked: true });
    const again = designed(file);
    expect(byId(lockedOf(again))).toEqual(byId([splitter, drop]));
    // The device at the cable's end stays with it, without a lock of its own.
    expect(again.network?.devices).toContainEqual(devices.find(({ id }) => id === drop.from.node));
    expectWhole(again);
    const feed = evaluateNetwork(again)?.antennas.find(({ antenna }) => antenna === drop.to.node);
    const stated = again.antennas.find(({ id }) => id === drop.to.node)?.portPowerDbm ?? {};
    for (const { carrier, powerDbm } of feed?.carriers ?? [])
      expect(stated[carrier]).toBeCloseTo(powerDbm, 5);
  });

  it('keep a trunk with its source, and an antenna that is new hangs on it', () => {
    const file = onFile(buildPlan({ levels: [hall()], antennas: randomAntennas(7, 7) }));
    const [source] = file.network.sources;
    const trunk = file.network.cables.find(({ from }) => from.node === source.id);
    Object.assign(trunk ?? {}, { locked: true });
    Object.assign(source, { id: 'SRC-A' });
    Object.assign(trunk?.from ?? {}, { node: 'SRC-A' });
    file.antennas.push(buildAntenna('NEW', 30, 40));
    const again = designed(file);
    expect(again.network?.sources?.map(({ id, facility }) => [id, facility])).toEqual([['SRC-A', 'er1']]);
    expect(lockedOf(again)).toEqual([trunk]);
    expect(evaluateNetwork(again)?.antennas.map(({ path }) => path[0])).toEqual(
      file.antennas.map(() => trunk?.id),
    );
    expectWhole(again);
  });

  it('keep a riser between levels, and loads on ports of what stays', () => {
    const shaft = (): NonNullable<Level['facilities']>[number] => ({
      ...{ id: 'sh1', kind: 'shaft', position: [70, 25] },
    });
    const lower = hall({ id: 'B2', elevationM: -7.8, walls: [], facilities: [{ ...shaft(), id: 'sh2' }] });
    const upper = hall();
    const levels = [{ ...upper, facilities: [...(upper.facilities ?? []), shaft()] }, lower];
    const antennas = [...randomAntennas(8, 5), ...randomAntennas(9, 5, 'B2')];
    const file = onFile(buildPlan({ levels, antennas }));
    const riser = file.network.cables.find(({ course }) => course.length > 1);
    Object.assign(riser ?? {}, { locked: true });
    // An antenna gone whose output a load ends now.
    const splitter = file.network.devices.find(({ id }) => id.startsWith('PS')) ?? file.network.devices[0];
    const { id, level, position } = splitter;
    splitter.locked = true;
    const again = designed(file);
    expect(byId(lockedOf(again))).toEqual(byId([splitter, riser as NonNullable<typeof riser>]));
    expectWhole(again);
    const load = defaultCatalogue().parts.find(({ kind }) => kind === 'load');
    const out = again.network?.cables?.find(({ from }) => from.node === id && from.port === 'out1');
    const ended = JSON.parse(JSON.stringify(again)) as typeof file;
    const behind = new Set(
      evaluateNetwork(again)?.antennas.flatMap(({ antenna, path }) =>
        path.includes(out?.id ?? '') ? [antenna] : [],
      ),
    );
    ended.antennas = ended.antennas.filter((antenna) => !behind.has(antenna.id));
    ended.network.parts.push(load as NonNullable<typeof load>);
    ended.network.devices.push({ id: 'LOAD', part: load?.id ?? '', level, position });
    ended.network.cables = ended.network.cables.filter(
      ({ id: cable, to }) => cable !== out?.id && !behind.has(to.node),
    );
    ended.network.cables.push({
      ...{ id: 'LX', part: 'feeder-1-2', from: { node: id, port: 'out1' }, to: { node: 'LOAD', port: 'in' } },
      ...{ course: [{ level, path: [position] }], lengthM: 1 },
    });
    const withLoad = designed(ended);
    expect(withLoad.network?.devices?.map((device) => device.id)).toEqual(
      expect.arrayContaining(['LOAD', id]),
    );
    expectWhole(withLoad);
  });

  it('are among what the network was designed from: a lock, another length and a lock taken away are named', () => {
    const file = onFile(buildPlan({ levels: [hall()], antennas: randomAntennas(11, 6) }));
    const { id } = Object.assign(file.network.cables[1], { locked: true });
    const said = (plan: Plan) => networkState(plan).moved.map((phrase) => phraseText(phrase, 'en'));
    expect(said(file)).toEqual([`${id} was locked`]);
    const again = onFile(file);
    expect(networkState(again).state).toBe('current');
    const cable = again.network.cables.find((each) => each.id === id);
    Object.assign(cable ?? {}, { lengthM: 30 });
    expect(said(again)).toEqual([`locked part ${id} changed`]);
    Object.assign(cable ?? {}, { locked: false });
    expect(said(again)).toEqual([`${id} is no longer locked`]);
  });

  describe('are refused by name, never dropped', () => {
    const antennas = randomAntennas(13, 7);
    type File = ReturnType<typeof onFile>;
    const dropOf = ({ network, antennas: all }: File, id = all[0].id) =>
      network.cables.find(({ to }) => to.node === id) as File['network']['cables'][number];
    const cases: [string, RegExp, (file: File) => string][] = [
      [
        'a device whose type is not in the catalogue',
        /catalogue has no part splitter-9/,
        ({ network }) => Object.assign(network.devices[0], { part: 'splitter-9', locked: true }).id,
      ],
      [
        'a device on a level that is gone',
        /no level B7/,
        ({ network }) => Object.assign(network.devices[0], { level: 'B7', locked: true }).id,
      ],
      [
        'a cable to an antenna that is gone',
        /is gone from the plan/,
        (file) => {
          const drop = Object.assign(dropOf(file), { locked: true });
          file.antennas = file.antennas.filter(({ id }) => id !== drop.to.node);
          return drop.id;
        },
      ],
      [
        'a device an output of which feeds nothing any more',
        /no antenna is left/,
        (file) => {
          const drop = dropOf(file);
          const device = file.network.devices.find(({ id }) => id === drop.from.node);
          file.antennas = file.antennas.filter(({ id }) => id !== drop.to.node);
          return Object.assign(device ?? { id: '' }, { locked: true }).id;
        },
      ],
      [
        'a cable whose antenna hangs elsewhere now',
        /breaks the rule "cable-ends"/,
        (file) => {
          const drop = Object.assign(dropOf(file), { locked: true });
          for (const antenna of file.antennas) {
            if (antenna.id === drop.to.node)
              antenna.position = [antenna.position[0] + 2, antenna.position[1]];
          }
          return drop.id;
        },
      ],
      [
        'a cable shorter than its course',
        /breaks the rule "cable-lengths"/,
        ({ network }) => {
          const longest = network.cables.reduce((a, b) => (b.lengthM > a.lengthM ? b : a));
          return Object.assign(longest, { lengthM: longest.lengthM / 3, locked: true }).id;
        },
      ],
      [
        'a cable from a room that is gone',
        /no equipment room any more/,
        (file) => {
          const [source] = file.network.sources;
          const trunk = file.network.cables.find(({ from }) => from.node === source.id);
          for (const facility of file.levels[0].facilities ?? []) {
            if (facility.id === 'er1') facility.position = [6, 44];
          }
          return Object.assign(trunk ?? { id: '' }, { locked: true }).id;
        },
      ],
      [
        'a cable that loses more than a source can bring',
        /no parts of the catalogue|breaks the rule/,
        ({ network, antennas: all }) => {
          const drop = network.cables.find(({ to }) => to.node === all[1].id);
          return Object.assign(drop ?? { id: '' }, { lengthM: 900, locked: true }).id;
        },
      ],
      [
        'a device that feeds antennas of two cells',
        /cannot share a source/,
        (file) => {
          const drop = dropOf(file);
          file.antennas[0].cell = 'OTHER';
          const device = file.network.devices.find(({ id }) => id === drop.from.node);
          return Object.assign(device ?? { id: '' }, { locked: true }).id;
        },
      ],
    ];
    it.each(cases.filter((_, index) => isLong || index % 3 === 0))('%s', (_, why, change) => {
      const file = onFile(buildPlan({ levels: [hall()], antennas }));
      const id = change(file);
      for (const partial of [false, true]) {
        const design = () => designNetwork(file, { effort: 'low', partial });
        expect(design).toThrow(PlanError);
        expect(design).toThrow(why);
        expect(design).toThrow(`"${id}"`);
      }
    });

    it('a fibre whose hub is gone, a unit of a small cell, and a data cable whose small cell is gone', () => {
      const small = antennas.map((antenna) => ({ ...antenna, feed: 'small-cell' as const }));
      const file = onFile(buildPlan({ levels: [hall()], antennas: small }));
      const isFibre = ({ part }: { part: string }) =>
        file.network.parts?.find(({ id }) => id === part)?.kind === 'fibre';
      const fibre = Object.assign(file.network.cables.find(isFibre)!, { locked: true });
      const passive = { ...file, antennas: file.antennas.map(({ feed: _, part: __, ...each }) => each) };
      expect(() => designed(passive)).toThrow(`"${fibre.id}"`);
      Object.assign(fibre, { locked: false });
      const [unit] = file.network.sources[0].units;
      Object.assign(unit, { locked: true });
      expect(() => designed(file)).toThrow(`"${unit.id}": found locked, but the unit of a small cell`);
      Object.assign(unit, { locked: false });
      const drop = Object.assign(file.network.cables.find((cable) => !isFibre(cable))!, { locked: true });
      file.antennas = file.antennas.filter(({ id }) => id !== drop.to.node);
      expect(() => designed(file)).toThrow(`"${drop.id}"`);
    });
  });
});
