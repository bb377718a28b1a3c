import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeApi } from '../../../scripts/lib/describe-api.mjs';

const folder = fileURLToPath(new URL('../../../packages/engine/api/', import.meta.url));

it('every door exports what its report in git says (npm run api writes it anew)', () => {
  const doors = describeApi();
  expect(readdirSync(folder).sort()).toEqual(doors.map(({ file }) => file).sort());
  for (const { file, text } of doors) expect(readFileSync(`${folder}${file}`, 'utf8'), file).toBe(text);
});
