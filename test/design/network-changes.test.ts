/** @module-tag thorough */
import { type Plan, parsePlan, reportNetwork } from '@diku/engine';
import type { NetworkChange } from '@diku/engine/design';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import {
  changeNetwork,
  defaultCatalogue,
  designNetwork,
  followAntennas,
} from '../../packages/engine/src/design/index.ts';
import { checkNetwork, networkState, outputPorts } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';
import { hall } from './network-support/hall.ts';
import { randomAntennas } from './network-support/random-antennas.ts';

type Point = [number, number];

/** With a second equipment room in the other corner, and no wall. */
const twoRooms = () => {
  const { facilities = [] } = hall();
  return hall({
    walls: [],
    facilities: [...facilities, { id: 'er2', kind: 'equipment-room', position: [76, 46] }],
  });
};

const designed = (plan: Plan) => designNetwork(plan, { effort: 'low' }).plan;
const given = once(() => designed(buildPlan({ levels: [twoRooms()], antennas: randomAntennas(5, 9) })));
const change = (...changes: NetworkChange[]) => changeNetwork(given(), changes);

function cableTo(plan: Plan, node: string) {
  return plan.network!.cables!.find(({ to }) => to.node === node)!;
}

function device(plan: Plan, id: string) {
  return plan.network!.devices!.find((each) => each.id === id)!;
}

/** A device of a kind whose cables all lead on. */
function deviceOf(plan: Plan, kind: 'splitter' | 'coupler') {
  const { devices = [], parts = [] } = plan.network!;
  return devices.find(({ part }) => parts.find(({ id }) => id === part)?.kind === kind)!;
}

/** The network is whole, but for the rules that what was set breaks itself. */
function expectWhole(plan: Plan, broken: readonly string[] = []): void {
  expect(checkNetwork(plan)).toEqual([]);
  const { rules, evaluation } = reportNetwork(plan)!;
  expect(evaluation.unfed).toEqual([]);
  const failed = rules.filter(({ passed, isWarning }) => !passed && !isWarning).map(({ id }) => id);
  expect(failed.filter((id) => !broken.includes(id))).toEqual([]);
  expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
}

