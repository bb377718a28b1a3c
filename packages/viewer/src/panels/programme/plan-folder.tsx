import { text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';

/** Where plans are looked for, and how many communities have one. */
export function PlanFolderLine() {
  const { actions } = useApp();
  const folder = useAppState(({ programme }) => programme.value.folder);
  const found = useAppState(({ programme }) => programme.value.plans.size);
  const name = folder?.name ?? '';
  return (
    <div className="plan-folder" data-status={folder?.status ?? 'none'}>
      {folder?.status === 'asks' ? (
        <TextButton id="programme-allow" variant="filled" onClick={actions.programme.allowFolder}>
          {text('folderAsks', { name })}
        </TextButton>
      ) : (
        <span className="quiet" role="status">
          {!folder && text('folderNone', { found })}
          {folder?.status === 'reading' && text('folderReading', { name })}
          {folder?.status === 'read' && text('folderRead', { name, count: folder.planCount, found })}
          {folder?.status === 'failed' && text('folderFailed', { name })}
        </span>
      )}
      <CommandButton id="programme-folder" kind="plain">
        {text('folderChoose')}
      </CommandButton>
    </div>
  );
}
