import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderModels } from '../../scripts/models/render-models.mjs';
import { sectionTools } from '../../scripts/models/section-tools.mjs';
import * as engine from '../support/whole-engine.ts';

const root = new URL('../../', import.meta.url);
const shared = new URL('../../../shared/data/reference/', import.meta.url);

describe('docs/models.md', () => {
  test('is what npm run docs:models writes, charts and all', { tags: ['thorough'] }, async () => {
    const pages = await renderModels(engine);
    for (const [path, text] of pages) {
      expect(readFileSync(new URL(path, root), 'utf8'), path).toBe(text);
    }
    const charts = readdirSync(new URL('docs/models/', root)).map((name) => `docs/models/${name}`);
    expect(charts.sort()).toEqual([...pages.keys()].filter((path) => path.endsWith('.svg')).sort());
  });

  test('has a section for every model that can be evaluated', () => {
    const page = readFileSync(new URL('docs/models.md', root), 'utf8');
    for (const { id } of engine.listModels()) expect(page).toMatch(new RegExp(`^###.*\`${id}\``, 'm'));
  });

  test('gives every model a plot, and reference values with the difference measured or says that there are none', () => {
    const page = readFileSync(new URL('docs/models.md', root), 'utf8');
    const sections = page.split(/^(?=#{2,3} )/m);
    for (const { id } of engine.listModels()) {
      const modelSection = sections.find((section) => new RegExp(`^###.*\`${id}\``).test(section)) ?? '';
      expect(modelSection, id).toContain(`](models/`);
      if (id === 'body-loss') expect(modelSection).toContain('no reference value');
      else expect(modelSection, id).toMatch(/\| (largest )?difference/);
    }
  });

  test('values of public codes and worked out by hand are met within 1e-9, or as far as they are rounded', () => {
    const { other_models: rows } = sectionTools(engine, new Map()).reference;
    expect(rows.length).toBeGreaterThan(30);
    for (const { model, inputs, toleranceDb = 1e-9, ...row } of rows) {
      const result: Record<string, unknown> = { ...engine.evaluateModel(model, inputs) };
      for (const key of ['lossDb', 'sigmaDb', 'losProbability', 'permittivity', 'conductivitySm']) {
        if (!(key in row)) continue;
        const off = Math.abs((result[key] as number) - (row[key] as number));
        expect(off, `${model} ${JSON.stringify(inputs)} ${key}`).toBeLessThan(toleranceDb);
      }
      if (row.rangeGhz)
        expect(engine.findP2040Row(String(inputs.material), 'P.2040-1').frequencyGhz).toEqual(row.rangeGhz);
    }
  });

  test.skipIf(!existsSync(shared))('compares with the reference vectors as they were given', () => {
    for (const name of ['physics_vectors.json', 'p2040_slabs.json', 'model_points.json']) {
      const copy = readFileSync(new URL(`test/fixtures/reference/${name}`, root), 'utf8');
      expect(copy, name).toBe(readFileSync(new URL(name, shared), 'utf8'));
    }
  });
});