describe('a network that a person changes', () => {
  it('has another coupler where it was set, and the rest is designed around it', () => {
    const { id, part } = deviceOf(given(), 'coupler');
    const other = part.startsWith('coupler-10') ? 'coupler-7' : 'coupler-10';
    const changed = change({ change: 'part', id, part: other });
    expect(device(changed, id)).toEqual({ ...device(given(), id), part: other, locked: true });
    expect(networkState(changed).state).toBe('stale');
    const again = designed(changed);
    expect(device(again, id)).toEqual(device(changed, id));
    expectWhole(again);
  });

  it('has a splitter with more outputs, the new one ended by a load', () => {
    const { id } = deviceOf(given(), 'coupler');
    const changed = change({ change: 'part', id, part: 'splitter-3' });
    const ends = changed.network!.cables!.filter(({ from }) => from.node === id);
    expect(ends.map(({ from }) => from.port).sort()).toEqual(['out1', 'out2', 'out3']);
    const last = ends.find(({ from }) => from.port === 'out3')!;
    expect(changed.network!.parts!.find((each) => each.id === device(changed, last.to.node).part)?.kind).toBe(
      'load',
    );
    expect(checkNetwork(changed)).toEqual([]);
    // Back again the load is gone.
    const back = changeNetwork(changed, [{ change: 'part', id, part: 'splitter-2' }]);
    expect(back.network!.devices!.map((each) => each.id).sort()).toEqual(
      given()
        .network!.devices!.map((each) => each.id)
        .sort(),
    );
  });

  it('refuses a part with fewer outputs than branches, and names them', () => {
    const { id } = deviceOf(given(), 'coupler');
    expect(() => change({ change: 'part', id, part: 'attenuator-3' })).toThrow(
      /changes\[0\]\.part: found attenuator-3 has 1 outputs and 2 branches/,
    );
    expect(() => change({ change: 'part', id, part: 'feeder-7-8' })).toThrow(/expected one of splitter-2/);
    expect(() => change({ change: 'part', id: 'T99', part: 'splitter-2' })).toThrow(/"T99"; expected one of/);
  });

  it('has a thicker feeder where one was set', () => {
    const cable = cableTo(given(), given().antennas[0].id);
    const changed = change({ change: 'part', id: cable.id, part: 'feeder-7-8' });
    const again = designed(changed);
    expect(cableTo(again, given().antennas[0].id)).toEqual({ ...cable, part: 'feeder-7-8', locked: true });
    expectWhole(again);
  });

  it('has a device where it was moved, with lengths that follow', () => {
    const { id, position } = deviceOf(given(), 'coupler');
    const moved: Point = [position[0] + 3, position[1] + 4];
    const changed = change({ change: 'position', id, position: moved });
    const into = cableTo(changed, id);
    const was = cableTo(given(), id);
    expect(into.course.at(-1)!.path.at(-1)).toEqual(moved);
    const [from, to] = [was.course.at(-1)!.path.at(-2)!, was.course.at(-1)!.path.at(-1)!];
    const addedM =
      Math.hypot(moved[0] - from[0], moved[1] - from[1]) - Math.hypot(to[0] - from[0], to[1] - from[1]);
    expect(into.lengthM).toBeCloseTo(was.lengthM + addedM, 1);
    const again = designed(changed);
    expect(device(again, id).position).toEqual(moved);
    expectWhole(again);
  });

  it('has a feeder on the course that was drawn, joined to its nodes', () => {
    const antenna = given().antennas[2];
    const cable = cableTo(given(), antenna.id);
    const start = cable.course[0].path[0];
    const corner: Point = [antenna.position[0], start[1]];
    const changed = change({ change: 'course', id: cable.id, course: [{ level: 'B1', path: [corner] }] });
    const now = cableTo(changed, antenna.id);
    expect(now.course).toEqual([{ level: 'B1', path: [start, corner, antenna.position] }]);
    const again = designed(changed);
    expect(cableTo(again, antenna.id)).toEqual(now);
    expectWhole(again);
    expect(() =>
      change({ change: 'course', id: cable.id, course: [{ level: 'B7', path: [corner] }] }),
    ).toThrow(/changes\[0\]\.course\[0\]\.level: found "B7"; expected one of B1/);
  });

  it('is fed from the room that was set, whose source is locked there', () => {
    const [source] = given().network!.sources!;
    const room = source.facility === 'er1' ? 'er2' : 'er1';
    const changed = change({ change: 'room', id: source.id, facility: room });
    const again = designed(changed);
    expect(again.network!.sources!.map(({ id, facility, locked }) => [id, facility, locked])).toEqual([
      [source.id, room, true],
    ]);
    expectWhole(again);
    expect(designed(again).network).toEqual(again.network);
    const freed = designed(changeNetwork(again, [{ change: 'lock', ids: [source.id], locked: false }]));
    expect(freed.network!.sources![0].facility).toBe(source.facility);
    expect(() => change({ change: 'room', id: source.id, facility: 'er9' })).toThrow(
      /"er9"; expected one of er1, er2/,
    );
  });

  it('refuses a locked source whose room is gone', () => {
    const [source] = given().network!.sources!;
    const changed = structuredClone(change({ change: 'room', id: source.id, facility: 'er2' }));
    changed.levels[0].facilities = changed.levels[0].facilities!.filter(({ id }) => id !== 'er2');
    delete changed.network!.sources![0].facility;
    expect(() => designed(changed)).toThrow(/no equipment room any more/);
  });

  it('has an antenna on the output that it was given, where a load made room', () => {
    // Three antennas around a point of the tray, which a splitter of three could feed too.
    const near = [
      buildAntenna('A', 60, 8),
      buildAntenna('B', 64, 12),
      buildAntenna('C', 60, 16),
      buildAntenna('D', 30, 12),
    ];
    const plan = designed(buildPlan({ levels: [twoRooms()], antennas: near }));
    const outcomes = plan.network!.devices!.flatMap(({ id }) => {
      const wide = changeNetwork(plan, [{ change: 'part', id, part: 'splitter-3' }]);
      const load = wide.network!.cables!.find(({ from }) => from.node === id && from.port === 'out3');
      if (!load?.id.startsWith('LJ')) return [];
      return near.flatMap((antenna): ('whole' | 'refused')[] => {
        const cable = cableTo(wide, antenna.id);
        if (cable.from.node === id) return [];
        const from = { node: id, port: 'out3' };
        const changed = changeNetwork(wide, [{ change: 'feed', id: cable.id, from }]);
        const now = cableTo(changed, antenna.id);
        expect(now.from).toEqual(from);
        expect(now.course[0].path[0]).toEqual(device(changed, id).position);
        expect(checkNetwork(changed)).toEqual([]);
        try {
          const again = designed(changed);
          expect(cableTo(again, antenna.id)).toEqual(now);
          expect(device(again, id)).toEqual(device(changed, id));
          expectWhole(again);
          return ['whole'];
        } catch (error) {
          // Where a third of the power does not suit the antennas, what is locked is named.
          expect(String(error)).toContain('locked');
          return ['refused'];
        }
      });
    });
    expect(outcomes).toContain('whole');
    const { id } = deviceOf(given(), 'coupler');
    const others = given().antennas.filter((each) => cableTo(given(), each.id).from.node !== id);
    const wide = change({ change: 'part', id, part: 'splitter-3' });
    const cable = cableTo(wide, others[0].id);
    expect(() =>
      changeNetwork(wide, [{ change: 'feed', id: cable.id, from: { node: id, port: 'out1' } }]),
    ).toThrow(/changes\[0\]\.from/);
  });

  it('is whole again whatever random couplers and feeders are set (seeds 1 to 6)', () => {
    const parts = defaultCatalogue().parts;
    for (let seed = 1; seed <= 6; seed += 1) {
      const random = createRandom(seed);
      const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)];
      const plan = given();
      const kindOf = (id: string) => parts.find((part) => part.id === id)!.kind;
      const two = parts.filter((part) => outputPorts(part).length === 2 && !part.id.endsWith('-5g'));
      const coupler = pick(plan.network!.devices!.filter(({ part }) => kindOf(part) === 'coupler'));
      const feeder = pick(plan.network!.cables!.filter(({ part }) => kindOf(part) === 'cable'));
      const changed = changeNetwork(plan, [
        {
          change: 'part',
          id: coupler.id,
          part: pick(two.filter(({ couplingDb = 3 }) => couplingDb <= 15)).id,
        },
        { change: 'part', id: feeder.id, part: pick(['feeder-1-2', 'feeder-7-8']) },
      ]);
      let again: Plan | undefined;
      try {
        again = designed(changed);
      } catch (error) {
        // With some values no power suffices: then the locked part is named.
        expect(String(error)).toContain('locked');
      }
      if (!again) continue;
      expect(device(again, coupler.id)).toEqual(device(changed, coupler.id));
      expectWhole(again);
    }
  });

  it('refuses what is no change, with its path', () => {
    expect(() => changeNetwork(given(), {} as never)).toThrow(/changes/);
    expect(() => changeNetwork(given(), [{ change: 'paint', id: 'T1' }] as never)).toThrow(
      /changes\[0\]\.change/,
    );
    expect(() =>
      changeNetwork(given(), [{ change: 'position', id: 'T1', position: [1, 1e9] }] as never),
    ).toThrow(/changes\[0\]\.position\[1\]/);
    expect(() =>
      changeNetwork(given(), [{ change: 'lock', ids: ['T1'], locked: true, more: 1 }] as never),
    ).toThrow(/changes\[0\]/);
    expect(() => change({ change: 'lock', ids: ['T1-B1', 'nothing'], locked: true })).toThrow(
      /changes\[0\]\.ids\[1\]/,
    );
  });
});

