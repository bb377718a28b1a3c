import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { smallModel } from './ifc-support/small-model.ts';

const small = smallModel({ schema: 'IFC4', unit: 'm' }).toString();

async function outcomeOf(text: string): Promise<unknown> {
  const bytes = new TextEncoder().encode(text);
  return importDrawing(bytes, { fileName: 'model.ifc' }).then(
    ({ plan, levels }) => ({ plan, levels }),
    (reason: unknown) => reason,
  );
}

/** The line of the first direction, which has the form of every other entity. */
const line = small.split('\n').findIndex((text) => /^#\d+=IFCDIRECTION/.test(text)) + 1;
const [entity] = /^#\d+=IFCDIRECTION.*$/m.exec(small)!;

/** Each of these made the geometry of sound walls beside it run forever, or is of the same make. */
const broken: Record<string, (text: string) => string> = {
  'a number that is none': (text) => text.replace(/^#\d+/, '#1e-300'),
  'a number with a control character': (text) => text.replace('=', '\x13='),
  'no number': (text) => text.replace(/^#\d+/, '#?4'),
  'a type with a control character': (text) => text.replace('IFCDIR', 'IFCD\x0fIR'),
  'a type with a #': (text) => text.replace('IFCDIR', 'IFCD#IR'),
  'a byte from elsewhere for a comma': (text) => text.replace(/,/, 'é'),
  'a list that stays open': (text) => text.replace('));', ');'),
  'a list closed twice': (text) => text.replace('));', ')));'),
  'a list after a string': (text) => text.replace('((', `('x'(`),
  'a reference to #inf': (text) => text.replace('((', '(#inf,('),
  'the next entity in the middle': (text) => text.replace('((', '\n#99999=IFCWALL(('),
};

describe('entities of IFC files', () => {
  it.each(Object.entries(broken))('%s: is refused with its line', async (_, damage) => {
    const damaged = damage(entity);
    expect(damaged).not.toBe(entity);
    const outcome = await outcomeOf(small.replace(entity, damaged));
    expect(outcome).toBeInstanceOf(DrawingError);
    const [{ at, expected }] = (outcome as DrawingError).problems;
    expect(Math.abs(Number(at?.replace('line ', '')) - line)).toBeLessThanOrEqual(1);
    expect(expected).toContain('#12=IFCWALL(…);');
  });

  it.each([
    ['an attribute too many', /^(#\d+=IFCSHAPEREPRESENTATION)\(/m, '$1(#1,', 4],
    ['a string', /^(#\d+=IFCPOLYLINE)\(.*\);$/m, "$1('x');", 1],
    ['a reference', /^(#\d+=IFCRELAGGREGATES\(.*),\((#\d+)\)\);$/m, '$1,$2);', 6],
  ] as const)('%s where a list belongs: is refused with its line', async (_, pattern, instead, point) => {
    const damaged = small.replace(pattern, instead);
    expect(damaged).not.toBe(small);
    const outcome = await outcomeOf(damaged);
    const lineOf = damaged.split('\n').findIndex((text, i) => text !== small.split('\n')[i]) + 1;
    expect((outcome as DrawingError).problems).toMatchObject([
      { at: `line ${lineOf}`, expected: `a list as attribute ${point} of its type` },
    ]);
  });

  it('have numbers of their own', async () => {
    const [number] = entity.split('=');
    const outcome = await outcomeOf(small.replace(entity, `${entity}\n${entity}`));
    expect(outcome).toBeInstanceOf(DrawingError);
    expect((outcome as DrawingError).problems).toEqual([
      { at: number, found: 'two entities of one number', expected: 'one' },
    ]);
  });

  it('may be written in any way that is allowed', { tags: ['thorough'] }, async () => {
    const spread = small
      .replace(/^(#\d+)=(\w+)\((.*)\);$/gm, '$1 =\r\n\t$2 /* a, (comment; #1= */ ( $3 ) ;')
      .replace('DATA;', "DATA ('model', ('IFC4')) ;")
      .replace(/IFCPROJECT/, 'IfcProject');
    expect(spread.split('\n').length).toBeGreaterThan(1.9 * small.split('\n').length);
    const whole = await outcomeOf(small);
    expect(whole).not.toBeInstanceOf(Error);
    expect(await outcomeOf(spread)).toEqual(whole);
  });

  it('may hold quotes, brackets and signs in their strings', async () => {
    const named = small.replace(/^(#\d+=IFCWALL\('[^']*',\$,)'[^']*'/m, `$1'It''s (#7=wall; /* '`);
    expect(named).not.toBe(small);
    expect(await outcomeOf(named)).not.toBeInstanceOf(Error);
  });
});
