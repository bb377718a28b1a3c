// Makes modules of messages/<language>/<namespace>.json: what each program says, in all languages, with the types of its keys and
// values. Languages are the folders that there are. Refuses languages that differ in keys or values. Compiled code imports no
// JSON: Node 20 prints a warning where one does.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareLanguages,
  listLanguages,
  listNamespaces,
  messageKey,
  readNamespace,
  slotsOf,
} from './lib/read-messages.mjs';
import { root, say } from './lib/run.mjs';

const engineNamespaces = [
  'core',
  'plan',
  'names',
  'import',
  'radio',
  'measurement',
  'design',
  'programme',
  'documents',
  'workflow',
  'sources',
  // What the command line alone refuses: it names options.
  'usage',
];

/** Modules, and the namespaces that each holds. Keys of one module are unique, so that a code needs no namespace. */
const modules = [
  {
    file: 'packages/engine/src/core/messages/phrases.generated.ts',
    name: 'phrase',
    // Has all of them; the planner's page loads them later.
    isListed: true,
    namespaces: engineNamespaces,
  },
  {
    file: 'packages/engine/src/programme/table/issues.generated.ts',
    name: 'issue',
    namespaces: ['issues'],
  },
  {
    file: 'packages/engine/src/documents/wording/documents.generated.ts',
    name: 'document',
    namespaces: ['report', 'construction', 'acceptance', 'city', 'batch', 'review', 'schemes'],
  },
  {
    file: 'packages/viewer/src/texts/planner.generated.ts',
    name: 'planner',
    // A page loads the words of the language that it shows.
    isSplit: true,
    namespaces: ['planner', 'planner-review', 'planner-design', 'planner-programme', 'planner-settings'],
  },
  {
    file: 'packages/viewer/src/texts/phrases.generated.ts',
    name: 'phrases',
    // The engine's words for the page, whose bundle leaves them out of the engine: see `words-plugin.ts`.
    isSplit: true,
    isWordsOnly: true,
    namespaces: engineNamespaces,
  },
  {
    // What is done once the whole page is there: nothing of the first one.
    file: 'packages/viewer/src/texts/hands.generated.ts',
    name: 'hands',
    isSplit: true,
    namespaces: ['planner-hands'],
  },
  {
    // Only where a programme's file can be written to.
    file: 'packages/viewer/src/texts/desk.generated.ts',
    name: 'desk',
    isSplit: true,
    namespaces: ['planner-desk'],
  },
  { file: 'packages/cli/src/cli.generated.ts', name: 'cli', namespaces: ['cli'] },
  { file: 'packages/cli/src/help.generated.ts', name: 'help', namespaces: ['help'] },
];

const wordsType = 'Readonly<Record<string, string>>';

const faults = compareLanguages();
const known = new Set(modules.flatMap(({ namespaces }) => namespaces));
for (const language of listLanguages()) {
  for (const namespace of listNamespaces(language)) {
    if (!known.has(namespace)) faults.push(`messages/${language}/${namespace}.json is of no module`);
  }
}
if (faults.length > 0) {
  for (const fault of faults) say(fault);
  process.exit(1);
}
for (const module of modules) writeModule(module);

function writeModule({ file, name, namespaces, isSplit, isListed, isWordsOnly }) {
  const texts = Object.fromEntries(
    listLanguages().map((language) => [language, merge(language, namespaces)]),
  );
  const slots = slotsByKey(texts);
  const title = name[0].toUpperCase() + name.slice(1);
  const lines = [
    '// Made by scripts/build-messages.mjs of messages/*/*.json.',
    ...(isListed
      ? Object.keys(texts).map(
          (language) => `import { words as ${language}Words } from './${name}s-${language}.generated.ts';`,
        )
      : []),
    ...(name === 'phrase'
      ? [
          '/** Languages that there are messages in. */',
          `export const languages = ${JSON.stringify(listLanguages())} as const;`,
        ]
      : []),
    ...(isWordsOnly ? [] : slotLines(title, slots)),
    ...(isSplit
      ? [
          `export const load${title}: Readonly<Record<string, () => Promise<{ words: ${wordsType} }>>> = {`,
          ...Object.keys(texts).map(
            (language) => `  ${language}: () => import('./${name}-${language}.generated.ts'),`,
          ),
          '};',
        ]
      : [
          `export const ${name}Messages: ${isListed ? `Record<string, ${wordsType}>` : `Readonly<Record<string, ${wordsType}>>`} = ${
            isListed
              ? `{ ${Object.keys(texts)
                  .map((language) => `${language}: ${language}Words`)
                  .join(', ')} }`
              : JSON.stringify(texts, null, 1)
          };`,
        ]),
    '',
  ];
  writeChanged(file, lines.join('\n'));
  if (!isSplit && !isListed) return;
  for (const [language, words] of Object.entries(texts)) {
    writeChanged(
      file.replace('.generated.ts', `-${language}.generated.ts`),
      `// Made by scripts/build-messages.mjs of messages/${language}.\nexport const words: ${wordsType} = ${JSON.stringify(words, null, 1)};\n`,
    );
  }
}

function slotLines(title, slots) {
  return [
    `export interface ${title}Slots {`,
    ...[...slots].map(
      ([key, names]) =>
        `  ${JSON.stringify(key)}: ${names.size === 0 ? 'never' : [...names].map((each) => `'${each}'`).join(' | ')};`,
    ),
    '}',
  ];
}

/** Slots of every key over all languages. */
function slotsByKey(texts) {
  const slots = new Map();
  for (const all of Object.values(texts)) {
    for (const [key, text] of Object.entries(all)) {
      const known = slots.get(messageKey(key)) ?? new Set(key === messageKey(key) ? [] : ['count']);
      for (const slot of slotsOf(text)) known.add(slot);
      slots.set(messageKey(key), known);
    }
  }
  return slots;
}

function writeChanged(file, text) {
  const path = join(root, file);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

function merge(language, namespaces) {
  const all = {};
  for (const namespace of namespaces) {
    for (const [key, text] of Object.entries(readNamespace(language, namespace))) {
      if (Object.hasOwn(all, key)) {
        say(`messages/${language}/${namespace}.json, "${key}": another namespace has the same key`);
        process.exit(1);
      }
      all[key] = text;
    }
  }
  return all;
}
