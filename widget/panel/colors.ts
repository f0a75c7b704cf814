// Makes the site's one colour usable: what can be read on it, and a light and a dark variant for writing.

/** Relative luminance of `#rrggbb`, 0 to 1. */
export function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two luminances, 1 to 21. */
function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function mix(hex: string, target: number, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16);
    return Math.round(part + (target - part) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

const sides = {
  light: { surface: [255, 255, 255], page: 0.92, share: 0.09 },
  dark: { surface: [35, 40, 43], page: 0.02, share: 0.28 },
} as const;

/** The luminances one writes on, plain and tinted with the colour, as the styles have them. */
export function groundsOf(hex: string, side: keyof typeof sides): readonly number[] {
  const { surface, page, share } = sides[side];
  const soft = surface.map((part, at) => {
    const own = Number.parseInt(hex.slice(1 + at * 2, 3 + at * 2), 16);
    return Math.round(part + (own - part) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return [page, luminance(`#${soft.join('')}`)];
}

/** The colour moved towards black or white until it can be read (4.5:1) on every ground of this side. */
export function readableOn(hex: string, side: keyof typeof sides): string {
  const grounds = groundsOf(hex, side);
  const target = side === 'light' ? 0 : 255;
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = mix(hex, target, share);
    if (grounds.every((ground) => contrast(luminance(mixed), ground) >= 4.6)) return mixed;
  }
  return target === 0 ? '#000000' : '#ffffff';
}

/** Black or white writing, whichever is easier to read on the colour. */
export function writingOn(hex: string): string {
  return contrast(luminance(hex), 1) >= contrast(luminance(hex), 0) ? '#ffffff' : '#000000';
}
