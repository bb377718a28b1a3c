import { languages } from '@diku/engine/core';
import { describe, expect, test } from 'vitest';
import {
  facilityKinds,
  obstacleKindLosses,
  openingKinds,
  operators,
  pointKinds,
  technologies,
  wallMaterials,
  writtenMaterials,
  zoneKinds,
} from '../../packages/engine/src/plan/index.ts';
import { scaledQuantities } from '../../packages/engine/src/radio/index.ts';
import { readNamespace } from '../../scripts/lib/read-messages.mjs';

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const obstacles = idsOf(obstacleKindLosses).filter((id) => !openingKinds.some((kind) => kind === id));

/** What each registry of `rowName` holds. */
const registries: Record<string, readonly string[]> = {
  operator: operators,
  technology: technologies,
  material: idsOf(wallMaterials),
  obstacle: obstacles,
  opening: openingKinds,
  zone: zoneKinds,
  point: pointKinds,
  facility: facilityKinds,
  quantity: [...idsOf(scaledQuantities), 'throughput', 'server'],
  statistic: idsOf(scaledQuantities),
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

  test('no two materials are tried at the same place of a format', () => {
    for (const format of ['model', 'tag'] as const) {
      const orders = wallMaterials.flatMap(({ written }) => written?.[format]?.order ?? []);
      expect(new Set(orders).size).toBe(orders.length);
      expect(writtenMaterials(format)).toHaveLength(orders.length);
    }
  });
});
