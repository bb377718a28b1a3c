import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as engine from '@diku/engine';
import { describe, expect, test } from 'vitest';
import { renderModels } from '../scripts/models/render-models.mjs';

const root = new URL('../', import.meta.url);
const shared = new URL('../../shared/data/reference/', import.meta.url);

describe('docs/models.md', () => {
  test('is what npm run docs:models writes, charts and all', async () => {
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

  test.skipIf(!existsSync(shared))('compares with the reference vectors as they were given', () => {
    for (const name of ['physics_vectors.json', 'p2040_slabs.json', 'model_points.json']) {
      const copy = readFileSync(new URL(`test/fixtures/reference/${name}`, root), 'utf8');
      expect(copy, name).toBe(readFileSync(new URL(name, shared), 'utf8'));
    }
  });
});
