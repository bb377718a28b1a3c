import { planConclusion } from '@diku/engine/programme';
import type { CityRow } from '../../store/programme/city-row.ts';
import type { FoundPlan } from '../../store/programme/found-plan.ts';
import { formatTime, text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';

/** The plans of a community, the first with a key; where there is none, what can be done about it. */
export function CommunityPlans({ row: { community, state } }: { row: CityRow }) {
  const plans = useAppState(({ programme }) => programme.value.plans.get(community.id));
  const asOf = useAppState(({ programme }) => programme.value.asOf);
  const result = community.history
    .filter(({ date }) => date <= asOf)
    .map(({ plan }) => plan)
    .filter((plan) => plan !== undefined)
    .at(-1);
  return (
    <div className="community-plans" data-stage={state.stage}>
      {plans ? <KnownPlans id={community.id} plans={plans} /> : <NoPlan />}
      {result && (
        <p className="quiet">
          {text('communityResult', {
            conclusion: text(`community-${planConclusion(result)}`),
            antennas: result.antennas ?? '–',
          })}
        </p>
      )}
    </div>
  );
}

/** @param id the community's */
function KnownPlans({ id, plans }: { id: string; plans: readonly FoundPlan[] }) {
  const { actions } = useApp();
  return (
    <>
      <div className="choices">
        <CommandButton id="programme-plan" kind="main">
          {text('communityOpenPlan')}
        </CommandButton>
        <TextButton id="programme-choose" onClick={() => actions.programme.chooseFor(id)}>
          {text('communityChoose')}
        </TextButton>
      </div>
      <p className="quiet">{planOrigin(plans[0])}</p>
      {plans.slice(1).map((plan, index) => (
        <TextButton
          key={planOrigin(plan)}
          id={`programme-plan-${index + 1}`}
          onClick={() => actions.programme.openPlan(id, index + 1)}
        >
          {planOrigin(plan)}
        </TextButton>
      ))}
    </>
  );
}

function NoPlan() {
  const folder = useAppState(({ programme }) => programme.value.folder);
  const isRead = folder?.status === 'read';
  return (
    <>
      <p className="quiet" data-id="no-plan">
        {text('communityNoPlan', {
          folder: isRead ? text('communityNoPlanFolder', { name: folder.name }) : '',
        })}
      </p>
      <div className="choices">
        <CommandButton id="programme-choose" kind="main">
          {text('communityChoose')}
        </CommandButton>
        {!isRead && (
          <CommandButton id="programme-folder" kind="plain">
            {text('folderChoose')}
          </CommandButton>
        )}
      </div>
    </>
  );
}

function planOrigin(plan: FoundPlan): string {
  if (plan.kind === 'kept')
    return `${plan.name} · ${text('communityPlanKept', { time: formatTime(plan.savedMs) })}`;
  return text('communityPlanFile', { name: plan.name });
}
