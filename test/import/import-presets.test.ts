import { importDrawing, parsePreset } from '@diku/engine';
import {
  emptyCorrections,
  findPreset,
  type ImportPreset,
  presetNames,
  presetOfSettings,
} from '@diku/engine/import';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../packages/engine/src/import/index.ts';
import { isLong } from '../support/is-long.ts';
import { startProcessorClock } from '../support/processor-time.ts';
import { dxfBytes, insert, line, rectangle, smallGarage, text } from './drawing-support.ts';

const empty: ImportPreset = { format: 'diku-import-preset', version: 1 };

async function levelOf(options: ImportOptions, change: Partial<ReturnType<typeof smallGarage>> = {}) {
  const garage = smallGarage();
  const { plan } = await importDrawing(
    dxfBytes({
      blocks: [...garage.blocks, ...(change.blocks ?? [])],
      entities: [...garage.entities, ...(change.entities ?? [])],
    }),
    options,
  );
  return plan.levels[0];
}

describe('presets', () => {
  it('that come with the program are valid and read a garage as before', async () => {
    expect(presetNames).toEqual(['aia', 'generic', 'tianzheng']);
    const plain = await levelOf({});
    for (const name of presetNames) {
      const preset = findPreset(name);
      expect(parsePreset(JSON.parse(JSON.stringify(preset)))).toEqual(preset);
      const level = await levelOf({ preset });
      expect(level.walls?.length).toBe(plain.walls?.length);
      expect(level.columns).toEqual(plain.columns);
    }
    expect(() => findPreset('toString')).toThrow(
      'preset: found "toString"; expected a file, or one of aia, generic, tianzheng',
    );
  });

  it('name layers before the built-in table; the layer map before them, corrections before all', async () => {
    const kindOf = async (options: ImportOptions) =>
      (await levelOf(options)).walls?.find(({ thicknessM }) => thicknessM === 0.2)?.kind;
    const preset: ImportPreset = {
      ...empty,
      layers: { 'A-W*': 'fire-wall', 'A-WALL-RETN': 'retaining-wall' },
    };
    const layers = { 'A-WALL': 'shear-wall' };
    const corrections = { ...emptyCorrections(), layers: { '*-WALL': 'civil-defence-wall' } };
    expect(await kindOf({})).toBe('partition');
    expect(await kindOf({ preset })).toBe('fire');
    expect(await kindOf({ preset, layers })).toBe('shear');
    expect(await kindOf({ preset, layers, corrections })).toBe('civil-defence');
  });

  it('name blocks, whatever layer they are on', async () => {
    const car = { name: 'K-017', entities: rectangle('0', -300, -300, 600, 600) };
    const entities = insert('S-COLU', 'K-017', 12_000, 12_000);
    const plain = await levelOf({}, { blocks: [car], entities });
    const preset: ImportPreset = { ...empty, blocks: { 'K-0*': 'other' } };
    const named = await levelOf({ preset }, { blocks: [car], entities });
    expect(plain.columns).toHaveLength(13);
    expect(named.columns).toHaveLength(12);
  });

  it('name texts; what is found by them keeps the name in the drawing', async () => {
    const entities = text('A-TEXT', 'ELV-2', 30_000, 5000);
    const preset: ImportPreset = { ...empty, texts: { 'ELV*': 'equipment-room', 弱电机房: 'power' } };
    const { facilities, zones } = await levelOf({ preset }, { entities });
    expect(facilities?.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'equipment-room ELV-2',
      'power 弱电机房',
    ]);
    expect(zones?.map(({ name }) => name)).toContain('弱电机房');
    const ignored = await levelOf({ preset: { ...empty, texts: { 弱电机房: 'ignore' } } });
    expect(ignored.facilities).toEqual([]);
  });

  it('say what is assumed where the drawing is silent', async () => {
    const entities = line('A-WALL', 20_000, 5000, 30_000, 5000);
    const preset: ImportPreset = {
      ...empty,
      defaults: { wallThicknessM: 0.12, clearHeightM: 2.2, slabThicknessM: 0.3, storeyHeightM: 4 },
    };
    const level = await levelOf({ preset }, { entities });
    expect(level.walls?.map(({ thicknessM }) => thicknessM)).toContain(0.12);
    expect(level).toMatchObject({ clearHeightM: 2.4, slabThicknessM: 0.3, elevationM: -8.3 });
  });

  it('are refused with the location', () => {
    const wrong = (change: object) => () => parsePreset({ ...empty, ...change });
    expect(wrong({ layer: {} })).toThrow(/layer/);
    expect(wrong({ layers: { WALL: 3 } })).toThrow(/preset\.layers\.WALL: found 3; expected string/);
    expect(wrong({ texts: { FM: 'gate-of-hell' } })).toThrow(/preset\.texts\.FM: found "gate-of-hell"/);
    expect(wrong({ defaults: { wallThicknessM: 9 } })).toThrow(/preset\.defaults\.wallThicknessM: found 9/);
    expect(wrong({ format: 'diku-plan' })).toThrow(/preset\.format/);
  });

  it('of unknown classes are refused when they are used', async () => {
    await expect(levelOf({ preset: { ...empty, blocks: { X: 'wal' } } })).rejects.toThrow(
      /blocks\.X: found "wal"; expected one of/,
    );
  });

  it('saved from an import give the same import', async () => {
    const corrections = { ...emptyCorrections(), layers: { 'A-WALL': 'fire-wall' }, units: 'mm' as const };
    const saved = presetOfSettings({
      corrections,
      layers: { 'A-*': 'other' },
      preset: findPreset('tianzheng'),
    });
    expect(parsePreset(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
    const layers = { 'A-*': 'other', 'A-WALL-RETN': 'wall' };
    const again = presetOfSettings({ preset: presetOfSettings({ corrections, layers }) });
    expect(Object.keys(again.layers ?? {})).toEqual(['A-WALL', 'A-*', 'A-WALL-RETN']);
    expect(again.units).toBe('mm');
  });

  it.runIf(isLong)(
    'patterns match as the usual expression would (seed 32), and never take long',
    async () => {
      const letters = fc.string({ unit: fc.constantFrom('a', 'B', '*', '.', '墙'), maxLength: 8 });
      const names = fc.string({ unit: fc.constantFrom('A', 'b', '.', '墙'), minLength: 1, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(letters, names, async (pattern, name) => {
          fc.pre(pattern !== '');
          const block = { name, entities: rectangle('0', -300, -300, 600, 600) };
          const entities = insert('X-17', name, 12_000, 12_000);
          const preset: ImportPreset = { ...empty, blocks: { [pattern]: 'column' } };
          const { columns } = await levelOf({ preset }, { blocks: [block], entities });
          const source = pattern.split('*').map((part) => part.replaceAll('.', '\\.'));
          const isMatch = new RegExp(`^${source.join('.*')}$`, 'i').test(name);
          const isFound = columns?.some(
            ({ center }) => Math.hypot(center[0] - 12.3, center[1] - 12.3) < 0.01,
          );
          expect(isFound).toBe(isMatch);
        }),
        { seed: 32, numRuns: 200 },
      );
      const spentMs = startProcessorClock();
      const entities = rectangle('a'.repeat(5000), 11_700, 11_700, 600, 600);
      await levelOf({ layers: { [`${'*a'.repeat(100)}b`]: 'column' } }, { entities });
      expect(spentMs()).toBeLessThan(2000);
    },
  );
});
