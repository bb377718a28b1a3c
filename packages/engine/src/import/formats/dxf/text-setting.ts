import { degToRad } from '../../../core/index.ts';
import type { TextSetting } from '../../drawing/drawing.ts';
import type { Affine } from './affine.ts';
import { type DxfRecord, indexOf, numberOf } from './dxf-records.ts';
import { pointOf } from './entity-shapes.ts';

const fractions = [0, 0.5, 1] as const;
const textRows = ['baseline', 'bottom', 'middle', 'top'] as const;
const paragraphRows = ['top', 'middle', 'bottom'] as const;
/** Width factors that writers use; others are damage. */
const usualWidths = { min: 0.05, max: 20 } as const;

/** Returns how a TEXT, ATTRIB or MTEXT is set about the point it stands at (groups 72 and 73, 71 and 50, or 11). */
export function readTextSetting(record: DxfRecord, plane: Affine): TextSetting {
  const setting = record.type === 'MTEXT' ? paragraphSetting(record) : lineSetting(record);
  return turnedBy(setting, plane);
}

/** The setting of a text in a block that is placed by `matrix`; a mirrored text stays one that can be read. */
export function turnedBy(setting: TextSetting, [a, b, c, d]: Affine): TextSetting {
  const [x, y] = [Math.cos(setting.angleRad), Math.sin(setting.angleRad)];
  const isMirrored = a * d - b * c < 0;
  const sign = isMirrored ? -1 : 1;
  const angleRad = Math.atan2(sign * (b * x + d * y), sign * (a * x + c * y));
  const turned = {
    ...setting,
    angleRad,
    acrossRatio: isMirrored ? 1 - setting.acrossRatio : setting.acrossRatio,
  };
  if (setting.lengthInUnits !== undefined)
    turned.lengthInUnits = setting.lengthInUnits * Math.hypot(a * x + c * y, b * x + d * y);
  return turned;
}

function lineSetting(record: DxfRecord): TextSetting {
  const across = numberOf(record, 72, 0);
  const row = textRows[numberOf(record, record.type === 'ATTRIB' ? 74 : 73, 0)] ?? 'baseline';
  const width = numberOf(record, 41, 1);
  const widthRatio = width >= usualWidths.min && width <= usualWidths.max ? width : 1;
  const angleRad = degToRad(numberOf(record, 50, 0));
  if ((across === 3 || across === 5) && indexOf(record, 11) >= 0) {
    // Fitted between two points.
    const [from, to] = [pointOf(record, 10), pointOf(record, 11)];
    const [x, y] = [to[0] - from[0], to[1] - from[1]];
    return {
      angleRad: Math.atan2(y, x),
      acrossRatio: 0.5,
      row,
      widthRatio: 1,
      lengthInUnits: Math.hypot(x, y),
    };
  }
  if (across === 4) return { angleRad, acrossRatio: 0.5, row: 'middle', widthRatio };
  return { angleRad, acrossRatio: fractions[across as 0 | 1 | 2] ?? 0, row, widthRatio };
}

function paragraphSetting(record: DxfRecord): TextSetting {
  const point = Math.min(9, Math.max(1, Math.trunc(numberOf(record, 71, 1)))) - 1;
  const [x, y] = indexOf(record, 11) >= 0 ? pointOf(record, 11) : [0, 0];
  // The direction counts before the angle, which is written in degrees whatever the reference says.
  const angleRad = x !== 0 || y !== 0 ? Math.atan2(y, x) : degToRad(numberOf(record, 50, 0));
  return {
    angleRad,
    acrossRatio: fractions[(point % 3) as 0 | 1 | 2],
    row: paragraphRows[Math.floor(point / 3) as 0 | 1 | 2],
    widthRatio: 1,
  };
}