describe('radio units, baseband units and fibres that a person changes', () => {
  const basebandOf = (plan: Plan, id: string) => plan.network!.basebands!.find((each) => each.id === id)!;
  const unitOf = (plan: Plan, id: string) =>
    plan.network!.sources!.flatMap(({ units }) => units).find((each) => each.id === id)!;
  const fibreOf = (plan: Plan, baseband: string) =>
    plan.network!.cables!.find(({ from }) => from.node === baseband)!;

  it('have a stronger radio unit where one was set, with the carriers of the one before', () => {
    const usual = defaultCatalogue();
    const [{ id }] = given().network!.sources![0].units;
    const before = usual.parts.find((part) => part.id === unitOf(given(), id).part)!;
    const strong = {
      ...before,
      id: 'rru-strong',
      sourcePowerDbm: before.sourcePowerDbm! + 3,
      priceCny: 90_000,
    };
    const catalogue = { ...usual, parts: [...usual.parts, strong] };
    const changed = changeNetwork(given(), [{ change: 'part', id, part: strong.id }], { catalogue });
    expect(unitOf(changed, id)).toEqual({ ...unitOf(given(), id), part: strong.id, locked: true });
    expect(networkState(changed).state).toBe('stale');
    const again = designNetwork(changed, { effort: 'low', catalogue }).plan;
    expect(unitOf(again, id)).toMatchObject({ part: strong.id, locked: true });
    expect(Object.keys(unitOf(again, id).outputPowerDbm)).toEqual(
      Object.keys(unitOf(given(), id).outputPowerDbm),
    );
    // The others are designed: the cheapest, as before.
    const others = (plan: Plan) =>
      plan.network!.sources!.flatMap(({ units }) => units.filter((unit) => unit.id !== id));
    expect(
      others(again)
        .map(({ part }) => part)
        .sort(),
    ).toEqual(
      others(given())
        .map(({ part }) => part)
        .sort(),
    );
    expectWhole(again);
    expect(designNetwork(again, { effort: 'low', catalogue }).plan.network).toEqual(again.network);
    // Without the lock it is the cheapest again.
    const freed = designNetwork(changeNetwork(again, [{ change: 'lock', ids: [id], locked: false }]), {
      ...{ effort: 'low', catalogue },
    }).plan;
    expect(unitOf(freed, id).part).toBe(before.id);
  });

  it('refuse a radio unit that does not send what it is to send, and one that is none', () => {
    const [{ id }] = given().network!.sources![0].units;
    const [carrier] = Object.keys(unitOf(given(), id).outputPowerDbm);
    const { operator } = given().carriers.find((each) => each.id === carrier)!;
    const { parts: listed } = defaultCatalogue();
    const other = listed.find(
      ({ kind, operators }) => kind === 'radio-unit' && operators && !operators.includes(operator),
    )!;
    expect(() => designed(change({ change: 'part', id, part: other.id }))).toThrow(
      new RegExp(`"${id}": found locked, but ${other.id} does not send ${carrier}`),
    );
    expect(() => change({ change: 'part', id, part: 'splitter-2' })).toThrow(/one of/);
  });

  it('have a baseband unit in the room where it was set, with fibres that lead from there', () => {
    const [{ id, facility }] = given().network!.basebands!;
    const room = facility === 'er1' ? 'er2' : 'er1';
    const changed = change({ change: 'room', id, facility: room });
    const again = designed(changed);
    expect(basebandOf(again, id)).toMatchObject({ facility: room, locked: true });
    expect(fibreOf(again, id).course[0].path[0]).toEqual(basebandOf(again, id).position);
    expect(again.network!.basebands).toHaveLength(given().network!.basebands!.length);
    expectWhole(again);
    expect(designed(again).network).toEqual(again.network);
    const freed = designed(changeNetwork(again, [{ change: 'lock', ids: [id], locked: false }]));
    expect(basebandOf(freed, id).facility).toBe(facility);
  });

  it('have a fibre on the course that was drawn, and its source stays at its end', () => {
    const [{ id }] = given().network!.basebands!;
    // The other room is where the baseband unit stands now, so that there is a way to draw.
    const moved = designed(change({ change: 'room', id, facility: 'er2' }));
    const fibre = fibreOf(moved, id);
    const course = [{ level: 'B1', path: [[76, 12] as Point, [4, 12] as Point] }];
    const changed = changeNetwork(moved, [{ change: 'course', id: fibre.id, course }]);
    const drawn = changed.network!.cables!.find((each) => each.id === fibre.id)!;
    expect(drawn.course[0].path).toContainEqual([76, 12]);
    const again = designed(changed);
    expect(again.network!.cables!.find((each) => each.id === fibre.id)).toEqual(drawn);
    const source = (plan: Plan) => plan.network!.sources!.find((each) => each.id === fibre.to.node)!;
    expect(source(again).position).toEqual(source(moved).position);
    expectWhole(again);
    expect(designed(again).network).toEqual(again.network);
  });

  it('have a fibre from the baseband unit that it was set to', () => {
    const [first, second] = given().network!.basebands!;
    const moved = designed(change({ change: 'room', id: second.id, facility: 'er2' }));
    const fibre = fibreOf(moved, first.id);
    const from = { node: second.id, port: 'out2' };
    const changed = changeNetwork(moved, [{ change: 'feed', id: fibre.id, from }]);
    const set = changed.network!.cables!.find((each) => each.id === fibre.id)!;
    expect(set.course[0].path[0]).toEqual(basebandOf(moved, second.id).position);
    expect(() =>
      changeNetwork(moved, [{ change: 'feed', id: fibre.id, from: { node: second.id, port: 'out1' } }]),
    ).toThrow(/changes\[0\]\.from/);
    expect(() =>
      changeNetwork(moved, [{ change: 'feed', id: fibre.id, from: { node: fibre.to.node, port: 'out1' } }]),
    ).toThrow(/changes\[0\]\.from\.node/);
  });

  it('are refused by name where what they need is gone', () => {
    const [{ id }] = given().network!.basebands!;
    const moved = change({ change: 'room', id, facility: 'er2' });
    const [level] = moved.levels;
    const facilities = level.facilities!.filter((each) => each.id !== 'er2');
    expect(() => designed({ ...moved, levels: [{ ...level, facilities }] })).toThrow(
      new RegExp(`"${id}".*no equipment room`),
    );
    const [unit] = given().network!.sources![0].units;
    const locked = change({ change: 'lock', ids: [unit.id], locked: true });
    const carriers = locked.carriers.filter((each) => !(each.id in unit.outputPowerDbm));
    expect(() => designed({ ...locked, carriers })).toThrow(`"${unit.id}"`);
  });
});

