import { type Damage, DrawingError, phraseText, say } from '../../../core/index.ts';
import type { ImportSummary } from '../../../plan/index.ts';
import type { DamagedPart } from '../../drawing/damaged-part.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import type { UnseenParts } from '../../drawing/unseen-parts.ts';
import type { Crowd } from './crowd-filter.ts';

const maxNames = 8;
/** A file with more damage than this many entities, or this part of all, is not one to mend. */
const maxDamaged = 1000;
const damagedRatio = 0.02;

/** Takes down what a drawing leaves out, for one drawing. */
export interface DxfFindings {
  addUnread(type: string, layer: string): void;
  addMissingBlock(name: string): void;
  /** A placed reference whose file is not here. */
  addExternal(name: string, file: string): void;
  /** Lines on a layer that is frozen or switched off. */
  addHidden(layer: string, lines: number): void;
  addCrowd(crowd: Crowd): void;
  /** Layers of what the damage hides; none where it is not known. */
  addDamage(damage: Damage, layers: readonly string[]): void;
  damaged(): DamagedPart[];
  /** Returns what of the drawing is elsewhere, or here and not shown. */
  unseen(): UnseenParts;
  /** Returns how much of the drawing is not there, or cannot be read. */
  missing(): ImportSummary['missing'];
  /** Refuses a drawing with too much damage. */
  warnings(entityCount: number): ImportWarning[];
}

export function createDxfFindings(): DxfFindings {
  const unread = new Map<string, Map<string, number>>();
  const missing = new Map<string, number>();
  const external = new Map<string, string>();
  const hidden = new Map<string, number>();
  const damaged = new Map<string, DamagedPart>();
  const crowds: Crowd[] = [];
  return {
    addUnread(type, layer) {
      const layers = unread.get(type) ?? new Map<string, number>();
      unread.set(type, layers);
      layers.set(layer, (layers.get(layer) ?? 0) + 1);
    },
    addMissingBlock: (name) => missing.set(name, (missing.get(name) ?? 0) + 1),
    addExternal: (name, file) => external.set(file, namedReference(name, file)),
    addHidden: (layer, lines) => hidden.set(layer, (hidden.get(layer) ?? 0) + lines),
    addCrowd: (crowd) => crowds.push(crowd),
    addDamage(damage, layers) {
      const key = phraseText(damage.at, 'en');
      const known = damaged.get(key);
      if (!known) {
        damaged.set(key, { ...damage, layers: [...layers] });
        if (damaged.size > maxDamaged) throw ruin([...damaged.values()]);
      } else for (const layer of layers) if (!known.layers.includes(layer)) known.layers.push(layer);
    },
    damaged: () => [...damaged.values()],
    unseen: () => ({
      references: [...external.values()],
      hiddenLayers: [...hidden].map(([layer, lines]) => ({ layer, lines })),
    }),
    missing: () => ({
      references: external.size,
      blocks: sumOf(missing),
      objects: [...unread].reduce((sum, [type, layers]) => sum + (isObject(type) ? sumOf(layers) : 0), 0),
      damaged: damaged.size,
    }),
    warnings(entityCount) {
      refuseRuins([...damaged.values()], entityCount);
      return [
        ...unreadWarnings(unread),
        ...missingWarnings(missing),
        ...externalWarnings([...external.values()]),
        ...crowds.map(crowdWarning),
        ...damageWarnings([...damaged.values()]),
      ];
    },
  };
}

/** Objects that only the program can draw that made them: walls, doors and columns of Tianzheng and its like. */
function isObject(type: string): boolean {
  return /^TCH_(WALL|COLUMN|OPENING|STAIR|SPACE)|PROXY|^AEC_/.test(type);
}

function refuseRuins(damaged: readonly DamagedPart[], entityCount: number): void {
  if (damaged.length > 5 + damagedRatio * entityCount) throw ruin(damaged);
}

function ruin(damaged: readonly DamagedPart[]): DrawingError {
  const [{ at, found, expected }] = damaged;
  return new DrawingError(at, say('first-of-damaged', { found, count: damaged.length }), expected);
}

/** One warning for all entities that are not read, such as proxies of other programs, with their layers. */
function unreadWarnings(unread: ReadonlyMap<string, ReadonlyMap<string, number>>): ImportWarning[] {
  const types = [...unread].sort(([a], [b]) => (a < b ? -1 : 1));
  if (types.length === 0) return [];
  let total = 0;
  const listed = types.map(([type, layers]) => {
    const count = sumOf(layers);
    total += count;
    return `${type} × ${count} (${listNames(layers)})`;
  });
  const list = listed.join(', ');
  return [importWarning('entities-ignored', list, say('warning-entities-ignored', { count: total, list }))];
}

function missingWarnings(missing: ReadonlyMap<string, number>): ImportWarning[] {
  if (missing.size === 0) return [];
  const list = listNames(missing);
  return [
    importWarning('blocks-missing', list, say('warning-blocks-missing', { count: sumOf(missing), list })),
  ];
}

/** `DK-B1 (..\\plans\\DK-B1.dwg)`; the path alone where it says as much. */
function namedReference(name: string, file: string): string {
  return file.toUpperCase().includes(name.toUpperCase()) && !/[\\/]/.test(file) ? file : `${name} (${file})`;
}

function externalWarnings(external: readonly string[]): ImportWarning[] {
  if (external.length === 0) return [];
  const listed = listNames(new Map(external.map((each) => [each, 1])));
  const phrase = say('warning-external-references', { count: external.length, list: listed });
  return [importWarning('external-references', listed, phrase)];
}

function crowdWarning({ count, first }: Crowd): ImportWarning {
  const at = first.tags.locationOf(first.first);
  const phrase = say('warning-entities-crowded', { count, type: first.type, at });
  return importWarning('entities-crowded', phraseText(at, 'en'), phrase);
}

function damageWarnings(damaged: readonly DamagedPart[]): ImportWarning[] {
  if (damaged.length === 0) return [];
  const { at, found, expected } = damaged[0];
  const phrase = say('warning-entities-damaged', { count: damaged.length, at, found, expected });
  return [importWarning('entities-damaged', phraseText(at, 'en'), phrase)];
}

/** `A × 3, B`, the most frequent first. */
function listNames(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = sorted.slice(0, maxNames).map(([name, count]) => (count > 1 ? `${name} × ${count}` : name));
  return sorted.length > maxNames ? `${shown.join(', ')}, …` : shown.join(', ');
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
