import { toGcj02 } from '@diku/engine/core';
import { lateReason } from '@diku/engine/documents';
import {
  type Community,
  planConclusion,
  programmeOperators,
  type Stage,
  type StoredCommunity,
} from '@diku/engine/programme';
import { CloseButton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { districtName, stageName } from '../../commands/city-names.ts';
import { isDeskOpen } from '../../commands/command.ts';
import type { CityRow } from '../../store/programme/city-row.ts';
import type { FoundPlan } from '../../store/programme/found-plan.ts';
import { type MapLocation, unprojectLocation } from '../../store/programme/map-projection.ts';
import { selectedRow } from '../../store/programme/programme-store.ts';
import { formatNumber, formatTime, language, text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { Row, Section, TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { StageMark } from './stage-mark.tsx';

const StepForm = lazy(() => import('./desk-steps.tsx'));

/** Everything that is known of the selected community, and the way to its plan. */
export function CommunityCard() {
  const { programme } = useApp();
  const row = useAppState((app) => selectedRow(app.programme.value));
  const isDesk = useAppState(isDeskOpen);
  // It keeps its place, so that the list stays under the second click of two.
  if (!row) return <p className="community-card none quiet">{text('communityNone')}</p>;
  const { community, state } = row;
  const { name, district, street, address } = community;
  return (
    <section className="community-card" aria-label={name} data-card={community.id}>
      <div className="community-head">
        <StageMark stage={state.stage} isLate={row.late !== undefined} />
        <h2>{name}</h2>
        <CloseButton
          size="sm"
          data-id="card-close"
          aria-label={text('communityClose')}
          onClick={() => programme.patch({ selectedId: undefined })}
        />
      </div>
      <p className="quiet">{[districtName(district), street, address].filter(Boolean).join(' · ')}</p>
      <CommunityPlans row={row} />
      {isDesk && (
        <Suspense>
          <StepForm key={`${community.id} ${community.history.length}`} community={community} />
        </Suspense>
      )}
      <Progress row={row} />
      <Survey community={community} />
      <CommunityLocation community={community} location={row.location} />
      <History community={community} />
    </section>
  );
}

function Progress({ row: { state, late, quarter } }: { row: CityRow }) {
  const year = useAppState((app) => app.programme.value.board?.year ?? 0);
  const due = typeof quarter === 'number' ? text('quarterNamed', { year, quarter }) : state.due;
  return (
    <>
      <Row name={text('communityStage')}>
        {text('communitySince', { stage: stageName(state.stage), day: state.since })}
      </Row>
      {due && <Row name={text('communityDue')}>{due}</Row>}
      {late && (
        <p className="late">
          {text('lateSinceFor', {
            kind: text(`late_${late.kind}`),
            days: late.lateDays,
            reason: lateReason(late, language()),
          })}
        </p>
      )}
    </>
  );
}

/** Shows what the status table says. */
function Survey({ community }: { community: Community }) {
  const { covered, households, complaints, owners, property } = community;
  const { levels, garageAreaM2, bays, chargers } = community;
  const figure = (value: number | null) => (value === null ? '–' : formatNumber(value));
  return (
    <>
      <Row name={text('communityCovered')}>
        {programmeOperators
          .map((operator) => `${text(operator)} ${text(coveredKey(covered[operator]))}`)
          .join(' · ')}
      </Row>
      <Row name={text('communityGarage')}>
        {text('communityGarageText', {
          ...{
            levels: figure(levels),
            area: figure(garageAreaM2),
            bays: figure(bays),
            chargers: figure(chargers),
          },
        })}
      </Row>
      <Row name={text('communityHouseholds')}>{figure(households)}</Row>
      <Row name={text('communityComplaints')}>{figure(complaints)}</Row>
      <Row name={text('communityOwners')}>
        {owners === null ? text('coveredUnknown') : text(`owners_${owners}`)}
      </Row>
      <Row name={text('communityProperty')}>
        {property === null ? text('coveredUnknown') : text(`property_${property}`)}
      </Row>
    </>
  );
}

function coveredKey(isCovered: boolean | null) {
  if (isCovered === null) return 'coveredUnknown';
  return isCovered ? 'coveredYes' : 'coveredNo';
}

/** Shows the location in the datum of the earth and in that of maps in China, each by its name. */
function CommunityLocation({
  community,
  location: point,
}: {
  community: Community;
  location: MapLocation | undefined;
}) {
  if (!point) {
    const isGiven = community.lonDeg !== null && community.latDeg !== null;
    return <Row name={text('communityPlace')}>{text(isGiven ? 'communityOffCity' : 'communityNoPlace')}</Row>;
  }
  const [lonDeg, latDeg] = unprojectLocation(point);
  const spoken = (pair: readonly number[]) => pair.map((value) => value.toFixed(5)).join(', ');
  return (
    <>
      <Row name={`${text('communityPlace')} WGS 84`}>{spoken([lonDeg, latDeg])}</Row>
      <Row name={`${text('communityPlace')} GCJ-02`}>{spoken(toGcj02([lonDeg, latDeg]))}</Row>
    </>
  );
}

/** Its steps up to the day on screen, the last one first. */
function History({ community: { history } }: { community: StoredCommunity }) {
  const asOf = useAppState((app) => app.programme.value.asOf);
  const steps = history.filter(({ date }) => date <= asOf).reverse();
  return (
    <Section title={text('communityHistory')}>
      {steps.map(({ stage, date, note }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are never changed, and two may be alike
        <StepRow key={index} stage={stage} date={date} note={note} />
      ))}
    </Section>
  );
}

function StepRow({ stage, date, note }: { stage: Stage; date: string; note: string | undefined }) {
  return (
    <div className="step">
      <span>{date}</span>
      <b>{stageName(stage)}</b>
      {note && <span className="quiet">{note}</span>}
    </div>
  );
}

/** The plans of a community, the first with a key; where there is none, what can be done about it. */
function CommunityPlans({ row: { community, state } }: { row: CityRow }) {
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