describe('small cells that a person changes', () => {
  /** Telecom alone, so that there is one system, with more small cells than a hub has outputs. */
  const fed = once(() => {
    const antennas = randomAntennas(8, 10).map((antenna) => ({ ...antenna, feed: 'small-cell' as const }));
    const plan = buildPlan({ levels: [twoRooms()], antennas });
    return designed({ ...plan, carriers: plan.carriers.filter(({ operator }) => operator === 'telecom') });
  });
  // Units at full power a metre over heads: what a person sets here does not change that.
  const fullPower = ['exposure'];
  const source = (plan: Plan, id: string) => plan.network!.sources!.find((each) => each.id === id)!;
  const smallCells = (plan: Plan, hub: string) =>
    plan.network!.cables!.flatMap(({ from, to }) => (from.node === hub ? [to.node] : []));

  it('have their hub in the room where it was set, with the data cables that lead there', () => {
    const changed = changeNetwork(fed(), [{ change: 'room', id: 'HUB1', facility: 'er2' }]);
    expect(networkState(changed).state).toBe('stale');
    const again = designed(changed);
    expect(source(again, 'HUB1')).toMatchObject({ facility: 'er2', locked: true });
    for (const { from, course } of again.network!.cables!)
      if (from.node === 'HUB1') expect(course[0].path[0]).toEqual(source(again, 'HUB1').position);
    expectWhole(again, fullPower);
    // Designed once more nothing moves.
    expect(designed(again).network).toEqual(again.network);
  });

  it('have a locked data cable as it was, however its hub is filled', () => {
    const cell = smallCells(fed(), 'HUB2').at(-1)!;
    const { id } = cableTo(fed(), cell);
    const [other] = smallCells(fed(), 'HUB1');
    const locked = changeNetwork(fed(), [{ change: 'lock', ids: [id], locked: true }]);
    const antennas = locked.antennas.map((antenna) =>
      antenna.id === other ? { ...antenna, position: [41, 24] as Point } : antenna,
    );
    const again = designed({ ...locked, antennas });
    const { from, ...cable } = cableTo(again, cell);
    const { from: before, ...was } = cableTo(locked, cell);
    expect(cable).toEqual(was);
    expect(from.node).toBe(before.node);
    expectWhole(again, fullPower);
  });

  it('hang on the hub that they were set to, by a cable that is laid anew, or as it was drawn', () => {
    const [cell] = smallCells(fed(), 'HUB1');
    const { id } = cableTo(fed(), cell);
    const from = { node: 'HUB2', port: 'out1' };
    const changed = changeNetwork(fed(), [{ change: 'feed', id, from }]);
    expect(checkNetwork(changed)).toEqual([]);
    expect(smallCells(changed, 'HUB2')).toContain(cell);
    const again = designed(changed);
    expect(cableTo(again, cell)).toMatchObject({ id, locked: true, from: { node: 'HUB2' } });
    expect(cableTo(again, cell).courseAssumed).toBeUndefined();
    expectWhole(again, fullPower);
    const end = source(fed(), 'HUB2');
    const course = [{ level: end.level, path: [end.position, [40, 24] as Point] }];
    const drawn = changeNetwork(fed(), [{ change: 'feed', id, from, course }]);
    const kept = designed(drawn);
    expect(cableTo(kept, cell).course).toEqual(cableTo(drawn, cell).course);
    expect(cableTo(kept, cell).course[0].path).toContainEqual([40, 24]);
  });

  it('have other data cables and hubs where these were set', () => {
    const { parts: listed } = defaultCatalogue();
    const cables = listed.filter(({ kind }) => kind === 'data-cable').map(({ id }) => id);
    const [cell] = smallCells(fed(), 'HUB1');
    const { id, part } = cableTo(fed(), cell);
    const other = cables.find((each) => each !== part)!;
    const again = designed(changeNetwork(fed(), [{ change: 'part', id, part: other }]));
    expect(cableTo(again, cell)).toMatchObject({ id, part: other, locked: true });
    expect(() => changeNetwork(fed(), [{ change: 'part', id, part: 'feeder-1-2' }])).toThrow(/one of/);
    expect(() => changeNetwork(fed(), [{ change: 'part', id: 'HUB1', part: 'coupler-7' }])).toThrow(/one of/);
  });

  it('are refused where what was set is gone: the room of a hub, or all that it fed', () => {
    const changed = changeNetwork(fed(), [{ change: 'room', id: 'HUB1', facility: 'er2' }]);
    const [level] = changed.levels;
    const facilities = level.facilities!.filter(({ id }) => id !== 'er2');
    const bare = { ...changed, levels: [{ ...level, facilities }] };
    expect(() => designed(bare)).toThrow(/"HUB1".*no equipment room/);
  });
});

