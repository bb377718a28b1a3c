/** Draws a known garage as an image, spoils it, imports it and scores what came out. */
import { importDrawing } from '@diku/engine';
import type { GarageTruth } from '../garage-truth.ts';
import { scoreDetails } from '../recognition-support/score-details.ts';
import { type LevelScore, scoreImport } from '../score-import.ts';
import { drawGarage } from './draw-garage.ts';
import { type Spoiling, spoilScan, turnOf } from './spoil-scan.ts';

export type ScanScore = LevelScore & { thicknessRatio: number };

/** Score of the first level; a message where the image is refused. */
export async function scoreScan(
  garage: GarageTruth,
  spoiling: Spoiling,
  { metresPerPixel, seed }: { metresPerPixel: number; seed: number },
): Promise<ScanScore | string> {
  const { image: drawn, truth } = drawGarage(garage, {
    metresPerPixel,
    rotationDeg: turnOf(spoiling, seed),
  });
  const [level] = truth.levels;
  const sidecar = JSON.stringify({ metresPerPixel, level: level.name });
  try {
    const { plan, levels } = await importDrawing(spoilScan(drawn, spoiling, seed), {
      image: { sidecar },
    });
    const score = scoreImport(plan, levels, truth)[level.name];
    if (!score) return `level ${level.name} was not found`;
    const { thicknessRatio } = scoreDetails(plan.levels[0], levels[0], level, truth);
    return { ...score, thicknessRatio };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
