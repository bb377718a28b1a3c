import { sortReasons } from '@diku/engine/plan';
import { useMemo } from 'react';
import { text } from '../texts/language.ts';
import { Mark } from './mark.tsx';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Reasons for doubt about how the plan was read, and those somebody has accepted. */
export function useReasons(): ReturnType<typeof sortReasons> {
  const plan = useAppState(({ store }) => store.committed);
  return useMemo(() => (plan ? sortReasons(plan) : { open: [], accepted: [] }), [plan]);
}

/**
 * Shows in the verdict bar how many doubts of the import are open, or were accepted; a click goes where they are looked
 * at.
 */
export function ImportDoubts() {
  const app = useApp();
  const { open, accepted } = useReasons();
  const isDrawn = useAppState(({ store }) => store.imported !== undefined);
  if (open.length + accepted.length === 0) return null;
  const look = () => {
    if (!isDrawn) return app.page.patch({ sheet: 'doubts' });
    app.actions.review.enter();
    app.review.patch({ tab: 'doubts' });
  };
  return (
    <span className="figure doubted" data-kind="import-doubts" data-open={open.length}>
      {open.length > 0 && <Mark met={false} isOpen />}
      <TextButton id="import-doubts" title={text('importDoubtsTip')} onClick={look}>
        {open.length > 0
          ? text('importDoubts', { count: open.length })
          : text('importAccepted', { count: accepted.length })}
      </TextButton>
    </span>
  );
}
