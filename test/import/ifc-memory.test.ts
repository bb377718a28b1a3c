import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder } from '../support/run-cli.ts';
import { createHall } from './ifc-support/hall.ts';

const script = fileURLToPath(new URL('ifc-support/repeat-import.mjs', import.meta.url));
const { folder, remove } = createWorkFolder();
afterAll(remove);

it.runIf(isLong)(
  'memory of IFC models is given back, of those that are read and of those that are refused while open',
  () => {
    const text = createHall().model.toString();
    const paths = [text, text.replaceAll('=IFCWALL(', '=IFCPLATE(')].map((content, i) => {
      const path = join(folder, `model-${i}.ifc`);
      writeFileSync(path, content);
      return path;
    });
    const output = execFileSync(process.execPath, ['--expose-gc', script, '12', ...paths], {
      encoding: 'utf8',
    });
    const memoryMb = JSON.parse(output) as number[];
    // The library takes some 20 MB for every model: eight that were kept would be 160.
    expect(memoryMb[11] - memoryMb[3]).toBeLessThan(60);
  },
);
