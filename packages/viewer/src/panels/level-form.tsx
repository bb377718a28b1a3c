import type { LevelChange } from '@diku/engine/import';
import type { ImportedDrawing } from '../store/imported.ts';
import { text } from '../texts/language.ts';
import { NumberField, TextField } from './fields.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Name and heights of one level of the drawing. */
export function LevelForm({ imported, levelId }: { imported: ImportedDrawing; levelId: string }) {
  const { actions } = useApp();
  const level = useAppState(({ store }) => store.plan?.levels.find(({ id }) => id === levelId));
  const evidence = imported.evidence.find(({ kind, id }) => kind === 'level' && id === levelId);
  if (!level || !evidence) return null;
  const source = evidence.reference.slice('level:'.length);
  const change = (value: LevelChange) => actions.review.setLevel(source, value);
  const { id, name, elevationM, clearHeightM } = level;
  return (
    <section className="level-form">
      <h3>{`${text('level')} ${levelId}`}</h3>
      <div className="fields">
        <TextField
          id={`level-${levelId}-id`}
          label={text('levelIdInput')}
          value={id}
          maxLength={40}
          onCommit={(typed) => (typed === '' || typed === id ? false : change({ id: typed }))}
        />
        <TextField
          id={`level-${levelId}-name`}
          label={text('levelNameInput')}
          value={name}
          maxLength={40}
          onCommit={(typed) => (typed === '' ? false : change({ name: typed }))}
        />
        <NumberField
          id={`level-${levelId}-elevationM`}
          label={text('elevationInput')}
          value={elevationM}
          least={-200}
          most={200}
          step={0.05}
          onCommit={(valueM) => change({ elevationM: valueM })}
        />
        <NumberField
          id={`level-${levelId}-clearHeightM`}
          label={text('clearHeightInput')}
          value={clearHeightM}
          least={1.8}
          most={20}
          step={0.05}
          onCommit={(valueM) => change({ clearHeightM: valueM })}
        />
      </div>
    </section>
  );
}
