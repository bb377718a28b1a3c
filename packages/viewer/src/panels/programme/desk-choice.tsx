import {
  criterionIds,
  type DistrictName,
  defaultWeights,
  districtNames,
  type Quarter,
  type Quotas,
} from '@diku/engine/programme';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { districtName } from '../../commands/city-names.ts';
import type {
  AssignmentAnswer,
  DeskRules,
  RankedRow,
  RankingAnswer,
} from '../../store/programme/desk-state.ts';
import { quotasOf } from '../../store/programme/programme-state.ts';
import { formatNumber, language, type TextKey, text } from '../../texts/language.ts';
import { ChoiceList, NumberField } from '../fields.tsx';
import { TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { DeskPage, RowTable, SignatureFields, useAsked, useDesk } from './desk-parts.tsx';

const usualWeakGroundDbm = -105;
const quarters = [1, 2, 3, 4] as const;
const counts = [20, 50, 200, 2000] as const;

/** Whom to take first: the weights, and the first communities with their reasons. */
export function RankSide() {
  const rules = useAppState(({ desk }) => desk.value.rules);
  const [district, setDistrict] = useState('');
  const [count, setCount] = useState<number>(counts[0]);
  const { weights, weakGroundDbm } = rules;
  const { answer, isStale } = useAsked<RankingAnswer>('rank', { weights, weakGroundDbm, district });
  return (
    <DeskPage id="rank" title={text('rankTitle')} isStale={isStale}>
      <WeightFields rules={rules} />
      <div className="desk-bar">
        <ChoiceList
          id="rank-district"
          title={text('facet_district')}
          value={district}
          options={[
            { value: '', label: text('programmeAnyDistrict') },
            ...districtNames.map((name) => ({ value: name, label: districtName(name) })),
          ]}
          onChoose={setDistrict}
        />
        <ChoiceList
          id="rank-count"
          title={text('rankCount')}
          value={String(count)}
          options={counts.map((each) => ({ value: String(each), label: text('rankFirst', { count: each }) }))}
          onChoose={(value) => setCount(Number(value))}
        />
        {answer && (
          <span className="quiet">{text('rankOf', { count: answer.count, optimise: answer.optimise })}</span>
        )}
      </div>
      {answer && <RankRows rows={answer.communities.slice(0, count)} />}
    </DeskPage>
  );
}

function WeightFields({ rules }: { rules: DeskRules }) {
  const { desk } = useApp();
  const { weights, weakGroundDbm } = rules;
  const set = (change: Partial<DeskRules>) => desk.patch({ rules: { ...desk.value.rules, ...change } });
  const isChanged = Object.keys(weights).length > 0 || weakGroundDbm !== undefined;
  return (
    <fieldset className="desk-weights">
      <legend>{text('rankWeights')}</legend>
      {criterionIds.map((id) => {
        const usual = defaultWeights[id];
        const value = weights[id] ?? usual;
        return (
          <div key={id} className="desk-weight" data-changed={value !== usual}>
            <NumberField
              id={`weight-${id}`}
              label={text(`weight_${id}` as TextKey)}
              value={value}
              min={0}
              max={1000}
              step="any"
              onCommit={(next) => {
                const { [id]: _, ...others } = desk.value.rules.weights;
                set({ weights: next === usual ? others : { ...others, [id]: next } });
              }}
            />
            <Usual isChanged={value !== usual} value={usual} />
          </div>
        );
      })}
      <div className="desk-weight" data-changed={weakGroundDbm !== undefined}>
        <NumberField
          id="weak-ground"
          label={text('weakGround')}
          value={weakGroundDbm ?? usualWeakGroundDbm}
          min={-140}
          max={-40}
          step={1}
          onCommit={(next) => set({ weakGroundDbm: next === usualWeakGroundDbm ? undefined : next })}
        />
        <Usual isChanged={weakGroundDbm !== undefined} value={usualWeakGroundDbm} />
      </div>
      <TextButton
        id="weights-reset"
        disabled={!isChanged}
        onClick={() => set({ weights: {}, weakGroundDbm: undefined })}
      >
        {text('rankReset')}
      </TextButton>
    </fieldset>
  );
}

/** The default of a field; marked where it is another. */
function Usual({ isChanged, value }: { isChanged: boolean; value: number }) {
  const shown = formatNumber(value);
  return (
    <small className={isChanged ? 'desk-mark' : 'quiet'}>
      {text(isChanged ? 'ruleChanged' : 'ruleDefault', { value: shown })}
    </small>
  );
}

function RankRows({ rows }: { rows: readonly RankedRow[] }) {
  return (
    <RowTable heads={['rankRank', 'rankPoints', 'facet_district', 'deskCommunity', 'deskReason']}>
      {rows.map(({ id, rank, points, district, name, reason }) => (
        <tr key={id} data-ranked={id}>
          <td>{rank}</td>
          <td>{formatNumber(points, 2)}</td>
          <td>{districtName(district)}</td>
          <th scope="row">
            <CommunityLink id={id} name={name} />
          </th>
          <td>{reason[language()]}</td>
        </tr>
      ))}
    </RowTable>
  );
}

function CommunityLink({ id, name }: { id: string; name: string }) {
  const { programme } = useApp();
  return (
    <button type="button" className="desk-link" onClick={() => programme.patch({ selectedId: id })}>
      {name}
    </button>
  );
}

/** The choice against the quotas: quotas to be changed, what is missing, and the step for everyone newly chosen. */
export function AssignSide() {
  const rules = useAppState(({ desk }) => desk.value.rules);
  const given = useAppState(({ programme }) => programme.value.quotas);
  const { answer, isStale } = useAsked<AssignmentAnswer>('assign', { ...rules, quotas: given });
  return (
    <DeskPage id="assign" title={text('assignTitle')} isStale={isStale}>
      <AssignRules rules={rules} answer={answer} />
      {answer && (
        <>
          <SignatureFields />
          <AssignSummary answer={answer} isStale={isStale} />
          <QuotaFields answer={answer} />
          <Shortages answer={answer} />
          <Chosen answer={answer} />
        </>
      )}
    </DeskPage>
  );
}

function AssignRules({ rules, answer }: { rules: DeskRules; answer: AssignmentAnswer | undefined }) {
  const { desk, programme } = useApp();
  const given = useAppState((app) => app.programme.value.quotas);
  const set = (change: Partial<DeskRules>) => desk.patch({ rules: { ...desk.value.rules, ...change } });
  return (
    <div className="desk-bar">
      <ChoiceList
        id="assign-from"
        title={text('assignFrom')}
        value={String(rules.fromQuarter ?? '')}
        options={[
          {
            value: '',
            label: text('assignFromNow', {
              quarter: answer && !rules.fromQuarter ? answer.fromQuarter : '–',
            }),
          },
          ...quarters.map((quarter) => ({
            value: String(quarter),
            label: text('assignFromQuarter', { quarter }),
          })),
        ]}
        onChoose={(value) => set({ fromQuarter: value === '' ? undefined : (Number(value) as Quarter) })}
      />
      <ChoiceList
        id="assign-owners"
        title={text('communityOwners')}
        value={rules.owners}
        options={[
          { value: 'not-refused', label: text('ownersNotRefused') },
          { value: 'agreed', label: text('ownersAgreed') },
        ]}
        onChoose={(owners) => set({ owners: owners as DeskRules['owners'] })}
      />
      <TextButton id="quotas-reset" disabled={!given} onClick={() => programme.patch({ quotas: undefined })}>
        {text('quotasReset')}
      </TextButton>
    </div>
  );
}

/** Conclusion, and the act: asked once more of what is shown, since steps are never taken away. */
function AssignSummary({ answer, isStale }: { answer: AssignmentAnswer; isStale: boolean }) {
  const desk = useDesk();
  const isBusy = useAppState((app) => app.desk.value.isBusy);
  const [asked, setAsked] = useState<AssignmentAnswer>();
  const news = answer.assigned.filter(({ isUnderWay }) => !isUnderWay).length;
  const short = answer.districts.reduce((sum, each) => sum + each.short, 0);
  return (
    <div className="desk-take" data-met={answer.met}>
      <b role="status">
        {text(answer.met ? 'assignMet' : 'assignShort', { chosen: answer.assigned.length, news, short })}
      </b>
      {asked === answer ? (
        <>
          <TextButton id="assign-cancel" onClick={() => setAsked(undefined)}>
            {text('assignCancel')}
          </TextButton>
          <Button
            size="xs"
            data-id="assign-confirm"
            disabled={isBusy || isStale}
            onClick={() => void desk.takeChoice()}
          >
            {text('assignConfirm', { count: news })}
          </Button>
        </>
      ) : (
        <Button
          size="xs"
          data-id="assign-take"
          disabled={isBusy || isStale || news === 0}
          onClick={() => setAsked(answer)}
        >
          {text('assignTake', { count: news })}
        </Button>
      )}
    </div>
  );
}

/** Quotas by district and quarter, each to be typed over; with it how many are chosen, and what is missing. */
function QuotaFields({ answer }: { answer: AssignmentAnswer }) {
  const { programme } = useApp();
  const quotas = useAppState((app) => app.programme.value.quotas) ?? answer.quotas;
  const [notice] = useState(() => quotasOf({ ...programme.value, quotas: undefined }));
  const of = new Map(answer.districts.map((each) => [each.district, each]));
  const set = (district: DistrictName, index: number, value: number) => {
    const numbers = [...(quotas.districts[district] ?? [0, 0, 0, 0])];
    numbers[index] = value;
    const districts = { ...quotas.districts, [district]: numbers } as Quotas['districts'];
    programme.patch({ quotas: { ...quotas, districts } });
  };
  return (
    <RowTable
      heads={[
        'facet_district',
        'quotaQ1',
        'quotaQ2',
        'quotaQ3',
        'quotaQ4',
        'boardYear',
        'quotaChosen',
        'quotaShort',
      ]}
    >
      {districtNames.map((district) => {
        const numbers = quotas.districts[district] ?? [0, 0, 0, 0];
        const usual = notice?.districts[district] ?? [0, 0, 0, 0];
        const found = of.get(district);
        return (
          <tr key={district} data-quota={district}>
            <th scope="row">{districtName(district)}</th>
            {numbers.map((number, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: quarters have no other name
              <td key={index} data-changed={number !== usual[index]}>
                <NumberField
                  id={`quota-${index + 1}`}
                  label={text('quotaOf', { district: districtName(district), quarter: index + 1 })}
                  isLabelHidden
                  value={number}
                  min={0}
                  max={2000}
                  step={1}
                  onCommit={(next) => (Number.isInteger(next) ? set(district, index, next) : false)}
                />
              </td>
            ))}
            <td>{numbers.reduce((sum, number) => sum + number, 0)}</td>
            <td>{found?.assigned ?? 0}</td>
            <td className={found && found.short > 0 ? 'late' : ''}>
              {found && found.short > 0 ? `✕ ${found.short}` : '✓'}
            </td>
          </tr>
        );
      })}
    </RowTable>
  );
}

/** Districts that lack communities: what giving up each condition alone would bring. */
function Shortages({ answer }: { answer: AssignmentAnswer }) {
  const short = answer.districts.filter((each) => each.short > 0);
  if (short.length === 0) return null;
  return (
    <section className="desk-shortages" aria-label={text('assignShortages')}>
      <h3>{text('assignShortages')}</h3>
      {short.map(({ district, short: missing, eligible, communities, relaxation }) => (
        <p key={district}>
          <b>{districtName(district)}</b> {text('assignShortLine', { missing, eligible, communities })}
          {relaxation?.alone.map(
            ({ condition, communities: count }) =>
              ` ${text('assignIfWithout', { condition: text(`condition_${condition}` as TextKey), count })}`,
          )}
        </p>
      ))}
    </section>
  );
}

function Chosen({ answer }: { answer: AssignmentAnswer }) {
  return (
    <section className="desk-shortages" aria-label={text('assignChosen')}>
      <h3>{text('assignChosen')}</h3>
      <RowTable heads={['facet_district', 'facet_quarter', 'rankPoints', 'deskCommunity', 'deskReason']}>
        {answer.assigned.map(({ id, district, quarter, isUnderWay, points, name, reason }) => (
          <tr key={id} data-assigned={id}>
            <td>{districtName(district)}</td>
            <td>{text('quarterShort', { quarter })}</td>
            <td>{formatNumber(points, 2)}</td>
            <th scope="row">
              <CommunityLink id={id} name={name} />
            </th>
            <td>{isUnderWay ? text('assignUnderWay') : reason[language()]}</td>
          </tr>
        ))}
      </RowTable>
    </section>
  );
}
