import { type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import { smallModel } from './ifc-support/small-model.ts';
import { importText, refusal, timed } from './timed-import.ts';

const small = smallModel({ schema: 'IFC4', unit: 'm' }).toString();
const wallLengthM = ({ levels }: ImportResult) => levels[0].wallLengthM;

describe('IFC files that are damaged', () => {
  it('lacks entities: the rest is read, and the first reference to nothing is named', {
    tags: ['thorough'],
  }, async () => {
    const whole = await importText(small);
    const [id] = /^#\d+(?==IFCWALL\()/m.exec(small)!;
    const shape = /IFCWALL\([^;]*?#\d+,#(\d+),\$,\$\);/.exec(small)![1];
    const torn = small.replace(new RegExp(`^#${shape}=.*\n`, 'm'), '');
    const { warnings, ...result } = await importText(torn);
    expect(warnings.find(({ code }) => code === 'references-missing')).toMatchObject({
      message: expect.stringContaining(
        `1 references to entities that are not in the file, the first from ${id} to #${shape}`,
      ),
      at: id,
    });
    expect(warnings.find(({ code }) => code === 'elements-without-geometry')?.message).toMatch(/^1 walls/);
    expect(wallLengthM({ warnings, ...result })).toBeLessThan(wallLengthM(whole) - 10);
  });

  it('lacks everything that anything refers to of one kind', { tags: ['thorough'] }, async () => {
    for (const type of [
      'IFCLOCALPLACEMENT',
      'IFCSHAPEREPRESENTATION',
      'IFCCARTESIANPOINT',
      'IFCUNITASSIGNMENT',
    ]) {
      const torn = small.replace(new RegExp(`^#\\d+=${type}\\(.*\n`, 'gm'), '');
      const outcome = await timed(() => importDrawing(textBytes(torn)).catch((error: unknown) => error));
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DrawingError);
      else expect((outcome as ImportResult).warnings.map(({ code }) => code)).toContain('references-missing');
    }
  });

  it('ends early, wherever it was cut', async () => {
    for (const fraction of [0.001, 0.2, 0.5, 0.9, 0.999]) {
      const message = await refusal(small.slice(0, Math.floor(fraction * small.length)));
      expect(message).toMatch(/the end of the file|no schema|a STEP file|schema/);
    }
  });

  it('is of another schema, or of none', async () => {
    expect(await refusal(small.replace("'IFC4'", "'IFC2X_FINAL'"))).toContain('IFC2X3, IFC4 or IFC4X3');
    expect(await refusal(small.replace(/FILE_SCHEMA.*\n/, ''))).toContain('no schema');
    expect(await refusal(small.replace("'IFC4'", "'AP214'"))).toMatch(/STEP|AP214/);
  });

  it('has no walls, and says what it has', async () => {
    expect(await refusal(small.replaceAll('=IFCWALL(', '=IFCBUILDINGELEMENTPROXY('))).toContain(
      '0 walls with geometry',
    );
  });
});
