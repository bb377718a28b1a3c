import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { measureHouse } from '../../../scripts/lib/measure-house.mjs';

const limits: Record<string, number> = JSON.parse(
  readFileSync(new URL('../../../scripts/house-limits.json', import.meta.url), 'utf8'),
);

it('the house is within its limits (`npm run house`), each of which has a measure', {
  tags: ['thorough'],
  timeout: 240_000,
}, async () => {
  const measures = await measureHouse();
  expect(measures.map(({ name }) => name).sort()).toEqual(Object.keys(limits).sort());
  const passed = measures.filter(({ name, value }) => value > limits[name]);
  expect(
    passed.map(({ name, value, found }) => `${name}: ${value}, ${found.slice(0, 20).join('; ')}`),
  ).toEqual([]);
  // The whole house is read: seconds at rest.
});
