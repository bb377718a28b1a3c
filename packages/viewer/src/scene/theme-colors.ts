/** Quiet colours of the solids; hue belongs to the field. */
export interface ThemeColors {
  background: string;
  floor: string;
  floorHatch: string;
  slab: string;
  line: string;
  bay: string;
  ramp: string;
  wall: string;
  concrete: string;
  masonry: string;
  light: string;
  glass: string;
  metal: string;
  /** Colour of an opening that lies in no wall. */
  stray: string;
  contour: string;
}

export const themeColors: Record<'light' | 'dark', ThemeColors> = {
  light: {
    background: '#f4f5f6',
    floor: '#e6e8ea',
    floorHatch: '#cfd3d7',
    slab: '#c3c8cc',
    line: '#8d959b',
    bay: '#9aa3a9',
    ramp: '#d3d6d9',
    wall: '#8a9197',
    concrete: '#727a81',
    masonry: '#a39a92',
    light: '#bcc1c5',
    glass: '#a9bcc7',
    metal: '#5f6b75',
    stray: '#c21807',
    contour: '#1a1d20',
  },
  dark: {
    background: '#15181b',
    floor: '#23282c',
    floorHatch: '#343b41',
    slab: '#1b1f22',
    line: '#59636b',
    bay: '#6a757d',
    ramp: '#30373d',
    wall: '#7b848b',
    concrete: '#8d969d',
    masonry: '#857b72',
    light: '#646c72',
    glass: '#6c8794',
    metal: '#a4b0ba',
    stray: '#ff7a66',
    contour: '#f5f7f8',
  },
};

/** Colours of the feeder network: cables as drawings have them, each on a casing that parts it from the field. */
export const networkColors = {
  light: {
    ink: '#16191d',
    ground: '#ffffff',
    casing: 'rgb(255 255 255 / 85%)',
    cable: '#c21807',
    fibre: '#7a3fa0',
    'data-cable': '#1457a8',
    upstream: '#0b4f9c',
    downstream: '#0b8a5a',
    selected: '#e6007a',
  },
  dark: {
    ink: '#f2f4f5',
    ground: '#1e2327',
    casing: 'rgb(21 24 27 / 85%)',
    cable: '#ff8a7a',
    fibre: '#c79af0',
    'data-cable': '#7fb4ff',
    upstream: '#6db3ff',
    downstream: '#5fd6a4',
    selected: '#ff5fae',
  },
} as const satisfies Record<'light' | 'dark', Record<string, string>>;

/** Colour of a wall by the family of its material's name; unknown names get the plain wall grey. */
export function wallColor(material: string, colors: ThemeColors): string {
  if (/glass|glazing/.test(material)) return colors.glass;
  if (/metal|steel|iron|shutter/.test(material)) return colors.metal;
  if (/plaster|gypsum|drywall|wood|light|chip/.test(material)) return colors.light;
  if (/brick|block|aac|masonry|aerated/.test(material)) return colors.masonry;
  if (/concrete|shear|retaining|civil-defen[cs]e/.test(material)) return colors.concrete;
  return colors.wall;
}
