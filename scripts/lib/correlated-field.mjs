/**
 * Gaussian shadowing over a plane with the correlation exp(−Δ/d) (Gudmundson 1991), as a sum of waves drawn from its
 * spectrum S(k) ∝ (1 + k²d²)^(−3/2): `field(x, y)` in dB. `random` gives numbers from 0 to 1.
 */
export function correlatedField(random, sigmaDb, decorrelationM, waveCount = 600) {
  const waves = Array.from({ length: waveCount }, () => {
    const k = Math.sqrt((1 - random()) ** -2 - 1) / decorrelationM;
    const angle = 2 * Math.PI * random();
    return [k * Math.cos(angle), k * Math.sin(angle), 2 * Math.PI * random()];
  });
  const scale = sigmaDb * Math.sqrt(2 / waveCount);
  return (x, y) => {
    let sum = 0;
    for (const [kx, ky, phase] of waves) sum += Math.cos(kx * x + ky * y + phase);
    return scale * sum;
  };
}
