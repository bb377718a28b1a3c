import { type DrawnClass, doubtColors, recognisedColors } from '../store/class-colors.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { countedKinds, countKinds, isScaleOpen } from '../store/review-state.ts';
import type { TextKey } from '../texts/language.ts';
import { formatNumber, formatPercent, text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { unitLabel } from './unit-label.ts';
import { useApp, useAppState } from './use-app.tsx';

/** What drawing it is, what is asked first, and the way on. */
export function ReviewHead({ imported }: { imported: ImportedDrawing }) {
  const { actions } = useApp();
  const isEmpty = useAppState(({ store }) => store.plan?.antennas.length === 0);
  const isOpen = isScaleOpen(imported.doubts);
  const { format, unit } = imported.source;
  const source = { format: format.toUpperCase(), unit: unitLabel(unit), file: imported.file.name };
  return (
    <header className="review-head">
      <div className="review-title">
        <h2>{text('reviewTitle')}</h2>
        {isEmpty && (
          <TextButton
            id="review-place"
            variant="filled"
            disabled={isOpen}
            title={isOpen ? text('reviewScaleOpen') : undefined}
            onClick={() => {
              actions.review.leave();
              actions.placeAntennas();
            }}
          >
            {text('reviewPlace')}
          </TextButton>
        )}
        <TextButton id="review-leave" title={text('reviewLeaveTip')} onClick={actions.review.leave}>
          {text('reviewLeave')}
        </TextButton>
      </div>
      <p className="quiet">{text('reviewSource', source)}</p>
      {isOpen && <p className="asks">{text('reviewScaleOpen')}</p>}
      <Counts imported={imported} />
    </header>
  );
}

/** Walls in the two colours that matter to radio. */
const wallClasses = [
  ['concrete', 'drawn_concrete'],
  ['masonry', 'drawn_masonry'],
] as const;

/** The legend of the picture, with how many of each kind there are and how sure they are. */
function Counts({ imported }: { imported: ImportedDrawing }) {
  const levelId = useAppState(({ view }) => view.value.levelId);
  const theme = useAppState(({ view }) => view.value.theme);
  const counts = countKinds(imported, levelId, 0.9);
  const tip = text('countTip', { level: levelId });
  return (
    <ul className="counts" aria-label={tip}>
      {countedKinds.map((kind) => {
        const { count, unsure, confidence } = counts[kind];
        if (count === 0) return null;
        const shown: readonly (readonly [DrawnClass, TextKey])[] =
          kind === 'wall' ? wallClasses : [[kind, `counted_${kind}`]];
        return (
          <li key={kind} title={`${tip}: ${formatPercent(confidence)}`}>
            {shown.map(([drawn, name]) => (
              <i
                key={drawn}
                className="dot"
                title={text(name)}
                style={{ backgroundColor: recognisedColors[theme][drawn] }}
              />
            ))}
            {` ${text(`counted_${kind}`)} `}
            <b>{formatNumber(count)}</b>
            {unsure > 0 && (
              <small style={{ borderColor: doubtColors.unsure }}>
                {text('countUnsure', { count: unsure })}
              </small>
            )}
          </li>
        );
      })}
    </ul>
  );
}
