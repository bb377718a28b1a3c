import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const folder = join(root, 'messages');
/** `lines_one` and `lines_other` are forms of one message; which forms a language has, it knows itself. */
const pluralForm = /_(zero|one|two|few|many|other)$/;

/** Languages are the folders that there are; the one that texts are first written in comes first. */
export function listLanguages() {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => Number(b === 'zh') - Number(a === 'zh') || (a < b ? -1 : 1));
}

/** The namespaces of a language, by name. */
export function listNamespaces(language) {
  return readdirSync(join(folder, language))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

/** What a namespace says in a language, by key. */
export function readNamespace(language, namespace) {
  return JSON.parse(readFileSync(join(folder, language, `${namespace}.json`), 'utf8'));
}

/** The key that a message is asked for by. */
export const messageKey = (key) => key.replace(pluralForm, '');

/** Names in braces in a text, each once. */
export const slotsOf = (text) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot))].sort();

/** Returns where languages differ in what they say, other than in words: a line each, none where all is well. */
export function compareLanguages() {
  const faults = [];
  const [first, ...others] = listLanguages();
  for (const language of others) {
    const namespaces = [...new Set([...listNamespaces(first), ...listNamespaces(language)])];
    for (const namespace of namespaces) faults.push(...compareNamespace(first, language, namespace));
  }
  return faults;
}

function compareNamespace(first, language, namespace) {
  const missing = [first, language].filter((each) => !listNamespaces(each).includes(namespace));
  if (missing.length > 0) return missing.map((each) => `messages/${each}/${namespace}.json is missing`);
  const [a, b] = [first, language].map((each) => byKey(readNamespace(each, namespace)));
  const faults = [];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const at = `${namespace}.json, "${key}"`;
    if (!a.has(key)) faults.push(`messages/${first}/${at}: missing; ${language} has it`);
    else if (!b.has(key)) faults.push(`messages/${language}/${at}: missing; ${first} has it`);
    else faults.push(...compareTexts(at, [first, a.get(key)], [language, b.get(key)]));
  }
  return faults;
}

/** Texts of each message, its plural forms together. */
function byKey(texts) {
  const all = new Map();
  for (const [key, text] of Object.entries(texts)) {
    const forms = all.get(messageKey(key)) ?? new Map();
    all.set(messageKey(key), forms.set(pluralForm.exec(key)?.[1] ?? '', text));
  }
  return all;
}

function compareTexts(at, ...both) {
  const faults = both.flatMap(([language, forms]) =>
    forms.has('')
      ? []
      : missingForms(language, forms).map((form) => `messages/${language}/${at}: no form "${form}"`),
  );
  const [a, b] = both.map(([, forms]) => [...new Set([...forms.values()].flatMap(slotsOf))].sort());
  // What another program says, `{message}`, it says in English; other languages say it by what it is about. A plural form may
  // hold its number as a word.
  const isFree = a.includes('message') || b.includes('message') || both.some(([, forms]) => !forms.has(''));
  if (!isFree && a.join() !== b.join()) {
    faults.push(
      `messages/*/${at}: values {${a.join('}, {')}} in ${both[0][0]}, {${b.join('}, {')}} in ${both[1][0]}`,
    );
  }
  return faults;
}

function missingForms(language, forms) {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => !forms.has(form));
}
