import {
  type Carrier,
  carrierProfileIds,
  findCarrierProfile,
  type LocalizedProblem,
  type Plan,
  planProfile,
  planSchema,
} from '@diku/engine';
import {
  type CatalogueEntry,
  carrierProfileRequirements,
  type Operator,
  obstacles,
  openingKindRows,
  operators,
  planningBandsMhz,
  schemaProblems,
  services,
  technologies,
  wallMaterials,
} from '@diku/engine/plan';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { fileOpen } from 'browser-fs-access';
import { useEffect, useState } from 'react';
import { carrierName } from '../../commands/carrier-name.ts';
import { withCarriers } from '../../store/settings/change-settings.ts';
import { type SettingRow, withSetting } from '../../store/settings/setting-rows.ts';
import { language, rowText, type TextKey, text } from '../../texts/language.ts';
import { ChoiceList } from '../fields.tsx';
import { Section, TextButton } from '../parts.tsx';
import { problemText, refusalText, type TakeSettings } from './setting-field.tsx';

export interface FormProps {
  plan: Plan;
  isReadOnly: boolean;
  take: TakeSettings;
}

/** Problems of the last change, and a function that makes one. */
export function useTake(take: TakeSettings) {
  const [problems, setProblems] = useState<readonly LocalizedProblem[]>([]);
  const tryTaking = async (next: Plan) => {
    const found = await take(next);
    setProblems(found);
    return found.length === 0;
  };
  return { problems, tryTaking, setProblems };
}

export function Problems({ problems }: { problems: readonly LocalizedProblem[] }) {
  return problems.slice(0, 6).map((problem) => (
    <p key={problemText(problem)} className="problem" role="alert">
      {problemText(problem)}
    </p>
  ));
}

/** The JSON of a file that somebody chooses; undefined where nobody does. */
export async function chooseJson(): Promise<{ name: string; value: unknown } | undefined> {
  const file = await chooseFile(['.json']);
  if (!file) return undefined;
  try {
    return { name: file.name, value: JSON.parse(await file.text()) };
  } catch {
    return { name: file.name, value: undefined };
  }
}

/** A file that somebody chooses; undefined where nobody does. */
export async function chooseFile(extensions: string[]): Promise<File | undefined> {
  return fileOpen({ extensions, id: 'diku-settings' }).catch(() => undefined);
}

/** Operators, sets of carriers and the carriers themselves, and the levels outside. */
export function CarrierForms({ plan, isReadOnly, take }: FormProps) {
  const { problems, tryTaking, setProblems } = useTake(take);
  const [losesNetwork, setLosesNetwork] = useState(false);
  const takeCarriers = async (carriers: readonly Carrier[], everyCarrier?: boolean) => {
    const next = withCarriers(plan, carriers);
    const asked = everyCarrier === undefined ? next : withSetting(next, everyCarrierRow, everyCarrier);
    const isTaken = await tryTaking(asked);
    setLosesNetwork(isTaken && plan.network !== undefined && asked.network === undefined);
    return isTaken;
  };
  const load = async () => {
    const file = await chooseJson();
    if (!file) return;
    const given = Array.isArray(file.value) ? file.value : Object(file.value).carriers;
    const result = planSchema.shape.carriers.safeParse(given);
    if (result.success) await takeCarriers(result.data);
    else setProblems(schemaProblems(result.error.issues, given, 'carriers'));
  };
  const set = carrierSetOf(plan);
  return (
    <>
      <p className="quiet">{text('carriersNote')}</p>
      <div className="settings-line">
        <div>
          <span>{text('carrierSet')}</span>
          <ChoiceList
            id="carrier-set"
            title={text('carrierSet')}
            value={set ?? ''}
            options={[
              ...(set ? [] : [{ value: '', label: text('carrierSetOwn') }]),
              ...carrierProfileIds.map((id) => ({ value: id, label: text(`carrierSet_${id}` as TextKey) })),
            ]}
            onChoose={(id) => {
              if (id && !isReadOnly)
                void takeCarriers(
                  findCarrierProfile(id),
                  carrierProfileRequirements(id).everyCarrier === true,
                );
            }}
          />
        </div>
        <TextButton id="carrier-file" disabled={isReadOnly} onClick={() => void load()}>
          {text('carrierFile')}
        </TextButton>
      </div>
      <OperatorList {...{ plan, isReadOnly }} take={takeCarriers} />
      {losesNetwork && <p role="status">{text('carriersNetworkGone')}</p>}
      <Problems problems={problems} />
      <CarrierTable {...{ plan, isReadOnly }} take={takeCarriers} />
      <OutsideLevels {...{ plan, isReadOnly, take }} />
    </>
  );
}

