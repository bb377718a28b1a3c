import { degToRad, distance } from '../../../core/index.ts';
import { dropLettering } from './drop-lettering.ts';
import type { InkScale } from './measure-ink.ts';
import type { Raster } from './raster.ts';
import { type Piece, traceWalls } from './trace-frame.ts';
import { turnRaster } from './turn-raster.ts';

/** Frames for what lies in no main direction; the last is the main one, with what leans a little. */
const slantedStepRad = degToRad(22.5);
const slantedSteps = [1, 2, 3, 0];
const shortestSlantedM = 1.2;

interface SlantedOptions {
  source: Raster;
  /** What no direction explains. */
  residual: Raster;
  ink: InkScale;
  zoom: number;
}

/** Bent walls, as chords, and straight ones of rare directions: in frames that are turned step by step. */
export function slantedWalls({ source, residual, ink, zoom }: SlantedOptions, mainRad: number): Piece[] {
  // What was found is gone; around what is left the soft edges of its ink are wanted too.
  const near = growMask(residual, 2);
  const left = { ...source, data: source.data.map((value, i) => (near[i] ? value : 0)) };
  const walls: Piece[] = [];
  for (const step of slantedSteps) {
    const turned = turnRaster(left, { angleRad: mainRad + step * slantedStepRad, zoom });
    const clean = dropLettering(turned, {
      pixelM: ink.pixelM,
      threshold: Math.max(ink.strong, 0.5 * ink.solid),
    });
    for (const piece of traceWalls(clean, ink, Math.tan(slantedStepRad / 2))) {
      if (distance(piece.a, piece.b) * ink.pixelM < shortestSlantedM) continue;
      walls.push({
        ...piece,
        a: turned.toSource(piece.a),
        b: turned.toSource(piece.b),
        width: piece.width / zoom,
      });
    }
  }
  return walls;
}

function growMask({ width, height, data }: Raster, reach: number): Uint8Array {
  const grown = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!data[y * width + x]) continue;
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        grown.fill(1, v * width + Math.max(0, x - reach), v * width + Math.min(width, x + reach + 1));
      }
    }
  }
  return grown;
}
