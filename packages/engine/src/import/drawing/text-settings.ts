import type { TextSetting } from './drawing.ts';

/** Setting of a text that says nothing else: it begins at its position and runs along x. */
export const plainSetting: TextSetting = { angleRad: 0, acrossRatio: 0, row: 'baseline', widthRatio: 1 };
/** Setting of a name in the middle of what it names. */
export const centredSetting: TextSetting = { angleRad: 0, acrossRatio: 0.5, row: 'middle', widthRatio: 1 };
