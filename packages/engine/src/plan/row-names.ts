import {
  isPhraseCode,
  type Language,
  listPhrases,
  type Phrase,
  type PhraseValue,
  phraseText,
  requireList,
  requireOneOf,
  requireText,
  say,
  verbatim,
} from '../core/index.ts';
import type { Carrier } from './schema.ts';

const namedRegistries = [
  'operator',
  'technology',
  'material',
  'obstacle',
  'opening',
  'zone',
  'floor',
  'floor-brief',
  'point',
  'point-brief',
  'facility',
  'wall',
  'passing',
  'compartment',
  'quantity',
  'statistic',
  'scheme',
] as const;

/**
 * Registries whose rows have names: messages `name-<registry>-<id>` of `messages/<language>/names.json`. Kinds of floor and
 * point have brief ones too, where room is scarce.
 */
export type NamedRegistry = (typeof namedRegistries)[number];

/** Name of a registry's row; rows that a plan brings along are called by their id. */
export function rowName(registry: NamedRegistry, id: string): Phrase {
  requireOneOf('registry', registry, namedRegistries);
  requireText('id', id);
  const code = `name-${registry}-${id}`;
  return isPhraseCode(code) ? { code } : verbatim(id);
}

/** Carriers as people call them, `China Telecom NR 3550 MHz`, set apart as a language does. */
export function carrierPhrases(
  carriers: readonly Pick<Carrier, 'operator' | 'technology' | 'frequencyMhz'>[],
): PhraseValue {
  requireList('carriers', carriers);
  return listPhrases(
    carriers.map(({ operator, technology, frequencyMhz }) =>
      say('carrier-name', {
        operator: rowName('operator', operator),
        technology: rowName('technology', technology),
        frequency: Math.round(10 * frequencyMhz) / 10,
      }),
    ),
  );
}

/** The names of rows in a language, by id. */
export function rowNames<Id extends string>(
  registry: NamedRegistry,
  ids: readonly Id[],
  language: Language,
): Readonly<Record<Id, string>> {
  const named = ids.map((id) => [id, phraseText(rowName(registry, id), language)] as const);
  return Object.fromEntries(named) as Record<Id, string>;
}