interface CarrierListProps {
  plan: Plan;
  isReadOnly: boolean;
  take(carriers: readonly Carrier[]): Promise<boolean>;
}

function OperatorList({ plan, isReadOnly, take }: CarrierListProps) {
  return (
    <fieldset className="setting-several" aria-label={text('carrierOperators')}>
      {operators.map((operator) => (
        <Checkbox
          key={operator}
          size="xs"
          data-id={`operator-${operator}`}
          disabled={isReadOnly}
          label={rowText('operator', operator)}
          checked={plan.carriers.some((each) => each.operator === operator)}
          onChange={({ currentTarget: { checked } }) =>
            void take(checked ? withOperator(plan, operator) : withoutOperator(plan, operator))
          }
        />
      ))}
    </fieldset>
  );
}

const everyCarrierRow: SettingRow = {
  ...({ path: 'requirements.everyCarrier', section: 'demands', form: 'switch', unit: '' } as const),
  ...{ usual: false, source: '' },
};

/** The built-in set that a plan's carriers are. */
function carrierSetOf({ carriers }: Plan): string | undefined {
  const content = JSON.stringify(carriers);
  return carrierProfileIds.find((id) => JSON.stringify(findCarrierProfile(id)) === content);
}

/** The carriers with those that built-in sets have of an operator, of the technologies that the others have. */
function withOperator({ carriers }: Plan, operator: Operator): Carrier[] {
  const all = carrierProfileIds.flatMap((id) => findCarrierProfile(id));
  const custom = [...new Map(all.map((each) => [each.id, each])).values()].filter(
    (each) => each.operator === operator,
  );
  const alike = custom.filter(({ technology }) => carriers.some((each) => each.technology === technology));
  const added = (alike.some(({ services: of }) => of.includes('voice')) ? alike : custom).filter(
    ({ id }) => !carriers.some((each) => each.id === id),
  );
  const apart = added.filter((each, index) => !added.slice(0, index).some((other) => overlaps(each, other)));
  return [...carriers, ...apart];
}

function overlaps(a: Carrier, b: Carrier): boolean {
  return Math.abs(a.frequencyMhz - b.frequencyMhz) < (a.bandwidthMhz + b.bandwidthMhz) / 2;
}

function withoutOperator({ carriers }: Plan, operator: Operator): Carrier[] {
  return carriers.filter((each) => each.operator !== operator);
}

const carrierColumns = [
  'frequencyMhz',
  'bandwidthMhz',
  'portPowerDbm',
  'sourcePowerDbm',
  'noiseRiseDb',
] as const;

