/** The plan with its first antenna moved east. */
export function moveFirstAntenna(plan, byM) {
  const [first, ...others] = plan.antennas;
  const [x, y] = first.position;
  return { ...plan, antennas: [{ ...first, position: [x + byM, y] }, ...others] };
}

/** The plan with another power at the port of its first antenna. */
export function repowerFirstAntenna(plan, powerDbm) {
  const [first, ...others] = plan.antennas;
  return { ...plan, antennas: [{ ...first, portPowerDbm: { any: powerDbm } }, ...others] };
}
