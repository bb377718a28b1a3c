import { type Phrase, say, verbatim } from '../../core/index.ts';
import { openingKinds, pointKinds, rowName, wallMaterials, zoneKinds } from '../../plan/index.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { metresPerUnit, type UnitName } from '../drawing/units.ts';
import type { LevelChange, ObjectChange } from './corrections.ts';
import type { Evidence, Topic } from './evidence.ts';

/** One answer to a doubt. */
export interface Choice {
  value: Answer;
  label: Phrase;
}

/** A number that may be typed: the answer is `{ set: { [key]: value } }`, or `{ level: … }` for a level. */
export interface ValueInput {
  key: 'thicknessM' | 'elevationM' | 'clearHeightM';
  value?: number;
}

const accept: Choice = { value: 'accept', label: say('answer-accept') };
const reject: Choice = { value: 'reject', label: say('answer-reject') };

const askedClasses: readonly LayerClass[] = [
  ...(['wall', 'retaining-wall', 'shear-wall', 'civil-defence-wall', 'fire-wall', 'partition-wall'] as const),
  ...([
    'column',
    'door',
    'fire-door',
    'blast-door',
    'shutter',
    'bay',
    'ramp',
    'tray',
    'sleeve',
    'stair',
    'other',
  ] as const),
];

/** The answers a doubt offers; the first leaves everything as it is. */
export function choicesFor(
  topic: Topic,
  first: Pick<Evidence, 'thicknessM' | 'sheetMetresPerUnit'>,
): { choices: Choice[]; input?: ValueInput } {
  switch (topic) {
    case 'unit':
      return { choices: [accept, ...unitChoices(first.sheetMetresPerUnit)] };
    case 'layer':
      return { choices: [accept, ...askedClasses.map(layerChoice)] };
    case 'level-name':
      return { choices: [accept, ...['B1', 'B2', 'B3', 'B4'].map(levelChoice)] };
    case 'elevation':
      return { choices: [accept], input: { key: 'elevationM' } };
    case 'clear-height':
      return { choices: [accept], input: { key: 'clearHeightM' } };
    case 'outline':
    case 'use':
    case 'registration':
    case 'passages':
      return { choices: [accept] };
    case 'wall-thickness':
      return {
        choices: [accept, ...[0.1, 0.15, 0.2, 0.25, 0.3, 0.35].map(thicknessChoice), reject],
        input: { key: 'thicknessM', value: first.thicknessM },
      };
    case 'wall-material':
      return {
        choices: [
          accept,
          ...wallMaterials.map(({ id }) => setChoice({ material: id }, rowName('material', id))),
          reject,
        ],
      };
    case 'opening-kind':
      return {
        choices: [
          accept,
          ...openingKinds.map((kind) => setChoice({ kind }, rowName('opening', kind))),
          reject,
        ],
      };
    case 'zone':
      return {
        choices: [accept, ...zoneKinds.map((kind) => setChoice({ kind }, rowName('zone', kind))), reject],
      };
    case 'point':
      return {
        choices: [accept, ...pointKinds.map((kind) => setChoice({ kind }, rowName('point', kind))), reject],
      };
    default:
      return { choices: [accept, reject] };
  }
}

/** Scales that plans are plotted at. */
const plotRatios = [50, 100, 150, 200] as const;

/** The units of a model, or the scales of a sheet. */
function unitChoices(sheetMetresPerUnit: number | undefined): Choice[] {
  if (sheetMetresPerUnit === undefined) {
    return Object.keys(metresPerUnit).map((unit) => unitChoice(unit as UnitName));
  }
  return plotRatios.map((ratio) => ({
    value: { units: sheetMetresPerUnit * ratio },
    label: verbatim(`1:${ratio}`),
  }));
}

function unitChoice(units: UnitName): Choice {
  return { value: { units }, label: verbatim(units) };
}

function layerChoice(layer: LayerClass): Choice {
  return { value: { layer }, label: say(`layer-class-${layer}`) };
}

function levelChoice(id: string): Choice {
  return { value: { level: { id } }, label: verbatim(id) };
}

function thicknessChoice(thicknessM: number): Choice {
  return { value: { set: { thicknessM } }, label: verbatim(`${Math.round(thicknessM * 1000)} mm`) };
}

function setChoice(set: ObjectChange, label: Phrase): Choice {
  return { value: { set }, label };
}

/** Describes what the planner can answer: it is so, it is not there, or other values. */
export type Answer =
  | 'accept'
  | 'reject'
  | { set: ObjectChange }
  | { level: LevelChange }
  | { units: UnitName | number }
  | { layer: LayerClass };
