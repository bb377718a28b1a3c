/** Classes that a review tells apart. */
export type DrawnClass =
  | 'concrete'
  | 'masonry'
  | 'column'
  | 'opening'
  | 'bay'
  | 'zone'
  | 'point'
  | 'facility'
  | 'outline';

/** Wong's palette (Nature Methods 8, 441, 2011), told apart under colour-vision deficiency; lighter on dark paper. */
export const recognisedColors: Record<'light' | 'dark', Record<DrawnClass, string>> = {
  light: {
    concrete: '#d55e00',
    masonry: '#a6761d',
    column: '#0072b2',
    opening: '#b4528c',
    bay: '#009e73',
    zone: '#56b4e9',
    point: '#1d2126',
    facility: '#6a3d9a',
    outline: '#1d2126',
  },
  dark: {
    concrete: '#ff7f2a',
    masonry: '#c9a063',
    column: '#4aa8e0',
    opening: '#e58fc0',
    bay: '#2fc79c',
    zone: '#7cc4ee',
    point: '#f2f4f5',
    facility: '#b79be0',
    outline: '#f2f4f5',
  },
};

/** Colours of the subject of a doubt, and of the one that is chosen. */
export const doubtColors = { unsure: '#ffb000', chosen: '#ff2d55' };

/** Cast walls keep radio out, masonry lets some through: the two that matter. */
export function wallClass(material: string): 'concrete' | 'masonry' {
  return /concrete(?!-block)|shear|retaining|metal|steel/.test(material) ? 'concrete' : 'masonry';
}

const classOfLayer: Readonly<Record<string, DrawnClass>> = {
  wall: 'masonry',
  'retaining-wall': 'concrete',
  'shear-wall': 'concrete',
  'civil-defence-wall': 'concrete',
  'fire-wall': 'masonry',
  'partition-wall': 'masonry',
  'ramp-wall': 'concrete',
  column: 'column',
  door: 'opening',
  'fire-door': 'opening',
  'blast-door': 'opening',
  shutter: 'opening',
  bay: 'bay',
  charger: 'point',
  gate: 'point',
  payment: 'point',
  ramp: 'zone',
  stair: 'zone',
  tray: 'facility',
  outline: 'outline',
  'floor-edge': 'outline',
};

/** The colour in which the plan shows what is drawn on such a layer; undefined where it shows nothing of it. */
export function layerColor(layerClass: string, theme: 'light' | 'dark'): string | undefined {
  const drawn: DrawnClass | undefined = classOfLayer[layerClass];
  return drawn && recognisedColors[theme][drawn];
}
