import { stageColors, stageCorners } from '@diku/engine/documents';
import { type Stage, stages } from '@diku/engine/programme';
import { mapColors } from '../../store/programme/map-colors.ts';

/** The mark of each stage as a small picture, drawn once and used for every community. */
export interface StageSprites {
  theme: 'light' | 'dark';
  radiusPx: number;
  ratio: number;
  /** Width and height, CSS pixels; the mark is in the middle. */
  sizePx: number;
  spriteOf(stage: Stage, isLate: boolean): HTMLCanvasElement;
}

export function drawStageSprites(theme: 'light' | 'dark', radiusPx: number, ratio: number): StageSprites {
  const sizePx = 2 * Math.ceil(radiusPx * 1.3 + 5);
  const sprites = new Map<string, HTMLCanvasElement>();
  for (const stage of stages) {
    for (const isLate of [false, true]) {
      const sprite = document.createElement('canvas');
      sprite.width = sprite.height = Math.round(sizePx * ratio);
      const context = sprite.getContext('2d');
      if (!context) continue;
      context.scale(ratio, ratio);
      context.translate(sizePx / 2, sizePx / 2);
      drawMark(context, { stage, isLate, theme, radiusPx });
      sprites.set(`${stage} ${isLate}`, sprite);
    }
  }
  return { theme, radiusPx, ratio, sizePx, spriteOf: (stage, isLate) => sprites.get(`${stage} ${isLate}`)! };
}

function drawMark(
  context: CanvasRenderingContext2D,
  {
    stage,
    isLate,
    theme,
    radiusPx,
  }: { stage: Stage; isLate: boolean; theme: 'light' | 'dark'; radiusPx: number },
): void {
  const colors = mapColors[theme];
  // The many that are only surveyed are quieter than those under way.
  const radius = stage === 'surveyed' ? 0.7 * radiusPx : radiusPx;
  if (isLate) {
    context.lineWidth = 1.8;
    context.strokeStyle = colors.late;
    context.beginPath();
    context.arc(0, 0, radiusPx * 1.15 + Math.min(2.5, radiusPx / 2), 0, 2 * Math.PI);
    context.stroke();
  }
  context.beginPath();
  const corners = stageCorners(stage);
  if (corners.length === 0) context.arc(0, 0, radius, 0, 2 * Math.PI);
  for (const [index, [x, y]] of corners.entries()) {
    if (index === 0) context.moveTo(x * radius * 1.15, y * radius * 1.15);
    else context.lineTo(x * radius * 1.15, y * radius * 1.15);
  }
  context.closePath();
  context.fillStyle = stageColors[theme][stages.indexOf(stage)];
  context.fill();
  context.lineWidth = stage === 'surveyed' ? 0.8 : 1;
  context.strokeStyle = colors.edge;
  context.stroke();
}
