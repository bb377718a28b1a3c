import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sectionTools } from './section-tools.mjs';

const folder = new URL('sections/', import.meta.url);

/**
 * The page and its charts as they should stand, by their path from the repository's root.
 * @param engine the engine's public door
 */
export async function renderModels(engine) {
  await engine.loadFormulas();
  const charts = new Map();
  const docs = sectionTools(engine, charts);
  const sections = [];
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.md')) sections.push(await renderSection(name, docs));
  }
  return new Map([['docs/models.md', `${sections.join('\n\n')}\n`], ...charts]);
}

async function renderSection(name, docs) {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  const script = new URL(name.replace(/\.md$/, '.mjs'), folder);
  const parts = existsSync(script) ? await (await import(script.href)).default(docs) : {};
  const used = new Set();
  const filled = text.replace(/\{\{([\w-]+)\}\}/g, (_, word) => {
    if (!Object.hasOwn(parts, word)) throw new Error(`${name}: nothing stands for {{${word}}}`);
    used.add(word);
    return parts[word].trim();
  });
  const unused = Object.keys(parts).filter((word) => !used.has(word));
  if (unused.length > 0) throw new Error(`${name}: no placeholder for ${unused.join(', ')}`);
  return filled;
}