describe('a network that follows its antennas', () => {
  const moved = (id: string, by: Point) => {
    const plan = given();
    const antennas = plan.antennas.map((antenna) =>
      antenna.id === id
        ? { ...antenna, position: [antenna.position[0] + by[0], antenna.position[1] + by[1]] as Point }
        : antenna,
    );
    return { ...plan, antennas };
  };
  const lengthM = (path: readonly (readonly [number, number])[]) =>
    path.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - path[at][0], y - path[at][1]), 0);

  it('has feeders that end where they hang, as much longer as the courses, and is of the plan again', () => {
    const [{ id }] = given().antennas;
    const plan = moved(id, [3, 1]);
    expect(networkState(plan).state).toBe('stale');
    const followed = followAntennas(plan);
    expectWhole(followed, ['course-walls', 'port-window', 'ports']);
    expect(networkState(followed).state).toBe('current');
    const [before, after] = [cableTo(given(), id), cableTo(followed, id)];
    const antenna = followed.antennas.find((each) => each.id === id)!;
    const end = after.course.at(-1)!.path.at(-1)!;
    expect(Math.hypot(end[0] - antenna.position[0], end[1] - antenna.position[1])).toBeLessThan(1e-3);
    const pathOf = ({ course }: typeof before) => course.flatMap(({ path }) => path);
    const addedM = lengthM(pathOf(after)) - lengthM(pathOf(before));
    expect(after.lengthM - before.lengthM).toBeCloseTo(addedM, 2);
    // A metre of feeder loses the more the higher the frequency, and nothing else changed on the way.
    const feed = reportNetwork(followed)!.evaluation.antennas.find((each) => each.antenna === id)!;
    for (const { carrier, powerDbm } of feed.carriers) {
      expect(antenna.portPowerDbm![carrier]).toBeCloseTo(powerDbm, 5);
    }
    const others = followed.antennas.filter((each) => each.id !== id);
    expect(others).toEqual(given().antennas.filter((each) => each.id !== id));
    expect(followAntennas(followed)).toBe(followed);
  });

  it('moved there and back has the lengths and powers that it had', () => {
    const [{ id, position }] = given().antennas;
    const there = followAntennas(moved(id, [2, 0]));
    const antennas = there.antennas.map((each) => (each.id === id ? { ...each, position } : each));
    const back = followAntennas({ ...there, antennas });
    expect(cableTo(back, id).lengthM).toBeCloseTo(cableTo(given(), id).lengthM, 2);
    for (const [index, { portPowerDbm = {} }] of given().antennas.entries()) {
      for (const [carrier, powerDbm] of Object.entries(portPowerDbm))
        expect(back.antennas[index].portPowerDbm![carrier]).toBeCloseTo(powerDbm, 2);
    }
  });

  it('stays stale where something else changed too', () => {
    const [{ id }] = given().antennas;
    const plan = moved(id, [3, 1]);
    const levels = plan.levels.map((level) => ({ ...level, clearHeightM: level.clearHeightM + 0.3 }));
    expect(networkState(followAntennas({ ...plan, levels })).state).toBe('stale');
    const { network: _, ...bare } = given();
    expect(followAntennas(bare)).toBe(bare);
  });
});
