import type { SheetLayer } from '../../encoders/sheet.ts';

/** A layer of the drawing: a sheet's, or that of a kind of cable. */
export type DocumentLayer = SheetLayer | `CABLE-${string}` | 'VIEWPORT';

/** Colours of AutoCAD's index that show on black and on white. */
const layerColours: Readonly<Record<SheetLayer | 'VIEWPORT', number>> = {
  FRAME: 7,
  BUILDING: 8,
  WALL: 8,
  'CIVIL-WALL': 94,
  'CIVIL-FRAME': 96,
  COLUMN: 8,
  DOOR: 8,
  ROOM: 9,
  STAIR: 9,
  BAY: 9,
  GRID: 9,
  AXIS: 1,
  COMPARTMENT: 30,
  FACILITY: 92,
  COVERAGE: 132,
  CABLE: 1,
  DEVICE: 6,
  PENETRATION: 4,
  ANTENNA: 3,
  REDLINE: 1,
  POWER: 140,
  LABEL: 7,
  LEVEL: 9,
  VIEWPORT: 8,
};

/** Colours of kinds of cable: feeders red, data cables blue, fibre violet, as on sheets. */
const cableColours: readonly (readonly [name: RegExp, colour: number])[] = [
  [/CAT|HYBRID/, 5],
  [/FIBRE/, 200],
  [/RADIATING|LEAKY/, 30],
];

export function layerColour(layer: DocumentLayer): number {
  const colour = (layerColours as Readonly<Record<string, number>>)[layer];
  return colour ?? cableColours.find(([name]) => name.test(layer))?.[1] ?? layerColours.CABLE;
}

/** Linetypes of files of our own, mm on paper: dashes, and gaps below nought. */
export const linetypes = [
  { name: 'CENTER', text: 'Center ____ _ ____ _', stepsMm: [6, -1, 0.8, -1] },
  { name: 'PHANTOM', text: 'Phantom _____ _ _ _____ _ _', stepsMm: [5, -1.2, 1, -1.2, 1, -1.2] },
  { name: 'DASHED', text: 'Dashed __ __ __ __', stepsMm: [2.4, -1] },
] as const;

type Linetype = (typeof linetypes)[number]['name'];

const layerLinetypes: readonly (readonly [layer: RegExp, linetype: Linetype])[] = [
  [/-(AXIS|GRID)$/, 'CENTER'],
  [/-COMPARTMENT$/, 'PHANTOM'],
  [/-CIVIL-WALL$/, 'DASHED'],
  [/-CABLE-.*(FIBRE|CAT|HYBRID|RADIATING|LEAKY)/, 'DASHED'],
];

/** Linetype of a layer by its name; undefined where its lines are whole. */
export function layerLinetype(name: string): Linetype | undefined {
  return layerLinetypes.find(([layer]) => layer.test(name))?.[1];
}

/** Layer of a kind of cable by the id of its part: `CABLE-FEEDER-7-8`. */
export function cableLayer(partId: string): DocumentLayer {
  return `CABLE-${cadName(partId)}`;
}

/** `DIKU-CABLE`; `DIKU-B2-CABLE` where levels are drawn over each other. */
export function layerName(layer: DocumentLayer, levelId?: string): string {
  const level = levelId === undefined ? '' : `-${levelId.replace(/[<>/\\":;?*|=,`\s]/g, '_')}`;
  return `DIKU${level}-${layer}`;
}

/** A name as blocks and layers have it: capitals, digits and hyphens, anything else by its code. */
export function cadName(text: string): string {
  return [...text.toUpperCase()]
    .map((sign) =>
      /[A-Z0-9-]/.test(sign)
        ? sign
        : sign === '_' || sign === ' '
          ? '-'
          : (sign.codePointAt(0) ?? 0).toString(16).toUpperCase(),
    )
    .join('');
}
