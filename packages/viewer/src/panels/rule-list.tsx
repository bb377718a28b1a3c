import type { Plan } from '@diku/engine';
import type { RuleFinding, RuleResult } from '@diku/engine/design';
import { sourceText } from '@diku/engine/documents';
import { UnstyledButton } from '@mantine/core';
import { carrierName } from '../commands/carrier-name.ts';
import { networkLocation } from '../store/network-tree.ts';
import { select } from '../store/selection.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import { Mark } from './mark.tsx';
import { useApp } from './use-app.tsx';

/** Locations of a failed rule in the list. */
const maxLocations = 12;
const digits: Readonly<Record<RuleResult['unit'], number>> = {
  ...{ dBm: 1, dB: 1, m: 1 },

  ...{ W: 0, MHz: 0, count: 0, ratio: 2 },
};

/**
 * Every rule with its worst value against its limit, the failed ones first, each with the locations where it fails.
 * @param isStale the network is of another plan: what passed there passes nothing here
 */
export function RuleList({
  plan,
  rules,
  isStale = false,
}: {
  plan: Plan;
  rules: readonly RuleResult[];
  isStale?: boolean;
}) {
  const urgency = ({ passed, isWarning }: RuleResult) => (passed ? 2 : isWarning ? 1 : 0);
  const sorted = [...rules].sort((a, b) => urgency(a) - urgency(b));
  return (
    <ul className="rules">
      {sorted.map((rule) => (
        <li
          key={rule.id}
          data-passed={rule.passed && isStale ? 'open' : rule.passed}
          data-warning={rule.isWarning}
          title={text('ruleSource', { source: sourcesText(rule.sources) })}
        >
          <p>
            <Mark met={rule.passed} isWarning={rule.isWarning} isStale={rule.passed && isStale} />
            <span>
              {rule.name[language()]}
              {rule.isWarning && <small> {text('ruleWarning')}</small>}
            </span>
            <b>{ruleFigure(rule)}</b>
          </p>
          {!rule.passed && (
            <div className="rule-places">
              <p className="quiet">{text('ruleFailures', { failed: rule.failed, checked: rule.checked })}</p>
              {rule.failures.slice(0, maxLocations).map((finding) => (
                <Failure
                  key={`${finding.at.id} ${finding.at.port} ${finding.at.carrier}`}
                  plan={plan}
                  rule={rule}
                  finding={finding}
                />
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** One location where a rule fails; a click goes there and selects it. */
function Failure({ plan, rule, finding }: { plan: Plan; rule: RuleResult; finding: RuleFinding }) {
  const app = useApp();
  const { at, value, limit = rule.limit } = finding;
  const point = locationOf(plan, finding);
  const carrier = plan.carriers.find(({ id }) => id === at.carrier);
  const go = () => {
    if (point) app.actions.showLocation(point);
    const kind = at.kind === 'hub' ? 'source' : at.kind;
    if (kind === 'antenna' || kind === 'device' || kind === 'source') {
      app.view.patch(select([{ kind, id: at.id }]));
    }
  };
  return (
    <UnstyledButton className="row" disabled={!point} onClick={go} data-id={`rule-${rule.id}-${at.id}`}>
      <span>{[at.id, at.port, carrier && carrierName(carrier)].filter(Boolean).join(' · ')}</span>
      {value !== undefined && limit !== undefined && (
        <b>
          {text(rule.bound === 'most' ? 'ruleOver' : 'ruleUnder', {
            value: formatNumber(value, digits[rule.unit]),
            limit: formatNumber(limit, digits[rule.unit]),
            unit: unitOf(rule),
          })}
        </b>
      )}
    </UnstyledButton>
  );
}

function locationOf(plan: Plan, { at: { id, level, position } }: RuleFinding) {
  if (level !== undefined && position) return { levelId: level, x: position[0], y: position[1] };
  return networkLocation(plan, id);
}

/** `0.6 ≤ 1.5 dB`: the value nearest to the limit, or farthest beyond. */
function ruleFigure(rule: RuleResult): string {
  const value = rule.worst?.value;
  const limit = rule.worst?.limit ?? rule.limit;
  if (value === undefined || limit === undefined) return text('ruleCounts', { checked: rule.checked });
  if (rule.unit === 'count' && limit === 0 && value === 0)
    return text('ruleCounts', { checked: rule.checked });
  const figures = {
    value: formatNumber(value, digits[rule.unit]),
    limit: formatNumber(limit, digits[rule.unit]),
    unit: unitOf(rule),
  };
  if (!rule.passed) return text(rule.bound === 'most' ? 'ruleOver' : 'ruleUnder', figures);
  return text(rule.bound === 'most' ? 'ruleAtMost' : 'ruleAtLeast', figures).trim();
}

function unitOf({ unit }: RuleResult): string {
  return unit === 'ratio' || unit === 'count' ? '' : unit;
}

/** Provenances of a limit, in the language of the page: a line each. */
function sourcesText(sources: readonly string[]): string {
  return sources.map((each) => sourceText(each, language())).join('\n');
}
