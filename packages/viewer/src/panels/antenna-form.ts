import {
  type Antenna,
  antennaGainDbi,
  antennaPlaces,
  type Carrier,
  cableLosses,
  pathLengthM,
} from '@diku/engine';
import { type AntennaField, antennaFields } from '../store/antenna-fields.ts';
import { formatNumber, text } from '../texts/language.ts';
import type { App } from './app.ts';
import { element, row, section } from './element.ts';

/** An antenna of any type: its numbers to change, and what follows from them on the carrier on screen. */
export function describeAntenna(app: App, antenna: Antenna, carrier: Carrier | undefined): HTMLElement[] {
  const fields = antennaFields(antenna);
  return [
    element('h2', {}, `${text('inspectorAntenna')} ${antenna.id}`),
    row(text('type'), text(antenna.type)),
    row(text('level'), antenna.level),
    row(text('cell'), antenna.cell),
    ...(antenna.fixed ? [element('p', { class: 'quiet' }, text('fixed'))] : []),
    element('div', { class: 'fields' }, ...fields.map((field) => numberField(app, field))),
    ...directionNotes(antenna, fields),
    ...gainRows(antenna),
    ...(carrier ? carrierRows(antenna, carrier) : []),
    element(
      'button',
      { type: 'button', 'data-id': 'remove', onclick: () => app.store.removeAntenna(antenna.id) },
      text('remove'),
    ),
  ];
}

/** A dragged antenna changes nothing else in its form. */
export function writePosition(panel: HTMLElement, antenna: Antenna): void {
  for (const { id, value } of antennaFields(antenna)) {
    const input = panel.querySelector<HTMLInputElement>(`input[data-id="${id}"]`);
    if (input) input.value = String(value);
  }
}

/** What a plan cannot hold is put back. */
function numberField(app: App, field: AntennaField): HTMLElement {
  const { id, value, assumed, least, most, step, stepName } = field;
  const input = element('input', {
    type: 'number',
    step,
    min: least,
    max: most,
    title: text('fieldRange', { least: formatNumber(least), most: formatNumber(most) }),
    'data-id': id,
    'data-assumed': assumed ? 'true' : undefined,
    value,
    onchange() {
      const changed = input.valueAsNumber;
      if (changed >= least && changed <= most) app.store.changeAntenna(stepName, field.change(changed));
      else input.value = String(value);
    },
  });
  return element('label', {}, text(id), input);
}

function directionNotes(antenna: Antenna, fields: readonly AntennaField[]): HTMLElement[] {
  if (antenna.type === 'radiating-cable') return [element('p', { class: 'quiet' }, text('cableNote'))];
  if (antenna.type !== 'directional') return [];
  const bearingDeg = (((90 - (antenna.azimuthDeg ?? 0)) % 360) + 360) % 360;
  const bearing = String(Number(bearingDeg.toFixed(2)));
  const assumed = fields.some((field) => field.assumed);
  return [
    element('p', { class: 'quiet', 'data-id': 'bearing' }, text('azimuthNote', { bearing })),
    ...(assumed ? [element('p', { class: 'quiet' }, text('patternNote'))] : []),
  ];
}

/** Of types whose gain the plan cannot change. */
function gainRows(antenna: Antenna): HTMLElement[] {
  if (antenna.type !== 'ceiling-omni' && antenna.type !== 'isotropic') return [];
  const gains = [antennaGainDbi(antenna, 1, 0, 0), antennaGainDbi(antenna, 0, 0, -1)];
  return [row(text('omniGain'), `${gains.map((gainDbi) => formatNumber(gainDbi, 1)).join(' / ')} dBi`)];
}

/** What holds on the carrier on screen. */
function carrierRows(antenna: Antenna, carrier: Carrier): HTMLElement[] {
  const { id, frequencyMhz, portPowerDbm } = carrier;
  const isRadiated = antenna.carriers.some((one) => one === '*' || one === id);
  const powerDbm = antenna.portPowerDbm?.[id] ?? portPowerDbm;
  return [
    row(
      text('portPower', { megahertz: frequencyMhz }),
      isRadiated ? `${formatNumber(powerDbm, 1)} dBm` : text('notRadiated'),
    ),
    ...cableRows(antenna, frequencyMhz),
  ];
}

function cableRows(antenna: Antenna, frequencyMhz: number): HTMLElement[] {
  if (antenna.type !== 'radiating-cable') return [];
  const places = antennaPlaces(antenna);
  const lengthM = pathLengthM(places);
  const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(antenna, frequencyMhz);
  const mark = (given: unknown) => (given === undefined ? ' *' : '');
  const [couplingMark, lineMark] = [
    mark(antenna.cable?.couplingLossDb),
    mark(antenna.cable?.longitudinalLossDbPer100M),
  ];
  const end = places[places.length - 1].map((value) => formatNumber(value, 2)).join(', ');
  const assumed = couplingMark + lineMark !== '';
  return [
    section(text('cableSection', { megahertz: frequencyMhz }), [
      row(text('cableLength'), `${formatNumber(lengthM, 1)} m`),
      row(text('endPlace'), `${end} m`),
      row(text('couplingLoss') + couplingMark, `${formatNumber(couplingLossDb, 1)} dB`),
      row(text('longitudinalLoss') + lineMark, `${formatNumber(longitudinalLossDbPer100M, 1)} dB/100 m`),
      row(text('lossToEnd'), `${formatNumber((longitudinalLossDbPer100M * lengthM) / 100, 1)} dB`),
      ...(assumed ? [element('p', { class: 'quiet' }, text('cableAssumed'))] : []),
    ]),
  ];
}
