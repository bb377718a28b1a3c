import { stageColors, stageCorners } from '@diku/engine/documents';
import { type Stage, stageIndex } from '@diku/engine/programme';
import { mapColors } from '../../store/programme/map-colors.ts';
import { useAppState } from '../use-app.tsx';

/** The mark of a stage as on the map; with a ring where it is late. */
export function StageMark({ stage, isLate = false }: { stage: Stage; isLate?: boolean }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const colors = mapColors[theme];
  const corners = stageCorners(stage);
  const paint = { fill: stageColors[theme][stageIndex(stage)], stroke: colors.edge, strokeWidth: 1 };
  return (
    <svg className="stage-mark" width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
      {isLate && <circle r="8.6" fill="none" stroke={colors.late} strokeWidth="1.8" />}
      {corners.length === 0 ? (
        <circle r={4} {...paint} />
      ) : (
        <polygon points={corners.map(([x, y]) => `${6 * x},${6 * y}`).join(' ')} {...paint} />
      )}
    </svg>
  );
}
