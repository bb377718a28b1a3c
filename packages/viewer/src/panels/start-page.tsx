import { UnstyledButton } from '@mantine/core';
import type { RecentPlan } from '../persistence/persisted-plan.ts';
import type { RecentProgramme } from '../persistence/programme-memory.ts';
import { formatTime, text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';

export interface StartHands {
  choose(): void;
  openExample(): void;
  openProgrammeExample(): void;
  openRecent(id: string): void;
  openRecentProgramme(name: string): void;
}

interface Props {
  hands: StartHands;
  recents?: readonly RecentPlan[];
  programmes?: readonly RecentProgramme[];
}

const steps = ['stepDrawing', 'stepReview', 'stepPlace', 'stepVerdict'] as const;

/** The page without a plan: one large drop target and four quiet steps. */
export function StartPage({ hands, recents = [], programmes = [] }: Props) {
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
          <TextButton id="choose" size="sm" variant="filled" onClick={hands.choose}>
            {text('emptyOpen')}
          </TextButton>
          <TextButton id="example" size="sm" onClick={hands.openExample}>
            {text('emptyExample')}
          </TextButton>
        </div>
      </div>
      <p className="empty-programme">
        {text('emptyProgramme')}{' '}
        <TextButton id="programme-example" onClick={hands.openProgrammeExample}>
          {text('emptyProgrammeExample')}
        </TextButton>
      </p>
      <RecentPlans recents={recents} onOpen={hands.openRecent} />
      <RecentProgrammes programmes={programmes} onOpen={hands.openRecentProgramme} />
    </main>
  );
}

/** Shows what is persisted on this computer, to go on with. */
function RecentPlans({ recents, onOpen }: { recents: readonly RecentPlan[]; onOpen(id: string): void }) {
  if (recents.length === 0) return null;
  return (
    <section className="recents" aria-label={text('recentPlans')}>
      <h3>{text('recentPlans')}</h3>
      {recents.map(({ id, name, savedMs, community, antennaCount }) => (
        <UnstyledButton key={id} className="row" data-recent={id} onClick={() => onOpen(id)}>
          <span>{[community, name].filter(Boolean).join(' · ')}</span>
          <b>{`${text('antennaCount', { count: antennaCount })} · ${formatTime(savedMs)}`}</b>
        </UnstyledButton>
      ))}
    </section>
  );
}

function RecentProgrammes({
  programmes,
  onOpen,
}: {
  programmes: readonly RecentProgramme[];
  onOpen(name: string): void;
}) {
  if (programmes.length === 0) return null;
  return (
    <section className="recents" aria-label={text('recentProgrammes')}>
      <h3>{text('recentProgrammes')}</h3>
      {programmes.map(({ name, savedMs, communityCount }) => (
        <UnstyledButton key={name} className="row" data-recent-programme={name} onClick={() => onOpen(name)}>
          <span>{name}</span>
          <b>{`${text('programmeCommunities', { count: communityCount })} · ${formatTime(savedMs)}`}</b>
        </UnstyledButton>
      ))}
    </section>
  );
}
