import { Checkbox, CloseButton } from '@mantine/core';
import type { ImportedDrawing } from '../store/imported.ts';
import { mostKeptBytes } from '../store/kept-review.ts';
import type { Keeping } from '../store/review-state.ts';
import type { TextKey } from '../texts/language.ts';
import { text } from '../texts/language.ts';
import { decisionsOf } from './decisions.ts';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Everything that was decided about the drawing, each to be taken back; to be saved and read again. */
export function DecisionList({ imported }: { imported: ImportedDrawing }) {
  const app = useApp();
  const { review } = app.actions;
  const decisions = decisionsOf(app, imported);
  return (
    <section className="decisions">
      <h3>{`${text('corrections')} ${decisions.length}`}</h3>
      <ul>
        {decisions.map(({ what, without }, index) => (
          <li key={what}>
            <span title={what}>{what}</span>
            <CloseButton
              size="sm"
              data-id={`take-back-${index}`}
              title={text('takeBack')}
              aria-label={`${text('takeBack')}: ${what}`}
              onClick={() => review.correct({ replace: without })}
            />
          </li>
        ))}
      </ul>
      <div className="answers">
        <TextButton id="corrections-load" onClick={app.actions.chooseFile}>
          {text('correctionsLoad')}
        </TextButton>
        {decisions.length > 0 && (
          <TextButton id="corrections-save" onClick={review.saveCorrections}>
            {text('correctionsSave')}
          </TextButton>
        )}
        {decisions.length > 1 && (
          <TextButton
            id="corrections-clear"
            onClick={() => review.correct({ replace: { format: 'diku-corrections', version: 1 } })}
          >
            {text('correctionsClear')}
          </TextButton>
        )}
      </div>
      <KeepReview />
    </section>
  );
}

const keepingTexts: Record<Keeping, TextKey> = {
  kept: 'keepingKept',
  off: 'keepingOff',
  'too-large': 'keepingTooLarge',
  refused: 'keepingRefused',
};

/** Whether all of this is still there after a reload, and a way to forget it. */
function KeepReview() {
  const { review } = useApp();
  const isKept = useAppState(({ review }) => review.value.isKept);
  const keeping = useAppState(({ review }) => review.value.keeping);
  const limit = mostKeptBytes / 1024 ** 2;
  return (
    <>
      <Checkbox
        size="xs"
        data-id="review-keep"
        label={text('keepReview')}
        checked={isKept}
        onChange={({ currentTarget }) => review.patch({ isKept: currentTarget.checked })}
      />
      {keeping && (
        <p className="quiet" data-id="review-keeping">
          {text(keepingTexts[keeping], { limit })}
        </p>
      )}
    </>
  );
}
