import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planJsonSchema } from '../../packages/engine/src/plan/index.ts';

const published = new URL('../../docs/plan.schema.json', import.meta.url);

describe('published plan schema', () => {
  it('is what the engine reads (node scripts/make-schema.mjs writes it)', () => {
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(JSON.parse(JSON.stringify(planJsonSchema())));
  });

  it('keeps unknown keys and demands what the format demands', () => {
    const schema = planJsonSchema() as { required: string[]; additionalProperties: unknown };
    expect(schema.required).toEqual(
      expect.arrayContaining([
        'format',
        'version',
        'community',
        'levels',
        'carriers',
        'antennas',
        'requirements',
      ]),
    );
    expect(schema.additionalProperties).not.toBe(false);
  });
});
