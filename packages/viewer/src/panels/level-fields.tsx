import { text } from '../texts/language.ts';
import { NumberField, TextField } from './fields.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Name and heights of the level whose outline is edited. */
export function LevelFields() {
  const { actions } = useApp();
  const level = useAppState(({ store, view }) =>
    store.plan?.levels.find(({ id }) => id === view.value.levelId),
  );
  if (!level) return null;
  const { id, name, elevationM, clearHeightM, slabThicknessM } = level;
  const change = actions.edit.changeLevel;
  return (
    <section className="record-form" data-id="form-level">
      <h2>{`${text('level')} ${id}`}</h2>
      <div className="fields">
        <TextField
          key={`${id} name`}
          id="level-name"
          label={text('field_name')}
          value={name}
          maxLength={40}
          onCommit={(typed) => change(id, { name: typed === '' ? undefined : typed })}
        />
        <NumberField
          key={`${id} elevation`}
          id="level-elevationM"
          label={text('field_elevationM')}
          value={elevationM}
          least={-200}
          most={200}
          step={0.05}
          onCommit={(value) => change(id, { elevationM: value })}
        />
        <NumberField
          key={`${id} clear`}
          id="level-clearHeightM"
          label={text('field_clearHeightM')}
          value={clearHeightM}
          least={1.8}
          most={20}
          step={0.05}
          onCommit={(value) => change(id, { clearHeightM: value })}
        />
        <NumberField
          key={`${id} slab`}
          id="level-slabThicknessM"
          label={text('field_slabThicknessM')}
          value={slabThicknessM}
          least={0}
          most={5}
          step={0.05}
          onCommit={(value) => change(id, { slabThicknessM: value })}
        />
      </div>
    </section>
  );
}