function CarrierTable({ plan, isReadOnly, take }: CarrierListProps) {
  const { carriers } = plan;
  const { sourcePowerDbm, noiseRiseDb } = planProfile(plan).uplink;
  const usual = { sourcePowerDbm, noiseRiseDb };
  const change = (id: string, values: Partial<Carrier>) =>
    take(carriers.map((each) => (each.id === id ? withValues(each, values) : each)));
  return (
    <Section title={text('carrierTable')}>
      <section className="settings-scroll" aria-label={text('carrierTable')}>
        <table className="settings-table">
          <thead>
            <tr>
              {(['operator', 'technology', ...carrierColumns, 'services'] as const).map((key) => (
                <th key={key} scope="col">
                  {text(`carrierField_${key}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {carriers.map((carrier) => (
              <CarrierRow
                key={carrier.id}
                {...{ carrier, usual, isReadOnly }}
                onChange={(values) => change(carrier.id, values)}
                onRemove={
                  carriers.length > 1 ? () => take(carriers.filter((each) => each !== carrier)) : undefined
                }
              />
            ))}
          </tbody>
        </table>
      </section>
      {!isReadOnly && (
        <TextButton id="carrier-add" onClick={() => void take([...carriers, anotherCarrier(carriers)])}>
          {text('carrierAdd')}
        </TextButton>
      )}
    </Section>
  );
}

function withValues(carrier: Carrier, values: Partial<Carrier>): Carrier {
  const entries = Object.entries({ ...carrier, ...values }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Carrier;
}

/** One like the last, beside it in its band. */
function anotherCarrier(carriers: readonly Carrier[]): Carrier {
  const last = carriers[carriers.length - 1];
  const taken = new Set(carriers.map(({ id }) => id));
  let count = 2;
  while (taken.has(`${last.id}-${count}`)) count++;
  return { ...last, id: `${last.id}-${count}`, frequencyMhz: last.frequencyMhz + last.bandwidthMhz };
}

interface CarrierRowProps {
  carrier: Carrier;
  /** Values of the profile where a carrier has none itself. */
  usual: Readonly<Partial<Record<(typeof carrierColumns)[number], number>>>;
  isReadOnly: boolean;
  onChange(values: Partial<Carrier>): Promise<boolean>;
  onRemove: (() => Promise<boolean>) | undefined;
}

function CarrierRow({ carrier, usual, isReadOnly, onChange, onRemove }: CarrierRowProps) {
  const name = carrierName(carrier);
  const list = (key: 'operator' | 'technology', ids: readonly string[]) => (
    <td>
      <NativeSelect
        size="xs"
        data-id={`carrier-${carrier.id}-${key}`}
        aria-label={`${name} ${text(`carrierField_${key}`)}`}
        disabled={isReadOnly}
        value={carrier[key]}
        data={ids.map((id) => ({ value: id, label: rowText(key, id) }))}
        onChange={({ currentTarget: { value } }) => void onChange({ [key]: value })}
      />
    </td>
  );
  return (
    <tr data-carrier={carrier.id}>
      {list('operator', operators)}
      {list('technology', technologies)}
      {carrierColumns.map((key) => (
        <td key={key}>
          <CellInput
            id={`carrier-${carrier.id}-${key}`}
            label={`${name} ${text(`carrierField_${key}`)}`}
            value={carrier[key]}
            usual={usual[key]}
            isReadOnly={isReadOnly}
            onCommit={(value) => onChange({ [key]: value })}
          />
        </td>
      ))}
      <ServiceCell {...{ carrier, isReadOnly, onChange }} />
      <td>
        {onRemove && !isReadOnly && (
          <TextButton
            id={`carrier-remove-${carrier.id}`}
            aria-label={text('carrierRemove', { name })}
            onClick={() => void onRemove()}
          >
            ×
          </TextButton>
        )}
      </td>
    </tr>
  );
}

function ServiceCell({
  carrier,
  isReadOnly,
  onChange,
}: Pick<CarrierRowProps, 'carrier' | 'isReadOnly' | 'onChange'>) {
  return (
    <td className="carrier-services">
      {services.map((service) => (
        <Checkbox
          key={service}
          size="xs"
          disabled={isReadOnly}
          label={text(`carrierService_${service}`)}
          checked={carrier.services.includes(service)}
          onChange={({ currentTarget: { checked } }) =>
            void onChange({
              services: services.filter((each) =>
                each === service ? checked : carrier.services.includes(each),
              ),
            })
          }
        />
      ))}
    </td>
  );
}

interface CellProps {
  id: string;
  label: string;
  value: number | undefined;
  /** Value that counts where nothing is set. */
  usual?: number;
  isReadOnly: boolean;
  isChanged?: boolean;
  /** False: it was refused, and stays to be corrected. */
  onCommit(value: number | undefined): Promise<boolean>;
}

/** A number in a table. */
export function CellInput({ id, label, value, usual, isReadOnly, isChanged, onCommit }: CellProps) {
  const shown = value === undefined ? '' : String(value);
  const [typed, setTyped] = useState(shown);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => setTyped(shown), [shown]);
  const commit = async () => {
    if (typed.trim() === shown) return;
    const number = typed.trim() === '' ? undefined : Number(typed.replace(/^[−–]/, '-'));
    const isNumber = number === undefined || Number.isFinite(number);
    setRefused(!(isNumber && (await onCommit(number))));
  };
  return (
    <TextInput
      size="xs"
      data-id={id}
      aria-label={label}
      inputMode="decimal"
      placeholder={usual === undefined ? undefined : text('settingsUsual', { value: usual })}
      readOnly={isReadOnly}
      data-changed={isChanged || undefined}
      error={isRefused || undefined}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={({ key }) => {
        if (key === 'Enter') void commit();
      }}
    />
  );
}

/** RSRP at ground level of each operator. */
function OutsideLevels({ plan, isReadOnly, take }: FormProps) {
  const { problems, tryTaking } = useTake(take);
  const known = plan.outdoor?.groundRsrpDbm ?? {};
  const present = operators.filter((operator) => plan.carriers.some((each) => each.operator === operator));
  return (
    <Section title={text('outsideTitle')}>
      <div className="setting-group">
        {present.map((operator) => (
          <div key={operator} className="setting" data-setting={`outdoor.groundRsrpDbm.${operator}`}>
            <span>{text('outsideField', { operator: rowText('operator', operator) })}</span>
            <span className="setting-value">
              <CellInput
                id={`outdoor-${operator}`}
                label={text('outsideField', { operator: rowText('operator', operator) })}
                value={known[operator]}
                isReadOnly={isReadOnly}
                onCommit={(value) => {
                  const { [operator]: _, ...others } = known;
                  const levels = value === undefined ? others : { ...others, [operator]: value };
                  const isEmpty = Object.keys(levels).length === 0;
                  const { groundRsrpDbm: __, ...rest } = plan.outdoor ?? {};
                  const outdoor = isEmpty ? rest : { ...rest, groundRsrpDbm: levels };
                  const { outdoor: ___, ...inside } = plan;
                  return tryTaking(Object.keys(outdoor).length === 0 ? inside : { ...inside, outdoor });
                }}
              />
              <span className="setting-unit">dBm</span>
            </span>
            <span className="setting-usual quiet">{text('outsideUnset')}</span>
          </div>
        ))}
      </div>
      {problems.map((problem) => (
        <p key={refusalText(problem)} className="problem" role="alert">
          {refusalText(problem)}
        </p>
      ))}
    </Section>
  );
}

type Materials = NonNullable<Plan['materials']>;

/** Materials whose losses a plan sets itself. */
export function changedMaterials({ materials = {} }: Plan): string[] {
  return Object.keys(materials);
}

interface MaterialClass {
  title: TextKey;
  registry: 'material' | 'opening' | 'obstacle' | undefined;
  entries: readonly CatalogueEntry[];
}

/** Losses of everything that a link crosses, by class. */
export function MaterialTables({ plan, isReadOnly, take }: FormProps) {
  const { problems, tryTaking } = useTake(take);
  const [showsAll, setShowsAll] = useState(false);
  const counts = materialCounts(plan);
  const classes = materialClasses(plan);
  const write = (materials: Materials) => {
    const { materials: _, ...others } = plan;
    return tryTaking(Object.keys(materials).length === 0 ? others : { ...others, materials });
  };
  return (
    <>
      <p className="quiet">{text('materialsNote')}</p>
      <Checkbox
        size="xs"
        data-id="materials-all"
        label={text('materialAll')}
        checked={showsAll}
        onChange={({ currentTarget }) => setShowsAll(currentTarget.checked)}
      />
      <Problems problems={problems} />
      {classes.map(({ title, registry, entries }) => {
        const shown = entries.filter(
          ({ id }) => showsAll || registry !== 'material' || counts.has(id) || plan.materials?.[id],
        );
        if (shown.length === 0) return null;
        return (
          <Section key={title} title={text(title)}>
            <section className="settings-scroll" aria-label={text(title)}>
              <table className="settings-table">
                <thead>
                  <tr>
                    <th scope="col">{text('materialName')}</th>
                    {planningBandsMhz.map((band) => (
                      <th key={band} scope="col">{`${band} MHz`}</th>
                    ))}
                    <th scope="col">{text('materialBasis')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((entry) => (
                    <MaterialRows
                      key={entry.id}
                      {...{ entry, registry, isReadOnly, write }}
                      count={counts.get(entry.id) ?? 0}
                      materials={plan.materials ?? {}}
                    />
                  ))}
                </tbody>
              </table>
            </section>
          </Section>
        );
      })}
    </>
  );
}

/** Everything that a plan may be built of, by class. */
function materialClasses(plan: Plan): readonly MaterialClass[] {
  const builtIn = new Set([...wallMaterials, ...openingKindRows, ...obstacles].map(({ id }) => id as string));
  const custom = Object.entries(plan.materials ?? {})
    .filter(([id]) => !builtIn.has(id))
    .map(([id, { lossDb }]): CatalogueEntry => {
      const lossesDb = planningBandsMhz.map((band) => lossAt(lossDb, band));
      return { id, rows: [{ lossDb: lossesDb }], priorSdDb: 0, basis: 'assumption', source: '' };
    });
  return [
    { title: 'materialsWalls', registry: 'material', entries: wallMaterials },
    // What nothing closes loses nothing.
    { title: 'materialsOpenings', registry: 'opening', entries: openingKindRows.filter(({ leaf }) => leaf) },
    { title: 'materialsObstacles', registry: 'obstacle', entries: obstacles },
    { title: 'materialsOwn', registry: undefined, entries: custom },
  ];
}

/** How many walls, openings and columns are of each. */
function materialCounts({ levels }: Plan): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { walls = [], openings = [], columns = [], beams = [] } of levels) {
    for (const { material } of walls) add(material as string);
    for (const { kind } of openings) add(kind);
    for (const _ of columns) add('column');
    for (const { material } of beams) add(String(material ?? ''));
  }
  return counts;
}

interface MaterialRowsProps {
  entry: CatalogueEntry;
  registry: MaterialClass['registry'];
  count: number;
  materials: Materials;
  isReadOnly: boolean;
  write(materials: Materials): Promise<boolean>;
}

/** A row for each thickness that the loss differs by. */
function MaterialRows({ entry, registry, count, materials, isReadOnly, write }: MaterialRowsProps) {
  const custom = materials[entry.id];
  const rows = materialLosses(entry, custom);
  const name = registry ? rowText(registry, entry.id) : entry.id;
  const change = (row: number, band: number, lossDb: number | undefined) => {
    if (lossDb === undefined) return Promise.resolve(false);
    return write({ ...materials, [entry.id]: { ...custom, ...withLoss(rows, row, band, lossDb) } });
  };
  const reset = () => {
    const { [entry.id]: _, ...others } = materials;
    void write(others);
  };
  const basis = custom ? 'project' : entry.basis;
  return rows.map(({ thicknessM, lossDb }, index) => (
    <tr key={thicknessM ?? 'any'} data-material={entry.id} data-changed={custom !== undefined || undefined}>
      <th scope="row">
        {name}
        {thicknessM !== undefined && ` ${Math.round(1000 * thicknessM)} mm`}
        {index === 0 && (
          <small className="quiet">
            {count > 0 ? text('materialUsed', { count }) : text('materialUnused')}
          </small>
        )}
      </th>
      {planningBandsMhz.map((band) => (
        <td key={band}>
          <CellInput
            id={`material-${entry.id}-${index}-${band}`}
            label={text('materialCell', {
              material: thicknessM === undefined ? name : `${name} ${Math.round(1000 * thicknessM)} mm`,
              band,
            })}
            value={lossAt(lossDb, band)}
            isChanged={custom !== undefined && isOther(entry, thicknessM, band, lossAt(lossDb, band))}
            isReadOnly={isReadOnly}
            onCommit={(value) => change(index, band, value)}
          />
        </td>
      ))}
      <td className="material-basis">
        {index === 0 && (
          <>
            <span title={language() === 'en' && !custom ? entry.source : undefined}>
              {text(`materialBasis_${basis}`)}
            </span>
            {custom && !isReadOnly && (
              <TextButton
                id={`reset-material-${entry.id}`}
                aria-label={text('settingsResetOf', { name })}
                onClick={reset}
              >
                {text('settingsReset')}
              </TextButton>
            )}
          </>
        )}
      </td>
    </tr>
  ));
}

type LossTable = Readonly<Record<string, number>>;
type LossRow = { thicknessM: number | undefined; lossDb: LossTable };

/** Losses of a material by thickness with another one, as a plan writes them. */
function withLoss(rows: readonly LossRow[], row: number, band: number, lossDb: number) {
  const changed = rows.map(({ thicknessM, lossDb: table }, index) => ({
    thicknessM,
    lossDb: index === row ? { ...table, [String(band)]: lossDb } : table,
  }));
  const byThickness = changed.flatMap((each) =>
    each.thicknessM === undefined ? [] : [{ thicknessM: each.thicknessM, lossDb: each.lossDb }],
  );
  const usual = changed[changed.length >> 1];
  return { lossDb: usual.lossDb, ...(byThickness.length > 1 ? { byThickness } : {}) };
}

/** Losses of a material by thickness: the plan's own, else those of the catalogue. */
function materialLosses({ rows }: CatalogueEntry, custom: Materials[string] | undefined): LossRow[] {
  if (custom?.byThickness)
    return custom.byThickness.map(({ thicknessM, lossDb }) => ({ thicknessM, lossDb }));
  if (custom) return [{ thicknessM: undefined, lossDb: custom.lossDb }];
  return rows.map(({ thicknessM, lossDb }) => ({
    thicknessM: rows.length > 1 ? thicknessM : undefined,
    lossDb: Object.fromEntries(planningBandsMhz.map((band, index) => [String(band), lossDb[index]])),
  }));
}

/** Loss of a table at a frequency as fields have it: interpolated over its logarithm, held beyond the ends. */
function lossAt(table: LossTable, frequencyMhz: number): number {
  const points = Object.entries(table)
    .map(([frequency, lossDb]) => ({ frequency: Number(frequency), lossDb }))
    .sort((a, b) => a.frequency - b.frequency);
  const after = points.findIndex(({ frequency }) => frequency >= frequencyMhz);
  if (after < 0) return points[points.length - 1]?.lossDb ?? 0;
  const [low, high] = [points[Math.max(0, after - 1)], points[after]];
  if (after === 0 || high.frequency === frequencyMhz) return high.lossDb;
  const ratio = Math.log(frequencyMhz / low.frequency) / Math.log(high.frequency / low.frequency);
  return Number((low.lossDb + ratio * (high.lossDb - low.lossDb)).toFixed(2));
}

function isOther(
  entry: CatalogueEntry,
  thicknessM: number | undefined,
  band: number,
  lossDb: number,
): boolean {
  const usual = entry.rows.find((row) => row.thicknessM === thicknessM) ?? entry.rows[entry.rows.length >> 1];
  return usual.lossDb[planningBandsMhz.indexOf(band)] !== lossDb;
}
