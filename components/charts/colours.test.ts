import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Triple = readonly [number, number, number];

/** Linear sRGB of a colour in OKLCH, clipped to what a screen can show. */
function linearOf([lightness, chroma, hue]: Triple): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return clipped([
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]);
}

function clipped([r, g, b]: Triple): Triple {
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [clip(r), clip(g), clip(b)];
}

function times([p, q, r]: readonly [Triple, Triple, Triple], [x, y, z]: Triple): Triple {
  const dot = (row: Triple) => row[0] * x + row[1] * y + row[2] * z;
  return [dot(p), dot(q), dot(r)];
}

function labOf(linear: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  const [l, m, s] = cones;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** Machado, Oliveira and Fernandes 2009, the whole deficiency. */
const EYES = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

const SERIES = ['download', 'upload', '3', '4', '5', '6', '7', '8', 'rest'].map((name) => `chart-${name}`);
/** In hundredths of OKLab; 2 is just seen side by side, 7 across a chart. */
const APART = 7;
const CONTRAST = 3;

const sheet = readFileSync(new URL('../../app/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = sheet.split('.dark {');

function token(theme: string, name: string): Triple {
  const found = new RegExp(`--${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(theme);
  if (!found) throw new Error(`no ${name}`);
  return linearOf([Number(found[1]), Number(found[2]), Number(found[3] ?? 0)]);
}

const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: Triple, b: Triple): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', light, [1, 1, 1] as const],
  ['dark', dark, token(dark, 'surface')],
])('the colours of series, %s', (_, theme, ground) => {
  const colours = SERIES.map((name) => ({ name, linear: token(theme, name) }));

  it.each(Object.entries(EYES))('differ for %s eyes', (_eyes, matrix) => {
    const seen = colours.map(({ name, linear }) => ({ name, lab: labOf(clipped(times(matrix, linear))) }));
    const near = seen.flatMap((one, index) =>
      seen.slice(index + 1).flatMap((other) => {
        const [l, a, b] = one.lab;
        const far = 100 * Math.hypot(l - other.lab[0], a - other.lab[1], b - other.lab[2]);
        return far < APART ? [`${one.name} and ${other.name}: ${far.toFixed(1)}`] : [];
      }),
    );
    expect(near).toEqual([]);
  });

  it('stand out from the ground', () => {
    expect(colours.filter(({ linear }) => contrast(linear, ground) < CONTRAST).map(({ name }) => name)).toEqual([]);
  });
});
