import type { NetworkReport, Plan } from '@diku/engine';
import { useEffect, useState } from 'react';
import { runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { comparedVariant, type Variant } from '../store/compare-state.ts';
import type { ExactResult } from '../store/result-state.ts';
import { formatCny, formatPercent, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { Compared } from './compared.tsx';
import { TextField } from './fields.tsx';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Variants of the plan: persisted, named, compared with the plan on screen, taken, removed. */
export default function VariantsPanel() {
  const variants = useAppState(({ compare }) => compare.value.variants);
  const compared = useAppState(({ compare }) => comparedVariant(compare.value));
  return (
    <div className="variants">
      <CommandButton id="keep-variant" kind="plain">
        {text('variantKeep')}
      </CommandButton>
      {variants.length === 0 && <p className="quiet">{text('variantsNone')}</p>}
      <ul>
        {variants.map((variant) => (
          <VariantRow key={variant.id} variant={variant} isCompared={variant === compared} />
        ))}
      </ul>
      {compared && <Comparison variant={compared} />}
    </div>
  );
}

function VariantRow({ variant, isCompared }: { variant: Variant; isCompared: boolean }) {
  const app = useApp();
  const { id, name } = variant;
  const rename = (to: string) => {
    if (to === '') return false;
    const { variants } = app.compare.value;
    app.compare.patch({
      variants: variants.map((each) => (each === variant ? { ...each, name: to } : each)),
    });
    return true;
  };
  const remove = () =>
    app.compare.patch({ variants: app.compare.value.variants.filter((each) => each !== variant) });
  return (
    <li className="variant" data-variant={id}>
      <TextField
        id={`variant-name-${id}`}
        label={text('variantNameField')}
        isLabelHidden
        maxLength={60}
        value={name}
        onCommit={rename}
      />
      <span className="choices">
        <TextButton
          id={`variant-compare-${id}`}
          aria-pressed={isCompared}
          aria-label={text('cmdCompare', { name })}
          onClick={() => runCommand(findCommand(app, `compare-${id}`), app)}
        >
          {text('variantCompare')}
        </TextButton>
        <TextButton id={`variant-take-${id}`} onClick={() => app.actions.takeVariant(id)}>
          {text('variantTake')}
        </TextButton>
        <TextButton id={`variant-remove-${id}`} onClick={remove}>
          {text('variantRemove')}
        </TextButton>
      </span>
    </li>
  );
}

/** Verdict and cost of the plan on screen and of a variant, beside each other. */
function Comparison({ variant }: { variant: Variant }) {
  const plan = useAppState(({ store }) => store.committed);
  const now = useAppState(({ results }) => results.value.exact);
  const status = useAppState(({ results }) => results.value.status);
  const exact = useAppState(({ compare }) => compare.value.exact);
  const failure = useAppState(({ compare }) => compare.value.failure);
  const percent = useAppState(({ compare }) => formatPercent(compare.value.doneRatio));
  const networkCost = useNetworkCost(plan);
  const cost = useNetworkCost(variant.plan);
  const { name } = variant;
  if (failure) {
    const [message] = describeFailure(failure);
    return <p className="problem">{text('compareFailed', { name, message })}</p>;
  }
  if (!exact || !now || !plan) return <p role="status">{text('compareComputing', { name, percent })}</p>;
  return (
    <section aria-label={text('cmdCompare', { name })} data-state={status} className="comparison">
      <div className="choices">
        <CommandButton id="compare-swipe" kind="plain" isSwitch>
          {text('variantSwipe')}
        </CommandButton>
        <CommandButton id="compare-difference" kind="plain" isSwitch>
          {text('variantDifference')}
        </CommandButton>
      </div>
      <table className="compare">
        <thead>
          <tr>
            <td />
            <th scope="col">{text('compareNow')}</th>
            <th scope="col">{name}</th>
          </tr>
        </thead>
        <tbody>
          <Compared name={text('compareTarget')} before={metText(now)} after={metText(exact)} />
          <ComparedOperators name="comparePass" figure="passProbability" now={now} exact={exact} />
          <ComparedOperators name="compareFloor" figure="expectedCoverageRatio" now={now} exact={exact} />
          <Compared name={text('inspectorPoints')} before={pointsText(now)} after={pointsText(exact)} />
          <Compared
            name={text('antennas')}
            before={plan.antennas.length}
            after={variant.plan.antennas.length}
          />
          <Compared name={text('compareCost')} before={costText(networkCost)} after={costText(cost)} />
        </tbody>
      </table>
      <CommandButton id="end-comparing" kind="plain" />
    </section>
  );
}

type OperatorName = ExactResult['assessment']['operators'][number]['operator'];
type OperatorFigure = 'passProbability' | 'expectedCoverageRatio';

interface OperatorsProps {
  name: 'comparePass' | 'compareFloor';
  figure: OperatorFigure;
  now: ExactResult;
  exact: ExactResult;
}

function ComparedOperators({ name, figure, now, exact }: OperatorsProps) {
  return exact.assessment.operators.map(({ operator }) => (
    <Compared
      key={operator}
      name={text(name, { operator: text(operator) })}
      before={operatorText(now, operator, figure)}
      after={operatorText(exact, operator, figure)}
    />
  ));
}

function metText({ assessment: { target, decidable } }: ExactResult): string {
  if (!decidable) return text('compareOpen');
  return text(target.met ? 'compareYes' : 'compareNo');
}

function pointsText({ assessment }: ExactResult): string {
  const required = assessment.points.filter((point) => point.required);
  return `${required.filter(({ served }) => served).length}/${required.length}`;
}

function operatorText({ assessment }: ExactResult, operator: OperatorName, figure: OperatorFigure): string {
  const found = assessment.operators.find((each) => each.operator === operator);
  return found ? formatPercent(found[figure], 1) : '–';
}

function costText(report: NetworkReport | undefined): string {
  if (!report) return '–';
  const cost = text('cny', { value: formatCny(report.bill.costCny) });
  return report.states.network.state === 'stale' ? text('costStale', { cost }) : cost;
}

/** Report on a plan's feeder network; undefined until it is known, and where the plan has none that fits. */
function useNetworkCost(plan: Plan | undefined): NetworkReport | undefined {
  const { actions } = useApp();
  const [known, setKnown] = useState<{ plan: Plan; report: NetworkReport | undefined }>();
  useEffect(() => {
    if (!plan?.network) return;
    let isGone = false;
    void actions.reportNetwork(plan).then((outcome) => {
      if (!isGone) setKnown({ plan, report: outcome.ok ? outcome.value : undefined });
    });
    return () => {
      isGone = true;
    };
  }, [actions, plan]);
  return known?.plan === plan ? known?.report : undefined;
}
