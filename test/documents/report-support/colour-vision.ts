export type Vector = [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; the last row set is luminance alone. */
export const deficiencies: Record<string, Vector[]> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
};

/** CIE L*a*b* (D65) of an sRGB colour as somebody with the deficiency sees it. */
export function labOf(rgb: readonly number[], rows: Vector[]): Vector {
  const linear = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const seen = rows.map((row) =>
    Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])),
  );
  const [r, g, b] = seen;
  const root = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 (CIE 142-2001) between two L*a*b* colours, all weights 1. */
export function colourDifference([l1, a1, b1]: Vector, [l2, a2, b2]: Vector): number {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1 + 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const [chroma1, chroma2] = [Math.hypot(stretch * a1, b1), Math.hypot(stretch * a2, b2)];
  const [hue1, hue2] = [hueDeg(stretch * a1, b1), hueDeg(stretch * a2, b2)];
  const isGrey = chroma1 * chroma2 === 0;
  let turnDeg = isGrey ? 0 : hue2 - hue1;
  if (turnDeg > 180) turnDeg -= 360;
  if (turnDeg < -180) turnDeg += 360;
  const middleDeg = isGrey ? hue1 + hue2 : hue1 + turnDeg / 2;
  const [lightness, chroma] = [(l1 + l2) / 2, (chroma1 + chroma2) / 2];
  const cosine = (factor: number, offsetDeg: number) =>
    Math.cos(((factor * middleDeg + offsetDeg) * Math.PI) / 180);
  const t = 1 - 0.17 * cosine(1, -30) + 0.24 * cosine(2, 0) + 0.32 * cosine(3, 6) - 0.2 * cosine(4, -63);
  const sl = 1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2);
  const sc = 1 + 0.045 * chroma;
  const sh = 1 + 0.015 * chroma * t;
  const blueDeg = 30 * Math.exp(-(((((middleDeg + 360) % 360) - 275) / 25) ** 2));
  const rotation =
    -2 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) * Math.sin((2 * blueDeg * Math.PI) / 180);
  const lightnessPart = (l2 - l1) / sl;
  const chromaPart = (chroma2 - chroma1) / sc;
  const huePart = (2 * Math.sqrt(chroma1 * chroma2) * Math.sin((turnDeg * Math.PI) / 360)) / sh;
  return Math.sqrt(lightnessPart ** 2 + chromaPart ** 2 + huePart ** 2 + rotation * chromaPart * huePart);
}

function hueDeg(a: number, b: number): number {
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}
