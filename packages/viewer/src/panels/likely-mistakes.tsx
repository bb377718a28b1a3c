import { planWarnings } from '@diku/engine';
import { useEffect, useState } from 'react';
import { findFootprint } from '../store/footprint.ts';
import { type RecordRef, recordAtPath } from '../store/plan-records.ts';
import { select } from '../store/selection.ts';
import { isTextKey, language, type TextKey, text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { Sheet } from './sheet.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** A pause in the hand's work after which the plan is looked through, ms. */
const pauseMs = 250;
/** Likely mistakes that are listed, the first ones. */
const maxListed = 200;

/** Likely mistakes of the plan, a moment after an edit is done; those of the first plan at once where somebody looks at them. */
function useLikelyMistakes(isLookedAt = false): ReturnType<typeof planWarnings> {
  const plan = useAppState(({ store }) => store.committed);
  const spoken = language();
  const [found, setFound] = useState(() => (isLookedAt && plan ? planWarnings(plan, spoken) : []));
  useEffect(() => {
    const timer = setTimeout(() => setFound(plan ? planWarnings(plan, spoken) : []), pauseMs);
    return () => clearTimeout(timer);
  }, [plan, spoken]);
  return found;
}

/** Shows in the verdict bar how many things of the plan are likely mistakes, whatever the verdict; a click lists them. */
export default function LikelyMistakes() {
  const { page } = useApp();
  const { length: count } = useLikelyMistakes();
  if (count === 0) return null;
  return (
    <span className="figure doubted" data-kind="likely-mistakes" data-count={count}>
      <TextButton
        id="likely-mistakes"
        title={text('likelyMistakesTip')}
        onClick={() => page.patch({ sheet: 'mistakes' })}
      >
        {text('likelyMistakes', { count })}
      </TextButton>
    </span>
  );
}

/** Label of the field that a path ends at, as forms have it. */
function fieldLabel(path: string): string | undefined {
  const key = `field_${/\.(\w+)$/.exec(path)?.[1]}`;
  // Values have their unit.
  return isTextKey(key) ? text(key).replace(/[ ,]+(m|dBm?|MHz|W|°)$/, '') : undefined;
}

/** Each likely mistake: the thing, what was found and what is expected; a click shows the thing where it lies. */
export function MistakeSheet() {
  const app = useApp();
  const plan = useAppState(({ store }) => store.committed);
  const found = useLikelyMistakes(true);
  const show = (ref: RecordRef, { levelId, footprint }: NonNullable<ReturnType<typeof findFootprint>>) => {
    const { points } = footprint;
    const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
    app.page.patch({ sheet: undefined });
    app.actions.showLocation({ levelId, x, y });
    app.view.patch(select([{ ...ref, level: levelId }]));
  };
  return (
    <Sheet id="mistakes" title={text('likelyMistakesTitle')} widthPx={640} className="help">
      <section className="accepting">
        <p className="quiet">{text('likelyMistakesNote')}</p>
        <ul>
          {found.slice(0, maxListed).map(({ at, found: what, expected }) => {
            const ref = plan && recordAtPath(plan, at);
            const place = ref && findFootprint(plan, ref);
            const thing =
              ref && [ref.level, text(`kind_${ref.kind}` as TextKey), ref.id].filter(Boolean).join(' ');
            return (
              <li key={`${at} ${what}`}>
                {thing && (
                  <TextButton
                    id={`mistake-${ref.id}`}
                    disabled={!place}
                    onClick={() => place && show(ref, place)}
                  >
                    {thing}
                  </TextButton>
                )}
                <span title={at}>{[fieldLabel(at), what].filter(Boolean).join(' ')}</span>
                <small>{`${at} · ${text('expectedThing', { expected })}`}</small>
              </li>
            );
          })}
        </ul>
        {found.length > maxListed && <p>{text('moreMistakes', { count: found.length - maxListed })}</p>}
      </section>
    </Sheet>
  );
}
