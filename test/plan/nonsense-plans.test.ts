import { readFileSync } from 'node:fs';
import { InputError, parsePlan, planWarnings } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { examples } from '../support/run-cli.ts';

/** A plan that physics or practice rules out, or one that is only unusual, as changes of the example; written from the trade alone. */
interface Entry {
  id: string;
  why: string;
  sound?: boolean;
  /** RFC 6902. */
  patch: { op: string; path: string; from?: string; value?: unknown }[];
}

type Node = Record<string, unknown>;

const base = readFileSync(`${examples}garage-one-level.diku.json`, 'utf8');
const entries: Entry[] = JSON.parse(
  readFileSync(new URL('nonsense/catalogue.json', import.meta.url), 'utf8'),
);

/** Entries that nothing of the plan alone names: what a network's rules or a prediction says is another test's, dates are nobody's. */
const notNamed = [
  'ramp-minus-lost-inside-the-hall',
  'row-of-bays-pushed-into-the-lane',
  'verdict-against-its-own-probability',
  'ramp-down-from-the-only-level',
  'charger-inside-the-retaining-wall',
  'formula-zero',
  'formula-far-below-free-space',
  'formula-constant',
  'formula-without-a-value',
  'verdict-without-antennas',
  'formula-in-kilometres',
  'mod-loss-without-distance',
  'mod-negative-loss',
  // Nothing of the program reads whither a ramp leads, nor where a city lies.
  'zone-only-ramps-lead-down',
  'shanghai-profile-in-urumqi',
];

const keysOf = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

function patched(patch: Entry['patch']): Node {
  const document: Node = JSON.parse(base);
  const at = (keys: readonly string[]) => keys.reduce<Node>((node, key) => node[key] as Node, document);
  for (const { op, path, from, value: given } of patch) {
    const keys = keysOf(path);
    const last = keys[keys.length - 1];
    const parent = at(keys.slice(0, -1));
    const value = from === undefined ? given : structuredClone(at(keysOf(from)));
    if (Array.isArray(parent)) {
      const index = last === '-' ? parent.length : Number(last);
      if (op === 'remove') parent.splice(index, 1);
      else parent.splice(index, op === 'replace' ? 1 : 0, value);
    } else if (op === 'remove') delete parent[last];
    else parent[last] = value;
  }
  return document;
}

/** What is said of a plan: refused, or its doubts and likely mistakes. */
function said(document: Node): string[] | 'refused' {
  try {
    const plan = parsePlan(document);
    const warnings = planWarnings(plan).map(({ at, found }) => `${at} ${found}`);
    return [...sortReasons(plan).open.map(({ code }) => code), ...warnings];
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return 'refused';
  }
}

describe('plans that make no sense', () => {
  const before = said(JSON.parse(base));
  const isNamed = (entry: Entry) => {
    const now = said(patched(entry.patch));
    return now === 'refused' || now.some((each) => !before.includes(each));
  };

  it('are refused, doubted or named, but those that are known not to be', { tags: ['thorough'] }, () => {
    const nonsense = entries.filter(({ sound }) => !sound);
    const silent = nonsense.filter((entry) => !isNamed(entry)).map(({ id }) => id);
    expect(silent.sort()).toEqual([...notNamed].sort());
    expect(nonsense.length).toBeGreaterThan(310);
  });

  it('are not those that are only unusual', { tags: ['thorough'] }, () => {
    const sound = entries.filter((entry) => entry.sound);
    expect(sound.filter(isNamed).map(({ id, why }) => `${id}: ${why}`)).toEqual([]);
    expect(sound.length).toBeGreaterThan(10);
  });
});
