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
    contour: string;
}
export declare const themeColors: Record<'light' | 'dark', ThemeColors>;
/** Colour of a wall by the family of its material's name; unknown names get the plain wall grey. */
export declare function wallColor(material: string, colors: ThemeColors): string;
