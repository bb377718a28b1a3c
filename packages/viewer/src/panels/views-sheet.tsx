import { useEffect, useRef } from 'react';
import { fieldSourceName, quantityName } from '../commands/carrier-name.ts';
import { runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import type { NamedView } from '../persistence/persisted-plan.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { TextField } from './fields.tsx';
import { TextButton } from './parts.tsx';
import { Sheet } from './sheet.tsx';
import { useApp, useAppState } from './use-app.tsx';
import './views-sheet.css';

/** Looks at the plan under names: gone to, named, removed. */
export default function ViewsSheet() {
  const views = useAppState(({ persistence }) => persistence.value.namedViews);
  const list = useRef<HTMLUListElement>(null);
  const known = useRef(views.length);
  useEffect(() => {
    // The one that was just added is named at once.
    if (views.length > known.current) {
      const names = list.current?.querySelectorAll('input');
      names?.[names.length - 1]?.select();
    }
    known.current = views.length;
  }, [views]);
  return (
    <Sheet id="views" title={text('viewsTitle')} widthPx={560} className="views">
      <CommandButton id="keep-view" kind="plain">
        {text('viewKeep')}
      </CommandButton>
      {views.length === 0 && <p className="quiet">{text('viewsNone')}</p>}
      <ul ref={list}>
        {views.map((view) => (
          <ViewRow key={view.id} named={view} />
        ))}
      </ul>
    </Sheet>
  );
}

function ViewRow({ named }: { named: NamedView }) {
  const app = useApp();
  const { id, name, view } = named;
  const isReadOnly = useAppState(({ store }) => store.isReadOnly);
  const plan = useAppState(({ store }) => store.committed);
  const canGo = plan?.levels.some((level) => level.id === view.levelId) === true;
  const replace = (next: readonly NamedView[]) =>
    app.persistence.patch({
      namedViews: app.persistence.value.namedViews.flatMap((each) => (each === named ? next : [each])),
    });
  const rename = (to: string) => {
    if (to === '') return false;
    replace([{ ...named, name: to }]);
    return true;
  };
  const go = () => {
    app.page.patch({ sheet: undefined });
    runCommand(findCommand(app, `named-view-${id}`), app);
  };
  const look = [
    view.stacked ? text('stacked') : view.levelId,
    text(view.projection === '2d' ? 'view2d' : 'view3d'),
    quantityName(plan, view.carrierId, view.quantity),
    plan && fieldSourceName(plan, view.carrierId),
  ];
  return (
    <li data-view={id}>
      <TextField
        id={`view-name-${id}`}
        label={text('viewNameField')}
        isLabelHidden
        maxLength={60}
        value={name}
        onCommit={rename}
      />
      <span className="quiet">{canGo ? look.filter(Boolean).join(' · ') : text('viewMissing')}</span>
      <span className="choices">
        <TextButton
          id={`view-go-${id}`}
          aria-label={text('cmdShowView', { name })}
          disabled={!canGo}
          onClick={go}
        >
          {text('viewGo')}
        </TextButton>
        <TextButton
          id={`view-remove-${id}`}
          aria-label={text('viewRemoveNamed', { name })}
          disabled={isReadOnly}
          onClick={() => replace([])}
        >
          {text('viewRemove')}
        </TextButton>
      </span>
    </li>
  );
}
