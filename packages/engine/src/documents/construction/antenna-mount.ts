import { bracketReachM, type FarAntenna, farAntennas, rampAntennas } from '../../design/index.ts';
import { type Antenna, isAimed, type Plan, radiatesAlongPath } from '../../plan/index.ts';
import type { RampLocation } from '../../radio/index.ts';
import { formatFixed, formatShort } from '../encoders/format-numbers.ts';
import type { DocumentTexts } from '../wording/document-text.ts';

/**
 * Azimuth from 0 to below 360 as the trade reads it, clockwise from north, or from the plan's y axis where north is unknown, and tilt
 * below the horizon, degrees.
 */
export function aimOf(
  { azimuthDeg = 0, downtiltDeg = 0 }: Antenna,
  { georeference }: Pick<Plan, 'georeference'>,
): { azimuthDeg: number; tiltDeg: number } {
  const bearingDeg = 90 - azimuthDeg - (georeference?.rotationDeg ?? 0);
  return { azimuthDeg: ((bearingDeg % 360) + 360) % 360, tiltDeg: downtiltDeg };
}

/** Key of the sentence on where azimuths count from. */
export function aimNoteKey({ georeference }: Pick<Plan, 'georeference'>) {
  return georeference ? 'construction.mountAimed.north' : 'construction.mountAimed.upwards';
}

/** `方位 270° 下倾 4°`; undefined of an antenna without a main direction. */
export function aimText(
  antenna: Antenna,
  plan: Pick<Plan, 'georeference'>,
  texts: DocumentTexts,
): string | undefined {
  if (!isAimed(antenna) || antenna.feed === 'small-cell') return undefined;
  const { azimuthDeg, tiltDeg } = aimOf(antenna, plan);
  return texts('construction.aimLabel', { azimuth: formatShort(azimuthDeg), tilt: formatShort(tiltDeg) });
}

/** `路面上 2.40 标高 +1.59`: an antenna on a ramp outdoors, over the road and over ±0.000. */
export function rampHeightText(
  { heightM }: Pick<Antenna, 'heightM'>,
  { roadM }: RampLocation,
  texts: DocumentTexts,
): string {
  return texts('construction.ramp.height', {
    ...{ height: formatFixed(heightM, 2), elevation: signedM(roadM + heightM) },
  });
}

/** Assumptions about antennas on ramps outdoors, and which of them stand out of the ground or have nothing certain to hang from. */
export function rampSentences(
  { antennas }: Pick<Plan, 'antennas'>,
  onRamps: ReadonlyMap<string, RampLocation>,
  texts: DocumentTexts,
): string[] {
  const here = antennas.flatMap((antenna) => {
    const location = onRamps.get(antenna.id);
    return location ? [{ antenna, location }] : [];
  });
  if (here.length === 0) return [];
  const separator = texts('report.listSeparator');
  const high = here.filter(
    ({ antenna, location }) => location.roadM + antenna.heightM > location.course.topM,
  );
  const hung = here.filter(({ antenna }) => !isAimed(antenna) && !radiatesAlongPath(antenna));
  return [
    texts('construction.ramp.mount', { list: here.map(({ antenna }) => antenna.id).join(separator) }),
    ...(high.length > 0
      ? [
          texts('construction.ramp.overGround', {
            list: high
              .map(({ antenna, location }) =>
                texts('construction.ramp.overGroundItem', {
                  antenna: antenna.id,
                  over: formatFixed(location.roadM + antenna.heightM - location.course.topM, 2),
                }),
              )
              .join(separator),
          }),
        ]
      : []),
    ...(hung.length > 0
      ? [texts('construction.ramp.noRoof', { list: hung.map(({ antenna }) => antenna.id).join(separator) })]
      : []),
  ];
}

/** Metres over ±0.000 with their sign, to the centimetre. */
export function signedM(elevationM: number): string {
  const text = formatFixed(elevationM, 2);
  if (Math.abs(elevationM) < 0.005) return `±${formatFixed(0, 2)}`;
  return elevationM > 0 ? `+${text}` : text;
}

/** `ANT5-B1（7.1 m）、…`. */
export function farAntennasText(far: readonly FarAntenna[], texts: DocumentTexts): string {
  return far
    .map(({ id, distanceM }) =>
      texts('construction.mountFarItem', { antenna: id, distance: formatFixed(distanceM, 1) }),
    )
    .join(texts('report.listSeparator'));
}

/** How antennas are mounted, and which of them hang too far from what they would be mounted on. */
export function mountSentences(
  plan: Pick<Plan, 'antennas' | 'levels' | 'georeference'>,
  antennas: readonly Antenna[],
  texts: DocumentTexts,
): string[] {
  const onRamps = rampAntennas(plan);
  const points = antennas.filter((antenna) => !radiatesAlongPath(antenna));
  const isAimedHere = (antenna: Antenna) => isAimed(antenna) && antenna.feed !== 'small-cell';
  const ids = new Set(points.map(({ id }) => id));
  const far = farAntennas(plan).filter(({ id }) => ids.has(id));
  return [
    ...(points.some((antenna) => antenna.feed !== 'small-cell' && !isAimedHere(antenna))
      ? [texts('construction.mountCeiling')]
      : []),
    ...(points.some(({ feed }) => feed === 'small-cell') ? [texts('construction.mountUnits')] : []),
    ...(points.some(isAimedHere) ? [texts(aimNoteKey(plan))] : []),
    ...(far.length > 0
      ? [texts('construction.mountFar', { list: farAntennasText(far, texts), reach: bracketReachM })]
      : []),
    ...rampSentences({ antennas: points }, onRamps, texts),
  ];
}
