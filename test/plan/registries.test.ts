import { languages } from '@diku/engine/core';
import { describe, expect, test } from 'vitest';
import {
  bands,
  carrierProfileIds,
  compartmentKindRows,
  demandedKinds,
  facilityKinds,
  findCarrierProfile,
  liftShaftKind,
  namelessRoomKind,
  obstacles,
  openingKindFor,
  openingKindRow,
  openingKindRows,
  openingKinds,
  operators,
  passings,
  pointKinds,
  rampKind,
  schemeIds,
  technologies,
  wallKinds,
  wallMaterials,
  writtenMaterials,
  zoneKindRow,
  zoneKindRows,
  zoneKinds,
} from '../../packages/engine/src/plan/index.ts';
import { scaledQuantities } from '../../packages/engine/src/radio/index.ts';
import { readNamespace } from '../../scripts/lib/read-messages.mjs';

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** What each registry of `rowName` holds. */
const registries: Record<string, readonly string[]> = {
  operator: operators,
  technology: technologies,
  material: idsOf(wallMaterials),
  obstacle: idsOf(obstacles),
  opening: openingKinds,
  zone: zoneKinds,
  floor: demandedKinds,
  'floor-brief': demandedKinds,
  point: pointKinds,
  'point-brief': pointKinds,
  facility: facilityKinds,
  wall: wallKinds,
  passing: passings,
  compartment: compartmentKindRows.map(({ id }) => id),
  quantity: [...idsOf(scaledQuantities), 'throughput', 'server'],
  statistic: idsOf(scaledQuantities),
  scheme: schemeIds,
};

describe('registries', () => {
  test('every row has a name in every language, and every name is of a row', () => {
    const expected = Object.entries(registries).flatMap(([registry, ids]) =>
      ids.map((id) => `name-${registry}-${id}`),
    );
    for (const language of languages) {
      expect(Object.keys(readNamespace(language, 'names')).sort()).toEqual([...expected].sort());
    }
  });

  test('what recognition finds without a name is one kind of opening each', () => {
    const found = openingKindRows.flatMap(({ isTakenFor = [] }) => isTakenFor);
    expect(new Set(found).size).toBe(found.length);
    for (const each of found) expect(openingKindRow(openingKindFor(each)).isTakenFor).toContain(each);
    for (const where of ['mark', 'model', 'tag'] as const) {
      const orders = openingKindRows.flatMap(({ written }) => written?.[where]?.order ?? []);
      expect(new Set(orders).size).toBe(orders.length);
    }
  });

  test('what is never closed costs nothing, and stands open', () => {
    for (const { leaf, rows, usualState } of openingKindRows) {
      const costs = rows.some(({ lossDb }) => lossDb.some((each) => each > 0));
      expect(costs).toBe(leaf !== undefined);
      if (!leaf) expect(usualState).toBe('open');
    }
  });

  test('one zone is the ramp, one the shaft of a lift, one a room without a name', () => {
    expect(zoneKindRows.filter(({ isRamp }) => isRamp).map(({ id }) => id)).toEqual([rampKind]);
    expect(zoneKindRows.filter(({ isLiftShaft }) => isLiftShaft).map(({ id }) => id)).toEqual([
      liftShaftKind,
    ]);
    expect(zoneKindRow(namelessRoomKind).isCore).toBe(true);
  });

  test('bands: channels cover the downlink and no other band’s, licences lie within it', () => {
    for (const { number, downlinkMhz, uplinkMhz = downlinkMhz, channels = {}, licensed = [] } of bands) {
      const [lowMhz, highMhz] = downlinkMhz;
      expect(uplinkMhz[1] - uplinkMhz[0], `band ${number}`).toBe(highMhz - lowMhz);
      for (const { first, last, zero, zeroMhz, perMhz } of Object.values(channels).flat()) {
        expect(zeroMhz + (first - zero) / perMhz).toBeGreaterThanOrEqual(lowMhz);
        expect(zeroMhz + (last + 1 - zero) / perMhz).toBeLessThanOrEqual(highMhz + 0.2);
      }
      for (const { first, last } of channels.lte ?? []) {
        expect((last + 1 - first) / 10, `band ${number}`).toBe(highMhz - lowMhz);
        const others = bands.filter((other) => other.number !== number);
        const isShared = others.some(({ channels: theirs }) =>
          theirs?.lte?.some((each) => each.first <= last && each.last >= first),
        );
        expect(isShared, `band ${number}`).toBe(false);
      }
      for (const block of licensed) {
        expect(block.lowestMhz).toBeGreaterThanOrEqual(lowMhz);
        expect(block.highestMhz).toBeLessThanOrEqual(highMhz);
      }
    }
  });

  test('every built-in carrier lies in a block that its operator has a licence for, in a band of its technology', () => {
    for (const carrier of carrierProfileIds.flatMap((id) => findCarrierProfile(id))) {
      const { id, operator, technology, frequencyMhz, bandwidthMhz } = carrier;
      const holding = bands.filter(
        ({ technologies: offered, licensed = [] }) =>
          offered.includes(technology) &&
          licensed.some(
            ({ operators: holders, lowestMhz, highestMhz }) =>
              holders.includes(operator) &&
              frequencyMhz - bandwidthMhz / 2 >= lowestMhz &&
              frequencyMhz + bandwidthMhz / 2 <= highestMhz,
          ),
      );
      expect(holding, id).toHaveLength(1);
    }
  });

  test('no two materials are tried at the same position of a format', () => {
    for (const format of ['model', 'tag'] as const) {
      const orders = wallMaterials.flatMap(({ written }) => written?.[format]?.order ?? []);
      expect(new Set(orders).size).toBe(orders.length);
      expect(writtenMaterials(format)).toHaveLength(orders.length);
    }
  });
});
