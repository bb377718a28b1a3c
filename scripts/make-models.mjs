/**
 * `npm run docs:models` writes docs/models.md and its charts docs/models/*.svg; test/radio/models-docs.test.ts holds them to it.
 *
 * The page is the files of scripts/models/sections in the order of their names. To add a section write
 * `NNN-name.md`: plain Markdown with placeholders `{{word}}`. What a placeholder stands for comes from `NNN-name.mjs`
 * beside it, whose default export gets `docs` (scripts/models/section-tools.mjs: the engine, charts, tables, the reference
 * vectors) and returns `{ word: 'Markdown' }`, or a promise of it. A section that takes long to compute reads figures that a command named
 * beside them has written to a JSON file. Every figure must be the same on every run.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import * as engine from './lib/whole-engine.mjs';
import { renderModels } from './models/render-models.mjs';

const pages = await renderModels(engine);
const charts = join(root, 'docs/models');
mkdirSync(charts, { recursive: true });
for (const name of readdirSync(charts)) if (name.endsWith('.svg')) rmSync(join(charts, name));
for (const [path, text] of pages) writeFileSync(join(root, path), text);
