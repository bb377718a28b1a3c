import { UnstyledButton } from '@mantine/core';
import { isProgrammeShown } from '../commands/command.ts';
import { formatTime, text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

const steps = ['stepDrawing', 'stepReview', 'stepPlace', 'stepVerdict'] as const;

/** The page without a plan: one large drop target and four quiet steps. */
export function EmptyPage() {
  const { actions } = useApp();
  const isEmpty = useAppState((app) => app.store.plan === undefined && !isProgrammeShown(app));
  if (!isEmpty) return null;
  return (
    <main className="empty">
      <ol className="steps">
        {steps.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ol>
      <div className="drop-target">
        <h2>{text('emptyTitle')}</h2>
        <p>{text('emptyText')}</p>
        <div className="choices">
          <TextButton id="choose" size="sm" variant="filled" onClick={actions.chooseFile}>
            {text('emptyOpen')}
          </TextButton>
          <TextButton id="example" size="sm" onClick={actions.openExample}>
            {text('emptyExample')}
          </TextButton>
        </div>
      </div>
      <p className="empty-programme">
        {text('emptyProgramme')}{' '}
        <TextButton id="programme-example" onClick={actions.programme.openExample}>
          {text('emptyProgrammeExample')}
        </TextButton>
      </p>
      <RecentPlans />
      <RecentProgrammes />
    </main>
  );
}

/** What is kept on this computer, to go on with. */
function RecentPlans() {
  const { actions } = useApp();
  const recents = useAppState(({ keeping }) => keeping.value.recents);
  if (recents.length === 0) return null;
  return (
    <section className="recents" aria-label={text('recentPlans')}>
      <h3>{text('recentPlans')}</h3>
      {recents.map(({ id, name, savedMs, community, antennaCount }) => (
        <UnstyledButton key={id} className="row" data-recent={id} onClick={() => actions.openRecent(id)}>
          <span>{[community, name].filter(Boolean).join(' · ')}</span>
          <b>{`${text('antennaCount', { count: antennaCount })} · ${formatTime(savedMs)}`}</b>
        </UnstyledButton>
      ))}
    </section>
  );
}

function RecentProgrammes() {
  const { actions } = useApp();
  const programmes = useAppState(({ keeping }) => keeping.value.programmes);
  if (programmes.length === 0) return null;
  return (
    <section className="recents" aria-label={text('recentProgrammes')}>
      <h3>{text('recentProgrammes')}</h3>
      {programmes.map(({ name, savedMs, communityCount }) => (
        <UnstyledButton
          key={name}
          className="row"
          data-recent-programme={name}
          onClick={() => actions.programme.openRecent(name)}
        >
          <span>{name}</span>
          <b>{`${text('programmeCommunities', { count: communityCount })} · ${formatTime(savedMs)}`}</b>
        </UnstyledButton>
      ))}
    </section>
  );
}
